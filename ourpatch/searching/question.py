"""A question: what somebody typed, ticked and turned to. It is the whole state of a search."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

#: Orders that may be asked for; anything else is the best match first.
SORTS = ("nearest", "checked")

#: Nobody says more than this in one breath; what is pasted beyond it is left out.
LONGEST_TEXT = 500


@dataclass(frozen=True, slots=True)
class Question:
    """What was asked. `chosen` holds the term ids ticked in each facet, in the facets' order.

    `within` is in miles; `sort` is one of SORTS, or empty for the best match first.
    """

    q: str = ""
    near: str = ""
    within: int | None = None
    chosen: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    sort: str = ""
    page: int = 1

    def parameters(self) -> list[tuple[str, str]]:
        """The question as the parameters of an address, always in the same order."""
        within = "" if self.within is None else str(self.within)
        pairs = [("q", self.q), ("near", self.near), ("within", within)]
        pairs += [(facet, term) for facet, terms in self.chosen.items() for term in terms]
        pairs += [("sort", self.sort)]
        pairs += [("page", str(self.page))] if self.page > 1 else []
        return [(name, value) for name, value in pairs if value]

    def without(self, facet: str, term: str = "") -> "Question":
        """The question with one term, or one whole facet, no longer ticked; from the first page."""
        left = {
            name: tuple(t for t in terms if name != facet or (term and t != term))
            for name, terms in self.chosen.items()
        }
        return replace(self, chosen={name: t for name, t in left.items() if t}, page=1)

    def on_page(self, page: int) -> "Question":
        """The same question, turned to another page."""
        return replace(self, page=page)


def read_question(
    parameters: Iterable[tuple[str, str]], terms: Mapping[str, Iterable[str]]
) -> Question:
    """The question that an address asks. `terms` are the known term ids of each facet.

    Parameters and terms that we do not know are left out, so that a link somebody has tagged, or an
    old one, still gives an answer.
    """
    given: dict[str, list[str]] = {}
    for name, value in parameters:
        given.setdefault(name, []).append(value)
    last = {name: values[-1] for name, values in given.items()}
    chosen = {
        facet: tuple(term for term in known if term in set(given[facet]))
        for facet, known in terms.items()
        if facet in given
    }
    return Question(
        q=_tidy(last.get("q", "")),
        near=_tidy(last.get("near", "")),
        within=_whole_number(last.get("within", "")),
        chosen={facet: ids for facet, ids in chosen.items() if ids},
        sort=last["sort"] if last.get("sort") in SORTS else "",
        page=max(1, _whole_number(last.get("page", "")) or 1),
    )


def _tidy(text: str) -> str:
    printable = "".join(c if c.isprintable() else " " for c in text)
    return " ".join(printable.split())[:LONGEST_TEXT].strip()


def _whole_number(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else None
