"""Every page answers, is sound HTML, and leads only to pages that are there."""

from collections.abc import Iterator
from urllib.parse import urljoin, urlsplit

import pytest
from conftest import PROJECT, Page, Reply, Site, words

PAGES = (
    "/",
    "/find",
    "/find?page=2",
    "/find?q=gardening&near=BA1&help=gardening&where=your-home",
    "/find?q=zzzzqqqq&help=gardening",
    "/about",
    "/embed",
    "/share-our-directory",
    "/directory",
    "/directory/directory",
    "/directory/entry",
    "/directory/entry_text",
    "/directory/entry_term",
    "/directory/term",
    "/directory/place",
    "/directory/build",
    "/directory/entry/a-stitch-in-time",
)


@pytest.mark.parametrize("path", PAGES)
def test_every_page_answers_with_sound_html(site: Site, path: str) -> None:
    """Every kind of page, ours and Datasette's own, is there and parses without a fault."""
    reply = site.get(path)

    assert (200, []) == (reply.status, reply.page.faults)
    assert "text/html; charset=utf-8" == reply.header("content-type")


def test_every_entry_has_a_page(site: Site) -> None:
    """Each entry's page is sound, is headed by its name, and has its title in the tab."""
    for id, name in site.sql("SELECT id, name FROM entry"):
        reply = site.get(f"/entry/{id}")
        assert (200, id, []) == (reply.status, id, reply.page.faults)
        assert [" ".join(name.split())] == reply.page.words("h1")
        assert name in reply.page.words("title")[0]


@pytest.mark.parametrize("path", ["/", "/find", "/entry/a-stitch-in-time", "/about", "/nowhere"])
def test_our_pages_are_built_for_everyone(site: Site, path: str) -> None:
    """A page has a language, a title, one main part, one top heading and a way past the menu."""
    page = site.get(path).page
    ids = [element.get("id") for element in page.root.iter() if element.get("id")]
    first = next(link for link in page.root.iter("a"))

    assert "en-GB" == page.root.get("lang")
    assert (1, 1, 1) == tuple(len(page.words(tag)) for tag in ("main", "h1", "title"))
    assert len(set(ids)) == len(ids)
    assert "#main" == first.get("href")
    assert "" == "".join(words(s) for s in page.root.iter("script") if s.get("src"))


def test_every_link_leads_somewhere(site: Site) -> None:
    """Following every link from the front page finds no page missing, and no part of one."""
    waiting = ["/", "/nowhere", *(f"/entry/{id}" for id in site.sql("SELECT id FROM entry"))]
    seen, wrong = set(waiting), []
    pages: dict[str, Page] = {}
    wanted: list[tuple[str, str, str]] = []
    while waiting:
        at = waiting.pop()
        reply = site.get(at)
        if reply.status != (404 if at == "/nowhere" else 200):
            wrong.append(f"{at} answers {reply.status}")
        # Results lead to more results without end, and lists to more lists, so their own links are
        # not followed.
        is_leaf = at.startswith(("/find?", "/directory")) or "ids=" in at
        if is_leaf or not reply.header("content-type").startswith("text/html"):
            continue
        pages[at] = reply.page
        for link in addresses_on(reply.page, at):
            path, _, fragment = link.partition("#")
            wanted.append((at, path, fragment))
            if path not in seen:
                seen.add(path)
                waiting.append(path)
    for at, path, fragment in wanted:
        if fragment and path in pages and fragment not in ids_on(pages[path]):
            wrong.append(f"{at} leads to {path}#{fragment}")

    assert [] == wrong
    assert len(site.sql("SELECT id FROM entry")) < len(pages)


def addresses_on(page: Page, at: str) -> Iterator[str]:
    """Every address on this site that a page leads to or loads."""
    for element in page.root.iter():
        for name in ("href", "src", "action"):
            address = urlsplit(urljoin(at, element.get(name, "#")))
            if element.get(name) and not address.scheme and not address.netloc:
                yield address.geturl()


def ids_on(page: Page) -> set[str]:
    """Every place on a page that a link can lead to."""
    return {element.get("id", "") for element in page.root.iter()}


def test_each_patch_is_drawn(site: Site) -> None:
    """Every kind of help has its own patch on the sheet of patches."""
    drawn = (PROJECT / "static" / "patches.svg").read_text("utf-8")
    help_ids = site.sql("SELECT id FROM term WHERE facet = 'help'")

    assert [] == [id for id in help_ids if f'id="{id}"' not in drawn]


def test_the_home_page_is_what_the_patch_has(site: Site) -> None:
    """Home has each kind of help that somebody offers, with how many, and leads to them."""
    page = site.get("/").page
    links = {to: text for text, to in page.links().items()}
    offered = site.sql("SELECT id, label, entries FROM term WHERE facet = 'help' AND entries > 0")
    expected = {f"/find?help={id}": f"{label} ({count})" for id, label, count in offered}

    assert expected == {to: links[to] for to in links if to.startswith("/find?help=")}


def test_a_name_leads_to_the_entry_and_back(site: Site) -> None:
    """From results to an entry and back gives the same results again."""
    reply = site.get(
        "/entry/a-stitch-in-time", Referer=f"{site.base}/find?q=sewing&near=BA1&page=2"
    )
    backs = [to for text, to in reply.page.links().items() if "Back to your results" in text]

    assert ["/find?q=sewing&near=BA1&page=2#results"] == backs


