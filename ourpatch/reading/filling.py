"""From a tree of nodes to an entry, led by the field table."""

import re
from functools import partial
from pathlib import Path
from typing import Any

from ourpatch import fields
from ourpatch.fields import Field
from ourpatch.reading import hints
from ourpatch.reading.entry import Entry
from ourpatch.reading.faults import Fault, Wrong, short
from ourpatch.reading.losing import note_lost_fields
from ourpatch.reading.nodes import List, Mapping, Node, Scalar, compose
from ourpatch.reading.quickly import Unusual, read_quickly
from ourpatch.reading.quoting import write
from ourpatch.reading.shapes import MANY, ONE
from ourpatch.reading.text import decode
from ourpatch.text import fold

#: More than this in one entry help nobody: it is no entry, or one slip has many echoes.
MOST_PROBLEMS = 100

#: Names that people give to map positions. None is a field: a position would lead to a door.
_COORDINATES = (
    *("lat", "latitude", "lng", "lon", "long", "longitude", "latlong"),
    *("coordinates", "coords", "geo", "what3words", "w3w"),
)

_QUOTES = {"“": '”“"', "„": '“”"', "”": '”"', "‘": "’‘'", "’": "’'"}


def read_file(path: Path, shown: str = "") -> Entry:
    """The entry in one file. `shown` is the path to print in messages. Raises OSError."""
    return read_entry(path.read_bytes(), shown or str(path))


def read_entry(data: bytes, path: str) -> Entry:
    """The entry in some bytes; `path` is for messages and gives the id. Never raises."""
    try:
        values = read_quickly(data)
    except Unusual:
        return read_carefully(data, path)
    inside = (
        f"{name}.{key}" for name, group in values.items() if type(group) is dict for key in group
    )
    again = partial(read_carefully, data, path)
    return Entry(path, _id_of(path), values, {*values, *inside}, again=again)


def _id_of(path: str) -> str:
    """The id of the entry in a file: the file's name without .yml."""
    return path.replace("\\", "/").rpartition("/")[2].removesuffix(".yml")


def read_carefully(data: bytes, path: str) -> Entry:
    """The entry in some bytes, with where everything stands and all that is wrong with it."""
    entry = Entry(path=path, id=_id_of(path))
    characters = decode(data)
    entry.lines = characters.text.split("\n")
    faults = characters.faults
    if not characters.readable:
        entry.complete = False
    else:
        tree = compose(characters.mended)
        entry.complete = tree.complete
        _top(entry, tree.top)
        # What is said of a spoilt line, or of lines after the parser stopped, is only an echo.
        doubtful, end = characters.doubtful, tree.sure_until or len(entry.lines) + 1
        spots = {(fault.line, fault.column) for fault in tree.faults}
        entry.problems = [
            problem
            for problem in entry.problems
            if problem.line < end
            and problem.line not in doubtful
            and (problem.line, problem.column) not in spots
        ]
        faults = faults + [each for each in tree.faults if not _is_echo(entry, each, doubtful)]
    if entry.complete:
        note_lost_fields(entry)
    for fault in faults:
        entry.note(fault)
    entry.problems.sort()
    return entry


def _is_echo(entry: Entry, fault: Fault, doubtful: set[int]) -> bool:
    """True when a fault of the tree follows from something that is told already."""
    if fault.line in doubtful or (doubtful and not entry.complete):
        return True
    wrong = (each.line for each in entry.problems if each.rule == "wrong-shape")
    return any(
        line < fault.line and all(s[:1] in ("", " ") for s in entry.lines[line - 1 : fault.line])
        for line in wrong
    )


