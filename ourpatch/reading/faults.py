"""Faults: something to change at one spot of a file, or in one value, that is being read."""

from dataclasses import dataclass

from ourpatch.problems import Strength


@dataclass(frozen=True, slots=True)
class Fault:
    """What to change, at a line and column that count from 1. `rule` is the rule's short name.

    `stops` is true when nothing after it can be relied on.
    """

    line: int
    column: int
    rule: str
    message: str
    hint: str = ""
    strength: Strength = "error"
    stops: bool = False


class Wrong(ValueError):
    """Text that cannot be this kind of value; says what is wrong, and a hint of what to type."""

    def __init__(self, message: str, hint: str = "", rule: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint
        self.rule = rule


def short(text: str) -> str:
    """At most 40 characters of somebody's text, for use in a message."""
    words = " ".join(text.split())
    return words if len(words) <= 40 else words[:39] + "…"
