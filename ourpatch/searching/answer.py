"""The answer to a question: which entries, in which order, and why; and what else could be ticked."""

import json
import re
import sqlite3
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from ourpatch.searching.question import Question
from ourpatch.searching.sets import Directory, directory, listed, numbers_in, set_of

#: Results on one page.
PAGE_SIZE = 20

_HERE = Path(__file__).parent
_MATCH = (_HERE / "match.sql").read_text()
_CARDS = (_HERE / "cards.sql").read_text()

#: Columns of `entry` that are only for the search itself.
_INSIDE = ("number", "sink")


@dataclass(frozen=True, slots=True)
class Result:
    """One entry in an answer. `facts` has every column of its row, lists as lists."""

    id: str
    name: str
    summary: str
    miles: int | None
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
class Understood:
    """How the question was taken: the words looked for, and whether any of them was enough."""

    words: tuple[str, ...] = ()
    place: dict[str, Any] | None = None
    corrections: tuple[dict[str, str], ...] = ()
    widened: bool = False


@dataclass(frozen=True, slots=True)
class Answer:
    """Everything that a page or a download shows. Every form of sharing renders one of these."""

    question: Question
    understood: Understood
    total: int
    page: int
    pages: int
    results: tuple[Result, ...]
    facets: tuple[Facet, ...]


def answer(connection: sqlite3.Connection, question: Question, whole: bool = False) -> Answer:
    """Answer a question: one page of results, or with `whole` all of them on one."""
    known = directory(connection)
    understood, ranked = _match(connection, question, known)
    matched = known.everything if ranked is None else set_of(ranked, known.build["entries"])
    found, facets = _filter(known, matched, question)
    total = found.bit_count()
    size = max(total, 1) if whole else PAGE_SIZE
    pages = max(1, -(-total // size))
    page = min(1 if whole else question.page, pages)
    numbers = _in_order(known, found, ranked, (page - 1) * size, size)
    return Answer(
        question=replace(question, page=page),
        understood=understood,
        total=total,
        page=page,
        pages=pages,
        results=tuple(_results(connection, known, question, numbers)),
        facets=facets,
    )


def words_of(text: str) -> list[str]:
    """The words of some text as the full-text index cuts them: letters and digits, without accents."""
    plain = unicodedata.normalize("NFKD", text.replace("’", "'").replace("'", ""))
    letters = "".join(c for c in plain if not unicodedata.combining(c))
    return re.findall(r"[^\W_]+", letters.casefold())


def _match(
    connection: sqlite3.Connection, question: Question, known: Directory
) -> tuple[Understood, list[int] | None]:
    """The entries with all the words, best first; with any of them when none has all; None for no words."""
    words = tuple(dict.fromkeys(words_of(f"{question.q} {question.near}")))
    if not words:
        return Understood(), None
    quoted = [f'"{word}"' for word in words]
    for widened, joined in ((False, " AND ".join(quoted)), (True, " OR ".join(quoted))):
        (found,) = connection.execute(_MATCH, {"match": joined}).fetchone()
        if found:
            return Understood(words=words, widened=widened), listed(found)
    return Understood(words=words), []


def _filter(
    known: Directory, matched: int, question: Question
) -> tuple[int, tuple[Facet, ...]]:
    """The matched entries that pass every filter, and each filter's counts without its own ticks."""
    passing = {facet: known.having(facet, terms) for facet, terms in question.chosen.items()}
    found = matched
    for bits in passing.values():
        found &= bits
    facets = []
    for facet, label in known.facets.items():
        base = found
        if facet in passing:
            base = matched
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
    known: Directory, found: int, ranked: list[int] | None, skip: int, most: int
) -> list[int]:
    """The numbers on one page. Numbers themselves stand in the plain order; words come before it.

    However well its words match, an entry that is stale, paused or closed stays behind the others.
    """
    if ranked is None:
        return numbers_in(found, most, skip)
    inside = [number for number in ranked if found >> number & 1]
    inside.sort(key=lambda number: sum(number >= first for first in known.sinking))
    return inside[skip : skip + most]


def _results(
    connection: sqlite3.Connection, known: Directory, question: Question, numbers: list[int]
) -> Iterator[Result]:
    """The results for these numbers, in the same order."""
    cursor = connection.execute(_CARDS, {"numbers": json.dumps(numbers)})
    names = [column[0] for column in cursor.description]
    at = names.index("number")
    rows = {row[at]: dict(zip(names, row, strict=True)) for row in cursor}
    for number in numbers:
        yield _result(known, question, rows[number])


def _result(known: Directory, question: Question, row: dict[str, Any]) -> Result:
    facts = facts_of(known, row)
    stale_after = facts["stale_after"]
    return Result(
        id=facts["id"],
        name=facts["name"],
        summary=facts["summary"],
        miles=None,
        checked_on=facts["checked_on"],
        why=tuple(_why(known, question, facts)),
        stale=bool(stale_after) and stale_after < known.build["built_on"],
        facts=facts,
    )


def facts_of(known: Directory, row: dict[str, Any]) -> dict[str, Any]:
    """A row of the table `entry` with its lists as lists and its yes and no as True and False."""
    facts = {name: value for name, value in row.items() if name not in _INSIDE}
    for name in known.lists:
        facts[name] = json.loads(facts[name]) if facts[name] else []
    for name in known.flags:
        facts[name] = None if facts[name] is None else bool(facts[name])
    return facts


def _why(known: Directory, question: Question, facts: dict[str, Any]) -> Iterable[str]:
    """Why an entry is in the answer and where it stands, in words."""
    for facet, ticked in question.chosen.items():
        has = facts[facet] if isinstance(facts[facet], list) else [facts[facet]]
        for term in ticked:
            if term in has:
                yield known.label(facet, term)
    if facts["space"] == "yes" and facts["status"] == "open":
        yield "Has space now"
