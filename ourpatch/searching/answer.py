"""The answer to a question: which entries, in which order, and why; and what else could be ticked."""

import json
import sqlite3
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from ourpatch.searching import points
from ourpatch.searching.matching import Matched, match, match_loosely
from ourpatch.searching.points import Points
from ourpatch.searching.question import Question
from ourpatch.searching.reasons import about_distance, reasons
from ourpatch.searching.sets import Directory, directory, numbers_in, rows_of
from ourpatch.searching.understanding import Meaning, understand
from ourpatch.searching.whereabouts import Nearness, Place, as_rings, nearness

#: Results on one page.
PAGE_SIZE = 20

#: With fewer results than this that have everything, those that have some of it are shown too.
ENOUGH = 3

#: An entry with this much of what the best has, by weight and in hundredths, has some of it.
SHARE = 50

_CARDS = (Path(__file__).parent / "cards.sql").read_text()


@dataclass(frozen=True, slots=True)
class Result:
    """One entry in an answer. `facts` has every column of its row, lists as lists.

    `miles` are whole miles in a straight line, between outward codes; None where there is no place.
    """

    id: str
    name: str
    summary: str
    miles: int | None
    distance: str
    checked_on: str | None
    why: tuple[str, ...]
    stale: bool
    facts: dict[str, Any]


@dataclass(frozen=True, slots=True)
class FacetTerm:
    """A term that could be ticked; `count` is how many results there would be of it."""

    id: str
    label: str
    count: int
    selected: bool


@dataclass(frozen=True, slots=True)
class Facet:
    """A filter. Its counts leave out its own ticks, so that ticking a second term makes sense."""

    id: str
    label: str
    terms: tuple[FacetTerm, ...]

    @property
    def selected_count(self) -> int:
        """How many of its terms are ticked."""
        return sum(term.selected for term in self.terms)


@dataclass(frozen=True, slots=True)
class Answer:
    """Everything that a page or a download shows. Every form of sharing renders one of these.

    `widened` says that too few have everything, so those that have some of it are here too.
    """

    question: Question
    meaning: Meaning
    widened: bool
    total: int
    page: int
    pages: int
    results: tuple[Result, ...]
    facets: tuple[Facet, ...]


@dataclass(frozen=True, slots=True)
class _Found:
    """What was found before the filters: a set, how it was matched, and how near it is."""

    entries: int
    matched: tuple[Matched, ...]
    near: Nearness | None
    weight: int
    widened: bool


