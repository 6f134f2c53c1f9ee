"""Every form that an answer leaves in, opened by programs that nobody here wrote."""

import csv
import io
import json
import re
from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode
from xml.etree import ElementTree

import feedparser
import openpyxl
import pytest
import vobject
from conftest import TODAY, Reply, ServeEntries, Site
from printed import links, printed

from ourpatch.reading import read_entry
from ourpatch.sharing.forms import FORMS

ATOM = "{http://www.w3.org/2005/Atom}"

#: Longer than Excel, a line of a card or a message would like, with every letter that is awkward.
LONG = 'Ŵyn a’r ŷd; ‘te’, "bara" \\ <b>&amp; 🧵 – ' * 60

HARD: Mapping[str, Mapping[str, Any]] = {
    "formula": {"name": '=HYPERLINK("http://x")', "summary": "+1+1 and @SUM(A1)"},
    "welsh": {"name": 'Ŵyn & "Co"', "description": LONG, "place": {"outcode": "BA1"}},
    "markup": {"name": "<script>alert(1)</script>", "summary": "a, b; c\\d & e"},
    "nowhere": {"name": "Online only", "covers": {"online": "yes"}, "where": ["online"]},
    "hall": {
        "name": "A hall; with, marks",
        "place": {
            "venue": "The Hall; upstairs", "address": "1, High Street", "postcode": "BA1 9ZX",
            "public": "yes",
        },
        "contact": {"phone": "01632 960123", "email": "a@example.org", "website": "https://a.example/?a=1;b=2,3"},
        "checked": {"on": "2026-10-01"},
    },
    "gone": {"name": "Gone", "status": {"now": "closed", "since": "2026-05-01"}},
    "resting": {"name": "Resting", "status": {"now": "paused"}, "checked": {"on": "2026-11-01"}},
}  # fmt: skip


@pytest.fixture(scope="module")
def hard(serve_entries: ServeEntries) -> Site:
    """A patch of names and words that break things."""
    return serve_entries("hard", HARD)


def name_of(id: str) -> str:
    """The name that an entry of `HARD` was given."""
    return str(HARD[id]["name"])


def cards(reply: Reply) -> dict[str, Any]:
    """The cards of a download by the id at the end of their address."""
    return {card.uid.value.rpartition("/")[2]: card for card in vobject.readComponents(reply.text)}


def sheet(reply: Reply, title: str) -> list[tuple[Any, ...]]:
    """The rows of a sheet, as openpyxl reads them."""
    book = openpyxl.load_workbook(io.BytesIO(reply.body))
    return [tuple(cell.value for cell in row) for row in book[title].iter_rows()]


@pytest.mark.parametrize("form", FORMS)
def test_every_form_says_what_it_is(site: Site, form: str) -> None:
    """Each form has its media type, a file name, and its own length."""
    reply = site.find(form, q="gardening")

    assert (200, FORMS[form].media_type) == (reply.status, reply.header("content-type"))
    assert f'filename="our-patch.{form}"' in reply.header("content-disposition")
    assert str(len(reply.body)) == reply.header("content-length")


def said_in(form: str, reply: Reply) -> str:
    """All the text of a download, its lines and escapes undone."""
    if form == "xlsx":
        return " ".join(str(cell) for row in sheet(reply, "About this list") for cell in row)
    if form == "vcf":
        return " ".join(card.note.value for card in vobject.readComponents(reply.text))
    if form.endswith("pdf"):
        return " ".join([*printed(reply.body), *links(reply.body)])
    if form == "atom":
        return " ".join(ElementTree.fromstring(reply.body).itertext()) + reply.text.replace(
            "&amp;", "&"
        )
    return reply.text.replace('\\"', '"').replace('""', '"')


@pytest.mark.parametrize("form", FORMS)
def test_every_form_carries_where_it_is_from(site: Site, form: str) -> None:
    """What was asked, the day of the data, the licence and the link back are in every form."""
    asked = {"q": "gardening", "near": "BA1", "where": "your-home"}
    said = said_in(form, site.find(form, **asked))

    assert "“gardening” near BA1. Where it happens: In your home" in said
    assert TODAY in said or "21 November 2026" in said
    assert "Creative Commons Attribution 4.0" in said
    assert f"{site.base}/find?{urlencode(asked)}" in said


