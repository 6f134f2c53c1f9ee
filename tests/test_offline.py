"""With no signal: one visit, then the server is gone, and every page is there as it was."""

import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import urlencode, urljoin

import pytest
from conftest import (
    TODAY,
    Site,
    built,
    for_readers,
    free_port,
    running,
    stop,
    wait_for,
    write_entry,
)
from playwright.sync_api import Browser, BrowserContext, Page, expect
from weather import CUT, DEAD, LOST, SPOILT, Weather, weather
from workers import drawn_by_worker

from ourpatch.editions.bundle import bundle
from ourpatch.editions.made import EDITIONS, FOLDER
from ourpatch.editions.release import DIRECTORY, Worker, file, release, static_files
from ourpatch.serving import datasette_command

ON_IT = re.compile(r"This is on your (phone|computer), as it was on ")
BANNER = re.compile(r'\n  <p class="banner" role="status">You are offline\. [^<]*</p>\n')

#: What a page has of codes to scan, which only the server draws.
CODES = re.compile(r'\n  <details class="scan">.*?</details>\n  <p class="paper">.*?</p>\n', re.S)

#: A browser that says what its connection is like: one that costs money, and one that does not.
METERED = "Object.defineProperty(navigator, 'connection', {value: {saveData: true}})"

ENTRIES: dict[str, dict[str, Any]] = {
    "sew-sociable": {"name": "Sew Sociable", "help": ["crafts"], "place": {"outcode": "BA1"}},
    "mow-and-sow": {"name": "Mow and Sow", "help": ["gardening"], "place": {"outcode": "BA2"}},
}


class Patch:
    """A small patch that can be built again while it is served, behind some weather."""

    def __init__(self, folder: Path, site: Site, network: Weather) -> None:
        self.folder, self.site, self.network = folder, site, network

    def build(self, name: str) -> None:
        """Give an entry another name, and wait until the site shows it."""
        write_entry(self.folder, "sew-sociable", **{**ENTRIES["sew-sociable"], "name": name})
        built(self.folder)
        page = "/entry/sew-sociable"
        wait_for(lambda: name in self.site.get(page).text, "the new build to be served")


@contextmanager
def patch_in(folder: Path) -> Iterator[tuple[Patch, Any]]:
    """A small patch, and the process that serves it."""
    for id, fields in ENTRIES.items():
        write_entry(folder, id, **fields)
    database, port = built(folder), free_port()
    command = datasette_command(database, "127.0.0.1", port)
    with running(command, port, database) as (site, process), weather(port) as network:
        yield Patch(folder, site, network), process


@pytest.fixture
def patch(tmp_path: Path) -> Iterator[Patch]:
    """A small patch of this test's own."""
    with patch_in(tmp_path / "entries") as (made, _):
        yield made


@pytest.fixture
def phone(browser: Browser) -> Iterator[BrowserContext]:
    """A browser that has never been anywhere."""
    context = browser.new_context(viewport={"width": 360, "height": 740})
    yield context
    context.close()


def visit(phone: BrowserContext, patch: Patch, path: str = "/") -> Page:
    """Open a page, and wait until the site says that it is kept."""
    page = phone.new_page()
    page.goto(patch.network.base + path)
    expect(page.locator(".foot")).to_contain_text(ON_IT, timeout=20_000)
    return page


def no_signal(patch: Patch, how: str = DEAD) -> None:
    """From now on nothing that is asked is ever answered."""
    patch.network.bad["*"] = how


def name_on_the_phone(page: Page, patch: Patch) -> str:
    """What an entry is called on a page that is drawn with no signal."""
    no_signal(patch)
    page.goto(f"{patch.network.base}/entry/sew-sociable", timeout=30_000)
    expect(page.locator(".banner").last).to_contain_text("You are offline")
    patch.network.bad.clear()
    return page.inner_text("h1")


def stored(page: Page) -> list[str]:
    """The releases on a phone, whole or begun."""
    names: list[str] = page.evaluate("caches.keys()")
    return [name for name in names if name != "our-patch"]


