"""The same pages, drawn in a browser: from the same templates, the very same HTML."""

import json
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import asdict
from typing import Any
from urllib.parse import parse_qsl, urlencode, urlsplit

import pytest
from conftest import ServeEntries, Site
from jinja2 import Environment
from playwright.sync_api import Browser

from ourpatch.editions.scripting import Script
from ourpatch.editions.templates import MADE, as_script
from ourpatch.searching import (
    Answer,
    Directory,
    answer,
    directory,
    full_entry,
    picture,
    points_in_words,
    read_question,
    ways_out,
)

#: Questions for the samples: found, one found, none, pages, a place of two names, put right, far.
QUESTIONS: tuple[dict[str, Any], ...] = (
    {},
    {"q": "someone to take mum shopping BA1"},
    {"q": "gardning"},
    {"q": "gardning near Bath", "help": ["gardening", "cleaning"], "page": 1},
    {"q": "choir", "near": "Frome"},
    {"q": "sewing", "near": "Newport"},
    {"near": "Newport"},
    {"near": "Nowhere-under-Wold", "q": "lifts"},
    {"near": "BA1", "within": 5, "sort": "nearest"},
    {"near": "BA1", "within": 7, "sort": "checked"},
    {"near": "ba1 1aa", "within": 0},
    {"help": ["gardening", "company"], "people": ["older-people"], "languages": ["cy"]},
    {"help": "gardening", "pay_with": "direct-payment", "near": "Lerwick", "within": 2},
    {"q": "submarine", "near": "BA1", "help": "gardening", "kind": "charity", "within": 2},
    {"q": "submarine"},
    {"q": '<b>"O\'Brien" & sons</b> ~*!() caffi tŷ gwyn 🙂', "near": "Sant Ffagân"},
    {"q": "space: the 'final' frontier", "led_by": ["disabled-people"]},
    {"page": 2},
    {"page": 99},
    {"q": "help", "sort": "checked", "access": ["step-free"], "page": 2},
)

DRAW = """
async ({ told, site, cases }) => {
  const map = (object) => new Map(Object.entries(object));
  const words = new Map(Object.entries(told.words).map(([facet, all]) => [facet, map(all)]));
  const label = (facet, term) => words.get(facet)?.get(term)?.label ?? term;
  const { build } = told;
  const known = { build, facets: map(told.facets), groups: map(told.groups), words, label };
  const { draw } = await import("/static/pages/draw.js");
  const views = await import("/static/pages/views.js");
  const of = {
    "home.html": () => views.homeView(known),
    "find.html": ({ answer, picture, ways }) => views.findView(known, answer, picture, ways),
    "entry.html": ({ entry, from, host }) => views.entryView(entry, from, host),
    "about.html": ({ points }) => views.aboutView(points),
  };
  return cases.map((each) => draw(each.template, known, site, {
    request: { path: each.path }, ...of[each.template](each),
  }));
}
"""


class Drawing:
    """A browser on a site, which draws pages of it from what Python's half of the search says."""

    def __init__(self, site: Site, browser: Browser) -> None:
        self.site = site
        self.page = browser.new_page()
        self.page.goto(f"{site.base}/about")

    def told(self, connection: sqlite3.Connection, address: str, came_from: str) -> dict[str, Any]:
        """What the page of an address is drawn from, as JSON would carry it."""
        parts = urlsplit(address)
        known = directory(connection)
        told: dict[str, Any] = {"path": parts.path}
        if parts.path == "/find":
            found = answer(connection, read_question(parse_qsl(parts.query), known.words))
            seen = picture(connection, found)
            ways = [] if found.total else ways_out(connection, found.question)
            told |= {"template": "find.html", "answer": as_told(found)}
            told |= {"picture": asdict(seen) if seen else None}
            told |= {"ways": [(out, asdict(asked), total) for out, asked, total in ways]}
        elif parts.path.startswith("/entry/"):
            entry = full_entry(connection, parts.path.removeprefix("/entry/"))
            told |= {"template": "entry.html", "entry": entry, "from": came_from}
            told |= {"host": f"127.0.0.1:{self.site.port}"}
        elif parts.path == "/about":
            told |= {"template": "about.html", "points": points_in_words()}
        else:
            told |= {"template": "home.html"}
        return told

    def differences(self, addresses: Sequence[str], came_from: str = "") -> list[str]:
        """The addresses whose page differs from the server's, and the first line that does."""
        file = f"file:{self.site.database}?immutable=1"
        with closing(sqlite3.connect(file, uri=True)) as connection:
            cases = [self.told(connection, address, came_from) for address in addresses]
            known = known_as_told(directory(connection))
        told = {"told": known, "site": SAMPLE_SITE, "cases": cases}
        drawn = self.page.evaluate(DRAW, json.loads(json.dumps(told, default=list)))
        served = [self.site.get(address, referer=came_from).text for address in addresses]
        return [
            f"{address}: {first_difference(*pair)}"
            for address, *pair in zip(addresses, served, drawn, strict=True)
            if pair[0] != pair[1]
        ]


