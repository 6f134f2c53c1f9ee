"""A CSV file as rows, however it was saved: which letters, which commas, which line ends."""

import csv
import io
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from ourpatch.importing.tidying import clean

#: What may stand between two columns. The first that gives the most columns is used.
_BETWEEN = {",": "commas", ";": "semicolons", "\t": "tabs"}

#: How the spreadsheets people really have begin, when they are not CSV at all.
_OTHER_FILES = {b"PK\x03\x04": "an Excel or LibreOffice file", b"\xd0\xcf\x11\xe0": "an Excel file"}


class Unreadable(ValueError):
    """A file that no rows can be read from; says why and what to do."""


@dataclass(frozen=True, slots=True)
class Row:
    """One row: its number as the spreadsheet shows it, and its cells by their column's name."""

    number: int
    cells: dict[str, str]
    beyond: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    """A whole file. `notes` say how it was read where that was not plain."""

    name: str
    columns: tuple[str, ...]
    rows: tuple[Row, ...]
    notes: tuple[str, ...]


def read_table(path: Path) -> Table:
    """The rows of a CSV file. Raises Unreadable, or OSError when there is no such file."""
    text, notes = _decode(path)
    between = _sniff(text)
    try:
        lines = list(csv.reader(io.StringIO(text, newline=""), delimiter=between, strict=False))
    except csv.Error as error:
        raise Unreadable(f"{path}: This cannot be read as a table: {error}.") from error
    heading = next((n for n, cells in enumerate(lines) if any(map(str.strip, cells))), None)
    if heading is None:
        raise Unreadable(f"{path}: This file is empty.")
    columns = tuple(clean(cell) for cell in lines[heading])
    _no_repeats(path, columns)
    if between != ",":
        notes.append(f"The columns are separated by {_BETWEEN[between]}.")
    rows = tuple(_rows(columns, lines, heading))
    return Table(path.name, tuple(filter(None, columns)), rows, tuple(notes))


def _decode(path: Path) -> tuple[str, list[str]]:
    """The characters of the file: UTF-8, or else what Windows saves."""
    data = path.read_bytes()
    for start, what in _OTHER_FILES.items():
        if data.startswith(start):
            raise Unreadable(f"{path}: This is {what}. Open it, choose “Save as”, and choose CSV.")
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16", errors="replace"), []
    try:
        return data.decode("utf-8-sig"), []
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        note = (
            f"The file is not UTF-8 (line {line}), so it was read as Windows letters (cp1252). "
            "Look at the accents and pound signs."
        )
        return data.decode("cp1252", errors="replace"), [note]


def _sniff(text: str) -> str:
    """The character between the columns: the one that splits the headings into the most."""
    start = text.lstrip("\r\n \ufeff")[:20_000]

    def headings(between: str) -> int:
        return len(next(csv.reader(io.StringIO(start, newline=""), delimiter=between), []))

    return max(_BETWEEN, key=headings)


def _no_repeats(path: Path, columns: tuple[str, ...]) -> None:
    counts = Counter(filter(None, columns))
    if repeated := [name for name, count in counts.items() if count > 1]:
        which = ", ".join(
            f"“{name}” (columns {_numbers(i for i, c in enumerate(columns, 1) if c == name)})"
            for name in repeated
        )
        message = f"{path}: Two columns have the same heading: {which}."
        raise Unreadable(f"{message} Give each its own, so that a mapping can tell them apart.")


def _numbers(numbers: Iterator[int]) -> str:
    return " and ".join(map(str, numbers))


def _rows(columns: tuple[str, ...], lines: list[list[str]], heading: int) -> Iterator[Row]:
    """The rows below the headings that have anything in them. The numbers count empty ones too."""
    for number, cells in enumerate(lines[heading + 1 :], heading + 2):
        words = [clean(cell) for cell in cells]
        if any(words):
            named = {name: word for name, word in zip(columns, words, strict=False) if name}
            beyond = [w for i, w in enumerate(words) if w and not (columns[i : i + 1] or ("",))[0]]
            yield Row(number, {name: "" for name in columns if name} | named, "; ".join(beyond))