# One visit, then nothing.


def test_every_page_is_there_with_the_server_gone(
    sample_db: Path, tmp_path: Path, phone: BrowserContext
) -> None:
    """After one visit the same addresses show the same pages, and say how old they are."""
    database = tmp_path / "directory.db"
    shutil.copy(sample_db, database)
    port = free_port()
    with running(datasette_command(database, "127.0.0.1", port), port, database) as (site, process):
        entries = [f"/entry/{id}" for id in site.sql("SELECT id FROM entry ORDER BY id")]
        questions: list[dict[str, Any]] = [
            {}, {"q": "gardning", "near": "BA1"}, {"help": ["gardening", "company"], "page": 2},
            {"q": "submarine", "near": "Frome", "help": "gardening"}, {"near": "Newport"},
        ]  # fmt: skip
        asked = [f"/find?{urlencode(question, doseq=True)}" for question in questions]
        turned_to = ["/", "/about", "/entry/nobody", *asked, *lists_of(site), *entries[::8]]
        addresses = [*turned_to, *entries]
        served = {address: site.get(address).text for address in addresses}
        page = phone.new_page()
        page.goto(site.base)
        expect(page.locator(".foot")).to_contain_text(ON_IT, timeout=20_000)
        stop(process)
        drawn = drawn_by_worker(phone, site.base, entries)
        drawn |= {address: source(page, site.base + address) for address in turned_to}

    said = "You are offline. This is the directory as it was on 21 November 2026."
    assert [] == [at for at in addresses if said not in drawn[at] and at != "/entry/nobody"]
    for address in addresses:
        # A page comes from somewhere: here each from the one before it.
        expected = for_readers(CODES.sub("", served[address]))
        assert expected == for_readers(BANNER.sub("", drawn[address])), address


def lists_of(site: Site) -> list[str]:
    """The addresses of lists: none, one, all there is room for, closed, gone, with a note."""
    (ids,) = site.sql("SELECT group_concat(id) FROM (SELECT id FROM entry ORDER BY name)")
    (shut,) = site.sql("SELECT group_concat(id) FROM entry WHERE status = 'closed'")
    note = urlencode({"note": "Ring Sam first.\n\nThen <i>Tŷ Gwyn</i>, “ask for ~*!()”"})
    return [
        "/list", f"/list?ids={ids}", f"/list?ids={shut},no-longer-here,constructor&{note}",
        f"/find?q=garden&ids={ids[:200]}&{note}", f"/?ids={ids[:50]}",
        f"/entry/{ids.split(',')[0]}?back=/find%3Fq%3Dsewing%26near%3DBA1&ids={ids[:90]}",
        "/list?ids=" + ",".join(f"nobody-{at}" for at in range(70)),
    ]  # fmt: skip


def source(page: Page, address: str) -> str:
    """The HTML of a page as it came, from the server or from the phone."""
    reply = page.goto(address)
    assert reply is not None
    return reply.text()


def test_with_a_signal_pages_are_the_servers(patch: Patch, phone: BrowserContext) -> None:
    """While the server answers, what it says is shown, even where the phone knows otherwise."""
    page = visit(phone, patch)
    patch.build("Stitch and Natter")
    page.goto(f"{patch.network.base}/entry/sew-sociable")

    assert "Stitch and Natter" == page.inner_text("h1")
    assert "You are offline" not in page.inner_text("body")


def test_nobody_waits_long_for_a_signal_that_does_not_come(
    patch: Patch, phone: BrowserContext
) -> None:
    """Where the phone thinks that there is a signal and nothing ever comes, the page comes too."""
    page = visit(phone, patch)
    no_signal(patch, LOST)
    page.goto(f"{patch.network.base}/entry/sew-sociable", timeout=40_000)

    assert "Sew Sociable" == page.inner_text("h1")
    assert "You are offline" in page.inner_text("body")


