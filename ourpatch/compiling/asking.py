"""What the half that asks needs to understand a question: phrases, spellings, and areas served."""

import json
import sqlite3
from collections import Counter
from collections.abc import Iterable, Iterator
from functools import cache
from math import floor

import yaml
from sqlite_utils import Database

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


def insert_phrases(database: Database) -> None:
    """What people say for each term, as the words that must be in a question to mean it."""
    said = dict.fromkeys(
        (term.facet, term.id, _said(text))
        for facet in FACETS
        for term in vocabulary(facet).terms
        for text in _names(term)
    )
    telling = {words: _needed_words(words) for _, _, words in said}
    phrases = [(id, *phrase) for id, phrase in enumerate(said) if telling[phrase[2]]]
    database.table("phrase").insert_all(
        {"id": id, "facet": facet, "term": term, "said": words, "size": len(set(telling[words]))}
        for id, facet, term, words in phrases
    )
    database.table("phrase_word").insert_all(
        {"word": word, "phrase": id}
        for id, _, _, words in phrases
        for word in dict.fromkeys(telling[words])
    )
    database.table("stop_word").insert_all(
        {"word": word, "list": name} for word, name in sorted(stop_words().items())
    )


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
    database: Database, spoken_words: Iterable[list[str]], outcodes: Iterable[str]
) -> None:
    """The words that a misspelt one is put right to: of entries, the vocabulary, places near."""
    counts = Counter(word for words in spoken_words for word in words)
    counts.update(word for name in names_near(outcodes) for word in set(words_of(name)))
    counts.update(dict.fromkeys(common_words(), 0))
    counts.update(
        word
        for facet in FACETS
        for term in vocabulary(facet).terms
        for text in _names(term)
        for word in set(words_of(text))
    )
    kept = sorted((word, used) for word, used in counts.items() if _can_be_corrected_to(word))
    database.table("word").insert_all({"word": word, "used": used} for word, used in kept)
    database.table("spelling").insert_all(
        {"deletion": deletion, "word": word}
        for word, used in kept
        if used
        for deletion in sorted(deletions(word))
    )


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


def spoken(text: str) -> list[str]:
    """The words of some text that are worth putting a misspelt word right to."""
    return sorted(filter(_can_be_corrected_to, set(words_of(text))))


def change_spellings(connection: sqlite3.Connection, before: list[str], after: list[str]) -> None:
    """Take the words of one entry out of the spellings, and put others in."""
    for word in set(before) - set(after):
        connection.execute("UPDATE word SET used = used - 1 WHERE word = ?", (word,))
        connection.execute(
            "DELETE FROM spelling WHERE word IN (SELECT word FROM word WHERE word = ? AND used = 0)"
            " AND deletion IN (SELECT value FROM json_each(?))",
            (word, json.dumps(sorted(deletions(word)))),
        )
        if word not in common_words():
            connection.execute("DELETE FROM word WHERE word = ? AND used = 0", (word,))
    for word in set(after) - set(before):
        connection.execute(
            "INSERT INTO word (word, used) VALUES (?, 1) "
            "ON CONFLICT (word) DO UPDATE SET used = used + 1",
            (word,),
        )
        connection.executemany(
            "INSERT OR IGNORE INTO spelling (deletion, word) VALUES (?, ?)",
            ((deletion, word) for deletion in deletions(word)),
        )


def insert_areas(
    database: Database, entries: Iterable[tuple[int, list[tuple[float, float, float]]]]
) -> None:
    """For each entry, by number, the circles that it says it serves."""
    database.table("serves").insert_all(
        {"number": number, "latitude": latitude, "longitude": longitude, "miles": miles}
        for number, areas in entries
        for latitude, longitude, miles in areas
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
