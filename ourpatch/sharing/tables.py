"""An answer as a table: one row for each entry, for spreadsheets and programs (CSV)."""

import csv
import io
import re
from collections.abc import Iterator
from typing import Any

from ourpatch.searching import Answer, Directory
from ourpatch.sharing.heading import Publisher, heading
from ourpatch.sharing.links import entry_link

#: What a spreadsheet would take for the start of a formula.
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "|", "%", "＝", "＋", "－", "＠")

#: Text that a spreadsheet would take for a number or a day and so show as another: 0123 as 123, a
#: long number as 1.2E+16, 9-12 as the 9th of December. Company numbers are such.
_CHANGED = re.compile(r"0\d+|\d{16,}|\d+(\.\d+)?e[+-]?\d+|\d{1,2}[-/]\d{1,2}([-/]\d{2,4})?", re.I)

#: The last columns. A table has no head or foot to say these in, so each row says them, and a row
#: that is copied out of it still does.
_LAST = ("page", "asked", "as_of", "licence", "answer_page")


def as_csv(answer: Answer, known: Directory, publisher: Publisher) -> Iterator[bytes]:
    """The answer as CSV that Excel opens as it is: UTF-8 with a mark, and no formulas."""
    about = heading(answer, known, publisher)
    carried = (about.asked, about.as_of, about.licence, about.link)
    columns = (*known.columns, *known.long_columns, "why")
    yield b"\xef\xbb\xbf" + _line([*columns, *_LAST])
    for result in answer.results:
        facts = {**result.facts, "why": list(result.why)}
        last = zip(_LAST, (publisher.link(entry_link(result.id)), *carried), strict=True)
        row = {**{name: facts.get(name) for name in columns}, **dict(last)}
        yield _line(cell(known, name, value) for name, value in row.items())


def _line(cells: Any) -> bytes:
    out = io.StringIO(newline="")
    csv.writer(out, lineterminator="\r\n").writerow(cells)
    return out.getvalue().encode()


def cell(known: Directory, column: str, value: Any) -> str:
    """A value as a cell: a number as it is, anything else in words that a spreadsheet leaves be."""
    words = in_words(known, column, value)
    return words if isinstance(value, int | float) else safe_cell(words)


def in_words(known: Directory, column: str, value: Any) -> str:
    """A value as people read it: labels for terms, yes and no, lists with semicolons between."""
    if value is None:
        return ""
    if isinstance(value, list):
        return "; ".join(known.label(column, str(item)) for item in value)
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return known.label(column, str(value))


def safe_cell(text: str) -> str:
    """The text, with an apostrophe in front when a spreadsheet would run it (OWASP's advice), or
    would make something else of it.
    """
    is_risky = text.lstrip(" \n\u00a0").startswith(_FORMULA) or _CHANGED.fullmatch(text.strip())
    return f"'{text}" if is_risky else text
