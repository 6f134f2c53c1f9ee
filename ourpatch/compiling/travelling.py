"""The database that travels: what a phone, a memory stick or one file needs of `directory.db`.

The search in a browser (`static/search/`) asks the same statements of the same tables, so nothing
that they can find is left out, not even places at the other end of the country: every question has
the same answer. What can be made again there does not travel: the full-text index, the spellings,
and each entry's row, which follows from its record (`static/search/unpacking.js` makes them, and a
test compares every table). Nor does what nobody asks for there: the view for data people,
`entry_term`, `word_set`, which only saves time, and the Markdown of the descriptions.

Long tables travel as columns of JSON in the table `packed`, which makes them half as long when they
are compressed. Degrees travel as whole ten-thousandths: divided again they are the same to the last
bit, whichever SQLite reads them.
"""

import gzip
import json
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import closing
from itertools import takewhile
from operator import eq
from typing import Any

from ourpatch.statements import every_statement

#: Tables that travel as they are.
_COPIED = ("build", "field", "facet", "term_group", "term", "term_set", "stop_word", "former")

#: Tables that are made there from what is packed, or stay empty.
_MADE = (
    "entry", "entry_text", "phrase", "phrase_word", "word", "spelling", "word_set", "serves",
    "place", "entry_fts",
)  # fmt: skip

#: Indexes that the statements of the search need.
_INDEXES = ("idx_entry_number", "place_folded", "place_size")

#: Whole parts of a degree, and of a mile or kilometre, that the gazetteer knows.
DEGREE, TENTH = 10_000, 10

_SCHEMA = """
CREATE TABLE packed (name TEXT PRIMARY KEY, columns TEXT NOT NULL);
CREATE TABLE statement (name TEXT PRIMARY KEY, sql TEXT NOT NULL);
CREATE TABLE making (position INTEGER PRIMARY KEY, sql TEXT NOT NULL);
"""
#: What somebody made a table, a view or an index of, and not SQLite for itself.
_OURS = """
SELECT type, name FROM sqlite_schema
WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite_%' AND name NOT LIKE 'entry_fts_%'
"""
_LEFT_BEHIND = """
CREATE TABLE statement (name TEXT PRIMARY KEY, sql TEXT NOT NULL);
DELETE FROM word_set;
UPDATE entry_text SET description = NULL, cy_description = NULL,
  record = json_remove(record, '$.description', '$.cy.description');
"""
_ENTRIES = """
SELECT id, sink, outcode, based, stale_after, contact_phone_link, contact_text_link,
  due, added_on, changed_on, changed, changed_why, touched_on,
  website_down_since, social_down_since, description_html, cy_description_html, record
FROM entry JOIN entry_text USING (id) ORDER BY number
"""
_PHRASES = """
SELECT id, facet, term, said, json_group_array(word) AS needed
FROM phrase JOIN phrase_word ON phrase.id = phrase
GROUP BY phrase.id ORDER BY phrase.id
"""
_WORDS = "SELECT word, used FROM word ORDER BY word"
_SERVES = "SELECT * FROM serves ORDER BY number, latitude, longitude, miles"
_PLACES = "SELECT * FROM place ORDER BY kind, county, name, id"

Row = dict[str, Any]


def travelling(source: sqlite3.Connection) -> bytes:
    """The database that travels, from a connection to `directory.db`; the same from the same."""
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as made:
        made.execute("BEGIN")
        _fill(source, made)
        made.execute("COMMIT")
        made.execute("VACUUM")
        return made.serialize()


def ready(source: sqlite3.Connection) -> bytes:
    """The same as a browser has it when it is unpacked: four times as long, opened in a quarter of
    the time. For where bytes cost nothing, and what was unpacked cannot be kept."""
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as made:
        source.backup(made)
        for kind, name in made.execute(_OURS).fetchall():
            if name not in (*_COPIED, *_MADE, *_INDEXES):
                made.execute(f'DROP {kind} "{name}"')
        made.executescript(_LEFT_BEHIND)
        made.executemany("INSERT INTO statement VALUES (?, ?)", every_statement().items())
        made.execute("VACUUM")
        return made.serialize()


def zipped(content: bytes) -> bytes:
    """The same as it travels: many hosts compress no such file, and every browser can open it."""
    return gzip.compress(content, 9, mtime=0)


