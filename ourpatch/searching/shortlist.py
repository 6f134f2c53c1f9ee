"""A list that somebody chose: which entries, in which order, with a note. An address holds it."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace

#: More than this and the address would be too long to send or to draw as a code.
MOST_IDS = 60

#: The longest note that goes along with a list.
LONGEST_NOTE = 400

_ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")


@dataclass(frozen=True, slots=True)
class Shortlist:
    """Ids of entries in the order that somebody gave them, each once, and a note for the family."""

    ids: tuple[str, ...] = ()
    note: str = ""

    def parameters(self) -> list[tuple[str, str]]:
        """The list as the parameters of an address, always in the same order."""
        pairs = [("ids", ",".join(self.ids)), ("note", self.note)]
        return [(name, value) for name, value in pairs if value]

    @property
    def is_full(self) -> bool:
        """True when no more fit in an address."""
        return len(self.ids) >= MOST_IDS

    def with_one(self, id: str) -> "Shortlist":
        """The list with one more at its end; the same when it is on it, or the list is full."""
        more = () if id in self.ids or self.is_full else (id,)
        return replace(self, ids=self.ids + more)

    def without(self, id: str) -> "Shortlist":
        """The list with one entry taken off."""
        return replace(self, ids=tuple(each for each in self.ids if each != id))

    def moved(self, id: str, by: int) -> "Shortlist":
        """The list with one entry some places further down, or with a minus up."""
        at = self.ids.index(id)
        others = self.without(id).ids
        to = max(0, min(len(others), at + by))
        return replace(self, ids=(*others[:to], id, *others[to:]))


def read_shortlist(parameters: Iterable[tuple[str, str]]) -> Shortlist:
    """The list that an address holds. What could not be an id is left out; so is what is too much.

    `ids` may come more than once, so that a plain form can add one to a list.
    """
    ids: list[str] = []
    note = ""
    for name, value in parameters:
        if name == "ids":
            ids += value.lower().replace(" ", "").split(",")
        elif name == "note":
            note = value
    given = dict.fromkeys(id for id in ids if len(id) <= 100 and _ID.fullmatch(id))
    return Shortlist(tuple(given)[:MOST_IDS], _tidy(note))


def _tidy(text: str) -> str:
    """The note with its lines kept, and nothing in it that cannot be seen."""
    lines = ("".join(c if c.isprintable() else " " for c in line) for line in text.splitlines())
    plain = "\n".join(" ".join(line.split()) for line in lines)
    return re.sub(r"\n{3,}", "\n\n", plain).strip()[:LONGEST_NOTE].strip()
