"""What somebody means: the place, the things they want, and words put right.

The words of a question are taken in this order: a place at its end or after “in” or “near”; words
that nobody uses are put right; phrases of the vocabulary (“sit with dad”) become its terms; words
that say nothing are left out; what remains is looked for as it stands.
"""

import json
import re
import sqlite3
from dataclasses import dataclass

from ourpatch.searching.points import HELP
from ourpatch.searching.question import Question
from ourpatch.searching.sets import Directory
from ourpatch.searching.whereabouts import Place, find_places, is_on_patch
from ourpatch.text import compared, deletions, fold, singular, slips, telling_words, words_of

#: A name of a place has at most so many words: “Newcastle upon Tyne”.
LONGEST_PLACE = 4

#: The words of a phrase may stand so much further apart in a question than in the phrase.
LOOSE = 3

#: Shorter words are not put right: too many others are one slip away.
SHORTEST_CORRECTED = 4

_BEFORE_PLACE = {
    "in", "near", "around", "round", "at", "by", "nearby", "outside", "towards", "from", "of",
}  # fmt: skip
_NEVER_BEFORE_PLACE = {
    "a", "an", "the", "my", "his", "her", "our", "their", "your", "with", "have", "having",
}  # fmt: skip

_POSTCODE = re.compile(
    r"(?<![a-z0-9])([a-z]{1,2}[0-9][a-z0-9]?)(\s*[0-9][abd-hjlnp-uw-z]{2})?(?![a-z0-9])"
)

_AGE = re.compile(
    r"\b(?:aged?|is|im|i'm|am|hes|he's|shes|she's|just turned|nearly|almost) ([0-9]{1,2})\b"
    r"(?! ?(?:am|pm|p|min|mins|minutes?|hours?|hrs?|days?|weeks?|months?|miles?|stone|of)\b|[:.][0-9])"
    r"|\b([0-9]{1,2}) ?(?:years?|yrs?|y) old\b|\b([0-9]{1,2}) ?(?:yo|y/o|yrs?)\b(?! ago)"
    r"|, ?([0-9]{2}) ?,"
)

_LEADING_IN = re.compile(r"\b(in|near|around|round|at)\s*$")

_IS_USED = "SELECT EXISTS (SELECT 1 FROM word WHERE word = :word AND used > 0)"
_IS_KNOWN = """
SELECT EXISTS (SELECT 1 FROM word WHERE word IN (:word, :singular))
    OR EXISTS (SELECT 1 FROM place WHERE folded = :word)
"""
_ALIKE = """
SELECT word, used FROM word
WHERE used > 0
  AND word IN (SELECT word FROM spelling WHERE deletion IN (SELECT value FROM json_each(:deletions)))
"""
_PHRASES = """
SELECT facet, term, said, json_group_array(word) AS words
FROM phrase_word JOIN phrase ON phrase.id = phrase
WHERE word IN (SELECT value FROM json_each(:words))
GROUP BY phrase.id HAVING count(*) = size
ORDER BY size DESC, phrase.id
"""


