"""Lists that people choose: `/list`, and how it travels in addresses."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from urllib.parse import parse_qs, parse_qsl, unquote, urlencode, urlsplit
from xml.etree import ElementTree

import pytest
from conftest import Reply, ServeEntries, Site
from playwright.sync_api import Browser, Page, ViewportSize, expect

from ourpatch.searching import Shortlist, read_shortlist
from ourpatch.searching.shortlist import LONGEST_NOTE, MOST_IDS
from ourpatch.sharing.forms import FORMS

PHONE: ViewportSize = {"width": 360, "height": 740}


def listed(site: Site, ids: str, form: str = "", **more: str) -> Reply:
    """The page of a list, or the list in a form."""
    dot = f".{form}" if form else ""
    return site.get(f"/list{dot}?{urlencode({'ids': ids, **more}, safe=',')}")


def names(reply: Reply) -> list[str]:
    """The names on a page of results, in order."""
    return reply.page.words("h3")[: reply.text.count('<li id="entry-')]


def ids_of(link: str) -> list[str]:
    """The ids in a link."""
    return parse_qs(urlsplit(link).query)["ids"][0].split(",")


def link_named(reply: Reply, words: str) -> str:
    """The link of these words on a page."""
    return reply.page.links()[words]


def test_a_list_is_in_the_order_that_somebody_chose(site: Site) -> None:
    """The order of a list is that of its link, whatever the search would say."""
    for ids in ("two-mops,zoes-borders", "zoes-borders,two-mops"):
        shown = [site.sql("SELECT name FROM entry WHERE id = ?", id)[0] for id in ids.split(",")]

        assert shown == names(listed(site, ids))


@pytest.mark.parametrize("form", FORMS)
def test_every_form_can_show_a_list(site: Site, form: str) -> None:
    """A list can be taken away in every form that an answer can."""
    reply = listed(site, "two-mops,zoes-borders", form, note="Ring Sam")

    assert (200, FORMS[form].media_type) == (reply.status, reply.header("content-type"))
    assert f'filename="our-patch-list.{form}"' in reply.header("content-disposition")


def test_a_list_for_programs_is_in_order(site: Site) -> None:
    """JSON has the ids, the note, what is missing, and the results in the list's order."""
    document = listed(site, "zoes-borders,nobody-here,two-mops", "json", note="Ring Sam").json

    assert ["zoes-borders", "two-mops"] == [result["id"] for result in document["results"]]
    assert {
        "ids": ["zoes-borders", "nobody-here", "two-mops"],
        "note": "Ring Sam",
        "missing": ["nobody-here"],
    } == document["list"]
    assert (
        f"{site.base}/list?ids=zoes-borders,nobody-here,two-mops&note=Ring+Sam"
        == (document["data"]["link"])
    )


def test_a_message_has_the_note_first(site: Site) -> None:
    """A list as plain words begins with the note, and names who is not here now."""
    text = listed(site, "two-mops,nobody-here", "txt", note="Ring Sam first.").text

    assert text.index("Ring Sam first.") < text.index("1. Two Mops")
    assert "not in the directory now: nobody-here" in text


def test_links_move_entries_and_take_them_off(site: Site) -> None:
    """Up, down and off are links to the same list, changed."""
    reply = listed(site, "two-mops,zoes-borders,shelf-respect", note="Hi")
    up = link_named(reply, "Move up Shelf Respect")
    down = link_named(reply, "Move down Two Mops")
    off = link_named(reply, "Take off the list Zoë's Borders")

    assert ["two-mops", "shelf-respect", "zoes-borders"] == ids_of(up)
    assert ["zoes-borders", "two-mops", "shelf-respect"] == ids_of(down)
    assert ["two-mops", "shelf-respect"] == ids_of(off)
    assert {"Hi"} == {dict(parse_qsl(urlsplit(link).query))["note"] for link in (up, down, off)}
    assert "Move up Two Mops" not in reply.page.links()
    assert "Move down Shelf Respect" not in reply.page.links()


