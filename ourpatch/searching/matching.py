"""Which entries have a thing that is wanted, and how plainly they say so."""

import json
import sqlite3
from dataclasses import dataclass, replace

from ourpatch.searching.points import HELP, RARE, WEIGHTS
from ourpatch.searching.sets import Directory, listed, quoted, set_of
from ourpatch.searching.understanding import Wanted
from ourpatch.text import words_of

_TAKING = """
SELECT group_concat(number) FILTER (WHERE takes), group_concat(number) FILTER (WHERE NOT takes)
FROM (
  SELECT number, coalesce(ages_from, 0) <= :age AND :age <= coalesce(ages_to, 200) AS takes
  FROM entry WHERE ages_from IS NOT NULL OR ages_to IS NOT NULL
)
"""
_SYNONYMS = "SELECT label, synonyms FROM term WHERE facet = :facet AND id = :term"


@dataclass(frozen=True, slots=True)
class Matched:
    """The entries that have one wanted thing.

    `offers` have a kind of help that it means and `listed` any term that it means. `named`, `says`
    and `mentions` have its words in their name, also in their summary, and anywhere; each is inside
    the next. `weight` is how much it counts.
    """

    wanted: Wanted
    offers: int
    listed: int
    named: int
    says: int
    mentions: int
    weight: int

    @property
    def found(self) -> int:
        """All the entries that have it in any way."""
        return self.listed | self.mentions


def match(connection: sqlite3.Connection, known: Directory, wanted: Wanted) -> Matched:
    """The entries that have a wanted thing by its terms or its own words."""
    return known.keep(("match", wanted), lambda: _match(connection, known, wanted))


def _match(connection: sqlite3.Connection, known: Directory, wanted: Wanted) -> Matched:
    named = _with_words(connection, known, "name", wanted.words)
    says = named | _with_words(connection, known, "summary", wanted.words)
    # The column `words` holds the labels of an entry's terms, which `listed` has counted already.
    rest = "description" if wanted.terms else "{words description}"
    mentions = says | _with_words(connection, known, rest, wanted.words)
    offers = known.having(HELP, (term for facet, term in wanted.terms if facet == HELP))
    listed = offers
    for facet, term in wanted.terms:
        listed |= known.having(facet, [term])
    weight = _weight(wanted, mentions.bit_count(), known.build["entries"])
    return Matched(wanted, offers, listed, named, says, mentions, weight)


def _with_words(
    connection: sqlite3.Connection, known: Directory, columns: str, words: tuple[str, ...]
) -> int:
    """The entries with all of some words in some columns; none when there are no words."""
    all_of = " AND ".join(quoted(word) for word in words)
    return known.having_match(connection, f"{columns} : ({all_of})") if words else 0


def _weight(wanted: Wanted, found: int, entries: int) -> int:
    if wanted.terms:
        is_help = any(facet == HELP for facet, _ in wanted.terms)
        return WEIGHTS["help" if is_help else "term"]
    return WEIGHTS["rare" if found <= RARE * entries else "common"]


def match_loosely(connection: sqlite3.Connection, known: Directory, matched: Matched) -> Matched:
    """The same, with the entries that only mention something else that people say for the same.

    It costs more, so it is done only when there is little to show: for entries that came from other
    people's lists, which have no terms of ours.
    """
    if not matched.wanted.terms:
        return matched
    key = ("match loosely", matched.wanted)
    return known.keep(key, lambda: _match_loosely(connection, known, matched))


def _match_loosely(
    connection: sqlite3.Connection, known: Directory, matched: Matched
) -> Matched:
    said = _said_for(connection, matched.wanted)
    plainly = known.having_match(connection, f"{{name summary}} : ({said})") & ~helping(known)
    mentions = matched.mentions | known.having_match(connection, f"{{name summary description}} : ({said})")
    offers = plainly if any(facet == HELP for facet, _ in matched.wanted.terms) else 0
    return replace(
        matched,
        offers=matched.offers | offers,
        listed=matched.listed | plainly,
        mentions=mentions,
    )


def helping(known: Directory) -> int:
    """The entries that say what kinds of help they give."""
    return known.keep("helping", lambda: known.having(HELP, known.words[HELP]))


def _said_for(connection: sqlite3.Connection, wanted: Wanted) -> str:
    """All that people say for the terms of something wanted, any of which will do."""
    said: dict[str, None] = {}
    for facet, term in wanted.terms:
        row = connection.execute(_SYNONYMS, {"facet": facet, "term": term}).fetchone()
        for name in (row[0], *json.loads(row[1])):
            said[" ".join(words_of(name))] = None
    return " OR ".join(quoted(phrase) for phrase in said if phrase)


def taking(connection: sqlite3.Connection, known: Directory, age: int) -> tuple[int, int]:
    """The entries that take people of an age: those that say so, and those that do not say otherwise."""
    return known.keep(("taking", age), lambda: _taking(connection, known, age))


def _taking(connection: sqlite3.Connection, known: Directory, age: int) -> tuple[int, int]:
    says, other = connection.execute(_TAKING, {"age": age}).fetchone()
    size = known.build["entries"]
    return set_of(listed(says), size), known.everything & ~set_of(listed(other), size)
