"""What leaves us, opened by programs that nobody here wrote: the samples, and a real list.

Names that look like formulas and descriptions of 2,000 letters are among both.
"""

import csv
import io
import json
import re
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import feedparser
import geojson
import openpyxl
import pytest
import vobject
from conftest import PROJECT, TODAY, Site, build_py, built, serving, write_entry
from protego import Protego
from pyld import jsonld

from ourpatch.reading import read_entry

LONG = ('Ŵyn a’r ŷd; ‘te’, "bara" \\ <b>&amp; 🧵 – = + - @ 01632 ' * 60)[:2000].strip()

#: Entries with what spreadsheets compute, shorten or take for a day, and what breaks lines.
AWKWARD: dict[str, dict[str, Any]] = {
    "awkward-formula": {"name": '=HYPERLINK("http://x")', "summary": "+1+1 and @SUM(A1)"},
    "awkward-welsh": {"name": 'Ŵyn & "Co"', "place": {"outcode": "BA1"}, "cost": "=1+1"},
    "awkward-zero": {
        "name": "007", "summary": "01632 960123", "cost": "9-12",
        "contact": {"phone": "01632 960123", "text": "07700 900123"},
        "identifiers": {"company": "01234567", "charity": "1234567"},
    },
    "awkward-mark": {
        "name": "'=1+1", "summary": "a, b; c\\d & <i>", "contact": {"email": "ŵ@example.org"},
    },
}  # fmt: skip

REAL = PROJECT.parent / "shared" / "real" / "trafford_charities.csv"


@pytest.fixture(scope="module", params=["samples", "trafford"])
def patch(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Site]:
    """The site of a patch with the awkward entries in it."""
    entries = tmp_path_factory.mktemp(request.param) / "entries"
    if request.param == "samples":
        shutil.copytree(PROJECT / "entries", entries)
    else:
        if not REAL.is_file():
            pytest.skip(f"{REAL} is not here, so no real list was opened elsewhere.")
        plan = PROJECT / "tests" / "importing" / "trafford_charities.yml"
        told = build_py("import", REAL, "--map", plan, "--into", entries, "--today", TODAY)
        assert 0 == told.returncode, told.stderr
    for id, said in AWKWARD.items():
        write_entry(entries, id, **{"description": LONG, **said})
    with serving(built(entries)) as site:
        yield site


@pytest.fixture(scope="module")
def names(patch: Site) -> dict[str, str]:
    """The name of every entry by its id."""
    return dict(patch.sql("SELECT id, name FROM entry"))


def test_cards_are_read_by_an_address_book(patch: Site, names: dict[str, str]) -> None:
    """vobject finds every entry once, with its name, its number and all its words."""
    cards = list(vobject.readComponents(patch.find("vcf").text))
    found = {card.uid.value.rpartition("/")[2]: card for card in cards}
    facts = patch.sql("SELECT id, summary, contact_phone_link, status FROM entry")

    assert len(cards) == len(names)
    assert names == {id: card.fn.value.removesuffix(" (closed)") for id, card in found.items()}
    for id, summary, phone, status in facts:
        dialled = [each.value for each in found[id].contents.get("tel", [])]
        assert summary in found[id].note.value
        assert status == "closed" or not phone or phone.removeprefix("tel:") in dialled


def test_the_feed_is_read_by_a_feed_reader(patch: Site, names: dict[str, str]) -> None:
    """feedparser complains of nothing, and finds every name as it was written."""
    feed = feedparser.parse(
        patch.find("atom").body, response_headers={"content-type": "application/atom+xml"},
        sanitize_html=False,
    )  # fmt: skip

    assert not feed.bozo
    assert names == {each.id.rpartition("/")[2]: each.title_detail.value for each in feed.entries}
    assert all(each.updated_parsed for each in feed.entries)


def test_the_map_is_good_geojson(patch: Site, names: dict[str, str]) -> None:
    """The reader of GeoJSON finds every feature good, and every name whole."""
    found = geojson.loads(patch.find("geojson").text)

    assert [] == found.errors()
    assert [] == [each["id"] for each in found.features if each.geometry and not each.is_valid]
    assert names == {each["id"]: each["properties"]["name"] for each in found.features}


#: schema.org's own context is one page on the web; all that we use of it is that every name is its.
CONTEXT = {
    "contextUrl": None,
    "documentUrl": "https://schema.org",
    "document": {"@context": {"@vocab": "http://schema.org/"}},
}

DATA = re.compile(r'<script type="application/ld\+json">(.*?)</script>', re.DOTALL)