def test_downloads_say_what_needs_a_signal(patch: Patch, phone: BrowserContext) -> None:
    """With no signal the files of the server are not promised; the directory itself is there."""
    page = visit(phone, patch)
    no_signal(patch)
    page.goto(f"{patch.network.base}/downloads?ids=sew-sociable")

    expect(page.locator("main .notice")).to_contain_text("These files need a signal")
    assert 0 == page.locator("main a[href^='/downloads/']").count()
    page.locator("main").get_by_role("link", name="find help").click()
    expect(page.get_by_role("heading", name="2 results")).to_be_visible()
    expect(page.get_by_role("link", name="My list (1)")).to_be_visible()


def test_a_list_is_made_and_changed_with_no_signal(patch: Patch, phone: BrowserContext) -> None:
    """Somebody offline puts two on a list, moves one, writes a note and takes one off."""
    page = visit(phone, patch)
    no_signal(patch)
    page.goto(f"{patch.network.base}/find")
    for name in ("Sew Sociable", "Mow and Sow"):
        page.get_by_role("link", name=f"Add to my list {name}").click()
        expect(page.get_by_role("link", name=f"Take it off your list {name}")).to_be_visible()
    page.get_by_role("link", name="My list (2)").click()
    page.get_by_role("link", name="Move up Mow and Sow").click()
    expect(page.locator(".card h3")).to_have_text(["Mow and Sow", "Sew Sociable"])
    page.get_by_label("Write a note").fill("Ring Sam first.\nThen Ann.")
    page.get_by_role("button", name="Put the note on the list").click()
    expect(page.locator(".note")).to_have_text("Ring Sam first. Then Ann.")
    page.get_by_role("link", name="Take off the list Mow and Sow").click()

    expect(page.locator(".card h3")).to_have_text(["Sew Sociable"])
    expect(page.get_by_role("heading", level=1)).to_have_text("A list of 1")
    expect(page.locator(".banner").last).to_contain_text("You are offline")


def test_a_page_that_is_not_kept_says_so(patch: Patch, phone: BrowserContext) -> None:
    """What only the server has is not pretended: the page says that it needs a signal."""
    page = visit(phone, patch)
    no_signal(patch)
    reply = page.goto(f"{patch.network.base}/directory")

    assert reply is not None
    assert (503, "This page needs a signal") == (reply.status, page.inner_text("h1"))


def test_links_to_phone_and_styles_still_work(patch: Patch, phone: BrowserContext) -> None:
    """With no signal a page has its look and its drawings, and its numbers can be rung."""
    page = visit(phone, patch)
    no_signal(patch)
    page.goto(f"{patch.network.base}/entry/sew-sociable")

    assert page.locator("a[href^='tel:']").count()
    assert "rgb(248, 243, 232)" == page.evaluate("getComputedStyle(document.body).backgroundColor")
    drawn = page.evaluate("fetch('/static/patches.svg').then((reply) => reply.ok)")
    assert drawn


def test_a_phone_finds_its_own_area_with_no_signal(patch: Patch, phone: BrowserContext) -> None:
    """“Use where I am” works offline: the list of postcode areas is in the directory."""
    listed = patch.site.get("/outcodes.json").json
    page = visit(phone, patch)
    phone.grant_permissions(["geolocation"])
    phone.set_geolocation({"latitude": 51.39, "longitude": -2.36})
    no_signal(patch)
    page.goto(f"{patch.network.base}/find")
    page.get_by_role("button", name="Use where I am").click()

    expect(page.get_by_label("Where?")).to_have_value("BA1")
    assert listed == page.evaluate("fetch('/outcodes.json').then((reply) => reply.json())")


def test_offline_pages_keep_their_safe_headers(patch: Patch, phone: BrowserContext) -> None:
    """A page drawn on the phone forbids what the server's pages forbid."""
    page = visit(phone, patch)
    said = patch.site.get("/").header("content-security-policy")
    no_signal(patch)
    reply = page.goto(f"{patch.network.base}/find")

    assert reply is not None
    assert said and said == reply.headers["content-security-policy"]


