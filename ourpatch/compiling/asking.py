"""What the half that asks needs to understand a question: phrases, spellings, and areas served."""

import json
import sqlite3
from collections import Counter
from collections.abc import Iterable, Iterator
from functools import cache
from math import floor

import yaml

from ourpatch import places
from ourpatch.house import VOCABULARY
from ourpatch.text import compared, deletions, fold, telling_words, words_of
from ourpatch.words import FACETS, Term, vocabulary

#: Words shorter than this are never corrected: too many others are one slip away.
SHORTEST_CORRECTED = 4

#: A phrase of nothing but stop words has at least so many: “someone to go with me”.
FEWEST_STOP_WORDS = 3

#: A town that entries say they serve is taken to be so wide.
TOWN_MILES = 3.0

KILOMETRES_PER_MILE = 1.609344


@cache
def stop_words() -> dict[str, str]:
    """The words of vocabulary/stop-words.yml, each with the list it is in."""
    lists = yaml.load((VOCABULARY / "stop-words.yml").read_bytes(), Loader=yaml.CBaseLoader)
    return {
        word: name for name, lines in lists.items() for text in lines for word in words_of(text)
    }


def insert_phrases(connection: sqlite3.Connection) -> None:
    """What people say for each term, as the words that must be in a question to mean it."""
    connection.executemany(
        "INSERT INTO phrase (id, facet, term, said, size) VALUES (?, ?, ?, ?, ?)",
        ((id, *phrase, len(words)) for id, (phrase, words) in _phrases().items()),
    )
    connection.executemany(
        "INSERT INTO phrase_word (word, phrase) VALUES (?, ?)",
        ((word, id) for id, (_, words) in _phrases().items() for word in words),
    )
    connection.executemany(
        "INSERT INTO stop_word (word, list) VALUES (?, ?)", sorted(stop_words().items())
    )


@cache
def _phrases() -> dict[int, tuple[tuple[str, str, str], list[str]]]:
    """Every phrase by its number: its facet, its term and its words, and those that it needs."""
    said = dict.fromkeys(
        (term.facet, term.id, _said(text)) for term in _all_terms() for text in _names(term)
    )
    needed = {words: list(dict.fromkeys(_needed_words(words))) for _, _, words in said}
    return {id: (phrase, needed[phrase[2]]) for id, phrase in enumerate(said) if needed[phrase[2]]}


def _all_terms() -> Iterator[Term]:
    return (term for facet in FACETS for term in vocabulary(facet).terms)


@cache
def _words_of_terms() -> Counter[str]:
    """The words of the vocabulary, and in how many names of terms each is."""
    names = (text for term in _all_terms() for text in _names(term))
    return Counter(word for text in names for word in set(words_of(text)))


def _said(text: str) -> str:
    """A phrase as a question is compared with it. A relative alone stays: “mum” tells of age."""
    words = [word for word in words_of(text) if stop_words().get(word) != "minor"]
    return words[0] if _is_relative(words) else " ".join(compared(words, stop_words()))


def _is_relative(words: list[str]) -> bool:
    return len(words) == 1 and stop_words().get(words[0]) == "relative"


def _needed_words(said: str) -> list[str]:
    """The words of a phrase that a question must have: those that tell, or of “go with dad” all.

    Empty for a phrase that is only a stop word or two: it would be in every other question.
    """
    words = said.split()
    if _is_relative(words):
        return words
    telling = telling_words(words, stop_words())
    return telling or (words if len(set(words)) >= FEWEST_STOP_WORDS else [])


def _names(term: Term) -> Iterator[str]:
    yield from (term.id.replace("-", " "), term.label, *term.synonyms)
    if term.cy:
        yield term.cy


def insert_spellings(
    connection: sqlite3.Connection, spoken: Iterable[str], outcodes: Iterable[str]
) -> None:
    """The words that a misspelt one is put right to: of entries, the vocabulary, places near."""
    counts = _words_in(spoken) + _words_of_terms()
    counts.update(word for name in names_near(outcodes) for word in set(words_of(name)))
    counts.update(dict.fromkeys(common_words(), 0))
    kept = sorted((word, used) for word, used in counts.items() if _can_be_corrected_to(word))
    connection.executemany("INSERT INTO word (word, used) VALUES (?, ?)", kept)
    # In the order of its key: that is how a hundred thousand rows go in soonest.
    shared = sorted((part, word) for word, used in kept if used for part in deletions(word))
    connection.executemany("INSERT INTO spelling (deletion, word) VALUES (?, ?)", shared)


