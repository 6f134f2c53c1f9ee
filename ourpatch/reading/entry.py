"""From a tree of nodes to an entry, led by the field table."""

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from ourpatch import fields
from ourpatch.fields import Field
from ourpatch.problems import Problem
from ourpatch.reading.faults import Fault
from ourpatch.reading.nodes import List, Mapping, Node, Scalar, compose
from ourpatch.reading.shapes import MANY, ONE, Wrong
from ourpatch.reading.text import decode
from ourpatch.words import fold, nearest

#: Names that people give to map positions. None is a field: a position would lead to a door.
_COORDINATES = {
    "lat", "latitude", "lng", "lon", "long", "longitude", "coordinates", "geo", "latlong"
}

_QUOTES = {"“": "”", "„": "“", "‘": "’", "”": "”", "’": "’"}


@dataclass(slots=True)
class Entry:
    """One file, read.

    `values` holds what it says, nested as in the file, in the shapes of the field table. `spots`
    holds the line and column of each value and each field's name by its dotted path (`help.0`).
    `said` holds the paths that were written but could not be used, so that nobody is told that
    something is missing when it is only wrong. `complete` is false when reading stopped half way.
    """

    path: str
    id: str
    values: dict[str, Any] = field(default_factory=dict)
    spots: dict[str, tuple[int, int]] = field(default_factory=dict)
    said: set[str] = field(default_factory=set)
    problems: list[Problem] = field(default_factory=list)
    lines: list[str] = field(default_factory=list)
    complete: bool = True

    def note(self, fault: Fault) -> None:
        """Add a fault to this entry's problems, with the line it is about."""
        source = self.lines[fault.line - 1] if 0 < fault.line <= len(self.lines) else ""
        self.problems.append(
            Problem(
                path=self.path,
                line=fault.line,
                column=fault.column,
                message=fault.message,
                hint=fault.hint,
                rule=fault.rule,
                strength=fault.strength,
                source=source,
            )
        )

    def wrong(self, path: str, rule: str, message: str, hint: str = "", **more: Any) -> None:
        """Add a problem about one value, by its dotted path; about the whole file when it is unknown."""
        line, column = self.spots.get(path, (1, 1))
        self.note(Fault(line, column, rule, message, hint, **more))

    def get(self, name: str) -> Any:
        """A value by its field's dotted name, or None."""
        value: Any = self.values
        for key in name.split("."):
            value = value.get(key) if isinstance(value, dict) else None
        return value


def read_file(path: Path, shown: str = "") -> Entry:
    """The entry in one file. `shown` is the path to print in messages. Raises OSError."""
    return read_entry(path.read_bytes(), shown or str(path))


def read_entry(data: bytes, path: str) -> Entry:
    """The entry in some bytes; `path` is for messages and gives the id. Never raises."""
    entry = Entry(path=path, id=Path(path).name.removesuffix(".yml"))
    text, faults = decode(data)
    entry.lines = text.split("\n")
    if faults:
        entry.complete = False
    else:
        tree = compose(text)
        faults, entry.complete = tree.faults, tree.complete
        _top(entry, tree.top)
    for fault in faults:
        entry.note(fault)
    entry.problems.sort()
    return entry


def _top(entry: Entry, node: Node | None) -> None:
    """Read the whole tree into the entry, or say what it is instead of an entry."""
    start = "start with a line such as  name: Sew Sociable"
    if isinstance(node, Mapping):
        entry.values = _mapping(entry, node, "", "")
    elif isinstance(node, List):
        message = "This file is a list. An entry is a set of fields."
        entry.note(Fault(node.line, node.column, "top-level-list", message, start))
        entry.complete = False
    elif isinstance(node, Scalar) and node.text.strip():
        message = "These words have no field’s name in front of them."
        entry.note(Fault(node.line, node.column, "top-level-text", message, start))
        entry.complete = False
    elif entry.complete:
        entry.note(Fault(1, 1, "empty", "This file is empty.", start))
        entry.complete = False


def _mapping(entry: Entry, node: Mapping, group: str, at: str) -> dict[str, Any]:
    """The values of a mapping. `group` names its fields' row; `at` is its path in this file."""
    known = fields.inside(group)
    first: dict[str, Scalar] = {}
    values: dict[str, Any] = {}
    for key, child in node.pairs:
        row = known.get(key.text)
        path = f"{at}.{key.text}" if at else key.text
        if row is None:
            _unknown_key(entry, key, known, group)
        elif key.text in first:
            message = f"“{key.text}” is written twice. The first is on line {first[key.text].line}."
            hint = "keep one of them, or join the two"
            entry.note(Fault(key.line, key.column, "duplicate-key", message, hint))
        else:
            first[key.text] = key
            value = _value(entry, row, child, path)
            entry.spots.setdefault(path, (key.line, key.column))
            if value is not None:
                values[key.text] = value
    return values


