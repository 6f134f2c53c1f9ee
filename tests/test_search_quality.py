"""How well the search finds: tests/search/questions.yml, asked of the sample patch."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
import yaml

from ourpatch.searching import Question, answer

QUESTIONS = Path(__file__).parent / "search" / "questions.yml"

#: At least so many in a hundred must find the right people.
FLOOR = 95

#: The right ones must be among the first so many, and the wrong ones not among the first so many.
FIRST, FIRST_PAGE = 3, 10

Asked = dict[str, Any]


@pytest.fixture(scope="module")
def sample(sample_db: Path) -> Iterator[sqlite3.Connection]:
    """A connection to the sample patch."""
    with closing(sqlite3.connect(sample_db)) as connection:
        yield connection


def questions() -> list[Asked]:
    """Every question of the test, as it is written."""
    asked: list[Asked] = yaml.load(QUESTIONS.read_bytes(), Loader=yaml.CSafeLoader)
    return asked


def found(sample: sqlite3.Connection, asked: Asked) -> list[str]:
    """The ids that a question brings, in order."""
    question = Question(q=str(asked["ask"]), near=str(asked.get("near", "")))
    return [result.id for result in answer(sample, question).results]


def faults(asked: Asked, ids: list[str]) -> list[str]:
    """What is wrong with the order of some ids as an answer to a question."""
    first, page = ids[:FIRST], ids[:FIRST_PAGE]
    missing = [id for id in asked.get("top", ()) if id not in first]
    if "any" in asked and not set(asked["any"]) & set(first):
        missing += [" or ".join(asked["any"])]
    wrong = [id for id in asked.get("not", ()) if id in page]
    return [f"without {id}" for id in missing] + [f"with {id}" for id in wrong]


def test_search_quality(sample: sqlite3.Connection) -> None:
    """
    The right people come first for at least 95 questions in 100, and the wrong ones stay away.
    """
    kinds: dict[str, list[bool]] = {}
    for asked in questions():
        ids = found(sample, asked)
        wrong = faults(asked, ids)
        kinds.setdefault(asked["kind"], []).append(not wrong)
        if wrong:
            print(f"“{asked['ask'][:90]}” {asked.get('near', '')}: {', '.join(wrong)}")
            print(f"    came: {', '.join(ids[:FIRST]) or 'nothing'}")
    for kind, passed in sorted(kinds.items()):
        print(f"{kind:>14}: {sum(passed):>3} of {len(passed):>3}")
    every = [passed for kind in kinds.values() for passed in kind]
    share = 100 * sum(every) / len(every)
    print(f"{'success@3':>14}: {sum(every):>3} of {len(every):>3}, {share:.1f}%")

    assert share >= FLOOR


def test_search_quality_questions_enough() -> None:
    """
    There are at least 150 questions, and none is asked twice.
    """
    asked = [(each["ask"], each.get("near", "")) for each in questions()]

    assert len(asked) >= 150
    assert len(set(asked)) == len(asked)


@pytest.mark.parametrize("asked", questions(), ids=lambda asked: str(asked["ask"])[:40])
def test_search_quality_questions_sound(sample: sqlite3.Connection, asked: Asked) -> None:
    """
    A question names entries that there are, and either all that must come or any of some.
    """
    ids = {id for (id,) in sample.execute("SELECT id FROM entry")}
    named = {id for part in ("top", "any", "not") for id in asked.get(part, ())}

    assert set() == named - ids
    assert ("top" in asked) != ("any" in asked)
    assert len(asked.get("top", ())) <= FIRST
