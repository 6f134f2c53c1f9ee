"""The words that many entries use, each with the set of entries that do, column by column.

The full-text index finds a word of a few entries in no time, but for one of thirty thousand it goes
through all thirty thousand, which costs more than all the rest of an answer. So those are looked up
once, here. Small directories have none.
"""

import json
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import closing

from ourpatch.compiling.rows import SEARCHED
from ourpatch.text import singular

#: A word is common when so many entries use it, and at least one in so many.
LEAST = 2000
ONE_IN = 50

_COMMON = "SELECT word FROM word WHERE used >= :least ORDER BY word"
_HAVING = "SELECT group_concat(rowid) FROM entry_fts WHERE entry_fts MATCH :match"
_INDEX = "SELECT sql FROM sqlite_schema WHERE name = 'entry_fts'"
_HAS = "SELECT EXISTS (SELECT 1 FROM entry_fts WHERE entry_fts MATCH :match)"
_KEEP = 'INSERT OR REPLACE INTO word_set (word, "column", bits) VALUES (?, ?, ?)'


def insert_common_words(connection: sqlite3.Connection, entries: int) -> None:
    """Keep the sets of the words that are common now."""
    for word in _common(connection, entries):
        for column in SEARCHED:
            found = connection.execute(_HAVING, {"match": _match(column, word)}).fetchone()[0]
            connection.execute(_KEEP, (word, column, _blob(found, entries)))


def _common(connection: sqlite3.Connection, entries: int) -> dict[str, None]:
    """The words that are common, and what they are in the singular."""
    asked = {"least": max(LEAST, entries // ONE_IN)}
    common = [word for (word,) in connection.execute(_COMMON, asked).fetchall()]
    return dict.fromkeys([*common, *map(singular, common)])


def change_common_words(
    connection: sqlite3.Connection, changed: Iterable[tuple[int, list[str]]]
) -> None:
    """Put right the sets for some entries, given by number with their texts as they are now."""
    (entries,) = connection.execute("SELECT entries FROM build").fetchone()
    if {word for word, _, _ in _sets(connection)} != _common(connection, entries).keys():
        connection.execute("DELETE FROM word_set")
        insert_common_words(connection, entries)
        return
    for number, searched in changed:
        _change_sets(connection, number, searched)


def _change_sets(connection: sqlite3.Connection, number: int, searched: list[str]) -> None:
    (index,) = connection.execute(_INDEX).fetchone()
    with closing(sqlite3.connect(":memory:")) as alone:  # where each look-up is soon done
        alone.execute(index)
        alone.execute("INSERT INTO entry_fts VALUES (?, ?, ?, ?)", searched)
        for word, column, blob in list(_sets(connection)):
            (has,) = alone.execute(_HAS, {"match": _match(column, word)}).fetchone()
            bits = int.from_bytes(blob, "little")
            if has != bits >> number & 1:
                kept = bits ^ 1 << number
                blob = kept.to_bytes((kept.bit_length() + 7) // 8, "little")
                connection.execute(_KEEP, (word, column, blob))


def _sets(connection: sqlite3.Connection) -> Iterator[tuple[str, str, bytes]]:
    yield from connection.execute('SELECT word, "column", bits FROM word_set')


def _match(column: str, word: str) -> str:
    return f'{column} : "{word}"'


def _blob(numbers: str | None, entries: int) -> bytes:
    """Some numbers with commas between them as the bytes of a set."""
    bits = bytearray(entries // 8 + 1)
    for number in json.loads(f"[{numbers or ''}]"):
        bits[number >> 3] |= 1 << (number & 7)
    return bytes(bits).rstrip(b"\0")
