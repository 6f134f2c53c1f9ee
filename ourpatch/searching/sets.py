"""What a database holds that every question needs: its terms, and which entries have each.

A set of entries is one integer: bit n stands for entry number n. `&` is “both”, `|` is “either”,
and counting is `bit_count()`: six facets of a hundred thousand entries are counted in milliseconds,
where SQL takes seconds.
"""

import json
import sqlite3
from collections import OrderedDict
from collections.abc import Iterable
from dataclasses import dataclass
from threading import Lock
from typing import Any

_SINKING = "SELECT min(number) AS first FROM entry WHERE sink > 1 GROUP BY sink ORDER BY sink"
_COLUMNS = """SELECT "column", shape FROM field WHERE "table" = 'entry' ORDER BY position"""

#: How many databases are kept open in memory: the one being served, and the one before it.
KEPT = 4


@dataclass(frozen=True, slots=True)
class Word:
    """A term as the database has it."""

    facet: str
    id: str
    label: str
    group: str
    entries: int


@dataclass(frozen=True, slots=True)
class Directory:
    """One database, opened.

    `build` is its row of that name; facets, groups, words and sets are by facet and term id.
    `sinking` has the first number of the stale entries, of the paused and of the closed. `lists` and
    `flags` are the columns of `entry` that hold JSON lists and yes or no.
    """

    build: dict[str, Any]
    facets: dict[str, str]
    groups: dict[str, dict[str, str]]
    words: dict[str, dict[str, Word]]
    sets: dict[tuple[str, str], int]
    everything: int
    sinking: tuple[int, ...]
    lists: tuple[str, ...]
    flags: tuple[str, ...]

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
            while len(_opened) > KEPT:
                _opened.popitem(last=False)
        return _opened[digest]


def _read(connection: sqlite3.Connection) -> Directory:
    def rows(sql: str) -> Iterable[dict[str, Any]]:
        cursor = connection.execute(sql)
        names = [column[0] for column in cursor.description]
        return (dict(zip(names, row, strict=True)) for row in cursor)

    words: dict[str, dict[str, Word]] = {}
    facets = {row["id"]: row["label"] for row in rows("SELECT * FROM facet ORDER BY position")}
    for row in rows("SELECT * FROM term ORDER BY position"):
        word = Word(row["facet"], row["id"], row["label"], row["term_group"], row["entries"])
        words.setdefault(word.facet, {})[word.id] = word
    build = next(iter(rows("SELECT * FROM build")))
    return Directory(
        build=build,
        facets=facets,
        groups={row["id"]: row for row in rows("SELECT * FROM term_group ORDER BY position")},
        words=words,
        sets={
            (row["facet"], row["term"]): int.from_bytes(row["bits"], "little")
            for row in rows("SELECT * FROM term_set")
        },
        everything=(1 << build["entries"]) - 1,
        sinking=tuple(row["first"] for row in rows(_SINKING)),
        lists=tuple(row["column"] for row in rows(_COLUMNS) if row["shape"] == "list"),
        flags=tuple(row["column"] for row in rows(_COLUMNS) if row["shape"] == "flag"),
    )


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
