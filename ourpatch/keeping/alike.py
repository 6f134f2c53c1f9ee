"""Entries that may be the same organisation twice: the pairs, and what each pair shares.

Two entries are compared only when they share something rare: a number, an address, or a word of
their names that few others have. So ten thousand entries cost a few thousand comparisons, and not
fifty million.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import combinations
from typing import Any

from rapidfuzz import fuzz

from ourpatch.keeping.knowing import Mark, marks

#: What a shared mark is worth, in favour of two entries being one organisation.
WORTH = {"charity": 4, "company": 4, "phone": 3, "email": 3, "website": 3, "place": 1}

#: What two names are worth, by how much alike they are (0 to 100). Names that are nothing like each
#: other speak against it: an umbrella group gives many of its services one phone number.
NAMES = ((100, 4), (88, 3), (70, 1), (50, 0), (0, -2))

#: Worth this much, a pair is shown.
LIKELY = 5

#: A mark or word that more entries share than this tells nobody apart.
MOST_SHARING = 25


@dataclass(frozen=True, slots=True, order=True)
class Pair:
    """Two entries, the first by its id, how likely they are one, and what they share."""

    one: str
    other: str
    worth: int
    shared: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Known:
    name: str
    marks: frozenset[Mark]
    place: str


def pairs(
    entries: Mapping[str, Mapping[str, Any]],
    different: Collection[frozenset[str]] = (),
    only: Collection[str] | None = None,
) -> list[Pair]:
    """The likely pairs among entries (their values by id), the likeliest first.

    Those in `different` are known to be two. With `only`, one of each pair is among those ids.
    """
    known = {id: _known(values) for id, values in entries.items()}
    found = (
        _pair(one, other, known[one], known[other])
        for one, other in sorted(_candidates(known))
        if frozenset((one, other)) not in different
        and (only is None or one in only or other in only)
    )
    return sorted((pair for pair in found if pair.worth >= LIKELY), key=lambda p: (-p.worth, p))


def _known(values: Mapping[str, Any]) -> _Known:
    every = marks(values)
    name = next((mark.value for mark in every if mark.kind == "name"), "")
    place = values.get("place") or {}
    outcode = place.get("outcode") or (place.get("postcode") or "").partition(" ")[0]
    return _Known(name, frozenset(mark for mark in every if mark.kind != "name"), outcode)


def _candidates(known: Mapping[str, _Known]) -> set[tuple[str, str]]:
    """The pairs that share a mark, a whole name, or a word of their names that few others have."""
    sharing: dict[object, list[str]] = defaultdict(list)
    for id, each in sorted(known.items()):
        for key in (*each.marks, ("whole", each.name.replace(" ", "")), *_words(each.name)):
            sharing[key].append(id)
    few = (ids for ids in sharing.values() if 1 < len(ids) <= MOST_SHARING)
    return {pair for ids in few for pair in combinations(ids, 2)}


def _words(name: str) -> Iterator[tuple[str, str]]:
    """The words of a name, and their beginnings, so that a slip at a word's end is no matter."""
    return (("word", start) for start in {word[:5] for word in name.split() if len(word) > 2})


def _pair(one: str, other: str, a: _Known, b: _Known) -> Pair:
    shared = sorted({mark.kind for mark in a.marks & b.marks})
    alike = _alike(a.name, b.name)
    worth = sum(WORTH[kind] for kind in shared)
    worth += next(points for least, points in NAMES if alike >= least)
    words = [{100: "name"}.get(int(alike), "much of the name")] if alike >= NAMES[2][0] else []
    if a.place and a.place == b.place:
        worth += WORTH["place"]
        shared.append("place")
    return Pair(one, other, worth, (*words, *shared))


def _alike(one: str, other: str) -> float:
    """How much alike two names are, in any order of their words; without spaces they may be one."""
    if one.replace(" ", "") == other.replace(" ", ""):
        return 100.0
    return min(fuzz.token_sort_ratio(one, other), 99.0)


def beside(one: Mapping[str, Any], other: Mapping[str, Any]) -> Iterator[tuple[str, str, str]]:
    """Two entries side by side: for each fact that tells organisations apart, both values."""
    for label, field in (
        ("Name", "name"),
        ("In a sentence", "summary"),
        ("Phone", "contact.phone"),
        ("Text", "contact.text"),
        ("Email", "contact.email"),
        ("Website", "contact.website"),
        ("Place", "place.outcode"),
        ("Venue", "place.venue"),
        ("Charity", "identifiers.charity"),
        ("Company", "identifiers.company"),
        ("Checked", "checked.on"),
    ):
        first, second = _value(one, field), _value(other, field)
        if first or second:
            yield label, first, second


def _value(values: Mapping[str, Any], field: str) -> str:
    group, _, key = field.rpartition(".")
    inside = values.get(group) or {} if group else values
    return str(inside.get(key, ""))


def as_text(found: Iterable[Pair], entries: Mapping[str, Mapping[str, Any]]) -> str:
    """The pairs as people read them in a terminal, the two of each beside each other."""
    lines: list[str] = []
    for pair in found:
        lines.append(f"{pair.one}  and  {pair.other}  share: {', '.join(pair.shared)}")
        for label, one, other in beside(entries[pair.one], entries[pair.other]):
            same = "=" if one == other else " "
            lines.append(f"  {label:<14}{one[:36]:<38}{same} {other[:36]}".rstrip())
        lines.append("")
    return "\n".join(lines)
