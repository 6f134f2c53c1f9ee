"""The form in a real browser: with no script, by keyboard, by thumb, by axe."""

from collections.abc import Iterator
from pathlib import Path

from conftest import Site, arriving, build_py
from playwright.sync_api import Browser, Page, expect
from suggestions import LEAST
from test_browser import PHONE, SMALL_TARGETS, look_at, open_to, tab_to, too_wide, visiting

from ourpatch.reading import read_file


def fill(page: Page, **said: str) -> None:
    """Type into boxes, opening what they are folded in."""
    for name, text in said.items():
        selector = f"#{name.replace('__', '-')}"
        open_to(page, selector)
        page.locator(selector).fill(text)


def see_how_it_looks(page: Page) -> None:
    """Send the form, and wait until the page that comes of it is there with its style."""
    with arriving(page):
        page.get_by_role("button", name="See how it looks").first.click()


def test_a_newcomer_gets_a_file_with_no_script(
    browser: Browser, site: Site, tmp_path: Path
) -> None:
    """From the home page to a file that passes: a slip on the way, a preview, and a change."""
    with visiting(browser, site, java_script_enabled=False, viewport=PHONE) as page:
        page.goto("/")
        with arriving(page):
            page.get_by_role("link", name="Add your group").click()
        fill(page, name="Sew Sociable", contact__phone="01632", summary=LEAST["summary"])
        see_how_it_looks(page)

        expect(page.locator("#next:focus")).to_have_count(1)
        expect(page.get_by_role("heading", name="There is something to put right")).to_be_visible()
        page.get_by_role("link", name="“01632” cannot be a phone number.").click()
        expect(page.locator("#contact-phone:focus")).to_have_count(1)
        expect(page.locator("#contact-phone-wrong")).to_be_visible()
        expect(page.locator("#name")).to_have_value("Sew Sociable")

        fill(page, contact__phone="01632 960123", when__weekly="Tuesdays 2pm to 4pm")
        page.get_by_label("I am this organisation").check()
        open_to(page, "#help-crafts")
        page.get_by_label("Crafts").first.check()
        page.keyboard.press("Enter")

        expect(page.locator("h1:focus")).to_have_text("Your page is ready to send")
        expect(page.locator(".preview").get_by_role("heading", name="Sew Sociable")).to_be_visible()
        with arriving(page):
            page.get_by_role("button", name="Go back and change something").click()
        expect(page.locator("#name")).to_have_value("Sew Sociable")
        fill(page, place__outcode="BA1 6RT")
        page.get_by_role("button", name="See how it looks").last.click()
        expect(page.get_by_text("We kept only BA1 of your postcode")).to_be_visible()
        with page.expect_download() as waiting:
            page.get_by_role("button", name="Download the file").click()
        file = tmp_path / waiting.value.suggested_filename
        waiting.value.save_as(file)

    values = read_file(file).values
    assert "sew-sociable.yml" == file.name
    assert ({"outcode": "BA1"}, ["crafts"]) == (values["place"], values["help"])
    assert 0 == build_py("check", file, "--strict", "--entries", tmp_path).returncode


def test_the_form_can_be_filled_in_by_keyboard(browser: Browser, site: Site) -> None:
    """Every box of the first step is reached with Tab, in order, and Enter sends it."""
    with visiting(browser, site) as page:
        page.goto("/suggest")
        for selector, text in (("#name", "Sew Sociable"), ("#summary", "Sewing."),
                               ("#contact-phone", "01632 960123")):  # fmt: skip
            tab_to(page, selector)
            page.keyboard.type(text)
        page.keyboard.press("Enter")
        expect(page.locator("h1:focus")).to_have_text("Your page is ready to send")


def at_each_stage(page: Page) -> Iterator[str]:
    """The form, the form with much to put right, its preview, and a change."""
    page.goto("/suggest")
    yield "the form"
    fill(page, name="Sew Sociable", contact__phone="1", ages__from="x", when__weekly="x")
    see_how_it_looks(page)
    expect(page.locator("#contact-phone-wrong")).to_be_visible()
    yield "with slips"
    fill(page, contact__phone="01632 960123", ages__from="", when__weekly="",
         summary="FRIENDLY SEWING for service users.")  # fmt: skip
    see_how_it_looks(page)
    expect(page.locator("h1")).to_have_text("Your page is ready to send")
    yield "the preview"
    page.goto("/entry/brave-faces/suggest")
    yield "a change"


def test_axe_finds_nothing_wrong_with_the_form(browser: Browser, site: Site) -> None:
    """At every stage, light and dark, narrow and wide, with everything opened."""
    with visiting(browser, site) as page:
        for stage in at_each_stage(page):
            assert [] == look_at(page), stage


def test_the_form_fits_a_small_screen_and_a_thumb(browser: Browser, site: Site) -> None:
    """At 320 pixels nothing sticks out, and every control can be hit."""
    with visiting(browser, site, viewport={"width": 320, "height": 640}, has_touch=True) as page:
        for stage in at_each_stage(page):
            assert [] == page.evaluate(SMALL_TARGETS), stage
        assert [] == too_wide(page, "/suggest")
        assert [] == too_wide(page, "/entry/brave-faces/suggest")


def test_a_preview_of_the_longest_entry_fits(browser: Browser, site: Site) -> None:
    """Names and words without a space to break at stay inside the screen."""
    with visiting(browser, site, viewport={"width": 320, "height": 640}) as page:
        page.goto("/suggest")
        fill(page, name="W" * 100, summary="m" * 200, contact__phone="01632 960123",
             start="x" * 400)  # fmt: skip
        see_how_it_looks(page)
        expect(page.locator("h1")).to_have_text("Your page is ready to send")
        wide = page.evaluate("document.documentElement.scrollWidth")

    assert 320 == wide
