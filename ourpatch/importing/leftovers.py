"""What a row says that became nothing, so that nothing is lost without a word.

Where a way to get in touch stood among other words, the whole cell is kept for the description:
“(mornings only)” and a second number belong to it. Everything else is told to whoever imports.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field

from ourpatch.importing import tidying
from ourpatch.importing.cells import AMONG_WORDS, Span
from ourpatch.importing.mapping import Plan
from ourpatch.importing.table import Row


@dataclass(slots=True)
class Use:
    """Which parts of a row's cells became something, and which could not."""

    used: list[Span] = field(default_factory=list)
    wrong: list[tuple[Span, str, str]] = field(default_factory=list)

    def of(self, column: str) -> list[Span]:
        """The used parts of one column's cell."""
        return [span for span in self.used if span.column == column]


def kept_aside(plan: Plan, row: Row, use: Use) -> list[str]:
    """Whole cells for the description: those with more in them than the value that was taken."""
    aside = []
    for column in _contact_columns(plan):
        if tidying.says_something(_without(row.cells[column], use.of(column))) and use.of(column):
            words = " ".join(row.cells[column].split())
            aside.append(f"{_label(plan, column)}: {words}")
    return aside


def untold(plan: Plan, row: Row, use: Use) -> list[str]:
    """Notes about values that no field could use."""
    contacts = set(_contact_columns(plan))
    notes: dict[str, None] = {}
    for span, name, message in use.wrong:
        if span.column in contacts:
            if not use.of(span.column):
                notes[_unfit(plan, row, span.column, name, message)] = None
        elif not any(span.overlaps(other) for other in use.used):
            words = row.cells[span.column][span.start : span.end]
            notes[f"{name}: {_with(words, message)}"] = None
    if row.beyond:
        notes[f"“{row.beyond}” stands in a column with no heading"] = None
    return list(notes)


def _contact_columns(plan: Plan) -> list[str]:
    """The columns in which a way to get in touch may stand among other words."""
    columns = (c for rule in plan.rules if rule.field.kind in AMONG_WORDS for c in rule.columns)
    return list(dict.fromkeys(columns))


def _fed(plan: Plan, column: str) -> list[str]:
    return [rule.field.name for rule in plan.rules if column in rule.columns]


def _label(plan: Plan, column: str) -> str:
    """What stands before a kept cell: the field's label, or the heading when it feeds several."""
    rules = [rule for rule in plan.rules if column in rule.columns]
    heading = column.replace("_", " ")
    return rules[0].field.label if len(rules) == 1 else heading[:1].upper() + heading[1:]


def _unfit(plan: Plan, row: Row, column: str, name: str, message: str) -> str:
    names = _fed(plan, column)
    words = row.cells[column]
    if len(names) == 1:
        return f"{name}: {_with(words, message)}"
    return f"{column}: “{' '.join(words.split())}” could not be used for {' or '.join(names)}."


def _with(words: str, message: str) -> str:
    """The message with the words it is about, once."""
    return message if "“" in message else f"“{' '.join(words.split())}” cannot be used. {message}"


def _without(words: str, spans: Iterable[Span]) -> str:
    """Words with the used parts taken out."""
    letters = list(words)
    for span in spans:
        letters[span.start : span.end] = " " * (min(span.end, len(letters)) - span.start)
    return "".join(letters)
