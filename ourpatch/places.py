"""Where places are, with no network: outward codes, towns and councils of the United Kingdom.

Reads the three tables in `gazetteer/`, whose `SOURCES.md` names the sources and their licences.
Latitudes and longitudes are WGS84 degrees, radiuses kilometres, distances between places miles.
An outward code is the first half of a postcode: the BA1 of BA1 6RT.
"""

import csv
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from itertools import product
from math import asin, cos, radians, sin, sqrt
from pathlib import Path
from typing import Any

GAZETTEER = Path(__file__).parent / "gazetteer"

_OUTWARD = r"[A-Z]{1,2}[0-9][A-Z0-9]?"
_INWARD = r"[0-9][ABD-HJLNP-UW-Z]{2}"  # C, I, K, M, O and V are never used there
_AREAS = """AB AL B BA BB BD BH BL BN BR BS BT CA CB CF CH CM CO CR CT CV CW DA DD DE DG DH DL DN
DT DY E EC EH EN EX FK FY G GL GU GY HA HD HG HP HR HS HU HX IG IM IP IV JE KA KT KW KY L LA LD LE
LL LN LS LU M ME MK ML N NE NG NN NP NR NW OL OX PA PE PH PL PO PR RG RH RM S SA SE SG SK SL SM SN
SO SP SR SS ST SW SY TA TD TF TN TQ TR TS TW UB W WA WC WD WF WN WR WS WV YO ZE"""

#: A whole postcode inside running text, in any case, with or without its space. Only real areas
#: count, and "Room B12 3rd floor" is no postcode. (The first look ahead is there for speed.)
FULL_POSTCODE = re.compile(
    rf"""(?<![A-Za-z0-9])(?=[A-Za-z]{{1,2}}[0-9])
    (?![A-Za-z][0-9][0-9A-Za-z]?\s[0-9](?:hr|yr|wk|ft|lb|gb)\b)        # E5 1hr
    (?i:{"|".join(_AREAS.split())}) [0-9][A-Za-z0-9]?
    (?:[\s-]{{1,2}}
        (?!(?:1st|2nd|3rd|[04-9]th)\b)                                 # Room B12 3rd floor
        (?!(?:1ST|2ND|3RD|[04-9]TH)\s(?i:floor|left|right))            # ROOM B12 3RD FLOOR
    )?
    (?i:{_INWARD})(?![A-Za-z0-9])""",
    re.VERBOSE,
)

#: What every whole postcode ends in.
END_OF_A_POSTCODE = re.compile(rf"(?i:{_INWARD})(?![A-Za-z0-9])")

#: A pair of decimal coordinates in or near the United Kingdom: "51.3812, -2.3590" in text, or in
#: a map link "@51.38,-2.36", "mlat=51.38&mlon=-2.36", "!3d51.38!4d-2.36". Prices are no match: an
#: eastern longitude needs three decimals unless a map link's sign stands before the latitude.
COORDINATES = re.compile(
    r"""(?=[@=/!456])(?<![\d.£$€])(?P<mark>[@=/]|!3d)?
    (?P<latitude>(?:49|5[0-9]|60)\.\d{2,}+)
    (?:\s?°\s?[Nn]?|\s?[Nn])?+
    (?:\s{0,2}[,;/]\s{0,2}|%2C|!4d|&(?:m?lon|lng|long|longitude)=|\s{1,2})
    (?P<longitude>[-−]\d\.\d{2,}+|\d\.\d{3,}+|(?(mark)\d\.\d{2,}+|(?!)))
    (?!\.?\d)""",
    re.VERBOSE,
)

#: Whole degrees and a point, as in every pair of coordinates.
END_OF_A_DEGREE = re.compile(r"\.(?<=[0-9]{2}\.)[0-9]")


@dataclass(frozen=True, slots=True)
class Outcode:
    """An outward code at the median of its live postcodes, 90% of them within `radius_km`.

    `live` counts them; None where that is not known (Northern Ireland, the Crown Dependencies).
    """

    outcode: str
    latitude: float
    longitude: float
    radius_km: float
    live: int | None
    district: str
    near_place: str


@dataclass(frozen=True, slots=True)
class Place:
    """A town or village. No two have the same name and county; a population of 0 is unknown."""

    name: str
    latitude: float
    longitude: float
    population: int
    county: str
    district: str
    other_names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class District:
    """A council or county, at the median of its live postcodes, 90% of them within `radius_km`."""

    code: str
    name: str
    latitude: float
    longitude: float
    radius_km: float
    other_names: tuple[str, ...]