def test_moving_passes_those_who_are_not_here(site: Site) -> None:
    """One press always moves an entry past the next one that can be seen."""
    reply = listed(site, "two-mops,nobody-here,zoes-borders")
    down = link_named(reply, "Move down Two Mops")

    assert ["Zoë's Borders", "Two Mops"] == names(site.get(down.partition("#")[0]))
    assert "nobody-here" in ids_of(down)


def test_who_is_not_here_is_kept_and_told_of(site: Site) -> None:
    """An id that nobody has is told of kindly, stays in the links, and can be taken off."""
    reply = listed(site, "nobody-here,two-mops")
    off = link_named(reply, "take them off the list")

    assert 200 == reply.status
    assert "They stay on the list in case they come back." in reply.text
    assert ["two-mops"] == ids_of(off)
    assert ["Two Mops"] == names(reply)


def test_what_has_closed_says_so_and_where_to_turn(site: Site) -> None:
    """A closed entry on a list says so, gives no number, and names somebody else."""
    (closed,) = site.sql("SELECT id FROM entry WHERE status = 'closed' ORDER BY id LIMIT 1")
    reply = listed(site, closed)

    assert "Closed" in reply.text
    assert "Try instead:" in reply.text
    assert 'href="tel:' not in reply.text.partition("<footer")[0]


def test_an_empty_list_says_how_to_begin(site: Site) -> None:
    """Nobody on it yet: the page says what to do, and offers nothing to send."""
    for path in ("/list", "/list?ids=", "/list?ids=,,%20,", "/list?ids=../../etc/passwd,<b>"):
        reply = site.get(path)

        assert 200 == reply.status
        assert "press “Add to my list”" in reply.text
        assert "Send or keep this" not in reply.text


def test_a_list_travels_through_the_site(site: Site) -> None:
    """Every link of ours on a page keeps the list, and the search form does too."""
    for path in (
        "/find?q=garden",
        "/find?q=zzzzqqqq&help=gardening",
        "/entry/two-mops",
        "/about",
        "/",
    ):
        page = site.get(f"{path}{'&' if '?' in path else '?'}ids=zoes-borders&note=Hi").page
        lost = [
            link
            for words, link in page.links().items()
            if not words.startswith("Take it off")
            and link.startswith(("/find?", "/entry/", "/list"))
            and urlsplit(link).path.rpartition(".")[2] not in {*FORMS, "yml"}
            and "ids=zoes-borders" not in link
        ]
        hidden = {
            box.get("name"): box.get("value")
            for box in page.root.iter("input")
            if box.get("type") == "hidden"
        }

        assert [] == lost, path
        assert hidden in ({}, {"ids": "zoes-borders", "note": "Hi"})


def test_a_page_with_no_list_has_plain_links(site: Site) -> None:
    """Whoever makes no list sees nothing of it in addresses but the links to begin one."""
    page = site.get("/find?q=garden").page
    adding = [words for words, link in page.links().items() if "ids=" in link]

    assert adding
    assert [] == [words for words in adding if not words.startswith("Add to my list")]


def test_what_is_sent_is_the_page_and_not_ones_list(site: Site) -> None:
    """The link to send of a search or an entry does not give away the list of who sends it."""
    for path in ("/find?q=garden", "/entry/two-mops"):
        sent = site.get(f"{path}{'&' if '?' in path else '?'}ids=zoes-borders").page
        (box,) = [each for each in sent.root.iter("input") if each.get("id") == "link"]

        assert f"{site.base}{path}" == box.get("value")


