"""From one entry to the rows that it has in the database."""

import json
import re
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any, NamedTuple

from ourpatch import fields, places
from ourpatch.compiling.asking import areas_of
from ourpatch.compiling.prose import to_html, to_words
from ourpatch.keeping.freshness import MONTHS_UNTIL_STALE, months_later
from ourpatch.reading import Entry
from ourpatch.reading.shapes import MANY
from ourpatch.text import fold
from ourpatch.words import FACETS, Term, vocabulary

#: Numbers such as 999 and 116 123 are rung as they are. The shortest others have seven digits.
LONGEST_SHORT_NUMBER = 6

#: The columns of the full-text index. (How much a word counts for in each is in searching/points.)
SEARCHED = ("name", "words", "summary", "description")

_SQL_TYPES: dict[str, type] = {"whole number": int, "yes or no": int, "money": float}

# A phone number as reading leaves it: national, or with its country, and perhaps an extension.
_PHONE = re.compile(r"(?P<country>\+?)(?P<digits>[\d\s()-]+)(?:(?:ext\.?|x)\s*(?P<extension>\d+))?")

# Made once: json.dumps makes another for every call that asks for anything unusual.
_LIST = json.JSONEncoder(ensure_ascii=False)
_IDS = '["{}"]'
_WHOLE = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))

_SHAPES = {"whole number": "number", "money": "number", "yes or no": "flag"}


@dataclass(slots=True)
class Rows:
    """What the database holds of one entry, before it is given its number.

    `entry` and `entry_text` are rows by column; `terms` are (facet, term) pairs; `searched` is the
    text of each full-text column. `areas` are the circles it says it serves (latitude, longitude,
    miles). `days` are those on which it says that something was so.
    """

    id: str
    entry: dict[str, Any]
    entry_text: dict[str, Any]
    terms: list[tuple[str, str]]
    searched: list[str]
    areas: list[tuple[float, float, float]]
    days: list[str]

    @property
    def spoken(self) -> str:
        """Its own words, for understanding questions."""
        name, _, summary, description = self.searched
        return f"{name}\n{summary}\n{description}"

    @property
    def content(self) -> "Content":
        """What cost most to find out, from which the rest follows."""
        return Content(*(self.entry_text[column] for column in _COMPUTED_TEXT))


class Content(NamedTuple):
    """An entry's descriptions as HTML, in English and in Welsh, and its values as JSON."""

    html: str
    html_cy: str
    record: str


def rows_of(entry: Entry) -> Rows:
    """The rows of an entry that has no errors."""
    values = entry.values
    html = to_html(values.get("description", ""))
    html_cy = to_html(values.get("cy", {}).get("description", ""))
    return _rows(entry.id, values, Content(html, html_cy, _WHOLE.encode(values)))


def rows_again(id: str, content: Content) -> Rows:
    """The same rows, from what was kept of them."""
    return _rows(id, json.loads(content.record), content)


def _rows(id: str, values: dict[str, Any], content: Content) -> Rows:
    said = _flat(values)
    text = _column_values(said, "entry_text")
    terms = _terms(said)
    return Rows(
        id=id,
        entry=_column_values(said, "entry") | _computed(said),
        entry_text=text | dict(zip(_COMPUTED_TEXT, content, strict=True)),
        terms=[(term.facet, term.id) for term in terms],
        searched=_searched(said, content, terms),
        areas=areas_of(said.get("covers.districts") or []),
        days=_days(said),
    )


def _flat(values: dict[str, Any]) -> dict[str, Any]:
    """What an entry says, by dotted names; of a list of groups, the list of each of its parts."""
    flat: dict[str, Any] = {}
    for name, value in values.items():
        if isinstance(value, dict):
            flat |= {f"{name}.{key}": part for key, part in value.items()}
        elif isinstance(value, list) and isinstance(value[0], dict):
            for key, part in ((key, part) for group in value for key, part in group.items()):
                flat.setdefault(f"{name}.{key}", []).append(part)
        else:
            flat[name] = value
    return flat


def column_types(table: str) -> dict[str, type]:
    """The columns of `entry` or `entry_text` that the field table gives, with their types."""
    types = {row.column: _SQL_TYPES.get(row.kind, str) for row in fields.columns(table)}
    return {"id": str} | types | (_COMPUTED if table == "entry" else _COMPUTED_TEXT)


@cache
def _dates() -> tuple[str, ...]:
    """The fields that are days."""
    return tuple(row.name for row in fields.fields() if row.kind.endswith("date"))


def _days(said: dict[str, Any]) -> list[str]:
    """Every day that an entry gives: of a check, of a paper seen, since when it is closed."""
    days: list[str] = []
    for name in _dates():
        if day := said.get(name):
            days += [day] if isinstance(day, str) else day
    return days


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
# In the order of Content.
_COMPUTED_TEXT: dict[str, type] = {
    "description_html": str,
    "cy_description_html": str,
    "record": str,
}


@cache
def _columns(table: str) -> dict[str, str]:
    """The columns of one table that the field table gives, by their fields' names."""
    return {row.name: row.column for row in fields.columns(table)}


