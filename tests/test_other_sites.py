"""Other sites: search engines, link pictures, oEmbed, our search box elsewhere."""

import json
import struct
import threading
from collections.abc import Iterator
from contextlib import closing, contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, quote, urlsplit
from urllib.robotparser import RobotFileParser
from xml.etree import ElementTree

import pytest
from conftest import PROJECT, Reply, ServeEntries, Site, built, write_entry
from playwright.sync_api import Browser, Page, expect

from ourpatch.searching import everybody
from ourpatch.sharing import crawling
from ourpatch.sharing.embedding import HEIGHT
from ourpatch.sharing.heading import Publisher

MAPS = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
HOSTILE = '</script><script>alert(1)</script> & <!-- "Ŵyn" \' ]]>'


def linked(reply: Reply) -> dict[str, object]:
    """The linked data of a page."""
    (found,) = (
        each for each in reply.page.root.iter("script") if each.get("type") == "application/ld+json"
    )
    document: dict[str, object] = json.loads(found.text or "")
    return document


def metas(reply: Reply) -> dict[str, str]:
    """What a page says of itself, by name or property."""
    return {
        each.get("property") or each.get("name") or "": each.get("content") or ""
        for each in reply.page.root.iter("meta")
    }


# ── linked data ─────────────────────────────────────────────────────────────────────────────────


def test_every_entry_is_linked_data(site: Site) -> None:
    """Each entry says who it is, by facts that are on its page, and when they last changed."""
    for id, name, summary, public, postcode, status, checked in site.sql(
        "SELECT id, name, summary, place_public, place_postcode, status, checked_on FROM entry"
    ):
        told = linked(site.get(f"/entry/{id}"))
        about = told["mainEntity"]
        assert isinstance(about, dict)
        assert (name, summary) == (about["name"], about["description"])
        assert about["@type"] in ("Organization", "LocalBusiness")
        assert f"{site.base}/entry/{id}" == told["url"]
        assert str(told.get("dateModified", "")) >= (checked or "")
        assert bool(public and postcode) == ("postalCode" in about.get("address", {}))
        assert status != "closed" or "telephone" not in about
        assert "Made-up example." == about["disambiguatingDescription"]


def test_linked_data_says_what_it_costs_and_where(site: Site) -> None:
    """Areas, offers and the lowest price are there in the words of schema.org."""
    about = linked(site.get("/entry/a-stitch-in-time"))["mainEntity"]
    assert isinstance(about, dict)

    assert ["Up to 10 miles from Frome, BA11"] == about["areaServed"]
    assert 8.0 == about["makesOffer"]["priceSpecification"]["minPrice"]
    assert "GBP" == about["makesOffer"]["priceSpecification"]["priceCurrency"]
    assert "Crafts and making things" in {
        each["name"] for each in about["makesOffer"]["itemOffered"]
    }


def test_hostile_words_stay_inside_the_linked_data(serve_entries: ServeEntries) -> None:
    """Nothing that somebody writes in an entry ends the block early."""
    hostile = serve_entries(
        "hostile-data", {"wyn": {"name": HOSTILE, "summary": HOSTILE, "cost": HOSTILE}}
    )
    reply = hostile.get("/entry/wyn")
    about = linked(reply)["mainEntity"]
    assert isinstance(about, dict)

    assert (HOSTILE, HOSTILE) == (about["name"], about["makesOffer"]["description"])
    assert [] == reply.page.faults
    assert 0 == reply.text.count("<script>")
    assert HOSTILE == metas(reply)["og:description"]


# ── crawlers ────────────────────────────────────────────────────────────────────────────────────


def test_the_sitemap_has_every_entry(site: Site) -> None:
    """Every entry is there once, at an address that answers, with the day it was last touched."""
    reply = site.get("/sitemap.xml")
    root = ElementTree.fromstring(reply.body)
    places = {each.findtext(f"{MAPS}loc"): each.findtext(f"{MAPS}lastmod") for each in root}
    entries = {f"{site.base}/entry/{id}" for id in site.sql("SELECT id FROM entry")}

    assert f"{MAPS}urlset" == root.tag
    assert entries == {each for each in places if each and "/entry/" in each}
    assert {f"{site.base}{page}" for page in crawling.PAGES} == places.keys() - entries
    assert "2026-09-21" == places[f"{site.base}/entry/a-stitch-in-time"]
    for place in places:  # 202: the files of /downloads are being made
        assert site.get(str(place).removeprefix(site.base)).status in (200, 202)
    assert 404 == site.get("/sitemap-2.xml").status