def test_a_list_can_be_sent_by_plain_links(site: Site) -> None:
    """Email, WhatsApp and a text message open with the note, names, numbers and the link."""
    reply = listed(site, "two-mops,zoes-borders", note="Ring Sam & Jo;\nsoon")
    links = reply.page.links()
    link = f"{site.base}/list?ids=two-mops,zoes-borders&note=Ring+Sam+%26+Jo%3B%0Asoon"
    bodies = {
        words: dict(parse_qsl(urlsplit(links[words]).query.lstrip("&")))
        for words in ("Email it", "Send it by WhatsApp", "Send it as a text")
    }

    assert links["Email it"].startswith("mailto:?subject=A%20list")
    assert links["Send it by WhatsApp"].startswith("https://wa.me/?text=")
    assert links["Send it as a text"].startswith("sms:?&body=")
    for body in bodies.values():
        words = body.get("body") or body["text"]
        assert words.replace("\r", "").startswith(
            "Ring Sam & Jo;\nsoon\n\n1. Two Mops, 01632 960104"
        )
        assert words.endswith(link)


def test_a_code_leads_to_our_own_pages_only(site: Site) -> None:
    """A code is drawn for an address of this site, and for nothing else."""
    drawn = site.get("/qr.svg?to=/list%3Fids%3Dtwo-mops")
    refused = ("//evil.example", "/\\evil.example", "https://evil.example", "about", "", "/a%0Ab",
               "/" + "a" * 1000)  # fmt: skip
    title = ElementTree.fromstring(drawn.body).findtext("{http://www.w3.org/2000/svg}title")

    assert (200, "image/svg+xml") == (drawn.status, drawn.header("content-type"))
    assert f"{site.base}/list?ids=two-mops" == title
    assert {404} == {site.get(f"/qr.svg?to={to}").status for to in refused}


def test_the_longest_list_still_works(serve_entries: ServeEntries) -> None:
    """A full list with a full note opens, takes no more, and has no code too fine to scan."""
    long = "a-very-long-name-of-a-group-that-helps-people"
    site = serve_entries("many", {f"{long}-{at}": {} for at in range(MOST_IDS + 5)})
    ids = [f"{long}-{at}" for at in range(MOST_IDS + 5)]
    reply = listed(site, ",".join(ids), note="ŵ" * (LONGEST_NOTE + 50))

    assert MOST_IDS == reply.text.count('<li id="entry-')
    assert "It is full" in reply.text
    assert "/qr.svg" not in reply.text
    assert "is full" in site.get(f"/entry/{ids[-1]}?ids={','.join(ids[:MOST_IDS])}").text


def test_a_list_reads_what_it_can() -> None:
    """Ids come once each, in order; what cannot be an id is left out; a note keeps its lines."""
    read = read_shortlist([("ids", "a-b, C,a-b"), ("ids", "d"), ("ids", "../x,<b>"), ("q", "x")])

    assert Shortlist(("a-b", "c", "d")) == read
    assert "One\n\nTwo" == read_shortlist([("note", " One \r\n\r\n\r\n\r\nTwo\x00 ")]).note
    assert Shortlist(("b", "a")) == Shortlist(("a", "b")).moved("b", -5)
    assert Shortlist(("a",)) == Shortlist(("a",)).with_one("a")


@contextmanager
def visiting(browser: Browser, site: Site, **options: Any) -> Iterator[Page]:
    """A visit, after which nothing of it is left on the phone."""
    context = browser.new_context(base_url=site.base, viewport=PHONE, **options)
    try:
        page = context.new_page()
        yield page
        assert [] == context.cookies()
        assert 0 == page.evaluate("localStorage.length + sessionStorage.length")
    finally:
        context.close()


