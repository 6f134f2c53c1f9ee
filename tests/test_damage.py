"""Every slip of one key, everywhere in a good entry: what an entry's reader must never do.

Four rich entries are damaged at each character in three ways: it is left out, typed twice, or
swapped with the next one. After each slip this is held:

1. Nothing is raised.
2. Each field of the good entry is still there, or a problem is told. A field whose own characters
   were not touched even has its old value, or a problem is told.
3. Problems are told where the slip is: each stands on a touched line or the one before or after it,
   or where the field begins that the slip is in. A slip inside a quote, a bracket or a block can
   only be told where that begins.
"""

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
KINDS = ("left out", "typed twice", "swapped")


@dataclass(frozen=True)
class Slip:
    """One slip: the text after it, and the characters and lines of the good text that it touches."""

    kind: str
    text: str
    touched: range
    lines: range


def slips(text: str) -> Iterator[Slip]:
    """Every slip of one key in a text."""
    for at, character in enumerate(text):
        after = text[at + 1 : at + 2]
        line = text.count("\n", 0, at) + 1
        for kind, end, middle in (
            ("left out", at + 1, ""),
            ("typed twice", at + 1, character * 2),
            ("swapped", at + 2, after + character),
        ):
            if kind == "swapped" and after in ("", character):
                continue
            last = line + text.count("\n", at, end)
            yield Slip(kind, text[:at] + middle + text[end:], range(at, end), range(line, last + 1))


@dataclass(frozen=True)
class Part:
    """A field of the good entry: what it says, and which characters it stands on, name included."""

    path: str
    value: Any
    characters: range
    first_line: int


def parts(text: str, entry: Entry) -> list[Part]:
    """Every field of a good entry that is not a group of others."""
    found = []

    def walk(node: yaml.Node, path: str, start: Any) -> None:
        if isinstance(node, yaml.MappingNode):
            for key, value in node.value:
                walk(value, f"{path}.{key.value}".lstrip("."), key.start_mark)
        elif isinstance(node, yaml.SequenceNode) and isinstance(value_of(entry, path), list):
            for number, item in enumerate(node.value):
                walk(item, f"{path}.{number}", item.start_mark if number else start)
        else:
            characters = range(start.index, node.end_mark.index)
            found.append(Part(path, value_of(entry, path), characters, start.line + 1))

    walk(yaml.compose(text, Loader=yaml.SafeLoader), "", None)
    return found


def value_of(entry: Entry, path: str) -> Any:
    """The value at a dotted path, numbers for things in lists; None when it is not there."""
    value: Any = entry.values
    for key in path.split("."):
        if isinstance(value, list):
            value = value[int(key)] if int(key) < len(value) else None
        else:
            value = value.get(key) if isinstance(value, dict) else None
    return value


def damaged(text: str) -> Entry:
    """The entry that is read from a text, checked as `build.py check` does."""
    entry = read_entry(text.encode(), "good.yml")
    check_entry(entry)
    return entry


def lost(entry: Entry, whole: list[Part], slip: Slip) -> list[str]:
    """The fields that are gone, or that have another value though the slip did not touch them."""
    gone = []
    for part in whole:
        value = value_of(entry, part.path)
        touched = slip.touched.start <= part.characters.stop and part.characters.start <= slip.touched.stop
        if value is None or (value != part.value and not touched):
            gone.append(part.path)
    return gone


def near(slip: Slip, whole: list[Part]) -> set[int]:
    """The lines where a problem may stand after a slip."""
    begins = [part.first_line for part in whole if slip.touched.start in part.characters]
    first = min([slip.lines.start - 1, *begins])
    return set(range(first, slip.lines.stop + 1))
