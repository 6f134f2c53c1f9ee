"""The least that an entry needs, asked in the terminal, and the file made of it."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

from ourpatch import fields
from ourpatch.adding.as_people_write import as_written
from ourpatch.adding.filing import free_path
from ourpatch.adding.questions import questions
from ourpatch.checking import check_entry, check_twins
from ourpatch.editor import MODELINE
from ourpatch.fields import Field
from ourpatch.importing.drafts import Draft
from ourpatch.importing.proving import field_of
from ourpatch.importing.tidying import clean
from ourpatch.keeping.refusing import HINT, SAID_NO, Refusals, refusals
from ourpatch.problems import Problem
from ourpatch.reading import read_entry
from ourpatch.writing import to_yaml

Ask = Callable[[str], str]
Tell = Callable[[str], None]

#: The ways to get in touch that are asked for, until there is one.
_WAYS = ("contact.phone", "contact.email", "contact.website")


class Refused(Exception):
    """An entry that must not be here. The text says so kindly, and not by what it was known."""


def make_new(name: str, folder: Path, today: date, ask: Ask, tell: Tell) -> Path:
    """Ask what is missing, and write the file; gives its path.

    `ask` shows a question and gives the answer. Raises FileExistsError when there is such an entry,
    before anything else is asked; EOFError when nobody answers; Refused as soon as it is known.
    """
    draft = Draft("")
    refused = refusals(folder)
    _ask_until_right(draft, "name", today, ask, tell, name)
    _stop_if_refused(draft, refused)
    path = free_path(folder, draft.name)
    _ask_until_right(draft, "summary", today, ask, tell)
    tell("One way to get in touch is enough. Leave the others empty.")
    while not draft.get("contact"):
        for way in _WAYS:
            _ask_until_right(draft, way, today, ask, tell)
            _stop_if_refused(draft, refused)
        if not draft.get("contact"):
            tell("  There has to be one way to get in touch.")
    text = f"{MODELINE}\n{to_yaml(draft.values)}"
    entry = read_entry(text.encode(), path.name)
    check_twins([entry], folder)
    for problem in entry.problems:
        tell(f"{problem.message} ({problem.hint})")
    folder.mkdir(parents=True, exist_ok=True)
    with path.open("x", encoding="utf-8", newline="\n") as file:
        file.write(text)
    return path


def _stop_if_refused(draft: Draft, refused: Refusals) -> None:
    if refused.problem:
        raise Refused(f"{refused.problem.message} ({refused.problem.hint})")
    if refused.refuse(draft.values):
        raise Refused(f"{SAID_NO} ({HINT})")


def _ask_until_right(
    draft: Draft, name: str, today: date, ask: Ask, tell: Tell, given: str = ""
) -> None:
    """Put an answer that can stand into the draft; none, where one can do without."""
    row = fields.by_name()[name]
    question = questions()[name].ask
    answer = given or ask(f"{question} ")
    while True:
        text = as_written(row, " ".join(clean(answer).split()), today)
        wrong = _wrong(row, text)
        if not wrong:
            if text:
                draft.put(name, text)
            return
        for problem in wrong:
            tell(f"  {problem.message}" + (f" ({problem.hint.strip()})" if problem.hint else ""))
        answer = ask(f"{question} ")


def _wrong(row: Field, text: str) -> list[Problem]:
    """What the rules say of one answer on its own."""
    draft = Draft("")
    if text:
        draft.put(row.name, text)
    entry = read_entry(to_yaml(draft.values).encode(), "entry.yml")
    if text or row.required:
        check_entry(entry)
    return [problem for problem in entry.problems if field_of(entry, problem) == row.name]
