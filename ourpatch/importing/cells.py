"""What one rule of a mapping makes of one row, and which parts of the cells it used."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

from ourpatch.fields import Field
from ourpatch.importing import tidying
from ourpatch.importing.options import Rule
from ourpatch.importing.table import Row
from ourpatch.importing.tidying import Found
from ourpatch.reading.shapes import MANY, ONE, Wrong
from ourpatch.text import fold

#: Kinds of which a cell may hold several, with other words between them.
AMONG_WORDS: dict[str, Callable[[str], Iterator[Found]]] = {
    "phone": tidying.phones,
    "email": tidying.emails,
    "web address": tidying.web_addresses,
}

#: What stands between the cells of two columns that become one value.
_JOIN = ", "


@dataclass(frozen=True, slots=True)
class Span:
    """Some of a column's cell."""

    column: str
    start: int
    end: int

    def overlaps(self, other: "Span") -> bool:
        """True when both hold some of the same letters."""
        return self.column == other.column and self.start < other.end and other.start < self.end


@dataclass(slots=True)
class Taken:
    """A value (None when there was none), the parts of cells used for it, and what went wrong."""

    value: Any = None
    used: list[Span] = field(default_factory=list)
    wrong: list[tuple[Span, str]] = field(default_factory=list)


class Cell:
    """The cells of a rule's columns, joined, without those that mean nothing."""

    def __init__(self, rule: Rule, row: Row) -> None:
        self.text = ""
        self.parts: list[tuple[int, str, int]] = []  # where it starts here, column, its length
        self.dropped: list[Span] = []
        for column in rule.columns:
            words = row.cells[column]
            if fold(words) in rule.drop:
                self.dropped.append(Span(column, 0, len(words)))
            elif words:
                self.text += _JOIN if self.text else ""
                self.parts.append((len(self.text), column, len(words)))
                self.text += words

    def spans(self, start: int, end: int) -> list[Span]:
        """A stretch of the joined text as parts of the columns it came from."""
        return [
            Span(column, max(start - at, 0), min(end - at, length))
            for at, column, length in self.parts
            if start < at + length and end > at
        ]

    def whole(self) -> list[Span]:
        """All of it."""
        return self.spans(0, len(self.text))


def take(rule: Rule, row: Row, tidy: Callable[[Field, str], str]) -> Taken:
    """What a rule makes of a row; its own `value` where the cells give nothing.

    `tidy` makes words fit to read before they are looked at as a value.
    """
    cell = Cell(rule, row)
    if not cell.text:
        taken = Taken()
    elif rule.many:
        taken = _list(rule, cell)
    elif fold(cell.text) in rule.terms:
        taken = Taken(rule.terms[fold(cell.text)], cell.whole())
    elif rule.field.kind in AMONG_WORDS:
        taken = _among_words(rule, cell)
    else:
        taken = _one(rule, cell, tidy)
    taken.used += cell.dropped
    if taken.value is None:
        taken.value = rule.value
    return taken


def _one(rule: Rule, cell: Cell, tidy: Callable[[Field, str], str]) -> Taken:
    """The whole cell as one value."""
    words = tidy(rule.field, cell.text)
    try:
        return Taken(ONE[rule.field.kind](rule.field, words), cell.whole())
    except Wrong as wrong:
        return Taken(wrong=[(span, wrong.message) for span in cell.whole()[:1]])


def _list(rule: Rule, cell: Cell) -> Taken:
    """The pieces of a cell, each looked up among their words and then among ours."""
    taken = Taken()
    values: list[Any] = []
    for piece, start in _pieces(cell.text, rule.split):
        spans = cell.spans(start, start + len(piece))
        try:
            found = [each for each in _item(rule, piece) if each not in values]
        except Wrong as wrong:
            taken.wrong.append((spans[0], wrong.message))
            continue
        if found and rule.field.longest and len(values) >= rule.field.longest:
            message = f"“{piece}” is one too many: the most is {rule.field.longest}."
            taken.wrong.append((spans[0], message))
            continue
        values += found
        taken.used += spans
    taken.value = values or None
    return taken


def _item(rule: Rule, piece: str) -> list[Any]:
    """What one piece of a cell stands for. Raises Wrong when it is nobody's word."""
    if fold(piece) in rule.drop:
        return []
    if fold(piece) in rule.terms:
        return rule.terms[fold(piece)] or []
    return [MANY[rule.field.kind](rule.field, piece)]


def _pieces(text: str, split: str) -> Iterator[tuple[str, int]]:
    """The pieces of a text with where they start, without spaces round them or empty ones."""
    at = 0
    for piece in text.split(split) if split else [text]:
        if piece.strip():
            yield piece.strip(), at + len(piece) - len(piece.lstrip())
        at += len(piece) + len(split)


def _among_words(rule: Rule, cell: Cell) -> Taken:
    """The first usable value of a cell that may hold several and other words besides."""
    wrong = ""
    for found in AMONG_WORDS[rule.field.kind](cell.text):
        try:
            value = ONE[rule.field.kind](rule.field, found.value)
        except Wrong as error:
            wrong = wrong or error.message
        else:
            return Taken(value, cell.spans(found.start, found.end))
    return Taken(wrong=[(span, wrong or _unfit(rule, cell)) for span in cell.whole()])


def _unfit(rule: Rule, cell: Cell) -> str:
    try:
        ONE[rule.field.kind](rule.field, cell.text)
    except Wrong as wrong:
        return wrong.message
    return f"“{' '.join(cell.text.split())}” could not be used."