def _top(entry: Entry, node: Node | None) -> None:
    """Read the whole tree into the entry, or say what it is instead of an entry."""
    start = "start with a line such as  name: Sew Sociable"
    if isinstance(node, Mapping):
        entry.values = _mapping(entry, node, "", "")
        return
    if isinstance(node, List):
        message = "This file is a list, but an entry is not."
        hint = "take out the dash or bracket, so that each line starts with a field’s name"
        entry.note(Fault(node.line, node.column, "top-level-list", message, hint))
    elif isinstance(node, Scalar) and node.text.strip():
        message = "These words have no field’s name in front of them."
        found = re.match(r"(\w+)\s*[=;–-]\s*(\S.*)", entry.lines[node.line - 1])
        if found and fold(found[1]) in fields.inside(""):
            message = f"There is no colon after “{found[1]}”."
            start = write(fold(found[1]), found[2], start)
        entry.note(Fault(node.line, node.column, "top-level-text", message, start))
    elif entry.complete:
        what = "is empty" if not any(entry.lines) else "has no fields in it"
        entry.wrong("", "empty", f"This file {what}.", start)
    entry.complete = False


def _mapping(entry: Entry, node: Mapping, group: str, at: str) -> dict[str, Any]:
    """The values of a mapping. `group` names its fields' row; `at` is its path in this file."""
    known = fields.inside(group)
    first: dict[str, Scalar] = {}
    values: dict[str, Any] = {}
    above: Field | None = None
    if node.flow:
        for fault in hints.cut_by_commas(node, group, entry.lines):
            entry.note(fault)
    for key, child in node.pairs:
        if len(entry.problems) >= MOST_PROBLEMS:
            entry.complete = False
            break
        row = known.get(key.text)
        path = f"{at}.{key.text}" if at else key.text
        if not key.usable:
            continue
        if row is None:
            _unknown_key(entry, key, child, group, at, above)
        elif key.text in first:
            _written_twice(entry, key, first[key.text], above)
        else:
            first[key.text] = key
            entry.spots[path] = (key.line, key.column)
            value = _value(entry, row, child, path)
            if value is not None:
                values[key.text] = value
            above = row if row.kind == "group" and path not in entry.said else None
    return values


def _written_twice(entry: Entry, key: Scalar, first: Scalar, above: Field | None) -> None:
    message = f"“{key.text}” is written twice. The first is on line {first.line}."
    hint = "keep one of them, or join the two"
    if above and key.text in fields.inside(above.name):
        hint = f"put two spaces in front of it, so that it is inside {above.key}"
        entry.said.add(f"{above.name}.{key.text}")
    entry.note(Fault(key.line, key.column, "duplicate-key", message, hint))


def _unknown_key(
    entry: Entry, key: Scalar, value: Node, group: str, at: str, above: Field | None
) -> None:
    """Say that a field's name is not in the table, and which one was probably meant."""
    inside = f" inside {group.rpartition('.')[2]}" if group else ""
    if together := hints.run_together(key, value, group):
        entry.said.add(f"{at}.{together[0].key}" if at else together[0].key)
        return entry.note(together[1])
    named = short(key.text).strip("“”‘’\"'")
    rule, message = "unknown-key", f"There is no field called “{named}”{inside}."
    rows = hints.elsewhere(key.text, group)
    row = hints.meant(key.text, group)
    if fold(key.text) in _COORDINATES:
        rule, message = "coordinates", "A map position would lead people to a door."
        hint = "take it out; the first half of the postcode is enough"
    elif row is None and rows and _is_clear(entry, rows, group):
        hint = hints.belongs_elsewhere(rows, value, group, above)
        entry.said.update(row.name for row in rows)
    elif row or (row := hints.nearly(key.text, group)):
        hint = f"did you mean “{row.key}”?"
    elif group:
        hint = f"the fields{inside} are {', '.join(fields.inside(group))}"
    else:
        hint = "take it out, or choose a name from docs/fields.md"
    if row:
        entry.said.add(f"{at}.{row.key}" if at else row.key)
    entry.note(Fault(key.line, key.column, rule, message, hint))


def _is_clear(entry: Entry, rows: list[Field], group: str) -> bool:
    """True when a name that stands inside a group, or at the top, can only belong in `rows`."""
    if not rows[0].group:
        return rows[0].name not in entry.said
    return not group or len(rows) == 1