@pytest.mark.parametrize("entries", [0, 1, 49_996, 49_997, 100_000, 250_000])
def test_large_directories_have_several_sitemaps(entries: int) -> None:
    """No sitemap is over 50,000, and together they have every entry once."""
    maps = crawling.maps_for(entries)
    spans = [crawling.span(number) for number in range(1, maps + 1)]
    ends = [(skip, min(skip + most, entries)) for skip, most in spans]
    sizes = [end - start for start, end in ends]

    assert entries == sum(sizes)
    assert [start for start, _ in ends][1:] == [end for _, end in ends][:-1]
    assert sizes[0] + len(crawling.PAGES) <= crawling.MOST
    assert max(sizes) <= crawling.MOST


def test_the_list_of_sitemaps_leads_to_them(site: Site) -> None:
    """The index names each sitemap, and a sitemap has what it is asked for."""
    import sqlite3

    publisher = Publisher("Our Patch", "https://patch.example")
    root = ElementTree.fromstring(crawling.index_of_maps(3, publisher))
    with sqlite3.connect(f"file:{site.database}?immutable=1", uri=True) as connection:
        some = everybody(connection, 10, 5)
    one = ElementTree.fromstring(crawling.site_map((), some, publisher))
    ids = site.sql("SELECT id FROM entry ORDER BY number LIMIT 5 OFFSET 10")

    assert f"{MAPS}sitemapindex" == root.tag
    expected = [f"https://patch.example/sitemap-{number}.xml" for number in (1, 2, 3)]
    assert expected == [each.findtext(f"{MAPS}loc") for each in root]
    found = [str(each.findtext(f"{MAPS}loc")).rsplit("/", 1)[1] for each in one]
    assert ids == found


def test_robots_are_welcome_where_there_is_an_end(site: Site) -> None:
    """Entries may be read by all; questions, lists and codes only by those who show a link."""
    reply = site.get("/robots.txt")
    rules = RobotFileParser()
    rules.parse(reply.text.splitlines())

    assert "text/plain; charset=utf-8" == reply.header("content-type")
    assert [f"{site.base}/sitemap.xml"] == rules.site_maps()
    for path in ("/", "/find", "/entry/a-stitch-in-time", "/about", "/static/picture.png"):
        assert rules.can_fetch("AnyBot", path), path
    assert not rules.can_fetch("AnyBot", "/directory/entry")
    assert rules.can_fetch("WhatsApp", "/find?q=garden")
    # Python's own reader does not know the star of RFC 9309, which is what stops at a question.
    assert "Disallow: /*?\n" in reply.text


def test_a_browser_can_search_from_its_own_bar(site: Site) -> None:
    """Every page leads to the description, and its address template finds something."""
    for path in ("/", "/find", "/entry/a-stitch-in-time", "/about", "/list", "/nowhere"):
        links = {
            each.get("rel"): each.get("href") for each in site.get(path).page.root.iter("link")
        }
        assert "/opensearch.xml" == links["search"], path
    root = ElementTree.fromstring(site.get("/opensearch.xml").body)
    space = "{http://a9.com/-/spec/opensearch/1.1/}"
    url = root.find(f"{space}Url")
    assert url is not None
    template = url.get("template", "").replace("{searchTerms}", "garden")

    assert "Our Patch" == root.findtext(f"{space}ShortName")
    assert 200 == site.get(template.removeprefix(site.base)).status


def test_a_long_name_is_cut_for_opensearch() -> None:
    """The standard allows 16 letters, and none of them is taken for XML."""
    publisher = Publisher('Ŵyn & "Co" of Bradford-on-Avon', "https://patch.example")
    root = ElementTree.fromstring(crawling.open_search(publisher, "<b>"))

    assert 'Ŵyn & "Co" of Br' == root.findtext("{*}ShortName")


# ── a link with a picture ───────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    "path", ["/", "/find?q=garden&near=BA1", "/entry/a-stitch-in-time", "/list", "/about"]
)
def test_a_link_shows_a_title_and_a_picture(site: Site, path: str) -> None:
    """Every page has what message apps show of a link, with whole addresses."""
    reply = site.get(path)
    told = metas(reply)

    assert reply.page.words("title")[0] == told["og:title"]
    assert told["og:description"] and told["og:site_name"]
    assert f"{site.base}{path}" == told["og:url"]
    assert f"{site.base}/static/picture.png" == told["og:image"]


