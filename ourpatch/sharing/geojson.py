"""An answer as places on a map: GeoJSON, RFC 7946.

Everybody stands at the middle of their outward code, public places too, so that no point is
anybody's door. Those with no place are there with no geometry, as the standard has it (3.2), so
that nobody is lost; `without_place` counts them.
"""

from collections.abc import Iterator
from typing import Any

from ourpatch.searching import Answer, Directory, Result
from ourpatch.sharing.documents import data, result_facts
from ourpatch.sharing.heading import Publisher
from ourpatch.sharing.json_pieces import pieces

#: Four places after the point are some ten metres; an outward code is miles wide.
DIGITS = 4


def as_geojson(answer: Answer, known: Directory, publisher: Publisher) -> Iterator[bytes]:
    """The answer as one collection of features."""
    without = 0

    def features() -> Iterator[dict[str, Any]]:
        nonlocal without
        for result in answer.results:
            feature = _feature(result, publisher)
            without += feature["geometry"] is None
            yield feature

    def last() -> dict[str, Any]:
        return {
            "without_place": without,
            "points_are": "the middle of a postcode area such as BA1, never an address",
            "data": data(answer, known, publisher),
        }

    yield from pieces({"type": "FeatureCollection", "features": features()}, last)


def _feature(result: Result, publisher: Publisher) -> dict[str, Any]:
    return {
        "type": "Feature",
        "id": result.id,
        "geometry": _point(result.facts),
        "properties": {**result_facts(result, publisher), "point_is": _point_is(result.facts)},
    }


def _point(facts: dict[str, Any]) -> dict[str, Any] | None:
    """A point, its longitude first."""
    if facts["latitude"] is None or facts["longitude"] is None:
        return None
    spot = [round(facts["longitude"], DIGITS), round(facts["latitude"], DIGITS)]
    return {"type": "Point", "coordinates": spot}


def _point_is(facts: dict[str, Any]) -> str:
    if facts["latitude"] is None:
        return "no place: online, by phone, or not said"
    return f"the middle of {facts['outcode']}, not an address"
