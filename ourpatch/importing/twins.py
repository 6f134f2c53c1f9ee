"""Who is here already: the same phone, website, number in a register, or name and place.

An entry of our own wins over one that comes from somebody's list, and who came first over who comes
from another list.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

from ourpatch.importing.drafts import value_at
from ourpatch.words import slug

Values = dict[str, Any]

#: Shorter numbers, such as 111, are everybody's.
_SHORTEST_PHONE = 7


def _phone(values: Values) -> Iterator[str]:
    for way in ("phone", "text"):
        digits = re.sub(r"^\+44|\D", "", value_at(values, f"contact.{way}") or "").lstrip("0")
        if len(digits) >= _SHORTEST_PHONE:
            yield digits


def _website(values: Values) -> Iterator[str]:
    if address := value_at(values, "contact.website"):
        parts = urlsplit(address.lower())
        yield f"{parts.netloc.removeprefix('www.')}{parts.path.rstrip('/')}?{parts.query}"


def _register(values: Values) -> Iterator[str]:
    for register in ("charity", "company"):
        if number := value_at(values, f"identifiers.{register}"):
            yield f"{register} {re.sub(r'[^A-Z0-9]', '', number.upper()).lstrip('0')}"


def _name_and_place(values: Values) -> Iterator[str]:
    half = value_at(values, "place.outcode")
    half = half or (value_at(values, "place.postcode") or "").partition(" ")[0]
    if half:
        yield f"{slug(values.get('name') or '')} {half}"


#: What two entries of the same people share, and how it is said.
_SHARED: dict[str, Callable[[Values], Iterator[str]]] = {
    "the same phone number": _phone,
    "the same website": _website,
    "the same number in a register": _register,
    "the same name and place": _name_and_place,
}


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
        for why, keys in _SHARED.items():
            for key in keys(values):
                self.known.setdefault((why, key), []).append((id, came_from))

    def find(self, values: Values) -> Twin | None:
        """An entry about the same people that is not from the same list; ours before others."""
        came_from = value_at(values, "source.name") or ""
        found = [
            Twin(id, whose, why)
            for why, keys in _SHARED.items()
            for key in keys(values)
            for id, whose in self.known.get((why, key), ())
            if whose != came_from
        ]
        return min(found, key=lambda twin: bool(twin.came_from), default=None)
