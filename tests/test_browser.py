"""A real browser: a family's journey by mouse, by keyboard and with no JavaScript, and every page
looked at by axe, on a narrow screen, on paper, and for anything that would tell on somebody."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Literal
from urllib.parse import urlsplit

import pytest
from conftest import PROJECT, Site
from playwright.sync_api import Browser, Page, expect

AXE = (PROJECT / "tests" / "vendor" / "axe.min.js").read_text("utf-8")

TAGS = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice")

#: The rules of axe that have to do with colours.
ABOUT_COLOURS = ("color-contrast", "link-in-text-block")

#: What pages are looked at in, and by which rules: by all in the light.
LOOKS: tuple[tuple[Literal["light", "dark"], tuple[str, ...]], ...] = (
    ("light", ()),
    ("dark", ABOUT_COLOURS),
)

#: One page of each kind. An entry is named by what is special about it.
KINDS = (
    "/",
    "/find",
    "/find?page=2",
    "/find?q=gardening&near=BA1&help=gardening&help=cleaning&where=your-home",
    "/find?q=zzzzqqqq&help=gardening",
    "/entry/{fullest}",
    "/entry/{closed}",
    "/entry/{paused}",
    "/entry/{stale}",
    "/entry/{welsh}",
    "/list",
    "/list?ids={fullest},nobody-here,{closed},{paused}&note=Ring+first",
    "/find?q=gardening&ids={closed}",
    "/about",
    "/up-to-date?due=over+12+months",
    "/gaps",
    "/downloads",
    "/embed?near=BA1&help=gardening",
    "/share-our-directory?near=Bath",
    "/take-it-with-you",
    "/nowhere",
)

SPECIAL = {
    "fullest": "SELECT id FROM entry_text ORDER BY length(record) DESC, id",
    "closed": "SELECT id FROM entry WHERE status = 'closed' ORDER BY id",
    "paused": "SELECT id FROM entry WHERE status = 'paused' ORDER BY id",
    "stale": "SELECT id FROM entry WHERE status = 'open' AND stale_after < '2026-11-21'",
    "welsh": "SELECT id FROM entry_text WHERE cy_description_html != '' ORDER BY id",
}


def address(site: Site, kind: str) -> str:
    """The address of a page of some kind."""
    return kind.format_map({name: site.sql(query)[0] for name, query in SPECIAL.items()})


@contextmanager
def visiting(browser: Browser, site: Site, **options: Any) -> Iterator[Page]:
    """A visit to a site; afterwards nobody else knows of it, and nothing of it is left."""
    context = browser.new_context(base_url=site.base, **({"locale": "en-GB"} | options))
    asked: list[str] = []
    said: list[str] = []
    context.on("request", lambda request: asked.append(request.url))
    context.on("console", lambda told: said.append(f"{told.type}: {told.text}"))
    context.on("weberror", lambda error: said.append(f"error: {error.error}"))
    try:
        page = context.new_page()
        yield page
        stored = page.evaluate("[...Object.keys(localStorage), ...Object.keys(sessionStorage)]")
        assert [] == stored
        assert [] == context.cookies()
        assert {site.base} == {"{0.scheme}://{0.netloc}".format(urlsplit(url)) for url in asked}
        missing = "Failed to load resource: the server responded with a status of"
        assert [] == [each for each in said if missing not in each]
    finally:
        context.close()


def open_to(page: Page, selector: str) -> None:
    """Open whatever is folded around something, as somebody would who looks for it."""
    for _ in range(5):
        folded = page.locator(f"details:not([open]):has({selector}) > summary:visible")
        if not folded.count():
            return
        folded.first.click()


def a_term_to_tick(site: Site) -> tuple[str, str]:
    """A term of the facet `where` that some of the gardening results have and others have not."""
    found = site.find(q="gardening").json
    terms = [term for term in found["facets"]["where"] if 0 < term["count"] < found["total"]]
    return terms[0]["id"], terms[0]["label"]


@pytest.mark.parametrize("scripts", [True, False], ids=["with-javascript", "without"])
def test_a_family_finds_somebody(browser: Browser, site: Site, scripts: bool) -> None:
    """Type, look, filter, change one's mind, open an entry, see whom to ring, and go back."""
    term, label = a_term_to_tick(site)
    with visiting(browser, site, java_script_enabled=scripts, viewport=PHONE) as page:
        page.goto("/")
        page.locator("input[name=q]").fill("gardening")
        page.keyboard.press("Enter")

        expect(page.locator("#results:focus")).to_have_count(1)
        assert "/find?q=gardening&near=#results" == page.url.removeprefix(site.base)

        box = f'input[name="where"][value="{term}"]'
        open_to(page, box)
        page.locator(f"label[for=where-{term}]").click()
        expect(page.locator(box)).to_be_checked()
        page.get_by_role("button", name="Apply").click()

        expected = site.find(q="gardening", where=term).json
        removing = page.get_by_role("link", name="Remove").filter(has_text=label)
        expect(removing).to_be_visible()
        expect(page.locator("#results")).to_contain_text(str(expected["total"]))
        expect(page.locator("ol.cards > li")).to_have_count(min(20, expected["total"]))

        removing.click()
        expect(page.get_by_role("link", name="Remove")).to_have_count(0)
        expect(page.locator("input[name=q]")).to_have_value("gardening")

        results = page.url
        somebody = next(
            each for each in site.find(q="gardening").json["results"] if each["contact_phone"]
        )
        page.get_by_role("link", name=somebody["name"], exact=True).click()
        expect(page.locator("h1")).to_have_text(somebody["name"])
        ring = page.get_by_role("link", name=f"Phone {somebody['contact_phone']}")
        assert somebody["contact_phone_link"] == ring.get_attribute("href")
        assert ring.get_attribute("href", timeout=1000) is not None

        page.get_by_role("link", name="Back to your results").click()
        expect(page.locator("#results")).to_be_visible()
        assert results.partition("#")[0] == page.url.partition("#")[0]
        expect(page.get_by_role("link", name=somebody["name"], exact=True)).to_be_visible()


