"""How up to date the directory is: how many were checked lately, and which to ask again.

What is due was worked out when the directory was built, from checks alone: a change of an entry is
not a check.
"""

import sqlite3
from dataclasses import dataclass
from typing import Any

from ourpatch.searching.sets import rows_of
from ourpatch.statements import statements

#: The ways to be due, longest first.
DUE = ("never checked", "over 18 months", "over 12 months")

PAGE_SIZE = 50

_SQL = statements("freshness")


@dataclass(frozen=True, slots=True)
class Freshness:
    """One page of entries that are due in one way, with how many there are of every kind.

    `by` is the checker asked for (empty: nobody was named), or None for all. `checkers` are the
    names of who checked those that are due in this way, with how many each did.
    """

    counts: dict[str, int]
    checked: int
    due: str
    by: str | None
    checkers: list[tuple[str, int]]
    entries: list[dict[str, Any]]
    total: int
    page: int

    @property
    def pages(self) -> int:
        """How many pages there are."""
        return max(1, -(-self.total // PAGE_SIZE))


def freshness(
    connection: sqlite3.Connection, due: str = "", by: str | None = None, page: int = 1
) -> Freshness:
    """How up to date things are. A way to be due that there is not is the first with entries."""
    found = dict(connection.execute(_SQL["counts"]).fetchall())
    counts = {name: found.get(name, 0) for name in DUE}
    if due not in counts:
        due = next((name for name, count in counts.items() if count), DUE[0])
    (checked,) = connection.execute(_SQL["checked"]).fetchone()
    asked: dict[str, Any] = {"due": due, "by": by}
    (total,) = connection.execute(_SQL["total"], asked).fetchone()
    page = min(max(page, 1), max(1, -(-total // PAGE_SIZE)))
    asked |= {"most": PAGE_SIZE, "skip": (page - 1) * PAGE_SIZE}
    return Freshness(
        counts=counts,
        checked=checked,
        due=due,
        by=by,
        checkers=connection.execute(_SQL["checkers"], {"due": due}).fetchall(),
        entries=rows_of(connection.execute(_SQL["due"], asked)),
        total=total,
        page=page,
    )
