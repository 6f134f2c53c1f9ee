"""`sources/*.yml`: whose lists this patch gathers from, on what terms, and how often.

Read the way entries are: every problem is told with its line, and nothing is guessed.
"""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from ourpatch import fields
from ourpatch.fields import Field
from ourpatch.importing.fetching import Unfetched, check_address, is_address
from ourpatch.problems import Problem
from ourpatch.reading.faults import Fault
from ourpatch.reading.nodes import List, Mapping, Node, Scalar, compose
from ourpatch.reading.shapes import ONE, Wrong
from ourpatch.reading.text import decode
from ourpatch.words import nearest

#: The forms that a list may have.
FORMS = ("openreferral", "csv")

#: How often to ask, in days.
OFTEN = {"day": 1, "week": 7, "month": 30, "year": 365}

#: So many entries must be named, so that a list that has gone wrong is noticed.
LEAST_STILL_THERE = 2


@dataclass(frozen=True, slots=True)
class Source:
    """One list to gather from. `id` is its file's name; `mapping` is for a spreadsheet."""

    id: str
    name: str
    address: str
    form: str
    licence: str
    every: str
    still_there: tuple[str, ...]
    link: str = ""
    mapping: Path | None = None

    @property
    def credit(self) -> dict[str, str]:
        """What every entry from here says of where it came from."""
        told = {"source.name": self.name, "source.licence": self.licence, "source.link": self.link}
        return {name: words for name, words in told.items() if words}


def _like(name: str) -> Callable[[str], None]:
    """A check that words could stand in a field of an entry."""

    def check(words: str) -> None:
        row: Field = fields.by_name()[name]
        if row.longest and len(words) > row.longest:
            raise Wrong(f"This is {len(words)} characters long.", f"use at most {row.longest}")
        if row.kind in ONE:
            ONE[row.kind](row, words)

    return check


def _one_of(choices: tuple[str, ...]) -> Callable[[str], None]:
    def check(words: str) -> None:
        if words not in choices:
            raise Wrong(f"“{words[:40]}” is not one of them.", f"write one of {', '.join(choices)}")

    return check


def _address(words: str) -> None:
    if not is_address(words):
        return  # a file beside the sources
    try:
        check_address(words)
    except Unfetched as error:
        raise Wrong(str(error)) from error


def _anything(words: str) -> None:
    """Words that nothing is known against."""


@dataclass(frozen=True, slots=True)
class _Line:
    """A line that a source may have: what its words are checked with, and an example."""

    check: Callable[[str], None]
    example: str
    needed: bool = True
    many: bool = False


_LINES = {
    "name": _Line(_like("source.name"), "Frome Patch"),
    "address": _Line(_address, "https://frome.example/openreferral/v3"),
    "as": _Line(_one_of(FORMS), "openreferral"),
    "licence": _Line(_like("source.licence"), "Creative Commons Attribution 4.0"),
    "every": _Line(_one_of(tuple(OFTEN)), "week"),
    "still_there": _Line(_anything, "[Sew Sociable, Lift Club]", many=True),
    "link": _Line(_like("source.link"), "https://frome.example/", needed=False),
    "map": _Line(_anything, "maps/frome.yml", needed=False),
}


def read_source(path: Path) -> tuple[Source | None, list[Problem]]:
    """The source in a file, or what is wrong with it. Raises OSError when there is none."""
    characters = decode(path.read_bytes())
    text, faults = characters.text, list(characters.faults)
    given: dict[str, list[str]] = {}
    if not faults:
        tree = compose(text)
        faults += tree.faults
        if not faults:
            given = _given(tree.top, faults)
            _whole(given, faults)
    if faults:
        lines = text.split("\n")
        return None, sorted(_problem(str(path), fault, lines) for fault in faults)
    one = {name: words[0] for name, words in given.items() if words}
    mapping = path.parent / one["map"] if "map" in one else None
    return Source(
        id=path.stem,
        name=one["name"],
        address=one["address"] if is_address(one["address"]) else str(path.parent / one["address"]),
        form=one["as"],
        licence=one["licence"],
        every=one["every"],
        still_there=tuple(given["still_there"]),
        link=one.get("link", ""),
        mapping=mapping,
    ), []


def _problem(path: str, fault: Fault, lines: list[str]) -> Problem:
    source = lines[fault.line - 1] if 0 < fault.line <= len(lines) else ""
    return Problem(
        path, fault.line, fault.column, fault.message, fault.hint, fault.rule, source=source
    )


def _given(top: Node | None, faults: list[Fault]) -> dict[str, list[str]]:
    """The words of each line."""
    if not isinstance(top, Mapping):
        faults.append(Fault(1, 1, "source", "There is no source here.", "docs/import.md has one"))
        return {}
    given: dict[str, list[str]] = {}
    for key, child in top.pairs:
        line = _LINES.get(key.text)
        if line is None:
            close = nearest(key.text, _LINES)
            hint = f"did you mean “{close}”?" if close else f"use {', '.join(_LINES)}"
            message = f"A source has no “{key.text[:40]}”."
            faults.append(Fault(key.line, key.column, "unknown-field", message, hint))
        elif key.text in given:
            message = f"“{key.text}” is written twice."
            faults.append(Fault(key.line, key.column, "duplicate-key", message, "keep one"))
        else:
            given[key.text] = _words(key.text, line, child, faults)
    return given


def _words(name: str, line: _Line, node: Node, faults: list[Fault]) -> list[str]:
    """One line's words, each of them checked."""
    items = node.items if isinstance(node, List) and line.many else [node]
    found = []
    for item in items:
        words = item.text.strip() if isinstance(item, Scalar) else ""
        try:
            if not words:
                raise Wrong("There are no words here.", f"write  {name}: {line.example}")
            line.check(words)
        except Wrong as wrong:
            faults.append(Fault(item.line, item.column, name, wrong.message, wrong.hint))
        found.append(words)
    return found


def _whole(given: dict[str, list[str]], faults: list[Fault]) -> None:
    """What only the whole source can get wrong."""
    for name, line in _LINES.items():
        if line.needed and name not in given:
            message = f"This source does not say its “{name}”."
            hint = f"add a line such as  {name}: {line.example}"
            faults.append(Fault(1, 1, "missing", message, hint))
    if len({*given.get("still_there", ["", "x"])}) < LEAST_STILL_THERE:
        message = "One name is too few to notice that a list has gone wrong."
        faults.append(Fault(1, 1, "still_there", message, "name two or three entries of theirs"))
    if given.get("as") == ["csv"] and "map" not in given:
        message = "A spreadsheet needs a mapping."
        faults.append(Fault(1, 1, "map", message, "add a line such as  map: maps/frome.yml"))
