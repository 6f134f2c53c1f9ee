"""What the feed answers at each of its addresses."""

import sqlite3
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from ourpatch.searching import Directory, directory
from ourpatch.searching.bits import listed, numbers_in, set_of
from ourpatch.sharing.openreferral.ids import Ids
from ourpatch.sharing.openreferral.locations import PLACED, PLACES
from ourpatch.sharing.openreferral.paging import Turn, envelope
from ourpatch.sharing.openreferral.question import Asked
from ourpatch.sharing.openreferral.records import Record, number_of, records
from ourpatch.sharing.openreferral.services import Made, places_of, service, shortened
from ourpatch.sharing.openreferral.taxonomies import taxonomies

#: What the official checker of feeds looks for.
VERSION = "HSDS-UK-3.0"
PROFILE = "https://github.com/OpenReferralUK/uk-profile/blob/main/docs/index.md"
OPENAPI = "https://openreferraluk.org/specifications/3.0/openapi.json"

#: Where something stands in a list: of which kind, and the number of its entry.
Spot = tuple[str, int]


def about(connection: sqlite3.Connection, patch: str) -> dict[str, Any]:
    """What this feed is, and under which licence."""
    build = directory(connection).build
    return {
        "version": VERSION,
        "profile": PROFILE,
        "openapi_url": OPENAPI,
        "publisher": patch,
        "license": build["licence"],
        "license_url": build["licence_link"],
        "data_from": build["built_on"],
        "total_services": build["entries"],
    }


def some(
    connection: sqlite3.Connection, patch: str, kind: str, given: Mapping[str, str]
) -> dict[str, Any] | None:
    """One page of a list; None for a list there is not. Raises Unclear."""
    if kind not in _LISTS:
        return None
    made = _made(connection, patch)
    asked = Asked(connection, made.known, made.taxonomies, given)
    return _LISTS[kind](asked, made)


def one(connection: sqlite3.Connection, patch: str, kind: str, id: str) -> dict[str, Any] | None:
    """One thing with all there is to tell about it; None when there is no such thing."""
    find = _ONES.get(kind)
    return find(connection, _made(connection, patch), id.lower()) if find else None


def _made(connection: sqlite3.Connection, patch: str) -> Made:
    known = directory(connection)
    return Made(known, taxonomies(connection, known), Ids(patch))


def _services(asked: Asked, made: Made) -> dict[str, Any]:
    entries, ordered = asked.in_order()
    turn = asked.turn()
    spots = _page((("service", equal) for equal in ordered), turn)
    contents = _made_of(asked, spots, lambda record, _: service(record, made))
    return envelope(turn, entries.bit_count(), contents)


def _service_at_locations(asked: Asked, made: Made) -> dict[str, Any]:
    """Every place on the ground first, and then those who help from afar."""
    entries, ordered = asked.in_order()
    kinds = PLACES[:1] if "proximity" in asked.given else PLACES
    placed = {kind: _placed(asked.connection, made.known, kind) for kind in kinds}
    turn, equals = asked.turn(), list(ordered)
    runs = ((kind, equal & placed[kind]) for kind in kinds for equal in equals)
    contents = _made_of(
        asked, _page(runs, turn), lambda record, kind: places_of(record, made)[kind]
    )
    total = sum((entries & having).bit_count() for having in placed.values())
    return envelope(turn, total, contents)


def _placed(connection: sqlite3.Connection, known: Directory, kind: str) -> int:
    """The entries that have a place of a kind."""

    def ask() -> int:
        sql = f"SELECT group_concat(number) FROM entry WHERE {PLACED[kind]}"
        return set_of(listed(connection.execute(sql).fetchone()[0]), known.build["entries"])

    return known.keep(("open referral placed", kind), ask)


def _page(runs: Iterable[tuple[str, int]], turn: Turn) -> list[Spot]:
    """What stands on a page, when sets of entries follow one another."""
    found: list[Spot] = []
    skip = turn.skip
    for kind, entries in runs:
        count = entries.bit_count()
        if skip >= count:
            skip -= count
            continue
        found += [(kind, n) for n in numbers_in(entries, turn.per_page - len(found), skip)]
        skip = 0
        if len(found) == turn.per_page:
            break
    return found


def _made_of(
    asked: Asked, spots: Sequence[Spot], make: Callable[[Record, str], dict[str, Any]]
) -> list[dict[str, Any]]:
    """What a page's spots are made into: short, or whole when that is asked for."""
    read = records(asked.connection, asked.known, [number for _, number in spots])
    whole = [make(read[number], kind) for kind, number in spots]
    return whole if asked.is_full() else [shortened(each) for each in whole]


def _taxonomies(asked: Asked, made: Made) -> dict[str, Any]:
    return _slice(asked.turn(), list(made.taxonomies.lists.values()))


def _taxonomy_terms(asked: Asked, made: Made) -> dict[str, Any]:
    return _slice(asked.turn(), made.taxonomies.every_term)


def _slice(turn: Turn, things: Sequence[dict[str, Any]]) -> dict[str, Any]:
    return envelope(turn, len(things), things[turn.skip : turn.skip + turn.per_page])


def _one_service(connection: sqlite3.Connection, made: Made, id: str) -> dict[str, Any] | None:
    number = number_of(connection, made.known, made.ids, "service", id)
    if number is None:
        return None
    return service(records(connection, made.known, [number])[number], made)


def _one_place(connection: sqlite3.Connection, made: Made, id: str) -> dict[str, Any] | None:
    for kind in PLACES:
        number = number_of(connection, made.known, made.ids, f"service_at_location:{kind}", id)
        if number is not None:
            record = records(connection, made.known, [number])[number]
            return places_of(record, made).get(kind)
    return None


def _one_taxonomy(connection: sqlite3.Connection, made: Made, id: str) -> dict[str, Any] | None:
    facets = {each["id"]: facet for facet, each in made.taxonomies.lists.items()}
    return made.taxonomies.whole(facets[id]) if id in facets else None


def _one_term(connection: sqlite3.Connection, made: Made, id: str) -> dict[str, Any] | None:
    return next((term for term in made.taxonomies.every_term if term["id"] == id), None)


_LISTS: dict[str, Callable[[Asked, Made], dict[str, Any]]] = {
    "services": _services,
    "service_at_locations": _service_at_locations,
    "taxonomies": _taxonomies,
    "taxonomy_terms": _taxonomy_terms,
}
_ONES: dict[str, Callable[[sqlite3.Connection, Made, str], dict[str, Any] | None]] = {
    "services": _one_service,
    "service_at_locations": _one_place,
    "taxonomies": _one_taxonomy,
    "taxonomy_terms": _one_term,
}
