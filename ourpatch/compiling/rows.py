"""From one entry to the rows that it has in the database."""

import json
from dataclasses import asdict, dataclass
from datetime import date
from functools import lru_cache
from typing import Any

import phonenumbers

from ourpatch import fields, places
from ourpatch.checking import latest_past_date
from ourpatch.compiling.asking import areas_of, spoken
from ourpatch.compiling.prose import to_html, to_words
from ourpatch.reading import Entry
from ourpatch.reading.shapes import MANY
from ourpatch.text import fold
from ourpatch.words import FACETS, Term, vocabulary

#: After this long without a check an entry sinks and says so (ALISS asks for a review each year).
MONTHS_UNTIL_STALE = 12

#: The columns of the full-text index, with how much a word found there counts for.
SEARCHED = {"name": 10.0, "words": 5.0, "summary": 3.0, "description": 1.0}

_SQL_TYPES: dict[str, type] = {"whole number": int, "yes or no": int, "money": float}

_SHAPES = {"whole number": "number", "money": "number", "yes or no": "flag"}


@dataclass(slots=True)
class Rows:
    """What the database holds of one entry, before it is given its number.

    `entry` and `entry_text` are rows by column; `terms` are (facet, term) pairs; `searched` is the
    text of each full-text column. `spoken` are its own words and `areas` the
    circles it says it serves (latitude, longitude, miles), both for understanding questions.
    `instead` and `latest` are for the checks between entries.
    """

    id: str
    entry: dict[str, Any]
    entry_text: dict[str, Any]
    terms: list[tuple[str, str]]
    searched: list[str]
    spoken: list[str]
    areas: list[tuple[float, float, float]]
    instead: list[str]
    latest: str

    def to_json(self) -> str:
        """All of it as one JSON text, for the memory of the last build."""
        return json.dumps(asdict(self), ensure_ascii=False, separators=(",", ":"))

    @classmethod
    def from_json(cls, text: str) -> "Rows":
        """What `to_json` made, back again."""
        values = json.loads(text)
        for name in ("terms", "areas"):
            values[name] = [tuple(each) for each in values[name]]
        return cls(**values)


def rows_of(entry: Entry) -> Rows:
    """The rows of an entry that has no errors."""
    text = _column_values(entry, "entry_text")
    for name in ("description", "cy.description"):
        column = name.replace(".", "_")
        text[f"{column}_html"] = to_html(entry.get(name) or "")
    text["record"] = json.dumps(entry.values, ensure_ascii=False, separators=(",", ":"))
    terms = _terms(entry)
    searched = _searched(entry, text, terms)
    return Rows(
        id=entry.id,
        entry=_column_values(entry, "entry") | _computed(entry),
        entry_text=text,
        terms=[(term.facet, term.id) for term in terms],
        searched=searched,
        spoken=spoken("\n".join((searched[0], *searched[2:]))),
        areas=areas_of(entry.get("covers.districts") or []),
        instead=entry.get("status.instead") or [],
        latest=latest_past_date(entry),
    )


def column_types(table: str) -> dict[str, type]:
    """The columns of `entry` or `entry_text` that the field table gives, with their types."""
    types = {row.column: _SQL_TYPES.get(row.kind, str) for row in fields.columns(table)}
    return {"id": str} | types | (_COMPUTED if table == "entry" else _COMPUTED_TEXT)


def shape_of(row: fields.Field) -> str:
    """How a field's column holds it: text, number, flag (1 or 0) or list (as JSON)."""
    if row.kind in MANY or fields.by_name().get(row.group, row).kind == "groups":
        return "list"
    return _SHAPES.get(row.kind, "text")


_COMPUTED: dict[str, type] = {
    "contact_phone_link": str,
    "contact_text_link": str,
    "stale_after": str,
    "based": str,
    "latitude": float,
    "longitude": float,
}
_COMPUTED_TEXT: dict[str, type] = {
    "description_html": str,
    "cy_description_html": str,
    "record": str,
}


def _column_values(entry: Entry, table: str) -> dict[str, Any]:
    """The values of one table's columns as SQLite keeps them: lists as JSON, yes and no as 1 and 0."""
    values = {}
    for row in fields.columns(table):
        value = _of_each(entry, row) if row.group == "checks" else entry.get(row.name)
        if isinstance(value, list):
            value = json.dumps(value, ensure_ascii=False)
        values[row.column] = int(value) if isinstance(value, bool) else value
    if table == "entry":
        values["status"] = values["status"] or "open"
    return values


def _of_each(entry: Entry, row: fields.Field) -> list[Any] | None:
    """One part of each group in a list: what was seen, of each check."""
    return [group[row.key] for group in entry.get(row.group) or () if row.key in group] or None


