"""A picture of where the results on a page are: discs as wide as their outward codes, and towns."""

import json
import sqlite3
from dataclasses import dataclass
from math import cos, radians
from typing import Any

from ourpatch.searching.answer import Answer
from ourpatch.searching.results import Result
from ourpatch.searching.sets import rows_of
from ourpatch.statements import statements

#: The width of the picture, in its own units. Its height follows from the land it shows.
WIDTH = 600
#: Room round the outermost discs, as a share of the width.
MARGIN = 0.08
KM_PER_DEGREE = 111.2
#: Less land than this would show one postcode as a wall of colour.
LEAST_KM = 12.0
TOWNS = 8
#: No town further down the list than this, by people, is worth a look for its place.
MOST_TOWNS = 50
#: A town nearer than this to another name in the picture is left out, in units.
APART = 60

_SQL = statements("picture")


@dataclass(frozen=True, slots=True)
class Disc:
    """An outward code: where it is in the picture, how wide, and the results based in it."""

    outcode: str
    district: str
    distance: str
    x: int
    y: int
    radius: int
    results: tuple[Result, ...]


@dataclass(frozen=True, slots=True)
class Town:
    """A town's name and where it is in the picture."""

    name: str
    x: int
    y: int


@dataclass(frozen=True, slots=True)
class Picture:
    """The picture, WIDTH units wide; `you` is the place asked about, where one was understood."""

    width: int
    height: int
    discs: tuple[Disc, ...]
    towns: tuple[Town, ...]
    you: Town | None
    elsewhere: tuple[Result, ...]


@dataclass(frozen=True, slots=True)
class _Frame:
    """The land that the picture shows, and how degrees become units."""

    west: float
    north: float
    across: float
    down: float

    def x(self, longitude: float) -> int:
        return round((longitude - self.west) * self.across)

    def y(self, latitude: float) -> int:
        return round((self.north - latitude) * self.down)


def picture(connection: sqlite3.Connection, answer: Answer) -> Picture | None:
    """The picture of one page of results; None when none of them has a place."""
    by_outcode: dict[str, list[Result]] = {}
    for result in answer.results:
        if result.facts["latitude"] is not None:
            by_outcode.setdefault(result.facts["outcode"], []).append(result)
    if not by_outcode:
        return None
    ids = json.dumps([f"outcode:{code}" for code in by_outcode])
    codes = rows_of(connection.execute(_SQL["outcodes"], {"ids": ids}))
    frame, height = _frame(codes)
    place = answer.meaning.place
    return Picture(
        width=WIDTH,
        height=height,
        discs=tuple(_disc(frame, code, by_outcode[code["name"]]) for code in codes),
        towns=tuple(_towns(connection, frame, height, codes)),
        you=_spot(frame, place.name, place.latitude, place.longitude, height) if place else None,
        elsewhere=tuple(r for r in answer.results if r.facts["latitude"] is None),
    )


def _frame(codes: list[dict[str, Any]]) -> tuple[_Frame, int]:
    """A frame round all the discs, wide enough for one disc not to fill it."""
    middle = sum(code["latitude"] for code in codes) / len(codes)
    squeeze = cos(radians(middle))
    widest = max(code["radius_km"] for code in codes) / KM_PER_DEGREE
    lats = [code["latitude"] for code in codes]
    lons = [code["longitude"] for code in codes]
    least = LEAST_KM / KM_PER_DEGREE
    tall = max(max(lats) - min(lats) + 2 * widest, least)
    wide = max((max(lons) - min(lons)) * squeeze + 2 * widest, least, tall)
    tall = max(tall, wide * 0.6)
    pad = wide * MARGIN
    scale = WIDTH / (wide + 2 * pad)
    frame = _Frame(
        west=(min(lons) + max(lons)) / 2 - (wide / 2 + pad) / squeeze,
        north=(min(lats) + max(lats)) / 2 + tall / 2 + pad,
        across=scale * squeeze,
        down=scale,
    )
    return frame, round((tall + 2 * pad) * scale)


def _disc(frame: _Frame, code: dict[str, Any], results: list[Result]) -> Disc:
    return Disc(
        outcode=code["name"],
        district=code["county"] or "",
        distance=results[0].distance,
        x=frame.x(code["longitude"]),
        y=frame.y(code["latitude"]),
        radius=max(10, round(code["radius_km"] / KM_PER_DEGREE * frame.down)),
        results=tuple(results),
    )


def _towns(
    connection: sqlite3.Connection, frame: _Frame, height: int, codes: list[dict[str, Any]]
) -> list[Town]:
    """The biggest towns in the picture whose names have room."""
    edges = {
        "north": frame.north - 0.04 * height / frame.down,
        "south": frame.north - 0.96 * height / frame.down,
        "west": frame.west + 0.04 * WIDTH / frame.across,
        "east": frame.west + 0.84 * WIDTH / frame.across,
        "most": MOST_TOWNS,
    }
    taken = [(frame.x(code["longitude"]), frame.y(code["latitude"])) for code in codes]
    towns = []
    for name, latitude, longitude in connection.execute(_SQL["towns"], edges):
        x, y = frame.x(longitude), frame.y(latitude)
        if all(abs(x - other) > 2 * APART or abs(y - down) > APART / 2 for other, down in taken):
            taken.append((x, y))
            towns.append(Town(name, x, y))
        if len(towns) == TOWNS:
            break
    return towns


def _spot(frame: _Frame, name: str, latitude: float, longitude: float, height: int) -> Town | None:
    x, y = frame.x(longitude), frame.y(latitude)
    return Town(name, x, y) if 0 <= x <= WIDTH and 0 <= y <= height else None
