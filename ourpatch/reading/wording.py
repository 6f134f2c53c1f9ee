"""The YAML parser's complaints, in words for people who have never heard of YAML."""

import re
from typing import Any

import yaml

from ourpatch.reading.faults import Fault

# Part of the parser's own words (libyaml's or PyYAML's): the rule's short name, what we say
# instead, the hint, and which of its two marks to point at: the start of the thing it was reading,
# or the spot where it gave up. The first row that fits is used.
_WORDINGS = (
    (
        r"scanning a quoted scalar.*(unexpected end|document indicator)",
        "quote-not-closed",
        "This quote is never closed.",
        "add the same quote mark at the end of the words",
        "start",
    ),
    (
        r"escape (character|code)|expected escape|unknown escape",
        "backslash",
        "A backslash means something special between double quotes.",
        "use single quotes, or write two backslashes",
        "end",
    ),
    (
        r"flow (sequence|mapping).*(did not find|expected) ',' or",
        "bracket-not-closed",
        "This list or group goes wrong: a comma or the closing bracket is missing.",
        "each [ needs a ] and each { needs a }, with commas between",
        "start",
    ),
    (
        r"mapping values are not allowed",
        "colon",
        "There is a colon and a space here where no field can start.",
        "if the colon is part of the words, put quotes round all of them; "
        "if this is a new field, start it as far in as the fields above",
        "end",
    ),
    (
        r"could not find expected ':'",
        "no-colon",
        "This line has no colon, or the colon has no space after it.",
        "write the field’s name, a colon, a space, and then the words",
        "start",
    ),
    (
        r"block (mapping|sequence|collection|end).*(did not find expected|expected <block end>)",
        "indentation",
        "This line does not line up with the lines above it.",
        "start it as far in as the field or list it belongs to; "
        "if it goes on from the line above, put quotes round all the words",
        "end",
    ),
    (
        r"sequence entries are not allowed",
        "dash",
        "A list cannot start here.",
        "put the first dash on a line of its own, below the field’s name",
        "end",
    ),
    (
        r"cannot start any token",
        "strange-start",
        "A value cannot start with this character.",
        "put quotes round the words",
        "end",
    ),
    (
        r"block scalar",
        "block",
        "After | or > the words start on the next line, further in than the field’s name.",
        "put two spaces before each line of the words",
        "end",
    ),
    (
        r"alias|anchor",
        "anchor",
        "A value cannot start with & or *.",
        "put quotes round the words",
        "start",
    ),
    (
        r"tag|directive",
        "tag",
        "A value cannot start with ! and a line cannot start with %.",
        "put quotes round the words",
        "start",
    ),
    (
        r"document start|document end",
        "second-document",
        "There is text here after the end of the entry.",
        "start every field at the left edge, and give each entry a file of its own",
        "end",
    ),
)


def plain_words(error: yaml.YAMLError, text: str) -> Fault:
    """A parser's error as a fault at the line and column that somebody must edit."""
    if not isinstance(error, yaml.MarkedYAMLError):
        message = "This file holds a character that cannot be part of a text."
        return Fault(1, 1, "control-character", message, "type the words again")
    said = f"{error.context or ''} {error.problem or ''}"
    for pattern, rule, message, hint, end in _WORDINGS:
        if re.search(pattern, said):
            start = error.context_mark if end == "start" else error.problem_mark
            line, column = _place(start or error.problem_mark, text)
            return Fault(line, column, rule, message, hint)
    line, column = _place(error.problem_mark, text)
    hint = "compare this line and the one above with another entry"
    return Fault(line, column, "yaml", "From here on the file cannot be understood.", hint)


def _place(mark: Any, text: str) -> tuple[int, int]:
    """The mark as line and column from 1; a mark past the end points at the last line with words."""
    lines = text.split("\n")
    line, column = (mark.line, mark.column) if mark else (0, 0)
    if line >= len(lines) or not "".join(lines[line:]).strip():
        line = max((n for n, words in enumerate(lines) if words.strip()), default=0)
        column = 0
    return line + 1, column + 1
