"""Where somebody means, and which entries are near it or come to it, with no network."""

import json
import re
import sqlite3
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate
from math import cos, radians, sqrt
from operator import or_
from typing import Any

from ourpatch.searching.bits import all_numbers_in, numbers_in, set_of, union
from ourpatch.searching.ground import Area, Base, Spot, between
from ourpatch.searching.points import ANYWHERE, COVERS_YOU, NAMES_YOUR_PLACE, OUT_OF_REACH, RINGS
from ourpatch.searching.sets import Directory, quoted, rows_of
from ourpatch.statements import statements
from ourpatch.text import fold, words_of

Numbers = Iterable[int]

#: With fewer entries than one in so many, it is quicker to look at each than at all that are near.
FEW = 25

#: How far the nearest entries are looked for at first.
NEAREST_MILES = 8.0

#: Miles in a degree of latitude (the meridian's mean).
MILES_PER_DEGREE = 69.05

#: Places of one name closer than this are one place: a town, and the district called after it.
SAME_PLACE_MILES = 12

#: Of several places of one name, one this near to the patch is meant when no other is.
ON_THE_PATCH_MILES = 20

_POSTCODE = re.compile(r"([a-z]{1,2}[0-9][a-z0-9]?)(?:\s*[0-9](?:[a-z]{2})?)?")

#: A name that more entries than this have in their addresses is no small place: “Road”, “Hall”.
MOST_NAMED = 20

_SQL = statements("whereabouts")


@dataclass(frozen=True, slots=True)
class Place:
    """A place we know. `label` tells it from others of its name: “Newport, Shropshire”."""

    id: str
    kind: str
    name: str
    label: str
    latitude: float
    longitude: float


