"""The forms that an answer can be taken away in: a row for each, in the order they are offered."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from math import inf

from ourpatch.searching import Answer, Directory
from ourpatch.sharing.documents import as_json
from ourpatch.sharing.feed import as_feed
from ourpatch.sharing.geojson import as_geojson
from ourpatch.sharing.heading import Publisher
from ourpatch.sharing.paper import as_large_print, as_paper
from ourpatch.sharing.plain_text import as_text
from ourpatch.sharing.tables import as_csv
from ourpatch.sharing.vcard import as_vcard
from ourpatch.sharing.workbook import as_workbook

Render = Callable[[Answer, Directory, Publisher], Iterable[bytes]]


@dataclass(frozen=True, slots=True)
class Form:
    """One form: the end of its address, its label, what it is for, its media type, its maker.

    `render` gives it a piece at a time, so that an answer of any size fits in memory; it may read
    from the database that the answer came from until the last piece is taken. `most` is how many
    entries it can have.
    """

    ending: str
    label: str
    use: str
    media_type: str
    render: Render
    most: float = inf


#: Entries on paper: more would take a server's memory. The command `publish booklet` has no limit.
_MOST_ON_PAPER = 500

#: The forms that need Typst, and so a server that has it: pages drawn elsewhere offer none of them.
PAPER = {
    form.ending: form
    for form in (
        Form("pdf", "To print (PDF)", "for paper", "application/pdf", as_paper, _MOST_ON_PAPER),
        Form(
            "large.pdf",
            "Large print (PDF)",
            "the same in larger letters",
            "application/pdf",
            as_large_print,
            _MOST_ON_PAPER,
        ),
    )
}

_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

FORMS = {
    form.ending: form
    for form in (
        Form("xlsx", "Spreadsheet (Excel)", "to sort, count and write beside", _XLSX, as_workbook),
        Form(
            "vcf",
            "Address book",
            "puts their numbers in the contacts on your phone",
            "text/vcard; charset=utf-8",
            as_vcard,
        ),
        *PAPER.values(),
        Form("txt", "Plain words", "to paste in a message", "text/plain; charset=utf-8", as_text),
        Form(
            "atom",
            "Feed",
            "tells a feed reader when something here is new",
            "application/atom+xml; charset=utf-8",
            as_feed,
        ),
        Form(
            "geojson", "Map file (GeoJSON)", "for map programs", "application/geo+json", as_geojson
        ),
        Form(
            "csv",
            "Plain table (CSV)",
            "for other spreadsheets and programs",
            "text/csv; charset=utf-8",
            as_csv,
        ),
        Form(
            "json",
            "Data (JSON)",
            "for programs and web sites",
            "application/json; charset=utf-8",
            as_json,
        ),
    )
}


def forms_for(total: int) -> list[Form]:
    """The forms that an answer of so many entries can be taken away in."""
    return [form for form in FORMS.values() if total <= form.most]