#: Pages as static/offline/site.js gives them, from the directory that travels.
RESPOND = """
async ([site, addresses]) => {
  const { open } = await import("/static/search/index.js");
  const { respond } = await import("/static/offline/site.js");
  const bytes = await (await fetch("/travelling.db.gz")).arrayBuffer();
  const handle = { directory: await open(bytes), site, offline: false };
  return addresses.map((address) => {
    const { status, html } = respond(handle, new URL(address, location.href).href);
    return [status, html];
  });
}
"""


def test_every_tick_box_gives_the_same_page(site: Site, browser: Browser) -> None:
    """A page follows from its address alone, for every term, question and wrong turning."""
    terms = site.sql("SELECT facet, id FROM term ORDER BY facet, position")
    addresses = [f"/find?{facet}={term}&near=BA1" for facet, term in terms]
    addresses += ["/find?", "/find?q=&near=", "/find?page=2&q=%E9%FF+&x=1", "/find?q=a+b%20c;d&q=e"]
    addresses += ["/nothing", "/find/", "/entry/", "/About"]
    page = browser.new_page()
    page.goto(f"{site.base}/about")
    drawn = page.evaluate(RESPOND, [site.get("/offline.json").json["site"], addresses])
    page.close()

    assert len(addresses) > 150
    for address, (status, html) in zip(addresses, drawn, strict=True):
        served = site.get(address)
        expected = (served.status, for_readers(served.text))
        assert expected == (status, for_readers(html)), address


# Asking first.


def test_on_a_metered_connection_it_asks_first(patch: Patch, phone: BrowserContext) -> None:
    """Nothing is fetched by itself there: one line says how much it is, and a press fetches it."""
    phone.add_init_script(METERED)
    page = phone.new_page()
    page.goto(patch.network.base)
    button = page.get_by_role("button", name=re.compile(r"^Keep this on your \w+: \d\.\d MB$"))
    expect(button).to_be_visible()

    assert {DIRECTORY, "/worker.js"}.isdisjoint(patch.network.asked)
    button.click()
    expect(page.locator(".foot")).to_contain_text(ON_IT, timeout=20_000)
    assert DIRECTORY in patch.network.asked


def test_on_a_metered_connection_an_update_asks_too(patch: Patch, phone: BrowserContext) -> None:
    """A newer copy is offered, not taken; until then the old one is there, whole."""
    page = visit(phone, patch)
    patch.build("Stitch and Natter")
    phone.add_init_script(METERED)
    patch.network.asked.clear()
    page.goto(patch.network.base)
    button = page.get_by_role("button", name=re.compile("^Get the newest on your"))
    expect(button).to_be_visible()

    assert DIRECTORY not in patch.network.asked
    assert "Sew Sociable" == name_on_the_phone(page, patch)
    page.goto(patch.network.base)
    button.click()
    expect(button).to_have_count(0)
    expect(page.locator(".foot")).to_contain_text(ON_IT)
    assert "Stitch and Natter" == name_on_the_phone(page, patch)


# Taking it along.


def test_the_page_about_taking_it_keeps_it(patch: Patch, phone: BrowserContext) -> None:
    """There the line about the copy stands where it is explained, with a button where it costs."""
    phone.add_init_script(METERED)
    page = phone.new_page()
    page.goto(f"{patch.network.base}/take-it-with-you")
    copy = page.locator("#copy")
    expect(copy).to_have_text(re.compile(r"^\s*Keep this on your \w+: \d\.\d MB$"))
    copy.get_by_role("button").click()
    expect(copy).to_contain_text(ON_IT, timeout=20_000)
    no_signal(patch)
    page.goto(f"{patch.network.base}/take-it-with-you")

    expect(copy).to_contain_text(ON_IT)
    expect(page.locator(".banner").last).to_contain_text("You are offline")
    expect(page.locator("#files ~ ul li").first).to_contain_text("needs a signal")


