"""When a question has no answer: what could be left out of it, and what that would give."""

import sqlite3
from collections.abc import Iterator
from dataclasses import replace

from ourpatch.searching.answer import answer
from ourpatch.searching.question import Question
from ourpatch.searching.sets import Directory, directory


def ways_out(connection: sqlite3.Connection, question: Question) -> list[tuple[str, Question, int]]:
    """Wider questions that have an answer: what each leaves out, the question, and its total."""
    known = directory(connection)
    wider = (
        (label, asked, answer(connection, asked).total) for label, asked in _wider(known, question)
    )
    return [(label, asked, total) for label, asked, total in wider if total]


def _wider(known: Directory, question: Question) -> Iterator[tuple[str, Question]]:
    for facet, terms in question.chosen.items():
        labels = ", ".join(known.label(facet, term) for term in terms)
        yield f"{known.facets[facet]}: {labels}", question.without(facet)
    if len(question.chosen) > 1:
        yield "any of the filters", replace(question, chosen={}, page=1)
    if question.within is not None:
        yield f"within {question.within} miles of it", replace(question, within=None, page=1)
    if question.near and question.q:
        yield f"near {question.near}", replace(question, near="", within=None, page=1)
    if question.q and (question.chosen or question.near):
        yield f"the words {question.q}", replace(question, q="", page=1)
