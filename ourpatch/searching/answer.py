"""The answer to a question: which entries, in which order, why; and what else could be ticked."""

import json
import sqlite3
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial

from ourpatch.searching.bits import numbers_in
from ourpatch.searching.finding import Found, find, points_of
from ourpatch.searching.question import Question
from ourpatch.searching.reasons import about_distance, reasons
from ourpatch.searching.results import Result, Whole, facts_by_number
from ourpatch.searching.sets import Directory, directory
from ourpatch.searching.shortlist import Shortlist
from ourpatch.searching.understanding import Meaning, understand
from ourpatch.searching.whereabouts import Nearness
from ourpatch.statements import statements

#: Results on one page.
PAGE_SIZE = 20

_SQL = statements("answer")


@dataclass(slots=True)  # not frozen: there are hundreds in an answer, and that takes twice as long
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
    `shortlist` is the list that was asked for in place of a question; `missing` are the ids in it
    that nobody here has.
    """

    question: Question
    meaning: Meaning
    widened: bool
    total: int
    page: int
    pages: int
    results: Sequence[Result]
    facets: tuple[Facet, ...]
    shortlist: Shortlist | None = None
    missing: tuple[str, ...] = ()


def answer(
    connection: sqlite3.Connection, question: Question, whole: bool = False, in_full: bool = False
) -> Answer:
    """Answer a question: one page of results, or with `whole` all of them on one.

    With `in_full` each result has its long words too.
    """
    known = directory(connection)
    meaning, found = _understood_and_found(connection, known, question)
    within = _within(known, found.near, question.within)
    entries, facets = _filter(known, found.entries & within, question)
    total = entries.bit_count()
    size = max(total, 1) if whole else PAGE_SIZE
    pages = max(1, -(-total // size))
    page = min(1 if whole else question.page, pages)
    numbers = _in_order(known, found, entries, question, (page - 1) * size, size)
    read = partial(_results, connection, known, meaning, found, in_full)
    return Answer(
        question=replace(question, page=page),
        meaning=meaning,
        widened=found.widened,
        total=total,
        page=page,
        pages=pages,
        results=Whole(numbers, read) if whole else read(numbers),
        facets=facets,
    )


def _understood_and_found(
    connection: sqlite3.Connection, known: Directory, question: Question
) -> tuple[Meaning, Found]:
    """What a question means and who has that: the same for every page, order and filter of it."""

    def make() -> tuple[Meaning, Found]:
        meaning = understand(connection, known, question)
        return meaning, find(connection, known, meaning)

    return known.keep(("found", question.q, question.near), make)


def answer_list(
    connection: sqlite3.Connection, shortlist: Shortlist, in_full: bool = False
) -> Answer:
    """A list as an answer: its entries in its order, so that every form can show it."""
    known = directory(connection)
    rows = connection.execute(_SQL["numbers"], {"ids": json.dumps(shortlist.ids)})
    numbers: dict[str, int] = dict(rows.fetchall())
    listed = [numbers[id] for id in shortlist.ids if id in numbers]
    nothing_asked = Found(known.everything, (), None, 1, widened=False)
    return Answer(
        question=Question(),
        meaning=Meaning(),
        widened=False,
        total=len(listed),
        page=1,
        pages=1,
        results=_results(connection, known, Meaning(), nothing_asked, in_full, listed),
        facets=(),
        shortlist=shortlist,
        missing=tuple(id for id in shortlist.ids if id not in numbers),
    )


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
    counts = known.counting.count(found, known.facets.keys() - passing.keys())
    for facet in passing:
        without = entries
        for other, bits in passing.items():
            without &= bits if other != facet else known.everything
        counts |= known.counting.count(without, [facet])
    facets = (
        Facet(
            facet, label, tuple(_terms(known, facet, counts[facet], question.chosen.get(facet, ())))
        )
        for facet, label in known.facets.items()
    )
    return found, tuple(facets)


def _terms(
    known: Directory, facet: str, counts: Mapping[str, int], ticked: Collection[str]
) -> Iterator[FacetTerm]:
    """The terms of a facet that have results or are ticked."""
    for id, word in known.words[facet].items():
        count = counts.get(id, 0)
        if count or id in ticked:
            yield FacetTerm(id, word.label, count, id in ticked)


def _in_order(
    known: Directory, found: Found, entries: int, question: Question, skip: int, most: int
) -> list[int]:
    """The numbers on one page of these entries. Numbers themselves stand in the plain order."""
    numbers: list[int] = []
    for equal in _sorted(known, found, entries, question):
        count = equal.bit_count()
        if skip >= count:
            skip -= count
            continue
        numbers += numbers_in(equal, most - len(numbers), skip)
        skip = 0
        if len(numbers) == most:
            break
    return numbers


def _sorted(known: Directory, found: Found, entries: int, question: Question) -> Iterable[int]:
    """Some entries as sets of equals, first to last."""
    if question.sort == "checked" or not (found.matched or found.near):
        return [entries]
    if question.sort == "nearest" and found.near:
        return found.near.outwards(known, entries)
    key = ("points", question.q, question.near)
    return known.keep(key, lambda: points_of(known, found)).best_first(entries)


def _results(
    connection: sqlite3.Connection,
    known: Directory,
    meaning: Meaning,
    found: Found,
    in_full: bool,
    numbers: Sequence[int],
) -> tuple[Result, ...]:
    """The results for these numbers, in the same order."""
    by_number = facts_by_number(connection, known, numbers, in_full)

    def result(number: int) -> Result:
        facts = by_number[number]
        stale_after = facts["stale_after"]
        far = found.near.miles_to(known, facts["outcode"]) if found.near else None
        return Result(
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

    return tuple(map(result, numbers))