def test_files_to_carry_are_offered_when_they_are_there(patch: Patch) -> None:
    """A file in the folder beside the database is offered with size and day; no other is."""
    folder = patch.folder.parent / FOLDER
    before = patch.site.get("/take-it-with-you").text
    folder.mkdir()
    (folder / "our-patch-one-file.html").write_bytes(b"<script>1</script>" * 10_000)
    (folder / "secret.txt").write_text("secret")
    after = patch.site.get("/take-it-with-you").text
    file = patch.site.get("/take-it-with-you/our-patch-one-file.html")

    assert len(EDITIONS) == before.count("not here yet<")
    assert len(EDITIONS) - 1 == after.count("not here yet<")
    assert '<a href="/take-it-with-you/our-patch-one-file.html">' in after
    assert "0.2 MB, made on " in after
    assert (200, 180_000) == (file.status, len(file.body))
    assert file.header("content-disposition").startswith("attachment")
    for name in ("secret.txt", "our-patch-stick.zip", "..", "our-patch-one-file.htm"):
        assert 404 == patch.site.get(f"/take-it-with-you/{name}").status


# Whole or not at all.


def test_an_update_is_taken_whole(patch: Patch, phone: BrowserContext) -> None:
    """The next visit brings the newest directory, and the one before is thrown away."""
    page = visit(phone, patch)
    before = stored(page)
    patch.build("Stitch and Natter")
    patch.network.asked.clear()
    page.goto(patch.network.base)
    wait_for(lambda: stored(page) not in ([], before), "the newest to be taken")
    wait_for(lambda: before[0] not in stored(page), "the one before to be thrown away")

    assert 1 == len(stored(page))
    assert "Stitch and Natter" == name_on_the_phone(page, patch)
    assert not [path for path in patch.network.asked if path.endswith(".wasm")]


def another_program(patch: Patch) -> None:
    """The site gets another program: the worker's script is not what it was."""
    ours = patch.site.get("/offline.json").json["program"].encode()
    for path in ("/worker.js", "/offline.json"):
        patch.network.changed[path] = (ours, b"0123456789abcdef")


def programs(page: Page) -> str:
    """The records of the releases in use, by their program."""
    keys = "caches.open('our-patch').then((c) => c.keys()).then((all) => all.map((r) => r.url))"
    return " ".join(page.evaluate(keys))


def test_a_new_program_brings_its_own_release(patch: Patch, phone: BrowserContext) -> None:
    """A new worker fetches its release before it takes over from the old one, and clears up."""
    page = visit(phone, patch)
    patch.build("Stitch and Natter")
    another_program(patch)
    page.goto(patch.network.base)
    wait_for(lambda: programs(page).endswith("in-use?0123456789abcdef"), "the new program")
    wait_for(lambda: 1 == len(stored(page)), "the old release to be thrown away")

    assert "Stitch and Natter" == name_on_the_phone(page, patch)


#: Whether another worker is about to take over.
BEGINNING = """navigator.serviceWorker.getRegistration()
  .then((worker) => Boolean(worker.installing || worker.waiting))"""


def test_a_new_program_that_breaks_leaves_the_old(patch: Patch, phone: BrowserContext) -> None:
    """Where a new worker cannot have its release whole, the old worker and release go on."""
    page = visit(phone, patch)
    patch.build("Stitch and Natter")
    another_program(patch)
    patch.network.bad[DIRECTORY] = SPOILT
    patch.network.asked.clear()
    page.goto(patch.network.base)
    wait_for(lambda: patch.network.asked.count(DIRECTORY) >= 2, "the update to be tried twice")
    wait_for(lambda: not page.evaluate(BEGINNING), "the new worker to give up")

    assert not programs(page).endswith("in-use?0123456789abcdef")
    assert "Sew Sociable" == name_on_the_phone(page, patch)