def test_the_picture_is_a_picture(site: Site) -> None:
    """It is a PNG of the size that is promised, and small enough for every app."""
    reply = site.get("/static/picture.png")

    assert b"\x89PNG\r\n\x1a\n" == reply.body[:8]
    assert (1200, 630) == struct.unpack(">II", reply.body[16:24])
    assert "image/png" == reply.header("content-type")
    assert len(reply.body) < 300_000


# ── oEmbed ──────────────────────────────────────────────────────────────────────────────────────


def oembed(site: Site, url: str, more: str = "") -> Reply:
    """Ask what a link looks like on another page."""
    return site.get(f"/oembed?url={quote(url, safe='')}{more}")


def test_pages_lead_to_their_oembed(site: Site) -> None:
    """An entry and a page of results each name the address that tells how to show them."""
    for path, kind in (("/entry/a-stitch-in-time", "link"), ("/find?q=garden&near=BA1", "rich")):
        (link,) = (
            each.get("href", "")
            for each in site.get(path).page.root.iter("link")
            if each.get("type") == "application/json+oembed"
        )
        assert [f"{site.base}{path}"] == parse_qs(urlsplit(link).query)["url"]
        reply = site.get(link.removeprefix(site.base))
        assert (200, kind, "1.0") == (reply.status, reply.json["type"], reply.json["version"])
        assert "*" == reply.header("access-control-allow-origin")


def test_a_question_becomes_a_search_box(site: Site) -> None:
    """The frame has the question in it, and is no larger than there is room for."""
    url = f"{site.base}/find?q=%22%3E%3Cscript%3E&near=BA1&help=gardening&page=2"
    told = oembed(site, url, "&maxwidth=300&maxheight=200").json
    large = oembed(site, url, "&maxwidth=9000&maxheight=x").json

    assert told["html"].startswith(f'<iframe src="{site.base}/embed?q=%22%3E%3Cscript%3E&amp;near=')
    assert "<script" not in told["html"]
    assert (300, 200) == (told["width"], told["height"])
    assert (540, 590) == (large["width"], large["height"])


@pytest.mark.parametrize(
    ("url", "more", "status"),
    [("", "", 404), ("HERE/about", "", 404), ("HERE/entry/nobody", "", 404),
     ("https://evil.example/entry/a-stitch-in-time", "", 404), ("javascript:alert(1)", "", 404),
     ("http://[::1", "", 404), ("//evil.example/find", "", 404), ("HERE/list?ids=x", "", 404),
     ("HERE/find", "&format=xml", 501), ("HERE/find", "&format=json", 200), ("HERE/", "", 200)],
)  # fmt: skip
def test_other_addresses_have_no_oembed(site: Site, url: str, more: str, status: int) -> None:
    """Only an entry and a search of ours can be shown; anything else is told why."""
    reply = oembed(site, url.replace("HERE", site.base), more)

    assert status == reply.status
    assert (status == 200) == ("error" not in reply.json)


# ── a frame on somebody else's page ─────────────────────────────────────────────────────────────


@contextmanager
def another_site(html: str) -> Iterator[str]:
    """A page on another origin: a site of somebody else's with no rules of its own."""

    class Page(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            body = f"<!DOCTYPE html><html lang=en><title>Surgery</title>{html}".encode()
            self.send_response(200)
            self.send_header("content-type", "text/html; charset=utf-8")
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Page)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def lines_to_copy(site: Site, question: str = "") -> str:
    """The lines that the page for other sites gives out."""
    page = site.get(f"/share-our-directory{question}").page
    (box,) = (each for each in page.root.iter("textarea") if each.get("id") == "lines")
    return "".join(box.itertext())


@pytest.mark.parametrize("scripts", [True, False], ids=["with-javascript", "without"])
def test_the_search_box_works_on_another_site(browser: Browser, site: Site, scripts: bool) -> None:
    """The copied lines show the box, and its results open in the directory, in the whole window."""
    lines = lines_to_copy(site, "?near=Bath&help=gardening")
    with another_site(lines) as there:
        context = browser.new_context(
            java_script_enabled=scripts, viewport={"width": 360, "height": 700}
        )
        said: list[str] = []
        context.on("console", lambda told: said.append(told.text))
        page = context.new_page()
        page.goto(there)
        box = page.frame_locator("iframe[title='Search Our Patch']")
        expect(box.locator("input[name=near]")).to_have_value("Bath")
        box.locator("input[name=q]").fill("garden")
        box.get_by_role("button", name="Find help").click()

        expect(page.locator("#results")).to_contain_text("garden")
        assert page.url.startswith(f"{site.base}/find?q=garden&near=Bath&help=gardening")
        assert [] == context.cookies()
        assert [] == said
        page.go_back()
        expect(page).to_have_title("Surgery")
        context.close()


