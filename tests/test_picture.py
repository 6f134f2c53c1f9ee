"""The picture of where, the ways out of nothing, and finding where one is."""

import math
import re

import pytest
from conftest import ServeEntries, Site, words
from playwright.sync_api import Browser

#: How html5lib names the parts of a drawing.
SVG = "{http://www.w3.org/2000/svg}"


def test_the_picture_says_the_same_as_its_table(site: Site) -> None:
    """Every area with results has a disc and a row, and every result is in the table."""
    page = site.find("", q="gardening", near="Frome").page
    drawn = [words(text) for text in page.root.iter(f"{SVG}text") if text.get("class") == "count"]
    (table,) = page.root.iter("table")
    rows = [[words(cell) for cell in row] for row in table.iter("tr")][1:]
    cards = [words(heading) for heading in page.root.iter("h3") if heading.find("a") is not None]

    areas = [row[0] for row in rows if row[0] != "No one place"]
    assert areas == [re.sub(r" \(\d+\)$", "", label) for label in drawn]
    assert sorted(cards) == sorted(name for row in rows for name in row[-1].split(", "))


def test_a_disc_is_as_wide_as_its_postcode_area(site: Site) -> None:
    """Discs keep the proportions of the areas they stand for, so no home can be picked out."""
    page = site.find("", near="BA1").page
    radii = [
        int(c.get("r", "0")) for c in page.root.iter(f"{SVG}circle") if c.get("class") == "area"
    ]
    labels = [
        words(t).split()[0] for t in page.root.iter(f"{SVG}text") if t.get("class") == "count"
    ]
    known = dict(site.sql("SELECT name, radius_km FROM place WHERE kind = 'outcode'"))

    scale = radii[0] / known[labels[0]]
    assert all(
        math.isclose(radius, max(10, known[label] * scale), abs_tol=3)
        for radius, label in zip(radii, labels, strict=True)
    )


def test_there_is_no_picture_of_nowhere(serve_entries: ServeEntries) -> None:
    """When nobody on the page has a place there is no picture."""
    page = serve_entries("nowhere", {"sam": {}}).find("").page

    assert [] == list(page.root.iter("table"))
    assert "Where they are" not in page.words("h2")


def test_no_results_names_what_could_be_left_out(site: Site) -> None:
    """Each way out says what it leaves out and how many it gives, and it is true."""
    page = site.find("", help="payroll", kind="faith-group", q="gardening").page
    ways = {said: link for said, link in page.links().items() if said.startswith("Search without")}
    counts = [int(n) for n in re.findall(r"\((\d+) results?\)", words(page.root))]

    assert ["No results for “gardening”"] == [h for h in page.words("h2") if "results" in h]
    assert ways
    totals = [
        site.get(link.replace("/find?", "/find.json?")).json["total"] for link in ways.values()
    ]
    assert totals == counts


def test_a_place_with_twins_is_asked_about(site: Site) -> None:
    """“Newport” is several places: each is offered with its county, and choosing one settles it."""
    page = site.find("", q="gardening", near="Newport").page
    offered = {said: link for said, link in page.links().items() if said.startswith("Newport, ")}

    assert len(offered) > 2
    for said, link in offered.items():
        place = site.get(link.split("#")[0].replace("/find?", "/find.json?")).json["understood"]
        assert said == place["place"]["label"]


def test_an_unknown_place_is_said_so_and_the_search_goes_on(site: Site) -> None:
    """Nobody is left with an empty page because we do not know where they live."""
    found = site.find(q="gardening", near="Qwertyville").json

    assert "Qwertyville" == found["understood"]["unknown_place"]
    assert found["total"] == site.find(q="gardening").json["total"]


@pytest.mark.parametrize("miles", [2, 5, 10])
def test_within_keeps_those_who_come_to_you(site: Site, miles: int) -> None:
    """`within` leaves out who is based further off, unless they cover the place or are anywhere."""
    found = site.find(near="BA11", within=miles).json

    assert 0 < found["total"] < site.find(near="BA11").json["total"]
    for result in found["results"]:
        near = result["miles"] is not None and result["miles"] <= miles
        said = " ".join(result["why"])
        afar = {"online", "by-phone"} & set(result["where"])
        assert (
            near or "covers" in said or afar or result["covers_anywhere"] or result["covers_online"]
        )


def test_a_phone_finds_its_own_area_and_keeps_its_position(site: Site, browser: Browser) -> None:
    """The name of the nearest area goes in the box; the position goes nowhere."""
    here = {"latitude": 51.2321, "longitude": -2.3214}
    context = browser.new_context(geolocation=here, permissions=["geolocation"])  # type: ignore[arg-type]
    page = context.new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(site.base)
    page.get_by_role("button", name="Use where I am").click()
    page.get_by_text("You are in or near BA11.").wait_for()

    assert "BA11" == page.input_value("#near")
    assert [] == [url for url in asked if "51.2" in url or "2.32" in url]
    context.close()


def test_without_leave_a_phone_is_told_to_type(site: Site, browser: Browser) -> None:
    """When the phone will not say where it is, the page says what to do instead."""
    context = browser.new_context(permissions=[])
    page = context.new_page()
    page.goto(site.base)
    page.get_by_role("button", name="Use where I am").click()
    page.get_by_text("Type a town instead").wait_for()
    context.close()
