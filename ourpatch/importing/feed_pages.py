"""The saved pages of an Open Referral UK feed: one file, or a folder of them, of any version."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ourpatch.importing.table import Unreadable

#: What a page calls the list of things on it: in version 3, and in version 1.
_CONTENTS = ("contents", "content")

#: What only the first address of a feed says.
_ABOUT = ("version", "openapi_url")


@dataclass(frozen=True, slots=True)
class Feed:
    """All services that were saved, each once, and what the feed says of itself."""

    name: str
    licence: str
    services: tuple[dict[str, Any], ...]
    notes: tuple[str, ...]


def read_feed(path: Path) -> Feed:
    """The services in a file, or in the .json files of a folder.

    Of a service that is there twice, once in a list and once whole, the one that says most is used.
    Raises Unreadable, or OSError when there is no such file.
    """
    paths = sorted(path.glob("*.json")) if path.is_dir() else [path]
    about: dict[str, Any] = {}
    services: dict[str, dict[str, Any]] = {}
    notes = []
    for each in paths:
        document = _read(each)
        if isinstance(document, dict) and all(name in document for name in _ABOUT):
            about = document
            continue
        found = list(services_in(document))
        if not found:
            notes.append(f"{each.name}: There are no services in this file.")
        for number, service in enumerate(found):
            key = str(service.get("id") or f"{each.name}:{number}")
            services[key] = max(services.get(key, {}), service, key=len)
    if not services:
        raise Unreadable(
            f"{path}: There are no services here. Save the pages of /services as .json."
        )
    name = about.get("publisher")
    licence = about.get("license")
    return Feed(
        name=" ".join(name.split()) if isinstance(name, str) and name.strip() else path.name,
        licence=" ".join(licence.split()) if isinstance(licence, str) else "",
        services=tuple(services.values()),
        notes=tuple(notes),
    )


def _read(path: Path) -> Any:
    try:
        return json.loads(path.read_text("utf-8-sig"))
    except (ValueError, RecursionError) as error:
        where = f" at line {error.lineno}" if isinstance(error, json.JSONDecodeError) else ""
        raise Unreadable(f"{path}: This cannot be read as JSON{where}.") from error


def services_in(document: Any) -> Iterator[dict[str, Any]]:
    """The services in a page, a list or a file of one; those inside of a list of places too."""
    if isinstance(document, dict):
        contents = next((document[name] for name in _CONTENTS if name in document), None)
        things = [document] if contents is None else contents
    else:
        things = document
    for thing in things if isinstance(things, list) else []:
        inside = thing.get("service") if isinstance(thing, dict) else None
        service = inside if isinstance(inside, dict) else thing
        if isinstance(service, dict) and _is_service(service):
            yield service


def _is_service(thing: dict[str, Any]) -> bool:
    """True for what has a name or a status, as services do, and is no word of a taxonomy."""
    return ("status" in thing or "organization" in thing) and "taxonomy" not in thing
