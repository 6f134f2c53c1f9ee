"""The entries of an answer, one at a time: their facts, how far they are, and why."""

import json
import sqlite3
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any, overload

from ourpatch.searching.sets import Directory, rows_of
from ourpatch.statements import statements

#: The facts of so many entries at once are kept; a download's would push out everybody else's.
SHOWN_AT_ONCE = 100

#: So many entries are in memory at once while a whole answer is read from first to last.
AT_ONCE = 500

_SQL = statements("results")


@dataclass(frozen=True, slots=True)
class Result:
    """One entry in an answer. `facts` has every column of its row, lists as lists.

    In an answer in full, `facts` has the long words too, those of `entry_text`.
    `miles` are whole miles in a straight line, between outward codes; None where there is no place.
    """

    id: str
    name: str
    summary: str
    miles: int | None
    distance: str
    checked_on: str | None
    why: tuple[str, ...]
    stale: bool
    facts: dict[str, Any]


Reader = Callable[[Sequence[int]], Sequence[Result]]


class Whole(Sequence[Result]):
    """All results of a whole answer, read a few at a time, so that any number fits in memory.

    It reads from the connection that the answer was asked of, and must be used while that is open.
    """

    def __init__(self, numbers: Sequence[int], read: Reader) -> None:
        self._numbers, self._read = numbers, read

    def __len__(self) -> int:
        """How many there are."""
        return len(self._numbers)

    @overload
    def __getitem__(self, at: int) -> Result: ...
    @overload
    def __getitem__(self, at: slice) -> Sequence[Result]: ...
    def __getitem__(self, at: int | slice) -> Result | Sequence[Result]:
        """One result, or some of them."""
        if isinstance(at, slice):
            return self._read(self._numbers[at])
        return self._read([self._numbers[at]])[0]

    def picked(self, order: Sequence[int]) -> "Whole":
        """The results at some places, in another order."""
        return Whole([self._numbers[at] for at in order], self._read)

    def __iter__(self) -> Iterator[Result]:
        """Every result in order."""
        for start in range(0, len(self._numbers), AT_ONCE):
            yield from self._read(self._numbers[start : start + AT_ONCE])


def rearranged(results: Sequence[Result], key: Callable[[Result], Any]) -> Sequence[Result]:
    """Results with the highest key first, equals as they were; a whole answer read twice for it."""
    keys = [key(result) for result in results]
    order = sorted(range(len(keys)), key=keys.__getitem__, reverse=True)
    if isinstance(results, Whole):
        return results.picked(order)
    return [results[at] for at in order]


def facts_by_number(
    connection: sqlite3.Connection, known: Directory, numbers: Sequence[int], in_full: bool
) -> dict[int, dict[str, Any]]:
    """The facts of some entries by their number; `in_full` with the long words too."""
    read = partial(_read, connection, known, name="cards_in_full" if in_full else "cards")
    return (
        read(numbers) if in_full or len(numbers) > SHOWN_AT_ONCE else known.shown.of(numbers, read)
    )


def _read(
    connection: sqlite3.Connection, known: Directory, numbers: Sequence[int], name: str
) -> dict[int, dict[str, Any]]:
    rows = rows_of(connection.execute(_SQL[name], {"numbers": json.dumps(list(numbers))}))
    return {row["number"]: facts_of(known, row) for row in rows}


def facts_of(known: Directory, row: dict[str, Any]) -> dict[str, Any]:
    """A row of the table `entry` with its lists as lists and its yes and no as True and False."""
    facts = {name: row[name] for name in known.columns}
    # One text for all of them: reading JSON costs by the call.
    lists = json.loads(f"[{','.join(facts[name] or '[]' for name in known.lists)}]")
    facts.update(zip(known.lists, lists, strict=True))
    for name in known.flags:
        facts[name] = None if facts[name] is None else bool(facts[name])
    for name, shape in known.long_columns.items():
        if name in row:
            facts[name] = json.loads(row[name] or "[]") if shape == "list" else row[name]
    return facts