def _fill(source: sqlite3.Connection, made: sqlite3.Connection) -> None:
    for statement in filter(None, _SCHEMA.split("\n")):
        made.execute(statement)
    schema = dict(map(tuple, source.execute("SELECT name, sql FROM sqlite_schema ORDER BY name")))
    for table in _COPIED:
        made.execute(schema[table])
        rows = source.execute(f"SELECT * FROM {table} ORDER BY {_key(schema[table])}")
        marks = ", ".join("?" for _ in rows.description)
        made.executemany(f"INSERT INTO {table} VALUES ({marks})", map(tuple, rows))
    made.executemany("INSERT INTO statement VALUES (?, ?)", every_statement().items())
    making = [schema[name] for name in (*_COPIED, *_MADE, *_INDEXES)]
    making += [f"INSERT INTO {table} SELECT * FROM travelled.{table}" for table in _COPIED]
    made.executemany("INSERT INTO making VALUES (?, ?)", enumerate(making))
    packed = {
        "entry": _columns(_entry(row) for row in _rows(source, _ENTRIES)),
        "phrase": _columns(_phrases(_rows(source, _PHRASES))),
        "word": _columns(_words(_rows(source, _WORDS))),
        "serves": _columns(_served(row) for row in _rows(source, _SERVES)),
        "place": _columns(_place(row) for row in _rows(source, _PLACES)),
    }
    made.executemany("INSERT INTO packed VALUES (?, ?)", packed.items())


def _key(schema: str) -> str:
    """The order in which a table's rows stand, so that they travel in it."""
    return "1, 2" if "WITHOUT ROWID" in schema else "rowid"


def _rows(source: sqlite3.Connection, sql: str) -> Iterator[Row]:
    rows = source.execute(sql)
    names = [column[0] for column in rows.description]
    return (dict(zip(names, row, strict=True)) for row in rows)


def _columns(rows: Iterable[Row]) -> str:
    """Some rows as JSON, column by column: alike things stand together, and so pack well."""
    columns: dict[str, list[Any]] = {}
    for row in rows:
        for name, value in row.items():
            columns.setdefault(name, []).append(value)
    return json.dumps(columns, ensure_ascii=False, separators=(",", ":"))


def _entry(row: Row) -> Row:
    """All that an entry says, without its Markdown, and what was worked out for it."""
    record = json.loads(row["record"])
    record.pop("description", None)
    record.get("cy", {}).pop("description", None)
    return row | {"record": record}


def _phrases(rows: Iterable[Row]) -> Iterator[Row]:
    """The phrases, each with how far its number is from the one before.

    The words that a question must have are marked: bit n for word number n of what is said.
    """
    before = 0
    for row in rows:
        words = row["said"].split(" ")
        needed = sum(1 << words.index(word) for word in json.loads(row["needed"]))
        step, before = row["id"] - before, row["id"]
        row.pop("id")
        yield {"step": step, **row, "needed": needed}


def _words(rows: Iterable[Row]) -> Iterator[Row]:
    """The words in order, each as how many letters it has of the one before, and the rest."""
    before = ""
    for row in rows:
        word = row["word"]
        shared = sum(takewhile(bool, map(eq, before, word)))
        before = word
        yield {"shared": shared, "rest": word[shared:], "used": row["used"]}


def _served(row: Row) -> Row:
    return _in_whole_parts(row) | {"miles": _whole(row["miles"], TENTH)}


def _place(row: Row) -> Row:
    """A place, without what follows from its name, its kind and its county."""
    follows = {"outcode": row["name"], "town": f"{row['name']}, {row['county']}"}.get(row["kind"])
    key = row["id"].removeprefix(f"{row['kind']}:")
    left_out = ("id", "folded")
    return {name: value for name, value in _in_whole_parts(row).items() if name not in left_out} | {
        "key": None if key == follows else key,
        "radius_km": _whole(row["radius_km"], TENTH),
    }


def _in_whole_parts(row: Row) -> Row:
    return row | {name: _whole(row[name], DEGREE) for name in ("latitude", "longitude")}


def _whole(number: float | None, parts: int) -> int | None:
    """A number in whole parts of one. Raises ValueError where that would not be exact."""
    if number is None:
        return None
    whole = round(number * parts)
    if whole / parts != number:
        raise ValueError(f"{number} is not a whole number of {parts} parts")
    return whole
