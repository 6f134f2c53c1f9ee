"""The forms that an answer can be taken away in: a row for each."""

from collections.abc import Callable
from dataclasses import dataclass

from ourpatch.searching import Answer, Directory
from ourpatch.sharing.documents import as_json
from ourpatch.sharing.tables import as_csv


@dataclass(frozen=True, slots=True)
class Form:
    """One form: the end of its address, its label, its media type, and what makes it."""

    ending: str
    label: str
    media_type: str
    render: Callable[[Answer, Directory], bytes]


FORMS = {
    form.ending: form
    for form in (
        Form("csv", "Spreadsheet (CSV)", "text/csv; charset=utf-8", as_csv),
        Form("json", "For programs (JSON)", "application/json; charset=utf-8", as_json),
    )
}
