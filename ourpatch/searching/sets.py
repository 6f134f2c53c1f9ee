"""What a database holds that every question needs: its terms, and which entries have each.

A set of entries is one integer: bit n stands for entry number n. `&` is “both”, `|` is “either”,
and counting is `bit_count()`: six facets of a hundred thousand entries are counted in milliseconds,
where SQL takes seconds.
"""

import json
import sqlite3
from collections import OrderedDict
from collections.abc import Callable, Hashable, Iterable
from dataclasses import dataclass, field
from pathlib import Path
from threading import Lock
from typing import Any, TypeVar

#: How many databases are kept open in memory: the one being served, and the one before it.
DATABASES_KEPT = 3

#: How many results of costly steps (the entries with a word, near a place) each database keeps.
STEPS_KEPT = 512

Made = TypeVar("Made")

_COLUMNS = """SELECT "column", shape FROM field WHERE "table" = 'entry' ORDER BY position"""
# The number and the sink are only for the search itself.
_ENTRY_COLUMNS = "SELECT name FROM pragma_table_info('entry') WHERE name NOT IN ('number', 'sink')"
_BASES = """
SELECT outcode, latitude, longitude, covers_within_miles AS travels, group_concat(number) AS numbers
FROM entry WHERE latitude IS NOT NULL
GROUP BY outcode, covers_within_miles ORDER BY outcode, covers_within_miles
"""
_SERVED = """
SELECT '' AS outcode, latitude, longitude, miles AS travels, group_concat(number) AS numbers
FROM serves GROUP BY latitude, longitude, miles ORDER BY latitude, longitude, miles
"""
_ANYWHERE = (
    "SELECT group_concat(number) AS numbers FROM entry WHERE covers_online OR covers_anywhere"
)
_SINKS = "SELECT sink, group_concat(number) AS numbers FROM entry GROUP BY sink"
_SPACE = "SELECT group_concat(number) AS numbers FROM entry WHERE space = 'yes'"

_HAVING = (Path(__file__).parent / "having.sql").read_text()

#: Terms of the facet `where` for help that reaches people wherever they are.
_FROM_AFAR = ("online", "by-phone")


@dataclass(frozen=True, slots=True)
class Word:
    """A term as the database has it."""

    facet: str
    id: str
    label: str
    group: str
    entries: int


@dataclass(frozen=True, slots=True)
class Base:
    """A spot, and the entries that are based there or serve it; `travels` is how many miles."""

    outcode: str
    latitude: float
    longitude: float
    travels: float | None
    numbers: list[int]


@dataclass(frozen=True, slots=True, eq=False)
class Directory:
    """One database, opened.

    `build` is its row of that name; facets, groups, words and sets are by facet and term id.
    `open` are neither paused nor closed, `fresh` are not past their year since a check, `checked`
    have been checked within it. `columns` are those of `entry` that people may see, `lists` and
    `flags` those of them that hold JSON lists and yes or no. `bases` are the outward codes of
    entries and how far they travel, `served` the areas they serve.
    """

    build: dict[str, Any]
    facets: dict[str, str]
    groups: dict[str, dict[str, str]]
    words: dict[str, dict[str, Word]]
    sets: dict[tuple[str, str], int]
    stop_words: dict[str, str]
    everything: int
    open: int
    fresh: int
    checked: int
    space: int
    anywhere: int
    bases: tuple[Base, ...]
    served: tuple[Base, ...]
    columns: tuple[str, ...]
    lists: tuple[str, ...]
    flags: tuple[str, ...]
    _kept: OrderedDict[Hashable, Any] = field(default_factory=OrderedDict)
    _lock: Lock = field(default_factory=Lock)

    def label(self, facet: str, term: str) -> str:
        """What people call a term; the id itself for one that is not known."""
        word = self.words.get(facet, {}).get(term)
        return word.label if word else term

    def having(self, facet: str, terms: Iterable[str]) -> int:
        """The entries that have any of these terms."""
        found = 0
        for term in terms:
            found |= self.sets.get((facet, term), 0)
        return found

    @property
    def placed(self) -> int:
        """The entries that say where they are based."""
        based = (number for base in self.bases for number in base.numbers)
        return self.keep("placed", lambda: set_of(based, self.build["entries"]))

    def having_match(self, connection: sqlite3.Connection, match: str) -> int:
        """The entries that FTS5 finds for a match, which must be made of `quoted` words."""
        (numbers,) = connection.execute(_HAVING, {"match": match}).fetchone()
        return set_of(listed(numbers), self.build["entries"])

    def having_words(self, connection: sqlite3.Connection, words: str) -> int:
        """The entries with these words next to each other, anywhere in them."""
        return self.having_match(connection, quoted(words))

    def keep(self, key: Hashable, make: Callable[[], Made]) -> Made:
        """What `make` gives, kept under a key while this database is served and it is asked for."""
        with self._lock:
            if key in self._kept:
                self._kept.move_to_end(key)
                kept: Made = self._kept[key]
                return kept
        made = make()
        with self._lock:
            self._kept[key] = made
            while len(self._kept) > STEPS_KEPT:
                self._kept.popitem(last=False)
        return made


