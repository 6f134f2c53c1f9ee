"""Entries that must pass, and entries that must not, each with the words it must be told.

A case is a file dropped into `entries/good` or `entries/bad`. Beside a bad entry stands a file of
the same name that ends in .txt: exactly what `build.py check` prints about it, for people to read
and agree with. To make or renew those files, and then read them in `git diff`:

    OUR_PATCH_ACCEPT=1 python -m pytest tests/test_good_and_bad.py
"""

import os
import re
from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path

import pytest

from ourpatch.checking import check_paths
from ourpatch.problems import Problem, report

ENTRIES = Path(__file__).parent / "entries"
TODAY = date(2026, 11, 21)

#: Words that scold or frighten, and say nothing about what to do.
NEVER = re.compile(r"\b(invalid|illegal|forbidden|please|sorry|errors?|not allowed|failed)\b", re.I)


def cases(folder: str) -> list[Path]:
    """The entries of one of the two folders."""
    return sorted(
        path for path in (ENTRIES / folder).iterdir() if path.suffix.lower() in (".yml", ".yaml")
    )


@cache
def problems_of(path: Path) -> list[Problem]:
    """What is wrong with one entry, when the good ones are the others; paths are only names.

    Most cases are about the same made-up group, so that they are alike is no problem of theirs.
    """
    _, found = check_paths([path], ENTRIES / "good", TODAY)
    return [replace(problem, path=path.name) for problem in found if problem.rule != "twice"]


def expected_file(path: Path) -> Path:
    """The file beside a bad entry with the words about it."""
    return path.with_suffix(".txt")


def expected(path: Path) -> str:
    """The words about a bad entry."""
    return expected_file(path).read_text("utf-8").rstrip("\n")


@pytest.mark.parametrize("path", cases("good"), ids=lambda path: path.name)
def test_a_good_entry_has_no_problem(path: Path) -> None:
    """Every entry in the good folder passes, without even a warning."""
    assert "" == report(problems_of(path), "text")


@pytest.mark.parametrize("path", cases("bad"), ids=lambda path: path.name)
def test_a_bad_entry_is_told_what_to_change(path: Path) -> None:
    """Every entry in the bad folder is told exactly the words beside it."""
    found = report(problems_of(path), "text")
    if os.environ.get("OUR_PATCH_ACCEPT"):
        expected_file(path).write_text(f"{found}\n", "utf-8", newline="\n")
    if not expected_file(path).is_file():
        pytest.fail(
            f"There is no {expected_file(path).name} beside {path.name}. To make it, run\n"
            "  OUR_PATCH_ACCEPT=1 python -m pytest tests/test_good_and_bad.py\n"
            f"and read it, to see whether you would be glad to be told so:\n\n{found}"
        )

    assert found
    assert expected(path) == found


def test_there_are_many_cases_and_no_words_without_an_entry() -> None:
    """Both folders are well filled, and every file of words stands beside its entry."""
    words = {path.stem for path in (ENTRIES / "bad").glob("*.txt")}

    assert {path.stem for path in cases("bad")} == words
    assert len(cases("good")) >= 12
    assert len(cases("bad")) >= 70


@pytest.mark.parametrize("path", cases("bad"), ids=lambda path: path.name)
def test_nobody_is_scolded(path: Path) -> None:
    """The words about a bad entry say what to do, and none of them scolds or frightens."""
    ours = [f"{problem.message} {problem.hint}" for problem in problems_of(path)]

    assert [] == [words for words in ours if NEVER.search(words)]


@pytest.mark.parametrize("path", cases("bad"), ids=lambda path: path.name)
def test_every_problem_has_a_hint_and_short_sentences(path: Path) -> None:
    """Every message is one or two short sentences, and a hint says what to do about it."""
    found = problems_of(path)

    assert [] == [problem.message for problem in found if not problem.hint]
    assert [] == [problem.message for problem in found if len(problem.message) > 120]
    assert [] == [problem.message for problem in found if not re.search(r"[.?/]$", problem.message)]


def typed(hint: str) -> str:
    """The line that a hint says to write; empty when it says something else."""
    found = re.match(r"write  ([a-z_]+: .+?)(  \(or.*|, and put the rest.*)?$", hint)
    return found[1] if found else ""


def lines_that_hints_rewrite() -> list[tuple[Path, Problem]]:
    """The problems whose hint is a whole line to type, where the line holds one field."""
    return [
        (path, problem)
        for path in cases("bad")
        for problem in problems_of(path)
        if (line := typed(problem.hint))
        and problem.source.lstrip().startswith(line.split(":")[0])
        and len(problems_of(path)) == 1
    ]


@pytest.mark.parametrize(
    ("path", "problem"), lines_that_hints_rewrite(), ids=lambda it: getattr(it, "name", "")
)
def test_a_line_typed_as_the_hint_says_is_right(
    path: Path, problem: Problem, tmp_path: Path
) -> None:
    """Where a hint gives a whole line to write, all is well down to that line once it is there."""
    lines = path.read_text("utf-8").split("\n")
    old = lines[problem.line - 1]
    indent = old[: len(old) - len(old.lstrip())]
    lines[problem.line - 1] = indent + typed(problem.hint)
    mended = tmp_path / path.name
    mended.write_text("\n".join(lines), "utf-8")

    left = [each for each in problems_of(mended) if each.line <= problem.line]

    assert "" == report(left, "text")
