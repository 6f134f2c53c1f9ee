"""An entry as its page shows it, before it is in any database."""

from copy import deepcopy
from datetime import date
from typing import Any

from ourpatch.compiling.prose import to_html
from ourpatch.compiling.rows import phone_link
from ourpatch.fields import inside
from ourpatch.keeping.freshness import MONTHS_UNTIL_STALE, months_later
from ourpatch.reading import Entry

_LINKS = {"phone": "tel", "text": "sms"}


def as_shown(entry: Entry, today: date) -> dict[str, Any]:
    """The facts that the template of an entry's page asks for, nested as in the file."""
    shown: dict[str, Any] = {"id": entry.id, **deepcopy(entry.values)}
    shown["status"] = {"now": "open", **shown.get("status", {})}
    checked = entry.get("checked.on")
    stale_after = months_later(checked, MONTHS_UNTIL_STALE) if checked else ""
    shown["stale"] = bool(stale_after) and stale_after < today.isoformat()
    for part in (shown, shown.get("cy", {})):
        if part.get("description"):
            part["description_html"] = to_html(part["description"])
    contact = shown.get("contact", {})
    for way, scheme in _LINKS.items():
        if way in contact:
            contact[f"{way}_link"] = phone_link(contact[way], scheme)
    return shown


def as_said(shown: dict[str, Any]) -> dict[str, Any]:
    """The opposite: what the file of an entry says, of the facts that a page shows."""
    said = {
        key: _fields_of(row.name, shown[key]) for key, row in inside("").items() if key in shown
    }
    if said.get("status") == {"now": "open"}:
        del said["status"]
    return said


def _fields_of(group: str, value: Any) -> Any:
    """A value without what was worked out from it."""
    known = inside(group)
    if not known or not isinstance(value, dict):
        return value
    return {key: each for key, each in value.items() if key in known}
