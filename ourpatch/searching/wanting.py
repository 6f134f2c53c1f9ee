"""What somebody wants: phrases of the vocabulary in what they said, the other words, and ages.

The vocabulary's phrases were compiled into the tables `phrase` and `phrase_word`: “sit with dad” as
“sit with relative”, with the words that must be in a question for the question to mean it.
"""

import json
import re
import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass, replace

from ourpatch.searching.points import HELP
from ourpatch.searching.sets import Directory
from ourpatch.searching.whereabouts import names_one_here
from ourpatch.statements import statements
from ourpatch.text import compared, fold, singular, telling_words, words_of

#: The words of a phrase may stand so much further apart in a question than in the phrase.
LOOSE = 3
#: And so much when only one of them is telling: “sit with my elderly dad”.
CLOSE = 1

#: An age that stands for those who are called so.
_CALLED = {
    "adult": ("adults", 30), "grown": ("adults", 30), "grownup": ("adults", 30),
    "teenager": ("teenagers", 15), "teen": ("teenagers", 15), "toddler": ("toddlers", 2),
}  # fmt: skip

_AGE = re.compile(
    r"\b(?:aged?|is|im|i'm|am|hes|he's|shes|she's|just turned|nearly|almost) ([0-9]{1,2})\b"
    r"(?! ?(?:am|pm|p|mins?|minutes?|hours?|hrs?|days?|weeks?|months?|miles?|stone|of)\b|[:.][0-9])"
    r"|\b([0-9]{1,2}) ?(?:years?|yrs?|y) old\b"
    r"|\b([0-9]{1,2}) ?(?:yo|y/o|yrs?)\b(?! ago)"
    r"|, ?([0-9]{2}) ?,"
)

_YEAR_OLD = re.compile(r"\b[0-9]{1,2} ?(?:years?|yrs?|y) old\b")

_SQL = statements("wanting")


@dataclass(frozen=True, slots=True)
class Wanted:
    """One thing that is asked for: words as they stand, and the terms that they mean; or an age.

    A `hint` is part of another thing (the dementia of “dementia cafe”): good to have, not needed.
    Of a thing with terms, words that also name a place here (“bath”) are left out: in an entry they
    say where.
    """

    words: tuple[str, ...]
    terms: tuple[tuple[str, str], ...] = ()
    hint: bool = False
    age: int | None = None


@dataclass(frozen=True, slots=True)
class _Phrase:
    """Phrases with the same telling words: where all their words stand, if they do; their terms."""

    telling: frozenset[str]
    spots: tuple[int, ...]
    terms: tuple[tuple[str, str], ...]


def wanted_in(connection: sqlite3.Connection, known: Directory, words: list[str]) -> list[Wanted]:
    """The things wanted, in the order of the words that ask for them."""
    kept = [word for word in words if known.stop_words.get(word) != "minor"]
    asked = compared(kept, known.stop_words)
    found: list[tuple[int, Wanted]] = []
    taken: dict[int, set[str]] = {}
    for phrase in _phrases(connection, known, asked):
        loose = LOOSE if telling_words(phrase.telling, known.stop_words) else 0
        facets = {facet for facet, _ in phrase.terms}
        spots = _spots(asked, phrase.telling, set(taken), loose)
        if spots:
            taken |= dict.fromkeys(spots, facets)
            terms = phrase.terms
        else:
            spots = _spots(asked, phrase.telling, set(), loose) if loose else []
            terms = _hinted(phrase.terms, [taken[at] for at in spots if at in taken])
        if spots and terms:
            said = _said(connection, known, kept, spots, phrase.spots or tuple(spots))
            is_hint = any(taken[at] is not facets for at in spots if at in taken)
            found.append((spots[0], Wanted(said, terms, is_hint)))
    telling = telling_words(asked, known.stop_words)
    for at, word in enumerate(asked):
        if at not in taken and word in telling and not word.isdigit():
            found.append((at, Wanted((kept[at],))))
    found += [(len(asked), hint) for hint in _relatives(connection, known, words)]
    in_order = [each for _, each in sorted(found, key=lambda pair: pair[0])]
    return _made_clear(list(dict.fromkeys(in_order)))


def _phrases(connection: sqlite3.Connection, known: Directory, asked: list[str]) -> list[_Phrase]:
    """The phrases that some compared words say, those with most telling words first.

    All the telling words of a phrase must be there. When only one is telling (“help with a bath”),
    the others must be there too; and of several phrases of the same telling words in one facet only
    those are meant that are there in full, with the most words (“holiday pay”, not “holiday”).
    """
    best: dict[tuple[frozenset[str], str], _Phrase] = {}
    rows = connection.execute(_SQL["phrases"], {"words": json.dumps(sorted(set(asked)))})
    for facet, term, said, words in rows:
        telling = frozenset(json.loads(words))
        tells = len(telling_words(telling, known.stop_words))
        spots = tuple(_spots(asked, frozenset(said.split()), set(), LOOSE if tells > 1 else CLOSE))
        if not spots and tells < 2:
            continue
        before = best.get((telling, facet), _Phrase(telling, (), ()))
        if len(spots) > len(before.spots):
            best[telling, facet] = _Phrase(telling, spots, ((facet, term),))
        elif len(spots) == len(before.spots) and (facet, term) not in before.terms:
            best[telling, facet] = _Phrase(telling, spots, (*before.terms, (facet, term)))
    return _together(best.values())


