"""The gazetteer and `ourpatch.places`, which reads it."""

import csv
import re
from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from time import process_time
from typing import Any

import pytest

from ourpatch import places
from ourpatch.gazetteer import code_point

TABLES = ["districts.csv", "outcodes.csv", "places.csv"]
KILOBYTES = 700

BELFAST_TO_FERMANAGH = [
    *range(1, 50),
    *range(51, 58),
    *range(60, 72),
    *range(74, 83),
    *range(92, 95),
]
ISLANDS: dict[str, Iterable[int]] = {
    "GY": range(1, 11),
    "IM": [*range(1, 10), 86, 99],
    "JE": range(1, 6),
}


def namesakes(name: str) -> list[places.Place]:
    """All places of one name."""
    return [place for place in places.places() if place.name == name]


def table_rows() -> list[dict[str, Any]]:
    """The rows of the table `place`, by column."""
    return [dict(zip(places.COLUMNS, row, strict=True)) for row in places.rows()]


@pytest.mark.parametrize(
    ("outcode", "latitude", "longitude"),
    [
        ("BA1", 51.39, -2.36),
        ("SW2", 51.45, -0.12),
        ("BT1", 54.60, -5.93),
        ("BA11", 51.23, -2.32),
        ("ZE1", 60.15, -1.16),
        ("KW15", 58.98, -2.96),
    ],
)
def test_outcodes_known_points(outcode: str, latitude: float, longitude: float) -> None:
    """
    Outward codes lie where they should, to a kilometre.
    """
    found = places.outcodes()[outcode]

    assert (latitude, longitude) == (round(found.latitude, 2), round(found.longitude, 2))


def test_outcodes_great_britain() -> None:
    """
    All the live outward codes of Great Britain that have coordinates are there.
    """
    counted = [code for code in places.outcodes().values() if code.live is not None]

    assert 2863 == len(counted)


@pytest.mark.parametrize("outcode", ["AB1", "BS12", "CF1", "NPT", "W1V", "BT50", "ZZ9"])
def test_outcodes_dead(outcode: str) -> None:
    """
    Outward codes that are no longer in use, or never were, are not there.
    """
    assert None is places.outcodes().get(outcode)


def test_outcodes_northern_ireland() -> None:
    """
    Every outward code of Northern Ireland is there, and none of its postcodes was counted.
    """
    found = {o: c.live for o, c in places.outcodes().items() if o.startswith("BT")}

    assert {f"BT{number}": None for number in BELFAST_TO_FERMANAGH} == found


def test_outcodes_islands() -> None:
    """
    Every outward code of the Isle of Man, Jersey and Guernsey is there.
    """
    found = {outcode for outcode in places.outcodes() if outcode[:2] in ISLANDS}

    assert {f"{area}{n}" for area, numbers in ISLANDS.items() for n in numbers} == found


def test_outcodes_near_place() -> None:
    """
    An outward code can be said with the place it is near, and its council.
    """
    found = places.outcodes()["BA11"]

    assert ("Frome", "Somerset") == (found.near_place, found.district)


def test_outcodes_near_place_is_known() -> None:
    """
    Nothing is left without a council, a place near by or a sensible radius.
    """
    lacking = [
        code
        for code in places.outcodes().values()
        if not (code.district and code.near_place and 0 <= code.radius_km < 70)
    ]

    assert [] == lacking


@pytest.mark.parametrize(("outcode", "least", "most"), [("BA1", 1000, 2000), ("TR22", 1, 1)])
def test_outcodes_live(outcode: str, least: int, most: int) -> None:
    """
    The live postcodes are counted, so that a code of a single address can be told.
    """
    assert least <= (places.outcodes()[outcode].live or 0) <= most


def test_points_all_in_the_islands() -> None:
    """
    No point lies outside Britain and Ireland, as the directory's "no location" (99.99, 0) does.
    """
    outside = [
        row["id"]
        for row in table_rows()
        if not (49 < row["latitude"] < 61 and -9 < row["longitude"] < 2)
    ]

    assert [] == outside


def test_points_grid() -> None:
    """
    The Ordnance Survey's own worked example, in metres, comes out right in degrees.
    """
    latitude, longitude = code_point.to_degrees(651409.903, 313177.270)

    assert (52.657979, 1.716052) == (round(latitude, 6), round(longitude, 6))


def test_places_frome() -> None:
    """
    A town has a point, a population, a county and a district.
    """
    (frome,) = namesakes("Frome")

    assert places.Place("Frome", 51.2283, -2.3221, 26203, "Somerset", "Somerset", ()) == frome


