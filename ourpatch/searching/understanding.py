"""What somebody means: the place, the things they want, and words put right.

The words of a question are taken in this order: a place at its start or end, or after “in” or
“near”; words that nobody uses are put right; phrases of the vocabulary (“sit with dad”) become its
terms; words that say nothing are left out; what remains is looked for as it stands.
"""

import re
import sqlite3
from dataclasses import dataclass

from ourpatch.searching.question import Question
from ourpatch.searching.sets import Directory
from ourpatch.searching.spelling import is_known, put_right
from ourpatch.searching.wanting import Wanted, is_in_phrase, take_ages, wanted_in
from ourpatch.searching.whereabouts import (
    Place,
    find_places,
    find_small_place,
    is_one_here,
)
from ourpatch.text import fold, words_of

#: A name of a place has at most so many words: “Newcastle upon Tyne”.
LONGEST_PLACE = 4

_BEFORE_PLACE = {
    "in", "near", "around", "round", "at", "by", "nearby", "outside", "towards", "from", "of", "nr",
}  # fmt: skip
#: After these even the name of a street or a village that only entries know is taken for a place.
_BEFORE_SMALL_PLACE = {"in", "near", "around", "nearby", "nr"}
_NEVER_BEFORE_PLACE = {
    "a", "an", "the", "my", "his", "her", "our", "their", "your", "with", "have", "having",
}  # fmt: skip

_POSTCODE = re.compile(
    r"(?<![a-z0-9])([a-z]{1,2}[0-9][a-z0-9]?)(\s*[0-9][abd-hjlnp-uw-z]{2})?(?![a-z0-9])"
)

_LEADING_IN = re.compile(r"\b(in|near|around|round|at|nr)\s*$")


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a question means. Of several `places` none was chosen; of `unknown` we know nothing."""

    wanted: tuple[Wanted, ...] = ()
    place: Place | None = None
    places: tuple[Place, ...] = ()
    unknown: str = ""
    corrections: tuple[tuple[str, str], ...] = ()


def understand(connection: sqlite3.Connection, known: Directory, question: Question) -> Meaning:
    """The meaning of a question."""
    unknown = ""
    asked, ages = take_ages(question.q)
    if question.near:
        words, corrections = put_right(connection, known, words_of(asked))
        places, more = _place_named(connection, known, question.near)
        corrections += more
        unknown = question.near if not places else ""
    else:
        text, places = _take_postcode(connection, known, asked)
        words, corrections = put_right(connection, known, words_of(text))
        if not places:
            words, places = _take_place(connection, known, words)
        if not places:
            words, unknown = _take_unknown_place(connection, known, words)
    return Meaning(
        wanted=(*wanted_in(connection, known, words), *ages),
        place=places[0] if len(places) == 1 else None,
        places=tuple(places) if len(places) > 1 else (),
        unknown=unknown,
        corrections=tuple(corrections),
    )


def _place_named(
    connection: sqlite3.Connection, known: Directory, near: str
) -> tuple[list[Place], list[tuple[str, str]]]:
    """The places that some text is the name of, and what had to be put right to find them."""
    places = _find(connection, known, near) or _take_postcode(connection, known, near)[1]
    if places:
        return places, []
    words, corrections = put_right(connection, known, words_of(near))
    for end in range(len(words), 0, -1):
        if places := _find(connection, known, " ".join(words[:end])):
            return places, corrections
    return [], []


def _find(connection: sqlite3.Connection, known: Directory, text: str) -> list[Place]:
    """The places of a name; the one that entries here name when ours is far off or not known."""
    places = find_places(connection, known, text)
    if len(places) > 1 or is_one_here(known, places):
        return places
    return find_small_place(connection, known, text) or places


def _take_postcode(
    connection: sqlite3.Connection, known: Directory, text: str
) -> tuple[str, list[Place]]:
    """The text without the postcode in it, and the place of that postcode."""
    folded = fold(text)
    for code in _POSTCODE.finditer(folded):
        if places := find_places(connection, known, code[1]):
            before = _LEADING_IN.sub("", folded[: code.start()])
            return f"{before} {folded[code.end() :]}", places
    return text, []


def _take_place(
    connection: sqlite3.Connection, known: Directory, words: list[str]
) -> tuple[list[str], list[Place]]:
    """The words without the place they name, and the places which that may be."""
    for start in range(len(words)):
        for end in range(min(len(words), start + LONGEST_PLACE), start, -1):
            if places := _place_at(connection, known, words, start, end):
                before = words[: start - 1] if _led_in(words, start) else words[:start]
                return [*before, *words[end:]], places
    return words, []


def _led_in(words: list[str], start: int) -> bool:
    return start > 0 and words[start - 1] in _BEFORE_PLACE


def _place_at(
    connection: sqlite3.Connection, known: Directory, words: list[str], start: int, end: int
) -> list[Place]:
    """The places that these words may name, if they stand where a place would be named."""
    led_in, is_last = _led_in(words, start), end == len(words)
    before = words[start - 1] if start else ""
    if not (led_in or is_last or not start) or before in _NEVER_BEFORE_PLACE:
        return []
    if words[start] in known.stop_words:
        return []
    named = words[start:end]
    find = _find if before in _BEFORE_SMALL_PLACE else find_places
    places = find(connection, known, " ".join(named))
    if led_in:
        return places if is_last or is_one_here(known, places) else []
    if not is_one_here(known, places) or is_in_phrase(connection, known, words, named):
        return []
    return places


def _take_unknown_place(
    connection: sqlite3.Connection, known: Directory, words: list[str]
) -> tuple[list[str], str]:
    """The words without a last one that nobody knows, when it stands where a place would."""
    last = len(words) - 1
    led_in = last > 0 and words[last - 1] in _BEFORE_SMALL_PLACE
    if led_in and not is_known(connection, known, words[last]):
        return words[: last - 1], words[last].title()
    return words, ""