@pytest.mark.parametrize("how", [CUT, SPOILT, LOST])
def test_a_broken_update_keeps_the_old_one(how: str, patch: Patch, phone: BrowserContext) -> None:
    """Cut short, spoilt on the way or never come: the old directory is still there, whole."""
    page = visit(phone, patch)
    patch.build("Stitch and Natter")
    patch.network.bad[DIRECTORY] = how
    patch.network.asked.clear()
    page.goto(patch.network.base)
    if how == LOST:  # there it waits for ever, and nothing more is said
        wait_for(lambda: DIRECTORY in patch.network.asked, "the newest to be asked for")
    else:
        expect(page.locator(".foot")).to_contain_text("did not work just now")
    patch.network.bad.clear()

    assert "Sew Sociable" == name_on_the_phone(page, patch)


@pytest.mark.parametrize("how", [CUT, SPOILT])
def test_a_broken_update_is_tried_again(how: str, patch: Patch, phone: BrowserContext) -> None:
    """The visit after a broken update brings it, whatever the browser kept of the broken one."""
    page = visit(phone, patch)
    before = stored(page)
    patch.build("Stitch and Natter")
    patch.network.bad[DIRECTORY] = how
    page.goto(patch.network.base)
    expect(page.locator(".foot")).to_contain_text("did not work just now")
    patch.network.bad.clear()
    page.goto(patch.network.base)
    wait_for(lambda: before[0] not in stored(page), "the newest to be taken")

    assert "Stitch and Natter" == name_on_the_phone(page, patch)


def test_a_first_visit_that_breaks_promises_nothing(patch: Patch, phone: BrowserContext) -> None:
    """With half a directory the site never says that it is kept, and the server's pages stay."""
    patch.network.bad[DIRECTORY] = CUT
    page = phone.new_page()
    page.goto(patch.network.base)
    expect(page.locator(".foot")).to_contain_text("did not work just now")
    page.goto(f"{patch.network.base}/about")

    assert "About Our Patch" == page.inner_text("h1")
    assert not ON_IT.search(page.inner_text(".foot"))


def test_a_full_phone_says_so(patch: Patch, phone: BrowserContext) -> None:
    """Where there is no room the site says so, and leaves nothing half done behind."""
    page = phone.new_page()
    devtools = phone.new_cdp_session(page)
    full = {"origin": patch.network.base, "quotaSize": 50_000}
    devtools.send("Storage.overrideQuotaForOrigin", full)
    page.goto(patch.network.base)
    expect(page.locator(".foot")).to_contain_text("not enough room", timeout=20_000)

    assert [] == stored(page)


def test_two_tabs_fetch_it_once(patch: Patch, phone: BrowserContext) -> None:
    """Two pages opened together share one copy."""
    pages = [phone.new_page(), phone.new_page()]
    for page in pages:
        page.goto(patch.network.base, wait_until="commit")
    for page in pages:
        expect(page.locator(".foot")).to_contain_text(ON_IT, timeout=20_000)

    assert 1 == patch.network.asked.count(DIRECTORY)
    assert 1 == len(stored(pages[0]))


# Private.


def test_no_request_goes_anywhere_else(patch: Patch, phone: BrowserContext) -> None:
    """Online and offline, nothing is asked of any other computer, and offline of none at all."""
    asked: list[str] = []
    phone.on("request", lambda request: asked.append(request.url))
    page = visit(phone, patch)
    page.goto(f"{patch.network.base}/find?q=sewing&near=BA1")
    with_signal = len(patch.network.asked)
    no_signal(patch)
    page.goto(f"{patch.network.base}/find?q=secret&near=BA2")

    assert [] == [url for url in asked if not url.startswith(patch.network.base)]
    assert "/find" in patch.network.asked[:with_signal]


# On the home screen.