def _together(phrases: Iterable[_Phrase]) -> list[_Phrase]:
    """The phrases of each facet with the same telling words as one, those with most of them first.

    Those that are there in full leave out those that are not.
    """
    found: dict[frozenset[str], _Phrase] = {}
    for each in phrases:
        before = found.get(each.telling)
        if before is None or (each.spots and not before.spots):
            found[each.telling] = each
        elif each.spots or not before.spots:
            spots = min(before.spots, each.spots, key=len)
            found[each.telling] = _Phrase(each.telling, spots, (*before.terms, *each.terms))
    return [found[telling] for telling in sorted(found, key=_most_telling)]


def _most_telling(words: frozenset[str]) -> tuple[int, list[str]]:
    return -len(words), sorted(words)


def _spots(words: list[str], said: frozenset[str], taken: set[int], loose: int) -> list[int]:
    """Where the words of a phrase stand, not taken and not far apart; empty when they do not."""
    free = [at for at, word in enumerate(words) if word in said and at not in taken]
    for first in free:
        close = [at for at in free if first <= at < first + len(said) + loose]
        spots = {words[at]: at for at in reversed(close)}
        if len(spots) == len(said):
            return sorted(spots.values())
    return []


def _hinted(
    terms: tuple[tuple[str, str], ...], told: list[set[str]]
) -> tuple[tuple[str, str], ...]:
    """What the terms of words already taken add: for whom and how, never another kind of help."""
    return tuple(
        (facet, term)
        for facet, term in terms
        if facet != HELP and not any(facet in facets for facets in told)
    )


def _said(
    connection: sqlite3.Connection,
    known: Directory,
    words: list[str],
    telling: list[int],
    spots: tuple[int, ...],
) -> tuple[str, ...]:
    """The words of a phrase without those that name a place here; none if no telling one is."""
    places = {at for at in spots if names_one_here(connection, known, words[at])}
    if places.issuperset(telling):
        return ()
    return tuple(words[at] for at in spots if at not in places)


def _relatives(connection: sqlite3.Connection, known: Directory, words: list[str]) -> list[Wanted]:
    """What relatives tell of who it is for: “mum” is, more often than not, an older person."""
    named = {word for word in words if known.stop_words.get(word) == "relative"}
    rows = connection.execute(_SQL["phrases"], {"words": json.dumps(sorted(named))})
    terms = dict.fromkeys((facet, term) for facet, term, _, _ in rows)
    return [Wanted((), (pair,), hint=True) for pair in terms]


def _made_clear(wanted: list[Wanted]) -> list[Wanted]:
    """The same things, each with only those of its terms that another thing means too, if any.

    “Holiday” may mean a good employer as well, but only beside “payslips”.
    """
    clear = []
    for each in wanted:
        others = {
            pair for other in wanted for pair in other.terms if other != each and not other.hint
        }
        shared = tuple(pair for pair in each.terms if pair in others)
        clear.append(replace(each, terms=shared) if shared and not each.hint else each)
    return clear


def take_ages(text: str) -> tuple[str, list[Wanted]]:
    """The ages that somebody says, and the text without words like “year old”.

    Of “my son is 15”, “a 6 year old”, “gay, 64, on my own” and “adults”. Whoever says “I am 70” may
    ask for somebody else, so that is a hint.
    """
    folded = fold(text)
    ages: dict[int, Wanted] = {}
    for said in _AGE.finditer(folded):
        age = int(said[1] or said[2] or said[3] or said[4])
        is_mine = said[0].startswith(("i'm", "im", "am"))
        ages[age] = Wanted((f"people aged {age}",), hint=is_mine, age=age)
    words = {singular(word) for word in words_of(folded)}
    for word, (name, age) in _CALLED.items():
        if word in words and not ages:
            ages[age] = Wanted((name,), age=age)
    return _YEAR_OLD.sub(" ", folded), list(ages.values())


def is_in_phrase(
    connection: sqlite3.Connection, known: Directory, words: list[str], named: list[str]
) -> bool:
    """True when words that name a place belong to what is wanted: the bath of “bed bath”."""
    asked = compared(words, known.stop_words)
    names = set(compared(named, known.stop_words))
    return any(
        len(phrase.telling) > 1 and phrase.telling & names
        for phrase in _phrases(connection, known, asked)
    )