def _computed(entry: Entry) -> dict[str, Any]:
    """The columns that are worked out once here, so that no page has to."""
    checked_on = entry.get("checked.on")
    outcode = outcode_of(entry)
    found = places.outcodes().get(outcode) if outcode else None
    return {
        "outcode": outcode,
        "contact_phone_link": phone_link(entry.get("contact.phone")),
        "contact_text_link": phone_link(entry.get("contact.text"), "sms"),
        "stale_after": months_later(checked_on, MONTHS_UNTIL_STALE) if checked_on else None,
        "based": _based(entry, outcode),
        "latitude": found.latitude if found else None,
        "longitude": found.longitude if found else None,
    }


def outcode_of(entry: Entry) -> str | None:
    """The first half of the postcode of where it is based, written or taken from the whole one."""
    whole = entry.get("place.postcode")
    outcode: str | None = entry.get("place.outcode")
    return outcode or (whole.split()[0] if whole else None)


def _based(entry: Entry, outcode: str | None) -> str | None:
    """Where it is based, in words for a list: “Larkhall Community Hall, BA1” or “BA11, Frome”."""
    venue = entry.get("place.venue")
    if venue or not outcode:
        return ", ".join(filter(None, (venue, outcode))) or None
    found = places.outcodes().get(outcode)
    near = found.near_place if found else ""
    return f"{near}, {outcode}" if near else outcode


@lru_cache(maxsize=4096)
def phone_link(number: str | None, scheme: str = "tel") -> str | None:
    """A link that rings (or texts) a number: `tel:+441632960123`. Short numbers keep their digits."""
    if not number:
        return None
    parsed = phonenumbers.parse(number, "GB")
    if phonenumbers.is_possible_number(parsed):
        digits = phonenumbers.format_number(parsed, phonenumbers.PhoneNumberFormat.RFC3966)
        return f"{scheme}:" + digits.removeprefix("tel:").replace("-", "").replace(";ext=", ",")
    return f"{scheme}:" + "".join(c for c in number if c.isdigit())


def months_later(day: str, months: int) -> str:
    """The same day of the month, some months on; the first of the next where there is no such day."""
    start = date.fromisoformat(day)
    month = start.month - 1 + months
    year, month = start.year + month // 12, month % 12 + 1
    try:
        return date(year, month, start.day).isoformat()
    except ValueError:
        return date(year + month // 12, month % 12 + 1, 1).isoformat()


def _terms(entry: Entry) -> list[Term]:
    """The terms an entry has in each facet, each once, in the facets' order."""
    rows = {row.words: row for row in fields.fields() if row.words}
    found = []
    for facet in FACETS:
        row = rows[facet]
        value = _of_each(entry, row) if row.group == "checks" else entry.get(row.name)
        ids = dict.fromkeys(value if isinstance(value, list) else [value] if value else [])
        known = terms_by_id(facet)
        found += [known[id] for id in ids]
    return found


@lru_cache(maxsize=32)
def terms_by_id(facet: str) -> dict[str, Term]:
    """The terms of one vocabulary by id."""
    return {term.id: term for term in vocabulary(facet).terms}


def _searched(entry: Entry, text: dict[str, Any], terms: list[Term]) -> list[str]:
    """The text of each full-text column, in the order of SEARCHED."""
    welsh = (entry.get("cy.name"), entry.get("cy.summary"))
    words = [word for term in terms for word in (term.label, term.cy)]
    words += [entry.get("place.venue"), entry.get("place.address"), outcode_of(entry)]
    words += entry.get("covers.districts") or []
    longer = [to_words(text["description_html"]), to_words(text["cy_description_html"])]
    return [
        _join(entry.get("name"), welsh[0]),
        _join(*words),
        _join(entry.get("summary"), welsh[1]),
        _join(*longer, entry.get("when.text"), entry.get("start")),
    ]


def _join(*parts: str | None) -> str:
    return "\n".join(part for part in parts if part)


def order_of(rows: Rows, today: date) -> tuple[int, int, str, str]:
    """Where an entry stands when nothing is asked: how far it sinks, newest check first, then name."""
    checked = rows.entry["checked_on"]
    newest_first = -date.fromisoformat(checked).toordinal() if checked else 0
    return sink_of(rows, today), newest_first, fold(rows.entry["name"]), rows.id


def sink_of(rows: Rows, today: date) -> int:
    """How far an entry sinks: 0 checked, 1 never checked, 2 not checked for a year, 3 paused, 4 closed."""
    status = {"paused": 3, "closed": 4}.get(rows.entry["status"], 0)
    if status:
        return status
    stale_after = rows.entry["stale_after"]
    if not stale_after:
        return 1
    return 2 if stale_after < today.isoformat() else 0
