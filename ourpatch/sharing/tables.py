"""An answer as a table: one row for each entry, for spreadsheets."""

import csv
import io
from typing import Any

from ourpatch.searching import Answer, Directory

#: What a spreadsheet would take for the start of a formula.
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "|", "%")


def as_csv(answer: Answer, known: Directory) -> bytes:
    """The answer as CSV that Excel opens as it is: UTF-8 with a mark, and no cell that is a formula."""
    rows = [{**result.facts, "why": list(result.why)} for result in answer.results]
    names = list(rows[0]) if rows else ["id", "name", "summary"]
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(names)
    for row in rows:
        writer.writerow(safe_cell(in_words(known, name, row[name])) for name in names)
    return out.getvalue().encode("utf-8-sig")


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
    """The text, with an apostrophe in front when a spreadsheet would run it (OWASP's advice)."""
    is_risky = text.lstrip(" \n\u00a0").startswith(_FORMULA)
    return f"'{text}" if is_risky else text
