"""Every slip of one key, everywhere in a good entry, and what must never come of it.

Four rich entries are damaged at each character in three ways: it is left out, typed twice, or
swapped with the next one. After each slip this is held:

1. Nothing is raised.
2. No field is silently gone: each field of the good entry is still there, or a problem is told. A
   field whose own characters were not touched even has its old value, or a problem is told. The one
   exception: where the character left out was the whole value, the field is blank, as one is that
   was left blank on purpose.
3. Every problem stands where the slip is: on a touched line or next to one, or on a line of the
   field that the slip is in, or, when a closing bracket was hit, where that bracket was opened; or
   it names the touched line (“The first is on line 4”).

Run with `-n 0 -s` to see how many slips came to what.
"""

import random
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import yaml

from ourpatch.checking import check_entry
from ourpatch.reading import Entry, read_entry

GOOD = Path(__file__).parent / "entries" / "good"
ENTRIES = ("everything", "every-list-in-dashes", "every-group-in-braces", "two-languages")


@dataclass(frozen=True)
class Slip:
    """One slip: the text after it, and which characters and lines of the good text it touches."""

    kind: str
    text: str
    touched: range
    lines: range


@dataclass(frozen=True)
class Part:
    """A part of the good entry: its value, if it is no group, and where it and its name stand."""

    path: str
    value: Any
    characters: range
    lines: range


def slips(text: str) -> Iterator[Slip]:
    """Every slip of one key in a text, each different text once."""
    seen = {text}
    for at, character in enumerate(text):
        after = text[at + 1 : at + 2]
        line = text.count("\n", 0, at) + 1
        for kind, end, typed in (
            ("left out", at + 1, ""),
            ("typed twice", at + 1, character * 2),
            ("swapped", at + 2, after + character),
        ):
            damaged = text[:at] + typed + text[end:]
            if damaged not in seen:
                seen.add(damaged)
                last = line + text.count("\n", at, end)
                yield Slip(kind, damaged, range(at, end), range(line, last + 1))


def parts(text: str, entry: Entry) -> Iterator[Part]:
    """Every part of a good entry: fields, groups, lists, and each thing in a list."""

    def walk(node: yaml.Node, path: str, start: Any) -> Iterator[Part]:
        characters = range(start.index, node.end_mark.index)
        value = None
        if isinstance(node, yaml.MappingNode):
            for key, inner in node.value:
                yield from walk(inner, f"{path}.{key.value}".lstrip("."), key.start_mark)
        elif isinstance(node, yaml.SequenceNode):
            for number, item in enumerate(node.value):
                yield from walk(item, f"{path}.{number}", item.start_mark)
        else:
            value = value_of(entry, path)
            assert value is not None, path
        yield Part(path, value, characters, range(start.line + 1, node.end_mark.line + 2))

    whole = yaml.compose(text, Loader=yaml.SafeLoader)
    assert whole is not None
    return walk(whole, "", whole.start_mark)


def value_of(entry: Entry, path: str) -> Any:
    """The value at a dotted path of a file, where a group may be written as its main part."""
    value: Any = entry.values
    for key in path.split("."):
        if isinstance(value, list):
            value = value[int(key)] if int(key) < len(value) else None
        else:
            value = value.get(key) if isinstance(value, dict) else None
    return value


def checked(text: str) -> Entry:
    """The entry that is read from a text, checked as `build.py check` does."""
    entry = read_entry(text.encode(), "good.yml")
    check_entry(entry)
    return entry


def gone(entry: Entry, whole: list[Part], slip: Slip, text: str) -> list[str]:
    """The fields that are not there, or have another value though the slip did not touch them."""
    lost = []
    for part in whole:
        if part.value is None:
            continue
        value, its = value_of(entry, part.path), part.characters
        touched = slip.touched.start <= its.stop and its.start <= slip.touched.stop
        said = text[its.start : its.stop].partition(":")[2].strip()
        blank = slip.kind == "left out" and touched and len(said) == 1
        if (value is None and not blank) or (value != part.value and not touched):
            lost.append(part.path)
    return lost


def places(slip: Slip, whole: list[Part]) -> set[int]:
    """The lines where a problem may stand after a slip."""
    allowed = set(range(slip.lines.start - 1, slip.lines.stop + 1))
    for part in whole:
        if part.value is not None and slip.touched.start in part.characters:
            allowed |= set(part.lines)
        if part.value is None and part.characters.stop - 1 in slip.touched:
            allowed.add(part.lines.start)
    return allowed


def strays(entry: Entry, slip: Slip, whole: list[Part]) -> list[str]:
    """The problems that stand elsewhere than the slip, and do not name its line either."""
    allowed = places(slip, whole)
    return [
        f"{problem.line}: {problem.message}"
        for problem in entry.problems
        if problem.line not in allowed
        and not any(re.search(rf"\bline {line}\b", problem.message) for line in slip.lines)
    ]


def outcome(entry: Entry, good: Entry, slip: Slip) -> str:
    """What a slip came to, for the tallies."""
    if not entry.problems:
        return "the same" if entry.values == good.values else "other words, which nobody can know"
    there = any(problem.line in slip.lines for problem in entry.problems)
    return "told on the line itself" if there else "told where the field or bracket begins"


@pytest.mark.parametrize("name", ENTRIES)
def test_no_slip_of_one_key_goes_wrong(name: str) -> None:
    """No slip raises, none makes a field vanish silently, and none is told in the wrong place."""
    text = (GOOD / f"{name}.yml").read_text("utf-8")
    good = checked(text)
    whole = list(parts(text, good))
    tally: Counter[str] = Counter()
    wrong: list[str] = []
    for slip in slips(text):
        entry = checked(slip.text)
        tally[outcome(entry, good, slip)] += 1
        lost = [] if entry.problems else gone(entry, whole, slip, text)
        if told := [f"gone: {path}" for path in lost] + strays(entry, slip, whole):
            at = slip.touched.start
            wrong.append(f"{slip.kind}: {text[at - 20 : at]!r} {text[at]!r} -> {told[:3]}")
    print(f"\n{name}: {tally.total():,} slips: ", dict(tally.most_common()))

    assert [] == good.problems
    assert tally.total() > 1500
    assert [] == wrong[:10]


def test_a_file_that_is_badly_mangled_is_told_so_and_nothing_is_raised() -> None:
    """Two to six slips at once, anywhere in any good entry: no traceback, and a hint for each."""
    chance = random.Random(7)  # the same slips each time, so that a red test can be run again
    texts = [path.read_text("utf-8") for path in sorted(GOOD.glob("*.yml"))]
    for _ in range(2_000):
        text = mangled(list(chance.choice(texts)), chance)
        entry = checked(text)
        for problem in entry.problems:
            assert problem.hint
            assert problem.rule != "yaml", text  # the words for when nobody knows what is wrong
            assert problem.line <= len(entry.lines)
            assert problem.column <= len(problem.source) + 1 or not problem.source


def mangled(letters: list[str], chance: random.Random) -> str:
    """A text after a few slips: something cut out, doubled, typed in, or swapped."""
    for _ in range(chance.randint(2, 6)):
        at, far = chance.randrange(len(letters)), chance.randrange(len(letters))
        piece = slice(at, at + chance.randint(1, 8))
        match chance.randrange(4):
            case 0 if len(letters) > 9:
                del letters[piece]
            case 1:
                letters[at:at] = letters[piece]
            case 2:
                letters.insert(at, chance.choice(list(":-[]{},#&*!|>'\"%@`?~\\\n \t.0aé“")))
            case _:
                letters[at], letters[far] = letters[far], letters[at]
    return "".join(letters)