@pytest.mark.parametrize("scripts", [True, False], ids=["with-javascript", "without"])
def test_a_link_worker_makes_a_list(browser: Browser, site: Site, scripts: bool) -> None:
    """Search, add two, look at one and add it there, go back, reorder, write a note, send it."""
    with visiting(browser, site, java_script_enabled=scripts) as page:
        page.goto("/find?q=gardening")
        page.get_by_role("link", name="Add to my list Zoë's Borders").click()
        expect(page.get_by_role("link", name="My list (1)")).to_be_visible()
        page.get_by_role("link", name="Add to my list Shelf Respect").click()
        expect(page.get_by_role("link", name="My list (2)")).to_be_visible()
        page.get_by_role("link", name="Hedge & Hound", exact=True).click()
        expect(page.locator("h1")).to_have_text("Hedge & Hound")
        page.get_by_role("link", name="Add to my list").click()
        expect(page.get_by_role("link", name="My list (3)")).to_be_visible()
        page.get_by_role("link", name="Back to your results").click()
        expect(page.locator("input[name=q]")).to_have_value("gardening")
        expect(page.get_by_role("link", name="Take it off your list Hedge & Hound")).to_be_visible()

        page.get_by_role("link", name="My list (3)").click()
        expect(page.locator("ol.cards h3")).to_have_text(
            ["Zoë's Borders", "Shelf Respect", "Hedge & Hound"]
        )
        page.get_by_role("link", name="Move up Hedge & Hound").click()
        expect(page.locator("ol.cards h3")).to_have_text(
            ["Zoë's Borders", "Hedge & Hound", "Shelf Respect"]
        )
        page.get_by_role("link", name="Take off the list Shelf Respect").click()
        expect(page.locator("ol.cards h3")).to_have_text(["Zoë's Borders", "Hedge & Hound"])
        page.locator("textarea").fill("Mum, ring Zoë first.\nShe knows.")
        page.get_by_role("button", name="Put the note on the list").click()
        expect(page.locator(".note")).to_have_text("Mum, ring Zoë first.\nShe knows.")
        sent = page.locator("#link").input_value()
        assert sent in unquote(str(page.locator("a[href^='https://wa.me']").get_attribute("href")))

    with visiting(browser, site, java_script_enabled=not scripts) as phone:
        phone.goto(sent)
        expect(phone.locator("ol.cards h3")).to_have_text(["Zoë's Borders", "Hedge & Hound"])
        expect(phone.locator(".note")).to_have_text("Mum, ring Zoë first.\nShe knows.")


def test_with_scripts_nobody_leaves_the_page(browser: Browser, site: Site) -> None:
    """The list changes where one is: what was typed and opened stays, and the keyboard goes on."""
    with visiting(browser, site) as page:
        page.goto("/about")
        page.goto("/find?q=gardening")
        expect(page.get_by_role("button", name="Print")).to_be_visible()  # the script has come
        page.evaluate("window.stays = true")
        page.locator("input[name=q]").fill("not sent yet")
        code = page.get_by_text("Show a code to scan with a phone")
        code.click()
        page.get_by_role("link", name="Add to my list Zoë's Borders").press("Enter")
        expect(page.get_by_role("link", name="Take it off your list Zoë's Borders")).to_be_focused()
        page.get_by_role("link", name="Add to my list Shelf Respect").click()
        expect(page.get_by_role("status").filter(has_text="My list (2)")).to_have_count(1)

        assert f"{site.base}/find?q=gardening&ids=zoes-borders,shelf-respect" == page.url
        expect(page.locator("input[name=q]")).to_have_value("not sent yet")
        expect(page.locator("details.scan img")).to_be_visible()
        expect(page.get_by_role("button", name="Print")).to_have_count(1)
        assert page.evaluate("window.stays")

        page.get_by_role("link", name="My list (2)").click()
        expect(page.get_by_role("heading", name="A list of 2")).to_be_visible()
        expect(page.get_by_role("button", name="Print")).to_be_visible()
        page.evaluate("window.stays = true")
        page.get_by_role("link", name="Move down Zoë's Borders").press("Enter")
        expect(page.locator("ol.cards h3")).to_have_text(["Shelf Respect", "Zoë's Borders"])
        expect(page.get_by_role("link", name="Move up Zoë's Borders")).to_be_focused()
        page.get_by_role("link", name="Take off the list Shelf Respect").click()
        page.get_by_role("link", name="Take off the list Zoë's Borders").click()
        expect(page.get_by_role("heading", name="Your list", exact=True)).to_be_focused()
        assert (f"{site.base}/list", True) == (page.url, page.evaluate("window.stays"))
        page.go_back()
        expect(page.get_by_role("link", name="My list (2)")).to_be_visible()


