"""Words that nobody uses, put right to ones that the entries do use."""

import json
import sqlite3

from ourpatch.searching.sets import Directory
from ourpatch.statements import statements
from ourpatch.text import deletions, singular, slips

#: Shorter words are not put right: too many others are one slip away.
SHORTEST_CORRECTED = 4

#: Words shorter than this may hold one slip, longer ones two.
SHORTEST_WITH_TWO_SLIPS = 6

#: Two words are only joined into one that is longer than this.
SHORTEST_JOINED = 6

#: A word is only taken apart into two of at least so many letters.
SHORTEST_PART = 3

_SQL = statements("spelling")


def put_right(
    connection: sqlite3.Connection, known: Directory, words: list[str]
) -> tuple[list[str], list[tuple[str, str]]]:
    """The words, with those that nobody uses put right; and which were.

    A word run together (“dogwalker”) is taken apart when nothing one slip away is in use.
    """
    right: list[str] = []
    corrections: list[tuple[str, str]] = []
    for word in _joined(connection, words):
        better = [] if is_known(connection, known, word) else _better(connection, word)
        if better:
            corrections.append((word, " ".join(better)))
        right += better or [word]
    return right, list(dict.fromkeys(corrections))


def is_known(connection: sqlite3.Connection, known: Directory, word: str) -> bool:
    """True for a word that somebody uses, or that is too short or too odd to be put right."""
    if len(word) < SHORTEST_CORRECTED or not word.isalpha() or word in known.stop_words:
        return True
    asked = {"word": word, "singular": singular(word)}
    return bool(connection.execute(_SQL["is_known"], asked).fetchone()[0])


def _better(connection: sqlite3.Connection, word: str) -> list[str]:
    """What a word that nobody uses may stand for; empty when nothing is near."""
    close, far = _closest(connection, word)
    if far > 1 and (apart := _apart(connection, word)):
        return apart
    return [close] if close else []


def _closest(connection: sqlite3.Connection, word: str) -> tuple[str, int]:
    """The word in use that is fewest slips away, and how many; an empty word if none is near.

    Of several, one with the same first letter, which people rarely miss; then the most used.
    """
    most = 1 if len(word) < SHORTEST_WITH_TWO_SLIPS else 2
    best = (most, True, 1, "")
    asked = {"deletions": json.dumps(sorted(deletions(word)))}
    for other, used in connection.execute(_SQL["alike"], asked):
        best = min(best, (slips(word, other), other[0] != word[0], -used, other))
    return best[3], best[0] if best[3] else most + 1


def _joined(connection: sqlite3.Connection, words: list[str]) -> list[str]:
    """The words, with two joined where the entries write only the one: “pay packet”, PayPacket."""
    joined: list[str] = []
    for word in words:
        before = joined[-1] if joined else ""
        if len(before + word) >= SHORTEST_JOINED and _is_one(connection, before, word):
            joined[-1] = before + word
        else:
            joined.append(word)
    return joined


def _is_one(connection: sqlite3.Connection, before: str, word: str) -> bool:
    """True when two words are in use as one, and not both on their own."""
    if not before or not _is_used(connection, before + word):
        return False
    return not (_is_used(connection, before) and _is_used(connection, word))


def _apart(connection: sqlite3.Connection, word: str) -> list[str]:
    """The two words in use that a word is when taken apart; empty when it is none."""
    for at in range(SHORTEST_PART, len(word) - SHORTEST_PART + 1):
        if _is_used(connection, word[:at]) and _is_used(connection, word[at:]):
            return [word[:at], word[at:]]
    return []


def _is_used(connection: sqlite3.Connection, word: str) -> bool:
    return bool(connection.execute(_SQL["is_used"], {"word": word}).fetchone()[0])
