"""The same pages, drawn in a browser: from the same templates, the very same HTML."""

from collections.abc import Iterator, Sequence
from typing import Any
from urllib.parse import urlencode

import pytest
from conftest import ServeEntries, Site, for_readers
from jinja2 import Environment
from playwright.sync_api import Browser

from ourpatch.editions.scripting import Script
from ourpatch.editions.templates import MADE, as_script

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
async ({ site, addresses, cameFrom }) => {
  const { open } = await import("/static/search/index.js");
  const { respond } = await import("/static/offline/site.js");
  const bytes = async () => (await fetch("/travelling.db.gz")).arrayBuffer();
  self.directory ??= await open(await bytes());
  const handle = { directory: self.directory, site, offline: false };
  return addresses.map((address) => respond(handle, location.origin + address, cameFrom).html);
}
"""


class Drawing:
    """A browser on a site, which draws pages of it from the directory that travels."""

    def __init__(self, site: Site, browser: Browser) -> None:
        self.site = site
        self.page = browser.new_page()
        self.page.goto(f"{site.base}/about")
        self.told = site.get("/offline.json").json["site"]

    def differences(self, addresses: Sequence[str], came_from: str = "") -> list[str]:
        """The addresses whose page differs from the server's, and the first line that does."""
        told = {"site": self.told, "addresses": [*addresses], "cameFrom": came_from}
        drawn = self.page.evaluate(DRAW, told)
        served = [self.site.get(address, referer=came_from).text for address in addresses]
        served, drawn = ([*map(for_readers, pages)] for pages in (served, drawn))
        return [
            f"{address}: {first_difference(*pair)}"
            for address, *pair in zip(addresses, served, drawn, strict=True)
            if pair[0] != pair[1]
        ]


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
    assert [] == drawing.differences(["/", "/about", "/take-it-with-you"])


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


def test_every_list_is_the_same(drawing: Drawing) -> None:
    """Lists, and pages that carry one: in order, changed, closed, gone, full, with a note."""
    ids = drawing.site.sql("SELECT id FROM entry ORDER BY name")
    shut = drawing.site.sql("SELECT id FROM entry WHERE status = 'closed'")
    note = "Ring Sam first.\r\n\n\n\n<b>Tŷ</b>\x1f “now” \U0001f642 ~*!()' %2C+&=#" + "x" * 400
    gone = [*shut, "no-longer-here", "constructor"]
    full = [*ids, *(f"nobody-{at}" for at in range(70))]
    lists = [[], ids[:1], ids, gone, [*gone, *ids[3:5]], full]
    asked = [urlencode({"ids": ",".join(each), "note": note[: 40 * at]}, safe=",")
             for at, each in enumerate(lists)]  # fmt: skip
    back = urlencode({"back": "/find?q=tea, cake&near=BA1&page=2", "ids": ids[0]})

    pages = ["/", "/about", "/find", "/find?q=sewing", "/list", f"/entry/{ids[0]}"]
    addresses = [f"{page}{'&' if '?' in page else '?'}{a}" for page in pages for a in asked]
    addresses += [f"/entry/{ids[0]}?{back}", f"/entry/{ids[1]}?back=x&back=/find%3Fq%3Dtea"]
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
