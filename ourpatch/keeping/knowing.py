"""What an organisation can be known by, whoever wrote it and however: name, numbers, addresses.

Two entries that share such a mark may be the same organisation (`alike`), and one that asked not to
be listed is known again by them (`refusing`).
"""

import re
from collections.abc import Callable, Mapping
from typing import Any, NamedTuple
from urllib.parse import urlsplit

from ourpatch.text import words_of

#: Words of a name that say what it is in law, or nothing.
_MINOR = {"the", "and", "ltd", "limited", "cic", "cio", "plc", "llp"}

#: A number with fewer digits is everybody's: 111, 999.
_LEAST_DIGITS = 7


class Mark(NamedTuple):
    """One thing that an organisation is known by: its kind, and the evened-out value."""

    kind: str
    value: str


def name(said: str) -> str:
    """A name without case, accents, marks and words such as “the” and “Ltd”."""
    words = [word for word in words_of(said.replace("&", " and ")) if word not in _MINOR]
    return " ".join(words or words_of(said))


def phone(said: str) -> str:
    """A number as digits, the same with 0 and with +44; empty for a short one."""
    number = re.split(r"\s*(?:ext|x)", said.lower())[0]
    digits = re.sub(r"\D", "", number.replace("(0)", ""))
    digits = (
        re.sub(r"^(00)?44(?=\d{9,10}$)", "0", digits) if "+" in said or said[:2] == "00" else digits
    )
    return digits if len(digits) >= _LEAST_DIGITS else ""


def email(said: str) -> str:
    """An email address without case."""
    return said.strip().casefold()


def website(said: str) -> str:
    """A web address without http (which it need not have), www, case of the host, a last slash."""
    said = said.strip()
    try:
        found = urlsplit(said if "//" in said else f"//{said}")
        host = (found.hostname or "").removeprefix("www.")
    except ValueError:
        return ""
    query = f"?{found.query}" if found.query else ""
    return f"{host}{found.path.rstrip('/')}{query}" if host else ""


def number(said: str) -> str:
    """An official number without spaces, marks and noughts in front."""
    return re.sub(r"[^0-9A-Z]", "", said.upper()).lstrip("0")


#: Which fields are marks of which kind, and what evens them out.
MARKS: tuple[tuple[str, str, Callable[[str], str]], ...] = (
    ("name", "name", name),
    ("phone", "contact.phone", phone),
    ("phone", "contact.text", phone),
    ("email", "contact.email", email),
    ("website", "contact.website", website),
    ("website", "contact.social", website),
    ("charity", "identifiers.charity", number),
    ("company", "identifiers.company", number),
)

EVENED: dict[str, Callable[[str], str]] = {kind: even for kind, _, even in MARKS}


def marks(values: Mapping[str, Any]) -> set[Mark]:
    """Everything an entry is known by, from its values."""
    found = set()
    for kind, field, even in MARKS:
        group, _, key = field.rpartition(".")
        inside = values.get(group) or {} if group else values
        if said := inside.get(key):
            found.add(Mark(kind, even(said)))
    return {mark for mark in found if mark.value}
