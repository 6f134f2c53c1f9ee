"""Reading a well-kept entry in a third of the time that it takes to say what is wrong with one.

No line or column is kept, and nothing is ever said here. Whatever is at all unusual is left to the
careful reader (`filling`), which comes to the same values wherever there is nothing wrong; a test
holds the two together. The field table leads both.
"""

import re
from collections.abc import Callable
from functools import cache, lru_cache, partial
from typing import Any

import yaml

from ourpatch import fields
from ourpatch.fields import Field
from ourpatch.reading.faults import Wrong
from ourpatch.reading.shapes import MANY, ONE
from ourpatch.reading.text import LARGEST

# Characters of which the careful reader may have something to say: those that nobody can see, other
# spaces than that of the space bar, tabs, and other line ends than Unix has.
_ODD = re.compile(
    r"[\x00-\x09\x0b-\x1f\x7f-\xa0\u200b\u2060\ufeff\u202a-\u202e\u2066-\u2069\u2028\u2029\ufffe\uffff]"
)
_CURLY = frozenset("“„‘”’")

# Marks for programs, which an entry does not have: anchors, tags and directives. Each pattern
# begins with its sign, so that a file without it costs next to nothing.
_FOR_PROGRAMS = (
    re.compile(r"&(?<![^\s\[{,:-]&)\S"),
    re.compile(r"!(?<![^\s\[{,:-]!)"),
    re.compile(r"%(?<![^\n]%)"),
)

# Things inside things inside things: the parser would follow them until it had no more memory.
_DEEP = re.compile(r"\n[ -]*(?:[?:] |- +- )")
MOST_BRACKETS = 200

# A # in front of a word; and in what may be a comment, what may be a lost field or a lost dash.
_HASH = re.compile(r"\s#\w|^[^#\n]*#[^\n]*(?::|- )", re.M)

#: Kinds of which the same few values come again and again.
_FEW = {
    *("term", "terms", "choice", "yes or no", "date", "past date", "weekly times"),
    *("whole number", "money", "outcode"),
}
_KEPT = 2**14

#: No list of a well-kept entry is longer where the field table sets no bound.
MOST_THINGS = 100

_SCALAR, _LIST, _MAPPING = yaml.ScalarNode, yaml.SequenceNode, yaml.MappingNode

#: Makes a value of a node; the second argument is true when it has to stand on one line. (What
#: stands in brackets does, for it is looked at whether the brackets do.)
Reader = Callable[[Any, bool], Any]

_Parser: Any = vars(yaml.cyaml)["CParser"]


class Unusual(Exception):
    """Something that is for the careful reader."""


class _Composer(_Parser):  # type: ignore[misc]
    """libyaml's own composer. Which type a text might be is never asked: it stays text."""

    # It asks these of every node. The `format` of an empty text takes anything and gives an empty
    # text, and unlike a function of our own it takes no time.
    descend_resolver = ascend_resolver = resolve = "".format


def read_quickly(data: bytes) -> dict[str, Any]:
    """The values of a well-kept entry. Raises Unusual for every other."""
    if len(data) > LARGEST:
        raise Unusual
    try:
        text = data.decode()
        if _may_be_odd(text):
            raise Unusual
        return _mapping(_readers(""), _composed(data))
    except (UnicodeDecodeError, yaml.YAMLError, Wrong):
        raise Unusual from None


def _may_be_odd(text: str) -> bool:
    """True when something may stand in a file that has to be looked at before it is composed."""
    return bool(
        _ODD.search(text)
        or any(sign.search(text) for sign in _FOR_PROGRAMS)
        or ("#" in text and _HASH.search(text))
        or _DEEP.search(f"\n{text}")
        or text.count("[") + text.count("{") > MOST_BRACKETS
    )


def _composed(data: bytes) -> Any:
    composer = _Composer(data)
    try:
        return composer.get_single_node()
    finally:
        composer.dispose()


def _mapping(readers: dict[str, Reader], node: Any) -> dict[str, Any]:
    """The values of some fields."""
    if type(node) is not _MAPPING:
        raise Unusual
    flow = node.flow_style
    if flow and node.start_mark.line != node.end_mark.line:
        raise Unusual
    values: dict[str, Any] = {}
    empty = 0
    for key, child in node.value:
        name = key.value
        if type(key) is not _SCALAR or name not in readers or name in values:
            raise Unusual
        values[name] = value = readers[name](child, False)
        empty += value is None
    if empty == len(values) or (flow and empty):
        raise Unusual
    return {name: values[name] for name in values if values[name] is not None} if empty else values


@cache
def _readers(group: str) -> dict[str, Reader]:
    """A reader for each field of a group."""
    return {key: _reader(row) for key, row in fields.inside(group).items()}


def _reader(row: Field) -> Reader:
    if row.kind in ONE:
        return _one(_shape(row, ONE))
    if row.kind in MANY:
        return _many(row.longest, _one(_shape(row, MANY)))
    return _group(row) if row.kind == "group" else _many(row.longest, _group(row))


def _shape(row: Field, kinds: dict[str, Callable[[Field, str], Any]]) -> Callable[[str], Any]:
    """What makes a value of some text; one that comes often is made once."""
    shape = partial(kinds[row.kind], row)
    if row.kind in _FEW:
        return lru_cache(_KEPT)(shape)
    return partial(_with_no_lost_field, shape) if row.kind in ("line", "lines", "text") else shape


def _with_no_lost_field(shape: Callable[[str], Any], text: str) -> Any:
    if ":" in text and _lost_field().search(text):
        raise Unusual
    return shape(text)


@cache
def _lost_field() -> re.Pattern[str]:
    return re.compile(rf"(?:{'|'.join(fields.inside(''))}):(?: |$)", re.M)


def _one(shape: Callable[[str], Any]) -> Reader:
    """A reader of one piece of text, in which there is nothing to look at twice."""

    def read(node: Any, one_line: bool) -> Any:
        if type(node) is not _SCALAR:
            raise Unusual
        text, style = node.value, node.style
        if style != "|" and style != ">":
            if (style or one_line) and node.start_mark.line != node.end_mark.line:
                raise Unusual
            if text[:1] in _CURLY or (style == '"' and _ODD.search(text)):
                raise Unusual
        text = text.strip()
        return shape(text) if text else None

    return read


def _many(longest: int, read_one: Reader) -> Reader:
    """A reader of a list, or of nothing at all after the field's name."""
    most = longest or MOST_THINGS

    def read(node: Any, one_line: bool) -> list[Any] | None:
        if type(node) is _SCALAR and not node.value and not node.style:
            return None
        if type(node) is not _LIST or not 0 < len(node.value) <= most:
            raise Unusual
        if node.flow_style and node.start_mark.line != node.end_mark.line:
            raise Unusual
        values: list[Any] = []
        for item in node.value:
            value = read_one(item, not node.flow_style)
            if value is None:
                raise Unusual
            if value not in values:
                values.append(value)
        return values

    return read


def _group(row: Field) -> Reader:
    """A reader of a group of fields, or of its main part alone, or of nothing after its name."""

    def read(node: Any, one_line: bool) -> dict[str, Any] | None:
        readers = _readers(row.name)
        if type(node) is _MAPPING:
            return _mapping(readers, node)
        if not row.main:
            raise Unusual
        value = readers[row.main](node, one_line)
        return None if value is None else {row.main: value}

    return read
