"""The form for an entry with no signal: it opens, it is filled in, and nothing written is lost."""

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pytest
import yaml
from conftest import build_py
from playwright.sync_api import Browser, BrowserContext, Page, expect
from test_offline import Patch, no_signal, patch_in, visit

from ourpatch.adding.answers import TELLERS

AWAY = "This has not been sent yet"


@pytest.fixture(scope="module")
def patch(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Patch]:
    """A small patch whose signal comes and goes."""
    with patch_in(tmp_path_factory.mktemp("suggest") / "entries") as (made, _):
        yield made


@pytest.fixture
def phone(browser: Browser, patch: Patch) -> Iterator[BrowserContext]:
    """A phone that has never been anywhere, with a signal to begin with."""
    patch.network.bad.clear()
    with closing(browser.new_context(viewport={"width": 360, "height": 740})) as context:
        yield context


def written(page: Page, patch: Patch) -> None:
    """Write what a new entry needs, and some more, and ask how it looks."""
    page.goto(f"{patch.network.base}/suggest")
    page.get_by_label("What are you called?").fill("Tŷ Gwyn “Tea & Talk”\n### Phone")
    page.get_by_label("What do you do?").fill("Tea for anybody who is on their own.")
    page.get_by_label("Phone", exact=True).fill("01632 960123")
    page.get_by_label("I am this organisation").check()
    page.locator("summary", has_text="What you help with").click()
    page.locator("#help summary").first.click()
    page.locator("#help input").first.check()
    page.locator("button[value=look]").first.click()


def test_the_form_opens_and_nothing_written_is_lost(
    patch: Patch, phone: BrowserContext, tmp_path: Path
) -> None:
    """With no signal somebody fills it in and keeps a file, of which a volunteer makes an entry."""
    page = visit(phone, patch)
    no_signal(patch)
    written(page, patch)
    expect(page.locator("h1")).to_have_text(AWAY)
    with page.expect_download() as download:
        page.get_by_role("button", name="Download the file").click()
    kept = tmp_path / download.value.suggested_filename
    download.value.save_as(kept)
    told = build_py("import", kept, "--into", tmp_path / "made")
    (made,) = (tmp_path / "made").glob("*.yml")
    entry: dict[str, Any] = yaml.safe_load(made.read_text("utf-8"))

    assert page.locator("#file").input_value().strip() == kept.read_text("utf-8").strip()
    assert 0 == told.returncode, told.stderr
    assert kept.read_text("utf-8").startswith(TELLERS["us"])
    assert "01632 960123" == entry["contact"]["phone"]
    assert entry["name"].startswith("Tŷ Gwyn “Tea & Talk”")
    assert 1 == len(entry["help"])


def test_with_a_signal_again_it_is_looked_over(patch: Patch, phone: BrowserContext) -> None:
    """The same answers go to the server as soon as it is there."""
    page = visit(phone, patch)
    no_signal(patch)
    written(page, patch)
    expect(page.locator("h1")).to_have_text(AWAY)
    patch.network.bad.clear()
    page.get_by_role("button", name="Try again").click()

    expect(page.locator("h1")).to_have_text("Your page is ready to send")
    expect(page.locator(".preview")).to_contain_text("Tea for anybody who is on their own.")


def test_a_signal_lost_while_writing_loses_nothing(patch: Patch, phone: BrowserContext) -> None:
    """A form that was opened with a signal, and sent without one, is not lost either."""
    page = visit(phone, patch)
    page.goto(f"{patch.network.base}/entry/mow-and-sow/suggest")
    page.get_by_label("What do you do?").fill("Lawns and hedges.")
    no_signal(patch)
    page.locator("button[value=look]").first.click()

    expect(page.locator("h1")).to_have_text(AWAY)
    expect(page.locator("#file")).to_have_value(
        "### Name\n\nMow and Sow\n\n### In a sentence\n\nLawns and hedges.\n\n"
        "### Kind of help\n\nGardening\n\n### First half of the postcode\n\nBA2\n\n"
        "### Phone\n\n01632 960123\n"
    )


def test_what_to_do_about_an_entry_is_said(patch: Patch, phone: BrowserContext) -> None:
    """The form for a change needs a signal; its page says whom to ring until then."""
    page = visit(phone, patch)
    no_signal(patch)
    page.goto(f"{patch.network.base}/entry/mow-and-sow/suggest")

    expect(page.locator("h1")).to_have_text("This page needs a signal")
    expect(page.locator("main")).to_contain_text("Do you want to tell us what to change? Ring ")


def test_an_email_has_the_words(patch: Patch, phone: BrowserContext) -> None:
    """Where the patch has an email address, an email is filled in that waits for a signal."""
    page = visit(phone, patch)
    told = page.evaluate(
        """async () => {
          const { open } = await import("/static/search/index.js");
          const { respondToForm } = await import("/static/offline/site.js");
          const bytes = await (await fetch("/travelling.db.gz")).arrayBuffer();
          const site = { name: "P", email: "us@patch.example" };
          const handle = { directory: await open(bytes), site, offline: true };
          const answer = (words) => respondToForm(
            handle, location.origin + "/suggest", [["name", "Tŷ"], ["description", words]],
          ).html;
          return [answer("Tea."), answer("Tea. ".repeat(900))].map((html) => (
            new DOMParser().parseFromString(html, "text/html").querySelector("a.button").href
          ));
        }"""
    )

    short, long = (unquote(each) for each in told)
    assert short.startswith(
        "mailto:us@patch.example?subject=A new entry: Tŷ&body=### Name\r\n\r\nTŷ"
    )
    assert long.endswith("The file with my words is with this email.")
