"""Changing the rows of a few entries in a copy of `directory.db`, in place of writing it afresh."""

import sqlite3
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from sqlite_utils import Database

from ourpatch.compiling.asking import change_spellings, insert_areas
from ourpatch.compiling.common_words import change_common_words
from ourpatch.compiling.database import to_blob
from ourpatch.compiling.rows import Rows


def replace(path: Path, changes: Sequence[tuple[Rows, Rows, dict[str, Any]]], digest: str) -> None:
    """Change entries, given as (old, new, facts), leaving the number and the sink of each.

    The same rows come out as `database.write` would make; the file's bytes may differ, because the
    full-text index keeps its history.
    """
    connection = sqlite3.connect(path, isolation_level=None)
    connection.execute("PRAGMA journal_mode = OFF")
    connection.execute("PRAGMA synchronous = OFF")
    database = Database(connection)
    try:
        with database.atomic():
            changed = []
            for old, new, facts in changes:
                number = database.table("entry").get(new.id)["number"]
                database.table("entry").update(new.id, new.entry | facts)
                database.table("entry_text").update(new.id, new.entry_text)
                _replace_terms(connection, number, old, new)
                _replace_searched(connection, number, old, new)
                change_spellings(connection, old.spoken, new.spoken)
                connection.execute("DELETE FROM serves WHERE number = ?", (number,))
                insert_areas(connection, [(number, new.areas)])
                changed.append((number, new.searched))
            change_common_words(connection, changed)
            connection.execute("UPDATE build SET digest = ?", (digest,))
    finally:
        connection.close()


def _replace_terms(connection: sqlite3.Connection, number: int, old: Rows, new: Rows) -> None:
    before, after = set(old.terms), set(new.terms)
    bit = 1 << number
    for facet, term in before - after:
        gone = "DELETE FROM entry_term WHERE facet = ? AND term = ? AND entry = ?"
        connection.execute(gone, (facet, term, old.id))
        _change_set(connection, facet, term, lambda bits: bits & ~bit)
    for facet, term in after - before:
        row = (new.id, facet, term)
        connection.execute("INSERT INTO entry_term (entry, facet, term) VALUES (?, ?, ?)", row)
        _change_set(connection, facet, term, lambda bits: bits | bit)


def _change_set(
    connection: sqlite3.Connection, facet: str, term: str, change: Callable[[int], int]
) -> None:
    key = (facet, term)
    found = connection.execute("SELECT bits FROM term_set WHERE facet = ? AND term = ?", key)
    row = found.fetchone()
    bits = change(int.from_bytes(row[0], "little") if row else 0)
    if bits:
        keep = "INSERT OR REPLACE INTO term_set (facet, term, bits) VALUES (?, ?, ?)"
        connection.execute(keep, (*key, to_blob(bits)))
    else:
        connection.execute("DELETE FROM term_set WHERE facet = ? AND term = ?", key)
    count = "UPDATE term SET entries = ? WHERE facet = ? AND id = ?"
    connection.execute(count, (bits.bit_count(), *key))


def _replace_searched(connection: sqlite3.Connection, number: int, old: Rows, new: Rows) -> None:
    connection.execute(
        "INSERT INTO entry_fts (entry_fts, rowid, name, words, summary, description) "
        "VALUES ('delete', ?, ?, ?, ?, ?)",
        (number, *old.searched),
    )
    connection.execute(
        "INSERT INTO entry_fts (rowid, name, words, summary, description) VALUES (?, ?, ?, ?, ?)",
        (number, *new.searched),
    )