def quoted(words: str) -> str:
    """Some words as FTS5 takes them to be nothing but words, next to each other."""
    return '"' + words.replace('"', " ") + '"'


_opened: OrderedDict[str, Directory] = OrderedDict()
_lock = Lock()


def directory(connection: sqlite3.Connection) -> Directory:
    """What the connected database holds. Read once for each build, then kept.

    The build's digest is asked of the connection every time, so that a database swapped in behind a
    server is seen at once and never mixed with the one before.
    """
    (digest,) = connection.execute("SELECT digest FROM build").fetchone()
    with _lock:
        if digest not in _opened:
            _opened[digest] = _read(connection)
            while len(_opened) > DATABASES_KEPT:
                _opened.popitem(last=False)
        return _opened[digest]


def _read(connection: sqlite3.Connection) -> Directory:
    def rows(sql: str) -> list[dict[str, Any]]:
        return rows_of(connection.execute(sql))

    def numbers(sql: str) -> int:
        return set_of(listed(rows(sql)[0]["numbers"]), size)

    words: dict[str, dict[str, Word]] = {}
    for row in rows("SELECT * FROM term ORDER BY position"):
        word = Word(row["facet"], row["id"], row["label"], row["term_group"], row["entries"])
        words.setdefault(word.facet, {})[word.id] = word
    (build,) = rows("SELECT * FROM build")
    size = build["entries"]
    sets = {
        (row["facet"], row["term"]): int.from_bytes(row["bits"], "little")
        for row in rows("SELECT * FROM term_set")
    }
    sinks = dict.fromkeys(range(5), 0)
    sinks |= {row["sink"]: set_of(listed(row["numbers"]), size) for row in rows(_SINKS)}
    from_afar = [sets.get(("where", term), 0) for term in _FROM_AFAR]
    return Directory(
        build=build,
        facets={row["id"]: row["label"] for row in rows("SELECT * FROM facet ORDER BY position")},
        groups={row["id"]: row for row in rows("SELECT * FROM term_group ORDER BY position")},
        words=words,
        sets=sets,
        stop_words={row["word"]: row["list"] for row in rows("SELECT * FROM stop_word")},
        everything=(1 << size) - 1,
        open=sinks[0] | sinks[1] | sinks[2],
        fresh=sinks[0] | sinks[1] | sinks[3],
        checked=sinks[0],
        space=numbers(_SPACE),
        anywhere=numbers(_ANYWHERE) | from_afar[0] | from_afar[1],
        bases=tuple(_base(row) for row in rows(_BASES)),
        served=tuple(_base(row) for row in rows(_SERVED)),
        columns=tuple(row["name"] for row in rows(_ENTRY_COLUMNS)),
        lists=tuple(row["column"] for row in rows(_COLUMNS) if row["shape"] == "list"),
        flags=tuple(row["column"] for row in rows(_COLUMNS) if row["shape"] == "flag"),
    )


def _base(row: dict[str, Any]) -> Base:
    return Base(**{**row, "numbers": listed(row["numbers"])})


def rows_of(cursor: sqlite3.Cursor) -> list[dict[str, Any]]:
    """Every row that a query gives, by column."""
    names = [column[0] for column in cursor.description]
    return [dict(zip(names, row, strict=True)) for row in cursor]


def numbers_in(bits: int, most: int, skip: int = 0) -> list[int]:
    """The entry numbers in a set, smallest first: at most so many, after skipping some."""
    found: list[int] = []
    for at, byte in enumerate(bits.to_bytes((bits.bit_length() + 7) // 8, "little")):
        if not byte:
            continue
        if skip >= (count := byte.bit_count()):
            skip -= count
            continue
        for bit in range(8):
            if byte >> bit & 1:
                if skip:
                    skip -= 1
                else:
                    found.append(at * 8 + bit)
        if len(found) >= most:
            break
    return found[:most]


def set_of(numbers: Iterable[int], size: int) -> int:
    """The set of these entry numbers, all below `size`."""
    bits = bytearray(size // 8 + 1)
    for number in numbers:
        bits[number >> 3] |= 1 << (number & 7)
    return int.from_bytes(bits, "little")


def listed(text: str | None) -> list[int]:
    """The numbers that SQLite's group_concat joined with commas."""
    return json.loads(f"[{text}]") if text else []