PHONE = {"width": 360, "height": 740}


def tab_to(page: Page, selector: str, key: str = "Tab", most: int = 150) -> None:
    """Press Tab until something has the focus, and see that one can tell that it has."""
    page.wait_for_load_state()  # or the page has no style yet
    wanted = page.locator(selector).first
    for _ in range(most):
        page.keyboard.press(key)
        if wanted.evaluate("element => element === document.activeElement"):
            style = wanted.evaluate(
                "element => { const s = getComputedStyle(element);"
                " return [s.outlineStyle, parseFloat(s.outlineWidth), s.boxShadow]; }"
            )
            assert (style[0] != "none" and style[1] >= 2) or style[2] != "none", selector
            return
    raise AssertionError(f"{selector} cannot be reached with {key}")


def test_the_same_journey_by_keyboard_alone(browser: Browser, site: Site) -> None:
    """Everything can be reached and used with the keyboard, and one always sees where one is."""
    term, label = a_term_to_tick(site)
    box = f'input[name="where"][value="{term}"]'
    with visiting(browser, site, viewport={"width": 1000, "height": 800}) as page:
        page.goto("/")
        tab_to(page, "input[name=q]")
        page.keyboard.type("gardening")
        page.keyboard.press("Enter")
        expect(page.locator("#results:focus")).to_have_count(1)

        folded = page.locator(f"details:not([open]):has({box}) > summary:visible")
        for _ in range(folded.count()):
            folded.first.evaluate("element => element.id = 'folded'")
            page.locator("#results").focus()
            tab_to(page, "#folded", "Shift+Tab")
            page.keyboard.press("Enter")
            page.locator("#folded").evaluate("element => element.removeAttribute('id')")
        page.locator("#results").focus()
        tab_to(page, box, "Shift+Tab")
        page.keyboard.press("Space")
        expect(page.locator(box)).to_be_checked()
        tab_to(page, "button:has-text('Apply')")
        page.keyboard.press("Enter")

        expect(page.locator("#results:focus")).to_have_count(1)
        tab_to(page, f"a:has-text('Remove'):has-text('{label}')")
        page.keyboard.press("Enter")
        expect(page.get_by_role("link", name="Remove")).to_have_count(0)

        page.locator("#results").focus()
        tab_to(page, "ol.cards h3 a")
        page.keyboard.press("Enter")
        expect(page.locator("h1")).not_to_have_text("Find help")
        tab_to(page, "nav[aria-label=Back] a")
        page.keyboard.press("Enter")
        expect(page.locator("h1")).to_have_text("Find help")


@pytest.mark.parametrize(("path", "target"), [("/", "main"), ("/find?q=garden", "results")])
def test_the_menu_can_be_skipped(browser: Browser, site: Site, path: str, target: str) -> None:
    """The first press of Tab shows a way past the menu, which leads past it."""
    with visiting(browser, site) as page:
        page.goto(path)
        link = page.locator(f"a.skip[href='#{target}']")
        tab_to(page, f"a.skip[href='#{target}']", most=2)
        expect(link).to_be_in_viewport()
        page.keyboard.press("Enter")

        expect(page.locator(f"#{target}:focus")).to_have_count(1)


