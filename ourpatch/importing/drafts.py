"""A draft: what one row of somebody's list says, on its way to becoming an entry."""

from collections import Counter
from dataclasses import dataclass, field
from typing import Any


@dataclass(slots=True)
class Draft:
    """An entry in the making.

    `place` is where it stands in the list (a row's number). `notes` name what the row says that the
    entry will not; `tidied` counts what was made better and lost nothing; `refused` says why there
    can be no entry, and is empty when there can.
    """

    place: str
    values: dict[str, Any] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)
    tidied: Counter[str] = field(default_factory=Counter)
    refused: str = ""

    @property
    def name(self) -> str:
        """The name, or empty while there is none."""
        return str(self.values.get("name", ""))

    @property
    def source(self) -> tuple[str, str]:
        """Which list it came from, and what that list calls it."""
        source = self.values.get("source", {})
        return source.get("name", ""), source.get("id", "")

    def put(self, name: str, value: Any) -> None:
        """Set a value by its field's dotted name."""
        group, _, key = name.rpartition(".")
        (self.values.setdefault(group, {}) if group else self.values)[key] = value

    def get(self, name: str) -> Any:
        """A value by its field's dotted name, or None."""
        return value_at(self.values, name)

    def take_out(self, name: str) -> Any:
        """Remove a value by its field's dotted name, and its group when nothing is left in it."""
        group, _, key = name.rpartition(".")
        inside = self.values.get(group, {}) if group else self.values
        value = inside.pop(key, None)
        if group and not inside:
            self.values.pop(group, None)
        return value


def value_at(values: dict[str, Any], name: str) -> Any:
    """A value in nested groups by its field's dotted name, or None."""
    found: Any = values
    for key in name.split("."):
        found = found.get(key) if isinstance(found, dict) else None
    return found
