"""Where entries are based, how far they come, and the areas they serve."""

from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from operator import attrgetter
from typing import Any, TypeVar

from ourpatch.searching.bits import listed, union


@dataclass(frozen=True, slots=True)
class Base:
    """An outward code, and the entries based there.

    `travelling` are those of them who say that they come to people, who comes least far first, and
    `miles` how far each of those comes.
    """

    outcode: str
    latitude: float
    longitude: float
    numbers: "array[int]"
    travelling: "array[int]"
    miles: "array[float]"


@dataclass(frozen=True, slots=True)
class Area:
    """A circle, and the entries that say they serve it."""

    latitude: float
    longitude: float
    miles: float
    numbers: "array[int]"


Spot = TypeVar("Spot", Base, Area)

_latitude = attrgetter("latitude")


@dataclass(frozen=True, slots=True, eq=False)
class Ground:
    """All of them. `bases` and `served` stand from south to north.

    `base_of` has for each entry where its base stands in `bases`; past the last for one with none.
    `placed` say where they are based and `travelling` how far they come, as sets; nobody comes
    further than `furthest` miles, or serves an area of more than `widest` miles each way.
    """

    bases: tuple[Base, ...]
    by_outcode: dict[str, Base]
    base_of: "array[int]"
    served: tuple[Area, ...]
    placed: int
    travelling: int
    furthest: float
    widest: float


def ground(based: Iterable[dict[str, Any]], served: Iterable[dict[str, Any]], size: int) -> Ground:
    """What the rows of the statements `bases` and `served` say."""
    bases = sorted(_bases(based), key=_latitude)
    areas = sorted(map(_area, served), key=_latitude)
    return Ground(
        bases=tuple(bases),
        by_outcode={base.outcode: base for base in bases},
        base_of=_base_of(bases, size),
        served=tuple(areas),
        placed=union((base.numbers for base in bases), size),
        travelling=union((base.travelling for base in bases), size),
        furthest=max((base.miles[-1] for base in bases if base.miles), default=0.0),
        widest=max((area.miles for area in areas), default=0.0),
    )


def _bases(rows: Iterable[dict[str, Any]]) -> Iterable[Base]:
    """The bases in some rows, of which there is one for each outward code and number of miles."""
    bases: dict[str, Base] = {}
    for row in rows:
        at = (row["outcode"], row["latitude"], row["longitude"])
        base = bases.setdefault(row["outcode"], Base(*at, array("I"), array("I"), array("d")))
        numbers = array("I", listed(row["numbers"]))
        base.numbers.extend(numbers)
        if row["miles"] is not None:
            base.travelling.extend(numbers)
            base.miles.extend([row["miles"]] * len(numbers))
    return bases.values()


def _area(row: dict[str, Any]) -> Area:
    numbers = array("I", listed(row["numbers"]))
    return Area(row["latitude"], row["longitude"], row["miles"], numbers)


def _base_of(bases: Sequence[Base], size: int) -> "array[int]":
    found = array("I", [len(bases)]) * size
    for at, base in enumerate(bases):
        for number in base.numbers:
            found[number] = at
    return found


def between(spots: Sequence[Spot], south: float, north: float) -> Sequence[Spot]:
    """Those of some bases or areas that lie between two latitudes."""
    first = bisect_left(spots, south, key=_latitude)
    return spots[first : bisect_right(spots, north, lo=first, key=_latitude)]
