"""Whether an organisation is here already, or asked not to be: told before anybody sends it in."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from ourpatch.keeping.alike import pairs
from ourpatch.keeping.knowing import marks

#: Stands for the entry that is not here yet; no file can be called so.
_NEW = ""

#: How it is said what two entries share.
_SAID = {
    "name": "the same name",
    "much of the name": "much of the same name",
    "phone": "the same phone number",
    "email": "the same email",
    "website": "the same website",
    "charity": "the same charity number",
    "company": "the same company number",
    "place": "the same place",
}


@dataclass(frozen=True, slots=True)
class Twin:
    """An entry that may be the same organisation: its id and name, and what the two share."""

    id: str
    name: str
    shared: str


def known_by(values: Mapping[str, Any]) -> list[str]:
    """The numbers and addresses that an organisation is known by, evened out."""
    return sorted({mark.value for mark in marks(values) if mark.kind != "name"})


def twins(
    id: str, values: Mapping[str, Any], others: Mapping[str, Mapping[str, Any]]
) -> list[Twin]:
    """Which of some entries a new one may be, the likeliest first.

    One that has the very file name (`id`) is always among them, for the new one cannot have it too.
    """
    found = {
        pair.other: _listed([_SAID[each] for each in pair.shared])
        for pair in pairs({**others, _NEW: values}, only={_NEW})
    }
    if id in others:
        found.setdefault(id, _SAID["name"])
    return [Twin(each, str(others[each]["name"]), shared) for each, shared in found.items()]


def _listed(words: list[str]) -> str:
    return " and ".join(filter(None, (", ".join(words[:-1]), words[-1])))