def _unknown_key(entry: Entry, key: Scalar, known: dict[str, Field], group: str) -> None:
    """Say that a field's name is not in the table, and which one was probably meant."""
    written = fold(key.text).replace(" ", "_").strip("“”‘’'\"")
    if written in _COORDINATES:
        message = "Map positions are not kept in entries: they would lead people to a door."
        hint = "leave this out; the first half of the postcode is enough"
        entry.note(Fault(key.line, key.column, "coordinates", message, hint))
        return
    inside = f" inside {group}" if group else ""
    elsewhere = [f for f in fields.fields() if f.key == written and f.name not in known]
    close = written if written in known else nearest(written, known)
    if close:
        hint = f"did you mean “{close}”?"
        entry.said.add(f"{group}.{close}" if group else close)
    elif elsewhere:
        row = elsewhere[0]
        hint = f"“{written}” goes inside {row.group}" if row.group else (
            f"“{written}” starts at the left edge, not inside {group}"
        )
        entry.said.add(row.name)
    else:
        hint = f"the fields{inside} are {', '.join(known)}" if group else "see docs/fields.md"
    message = f"There is no field called “{key.text[:40]}”{inside}."
    entry.note(Fault(key.line, key.column, "unknown-key", message, hint))


def _value(entry: Entry, row: Field, node: Node, path: str) -> Any:
    """The value of one field, or None when nothing was written or it cannot be used."""
    if isinstance(node, Scalar) and node.plain and not node.text:
        return None
    entry.said.add(path)
    entry.spots[path] = (node.line, node.column)
    if row.kind in ONE:
        return _one(entry, row, node, path)
    if row.kind == "group":
        return _group(entry, row, node, path)
    return _many(entry, row, node, path)


def _one(entry: Entry, row: Field, node: Node, path: str) -> Any:
    if not isinstance(node, Scalar):
        what = "a list" if isinstance(node, List) else "a group of fields"
        message = f"“{path}” is {what} here, but it is just words."
        hint = f"write it like this:  {row.key}: {_sample(row)}"
        return entry.note(Fault(node.line, node.column, "wrong-shape", message, hint))
    return _shaped(entry, row, node, ONE[row.kind])


def _sample(row: Field) -> str:
    return " ".join(str(row.example).split())


def _shaped(entry: Entry, row: Field, node: Scalar, shape: Any) -> Any:
    """One value made by its kind's function, with a fault instead when it cannot be."""
    if node.plain and _curly(node.text):
        message = "These are curly quotes, which would show on the page."
        hint = "take them out, or type straight quotes: \" or '"
        entry.note(Fault(node.line, node.column, "curly-quotes", message, hint))
        return None
    try:
        return shape(row, node.text.strip() if row.kind != "text" else node.text)
    except Wrong as wrong:
        rule = wrong.rule or "value"
        entry.note(Fault(node.line, node.column, rule, wrong.message, wrong.hint))
        return None


def _curly(text: str) -> bool:
    """True when a whole value stands in curly quotes, which YAML takes for part of the words."""
    return len(text) > 1 and text[0] in _QUOTES and text.rstrip()[-1] in "“”‘’\"'"


def _group(entry: Entry, row: Field, node: Node, path: str) -> dict[str, Any] | None:
    """A group of fields, or its main part written on its own."""
    if isinstance(node, Mapping):
        return _mapping(entry, node, row.name, path) or None
    main = fields.by_name().get(f"{row.name}.{row.main}")
    alone = isinstance(node, Scalar) == (main is not None and main.kind in ONE)
    if main is None or not alone:
        parts = ", ".join(fields.inside(row.name))
        message = f"“{path}” has parts, each with its own name."
        hint = f"write it like this:  {row.key}: {{{_first_part(row)}}}  (parts: {parts})"
        return entry.note(Fault(node.line, node.column, "wrong-shape", message, hint))
    entry.spots[f"{path}.{row.main}"] = (node.line, node.column)
    value = _value(entry, main, node, f"{path}.{row.main}")
    return None if value is None else {row.main: value}


def _first_part(row: Field) -> str:
    part = next(iter(fields.inside(row.name).values()))
    example = part.example
    return f"{part.key}: " + (f"[{', '.join(example)}]" if isinstance(example, list) else str(example))


def _many(entry: Entry, row: Field, node: Node, path: str) -> list[Any] | None:
    """A list: of values, or of groups of fields."""
    if not isinstance(node, List):
        wanted = f"[{node.text}]" if isinstance(node, Scalar) and node.text else "[…]"
        message = f"“{path}” is a list, even when there is only one thing in it."
        hint = f"put square brackets round it:  {row.key}: {wanted}"
        return entry.note(Fault(node.line, node.column, "wrong-shape", message, hint))
    if row.longest and len(node.items) > row.longest:
        message = f"“{path}” lists {len(node.items)} things. The most is {row.longest}."
        entry.note(Fault(node.line, node.column, "too-many", message, "keep the ones that matter most"))
    values = []
    for number, item in enumerate(node.items):
        value = _item(entry, row, item, f"{path}.{number}")
        if value is not None and value not in values:
            values.append(value)
    return values or None


def _item(entry: Entry, row: Field, node: Node, path: str) -> Any:
    """One thing in a list."""
    entry.spots[path] = (node.line, node.column)
    if row.kind == "groups":
        return _group(entry, row, node, path)
    if not isinstance(node, Scalar):
        message = f"Each thing in “{row.name}” is just words."
        hint = "put quotes round words that have a colon or a bracket in them"
        return entry.note(Fault(node.line, node.column, "wrong-shape", message, hint))
    if not node.text:
        return None
    return _shaped(entry, row, node, MANY[row.kind])
