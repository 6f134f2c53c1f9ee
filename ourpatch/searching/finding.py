"""Which entries an answer is made of, and how many points each of them has."""

import sqlite3
from dataclasses import dataclass

from ourpatch.searching import points
from ourpatch.searching.matching import Matched, match, match_loosely
from ourpatch.searching.points import Points
from ourpatch.searching.sets import Directory
from ourpatch.searching.understanding import Meaning
from ourpatch.searching.whereabouts import Nearness, as_rings, nearness

#: With fewer entries than this that have everything, those that have some of it are found too.
ENOUGH = 3

#: With fewer than this, entries with no terms are judged by their words. (A page holds as many.)
PLENTY = 20

#: An entry with this much of what the best has, by weight and in hundredths, has some of it.
SHARE = 50


@dataclass(frozen=True, slots=True)
class Found:
    """What was found before the filters: a set, how it was matched, and how near it is.

    `weight` is the most that anybody has of what is wanted, and how much nearness counts.
    `widened` says that too few have everything.
    """

    entries: int
    matched: tuple[Matched, ...]
    near: Nearness | None
    weight: int
    widened: bool


def find(connection: sqlite3.Connection, known: Directory, meaning: Meaning) -> Found:
    """The entries that have everything wanted; with too few of those, also those that have some."""
    near = nearness(connection, known, meaning.place) if meaning.place else None
    matched = tuple(match(connection, known, wanted) for wanted in meaning.wanted)
    exact = entries = _having_all(known, matched)
    if entries.bit_count() < PLENTY:
        matched = tuple(match_loosely(connection, known, each) for each in matched)
        entries = _having_all(known, matched)
    shares = _shares(matched)
    weight = max(1, shares.most())
    if not matched or entries.bit_count() >= (ENOUGH if len(_needed(matched)) > 1 else 1):
        return Found(entries, matched, near, weight, widened=entries != 0 and not exact)
    some = entries | (_having_some(matched, shares) if shares.most() else _hinted(matched))
    return Found(some, matched, near, weight, widened=some != entries)


def _needed(matched: tuple[Matched, ...]) -> list[Matched]:
    """What an entry must have: hints apart, all; or when something weighs, not the common words."""
    needed = [each for each in matched if not each.wanted.hint]
    weighty = [each for each in needed if each.weight != points.WEIGHTS["common"]]
    return weighty if any(each.weight for each in weighty) else needed


def _having_all(known: Directory, matched: tuple[Matched, ...]) -> int:
    entries = known.everything
    for each in _needed(matched):
        entries &= each.found
    return entries


def _shares(matched: tuple[Matched, ...]) -> Points:
    """How much each entry has of what is wanted, by weight.

    Who could have ticked a term and only says the word has a third of it.
    """
    shares = Points()
    for each in matched:
        if not each.wanted.hint:
            has = each.found & each.listed if each.wanted.terms else each.found
            shares.add(has, each.weight)
            shares.add(each.found & ~has, each.weight // 3)
    return shares


def _having_some(matched: tuple[Matched, ...], shares: Points) -> int:
    """The entries that have at least half as much of what is wanted, by weight, as the best.

    They must have one thing that weighs: who only shares “morning” is no help with a bath.
    """
    core = 0
    for each in matched:
        if each.weight > points.WEIGHTS["common"] and each.wanted.age is None:
            core |= each.found
    some = shares.at_least(max(1, -(-shares.most() * SHARE // 100)))
    some = some & core if core else some
    for each in matched:
        if each.wanted.age is not None and not each.wanted.hint:
            some = some & each.found or some
    return some


def _hinted(matched: tuple[Matched, ...]) -> int:
    """The entries that have what is only hinted at, for when nobody has what is asked for."""
    hinted = 0
    for each in matched:
        if each.wanted.hint and each.wanted.age is None:
            hinted |= each.found
    return hinted


def points_of(known: Directory, found: Found) -> Points:
    """Everybody's points for a question: see `points` for the table."""
    total = Points()
    for each in found.matched:
        total.add(each.listed, points.LISTED * each.weight)
        total.add(each.offers, (points.OFFERS - points.LISTED) * each.weight)
        total.add(each.first, (points.FIRST - points.OFFERS) * each.weight)
        times = each.weight if each.wanted.terms else 2 * each.weight
        total.add(each.mentions | each.alike, points.IN_DESCRIPTION * times)
        total.add(each.says, (points.IN_SUMMARY - points.IN_DESCRIPTION) * times)
        total.add(each.named, (points.IN_NAME - points.IN_SUMMARY) * times)
    weight = found.weight
    for ring in as_rings(found.near) if found.near else ():
        total.add(ring, weight)
    total.add(known.open, points.OPEN * weight)
    total.add(known.fresh, points.FRESH * weight)
    total.add(_named(known, found.matched), points.NAMED * weight)
    total.add(known.checked, points.CHECKED)
    total.add(known.space, points.SPACE)
    return total


def _named(known: Directory, matched: tuple[Matched, ...]) -> int:
    """The entries with everything wanted in their name, when that is more than one word."""
    asked = [each for each in matched if each.wanted.age is None and not each.wanted.hint]
    words = {word for each in asked for word in each.wanted.words}
    named = known.everything if len(words) > 1 else 0
    for each in asked:
        named &= each.named
    return named