def test_a_phone_can_say_where_it_is_and_nobody_is_told(browser: Browser, site: Site) -> None:
    """“Use where I am” puts the postcode area in the box; the position itself goes nowhere."""
    bath = {"latitude": 51.3838, "longitude": -2.3617}
    asked: list[str] = []
    with visiting(browser, site, geolocation=bath, permissions=["geolocation"]) as page:
        page.on("request", lambda request: asked.append(f"{request.url} {request.post_data}"))
        page.goto("/")
        page.get_by_role("button", name="Use where I am").click()
        expect(page.locator("input[name=near]")).to_have_value(re.compile(r"^BA[12]$"))
        page.locator("input[name=q]").fill("gardening")
        page.keyboard.press("Enter")
        expect(page.locator("#results:focus")).to_have_count(1)

    assert [] == [each for each in asked if "51.38" in each or "2.36" in each]


def test_a_phone_that_will_not_say_where_it_is_is_no_dead_end(browser: Browser, site: Site) -> None:
    """When the phone says no, people are told what to do instead, and the search still works."""
    with visiting(browser, site, permissions=[]) as page:
        page.goto("/")
        page.get_by_role("button", name="Use where I am").click()
        expect(page.get_by_role("status")).to_contain_text("Type a town")


def violations(page: Page, *rules: str) -> list[str]:
    """What axe finds wrong with a page: by some of its rules, or by all that have our tags."""
    found = page.evaluate(
        "only => axe.run(document, {runOnly: only, resultTypes: ['violations']})"
        ".then(result => result.violations)",
        {"type": "rule", "values": rules} if rules else {"type": "tag", "values": TAGS},
    )
    return [
        f"{each['id']}: {node['target']} {node['failureSummary'][:200]}"
        for each in found
        for node in each["nodes"][:2]
    ]


def look_at(page: Page) -> list[str]:
    """What axe finds wrong with a page in light and dark, on a phone and on a wide screen."""
    page.evaluate(AXE)
    page.evaluate("document.querySelectorAll('details').forEach(each => each.open = true)")
    wrong = []
    for width in (360, 1280):
        page.set_viewport_size({"width": width, "height": 900})
        for scheme, rules in LOOKS:
            page.emulate_media(color_scheme=scheme)
            wrong += [f"{width} {scheme} {each}" for each in violations(page, *rules)]
    return wrong


def test_in_the_dark_only_colours_are_others() -> None:
    """So what axe said of everything else in the light is as true in the dark."""
    style = (PROJECT / "static" / "style.css").read_text("utf-8")
    dark = re.findall(r"prefers-color-scheme: dark\) \{\s*:root[^{]*\{([^{}]*)\}\s*\}", style)

    assert style.count("prefers-color-scheme") == len(dark) > 0
    assert "" == re.sub(r"--[a-z]+: #[0-9a-f]{6};", "", "".join(dark)).strip()


@pytest.fixture(scope="module")
def visitor(browser: Browser, site: Site) -> Iterator[Page]:
    """A page that looks at one address after another, of a browser that has run a while."""
    with visiting(browser, site) as page:
        yield page


@pytest.mark.parametrize("kind", KINDS)
def test_axe_finds_nothing_wrong(visitor: Page, site: Site, kind: str) -> None:
    """No kind of page has an accessibility fault that a machine can see, in light or dark."""
    visitor.goto(address(site, kind))

    assert [] == look_at(visitor)


def test_axe_finds_nothing_wrong_where_something_went_wrong(
    browser: Browser, broken_site: Site, empty_site: Site
) -> None:
    """The page for a fault of ours, and those of an empty patch, are as sound as the others."""
    for site, path in ((broken_site, "/entry/a-stitch-in-time"), (empty_site, "/")):
        with visiting(browser, site) as page:
            page.goto(path)

            assert [] == look_at(page)


TOO_WIDE = """() => {
  document.querySelectorAll('details').forEach(each => each.open = true);
  const wide = document.documentElement.clientWidth;
  const out = document.documentElement.scrollWidth > wide ? ['the page itself'] : [];
  const inScroller = element => {
    for (let up = element.parentElement; up; up = up.parentElement) {
      if (['auto', 'scroll'].includes(getComputedStyle(up).overflowX)) return true;
    }
    return false;
  };
  for (const element of document.querySelectorAll('body *')) {
    const box = element.getBoundingClientRect();
    if (box.width > 1 && box.height > 1 && (box.right > wide + 1 || box.left < -1) &&
        !element.closest('.skip, svg') && !inScroller(element)) {
      out.push(`${element.tagName} ${element.className} to ${Math.round(box.right)}`);
    }
  }
  return out.slice(0, 5);
}"""


