"""A draft is an entry only if the checks that every entry passes let it through."""

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import date
from pathlib import Path
from typing import Any

from ourpatch.checking import check_dates, check_entry
from ourpatch.importing.drafts import Draft
from ourpatch.keeping.refusing import SAID_NO, Refusals, refusals
from ourpatch.problems import Problem
from ourpatch.reading import Entry, read_entry
from ourpatch.words import slug
from ourpatch.writing import to_yaml

#: No draft has more values that could each be wrong on their own.
_MOST_ROUNDS = 30


def prove(draft: Draft, today: date) -> None:
    """Write the draft, read it back, and check it as `build.py check` would.

    A value that cannot stand is taken out with a note; the draft is refused when it is one that no
    entry can be without. Afterwards the values are exactly those that reading gives back.
    """
    for _ in range(_MOST_ROUNDS):
        if draft.refused:
            return
        entry, errors = read_back(draft.values, today)
        if not errors:
            draft.values = entry.values
            return
        _take_out(draft, entry, errors[0])


def proven(
    drafts: Iterable[Draft], into: Path, today: date, credit: Mapping[str, str]
) -> list[Draft]:
    """All drafts of one list, each an entry or refused, and no two of the same id.

    `into` is the folder of entries, beside which those are who said no. `credit` are values that
    each is given first, because they hold whatever the list itself says: whose it is.
    """
    refused = refusals(into)
    every = []
    for draft in drafts:
        for name, words in credit.items():
            draft.put(name, words)
        prove(draft, today)
        turn_away(draft, refused)
        every.append(draft)
    _tell_apart(every)
    return every


def _tell_apart(drafts: list[Draft]) -> None:
    """Give rows that the list calls the same a number each, so that none takes another's file."""
    seen: Counter[tuple[str, str]] = Counter()
    for draft in drafts:
        seen[draft.source] += 1
        if seen[draft.source] > 1:
            name = draft.source[1]
            draft.put("source.id", f"{name[:90]} ({seen[draft.source]})")
            draft.notes.append(f"source.id: Another is “{name}” too, so this is number")
            draft.notes[-1] += f" {seen[(draft.source[0], name)]}."


def turn_away(draft: Draft, refused: Refusals) -> None:
    """Refuse a draft whose organisation asked not to be listed; no word of by what it was known."""
    if not draft.refused and refused.refuse(draft.values):
        draft.refused = f"{SAID_NO.rstrip('.')} (do-not-list)"


def read_back(values: dict[str, Any], today: date) -> tuple[Entry, list[Problem]]:
    """An entry's values written, read and checked; and the errors that would fail a build."""
    name = slug(str(values.get("name", ""))) or "entry"
    entry = read_entry(to_yaml(values).encode(), f"{name}.yml")
    problems = {*check_entry(entry), *check_dates(entry, today)}
    return entry, sorted(problem for problem in problems if problem.strength == "error")


def _take_out(draft: Draft, entry: Entry, problem: Problem) -> None:
    """Remove the value a problem is about, or refuse the draft."""
    path = field_of(entry, problem)
    why = problem.message.rstrip(".")
    if path in ("", "name", "summary", "contact"):
        draft.refused = f"{why} ({problem.rule})"
    else:
        draft.take_out(path)
        draft.notes.append(f"{path}: Left out. {why}.")


def field_of(entry: Entry, problem: Problem) -> str:
    """The field a problem is about: as its rule says, or from the spot it points at."""
    if problem.field:
        return _without_numbers(problem.field)
    here = [
        path.partition("#")[0]
        for path, spot in entry.spots.items()
        if spot == (problem.line, problem.column)
    ]
    fields = ("".join(_without_numbers(path)) for path in here)
    return max(fields, key=len, default="")


def _without_numbers(path: str) -> str:
    """The field's name: covers.districts for covers.districts.3."""
    return ".".join(part for part in path.split(".") if not part.isdigit())