def outward(text: str) -> str | None:
    """The outward code of a postcode, or part of one, however typed; None if there is no such.

    "ba1 6rt", "BA1 6" and " Ba.1" all give "BA1"; "BA16" is an outward code of its own.
    """
    spaced = re.sub(r"[^A-Z0-9]+", " ", text.upper()).strip()
    squeezed = spaced.replace(" ", "")
    found = re.fullmatch(rf"({_OUTWARD}){_INWARD}", squeezed)
    found = found or re.fullmatch(rf"({_OUTWARD}) [0-9][A-Z]?", spaced)
    outcode = found[1] if found else squeezed
    return outcode if outcode in outcodes() else None


def full_postcode(text: str) -> str | None:
    """A whole postcode as it is written ("ba16rt" gives "BA1 6RT"); None if it cannot be one."""
    found = re.fullmatch(rf"({_OUTWARD})({_INWARD})", re.sub(r"[^A-Z0-9]", "", text.upper()))
    return f"{found[1]} {found[2]}" if found and found[1] in outcodes() else None


def suggest_postcode(text: str) -> str | None:
    """The postcode probably meant where O and 0, or I and 1, were mixed up: WA15 OHF, WA15 0HF.

    A suggestion for a person to agree to. None when nothing needs mending, or nothing helps.
    """
    typed = re.sub(r"[^A-Z0-9]", "", text.upper())
    if not 5 <= len(typed) <= 7 or full_postcode(typed):
        return None
    pairs = {"O": "O0", "0": "0O", "I": "I1", "1": "1I", "L": "L1"}
    mended: dict[int, set[str]] = {}
    for letters in product(*(pairs.get(letter, letter) for letter in typed)):
        if found := full_postcode("".join(letters)):
            changes = sum(old != new for old, new in zip(typed, letters, strict=True))
            mended.setdefault(changes, set()).add(found)
    best = mended[min(mended)] if mended else set()
    return best.pop() if len(best) == 1 else None


def miles_between(lat1: float, lon1: float, lat2: float, lon2: float) -> float:
    """Straight-line miles between two points in degrees (haversine; the Earth's mean radius)."""
    up, across = radians(lat2 - lat1) / 2, radians(lon2 - lon1) / 2
    bend = sin(up) ** 2 + cos(radians(lat1)) * cos(radians(lat2)) * sin(across) ** 2
    return 2 * 3958.76 * asin(min(1.0, sqrt(bend)))


@cache
def outcodes() -> dict[str, Outcode]:
    """Every live outward code, by itself."""
    return {row[0]: Outcode(*row) for row in _read("outcodes.csv")}


@cache
def places() -> list[Place]:
    """Every town and village, sorted by name and county."""
    return [Place(*row) for row in _read("places.csv")]


@cache
def districts() -> list[District]:
    """Every council, and the counties of England that have districts, sorted by code."""
    return [District(*row) for row in _read("districts.csv")]


#: The columns of the database's table `place`, but for the name as it is compared.
COLUMNS = (
    *("id", "kind", "name", "county"),
    *("latitude", "longitude", "radius_km", "population"),
)


def rows() -> Iterator[tuple[Any, ...]]:
    """The rows of the table, by COLUMNS; one for each name, so that Caerdydd is found too."""
    for code in outcodes().values():
        yield _row("outcode", code.outcode, code.outcode, code, code.district)
    own = {(place.name, place.county) for place in places()}
    for place in places():
        others = [name for name in place.other_names if (name, place.county) not in own]
        for name in (place.name, *others):
            yield _row("town", f"{name}, {place.county}", name, place, place.county)
        own.update((name, place.county) for name in others)
    for area in districts():
        yield _row("district", area.code, area.name, area, None)
        for name in area.other_names:
            yield _row("district", f"{area.code}, {name}", name, area, None)


def _row(
    kind: str, key: str, name: str, at: Outcode | Place | District, county: str | None
) -> tuple[Any, ...]:
    wide = None if isinstance(at, Place) else at.radius_km
    people = at.population if isinstance(at, Place) else None
    id = f"{kind}:{key}"
    return id, kind, name, county, at.latitude, at.longitude, wide, people


def _read(name: str) -> Iterator[list[Any]]:
    """The rows of a file, each value as its column says, in the order of the columns."""
    with (GAZETTEER / name).open(encoding="utf-8", newline="") as file:
        lines = csv.reader(file)
        shaped = [(at, _SHAPES[name]) for at, name in enumerate(next(lines)) if name in _SHAPES]
        for row in lines:
            values: list[Any] = row
            for at, shape in shaped:
                values[at] = shape(values[at])
            yield values


_SHAPES: dict[str, Callable[[str], Any]] = {
    **dict.fromkeys(("latitude", "longitude", "radius_km"), float),
    **dict.fromkeys(("population", "live"), lambda text: int(text) if text else None),
    "other_names": lambda text: tuple(filter(None, text.split("|"))),
}