def test_places_newport() -> None:
    """
    Places with one name have different counties.
    """
    counties = {place.county for place in namesakes("Newport")}

    assert {
        "East Riding of Yorkshire",
        "Essex",
        "Isle of Wight",
        "Pembrokeshire",
        "Telford and Wrekin",
        "Wales",
    } == counties


def test_places_told_apart() -> None:
    """
    No two places have the same name and county.
    """
    pairs = Counter((place.name, place.county) for place in places.places())

    assert [] == [pair for pair, times in pairs.items() if times > 1]


@pytest.mark.parametrize(
    ("other", "name"),
    [
        ("Caerdydd", "Cardiff"),
        ("Casnewydd", "Newport"),
        ("Derry", "Derry/Londonderry"),
        ("Glaschu", "Glasgow"),
        ("Hull", "Kingston upon Hull"),
        ("Leamington Spa", "Royal Leamington Spa"),
        ("Londonderry", "Derry/Londonderry"),
        ("Weston", "Weston-super-Mare"),
        ("Y Gelli", "Hay-on-Wye"),
        ("Yr Wyddgrug", "Mold"),
    ],
)
def test_places_other_names(other: str, name: str) -> None:
    """
    A place is known by the other names people type.
    """
    found = [place.name for place in places.places() if other in place.other_names]

    assert [name] == found


@pytest.mark.parametrize("name", ["Akrotiri", "Dhekelia", "Londonderry County Borough"])
def test_places_not_places(name: str) -> None:
    """
    Places overseas and old administrations are left out.
    """
    assert [] == namesakes(name)


def test_places_saints() -> None:
    """
    Saints are written as people here write them.
    """
    written = {place.name for place in places.places()}

    assert {"St Albans", "St Davids", "St Helens"} <= written
    assert [] == [name for name in written if name.startswith(("Saint ", "St. "))]


def test_places_districts_known() -> None:
    """
    The district of every place and outward code is in the table of districts.
    """
    known = {district.name for district in places.districts()}
    used = {place.district for place in places.places()}
    used |= {code.district for code in places.outcodes().values()}

    assert set() == used - known


def test_districts_number() -> None:
    """
    There are 361 councils, 3 islands, 21 counties with a council, 6 without, and London.
    """
    assert 361 + 3 + 21 + 6 + 1 == len(places.districts())


def test_districts_names() -> None:
    """
    A council has the name people use, and its official or Welsh one beside it.
    """
    found = {district.code: district for district in places.districts()}

    assert ("Bristol", ("City of Bristol",)) == (
        found["E06000023"].name,
        found["E06000023"].other_names,
    )
    assert ("Cardiff", ("Caerdydd",)) == (
        found["W06000015"].name,
        found["W06000015"].other_names,
    )


@pytest.mark.parametrize(
    ("typed", "outcode"),
    [
        ("BA1 6RT", "BA1"),
        ("ba16rt", "BA1"),
        (" Ba1\t6rT. ", "BA1"),
        ("BA1", "BA1"),
        ("b.a.1", "BA1"),
        ("BA1 6", "BA1"),
        ("ba1 6r", "BA1"),
        ("BA11", "BA11"),
        ("ba 11", "BA11"),
        ("BA16", "BA16"),
        ("BA11 1AA", "BA11"),
        ("e1 1aa", "E1"),
        ("w1a1aa", "W1A"),
        ("EC1A-1BB", "EC1A"),
        ("BT1 5GS", "BT1"),
        ("JE2 3AB", "JE2"),
        ("", None),
        ("Bath", None),
        ("BA1, Bath", None),
        ("WA15 OHF", None),
        ("AA1 1AA", None),
        ("AB1 1AA", None),
        ("BA1 6RTT", None),
        ("12345", None),
        ("ＢＡ１", None),
        ("🧵", None),
    ],
)
def test_outward_messy(typed: str, outcode: str | None) -> None:
    """
    However a postcode or its first half is typed, we find the first half, if there is one.
    """
    assert outcode == places.outward(typed)


@pytest.mark.parametrize(
    ("typed", "postcode"),
    [
        ("ba16rt", "BA1 6RT"),
        (" BA1  6RT ", "BA1 6RT"),
        ("BA11 1AA", "BA11 1AA"),
        ("BA111AA", "BA11 1AA"),
        ("sw1a 0aa", "SW1A 0AA"),
        ("IM1-1AA", "IM1 1AA"),
        ("BA1", None),
        ("BA1 6", None),
        ("BA1 6RC", None),
        ("AA1 1AA", None),
        ("AB1 1AA", None),
        ("WA15 OHF", None),
        ("99.99, 0", None),
        ("", None),
    ],
)
def test_full_postcode_messy(typed: str, postcode: str | None) -> None:
    """
    A whole postcode is written with a space and capitals; anything else is none.
    """
    assert postcode == places.full_postcode(typed)


