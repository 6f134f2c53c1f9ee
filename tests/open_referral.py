"""What makes an answer good Open Referral UK: the official schemas, and what they do not ask for.

The official files stand beside the project (`../shared/openreferral-uk`) and are used as they are.
Two things about them are odd: the response of `/service_at_locations/{id}` is typed as a service by
mistake, and `{}` passes as a page.
"""

import json
import re
from collections.abc import Callable, Iterator
from datetime import date, datetime
from functools import cache
from typing import Any

from conftest import PROJECT
from jsonschema import Draft202012Validator, FormatChecker
from referencing import Registry
from referencing.jsonschema import DRAFT202012

OFFICIAL = PROJECT.parent / "shared" / "openreferral-uk"

_ADDRESS = "https://raw.githubusercontent.com/openreferral/uk-profile/main/schema/"
_OPENAPI = "urn:openapi"

#: What we say beyond the UK profile: names of HSDS itself, by what they stand in.
BEYOND = {
    "service": {
        "alternate_name", "application_process", "wait_time", "additional_information",
    },
    "organization": {"alternate_name", "additional_websites"},
    "contact": {"email", "phones"},
    "cost_option": {"currency"},
    "language": {"name"},
    "attribute": {"link_entity"},
    "taxonomy_term": {"code"},
}  # fmt: skip

PAGE = ("total_items", "total_pages", "page_number", "size", "first_page", "last_page", "empty")

_DAYS = {"MO", "TU", "WE", "TH", "FR", "SA", "SU"}


def read(name: str) -> Any:
    """One of the official files."""
    return json.loads((OFFICIAL / name).read_text("utf-8"))


@cache
def _registry() -> Any:
    """The official schemas at the addresses by which they name one another."""
    folder = OFFICIAL / "schema"
    found = [
        (_ADDRESS + path.relative_to(folder).as_posix(), json.loads(path.read_text("utf-8")))
        for path in sorted(folder.rglob("*.json"))
    ]
    found.append((_OPENAPI, read("schema/openapi.json")))
    resources = [(name, DRAFT202012.create_resource(schema)) for name, schema in found]
    return Registry().with_resources(resources)


@cache
def validator(path: str) -> Draft202012Validator:
    """The official schema of what a path answers, such as `/services/{id}`."""
    if path == "/":
        schema = read("schema/api_details.json")
    elif path == "/service_at_locations/{id}":
        schema = {"$ref": f"{_ADDRESS}compiled/service_at_location.json"}
    else:
        at = path.replace("/", "~1").replace("{", "%7B").replace("}", "%7D")
        ending = "get/responses/200/content/application~1json/schema"
        schema = {"$ref": f"{_OPENAPI}#/paths/{at}/{ending}"}
    return Draft202012Validator(schema, registry=_registry(), format_checker=FormatChecker())


def official_faults(path: str, document: Any) -> list[str]:
    """What the official schema finds wrong."""
    return [
        f"{error.json_path}: {error.message}" for error in validator(path).iter_errors(document)
    ]


def faults(path: str, document: Any) -> list[str]:
    """All that is wrong: what the official schema finds, and what ours finds beyond it."""
    ours = [fault for rule in RULES for fault in rule(path, document)]
    return official_faults(path, document) + ours


# ── our own rules ───────────────────────────────────────────────────────────────────────────────


def _parts(document: Any, at: str = "$") -> Iterator[tuple[str, str, Any]]:
    """Everything in a document: where it stands, the name it has there, and itself."""
    items: list[tuple[str, Any]] = []
    if isinstance(document, dict):
        items = list(document.items())
    elif isinstance(document, list):
        items = [(at.rpartition(".")[2].partition("[")[0], each) for each in document]
    for number, (name, value) in enumerate(items):
        here = f"{at}[{number}]" if isinstance(document, list) else f"{at}.{name}"
        yield here, name, value
        yield from _parts(value, here)


def nothing_empty(path: str, document: Any) -> Iterator[str]:
    """What is not known is not there."""
    for at, name, value in _parts(document):
        if value is None or (value in ("", [], {}) and name != "contents"):
            yield f"{at} is empty"
        if isinstance(value, str) and value != value.strip():
            yield f"{at} begins or ends with a space"


def counts_agree(path: str, document: Any) -> Iterator[str]:
    """A page has all its counts, and they agree."""
    if path.endswith("{id}") or path == "/":
        return
    if not isinstance(document, dict) or not {*PAGE, "contents"} <= document.keys():
        yield "it is no page"
        return
    total, pages, page, size, first, last, empty = (document[name] for name in PAGE)
    if size != len(document["contents"]):
        yield f"size is {size} for {len(document['contents'])} things"
    if empty != (size == 0) or first != (page == 1) or last != (page >= pages):
        yield "first_page, last_page or empty is wrong"
    if bool(total) != bool(pages) or pages > total or size > total:
        yield f"{pages} pages for {total} things"
    if last and page == 1 and size != total:
        yield f"one page of {size} for {total} things"


def days_are_days(path: str, document: Any) -> Iterator[str]:
    """Dates and times are possible, and times that stand for a moment have a zone."""
    for at, name, value in _parts(document):
        try:
            if name == "assured_date":
                date.fromisoformat(value)
            if name == "last_modified" and datetime.fromisoformat(value).tzinfo is None:
                yield f"{at} has no time zone"
            if name in ("opens_at", "closes_at") and not re.fullmatch(
                r"([01]\d|2[0-3]):[0-5]\d", value
            ):
                yield f"{at} is no time: {value}"
            if name == "byday" and not set(value.split(",")) <= _DAYS:
                yield f"{at} is no day: {value}"
        except (ValueError, TypeError):
            yield f"{at} is no date: {value}"


def numbers_are_possible(path: str, document: Any) -> Iterator[str]:
    """Positions lie in and around the United Kingdom, ages are those of people."""
    limits = {
        "latitude": (49, 61), "longitude": (-9, 2.2), "minimum_age": (0, 120),
        "maximum_age": (0, 120), "amount": (0, 100_000),
    }  # fmt: skip
    for at, name, value in _parts(document):
        if name in limits and isinstance(value, int | float):
            least, most = limits[name]
            if not least <= value <= most:
                yield f"{at} is {value}"
        if isinstance(value, dict):
            least, most = value.get("minimum_age", 0), value.get("maximum_age", 120)
            if isinstance(least, int) and isinstance(most, int) and least > most:
                yield f"{at} takes nobody of any age"
            if ("latitude" in value) != ("longitude" in value):
                yield f"{at} has half a position"


def ids_agree(path: str, document: Any) -> Iterator[str]:
    """No two things in a document have one id, and a thing's id is that by which it is named."""
    seen: dict[str, Any] = {}
    for at, name, value in _parts(document):
        if not isinstance(value, dict):
            continue
        if "id" in value and seen.setdefault(value["id"], (name, value)) != (name, value):
            yield f"{at} has the id of another thing"
        for inner in ("organization", "location", "taxonomy_term", "service"):
            said = value.get(f"{inner}_id")
            if said and inner in value and value[inner].get("id") != said:
                yield f"{at}.{inner}_id is not the id of its {inner}"


def countries_are_codes(path: str, document: Any) -> Iterator[str]:
    """A country is two letters, and one of those that have our postcodes."""
    for at, name, value in _parts(document):
        if name == "country" and value not in ("GB", "JE", "GG", "IM"):
            yield f"{at} is {value}"


RULES: tuple[Callable[[str, Any], Iterator[str]], ...] = (
    nothing_empty,
    counts_agree,
    days_are_days,
    numbers_are_possible,
    ids_agree,
    countries_are_codes,
)