@pytest.fixture(scope="module")
def reader(browser: Browser) -> Iterator[Page]:
    """A page of somebody who reads other sites."""
    with closing(browser.new_context()) as context:
        yield context.new_page()


@pytest.mark.parametrize(
    "path",
    ["/", "/find?q=garden", "/entry/a-stitch-in-time", "/list", "/about", "/directory", "/nowhere",
     "/embed.json", "/share-our-directory", "/find.json"],
)  # fmt: skip
def test_nothing_else_can_be_framed(reader: Page, site: Site, path: str) -> None:
    """A page of another site that frames any other page of ours gets nothing to show."""
    with (
        another_site(f'<iframe src="{site.base}{path}"></iframe>') as there,
        reader.expect_console_message(lambda told: told.text.startswith("Framing ")) as refused,
    ):
        reader.goto(there)

    assert refused.value.text.startswith(f"Framing '{site.base}/'")
    assert "frame-ancestors 'self'" in refused.value.text


def test_only_the_box_has_another_rule(site: Site) -> None:
    """The box differs from other pages in who may frame it, and in nothing else; no script."""
    usual = site.get("/").header("content-security-policy")
    reply = site.get("/embed?q=x&near=y")
    expected = usual.replace("frame-ancestors 'self'", "frame-ancestors *")

    assert expected == reply.header("content-security-policy") != usual
    assert "" == reply.header("x-frame-options")
    assert "<script" not in reply.text
    assert "noindex, follow" == metas(reply)["robots"]


def test_the_box_fits_in_its_frame(browser: Browser, site: Site) -> None:
    """At every width from 280 pixels up, all of the box is seen without turning a wheel."""
    context = browser.new_context(base_url=site.base)
    page = context.new_page()
    for width in (284, 300, 360, 540):
        page.set_viewport_size({"width": width, "height": HEIGHT})
        page.goto("/embed")
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        assert page.evaluate("document.documentElement.scrollHeight") <= HEIGHT
    context.close()


def test_the_page_for_other_sites_gives_safe_lines(site: Site) -> None:
    """Whatever is asked, the lines to copy hold one frame and nothing that runs."""
    lines = lines_to_copy(site, f"?near={quote(HOSTILE)}&q={quote(HOSTILE)}")

    assert 1 == lines.count("<") - lines.count("</")
    assert "script>" not in lines
    assert f'src="{site.base}/embed?q=%3C%2Fscript' in lines


def test_a_patch_with_an_address_gives_whole_links(
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    """With `address` in metadata.yml, what other sites are told names it and not the machine."""
    import yaml
    from conftest import free_port, running

    from ourpatch.serving import datasette_command

    folder = tmp_path_factory.mktemp("addressed")
    write_entry(folder / "entries", "sew-sociable")
    database = built(folder / "entries")
    metadata = yaml.safe_load((PROJECT / "metadata.yml").read_text("utf-8"))
    metadata["plugins"]["our-patch"]["address"] = "https://patch.example"
    (folder / "metadata.yml").write_text(yaml.safe_dump(metadata), "utf-8")
    port = free_port()
    command = datasette_command(database, "127.0.0.1", port)
    command[command.index("--metadata") + 1] = str(folder / "metadata.yml")
    with running(command, port, database) as (site, _):
        assert "Sitemap: https://patch.example/sitemap.xml" in site.get("/robots.txt").text
        assert (
            "<loc>https://patch.example/entry/sew-sociable</loc>" in site.get("/sitemap.xml").text
        )
        page = site.get("/entry/sew-sociable")
        assert "https://patch.example/static/picture.png" == metas(page)["og:image"]
        assert "https://patch.example/entry/sew-sociable" == linked(page)["url"]
        assert 'src="https://patch.example/embed"' in lines_to_copy(site)
        assert 200 == oembed(site, "https://patch.example/entry/sew-sociable").status
        assert 200 == oembed(site, f"{site.base}/entry/sew-sociable").status
        assert "127.0.0.1" not in page.text
