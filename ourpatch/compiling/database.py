"""Writing `directory.db`: whole, or one entry's rows in a copy of it."""

import json
import sqlite3
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from sqlite_utils import Database

from ourpatch import fields, places
from ourpatch.compiling.asking import (
    change_spellings,
    insert_areas,
    insert_phrases,
    insert_spellings,
)
from ourpatch.compiling.rows import Rows, column_types, shape_of
from ourpatch.progress import bar
from ourpatch.text import fold
from ourpatch.words import FACETS, vocabulary

_SCHEMA = (Path(__file__).parent / "schema.sql").read_text()

#: Columns of `entry` that every entry has and that the field table does not give.
_PLACED: dict[str, type] = {"number": int, "sink": int}

_INDEXES = ("outcode", "status", "checked_on")


@dataclass(frozen=True, slots=True)
class About:
    """The one row of the table `build`, without the counts, which the entries give."""

    built_on: str
    commit_id: str
    version: str
    digest: str
    licence: str
    licence_link: str


@dataclass(frozen=True, slots=True)
class Placed:
    """An entry's rows with its number (its place in the plain order) and how far it sinks."""

    number: int
    sink: int
    rows: Rows

    @property
    def entry(self) -> dict[str, Any]:
        """Its row in the table `entry`."""
        return {"id": self.rows.id, **self.rows.entry, "number": self.number, "sink": self.sink}

    @property
    def entry_text(self) -> dict[str, Any]:
        """Its row in the table `entry_text`."""
        return {"id": self.rows.id, **self.rows.entry_text}


def write(path: Path, entries: Sequence[Placed], about: About) -> None:
    """Write a new database at `path`. The same entries and facts give the same bytes."""
    path.unlink(missing_ok=True)
    connection = sqlite3.connect(path, isolation_level=None)
    connection.execute("PRAGMA journal_mode = OFF")
    connection.execute("PRAGMA synchronous = OFF")
    database = Database(connection)
    try:
        _create_tables(database)
        with database.atomic():
            _insert_fields(database)
            _insert_words(database, entries)
            _insert_entries(database, entries)
            insert_phrases(database)
            insert_spellings(
                database,
                (placed.rows.spoken for placed in entries),
                {placed.rows.entry["outcode"] for placed in entries},
            )
            insert_areas(database, ((placed.number, placed.rows.areas) for placed in entries))
            _insert_places(database)
            database.table("build").insert(asdict(about) | _counts(entries))
            for column in _INDEXES:
                database.table("entry").create_index([column])
            connection.execute("INSERT INTO entry_fts (entry_fts) VALUES ('optimize')")
            connection.execute("ANALYZE")
        _look_over(connection, len(entries))
    finally:
        connection.close()


def _create_tables(database: Database) -> None:
    entry = column_types("entry") | _PLACED
    database.table("entry").create(entry, pk="id", not_null={"name", "summary", *_PLACED})
    database.table("entry").create_index(["number"], unique=True)
    text_key = [("id", "entry", "id")]
    database.table("entry_text").create(column_types("entry_text"), pk="id", foreign_keys=text_key)
    database.executescript(_SCHEMA)
    # Long text stays out of the view: stock facets sort whole rows (eight times the cost).
    names = ", ".join(f'entry."{column}"' for column in entry)
    database.create_view(
        "directory",
        f"SELECT {names}, place.name AS place, place.county AS district FROM entry "
        "LEFT JOIN place ON place.id = 'outcode:' || entry.outcode",
    )


def _insert_fields(database: Database) -> None:
    """What each column holds, for the half that asks and for people who work with data."""
    kept = [row for table in ("entry", "entry_text") for row in fields.columns(table)]
    database.table("field").insert_all(
        {
            "name": row.name,
            "label": row.label,
            "help": row.help,
            "kind": row.kind,
            "facet": row.words or None,
            "table": row.table,
            "column": row.column,
            "shape": shape_of(row),
            "open_referral": row.open_referral,
            "position": position,
        }
        for position, row in enumerate(kept)
    )


def _insert_words(database: Database, entries: Sequence[Placed]) -> None:
    """The facets, their terms, and for each term the set of entries that have it."""
    sets = _sets(entries)
    for position, facet in enumerate(FACETS):
        words = vocabulary(facet)
        database.table("facet").insert({"id": facet, "label": words.label, "position": position})
        database.table("term_group").insert_all(
            {**asdict(group), "position": n} for n, group in enumerate(words.groups)
        )
        database.table("term").insert_all(
            {
                "facet": facet,
                "id": term.id,
                "label": term.label,
                "cy": term.cy,
                "synonyms": json.dumps(term.synonyms, ensure_ascii=False),
                "codes": json.dumps(term.codes),
                "term_group": term.group or None,
                "position": n,
                "entries": sets.get((facet, term.id), 0).bit_count(),
            }
            for n, term in enumerate(words.terms)
        )
    database.table("term_set").insert_all(
        {"facet": facet, "term": term, "bits": to_blob(bits)}
        for (facet, term), bits in sorted(sets.items())
    )


