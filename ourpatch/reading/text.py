"""From bytes to characters: size, encoding, and characters that nobody can see."""

import re

from ourpatch.reading.faults import Fault

#: A well-filled entry is under 4 KB; a book is not an entry, and parsing one would cost everybody.
LARGEST = 64 * 1024

#: More of the same helps nobody.
MOST_OF_ONE_KIND = 20

_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f]")
# Zero-width and direction-changing characters, byte order marks in the middle of a file, and the
# three line ends that YAML honours but editors do not show, so that line numbers would be wrong.
_HIDDEN = re.compile(r"[\u200b\u2060\ufeff\u202a-\u202e\u2066-\u2069\x85\u2028\u2029]")
_TAB = re.compile(r"^[ -]*\t", re.MULTILINE)

_SCREENS = (
    (
        _CONTROL,
        "control-character",
        "There is a control character here that cannot be part of a text.",
        "delete this character and type the words again",
    ),
    (
        _HIDDEN,
        "hidden-character",
        "There is a hidden character here.",
        "delete the space between these letters and type it again",
    ),
    (
        _TAB,
        "tab",
        "This line starts with a tab.",
        "use two spaces instead of each tab",
    ),
)


def decode(data: bytes) -> tuple[str, list[Fault]]:
    """The characters of a file, with Unix line ends, and what stops us from reading it further.

    The text is empty when the bytes are not UTF-8. A byte order mark at the start is dropped.
    """
    if len(data) > LARGEST:
        size = f"{len(data) // 1024} KB"
        message = f"This file is {size}. An entry can be at most {LARGEST // 1024} KB."
        return "", [Fault(1, 1, "too-large", message, "shorten the description")]
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        return "", [_not_utf8(data, error.start)]
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    faults = [
        _fault_at(text, match.end() - 1, rule, message, hint)
        for pattern, rule, message, hint in _SCREENS
        for match in list(pattern.finditer(text))[:MOST_OF_ONE_KIND]
    ]
    return text, faults


def _not_utf8(data: bytes, at: int) -> Fault:
    before = data[:at].replace(b"\r\n", b"\n").decode("utf-8-sig", errors="replace")
    line = before.count("\n") + 1
    column = len(before) - (before.rfind("\n") + 1) + 1
    return Fault(
        line,
        column,
        "not-utf-8",
        "This file is not saved as UTF-8 text, so this letter cannot be read.",
        "in your editor choose “Save as” and the encoding UTF-8",
    )


def _fault_at(text: str, at: int, rule: str, message: str, hint: str) -> Fault:
    line = text.count("\n", 0, at) + 1
    column = at - (text.rfind("\n", 0, at) + 1) + 1
    return Fault(line, column, rule, message, hint)