@dataclass(frozen=True, slots=True)
class Nearness:
    """The entries by how near they are to one place.

    `rings` are sets of entries, each inside the one before: RINGS[0] miles or nearer, and so on.
    `covering` come to the place or serve it, `anywhere` help from anywhere, `beyond` travel but not
    so far, and `naming` say the place's name and nothing else of where they are.
    """

    place: Place
    rings: tuple[int, ...]
    covering: int
    anywhere: int
    beyond: int
    naming: int

    def miles_to(self, known: Directory, outcode: str | None) -> float | None:
        """How far an outward code is; None for one where no entry is based."""
        base = known.ground.by_outcode.get(outcode or "")
        return miles_between(self.place, base) if base else None

    def within(self, known: Directory, miles: int) -> int:
        """The entries based at most so many miles away."""
        near = _around(self.place, miles, known.ground.bases)
        numbers = (base.numbers for far, base in near if round(far) <= miles)
        return union(numbers, known.build["entries"])

    def outwards(self, known: Directory, entries: int) -> Iterator[int]:
        """A set of entries as sets of equal distance, nearest first; last those with no place."""
        size = known.build["entries"]
        based = entries & known.ground.placed
        few = based.bit_count() * FEW < size
        yield from (set_of(some, size) for some in (self._few if few else self._many)(known, based))
        yield entries & ~known.ground.placed

    def _few(self, known: Directory, entries: int) -> Iterator[list[int]]:
        """Numbers of entries by how far they are, when it is quicker to look at each of them."""
        by_base: dict[int, list[int]] = {}
        for number in all_numbers_in(entries):
            by_base.setdefault(known.ground.base_of[number], []).append(number)
        by_miles: dict[float, list[int]] = {}
        for at, numbers in by_base.items():
            by_miles.setdefault(miles_between(self.place, known.ground.bases[at]), []).extend(
                numbers
            )
        yield from (by_miles[far] for far in sorted(by_miles))

    def _many(self, known: Directory, entries: int) -> Iterator[list[int]]:
        """The same, when the nearest are soon found by looking at everybody who is near."""
        bits = entries.to_bytes(known.build["entries"] // 8 + 1, "little")
        for bases in self._ever_further(known):
            everybody = (number for base in bases for number in base.numbers)
            if here := [number for number in everybody if bits[number >> 3] >> (number & 7) & 1]:
                yield here

    def _ever_further(self, known: Directory) -> Iterator[list[Base]]:
        """The bases, those of equal distance together, nearest first.

        They are looked for in circles, each twice as wide as the one before, because whoever asks
        seldom wants more than the nearest few.
        """
        left, done, edge = len(known.ground.bases), -1.0, NEAREST_MILES
        while left:
            by_miles: dict[float, list[Base]] = {}
            for far, base in _around(self.place, edge, known.ground.bases):
                if done < far <= edge:
                    by_miles.setdefault(far, []).append(base)
                    left -= 1
            for far in sorted(by_miles):
                yield by_miles[far]
            done, edge = edge, edge * 2


def find_places(connection: sqlite3.Connection, known: Directory, text: str) -> list[Place]:
    """The places that some text may mean: none when we know no such, several when it is not clear.

    A whole postcode, an outward code, a town, village or district, with or without its county.
    """
    asked = " ".join(fold(text).replace(".", " ").strip(" ,").split())
    if code := _POSTCODE.fullmatch(asked):
        rows = rows_of(connection.execute(_SQL["outcode"], {"id": f"outcode:{code[1].upper()}"}))
        return [_place(row) for row in rows]
    name, _, county = (part.strip() for part in asked.partition(","))
    rows = _named(connection, name)
    if not rows and not county:
        name, county, rows = _name_then_county(connection, name)
    if county:
        rows = [row for row in rows if county in fold(f"{row['county'] or ''} {row['name']}")]
    return _distinct(known, [_place(row) for row in rows])


def _named(connection: sqlite3.Connection, name: str) -> list[dict[str, Any]]:
    """The rows of a name, whether or not people write its dots and apostrophes: “kings lynn”."""
    plain = re.sub(r"^saint ", "st ", " ".join(words_of(name)))
    owned = re.sub(r"([a-z])s\b", r"\1's", plain, count=1)
    return rows_of(
        connection.execute(_SQL["named"], {"name": name, "plain": plain, "owned": owned})
    )


def find_small_place(connection: sqlite3.Connection, known: Directory, text: str) -> list[Place]:
    """The place that entries name in their addresses: Larkhall, a village inside Bath.

    For names that the gazetteer has not, or has somewhere else. Several entries must agree on it.
    """
    name = " ".join(words_of(text))
    numbers = numbers_in(known.having_match(connection, f"words : {quoted(name)}"), MOST_NAMED + 1)
    if not name or len(numbers) > MOST_NAMED:
        return []
    rows = rows_of(connection.execute(_SQL["said_by"], {"numbers": json.dumps(numbers)}))
    places = []
    for row in rows:
        said = filter(None, (row["place_venue"], row["place_address"], row["covers_districts"]))
        if f" {name} " in f" {' '.join(words_of(' '.join(said)))} ":
            label = " ".join(text.split()).title()
            places.append(
                Place(f"said:{name}", "said", label, label, row["latitude"], row["longitude"])
            )
    apart = any(miles_between(places[0], place) > SAME_PLACE_MILES for place in places)
    return [] if apart else places[:1]


def _name_then_county(
    connection: sqlite3.Connection, text: str
) -> tuple[str, str, list[dict[str, Any]]]:
    """“newport shropshire” as a name and a county, when there is such a name."""
    words = text.split()
    for at in range(len(words) - 1, 0, -1):
        name, county = " ".join(words[:at]), " ".join(words[at:])
        if rows := _named(connection, name):
            return name, county, rows
    return text, "", []


def _place(row: dict[str, Any]) -> Place:
    told_apart = row["county"] and row["kind"] == "town" and row["county"] != row["name"]
    label = f"{row['name']}, {row['county']}" if told_apart else row["name"]
    return Place(row["id"], row["kind"], row["name"], label, row["latitude"], row["longitude"])


def _distinct(known: Directory, places: list[Place]) -> list[Place]:
    """The places without those that are another again; if just one is on our patch, that one."""
    kept: list[Place] = []
    for place in places:
        if all(miles_between(place, other) > SAME_PLACE_MILES for other in kept):
            kept.append(place)
    on_patch = [place for place in kept if is_on_patch(known, place)] if len(kept) > 1 else []
    return on_patch if len(on_patch) == 1 else kept


def is_on_patch(known: Directory, place: Place) -> bool:
    """True when entries are based near a place."""
    near = _around(place, ON_THE_PATCH_MILES, known.ground.bases)
    return any(far <= ON_THE_PATCH_MILES for far, _ in near)


def is_one_here(known: Directory, places: list[Place]) -> bool:
    """True when a name means just one place, and it is on our patch."""
    return len(places) == 1 and is_on_patch(known, places[0])


def names_one_here(connection: sqlite3.Connection, known: Directory, text: str) -> bool:
    """True for the name of a place on our patch."""
    key = ("names one here", text)
    return known.keep(key, lambda: is_one_here(known, find_places(connection, known, text)))


def _around(place: Place, miles: float, spots: Sequence[Spot]) -> Iterator[tuple[float, Spot]]:
    """Every spot at most so many miles away, and a few that are further; with how far each is.

    `spots` stand from south to north. Miles may have been rounded, so it looks one mile further.
    """
    up = (miles + 1) / MILES_PER_DEGREE
    north = min(85.0, abs(place.latitude) + up)
    across = up / cos(radians(north))
    west, east = place.longitude - across, place.longitude + across
    for spot in between(spots, place.latitude - up, place.latitude + up):
        if west <= spot.longitude <= east:
            yield miles_between(place, spot), spot


def miles_between(one: Place | Base, other: Place | Base | Area) -> float:
    """Straight-line miles between two places, flat-earth: within 1 in 500 across the country."""
    up = other.latitude - one.latitude
    across = (other.longitude - one.longitude) * cos(radians((one.latitude + other.latitude) / 2))
    return MILES_PER_DEGREE * sqrt(up * up + across * across)


def nearness(connection: sqlite3.Connection, known: Directory, place: Place) -> Nearness:
    """How near every entry is to a place. Kept for places that many people ask for."""
    return known.keep(("near", place.id), lambda: _measure(connection, known, place))


def _measure(connection: sqlite3.Connection, known: Directory, place: Place) -> Nearness:
    size = known.build["entries"]
    inside: list[list[Numbers]] = [[] for _ in RINGS]
    covering = list(_serving(known, place))
    for far, base in _around(place, max(known.ground.furthest, *RINGS), known.ground.bases):
        whole = round(far)
        covering.append(base.travelling[bisect_left(base.miles, whole) :])
        if rings := [ring for ring, edge in enumerate(RINGS) if whole <= edge]:
            inside[rings[-1]].append(base.numbers)
    covered = union(covering, size)
    outwards = accumulate((union(some, size) for some in reversed(inside)), or_)
    return Nearness(
        place=place,
        rings=tuple(outwards)[::-1],
        covering=covered,
        anywhere=known.anywhere,
        beyond=known.ground.travelling & ~covered,
        naming=known.having_words(connection, place.name) & ~known.ground.placed,
    )


def _serving(known: Directory, place: Place) -> Iterator[Numbers]:
    """The entries that serve a place, those of one area together."""
    up = (known.ground.widest + 1) / MILES_PER_DEGREE
    for area in between(known.ground.served, place.latitude - up, place.latitude + up):
        is_level = abs(area.latitude - place.latitude) * MILES_PER_DEGREE <= area.miles
        if is_level and miles_between(place, area) <= area.miles:
            yield area.numbers


def as_rings(near: Nearness) -> tuple[int, ...]:
    """The rings as they count for the order: with who comes to you and who helps from anywhere."""
    counted = []
    for ring, inside in enumerate(near.rings, 1):
        entries = inside if ring <= OUT_OF_REACH else inside & ~near.beyond
        entries |= near.anywhere if ring <= ANYWHERE else 0
        entries |= near.covering if ring <= COVERS_YOU else 0
        entries |= near.naming if ring <= NAMES_YOUR_PLACE else 0
        counted.append(entries)
    return tuple(counted)