def ids_in(form: str, reply: Reply) -> list[str]:
    """The ids of the entries in a download, in its order."""
    if form == "xlsx":
        rows = sheet(reply, "Entries")
        return [row[rows[0].index("Id")] for row in rows[1:]]
    if form == "vcf":
        return list(cards(reply))
    if form == "atom":
        return [entry.id.rpartition("/")[2] for entry in feedparser.parse(reply.body).entries]
    if form.endswith("pdf"):
        return [link.rpartition("/")[2] for link in links(reply.body) if "/entry/" in link]
    if form == "geojson":
        return [feature["id"] for feature in reply.json["features"]]
    if form == "json":
        return [result["id"] for result in reply.json["results"]]
    if form == "csv":
        return [row["id"] for row in csv.DictReader(io.StringIO(reply.body.decode("utf-8-sig")))]
    return re.findall(r"^http://\S+/entry/(\S+)$", reply.text, re.M)


@pytest.mark.parametrize("form", FORMS)
def test_every_form_is_the_whole_answer(site: Site, form: str) -> None:
    """Nobody is left out of any form; only a feed and a booklet have an order of their own."""
    expected = [result["id"] for result in site.find(pay_with="own-money").json["results"]]
    found = ids_in(form, site.find(form, pay_with="own-money"))

    assert len(expected) > 20
    if form == "atom" or form.endswith("pdf"):
        expected, found = sorted(expected), sorted(found)
    assert expected == found


@pytest.mark.parametrize("form", FORMS)
def test_every_form_of_nothing_is_whole(site: Site, form: str) -> None:
    """An answer with nobody in it is still a file that opens."""
    reply = site.find(form, q="zzzzqqqq", help="gardening")

    assert 200 == reply.status
    assert [] == ids_in(form, reply)


@pytest.mark.parametrize("form", FORMS)
def test_every_form_of_hard_words_opens(hard: Site, form: str) -> None:
    """Formulas, markup, Welsh letters and long words are whole in every form."""
    found = ids_in(form, hard.find(form))

    assert sorted(HARD) == sorted(found)


def test_a_workbook_has_no_formula_and_every_word(hard: Site) -> None:
    """Names are text, whatever they look like, and a long description is whole."""
    reply = hard.find("xlsx")
    book = openpyxl.load_workbook(io.BytesIO(reply.body))
    rows = sheet(reply, "Entries")
    named = {row[rows[0].index("Id")]: row for row in rows[1:]}
    kinds = {cell.data_type for row in book["Entries"].iter_rows() for cell in row if cell.value}

    assert {"s", "n"} >= kinds
    assert {id: name_of(id) for id in HARD} == {id: row[0] for id, row in named.items()}
    assert " ".join(LONG.split()) == named["welsh"][rows[0].index("More about it")]
    assert "B2" == book["Entries"].freeze_panes


def test_a_workbook_has_links_and_numbers(site: Site) -> None:
    """Pages and web sites can be followed, and positions are numbers."""
    book = openpyxl.load_workbook(io.BytesIO(site.find("xlsx").body))
    entries = book["Entries"]
    heads = [cell.value for cell in entries[1]]
    links = {
        cell.hyperlink.target or "" for row in entries.iter_rows() for cell in row if cell.hyperlink
    }
    ids = site.sql("SELECT id FROM entry")
    latitudes = [
        row[heads.index("Latitude of the middle of its postcode area")].value
        for row in entries.iter_rows(min_row=2)
    ]

    assert {f"{site.base}/entry/{id}" for id in ids} <= links
    assert {link.partition(":")[0] for link in links} <= {"http", "https", "mailto"}
    assert len(heads) == len(set(heads)), "two columns have one name"
    assert {float, type(None)} >= {type(each) for each in latitudes}


def test_the_same_answer_is_the_same_workbook(site: Site) -> None:
    """A workbook says when the data was made and not when it was asked for."""
    first, again = site.find("xlsx", q="dog"), site.find("xlsx", q="dog", x=1)

    assert first.body == again.body


def test_cards_say_what_people_wrote(hard: Site) -> None:
    """Marks that mean something in a card are words again when it is read."""
    found = cards(hard.find("vcf"))
    hall = found["hall"]

    assert name_of("markup") == found["markup"].fn.value
    assert "a, b; c\\d & e" in found["markup"].note.value
    assert ["A hall; with, marks"] == hall.org.value
    assert ("The Hall; upstairs", "1, High Street", "BA1 9ZX") == (
        hall.adr.value.extended, hall.adr.value.street, hall.adr.value.code,
    )  # fmt: skip
    assert "+441632960123" == hall.tel.value
    assert "https://a.example/?a=1;b=2%2C3" == hall.url.value


def test_lines_of_cards_are_short_and_whole(hard: Site) -> None:
    """No line is over 75 bytes, every line ends as the standard has it, and no letter is cut."""
    body = hard.find("vcf").body
    lines = body.split(b"\r\n")

    assert b"\n" not in body.replace(b"\r\n", b"")
    assert max(map(len, lines)) <= 75
    assert [line.decode() for line in lines]