def test_what_is_stale_paused_or_closed_says_so(site: Site) -> None:
    """Old entries sink and say so; closed ones keep their page, say when, and name another."""
    closed = site.sql("SELECT id FROM entry WHERE status = 'closed'")
    paused = site.sql("SELECT id FROM entry WHERE status = 'paused'")
    stale = site.sql("SELECT id FROM entry WHERE status = 'open' AND stale_after < ?", "2026-11-21")

    assert closed
    assert paused
    assert stale
    for ids, said in (
        (closed, "has closed"),
        (paused, "Having a break"),
        (stale, "may have changed"),
    ):
        for id in ids:
            assert [True] == [
                any(said in each for each in site.get(f"/entry/{id}").page.words("h2"))
            ]
    order = [result["id"] for result in site.find().json["results"]]
    assert set(closed) == set(order[-len(closed) :])


def test_the_samples_say_that_they_are_made_up(site: Site) -> None:
    """While any entry is a sample, a banner on every page of ours says so."""
    for path in ("/", "/find", "/about", "/entry/a-stitch-in-time"):
        assert "made-up examples" in site.get(path).text


@pytest.mark.parametrize(
    "path",
    ["/nowhere", "/entry/nobody", "/entry/A-Stitch-In-Time", "/find.exe", "/directory/nothing"],
)
def test_a_page_that_is_not_there_helps_people_on(site: Site, path: str) -> None:
    """A wrong address gets a page of ours, with ways to go on and a person to ring."""
    reply = site.get(path)
    links = reply.page.links().values()

    assert (404, []) == (reply.status, reply.page.faults)
    assert ["We cannot find that page"] == reply.page.words("h1")
    assert {"/", "/find", "/about"} <= set(links)
    assert [] == says_too_much(reply)


def says_too_much(reply: Reply) -> list[str]:
    """What a page for people should never say: the insides of the program."""
    inside = ("Traceback", "sqlite3", "OperationalError", "no such table", "site-packages", ".py")
    return [word for word in inside if word in reply.text]


def test_a_fault_of_ours_is_said_in_plain_words(broken_site: Site) -> None:
    """When something breaks, people get a calm page and a way on; the details go to the log."""
    reply = broken_site.get("/entry/a-stitch-in-time")

    assert (500, []) == (reply.status, reply.page.faults)
    assert ["Sorry, this page is not working"] == reply.page.words("h1")
    assert [] == says_too_much(reply)
    assert "/find" in reply.page.links().values()
    assert "no such table: entry_text" in broken_site.log.read_text()


def test_a_fault_leaves_the_other_pages_up(broken_site: Site) -> None:
    """One broken page does not take the others with it, however often it is asked for."""
    for _ in range(10):
        assert 500 == broken_site.get("/entry/a-stitch-in-time").status

    assert [200, 200, 200] == [
        broken_site.get(path).status for path in ("/", "/about", "/find?q=sewing")
    ]


def test_the_help_line_is_on_pages_that_could_not_help(site: Site, broken_site: Site) -> None:
    """Where nothing was found and where something broke, there is a person to ring."""
    nothing = site.find("", q="zzzzqqqq", help="gardening")
    for reply in (nothing, site.get("/nowhere"), broken_site.get("/entry/a-stitch-in-time")):
        assert "tel:01632960000" in reply.page.links().values()


def test_data_people_get_the_facets_of_the_metadata(site: Site) -> None:
    """Datasette's own table pages have the facets that metadata.yml sets, with right counts."""
    for table, facets in (
        ("directory", ("kind", "status")),
        ("entry", ("kind", "status", "outcode")),
    ):
        found = site.get(f"/directory/{table}.json").json["facet_results"]
        for facet in facets:
            counted = {each["value"]: each["count"] for each in found[facet]["results"]}
            query = f"SELECT {facet}, count(*) FROM entry WHERE {facet} IS NOT NULL GROUP BY 1"
            expected = dict(site.sql(query))
            assert counted.items() <= expected.items()
            assert counted


def test_the_lists_in_the_data_are_facets_by_item(site: Site) -> None:
    """A facet over a list counts each item, not each list."""
    found = site.get("/directory/directory.json").json["facet_results"]
    counted = {each["value"]: each["count"] for each in found["help"]["results"]}
    query = "SELECT term, count(*) FROM entry_term WHERE facet = 'help' GROUP BY 1"

    assert counted
    assert counted.items() <= dict(site.sql(query)).items()


def test_the_data_can_be_searched(site: Site) -> None:
    """Datasette's own search box works on the view and on the table."""
    for table in ("directory", "entry"):
        found = site.get(f"/directory/{table}.json?_search=garden&_shape=objects").json["rows"]
        assert 0 < len(found) < len(site.sql("SELECT id FROM entry"))
        assert "_search" in site.get(f"/directory/{table}").text


def test_the_data_can_be_taken_whole(site: Site) -> None:
    """The database itself is there to download, and is what is being served."""
    reply = site.get("/directory.db")

    assert site.database.read_bytes() == reply.body


def test_a_row_page_has_its_words(site: Site) -> None:
    """The page of one row in the data names the entry and its columns."""
    page = site.get("/directory/entry/a-stitch-in-time").page
    (name,) = site.sql("SELECT name FROM entry WHERE id = 'a-stitch-in-time'")

    assert any(name in text for text in page.words("td"))
    assert any("contact_phone" in text for text in page.words("th"))


def test_the_data_pages_are_named_from_metadata(site: Site) -> None:
    """The licence and the descriptions of metadata.yml are on the data's own pages."""
    page = site.get("/directory").page

    assert "The data" in page.words("h1")[0]
    assert "Creative Commons Attribution 4.0" in words(page.root)
