"""Writing a whole `directory.db`."""

import json
import sqlite3
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass, field
from operator import itemgetter
from pathlib import Path
from typing import Any

from sqlite_utils import Database

from ourpatch import fields, places
from ourpatch.compiling.asking import insert_areas, insert_phrases, insert_spellings
from ourpatch.compiling.common_words import insert_common_words
from ourpatch.compiling.rows import Rows, column_types, shape_of
from ourpatch.compiling.tables import insert
from ourpatch.progress import bar
from ourpatch.text import fold
from ourpatch.words import FACETS, vocabulary

_SCHEMA = (Path(__file__).parent / "schema.sql").read_text()

#: Columns of `entry` that every entry has and that the field table does not give.
_PLACED: dict[str, type] = {"number": int, "sink": int}

#: Columns of `entry` that follow from the day, from git, and from what machines noted. `changed_on`
#: is of facts alone; `touched_on` of anything that we publish of an entry, a check included.
FACTS: dict[str, type] = {
    "due": str,
    "added_on": str,
    "changed_on": str,
    "changed": str,
    "changed_why": str,
    "touched_on": str,
    "website_down_since": str,
    "social_down_since": str,
}

# Memory for the full-text index while it is filled. With the default of 1 MB it is written in
# hundreds of pieces, which are then joined, and the space that they took stays in the file.
_FULL_TEXT_BYTES = 64 * 1024 * 1024

# All the ids of a term at once, in the order of the key: one row at a time takes twice as long.
_INSERT_TERMS = """
INSERT INTO entry_term (facet, term, entry) SELECT ?, ?, value FROM json_each(?) ORDER BY key
"""

_INDEXES = ("outcode", "status", "checked_on", "due")


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
    """An entry's rows with its number (its place in the plain order) and how far it sinks.

    `facts` are of the columns FACTS; one that is left out is not known.
    """

    number: int
    sink: int
    rows: Rows
    facts: dict[str, Any] = field(default_factory=dict)


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
            _insert_entries(connection, entries)
            insert_phrases(connection)
            insert_spellings(
                connection,
                (placed.rows.spoken for placed in entries),
                {placed.rows.entry["outcode"] for placed in entries},
            )
            insert_areas(connection, ((placed.number, placed.rows.areas) for placed in entries))
            _insert_places(connection)
            database.table("build").insert(asdict(about) | _counts(entries))
            for column in _INDEXES:
                database.table("entry").create_index([column])
            connection.execute("INSERT INTO entry_fts (entry_fts) VALUES ('optimize')")
            insert_common_words(connection, len(entries))
            connection.execute("ANALYZE")
        _look_over(connection, len(entries))
    finally:
        connection.close()


def _create_tables(database: Database) -> None:
    entry = column_types("entry") | FACTS | _PLACED
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
    """For each (facet, term), the numbers of the entries that have it, as bits."""
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


def _insert_entries(connection: sqlite3.Connection, entries: Sequence[Placed]) -> None:
    id, *columns = column_types("entry")
    in_order = itemgetter(*columns)
    rows = (
        (
            each.rows.id,
            *in_order(each.rows.entry),
            *(each.facts.get(name) for name in FACTS),
            each.number,
            each.sink,
        )
        for each in bar(entries, "Writing")
    )
    insert(connection, "entry", [id, *columns, *FACTS, *_PLACED], rows)
    id, *columns = column_types("entry_text")
    long_text = itemgetter(*columns)
    text = ((each.rows.id, *long_text(each.rows.entry_text)) for each in entries)
    insert(connection, "entry_text", [id, *columns], text)
    connection.executemany("INSERT INTO former (id, entry) VALUES (?, ?)", _former(entries))
    connection.executemany(_INSERT_TERMS, _terms_in_order(entries))
    hold = "INSERT INTO entry_fts (entry_fts, rank) VALUES ('hashsize', ?)"
    connection.execute(hold, (_FULL_TEXT_BYTES,))
    connection.executemany(
        "INSERT INTO entry_fts (rowid, name, words, summary, description) VALUES (?, ?, ?, ?, ?)",
        ((each.number, *each.rows.searched) for each in entries),
    )


def _former(entries: Sequence[Placed]) -> Iterator[tuple[str, str]]:
    """The ids that entries had before, each with the id it has now."""
    said = sorted((each.rows.id, each.rows.entry_text["was"] or "[]") for each in entries)
    return ((old, id) for id, was in said for old in json.loads(was))


def _terms_in_order(entries: Sequence[Placed]) -> Iterator[tuple[str, str, str]]:
    """Each facet and term with the ids that have it, as JSON, in the order of the table's key."""
    having: dict[tuple[str, str], list[str]] = {}
    for rows in sorted((placed.rows for placed in entries), key=lambda rows: rows.id):
        for pair in rows.terms:
            having.setdefault(pair, []).append(rows.id)
    return ((*pair, json.dumps(having[pair])) for pair in sorted(having))


def _insert_places(connection: sqlite3.Connection) -> None:
    name = places.COLUMNS.index("name")
    rows = ((*row, fold(row[name])) for row in places.rows())
    insert(connection, "place", [*places.COLUMNS, "folded"], rows)


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
    """Refuse a database that is not whole. Raises sqlite3.DatabaseError."""
    for table in ("entry", "entry_text", "entry_fts"):
        (found,) = connection.execute(f"SELECT count(*) FROM {table}").fetchone()
        if found != expected:
            raise sqlite3.DatabaseError(f"{table} has {found} rows, not {expected}")