def test_a_card_has_no_door_that_is_somebodys_home(site: Site) -> None:
    """Only public places have an address on their card."""
    public = set(site.sql("SELECT id FROM entry WHERE place_public AND place_postcode != ''"))
    with_address = {id for id, card in cards(site.find("vcf")).items() if "adr" in card.contents}

    assert public == with_address


def test_what_has_closed_is_not_to_be_rung(hard: Site) -> None:
    """A card and a message say that it has closed, and give no number."""
    gone = cards(hard.find("vcf"))["gone"]
    message = hard.find("txt").text.split(f"{name_of('gone')}\n")[1].split("\n\n")[0]

    assert ("Gone (closed)", False) == (gone.fn.value, "tel" in gone.contents)
    assert message.startswith("Closed on 1 May 2026.")
    assert "01632" not in message


def test_a_map_has_points_of_areas_only(hard: Site) -> None:
    """Points are those of the outward code, longitude first; who has no place has no geometry."""
    reply = hard.find("geojson")
    document = reply.json
    spots = {feature["id"]: feature["geometry"] for feature in document["features"]}
    (middle,) = hard.sql("SELECT longitude, latitude FROM place WHERE id = 'outcode:BA1'")

    assert "FeatureCollection" == document["type"]
    assert {"Feature"} == {feature["type"] for feature in document["features"]}
    assert {"type": "Point", "coordinates": [round(each, 4) for each in middle]} == spots["hall"]
    assert spots["hall"] == spots["welsh"]
    assert spots["nowhere"] is None
    assert sum(spot is None for spot in spots.values()) == document["without_place"]
    assert "the middle of BA1, not an address" in {
        feature["properties"]["point_is"] for feature in document["features"]
    }


def test_a_feed_keeps_the_rules(site: Site) -> None:
    """A feed is well formed, has what RFC 4287 asks for, and no two entries share an id."""
    body = site.find("atom", near="BA1").body
    root = ElementTree.fromstring(body)
    entries = root.findall(f"{ATOM}entry")
    ids = [entry.findtext(f"{ATOM}id") or "" for entry in entries]
    moments = [entry.findtext(f"{ATOM}updated") or "" for entry in entries]
    came = [entry.findtext(f"{ATOM}published") or "" for entry in entries]
    links = {link.get("rel"): link.get("href") for link in root.findall(f"{ATOM}link")}

    assert not feedparser.parse(body).bozo
    assert all(root.findtext(f"{ATOM}{name}") for name in ("id", "title", "updated"))
    assert root.findtext(f"{ATOM}author/{ATOM}name")
    assert len(ids) == len(set(ids)) > 20
    assert all(re.fullmatch(r"tag:127\.0\.0\.1,2026:/entry/[a-z0-9-]+", id) for id in ids)
    assert sorted(came, reverse=True) == came
    assert all(first <= last for first, last in zip(came, moments, strict=True))
    assert all(re.fullmatch(r"\d{4}-\d\d-\d\dT00:00:00Z", moment) for moment in moments)
    assert f"{site.base}/find.atom?near=BA1" == links["self"]
    assert f"{site.base}/find?near=BA1" == links["alternate"]
    assert all(entry.findtext(f"{ATOM}title") for entry in entries)


def test_a_page_tells_feed_readers_of_its_feed(site: Site) -> None:
    """The page of an answer names the feed of the same question."""
    links = [link.attrib for link in site.find("", q="gardening").page.root.iter("link")]

    assert ["/find.atom?q=gardening"] == [
        link["href"] for link in links if link.get("type") == "application/atom+xml"
    ]


def test_an_entry_is_a_card_of_its_own(site: Site) -> None:
    """An entry's page gives its card, with its own address as the way back."""
    reply = site.get("/entry/two-mops.vcf")

    assert ["two-mops"] == list(cards(reply))
    assert 'filename="two-mops.vcf"' in reply.header("content-disposition")
    assert (404, 404) == (
        site.get("/entry/nobody.vcf").status,
        site.get("/entry/nobody.yml").status,
    )


def test_an_entry_is_the_file_it_came_from(site: Site) -> None:
    """The file of every entry is read back as what was read when the directory was built."""
    for id, record in site.sql("SELECT id, record FROM entry_text ORDER BY id"):
        reply = site.get(f"/entry/{id}.yml")
        entry = read_entry(reply.body, f"{id}.yml")

        assert ([], json.loads(record)) == (entry.problems, entry.values), id
