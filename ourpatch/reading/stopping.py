"""The spot where the YAML parser stopped, and the lines about it."""

import re
from dataclasses import dataclass
from functools import cache
from typing import Any, NamedTuple

import yaml

from ourpatch import fields
from ourpatch.reading.faults import Fault
from ourpatch.reading.shapes import MANY

Spot = tuple[int, int]

_VALUE = re.compile(r"\s*(?:- +)?([\w-]+)\s*:\s+(\S.*?)\s*$")


class Value(NamedTuple):
    """A field's name and words on one line, and the column (from 0) where the words start."""

    key: str
    words: str
    column: int


@dataclass(frozen=True, slots=True)
class Stop:
    """Where and why the parser stopped. Lines and columns count from 0 here, as the parser's do.

    `start` is where the thing begins that it was reading, `at` where it gave up, `last` the last
    event before that, and `closed` where the last list or group begins that had come to its end.
    """

    said: str
    at: Spot
    start: Spot | None
    lines: list[str]
    last: Any
    closed: Spot | None = None

    @classmethod
    def of(cls, error: yaml.YAMLError, lines: list[str], last: Any, closed: Spot | None) -> "Stop":
        """From the parser's exception. A spot past the end becomes the end of the last words."""
        context, problem = getattr(error, "context", ""), getattr(error, "problem", "")
        start, at = getattr(error, "context_mark", None), getattr(error, "problem_mark", None)
        end = max((n for n, line in enumerate(lines) if line.strip()), default=0)
        spot = (at.line, at.column) if at else (0, 0)
        return cls(
            said=f"{context or ''} {problem or ''}",
            at=spot if spot[0] <= end else (end, len(lines[end].rstrip())),
            start=(start.line, start.column) if start else None,
            lines=lines,
            last=last,
            closed=closed,
        )

    def fault(self, spot: Spot | None, rule: str, message: str, hint: str) -> Fault:
        """A fault at a spot."""
        line, column = spot or self.at
        return Fault(line + 1, column + 1, rule, message, hint)

    @property
    def line(self) -> str:
        """The line where the parser gave up."""
        return self.lines[self.at[0]]

    @property
    def is_past_the_end(self) -> bool:
        """True when it gave up because there was nothing more."""
        return self.at[1] >= len(self.line.rstrip()) and not any(
            line.strip() for line in self.lines[self.at[0] + 1 :]
        )

    @property
    def is_a_new_field(self) -> bool:
        """True when the spot's line starts a field, no further in than the line of `start`."""
        outer = indent(self.line) <= indent(self.lines[self.start[0] if self.start else 0])
        return outer and bool(re.match(r"\s*(- |[\w-]+\s*:)", self.line))

    @property
    def begins_a_value(self) -> bool:
        """True when nothing but a field's name or a dash stands before the spot."""
        return bool(re.search(r"(?:^|:|-)\s*$", self.line[: self.at[1]]))

    @property
    def last_words(self) -> Any:
        """The last event, when it was a piece of text."""
        return self.last if isinstance(self.last, yaml.ScalarEvent) else None

    @property
    def value_on_line(self) -> Value | None:
        """The field's name and words on the line where the parser gave up."""
        return value_on(self.line)

    def character(self, spot: Spot | None) -> str:
        """The character at a spot; empty past the end of the line."""
        line, column = spot or self.at
        return self.lines[line][column : column + 1]

    def follows(self, mark: Any) -> bool:
        """True when only spaces stand between a mark and the spot."""
        same = mark.line == self.at[0] and mark.column <= self.at[1]
        return same and not self.line[mark.column : self.at[1]].strip()

    def key_before(self, spot: Spot) -> str:
        """The field's name right before a spot; empty when there is none, as in a list."""
        found = re.search(r"([\w-]+)[\"']?\s*:\s*$", self.lines[spot[0]][: spot[1]])
        return found[1] if found else ""


def takes_a_web_address(key: str) -> bool:
    """True when every field of this name holds a web address."""
    return {row.kind for row in fields.fields() if row.key == key} == {"web address"}


def takes_a_list(key: str) -> bool:
    """True when a field of this name holds a list."""
    return any(row.key == key and row.kind in (*MANY, "groups") for row in fields.fields())


def indent(line: str) -> int:
    """How many spaces a line starts with."""
    return len(line) - len(line.lstrip(" "))


def words_from(lines: list[str], spot: Spot) -> str:
    """The words from a spot to the end of its line, or inside brackets to the next comma."""
    before, words = lines[spot[0]][: spot[1]], lines[spot[0]][spot[1] :]
    if len(re.findall(r"[\[{]", before)) > len(re.findall(r"[\]}]", before)):
        words = re.split(r"[,\]}]", words)[0] or words
    return words.strip()


def value_on(line: str) -> Value | None:
    """The field's name and words on a line."""
    found = _VALUE.match(line)
    return Value(found[1], found[2], found.start(2)) if found else None


@cache
def _field_line() -> re.Pattern[str]:
    keys = "|".join(sorted({row.key for row in fields.fields()}, key=len, reverse=True))
    return re.compile(rf"\s*(?:- +)?(?:{keys})\s*:(?:\s|$)")


def starts_a_field(line: str) -> bool:
    """True when a line starts with the name of a field of ours, and a colon."""
    return bool(_field_line().match(line))


def holds_a_field(lines: list[str]) -> bool:
    """True when one of some lines starts with the name of a field of ours, and a colon."""
    return any(map(starts_a_field, lines))
