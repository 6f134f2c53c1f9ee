"""Putting many rows into a table."""

import sqlite3
from collections.abc import Iterable, Sequence
from typing import Any


def insert(
    connection: sqlite3.Connection,
    table: str,
    columns: Iterable[str],
    rows: Iterable[Sequence[Any]],
) -> None:
    """Insert rows, each with a value for every column, in the order of the columns.

    sqlite-utils, which makes the tables and fills the short ones, takes eight times as long over
    sixty columns.
    """
    names = list(columns)
    listed = ", ".join(f'"{name}"' for name in names)
    marks = ", ".join("?" * len(names))
    connection.executemany(f'INSERT INTO "{table}" ({listed}) VALUES ({marks})', rows)
