"""From bytes to characters: size, encoding, and characters that nobody can see."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field

from ourpatch.reading.faults import Fault

#: A well-filled entry is under 4 KB; a book is not an entry, and parsing one would cost everybody.
LARGEST = 64 * 1024

#: More of the same helps nobody.
MOST_OF_ONE_KIND = 20

_CONTROL = r"\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ufffe\uffff"
# Zero-width and direction-changing characters, byte order marks in the middle of a file, and the
# three line ends that YAML honours but editors do not show, so that line numbers would be wrong.
_HIDDEN = r"\u200b\u2060\ufeff\u202a-\u202e\u2066-\u2069\x85\u2028\u2029"

_UNSEEN = re.compile(f"[{_CONTROL}{_HIDDEN}]")
# A space that a web page or a word processor made, where YAML needs one from the space bar.
_OTHER_SPACE = re.compile(r"^[ -]*(?:\xa0[\xa0 ]*(?=[a-z_]+:)|(?<=-)\xa0|[a-z_]+:\xa0)", re.M)
_TAB = re.compile(r"^[ -]*\t", re.M)

_AS_UTF8 = "in your editor choose “Save as” and the encoding UTF-8"


@dataclass(slots=True)
class Characters:
    """The characters of a file, with Unix line ends and without a byte order mark.

    `text` is what stands there, `mended` what to read on with: the same without what `faults` are
    about, so that everything else can be said at once. Nothing more is said of `doubtful` lines.
    `readable` is false when there is nothing to read on with.
    """

    text: str
    mended: str = ""
    faults: list[Fault] = field(default_factory=list)
    doubtful: set[int] = field(default_factory=set)
    readable: bool = True


def decode(data: bytes) -> Characters:
    """The characters of a file, and what is wrong with them."""
    if len(data) > LARGEST:
        size, most = -(-len(data) // 1024), LARGEST // 1024
        message = f"This file is {size} KB. An entry is {most} KB at most."
        return _unreadable("", 0, "too-large", message, "make the description shorter")
    if data[:2] in (b"\xff\xfe", b"\xfe\xff") or data.count(0) > len(data) // 4:
        text = data.decode("utf-16-be" if data[:1] in (b"\xfe", b"\0") else "utf-16-le", "replace")
        message = "This file is saved as UTF-16. Entries are UTF-8."
        return _unreadable(_unix(text), 0, "utf-16", message, _AS_UTF8)
    try:
        text = _unix(data.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        return _not_utf8(data, error.start)
    found = Characters(text, text)
    # A well-kept entry has none of these: three searches, and that is all.
    for look in (_unseen, _other_spaces, _tabs):
        look(found)
    return found


def has_unseen(text: str) -> bool:
    """True when a value holds a character that nobody can see, as an escape in quotes can make."""
    return bool(_UNSEEN.search(text))


def _unix(text: str) -> str:
    return text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")


def _unreadable(text: str, at: int, rule: str, message: str, hint: str) -> Characters:
    return Characters(text, "", [_fault_at(text, at, rule, message, hint)], readable=False)


def _not_utf8(data: bytes, start: int) -> Characters:
    """What an old Windows program saved, shown as that program would, so that the line is known."""
    before, after = data[:start].decode("utf-8-sig"), data[start:].decode("cp1252", "replace")
    message = f"This file is not saved as UTF-8, so this letter cannot be read: “{after[0]}”?"
    return _unreadable(_unix(before + after), len(_unix(before)), "not-utf-8", message, _AS_UTF8)


def _unseen(found: Characters) -> None:
    """Characters that nobody can see; the first of each line stands for them all."""
    for match in _first_of_each_line(found.text, _UNSEEN):
        hidden = re.match(f"[{_HIDDEN}]", match[0])
        name = unicodedata.name(match[0], "a hidden line end" if hidden else "").lower()
        message = f"There is a hidden character here{f': {name}' if name else ''}."
        hint = "delete the letters on each side of it and type them again"
        rule = "hidden-character" if hidden else "control-character"
        found.faults.append(_fault_at(found.text, match.start(), rule, message, hint))
        found.doubtful.add(found.faults[-1].line)
    if found.doubtful:
        found.mended = _UNSEEN.sub(" ", found.mended)


def _other_spaces(found: Characters) -> None:
    for match in _first_of_each_line(found.text, _OTHER_SPACE):
        message = "The space here was not made with the space bar."
        hint = "delete it and press the space bar"
        at = match.start() + match[0].index("\xa0")
        found.faults.append(_fault_at(found.text, at, "other-space", message, hint))
        found.doubtful.add(found.faults[-1].line)
        found.mended = _OTHER_SPACE.sub(lambda each: each[0].replace("\xa0", " "), found.mended)


def _tabs(found: Characters) -> None:
    """Tabs at the start of lines: one fault for lines that follow each other."""
    lines = [found.text.count("\n", 0, match.start()) + 1 for match in _TAB.finditer(found.text)]
    for first, last in _runs(lines):
        many = f"Lines {first} to {last} start with tabs."
        message = "This line starts with a tab." if first == last else many
        column = found.text.split("\n")[first - 1].index("\t") + 1
        hint = "type two spaces instead of each tab"
        found.faults.append(Fault(first, column, "tab", message, hint))
    if lines:
        found.doubtful.update(lines)
        found.mended = re.sub(
            r"^[ \t-]+", lambda at: at[0].replace("\t", "  "), found.mended, flags=re.M
        )


def _runs(numbers: list[int]) -> list[tuple[int, int]]:
    """Rising numbers as pairs of the first and last of each unbroken run."""
    runs: list[tuple[int, int]] = []
    for number in numbers:
        if runs and runs[-1][1] == number - 1:
            runs[-1] = (runs[-1][0], number)
        else:
            runs.append((number, number))
    return runs[:MOST_OF_ONE_KIND]


def _first_of_each_line(text: str, pattern: re.Pattern[str]) -> Iterator[re.Match[str]]:
    line_end, seen = -1, 0
    for match in pattern.finditer(text):
        if match.start() > line_end and seen < MOST_OF_ONE_KIND:
            yield match
            line_end = text.find("\n", match.end() - 1)
            line_end = len(text) if line_end < 0 else line_end
            seen += 1


def _fault_at(text: str, at: int, rule: str, message: str, hint: str) -> Fault:
    line = text.count("\n", 0, at) + 1
    column = at - (text.rfind("\n", 0, at) + 1) + 1
    return Fault(line, column, rule, message, hint)