@pytest.mark.parametrize(
    ("typed", "postcode"),
    [
        ("WA15 OHF", "WA15 0HF"),
        ("BAI 6RT", "BA1 6RT"),
        ("bal 6rt", "BA1 6RT"),
        ("SWIA OAA", "SW1A 0AA"),
        ("0X1 1AA", "OX1 1AA"),
        ("BA1 6RT", None),
        ("BA1", None),
        ("WA15 0H0", None),
        ("Oil lamp", None),
        ("", None),
    ],
)
def test_suggest_postcode_mistaken(typed: str, postcode: str | None) -> None:
    """
    A letter O for a nought and an I for a one are mended, as a suggestion.
    """
    assert postcode == places.suggest_postcode(typed)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Come to 3 Larkhall Lane, BA1 6RT, at ten.", "BA1 6RT"),
        ("we meet at ba16rt.", "ba16rt"),
        ("Ba1 6rt", "Ba1 6rt"),
        ("(BA1-6RT)", "BA1-6RT"),
        ("Larkhall, BA1\n6RT", "BA1\n6RT"),
        ("B12 3ab", "B12 3ab"),
        ("BT1 5GS or ring", "BT1 5GS"),
        ("BA1\u00a06RT", "BA1\u00a06RT"),
        ("knit at ba16th", "ba16th"),
        ("https://maps.example/?q=BA16RT", "BA16RT"),
    ],
)
def test_postcodes_in_text_finds(text: str, found: str) -> None:
    """
    Whole postcodes are found in running text, however they are typed.
    """
    match = places.FULL_POSTCODE.search(text)

    assert match is not None
    assert found == match[0]


@pytest.mark.parametrize(
    "text",
    [
        "Room B12 3rd floor",
        "room b12 3rd floor",
        "ROOM B12 3RD FLOOR",
        "Flat E5 2nd left",
        "£4 a session, £12 4pm",
        "from M5 10am",
        "E5 1hr",
        "W3 6ft fence",
        "Tuesdays, 2pm to 4pm, from 20 May 2026",
        "BA1 or BA11",
        "bus S1 and 2 more",
        "A4 2LB paper",
        "charity 1234567",
        "company SC123456",
        "01632 960123",
        "AA1 1AA",
        "XBA1 6RTX",
    ],
)
def test_postcodes_in_text_leaves(text: str) -> None:
    """
    Rooms, prices, times, numbers and outward codes are not whole postcodes.
    """
    assert None is places.FULL_POSTCODE.search(text)


def test_postcodes_in_text_areas() -> None:
    """
    The areas it looks for are those of the table.
    """
    areas = {re.split("[0-9]", outcode)[0] for outcode in places.outcodes()}

    assert areas == set(places._AREAS.split())


@pytest.mark.parametrize(
    ("text", "latitude", "longitude"),
    [
        ("We are at 51.3812, -2.3590.", "51.3812", "-2.3590"),
        ("51.3812 -2.3590", "51.3812", "-2.3590"),
        ("51.3812,0.1234", "51.3812", "0.1234"),
        ("51.3812° N, 2.3590° W", "51.3812", "2.3590"),
        ("51.38, -2.36", "51.38", "-2.36"),
        ("https://maps.example/@51.38,-2.36,15z", "51.38", "-2.36"),
        ("https://maps.example/@51.51,0.12,15z", "51.51", "0.12"),
        ("https://maps.example/?mlat=51.38&mlon=-2.36", "51.38", "-2.36"),
        ("https://maps.example/#map=15/51.38/-2.36", "51.38", "-2.36"),
        ("https://maps.example/?q=51.38%2C-2.36", "51.38", "-2.36"),
        ("data=!3d51.3812!4d-2.3590", "51.3812", "-2.3590"),
    ],
)
def test_coordinates_in_text_finds(text: str, latitude: str, longitude: str) -> None:
    """
    Pairs of coordinates are found in text and in map links.
    """
    match = places.COORDINATES.search(text)

    assert match is not None
    assert (latitude, longitude) == (match["latitude"], match["longitude"])


@pytest.mark.parametrize(
    "text",
    [
        "£50.50, 2.25",
        "£50.50, £2.25",
        "£55.00 -1.50",
        "50.50 2.25",
        "from 10.30 to 12.30",
        "ring 51.30, 14.20",
        "25.05.2026",
        "version 52.10.1",
        "01632 960123, 01632 960124",
        "50, 5",
    ],
)
def test_coordinates_in_text_leaves(text: str) -> None:
    """
    Prices, times, dates and phone numbers are not coordinates.
    """
    assert None is places.COORDINATES.search(text)