def _value(entry: Entry, row: Field, node: Node, path: str) -> Any:
    """The value of one field, or None when nothing was written or it cannot be used."""
    if isinstance(node, Scalar) and node.usable and not node.text.strip():
        return None
    entry.said.add(path)
    entry.spots[path] = (node.line, node.column)
    if isinstance(node, Scalar) and not node.usable:
        return None
    if row.kind in ONE:
        return _one(entry, row, node)
    if row.kind == "group":
        return _group(entry, row, node, path)
    return _many(entry, row, node, path)


def _one(entry: Entry, row: Field, node: Node) -> Any:
    if not isinstance(node, Scalar):
        entry.note(_wrong_shape(node, *hints.not_one(row, node)))
        return None
    return _shaped(entry, row, node, ONE[row.kind], row.key)


def _wrong_shape(node: Node, message: str, hint: str) -> Fault:
    return Fault(node.line, node.column, "wrong-shape", message, hint)


def _shaped(entry: Entry, row: Field, node: Scalar, shape: Any, key: str = "") -> Any:
    """One value made by its kind's function, with a fault instead when it cannot be."""
    if node.plain and _in_curly_quotes(node.text):
        message = "These are curly quotes, which would show on the page."
        hint = write(key, node.text[1:-1], "take them out")
        entry.note(Fault(node.line, node.column, "curly-quotes", message, hint))
        return None
    try:
        return shape(row, node.text.strip() if row.kind != "text" else node.text)
    except Wrong as wrong:
        rule = wrong.rule or "value"
        entry.note(Fault(node.line, node.column, rule, wrong.message, wrong.hint))
        return None


def _in_curly_quotes(text: str) -> bool:
    """True when a whole value stands in curly quotes, which YAML takes for part of the words.

    Not when they close again before its end: “Sew” and “Knit”.
    """
    closing = _QUOTES.get(text[:1], "")
    inside = text[1:-1]
    return len(text) > 2 and text[-1] in closing and not (text[0] in inside or text[-1] in inside)


def _group(entry: Entry, row: Field, node: Node, path: str) -> dict[str, Any] | None:
    """A group of fields, or its main part written on its own."""
    if isinstance(node, Mapping):
        return _mapping(entry, node, row.name, path) or None
    main = fields.by_name().get(f"{row.name}.{row.main}")
    alone = isinstance(node, Scalar) == (main is not None and main.kind in ONE)
    if main is None or not alone:
        entry.said.update(f"{path}.{key}" for key in fields.inside(row.name))
        entry.note(_wrong_shape(node, *hints.not_a_group(row, node)))
        return None
    entry.spots[f"{path}.{row.main}"] = (node.line, node.column)
    value = _value(entry, main, node, f"{path}.{row.main}")
    return None if value is None else {row.main: value}


def _many(entry: Entry, row: Field, node: Node, path: str) -> list[Any] | None:
    """A list: of values, or of groups of fields."""
    if not isinstance(node, List):
        entry.note(_wrong_shape(node, *hints.not_a_list(row, node)))
        return None
    if row.longest and len(node.items) > row.longest:
        message = f"“{row.key}” lists {len(node.items)} things. The most is {row.longest}."
        hint = f"take out {len(node.items) - row.longest}: keep those that matter most"
        entry.note(Fault(node.line, node.column, "too-many", message, hint))
    values = []
    for number, item in enumerate(node.items[: row.longest or MOST_PROBLEMS]):
        value = _item(entry, row, item, f"{path}.{number}")
        if value is not None and value not in values:
            values.append(value)
    return values or None


def _item(entry: Entry, row: Field, node: Node, path: str) -> Any:
    """One thing in a list."""
    entry.spots[path] = (node.line, node.column)
    if isinstance(node, Scalar) and not (node.usable and node.text.strip()):
        return None
    if row.kind == "groups":
        return _group(entry, row, node, path)
    if not isinstance(node, Scalar):
        entry.note(_wrong_shape(node, *hints.not_an_item(row, node)))
        return None
    return _shaped(entry, row, node, MANY[row.kind])