def test_it_can_be_put_on_a_home_screen(patch: Patch, phone: BrowserContext) -> None:
    """The browser finds nothing wanting in the app's manifest and icons."""
    page = visit(phone, patch)
    devtools = phone.new_cdp_session(page)
    found = devtools.send("Page.getInstallabilityErrors")["installabilityErrors"]
    manifest = devtools.send("Page.getAppManifest")

    assert [] == [each for each in found if each["errorId"] != "in-incognito"]
    assert [] == manifest["errors"]


@pytest.mark.parametrize(
    ("name", "size"), [("any-192", 192), ("any-512", 512), ("maskable-512", 512)]
)
def test_each_icon_is_our_own_drawing(name: str, size: int, site: Site, browser: Browser) -> None:
    """Each icon is as big as it says, and has the drawing's own colour in its middle."""
    page = browser.new_page()
    page.goto(site.base)
    width, height, middle = page.evaluate(
        """async (url) => {
          const picture = await createImageBitmap(await (await fetch(url)).blob());
          const drawn = new OffscreenCanvas(picture.width, picture.height).getContext("2d");
          drawn.drawImage(picture, 0, 0);
          const { data } = drawn.getImageData(picture.width / 2 | 0, picture.height / 2 | 0, 1, 1);
          return [picture.width, picture.height, [...data]];
        }""",
        f"/static/icons/{name}.png",
    )
    page.close()

    assert (size, size, [0x2B, 0x3A, 0x78, 255]) == (width, height, middle)


# The parts.


def test_a_release_follows_from_everything_in_it() -> None:
    """Another byte, program, day or name makes another version; the same things the same one."""
    one, two = Worker("", "one", 1), Worker("", "two", 1)
    first = file("/a", b"a"), one, {"built_on": TODAY}, {"name": "Our Patch"}
    others = [
        (file("/a", b"b"), *first[1:]),
        (first[0], two, *first[2:]),
        (*first[:2], {"built_on": "2026-11-22"}, first[3]),
        (*first[:3], {"name": "Yours"}),
    ]
    versions = [release([each[0]], *each[1:])["version"] for each in (first, first, *others)]

    assert versions[0] == versions[1]
    assert 5 == len(set(versions))


def test_a_release_has_every_file_that_its_pages_load() -> None:
    """The style, drawings, scripts and what those import are in the list."""
    kept = {each.path: each for each in static_files()}
    imported = {
        urljoin(path, address)
        for path, each in kept.items()
        if path.endswith(".js")
        for address in re.findall(r'^import .* from "([^"]+)"', each.body.decode(), re.M)
    }

    assert {"/static/style.css", "/static/patches.svg", "/static/near-me.js"} <= kept.keys()
    assert imported and imported <= kept.keys()


MODULES = {
    "main.js": 'import { a as one } from "./a.js";\nimport * as all from "./b.js";\n'
    'import plain from "./c.js";\nexport const sum = one + all.two() + plain;\n',
    "a.js": 'export { two } from "./b.js";\nexport const a = 1;\n',
    "b.js": "function inner() {\n  return 2;\n}\nexport { inner as two };\n",
    "c.js": "export default 3;\n",
}


def test_modules_are_joined(tmp_path: Path, browser: Browser) -> None:
    """Modules as one script give what they give apart."""
    for name, text in MODULES.items():
        (tmp_path / name).write_text(text)
    page = browser.new_page()
    page.add_script_tag(content=bundle(tmp_path / "main.js", "joined"))

    assert 6 == page.evaluate("joined.sum")
    page.close()


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ('import "./other.js";\n', "cannot be joined"),
        ('export * from "./other.js";\n', "cannot be joined"),
        ('import { a } from "./main.js";\n', "imports itself"),
    ],
)
def test_what_cannot_be_joined_is_refused(text: str, why: str, tmp_path: Path) -> None:
    """A way of importing that is not known is said, not passed over."""
    (tmp_path / "main.js").write_text(text)
    (tmp_path / "other.js").write_text("export const a = 1;\n")

    with pytest.raises(ValueError, match=why):
        bundle(tmp_path / "main.js")