@pytest.mark.parametrize(
    "text", ["51." + "3" * 60_000, "BA1" + " " * 60_000, "51.38" + " " * 60_000]
)
@pytest.mark.parametrize("pattern", [places.FULL_POSTCODE, places.COORDINATES])
def test_in_text_is_quick(pattern: re.Pattern[str], text: str) -> None:
    """
    Text made to keep a pattern busy does not.
    """
    started = process_time()
    found = pattern.search(text)

    assert (None, True) == (found, process_time() - started < 1)


@pytest.mark.parametrize(
    ("miles", "here", "there"),
    [
        (0, (51.39, -2.36), (51.39, -2.36)),
        (10, (51.3751, -2.3617), (51.2283, -2.3221)),
        (332, (51.5085, -0.1257), (55.9521, -3.1965)),
        (69, (51.0, -2.0), (52.0, -2.0)),
    ],
)
def test_miles_between_known(
    miles: int, here: tuple[float, float], there: tuple[float, float]
) -> None:
    """
    Straight-line distances are right, both ways.
    """
    assert miles == round(places.miles_between(*here, *there))
    assert places.miles_between(*here, *there) == places.miles_between(*there, *here)


def test_rows_outcode() -> None:
    """
    An outward code is a row, with its council for a county.
    """
    row = next(row for row in table_rows() if row["id"] == "outcode:BA11")

    assert {
        "id": "outcode:BA11",
        "kind": "outcode",
        "name": "BA11",
        "county": "Somerset",
        "latitude": 51.232,
        "longitude": -2.3215,
        "radius_km": 5.7,
        "population": None,
    } == row


@pytest.mark.parametrize(
    ("key", "name", "kind"),
    [
        ("town:Cardiff, Wales", "Cardiff", "town"),
        ("town:Caerdydd, Wales", "Caerdydd", "town"),
        ("district:W06000015", "Cardiff", "district"),
        ("district:W06000015, Caerdydd", "Caerdydd", "district"),
    ],
)
def test_rows_every_name(key: str, name: str, kind: str) -> None:
    """
    A town or district has a row for each of its names.
    """
    row = next(row for row in table_rows() if row["id"] == key)

    assert (name, kind) == (row["name"], row["kind"])


def test_rows_ids() -> None:
    """
    No id comes twice.
    """
    ids = Counter(row["id"] for row in table_rows())

    assert [] == [key for key, times in ids.items() if times > 1]


def test_rows_same_each_time() -> None:
    """
    The tables read the same each time, in the same order.
    """
    before = list(places.rows())
    for table in (places.outcodes, places.places, places.districts):
        table.cache_clear()

    assert before == list(places.rows())


def test_files_size() -> None:
    """
    The folder stays small enough to carry on a phone.
    """
    size = sum(file.stat().st_size for file in places.GAZETTEER.glob("*.*"))

    assert size < KILOBYTES * 1000


@pytest.mark.parametrize("name", TABLES)
def test_files_form(name: str) -> None:
    """
    A table is UTF-8 with no mark at its head, and ends its lines with LF.
    """
    raw = (places.GAZETTEER / name).read_bytes()

    assert (False, False, True) == (
        raw.startswith(b"\xef\xbb\xbf"),
        b"\r" in raw,
        raw.endswith(b"\n"),
    )
    assert raw.decode("utf-8")


@pytest.mark.parametrize("name", TABLES)
def test_files_sorted(name: str) -> None:
    """
    A table is sorted, so that a new one differs only where the places do.
    """
    with (places.GAZETTEER / name).open(encoding="utf-8", newline="") as file:
        rows = list(csv.reader(file))[1:]

    assert sorted(rows) == rows


def test_files_thanks() -> None:
    """
    Every line of thanks that the licences ask for stands beside the tables.
    """
    written = (places.GAZETTEER / "SOURCES.md").read_text(encoding="utf-8")

    assert [] == [
        thanks
        for thanks in (
            "Contains OS data © Crown copyright and database right 2025",
            "Contains Royal Mail data © Royal Mail copyright and database right 2025",
            "Contains National Statistics data © Crown copyright and database right 2025",
            "Open Government Licence v3.0",
            "GeoNames",
            "https://creativecommons.org/licenses/by/4.0/",
        )
        if thanks not in written
    ]


def test_files_nothing_else_is_needed() -> None:
    """
    The reading half needs nothing from outside Python's own library.
    """
    source = Path(places.__file__).read_text(encoding="utf-8")

    assert [] == [
        line for line in source.splitlines() if line.startswith(("from ourpatch", "import our"))
    ]
