"""The words that many entries use, each with the set of entries that do, column by column.

The full-text index finds a word of a few entries in no time, but for one of thirty thousand it goes
through all thirty thousand, which costs more than all the rest of an answer. So those are looked up
once, here. Small directories have none.
"""

import json
import sqlite3
from collections.abc import Iterator

from ourpatch.compiling.rows import SEARCHED
from ourpatch.text import singular

#: A word is common when so many entries use it, and at least one in so many.
LEAST = 500
ONE_IN = 50

_COMMON = "SELECT word FROM word WHERE used >= :least ORDER BY word"
_HAVING = "SELECT group_concat(rowid) FROM entry_fts WHERE entry_fts MATCH :match"
_HAS = "SELECT EXISTS (SELECT 1 FROM entry_fts WHERE entry_fts MATCH :match AND rowid = :number)"
_KEEP = 'INSERT OR REPLACE INTO word_set (word, "column", bits) VALUES (?, ?, ?)'


def insert_common_words(connection: sqlite3.Connection, entries: int) -> None:
    """Keep the sets of the words that are common now."""
    asked = {"least": max(LEAST, entries // ONE_IN)}
    common = [word for (word,) in connection.execute(_COMMON, asked).fetchall()]
    for word in dict.fromkeys([*common, *map(singular, common)]):
        for column in SEARCHED:
            found = connection.execute(_HAVING, {"match": _match(column, word)}).fetchone()[0]
            connection.execute(_KEEP, (word, column, _blob(found, entries)))


def change_common_words(connection: sqlite3.Connection, number: int) -> None:
    """Put right the sets for one entry, after the full-text index has been."""
    for word, column, blob in list(_sets(connection)):
        asked = {"match": _match(column, word), "number": number}
        has = connection.execute(_HAS, asked).fetchone()[0]
        bits = int.from_bytes(blob, "little")
        if has != bits >> number & 1:
            changed = bits ^ 1 << number
            kept = changed.to_bytes((changed.bit_length() + 7) // 8, "little")
            connection.execute(_KEEP, (word, column, kept))


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
