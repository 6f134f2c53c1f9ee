"""An answer as a table: one row for each entry, for spreadsheets."""

import csv
import io
from typing import Any

from ourpatch.searching import Answer, Directory

#: What a spreadsheet would take for the start of a formula.
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "|", "%", "＝", "＋", "－", "＠")


def as_csv(answer: Answer, known: Directory) -> bytes:
    """The answer as CSV that Excel opens as it is: UTF-8 with a mark, and no formulas."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow([*known.columns, "why"])
    for result in answer.results:
        facts = {**result.facts, "why": list(result.why)}
        writer.writerow(cell(known, name, value) for name, value in facts.items())
    return out.getvalue().encode("utf-8-sig")


def cell(known: Directory, column: str, value: Any) -> str:
    """A value as a cell: a number as it is, anything else in words that no spreadsheet will run."""
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
    """The text, with an apostrophe in front when a spreadsheet would run it (OWASP's advice)."""
    is_risky = text.lstrip(" \n\u00a0").startswith(_FORMULA)
    return f"'{text}" if is_risky else text