#: What metadata.yml says, and plugins/words.py makes of it.
SAMPLE_SITE = {
    "name": "Our Patch",
    "tagline": "Small, local support that is run by people near you",
    "area": "Bath, Frome and round about",
    "helpline_name": "the Our Patch volunteers",
    "helpline_phone": "01632 960000",
    "helpline_link": "tel:01632960000",
}


def known_as_told(known: Directory) -> dict[str, Any]:
    """What the browser's half of the search knows of a directory."""
    words = {facet: {id: asdict(w) for id, w in all.items()} for facet, all in known.words.items()}
    return {
        "build": known.build,
        "facets": known.facets,
        "groups": known.groups,
        "words": words,
    }


def as_told(found: Answer) -> dict[str, Any]:
    """An answer as the browser's half of the search gives it."""
    told = asdict(found)
    for facet, plain in zip(found.facets, told["facets"], strict=True):
        plain["selected_count"] = facet.selected_count
    return told


def first_difference(served: str, drawn: str) -> str:
    """Where two pages begin to differ."""
    lines = zip(served.splitlines(), drawn.splitlines(), strict=False)
    return next((f"{one!r} / {two!r}" for one, two in lines if one != two), "one is longer")


def every_entry(site: Site) -> list[str]:
    """The address of every entry of a site."""
    return [f"/entry/{id}" for id in site.sql("SELECT id FROM entry ORDER BY id")]


@pytest.fixture(scope="module")
def drawing(site: Site, browser: Browser) -> Iterator[Drawing]:
    """A browser that draws the pages of the samples."""
    made = Drawing(site, browser)
    yield made
    made.page.close()


def test_the_written_templates_are_up_to_date() -> None:
    """static/pages/templates.js is what `python -m ourpatch.editions.templates` makes."""
    assert as_script() == MADE.read_text("utf-8")


def test_home_and_about_are_the_same(drawing: Drawing) -> None:
    """The pages that ask nothing are drawn byte for byte as the server draws them."""
    assert [] == drawing.differences(["/", "/about"])


def test_every_entry_is_the_same(drawing: Drawing) -> None:
    """The page of every sample entry is drawn byte for byte as the server draws it."""
    addresses = every_entry(drawing.site)

    assert len(addresses) > 25
    assert [] == drawing.differences(addresses)


@pytest.mark.parametrize("path", ["/find?q=garden&near=BA1", "/find", "/about?q=1", "//["])
def test_the_way_back_is_the_same(drawing: Drawing, path: str) -> None:
    """The way back to somebody's results is made of where they came from, as the server does."""
    (first, *_) = every_entry(drawing.site)

    assert [] == drawing.differences([first], came_from=drawing.site.base + path)
    assert [] == drawing.differences([first], came_from="http://elsewhere.example" + path)


def test_every_answer_is_the_same(drawing: Drawing) -> None:
    """Results, none, one and many, pages, two places and slips: drawn as the server draws them."""
    addresses = [f"/find?{urlencode(question, doseq=True)}" for question in QUESTIONS]

    assert [] == drawing.differences(addresses)


def test_every_term_is_the_same(drawing: Drawing) -> None:
    """The results of every tick box, one at a time, are drawn as the server draws them."""
    pairs = drawing.site.sql("SELECT facet, id FROM term ORDER BY facet, position")
    addresses = [f"/find?{facet}={term}" for facet, term in pairs]

    assert len(addresses) > 100
    assert [] == drawing.differences(addresses)


def test_the_ends_are_the_same(empty_site: Site, long_site: Site, browser: Browser) -> None:
    """A patch with nobody in it, and one where everything is as long as it may be."""
    for site in (empty_site, long_site):
        made = Drawing(site, browser)
        addresses = ["/", "/about", "/find", "/find?q=help&near=Bath", "/find?page=2"]
        assert [] == made.differences([*addresses, *every_entry(site)[:5]])
        made.page.close()


def test_hostile_words_are_the_same(serve_entries: ServeEntries, browser: Browser) -> None:
    """Signs that mean something to a browser are escaped as the server escapes them."""
    rude = "<b onclick=\"x('y')\">`${1}` & \\ </script> {{ 1 }}"
    site = serve_entries("rude", {"rude": {"name": rude, "summary": rude, "start": rude}})
    made = Drawing(site, browser)

    assert [] == made.differences(["/", "/find", "/entry/rude", "/find?" + urlencode({"q": rude})])
    made.page.close()


@pytest.mark.parametrize(
    "words",
    ["{% for a in b recursive %}{% endfor %}", "{{ a|upper }}", "{{ a is odd }}", "{{ a * 2 }}",
     "{{ a.lower() }}", "{{ 1 < a < 3 }}", "{{ a[::2] }}",
     "{% filter upper %}{% endfilter %}", "{{ m(a=1) }}"],
)  # fmt: skip
def test_what_cannot_be_said_is_refused(words: str) -> None:
    """A template that says what the browser would not understand is refused, with its line."""
    tree = Environment(autoescape=True).parse("\n" + words)

    with pytest.raises(ValueError, match=r"templates/new\.html:2: the pages drawn in a browser"):
        Script("new.html", ()).template(tree)