def _sets(entries: Sequence[Placed]) -> dict[tuple[str, str], int]:
    """For each (facet, term), the numbers of the entries that have it, as the bits of one integer."""
    numbers: dict[tuple[str, str], bytearray] = {}
    size = len(entries) // 8 + 1
    for placed in entries:
        for pair in placed.rows.terms:
            bits = numbers.setdefault(pair, bytearray(size))
            bits[placed.number >> 3] |= 1 << (placed.number & 7)
    return {pair: int.from_bytes(bits, "little") for pair, bits in numbers.items()}


def to_blob(bits: int) -> bytes:
    """A set as the bytes that the database keeps."""
    return bits.to_bytes((bits.bit_length() + 7) // 8, "little")


def _insert_entries(database: Database, entries: Sequence[Placed]) -> None:
    database.table("entry").insert_all(placed.entry for placed in bar(entries, "Writing"))
    database.table("entry_text").insert_all(placed.entry_text for placed in entries)
    database.table("entry_term").insert_all(
        {"entry": placed.rows.id, "facet": facet, "term": term}
        for placed in entries
        for facet, term in placed.rows.terms
    )
    database.conn.executemany(
        "INSERT INTO entry_fts (rowid, name, words, summary, description) VALUES (?, ?, ?, ?, ?)",
        ((placed.number, *placed.rows.searched) for placed in entries),
    )


def _insert_places(database: Database) -> None:
    database.table("place").insert_all({**row, "folded": fold(row["name"])} for row in places.rows())


def _counts(entries: Sequence[Placed]) -> dict[str, int]:
    statuses = [placed.rows.entry["status"] for placed in entries]
    sinks = [placed.sink for placed in entries]
    return {
        "entries": len(entries),
        "open": statuses.count("open"),
        "paused": statuses.count("paused"),
        "closed": statuses.count("closed"),
        "stale": sinks.count(2),
        "never_checked": sinks.count(1),
        "samples": sum(bool(placed.rows.entry["sample"]) for placed in entries),
    }


def _look_over(connection: sqlite3.Connection, expected: int) -> None:
    """Refuse a database that is not sound or not whole. Raises sqlite3.DatabaseError."""
    for table in ("entry", "entry_text", "entry_fts"):
        (found,) = connection.execute(f"SELECT count(*) FROM {table}").fetchone()
        if found != expected:
            raise sqlite3.DatabaseError(f"{table} has {found} rows, not {expected}")
    broken = connection.execute("PRAGMA foreign_key_check").fetchall()
    if broken:
        raise sqlite3.DatabaseError(f"rows that point at nothing: {broken[:3]}")


def replace_one(path: Path, old: Rows, new: Placed, digest: str) -> None:
    """Change one entry's rows in the database at `path`, leaving its number and its sink as they are.

    The same rows come out as `write` would make; the file's bytes may differ, because the full-text
    index keeps its history.
    """
    connection = sqlite3.connect(path, isolation_level=None)
    connection.execute("PRAGMA journal_mode = OFF")
    connection.execute("PRAGMA synchronous = OFF")
    database = Database(connection)
    try:
        with database.atomic():
            database.table("entry").update(new.rows.id, new.entry)
            database.table("entry_text").update(new.rows.id, new.entry_text)
            _replace_terms(connection, old, new)
            _replace_searched(connection, old, new)
            change_spellings(connection, old.spoken, new.rows.spoken)
            connection.execute("DELETE FROM serves WHERE number = ?", (new.number,))
            insert_areas(database, [(new.number, new.rows.areas)])
            connection.execute("UPDATE build SET digest = ?", (digest,))
    finally:
        connection.close()


def _replace_terms(connection: sqlite3.Connection, old: Rows, new: Placed) -> None:
    before, after = set(old.terms), set(new.rows.terms)
    bit = 1 << new.number
    for facet, term in before - after:
        gone = "DELETE FROM entry_term WHERE facet = ? AND term = ? AND entry = ?"
        connection.execute(gone, (facet, term, old.id))
        _change_set(connection, facet, term, lambda bits: bits & ~bit)
    for facet, term in after - before:
        row = (new.rows.id, facet, term)
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


def _replace_searched(connection: sqlite3.Connection, old: Rows, new: Placed) -> None:
    connection.execute(
        "INSERT INTO entry_fts (entry_fts, rowid, name, words, summary, description) "
        "VALUES ('delete', ?, ?, ?, ?, ?)",
        (new.number, *old.searched),
    )
    connection.execute(
        "INSERT INTO entry_fts (rowid, name, words, summary, description) VALUES (?, ?, ?, ?, ?)",
        (new.number, *new.rows.searched),
    )
