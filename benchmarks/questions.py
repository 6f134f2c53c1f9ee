"""The questions that every contestant of `benchmarks.search` is asked."""

import sqlite3
from dataclasses import dataclass
from itertools import islice

from ourpatch.searching import Directory, Question, directory
from ourpatch.searching.understanding import understand

#: Words by the share of the entries that have them; the words nearest to it are asked for.
SHARES = {"common": 1.0, "middling": 0.02, "rare": 0.002}

#: How many words of each share.
WORDS_EACH = 3

#: What people say for a term of the vocabulary, with words round it.
PHRASES = (
    "gardening",
    "someone to take mum shopping",
    "hoovering and cleaning",
    "memory problems",
    "sign language",
    "music for my 15 year old",
)

#: The filters, one after another; in the first either of two terms will do.
FILTERS = (
    ("help", ("lifts", "gardening")),
    ("pay_with", ("cash", "own-money")),
    ("where", ("your-home",)),
)

#: Where people are.
PLACES = ("BA1", "Leeds")

_BY_USE = "SELECT word, used FROM word WHERE used > 0 ORDER BY abs(used - :wanted), word LIMIT 400"


@dataclass(frozen=True, slots=True)
class Asked:
    """A question, the class of its words, and how many filters it has."""

    words: str
    filters: int
    question: Question


def questions(connection: sqlite3.Connection) -> list[Asked]:
    """Every class of words, with no filter to three, with no place and with one."""
    asked = []
    for words, texts in texts_of(connection).items():
        for number, text in enumerate(texts):
            for filters in range(len(FILTERS) + 1):
                chosen = dict(FILTERS[:filters])
                near = PLACES[number % len(PLACES)]
                asked.append(Asked(words, filters, Question(text, chosen=chosen)))
                asked.append(Asked(words, filters, Question(text, near, chosen=chosen)))
                if number == 0:
                    nearest = Question(text, near, within=10, chosen=chosen, sort="nearest")
                    asked.append(Asked(words, filters, nearest))
    return asked


def texts_of(connection: sqlite3.Connection) -> dict[str, list[str]]:
    """What is typed, by class."""
    known = directory(connection)
    size = known.build["entries"]
    single = {
        name: _plain_words(connection, known, round(share * size)) for name, share in SHARES.items()
    }
    common, middling, rare = single["common"], single["middling"], single["rare"]
    several = [
        f"{common[0]} {common[1]}",
        f"{common[2]} {middling[0]}",
        f"{middling[1]} {rare[0]}",
        f"{common[0]} {common[1]} {middling[2]}",
    ]
    return {
        "no words": [""],
        **single,
        "several": several,
        "phrase": list(PHRASES),
        "misspelt": ["gardenning", "demensia cafe"],
        "not found": ["xylophonists", f"{rare[0]} {rare[1]} {rare[2]}"],
    }


def _plain_words(connection: sqlite3.Connection, known: Directory, wanted: int) -> list[str]:
    """Words that so many entries have, and that mean nothing but themselves."""
    found = (word for word, _ in connection.execute(_BY_USE, {"wanted": wanted}))
    return list(islice((word for word in found if _is_plain(connection, known, word)), WORDS_EACH))


def _is_plain(connection: sqlite3.Connection, known: Directory, word: str) -> bool:
    meaning = understand(connection, known, Question(word))
    wanted = meaning.wanted
    return len(wanted) == 1 and wanted[0].words == (word,) and not wanted[0].terms
