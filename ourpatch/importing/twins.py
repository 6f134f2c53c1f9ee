"""Who is here already: the same phone, website, number in a register, or name and place.

An entry of our own wins over one that comes from somebody's list, and who came first over who comes
from another list.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from ourpatch.importing.drafts import value_at
from ourpatch.keeping.knowing import marks, name

Values = dict[str, Any]

#: What only the same people share, in the order in which it is said, and how.
_SAID = {
    "phone": "the same phone number",
    "website": "the same website",
    "charity": "the same number in a register",
    "company": "the same number in a register",
    "name and place": "the same name and place",
}


def _keys(values: Values) -> Iterator[tuple[str, str]]:
    """What an entry is known by, as (kind, value), in the order of _SAID."""
    found = {(mark.kind, mark.value) for mark in marks(values)}
    half = value_at(values, "place.outcode")
    half = half or (value_at(values, "place.postcode") or "").partition(" ")[0]
    if half:
        found.add(("name and place", f"{name(values.get('name') or '')} {half}"))
    return (key for kind in _SAID for key in sorted(found) if key[0] == kind)


@dataclass(frozen=True, slots=True)
class Twin:
    """An entry that is about the same people: its id, whose list it came from, what is the same."""

    id: str
    came_from: str
    why: str


@dataclass(slots=True)
class Twins:
    """All entries of a folder by what only they should have."""

    known: dict[tuple[str, str], list[tuple[str, str]]] = field(default_factory=dict)

    def add(self, id: str, values: Values) -> None:
        """Take in one entry of the folder."""
        came_from = value_at(values, "source.name") or ""
        for key in _keys(values):
            self.known.setdefault(key, []).append((id, came_from))

    def find(self, values: Values) -> Twin | None:
        """An entry about the same people that is not from the same list; ours before others."""
        came_from = value_at(values, "source.name") or ""
        found = [
            Twin(id, whose, _SAID[key[0]])
            for key in _keys(values)
            for id, whose in self.known.get(key, ())
            if whose != came_from
        ]
        return min(found, key=lambda twin: bool(twin.came_from), default=None)