@dataclass(frozen=True, slots=True)
class Wanted:
    """One thing that is asked for: words as they stand, and the terms that they mean.

    A `hint` is part of another thing (the dementia of “dementia cafe”): good to have, not needed.
    Of a thing with terms, words that also name a place here (“bath”) are left out: in an entry they
    say where.
    """

    words: tuple[str, ...]
    terms: tuple[tuple[str, str], ...] = ()
    hint: bool = False


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a question means. Of several `places` none was chosen; `unknown` is a place we do not know."""

    wanted: tuple[Wanted, ...] = ()
    place: Place | None = None
    places: tuple[Place, ...] = ()
    unknown: str = ""
    ages: tuple[int, ...] = ()
    corrections: tuple[tuple[str, str], ...] = ()


def understand(connection: sqlite3.Connection, known: Directory, question: Question) -> Meaning:
    """The meaning of a question."""
    reader = _Reader(connection, known)
    if question.near:
        words, corrections = reader.put_right(words_of(question.q))
        places, put_right = reader.place_named(question.near)
        corrections += put_right
    else:
        text, places = reader.take_postcode(question.q)
        words, corrections = reader.put_right(words_of(text))
        if not places:
            words, places = reader.take_place(words)
    unknown = question.near if not places else ""
    return Meaning(
        wanted=tuple(reader.wanted(words)),
        place=places[0] if len(places) == 1 else None,
        places=places if len(places) > 1 else (),
        unknown=unknown,
        ages=ages_in(question.q),
        corrections=tuple(corrections),
    )


def ages_in(text: str) -> tuple[int, ...]:
    """The ages that somebody says: of “my son is 15”, “a 6 year old” and “gay, 64, on my own”."""
    said = (next(filter(None, found.groups())) for found in _AGE.finditer(fold(text)))
    return tuple(dict.fromkeys(int(age) for age in said))


class _Reader:
    """Reads one question with the words of one database."""

    def __init__(self, connection: sqlite3.Connection, known: Directory) -> None:
        self.connection = connection
        self.known = known

    def place_named(self, near: str) -> tuple[tuple[Place, ...], list[tuple[str, str]]]:
        """The places that some text is the name of, and what had to be put right to find them."""
        if places := find_places(self.connection, self.known, near):
            return tuple(places), []
        words, corrections = self.put_right(words_of(near))
        places = find_places(self.connection, self.known, " ".join(words)) if corrections else []
        return tuple(places), corrections if places else []

    def take_postcode(self, text: str) -> tuple[str, tuple[Place, ...]]:
        """The text without the postcode in it, and the place of that postcode."""
        folded = fold(text)
        for code in _POSTCODE.finditer(folded):
            if places := find_places(self.connection, self.known, code[1]):
                before = _LEADING_IN.sub("", folded[: code.start()])
                return f"{before} {folded[code.end() :]}", tuple(places)
        return text, ()

    def take_place(self, words: list[str]) -> tuple[list[str], tuple[Place, ...]]:
        """The words without the place they name, and the places which that may be."""
        for start in range(len(words)):
            for end in range(min(len(words), start + LONGEST_PLACE), start, -1):
                if places := self._place_at(words, start, end):
                    before = words[: start - 1] if self._led_in(words, start) else words[:start]
                    return [*before, *words[end:]], places
        return words, ()

    def _led_in(self, words: list[str], start: int) -> bool:
        return start > 0 and words[start - 1] in _BEFORE_PLACE

    def _place_at(self, words: list[str], start: int, end: int) -> tuple[Place, ...]:
        """The places that these words may name, if they stand where a place would be named."""
        led_in, is_last = self._led_in(words, start), end == len(words)
        before = words[start - 1] if start else ""
        if not (led_in or is_last or not start) or before in _NEVER_BEFORE_PLACE or words[start] in self.known.stop_words:
            return ()
        places = tuple(find_places(self.connection, self.known, " ".join(words[start:end])))
        if led_in:
            return places if is_last or self._is_here(places) else ()
        return () if not self._is_here(places) or self._is_in_phrase(words, start, end) else places

    def _is_in_phrase(self, words: list[str], start: int, end: int) -> bool:
        """True when some words belong to what is wanted: the bath of “bed bath”, not a town."""
        asked, named = (compared(each, self.known.stop_words) for each in (words, words[start:end]))
        return any(len(said) > 1 and said.intersection(named) for said in self._phrases(asked))

    def _is_here(self, places: tuple[Place, ...]) -> bool:
        return len(places) == 1 and is_on_patch(self.known, places[0])

    def put_right(self, words: list[str]) -> tuple[list[str], list[tuple[str, str]]]:
        """The words, with those that nobody uses put right; and which were."""
        corrections = []
        right = []
        for word in self._joined(words):
            better = None if self._is_known(word) else self._closest(word)
            if better:
                corrections.append((word, better))
            right.append(better or word)
        return right, list(dict.fromkeys(corrections))

    def _joined(self, words: list[str]) -> list[str]:
        """The words, with two joined where the entries write them as one: “pay packet” is PayPacket."""
        joined: list[str] = []
        for word in words:
            pair = joined[-1] + word if joined else ""
            if len(pair) > SHORTEST_CORRECTED + 1 and self._is_used(pair):
                joined[-1] = pair
            else:
                joined.append(word)
        return joined

    def _is_used(self, word: str) -> bool:
        return bool(self.connection.execute(_IS_USED, {"word": word}).fetchone()[0])

    def _is_known(self, word: str) -> bool:
        if len(word) < SHORTEST_CORRECTED or not word.isalpha() or word in self.known.stop_words:
            return True
        asked = {"word": word, "singular": singular(word)}
        return bool(self.connection.execute(_IS_KNOWN, asked).fetchone()[0])

    def _closest(self, word: str) -> str | None:
        """The word in use that is fewest slips away; None if none is near.

        Of several, one with the same first letter, which people rarely miss; then the most used.
        """
        asked = {"deletions": json.dumps(sorted(deletions(word)))}
        most = 1 if len(word) < 6 else 2
        alike = [
            (slips(word, other), other[0] != word[0], -used, other)
            for other, used in self.connection.execute(_ALIKE, asked)
        ]
        best = min(alike, default=None)
        return best[3] if best and best[0] <= most else None

    def wanted(self, words: list[str]) -> list[Wanted]:
        """The things wanted, in the order of the words that ask for them."""
        asked = compared(words, self.known.stop_words)
        found: list[tuple[int, Wanted]] = []
        taken: set[int] = set()
        known_of: dict[int, set[str]] = {}
        for said, terms in self._phrases(asked).items():
            loose = LOOSE if telling_words(said, self.known.stop_words) else 0
            if spots := _spots(asked, said, taken, loose):
                found.append((min(spots), self._wanted([asked[at] for at in spots], terms)))
                taken.update(spots)
                for at in spots:
                    known_of[at] = {facet for facet, _ in terms}
            elif loose and (spots := _spots(asked, said, set(), loose)):
                told = set().union(*(known_of.get(at, set()) for at in spots))
                more = [(facet, term) for facet, term in terms if facet not in told | {HELP}]
                if more:
                    hint = self._wanted([asked[at] for at in spots], more, hint=True)
                    found.append((min(spots), hint))
        telling = set(telling_words(asked, self.known.stop_words))
        found += [
            (at, Wanted((word,)))
            for at, word in enumerate(asked)
            if at not in taken and word in telling and not word.isdigit()
        ]
        return list(dict.fromkeys(wanted for _, wanted in sorted(found, key=lambda pair: pair[0])))

    def _wanted(
        self, words: list[str], terms: list[tuple[str, str]], hint: bool = False
    ) -> Wanted:
        """Something wanted that we have terms for; its words without those that name a place here."""
        telling = (
            word
            for word in words
            if not self._is_here(tuple(find_places(self.connection, self.known, word)))
        )
        return Wanted(tuple(telling), tuple(terms), hint)

    def _phrases(self, asked: list[str]) -> dict[frozenset[str], list[tuple[str, str]]]:
        """The phrases that the words say, by those of their words that tell, longest first.

        All the telling words of a phrase must be there. When only one is telling (“help with a
        bath”), the others must be there too; and where some phrases of the same telling words are
        there in full, the rest are not meant.
        """
        every = set(asked)
        full: dict[frozenset[str], list[tuple[str, str]]] = {}
        part: dict[frozenset[str], list[tuple[str, str]]] = {}
        rows = self.connection.execute(_PHRASES, {"words": json.dumps(sorted(every))})
        for facet, term, said, telling in rows:
            words = frozenset(json.loads(telling))
            is_full = every.issuperset(said.split())
            tells = telling_words(words, self.known.stop_words)
            if is_full or len(tells) > 1:
                (full if is_full else part).setdefault(words, []).append((facet, term))
        found = {**part, **full}
        return {words: list(dict.fromkeys(found[words])) for words in sorted(found, key=_longest)}


def _longest(words: frozenset[str]) -> tuple[int, list[str]]:
    return -len(words), sorted(words)


def _spots(words: list[str], said: frozenset[str], taken: set[int], loose: int) -> list[int]:
    """Where the words of a phrase stand, not taken and at most so much apart; empty when they do not."""
    free = [at for at, word in enumerate(words) if word in said and at not in taken]
    for first in free:
        close = [at for at in free if first <= at < first + len(said) + loose]
        spots = {words[at]: at for at in reversed(close)}
        if len(spots) == len(said):
            return sorted(spots.values())
    return []