def test_linked_data_is_understood(patch: Site, names: dict[str, str]) -> None:
    """A reader of linked data finds in each page whom it is about."""
    options = {"documentLoader": lambda *_: CONTEXT}
    told = {}
    for id in names:
        (block,) = DATA.findall(patch.get(f"/entry/{id}").text)
        (page,) = jsonld.expand(json.loads(block), options)
        (about,) = page["http://schema.org/mainEntity"]
        told[id] = about["http://schema.org/name"][0]["@value"]
        assert f"{patch.base}/entry/{id}#it" == about["@id"]

    assert names == told


def test_files_are_read_back_by_ourselves(patch: Site) -> None:
    """The file of every awkward entry says what it said."""
    for id, said in AWKWARD.items():
        values = read_entry(patch.get(f"/entry/{id}.yml").body, f"{id}.yml").values

        assert (said["name"], LONG) == (values["name"], values["description"].strip())


def test_crawlers_stop_at_questions_and_nowhere_else(site: Site) -> None:
    """Scrapy's reader of robots.txt, which knows the star, keeps to what we mean."""
    rules = Protego.parse(site.get("/robots.txt").text)
    open_to_all = ("/", "/find", "/entry/two-mops", "/downloads", "/openreferral/v3/services")
    shut = (
        "/find?q=tea",
        "/list?ids=two-mops",
        "/entry/two-mops?back=x",
        "/qr.svg",
        "/directory/entry",
    )

    assert [f"{site.base}/sitemap.xml"] == list(rules.sitemaps)
    assert [] == [path for path in open_to_all if not rules.can_fetch(site.base + path, "AnyBot")]
    assert [] == [path for path in shut if rules.can_fetch(site.base + path, "AnyBot")]
    assert rules.can_fetch(f"{site.base}/find?q=tea", "WhatsApp")


# ── LibreOffice ─────────────────────────────────────────────────────────────────────────────────

#: How LibreOffice reads CSV and writes it: UTF-8, every cell as it is shown, formulas worked out,
#: and for reading numbers and days found wherever they could be, as Excel finds them.
AS_EXCEL = "CSV:44,34,76,1,,0,false,true,false"
AS_SHOWN = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false,false,false,-1"


def through_libreoffice(file: Path, *more: str) -> dict[str, list[list[str]]]:
    """Every sheet of a file, its cells as LibreOffice shows them."""
    program = shutil.which("soffice")
    if program is None:
        pytest.skip("No LibreOffice here (soffice), so it opened no download.")
    profile = f"-env:UserInstallation={(file.parent / 'profile').as_uri()}"
    out = file.parent / "shown"
    subprocess.run(
        [program, "--headless", profile, *more, "--convert-to", AS_SHOWN, "--outdir", out, file],
        check=True, capture_output=True, timeout=180,
    )  # fmt: skip
    shown = {path.stem.removeprefix(f"{file.stem}-"): path for path in out.glob("*.csv")}
    return {name: rows_in(path.read_bytes()) for name, path in shown.items()}


def rows_in(table: bytes) -> list[list[str]]:
    """The rows of a CSV file."""
    return list(csv.reader(io.StringIO(table.decode("utf-8-sig"), newline="")))


def test_libreoffice_opens_the_plain_table_whole(patch: Site, tmp_path: Path) -> None:
    """No cell of the CSV is computed, shortened or turned into another."""
    file = tmp_path / "table.csv"
    file.write_bytes(patch.find("csv").body)

    assert {"table": rows_in(file.read_bytes())} == through_libreoffice(
        file, f"--infilter={AS_EXCEL}"
    )


def test_libreoffice_opens_the_workbook_whole(
    patch: Site, names: dict[str, str], tmp_path: Path
) -> None:
    """Every cell of the workbook is shown as it was written, formulas and zeros among them."""
    file = tmp_path / "book.xlsx"
    file.write_bytes(patch.find("xlsx").body)
    book = openpyxl.load_workbook(file)
    written = {
        sheet.title: [[as_shown(cell.value) for cell in row] for row in sheet.iter_rows()]
        for sheet in book
    }

    assert written == through_libreoffice(file)
    assert sorted(names.values()) == sorted(row[0] for row in written["Entries"][1:])


def as_shown(value: Any) -> str:
    """A value of a cell as a spreadsheet shows it: a whole number has no point."""
    if value is None:
        return ""
    return str(int(value)) if isinstance(value, float) and value.is_integer() else str(value)
