"""Which entries have a thing that is wanted, and how plainly they say so."""

import json
import sqlite3
from dataclasses import dataclass, replace
from functools import partial

from ourpatch.searching.points import HELP, RARE, WEIGHTS, WIDE_FACETS
from ourpatch.searching.sets import Directory, quoted
from ourpatch.searching.wanting import Wanted
from ourpatch.statements import statements
from ourpatch.text import singular, words_of

#: The facets in which an entry's own words may stand for a term.
LOOSE_FACETS = (HELP, "people", "access", "languages")

#: So many entries are few, however few there are altogether.
FEW = 20

#: The term of a facet for whatever has none.
NOTHING = "other"

_SQL = statements("matching")


@dataclass(frozen=True, slots=True)
class Matched:
    """The entries that have one wanted thing.

    `offers` have a kind of help that it means, `first` name that before any other, and `listed`
    have any term that it means. `named`, `says` and `mentions` have its words in their name, also
    in their summary, and anywhere; each is inside the next. `alike` have no term and say something
    for it. `found` count as having it; `weight` is how much it counts.
    """

    wanted: Wanted
    first: int
    offers: int
    listed: int
    named: int
    says: int
    mentions: int
    found: int
    weight: int
    alike: int = 0


def match(connection: sqlite3.Connection, known: Directory, wanted: Wanted) -> Matched:
    """The entries that have a wanted thing by its terms or its own words."""
    return known.keep(("match", wanted), lambda: _match(connection, known, wanted))


def _match(connection: sqlite3.Connection, known: Directory, wanted: Wanted) -> Matched:
    if wanted.age is not None:
        return _taking(known, wanted, wanted.age)
    offers = known.having(HELP, (term for facet, term in wanted.terms if facet == HELP))
    listed = offers
    for facet, term in wanted.terms:
        listed |= known.having(facet, [term])
    named = _with_words(connection, known, ("name",), wanted.words)
    says = named | _with_words(connection, known, ("summary",), wanted.words)
    # The column `words` holds the labels of an entry's terms, which `listed` has counted already.
    rest = ("description",) if wanted.terms else ("words", "description")
    mentions = says | _with_words(connection, known, rest, wanted.words)
    found = says | _meant(known, wanted.terms) if wanted.terms else mentions
    weight = _weight(wanted, found.bit_count(), known.build["entries"])
    first = 0
    for facet, term in wanted.terms:
        first |= known.first_kinds.get(term, 0) if facet == HELP else 0
    return Matched(wanted, first, offers, listed, named, says, mentions, found, weight)


def _meant(known: Directory, terms: tuple[tuple[str, str], ...]) -> int:
    """The entries with any of some terms; with those that many have only when no other is meant.

    “Home” means housing, and help in your home: only who helps with housing is found for it.
    """
    telling = [pair for pair in terms if pair[0] not in WIDE_FACETS] or terms
    found = 0
    for facet, term in telling:
        found |= known.having(facet, [term])
    return found


def _with_words(
    connection: sqlite3.Connection,
    known: Directory,
    columns: tuple[str, ...],
    words: tuple[str, ...],
) -> int:
    """The entries with all of some words (singular or not) in some columns; of no words, none."""
    forms = [list(dict.fromkeys((word, singular(word)))) for word in words]
    return known.having_all(connection, columns, forms) if words else 0


def _weight(wanted: Wanted, found: int, entries: int) -> int:
    if wanted.hint:
        return WEIGHTS["hint"]
    if wanted.terms:
        is_help = any(facet == HELP for facet, _ in wanted.terms)
        return WEIGHTS["help" if is_help else "term"]
    if not found:
        return 0
    return WEIGHTS["rare" if found <= RARE * entries else "common"]


def match_loosely(connection: sqlite3.Connection, known: Directory, matched: Matched) -> Matched:
    """The same, with the entries that say in their own words what others have a term for.

    Only those with no term at all in a facet are judged by their words there: who ticked “cleaning”
    and not “cooking” does not cook. It costs more, so it is done only when there is little to show.
    """
    if not matched.wanted.terms or matched.wanted.hint:
        return matched
    key = ("match loosely", matched.wanted)
    return known.keep(key, lambda: _match_loosely(connection, known, matched))


def _match_loosely(connection: sqlite3.Connection, known: Directory, matched: Matched) -> Matched:
    for wide in LOOSE_FACETS:
        terms = [(facet, term) for facet, term in matched.wanted.terms if facet == wide]
        if terms:
            said = known.keep(("said", *terms), partial(_said_for, connection, known, terms))
            silent = ~_saying_something(known, wide)
            plainly = known.having_match(connection, f"{{name summary}} : ({said})") & silent
            anywhere = known.having_match(connection, f"{{name summary description}} : ({said})")
            matched = replace(
                matched,
                offers=matched.offers | (plainly if wide == HELP else 0),
                listed=matched.listed | plainly,
                found=matched.found | anywhere & silent,
                alike=matched.alike | anywhere & silent,
            )
    return matched


def _saying_something(known: Directory, facet: str) -> int:
    """The entries that have any term of a facet. “Something else” says nothing."""
    terms = [term for term in known.words[facet] if term != NOTHING]
    return known.keep(("any", facet), lambda: known.having(facet, terms))


def _said_for(
    connection: sqlite3.Connection, known: Directory, terms: list[tuple[str, str]]
) -> str:
    """All that people say for some terms, any of which will do; but no word that many entries use.

    In the rules of a charity “benefit” is seldom about money.
    """
    said: dict[str, None] = {}
    for facet, term in terms:
        row = connection.execute(_SQL["synonyms"], {"facet": facet, "term": term}).fetchone()
        for name in (row[0], *json.loads(row[1])):
            said[" ".join(words_of(name))] = None
    asked = {"words": json.dumps([*said, *map(singular, said)]), "most": _many(known)}
    common = {word for (word,) in connection.execute(_SQL["common"], asked)}
    return " OR ".join(
        quoted(phrase)
        for phrase in said
        if phrase and phrase not in common and singular(phrase) not in common
    )


def _many(known: Directory) -> int:
    """So many entries that a word in more of them tells little."""
    return max(FEW, int(RARE * known.build["entries"]))


def _taking(known: Directory, wanted: Wanted, age: int) -> Matched:
    """The entries that take people of an age: who says so offers it, others do not rule it out."""
    offers, takes = 0, known.everything
    for (least, most), entries in known.ages.items():
        if least <= age <= most:
            offers |= entries
        else:
            takes &= ~entries
    return Matched(wanted, 0, offers, takes, 0, 0, 0, takes, WEIGHTS["age"])