def test_whoever_turns_to_another_page_takes_the_change_along(browser: Browser, site: Site) -> None:
    """On a slow line the change has not come yet when the next link is followed; it is not lost."""
    with visiting(browser, site) as page:
        page.goto("/find?q=gardening")
        expect(page.get_by_role("button", name="Print")).to_be_visible()
        page.evaluate("""() => {
            const real = window.fetch;
            const soon = () => new Promise((done) => setTimeout(done, 300));
            window.fetch = (...asked) => soon().then(() => real(...asked));
        }""")
        page.get_by_role("link", name="Add to my list Zoë's Borders").click()
        page.get_by_role("link", name="Hedge & Hound", exact=True).click()

        expect(page.get_by_role("heading", name="Hedge & Hound", level=1)).to_be_visible()
        expect(page.get_by_role("link", name="My list (1)")).to_be_visible()


def test_a_press_before_all_has_loaded_is_like_any_other(browser: Browser, site: Site) -> None:
    """The page says that it is shown while the change is on its way; links go on leading on."""
    with visiting(browser, site) as page:
        page.goto("/find?q=gardening")
        expect(page.get_by_role("button", name="Print")).to_be_visible()
        page.evaluate("""() => {
            const real = window.fetch;
            const soon = () => new Promise((done) => setTimeout(done, 300));
            window.fetch = (...asked) => soon().then(() => real(...asked));
        }""")
        page.get_by_role("link", name="Add to my list Zoë's Borders").click()
        page.evaluate("window.dispatchEvent(new PageTransitionEvent('pageshow'))")
        expect(page.get_by_role("link", name="My list (1)")).to_be_visible()
        page.get_by_role("link", name="Hedge & Hound", exact=True).click()

        expect(page.get_by_role("heading", name="Hedge & Hound", level=1)).to_be_visible()


def test_a_change_that_cannot_be_fetched_is_a_plain_link(browser: Browser, site: Site) -> None:
    """Where the fetch fails, the page is left for the one that the link leads to."""
    with visiting(browser, site) as page:
        page.goto("/find?q=gardening")
        expect(page.get_by_role("button", name="Print")).to_be_visible()
        page.evaluate("() => { window.fetch = () => Promise.reject(new Error('no')); }")
        page.get_by_role("link", name="Add to my list Zoë's Borders").click()

        expect(page.get_by_role("link", name="My list (1)")).to_be_visible()
        assert page.url.endswith("ids=zoes-borders#entry-zoes-borders")
        page.go_back()
        page.get_by_role("link", name="Hedge & Hound", exact=True).click()
        expect(page.get_by_role("heading", name="Hedge & Hound", level=1)).to_be_visible()


def test_a_link_is_copied_where_there_are_scripts(browser: Browser, site: Site) -> None:
    """The button puts the link on the clipboard and says so."""
    allowed = ["clipboard-read", "clipboard-write"]
    with visiting(browser, site, permissions=allowed) as page:
        page.goto("/list?ids=two-mops")
        page.get_by_role("button", name="Copy").click()
        expect(page.get_by_role("status").filter(has_text="Copied.")).to_be_visible()

        assert f"{site.base}/list?ids=two-mops" == page.evaluate("navigator.clipboard.readText()")


def test_a_list_on_paper_has_a_code_and_no_buttons(browser: Browser, site: Site) -> None:
    """On paper there is a code to come back by, and nothing that needs pressing."""
    with visiting(browser, site) as page:
        page.goto("/list?ids=two-mops,zoes-borders&note=Hi")
        expect(page.locator(".paper")).to_be_hidden()
        page.emulate_media(media="print")

        expect(page.locator(".paper img")).to_be_visible()
        for gone in (".moves", ".ask", "#ways", "#link", "textarea"):
            expect(page.locator(gone).first).to_be_hidden()
        expect(page.get_by_role("link", name="Phone 01632 960104")).to_be_visible()
        expect(page.locator(".note")).to_be_visible()
