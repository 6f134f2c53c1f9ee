"""The door for issues: what somebody sent with the form for a new entry in, one entry out.

A forge shows each answer below its question's label. Only the first answer to a question counts,
and the one question with room for several lines comes last, so that no answer can pass for another.
"""

import re
import sys
from datetime import date
from pathlib import Path
from typing import Any

from ourpatch.fields import Field, by_name
from ourpatch.importing.drafts import Draft
from ourpatch.importing.proving import prove, turn_away
from ourpatch.importing.shelf import Shelf
from ourpatch.importing.spreadsheet import FINE, NOTHING_USABLE, WRONG_USAGE
from ourpatch.importing.telling import Outcome, as_text
from ourpatch.issue_forms import ASKED
from ourpatch.keeping.refusing import refusals
from ourpatch.words import vocabulary

_NOTHING = "_No response_"

_HEADING = re.compile(r"^### (.+?)[ \t]*$", re.MULTILINE)


def run(file: Path, into: Path, today: date) -> int:
    """Make an entry from the saved text of an issue, and print what was done.

    Raises OSError when the file cannot be read.
    """
    try:
        answers = read_answers(file.read_text("utf-8"))
    except UnicodeDecodeError:
        answers = {}
    if not answers:
        print(f"{file} is not the text of an issue made with the form.", file=sys.stderr)
        return WRONG_USAGE
    draft = draft_of(answers)
    prove(draft, today)
    turn_away(draft, refusals(into))
    shelf = Shelf(into, frozenset(), today)
    shelf.look()
    outcome = Outcome(file.name, into, [draft], shelf.keep([draft]), thing="issue")
    print(as_text(outcome))
    return FINE if outcome.puts else NOTHING_USABLE


def read_answers(text: str) -> dict[str, str]:
    """The answers by the names of the fields they are for; unanswered questions are left out."""
    names = {by_name()[name].label: name for name in ASKED}
    parts = _HEADING.split(text.replace("\r\n", "\n"))
    answers: dict[str, str] = {}
    for label, said in zip(parts[1::2], parts[2::2], strict=True):
        name = names.get(label)
        if name and name not in answers:
            answers[name] = said.strip()
    return {name: said for name, said in answers.items() if said and said != _NOTHING}


def draft_of(answers: dict[str, str]) -> Draft:
    """The answers as an entry in the making."""
    draft = Draft("the issue")
    for name, said in answers.items():
        row = by_name()[name]
        value = _value(row, said)
        if value:
            draft.put(name, value)
        else:
            draft.notes.append(f"{name}: “{said[:60]}” is not among the choices.")
    return draft


def _value(row: Field, said: str) -> Any:
    if row.words:
        chosen = _chosen(row, said)
        return chosen if row.kind == "terms" else (chosen or [""])[0]
    return said if row.kind == "text" else " ".join(said.split())


def _chosen(row: Field, said: str) -> list[str]:
    """The terms whose labels were chosen. Some labels have commas, so the longest go first."""
    terms = vocabulary(row.words).terms
    found: dict[str, int] = {}
    rest = f", {said},"
    for term in sorted(terms, key=lambda term: -len(term.label)):
        at = rest.find(f", {term.label},")
        if at >= 0:
            found[term.id.replace("-", " ")] = at
            rest = rest.replace(f", {term.label},", "," + " " * (len(term.label) + 1) + ",", 1)
    return sorted(found, key=lambda id: found[id])