def answer(connection: sqlite3.Connection, question: Question, whole: bool = False) -> Answer:
    """Answer a question: one page of results, or with `whole` all of them on one."""
    known = directory(connection)
    meaning = understand(connection, known, question)
    found = _find(connection, known, meaning)
    within = _within(known, found.near, question.within)
    entries, facets = _filter(known, found.entries & within, question)
    total = entries.bit_count()
    size = max(total, 1) if whole else PAGE_SIZE
    pages = max(1, -(-total // size))
    page = min(1 if whole else question.page, pages)
    numbers = _in_order(known, found, entries, question.sort, (page - 1) * size, size)
    return Answer(
        question=replace(question, page=page),
        meaning=meaning,
        widened=found.widened,
        total=total,
        page=page,
        pages=pages,
        results=tuple(_results(connection, known, meaning, found, numbers)),
        facets=facets,
    )


def _find(connection: sqlite3.Connection, known: Directory, meaning: Meaning) -> _Found:
    """The entries that have everything wanted; with too few of those, also those that have some."""
    near = nearness(connection, known, meaning.place) if meaning.place else None
    matched = tuple(match(connection, known, wanted) for wanted in meaning.wanted)
    exact = entries = _having_all(known, matched)
    if entries.bit_count() < PAGE_SIZE:
        matched = tuple(match_loosely(connection, known, each) for each in matched)
        entries = _having_all(known, matched)
    needed = sum(not each.wanted.hint for each in matched)
    shares = _shares(matched)
    weight = max(1, shares.most())
    if not matched or entries.bit_count() >= (ENOUGH if needed > 1 else 1):
        return _Found(entries, matched, near, weight, widened=entries != 0 and not exact)
    some = entries | _having_some(matched, shares)
    return _Found(some, matched, near, weight, widened=some != entries)


def _having_all(known: Directory, matched: Iterable[Matched]) -> int:
    entries = known.everything
    for each in matched:
        if not each.wanted.hint:
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
    """The entries that have at least half as much of what is wanted, by weight, as the best of them.

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


def _within(known: Directory, near: Nearness | None, miles: int | None) -> int:
    """The entries within some miles, or that come to the place, serve it, or help from anywhere."""
    if near is None or miles is None:
        return known.everything
    return near.within(known, miles) | near.covering | near.anywhere


def _filter(known: Directory, entries: int, question: Question) -> tuple[int, tuple[Facet, ...]]:
    """The entries that pass every filter, and each filter's counts without its own ticks."""
    passing = {facet: known.having(facet, terms) for facet, terms in question.chosen.items()}
    found = entries
    for bits in passing.values():
        found &= bits
    facets = []
    for facet, label in known.facets.items():
        base = found
        if facet in passing:
            base = entries
            for other, bits in passing.items():
                base &= bits if other != facet else known.everything
        ticked = set(question.chosen.get(facet, ()))
        counted = (
            (word, (base & known.sets.get((facet, word.id), 0)).bit_count())
            for word in known.words[facet].values()
        )
        terms = (
            FacetTerm(word.id, word.label, count, word.id in ticked)
            for word, count in counted
            if count or word.id in ticked
        )
        facets.append(Facet(facet, label, tuple(terms)))
    return found, tuple(facets)


def _in_order(
    known: Directory, found: _Found, entries: int, sort: str, skip: int, most: int
) -> list[int]:
    """The numbers on one page of these entries. Numbers themselves stand in the plain order."""
    numbers: list[int] = []
    for equal in _sorted(known, found, entries, sort):
        count = equal.bit_count()
        if skip >= count:
            skip -= count
            continue
        numbers += numbers_in(equal, most - len(numbers), skip)
        skip = 0
        if len(numbers) == most:
            break
    return numbers


def _sorted(known: Directory, found: _Found, entries: int, sort: str) -> Iterable[int]:
    """Some entries as sets of equals, first to last."""
    if sort == "checked" or not (found.matched or found.near):
        return [entries]
    if sort == "nearest" and found.near:
        return found.near.outwards(known, entries)
    return _points(known, found).best_first(entries)


def _points(known: Directory, found: _Found) -> Points:
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
    words = {word for each in matched for word in each.wanted.words}
    named = known.everything if len(words) > 1 else 0
    for each in matched:
        named &= each.named if each.wanted.age is None else known.everything
    return named


def _results(
    connection: sqlite3.Connection,
    known: Directory,
    meaning: Meaning,
    found: _Found,
    numbers: list[int],
) -> Iterator[Result]:
    """The results for these numbers, in the same order."""
    rows = rows_of(connection.execute(_CARDS, {"numbers": json.dumps(numbers)}))
    by_number = {row["number"]: row for row in rows}
    for number in numbers:
        facts = facts_of(known, by_number[number])
        stale_after = facts["stale_after"]
        far = found.near.miles.get(facts["outcode"]) if found.near else None
        yield Result(
            id=facts["id"],
            name=facts["name"],
            summary=facts["summary"],
            miles=None if far is None else round(far),
            distance=about_distance(far, facts["outcode"], meaning.place),
            checked_on=facts["checked_on"],
            why=tuple(reasons(known, meaning.place, found.matched, found.near, number, facts)),
            stale=bool(stale_after) and stale_after < known.build["built_on"],
            facts=facts,
        )


def facts_of(known: Directory, row: dict[str, Any]) -> dict[str, Any]:
    """A row of the table `entry` with its lists as lists and its yes and no as True and False."""
    facts = {name: row[name] for name in known.columns}
    for name in known.lists:
        facts[name] = json.loads(facts[name]) if facts[name] else []
    for name in known.flags:
        facts[name] = None if facts[name] is None else bool(facts[name])
    return facts