@cache
def _ids() -> frozenset[str]:
    """The fields whose values are ids, in which there is nothing that JSON would escape."""
    return frozenset(row.name for row in fields.fields() if row.words)


def _column_values(said: dict[str, Any], table: str) -> dict[str, Any]:
    """One table's columns as SQLite keeps them: lists as JSON, yes and no as 1 and 0."""
    columns, ids = _columns(table), _ids()
    values = dict.fromkeys(columns.values())
    for name in said.keys() & columns.keys():
        value = said[name]
        if isinstance(value, list):
            value = _IDS.format('", "'.join(value)) if name in ids else _LIST.encode(value)
        values[columns[name]] = int(value) if isinstance(value, bool) else value
    if table == "entry":
        values["status"] = values["status"] or "open"
    return values


def _computed(said: dict[str, Any]) -> dict[str, Any]:
    """The columns that are worked out once here, so that no page has to."""
    checked_on = said.get("checked.on")
    outcode = outcode_of(said)
    found = places.outcodes().get(outcode) if outcode else None
    return {
        "outcode": outcode,
        "contact_phone_link": phone_link(said.get("contact.phone")),
        "contact_text_link": phone_link(said.get("contact.text"), "sms"),
        "stale_after": months_later(checked_on, MONTHS_UNTIL_STALE) if checked_on else None,
        "based": _based(said.get("place.venue"), outcode),
        "latitude": found.latitude if found else None,
        "longitude": found.longitude if found else None,
    }


def outcode_of(said: dict[str, Any]) -> str | None:
    """The first half of the postcode of where it is based, written or taken from the whole one."""
    whole = said.get("place.postcode")
    outcode: str | None = said.get("place.outcode")
    return outcode or (whole.split()[0] if whole else None)


def _based(venue: str | None, outcode: str | None) -> str | None:
    """Where it is based, in words for a list: “Larkhall Community Hall, BA1” or “BA11, Frome”."""
    if venue or not outcode:
        return ", ".join(filter(None, (venue, outcode))) or None
    found = places.outcodes().get(outcode)
    near = found.near_place if found else ""
    return f"{near}, {outcode}" if near else outcode


def phone_link(number: str | None, scheme: str = "tel") -> str | None:
    """A link that rings (or texts) a number: `tel:+441632960123`. 999 stays 999."""
    found = _PHONE.match(number) if number else None
    if not found:
        return None
    digits = "".join(c for c in found["digits"] if c.isdigit())
    if found["country"]:
        digits = f"+{digits}"
    elif len(digits) > LONGEST_SHORT_NUMBER:
        digits = f"+44{digits.removeprefix('0')}"
    return f"{scheme}:{digits}" + (f",{found['extension']}" if found["extension"] else "")


@cache
def _facets() -> tuple[tuple[str, dict[str, Term]], ...]:
    """For each facet the field whose words it has, and its terms by id."""
    names = {row.words: row.name for row in fields.fields() if row.words}
    return tuple((names[facet], terms_by_id(facet)) for facet in FACETS)


@cache
def terms_by_id(facet: str) -> dict[str, Term]:
    """The terms of one vocabulary by id."""
    return {term.id: term for term in vocabulary(facet).terms}


def _terms(said: dict[str, Any]) -> list[Term]:
    """The terms an entry has in each facet, each once, in the facets' order."""
    found: list[Term] = []
    for name, known in _facets():
        if value := said.get(name):
            ids = value if isinstance(value, list) else [value]
            found += [known[id] for id in dict.fromkeys(ids)]
    return found


def _searched(said: dict[str, Any], content: Content, terms: list[Term]) -> list[str]:
    """The text of each full-text column, in the order of SEARCHED."""
    words = [word for term in terms for word in (term.label, term.cy)]
    place = (said.get("place.venue"), said.get("place.address"), outcode_of(said))
    districts = said.get("covers.districts") or []
    longer = (to_words(content.html), to_words(content.html_cy))
    return [
        _join(said.get("name"), said.get("cy.name")),
        _join(*words, *place, *districts),
        _join(said.get("summary"), said.get("cy.summary")),
        _join(*longer, said.get("when.text"), said.get("start")),
    ]


def _join(*parts: str | None) -> str:
    return "\n".join(part for part in parts if part)


def order_of(rows: Rows, today: date) -> tuple[int, int, str, str]:
    """Where an entry stands when nothing is asked: by its sink, newest check first, then name."""
    checked = rows.entry["checked_on"]
    newest_first = -date.fromisoformat(checked).toordinal() if checked else 0
    return sink_of(rows, today), newest_first, fold(rows.entry["name"]), rows.id


def sink_of(rows: Rows, today: date) -> int:
    """How far it sinks: 0 checked, 1 never checked, 2 not for a year, 3 paused, 4 closed."""
    status = {"paused": 3, "closed": 4}.get(rows.entry["status"], 0)
    if status:
        return status
    stale_after = rows.entry["stale_after"]
    if not stale_after:
        return 1
    return 2 if stale_after < today.isoformat() else 0