def names_near(outcodes: Iterable[str]) -> Iterator[str]:
    """The names of towns and villages in the half-degree square of an outcode, or in the next."""
    known = places.outcodes()
    squares = {_square(known[code]) for code in outcodes if code in known}
    wide = {(up + y, across + x) for up, across in squares for y in (-1, 0, 1) for x in (-1, 0, 1)}
    return (place.name for place in places.places() if _square(place) in wide)


def _square(at: places.Outcode | places.Place) -> tuple[int, int]:
    return floor(at.latitude * 2), floor(at.longitude * 2)


@cache
def common_words() -> tuple[str, ...]:
    """Words that are right as they stand, even when no entry uses them."""
    lines = (VOCABULARY / "common-words.txt").read_text(encoding="utf-8").splitlines()
    return tuple(line for line in lines if not line.startswith("#"))


def _can_be_corrected_to(word: str) -> bool:
    return len(word) >= SHORTEST_CORRECTED and word.isalpha() and word not in stop_words()


def _words_in(spoken: Iterable[str]) -> Counter[str]:
    """How often each word that can be corrected to is among what several entries say."""
    pieces: Counter[str] = Counter()  # words as they are written: “Tea,” and “tea” both
    for text in spoken:
        pieces.update(text.split())
    counts: Counter[str] = Counter()
    for piece, used in pieces.items():
        for word in filter(_can_be_corrected_to, words_of(piece)):
            counts[word] += used
    return counts


def change_spellings(connection: sqlite3.Connection, before: str, after: str) -> None:
    """Take the words of one entry out of the spellings, and put others in."""
    gone, new = _words_in([before]), _words_in([after])
    for word, used in (gone - new).items():
        connection.execute("UPDATE word SET used = used - ? WHERE word = ?", (used, word))
        connection.execute(
            "DELETE FROM spelling WHERE word IN (SELECT word FROM word WHERE word = ? AND used = 0)"
            " AND deletion IN (SELECT value FROM json_each(?))",
            (word, json.dumps(sorted(deletions(word)))),
        )
        if word not in common_words():
            connection.execute("DELETE FROM word WHERE word = ? AND used = 0", (word,))
    for word, used in (new - gone).items():
        connection.execute(
            "INSERT INTO word (word, used) VALUES (?, ?)"
            " ON CONFLICT (word) DO UPDATE SET used = used + excluded.used",
            (word, used),
        )
        connection.executemany(
            "INSERT OR IGNORE INTO spelling (deletion, word) VALUES (?, ?)",
            ((deletion, word) for deletion in deletions(word)),
        )


def insert_areas(
    connection: sqlite3.Connection,
    entries: Iterable[tuple[int, list[tuple[float, float, float]]]],
) -> None:
    """For each entry, by number, the circles that it says it serves."""
    connection.executemany(
        "INSERT INTO serves (number, latitude, longitude, miles) VALUES (?, ?, ?, ?)",
        ((number, *area) for number, areas in entries for area in areas),
    )


def areas_of(districts: list[str]) -> list[tuple[float, float, float]]:
    """The circles (latitude, longitude, miles) that some districts stand for, each once."""
    found = (_area(district) for district in districts)
    return sorted({area for area in found if area})


@cache
def _area(district: str) -> tuple[float, float, float] | None:
    """One area by its name or outward code; None for a name that we do not know."""
    if code := places.outward(district):
        at = places.outcodes()[code]
        return at.latitude, at.longitude, round(at.radius_km / KILOMETRES_PER_MILE, 1)
    return _areas_by_name().get(fold(district))


@cache
def _areas_by_name() -> dict[str, tuple[float, float, float]]:
    """Towns and councils by folded name. Of towns of one name the one with most people is meant."""
    areas = {}
    for place in sorted(places.places(), key=lambda place: place.population):
        for name in (place.name, *place.other_names):
            areas[fold(name)] = (place.latitude, place.longitude, TOWN_MILES)
    for council in places.districts():
        miles = round(council.radius_km / KILOMETRES_PER_MILE, 1)
        for name in (council.name, *council.other_names):
            areas.setdefault(fold(name), (council.latitude, council.longitude, miles))
    return areas
