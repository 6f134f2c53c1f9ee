"""What a database holds that every question needs: its terms, and which entries have each.

A set of entries is one integer: bit n stands for entry number n. `&` is “both”, `|` is “either”,
and counting counts bits: six facets of a hundred thousand entries are counted in milliseconds,
where SQL takes seconds.
"""

import sqlite3
from collections import OrderedDict
from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass
from functools import reduce
from operator import or_
from threading import Lock
from typing import Any, TypeVar

from ourpatch.searching.bits import listed, set_of
from ourpatch.searching.counting import Counting
from ourpatch.searching.ground import Ground, ground
from ourpatch.searching.lately import Lately
from ourpatch.statements import statements

#: How many databases are kept open in memory: the one being served, and the one before it.
DATABASES_KEPT = 3

#: How many results of costly steps (the entries with a word, near a place) each database keeps; a
#: large one fewer, so that their sets, about eight to a step, stay within so many bytes.
STEPS_KEPT = 512
BYTES_KEPT = 64_000_000
SETS_IN_A_STEP = 8

#: How many entries it keeps the facts of: those shown lately, which people look at most. About 4 KB
#: each.
SHOWN_KEPT = 2_000

Made = TypeVar("Made")

_SQL = statements("sets")
_GROUND = statements("ground")

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


@dataclass(frozen=True, slots=True, eq=False)
class Directory:
    """One database, opened.

    `build` is its row of that name; facets, groups, words and sets are by facet and term id;
    `first_kinds` are the sets of entries that name a kind of help before any other, and `ages`
    those that take people of certain ages, by the least and the most.
    `open` are neither paused nor closed, `fresh` are not past their year since a check, `checked`
    have been checked within it. `columns` are those of `entry` that people may see, `lists` and
    `flags` those of them that hold JSON lists and yes or no. `long_columns` are those of
    `entry_text` with their shapes, and `labels` what people call a column.
    `ground` is where entries are and whom they reach. `steps` are results of costly steps, and
    `shown` the facts of entries by number, of questions asked lately.
    """

    build: dict[str, Any]
    facets: dict[str, str]
    groups: dict[str, dict[str, str]]
    words: dict[str, dict[str, Word]]
    sets: dict[tuple[str, str], int]
    counting: Counting
    first_kinds: dict[str, int]
    ages: dict[tuple[int, int], int]
    stop_words: dict[str, str]
    everything: int
    open: int
    fresh: int
    checked: int
    space: int
    anywhere: int
    ground: Ground
    columns: tuple[str, ...]
    lists: tuple[str, ...]
    flags: tuple[str, ...]
    long_columns: dict[str, str]
    labels: dict[str, str]
    steps: Lately
    shown: Lately

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

    def having_match(self, connection: sqlite3.Connection, match: str) -> int:
        """The entries that FTS5 finds for a match, which must be made of `quoted` words."""
        (numbers,) = connection.execute(_SQL["having"], {"match": match}).fetchone()
        return set_of(listed(numbers), self.build["entries"])

    def having_all(
        self,
        connection: sqlite3.Connection,
        columns: tuple[str, ...],
        words: Iterable[Sequence[str]],
    ) -> int:
        """The entries with all of some words, each in any of its forms, in some columns."""
        found, others = self.everything, []
        for forms in words:
            common = [self._common(connection, form) for form in forms]
            if all(common):
                found &= reduce(or_, (sets[column] for sets in common for column in columns))
            else:
                others.append(f"({' OR '.join(map(quoted, forms))})")
        if others:
            match = f"{{{' '.join(columns)}}} : ({' AND '.join(others)})"
            found &= self.having_match(connection, match)
        return found

    def _common(self, connection: sqlite3.Connection, word: str) -> dict[str, int]:
        """The sets of a common word by column; empty for any other word."""
        return self.keep(("word", word), lambda: _word_sets(connection, word))

    def having_words(self, connection: sqlite3.Connection, words: str) -> int:
        """The entries with these words next to each other, anywhere in them."""
        return self.having_match(connection, quoted(words))

    def keep(self, key: Hashable, make: Callable[[], Made]) -> Made:
        """What `make` gives, kept under a key while this database is served and it is asked for."""
        kept: Made = self.steps.of([key], lambda _: {key: make()})[key]
        return kept

    def forget(self) -> None:
        """Keep nothing of what earlier questions found out."""
        self.steps.clear()
        self.shown.clear()


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
    (digest,) = connection.execute(_SQL["digest"]).fetchone()
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

    words = _words(rows(_SQL["terms"]))
    (build,) = rows(_SQL["build"])
    size = build["entries"]
    sets = {
        (row["facet"], row["term"]): int.from_bytes(row["bits"], "little")
        for row in rows(_SQL["term_sets"])
    }
    sinks = dict.fromkeys(range(5), 0)
    sinks |= {row["sink"]: set_of(listed(row["numbers"]), size) for row in rows(_SQL["sinks"])}
    from_afar = [sets.get(("where", term), 0) for term in _FROM_AFAR]
    return Directory(
        build=build,
        facets={row["id"]: row["label"] for row in rows(_SQL["facets"])},
        groups={row["id"]: row for row in rows(_SQL["groups"])},
        words=words,
        sets=sets,
        counting=Counting(sets),
        ages={
            (row["least"], row["most"]): set_of(listed(row["numbers"]), size)
            for row in rows(_SQL["ages"])
        },
        first_kinds={
            row["term"]: set_of(listed(row["numbers"]), size) for row in rows(_SQL["first_kinds"])
        },
        stop_words={row["word"]: row["list"] for row in rows(_SQL["stop_words"])},
        everything=(1 << size) - 1,
        open=sinks[0] | sinks[1] | sinks[2],
        fresh=sinks[0] | sinks[1] | sinks[3],
        checked=sinks[0],
        space=numbers(_SQL["space"]),
        anywhere=numbers(_SQL["anywhere"]) | from_afar[0] | from_afar[1],
        ground=ground(rows(_GROUND["bases"]), rows(_GROUND["served"]), size),
        columns=tuple(row["name"] for row in rows(_SQL["entry_columns"])),
        lists=(
            *(row["column"] for row in rows(_SQL["shapes"]) if row["shape"] == "list"),
            "changed",
        ),
        flags=tuple(row["column"] for row in rows(_SQL["shapes"]) if row["shape"] == "flag"),
        long_columns={row["column"]: row["shape"] for row in rows(_SQL["long_shapes"])},
        labels={row["column"]: row["label"] for row in rows(_SQL["labels"])},
        steps=Lately(max(1, min(STEPS_KEPT, BYTES_KEPT // (SETS_IN_A_STEP * (size // 8 + 1))))),
        shown=Lately(SHOWN_KEPT),
    )


def _words(rows: Iterable[dict[str, Any]]) -> dict[str, dict[str, Word]]:
    """The terms of every facet, by facet and id."""
    words: dict[str, dict[str, Word]] = {}
    for row in rows:
        word = Word(row["facet"], row["id"], row["label"], row["term_group"], row["entries"])
        words.setdefault(word.facet, {})[word.id] = word
    return words


def _word_sets(connection: sqlite3.Connection, word: str) -> dict[str, int]:
    rows = connection.execute(_SQL["word_set"], {"word": word})
    return {column: int.from_bytes(bits, "little") for column, bits in rows}


def rows_of(cursor: sqlite3.Cursor) -> list[dict[str, Any]]:
    """Every row that a query gives, by column."""
    names = [column[0] for column in cursor.description]
    return [dict(zip(names, row, strict=True)) for row in cursor]