def too_wide(page: Page, path: str) -> list[str]:
    """Whatever sticks out of a page on a screen 320 pixels wide, as 400% zoom makes it."""
    page.goto(path)
    found: list[str] = page.evaluate(TOO_WIDE)
    return [f"{path}: {each}" for each in found]


def test_nothing_is_wider_than_a_small_screen(browser: Browser, site: Site) -> None:
    """At 320 pixels, every kind of page can be read by scrolling down only."""
    with visiting(browser, site, viewport={"width": 320, "height": 640}) as page:
        assert [] == [each for kind in KINDS for each in too_wide(page, address(site, kind))]


@pytest.mark.parametrize("direction", ["ltr", "rtl"])
def test_long_words_do_not_widen_the_screen(
    browser: Browser, long_site: Site, direction: str
) -> None:
    """Long names, addresses and prices wrap, whichever way one reads."""
    paths = ["/", "/find", "/find?page=2", *(f"/entry/long-0{number}" for number in range(5))]
    with visiting(browser, long_site, viewport={"width": 320, "height": 640}) as page:
        page.add_init_script(
            f"addEventListener('DOMContentLoaded', () => document.dir = '{direction}')"
        )
        assert [] == [each for path in paths for each in too_wide(page, path)]


SMALL_TARGETS = """() => {
  document.querySelectorAll('details').forEach(each => each.open = true);
  const boxes = 'input:not([type=hidden], [type=checkbox], [type=radio]), select';
  const main = `button, summary, nav a, a.button, ${boxes}`;
  const out = [];
  const tooSmall = (element, box) => {
    if (box.height && box.height < 43.9) {
      const words = element.textContent.trim().slice(0, 30);
      out.push(`${element.tagName} “${words}” ${box.height.toFixed(1)}`);
    }
  };
  for (const element of document.querySelectorAll(main)) {
    tooSmall(element, element.getBoundingClientRect());
  }
  for (const label of document.querySelectorAll('label')) {
    if (['checkbox', 'radio'].includes(label.control?.type)) {
      tooSmall(label, label.getBoundingClientRect());
    }
  }
  return out;
}"""


def test_a_thumb_can_hit_every_control(browser: Browser, site: Site) -> None:
    """Buttons, boxes, ticks and menus are at least 44 pixels high on a phone."""
    with visiting(browser, site, viewport=PHONE, has_touch=True) as page:
        for kind in KINDS:
            page.goto(address(site, kind))
            assert [] == page.evaluate(SMALL_TARGETS), kind


@pytest.mark.parametrize("kind", ["/find?q=gardening", "/entry/{fullest}"])
def test_a_page_can_be_printed(browser: Browser, site: Site, kind: str) -> None:
    """On paper there is what one needs to ring somebody, and nothing to press."""
    with visiting(browser, site) as page:
        page.goto(address(site, kind))
        paper = page.pdf(format="A4")
        page.emulate_media(media="print")

        assert paper.startswith(b"%PDF")
        assert len(paper) > 10_000
        expect(page.locator("h1")).to_be_visible()
        expect(page.locator("main a[href^='tel:']").first).to_be_visible()
        expect(page.locator("button:visible, summary:visible, input:visible")).to_have_count(0)


def test_scripts_that_somebody_slips_in_do_not_run(browser: Browser, site: Site) -> None:
    """Even HTML put straight into a page cannot run a script: the browser itself refuses."""
    page = browser.new_page(base_url=site.base)
    page.goto("/about")
    slipped_in = '<img src="/static/nothing.png" onerror="document.title = 1">'
    refused = "Content Security Policy"
    with page.expect_console_message(lambda told: refused in told.text):
        page.evaluate("html => document.body.insertAdjacentHTML('beforeend', html)", slipped_in)

    assert "1" != page.title()
    page.close()


def test_datasettes_own_pages_keep_to_themselves(browser: Browser, site: Site) -> None:
    """The data's own pages ask nobody else for anything and leave nothing behind."""
    context = browser.new_context(base_url=site.base)
    asked: list[str] = []
    context.on("request", lambda request: asked.append(request.url))
    page = context.new_page()
    for path in ("/directory", "/directory/directory", "/directory/entry/a-stitch-in-time"):
        page.goto(path)
        assert [] == page.evaluate("[...Object.keys(localStorage), ...Object.keys(sessionStorage)]")

    assert [] == context.cookies()
    assert [] == [url for url in asked if not url.startswith((site.base, "data:"))]
    context.close()
