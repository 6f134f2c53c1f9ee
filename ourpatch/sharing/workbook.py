"""An answer as a workbook for Excel and LibreOffice (.xlsx): the entries, and what they are."""

from collections.abc import Iterator
from datetime import date, datetime
from tempfile import TemporaryFile
from typing import IO, Any

from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from ourpatch.searching import Answer, Directory, Result
from ourpatch.sharing.facts import last_checked
from ourpatch.sharing.heading import Heading, Publisher, heading
from ourpatch.sharing.links import entry_link
from ourpatch.sharing.tables import in_words
from ourpatch.sharing.wording import plain_date

#: What Excel holds: letters in a cell, letters in a link, links on a sheet.
LONGEST_CELL = 32_767
LONGEST_LINK = 2_079
MOST_LINKS = 65_000

#: Columns that are worked out, so that the field table has no label for them.
_WORKED_OUT = {
    "distance": "How far",
    "checked": "When it was last checked",
    "why": "Why it is here",
    "based": "Where it is",
    "latitude": "Latitude of the middle of its postcode area",
    "longitude": "Longitude of the middle of its postcode area",
    "id": "Id",
    "page": "Its page",
    "due": "Whether it is time to check it again",
    "added_on": "When it was added",
    "changed_on": "When it last changed",
    "changed": "What changed",
    "changed_why": "Why it changed",
    "touched_on": "When anything here last changed, a check included",
    "website_down_since": "Since when its website does not answer",
    "social_down_since": "Since when its social page does not answer",
}
#: The first columns, for people; every other fact follows.
_FIRST = (
    "name", "summary", "contact_phone", "contact_email", "contact_website", "based", "distance",
    "cost", "when", "help", "people", "start", "checked", "status",
)  # fmt: skip
#: Columns that only pages need.
_LEFT_OUT = ("contact_phone_link", "contact_text_link", "stale_after")

#: How wide a column is, in letters, where the usual would be too narrow.
_WIDTHS = {"name": 34, "summary": 60, "description": 80, "help": 36, "people": 36, "why": 36,
           "start": 40, "cost": 26, "when": 30, "page": 44, "contact_email": 30,
           "contact_website": 34}  # fmt: skip
_USUAL_WIDTH = 18
_LINKS = {"page": "", "contact_website": "", "contact_social": "", "source_link": "",
          "contact_email": "mailto:"}  # fmt: skip


def as_workbook(answer: Answer, known: Directory, publisher: Publisher) -> Iterator[bytes]:
    """The answer as a workbook. Every text is written as text, so nothing in it is ever run."""
    with TemporaryFile() as file:
        _write(file, answer, known, publisher)
        file.seek(0)
        while piece := file.read(1 << 16):
            yield piece


def _write(file: IO[bytes], answer: Answer, known: Directory, publisher: Publisher) -> None:
    # constant_memory keeps one row in memory, so rows are written in order, each from the left.
    book = Workbook(file, {"constant_memory": True})
    about = heading(answer, known, publisher)
    made = datetime.combine(date.fromisoformat(about.as_of), datetime.min.time())
    book.set_properties({"title": about.asked, "author": about.publisher, "created": made})
    entries, said = book.add_worksheet("Entries"), book.add_worksheet("About this list")
    _entries(book, entries, answer, known, publisher)
    _about(book, said, about)
    book.close()


def _entries(
    book: Workbook, sheet: Worksheet, answer: Answer, known: Directory, publisher: Publisher
) -> None:
    columns = _columns(known)
    bold = book.add_format({"bold": True, "text_wrap": True, "valign": "top", "bottom": 1})
    plain = book.add_format({"text_wrap": True, "valign": "top"})
    for at, name in enumerate(columns):
        sheet.set_column(at, at, _WIDTHS.get(name, _USUAL_WIDTH))
    sheet.freeze_panes(1, 1)
    sheet.autofilter(0, 0, max(1, answer.total), len(columns) - 1)
    sheet.repeat_rows(0)
    sheet.set_landscape()
    for at, name in enumerate(columns):
        sheet.write_string(0, at, _WORKED_OUT.get(name) or known.labels[name], bold)
    links = _Links(sheet, book.get_default_url_format())
    for row, result in enumerate(answer.results, 1):
        for at, (name, value) in enumerate(_cells(result, columns, publisher).items()):
            _cell(sheet, links, (row, at), known, name, value, plain)


def _columns(known: Directory) -> list[str]:
    every = dict.fromkeys((*_FIRST, *known.columns, *known.long_columns, "why", "page"))
    return [name for name in every if name not in _LEFT_OUT]


def _cells(result: Result, columns: list[str], publisher: Publisher) -> dict[str, Any]:
    facts = {
        **result.facts,
        "distance": result.distance,
        "checked": last_checked(result),
        "why": list(result.why),
        "page": publisher.link(entry_link(result.id)),
    }
    return {name: facts.get(name) for name in columns}


class _Links:
    """Cells that can be followed, as many as a sheet may have."""

    def __init__(self, sheet: Worksheet, look: Format) -> None:
        self.sheet, self.look, self.left = sheet, look, MOST_LINKS

    def write(self, at: tuple[int, int], link: str, text: str) -> bool:
        """Write a link; False where there can be none, or the link leads nowhere on the web."""
        is_web = link.startswith(("http://", "https://", "mailto:"))
        if not is_web or not self.left or len(link) > LONGEST_LINK:
            return False
        self.left -= 1
        return bool(self.sheet.write_url(*at, link, self.look, text) == 0)


def _cell(
    sheet: Worksheet,
    links: _Links,
    at: tuple[int, int],
    known: Directory,
    name: str,
    value: Any,
    look: Format,
) -> None:
    if isinstance(value, int | float) and not isinstance(value, bool):
        sheet.write_number(*at, value, look)
        return
    text = in_words(known, name, value)[:LONGEST_CELL]
    if text and not (name in _LINKS and links.write(at, _LINKS[name] + text, text)):
        sheet.write_string(*at, text, look)


def _about(book: Workbook, sheet: Worksheet, about: Heading) -> None:
    """The second sheet: what was asked, whose it is, and the way back."""
    bold = book.add_format({"bold": True, "valign": "top"})
    plain = book.add_format({"text_wrap": True, "valign": "top"})
    sheet.set_column(0, 0, 26)
    sheet.set_column(1, 1, 90)
    links = _Links(sheet, book.get_default_url_format())
    lines = [
        ("What was asked", about.asked),
        ("Note", about.note),
        ("How many", about.total),
        ("From", about.publisher),
        ("As it was on", plain_date(about.as_of)),
        ("See it again, up to date", about.link),
        ("Licence", about.licence),
        ("The licence in full", about.licence_link),
        ("Where they are", "Distances and points are of whole postcode areas, such as BA1."),
        ("Good to know", "Being listed does not mean that anybody approves of them. You choose."),
        ("Made-up examples", about.samples),
    ]
    for row, (label, text) in enumerate((label, text) for label, text in lines if text):
        sheet.write_string(row, 0, label, bold)
        if not links.write((row, 1), text, text):
            sheet.write_string(row, 1, text, plain)
