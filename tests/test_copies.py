"""Copies with no server: what is asked from disk, and what makes no copy."""

import json
from contextlib import closing
from pathlib import Path

import pytest
from conftest import PROJECT, TODAY, build_py
from playwright.sync_api import Browser
from test_editions import drawn_in, opened, plain_host, publish, said
from varied import questions_of

from ourpatch.editions.release import static_files


def test_from_disk_it_answers_as_from_a_host(tmp_path: Path, browser: Browser) -> None:
    """It gives the answers of the directory that travels, which a page on a host unpacks."""
    publish("site", tmp_path / "stick")
    page = "find.html?q=sewing"
    asked = [f"/find?{each}" for each in questions_of(PROJECT / "tests/search/questions.yml")]
    with plain_host(tmp_path / "stick") as base, closing(browser.new_page()) as tab:
        expected = drawn_in(opened(tab, base + page), asked)
        on_host = scripts(tab.evaluate(LOADED))
    with closing(browser.new_page()) as tab:
        actual = drawn_in(opened(tab, f"{(tmp_path / 'stick').as_uri()}/{page}"), asked)
        on_disk = scripts(tab.evaluate(LOADED))

    assert {address: said(html) for address, html in expected.items()} == {
        address: said(html) for address, html in actual.items()
    }
    assert {"directory", "engine", "search"} == on_host
    assert {"ready", "engine", "search"} == on_disk


@pytest.mark.parametrize(
    ("find", "said"),
    [("near=Nowhereville", "do not know a place called “Nowhereville”"),
     ("q=gardening&near=Newport", "more than one place of that name: Newport, ")],
)  # fmt: skip
def test_a_place_that_is_not_clear_makes_no_file(tmp_path: Path, find: str, said: str) -> None:
    """A file of one area is refused when we do not know the area: it would be of everywhere."""
    out = tmp_path / "area.html"
    told = build_py("publish", "one-file", "--out", out, "--find", find, "--today", TODAY)

    assert (2, False) == (told.returncode, out.exists())
    assert said in told.stderr


def test_a_phone_keeps_no_picture_that_no_page_shows() -> None:
    """Besides the engine, the style, drawings and scripts of a page are small."""
    kept = {file.path: len(file.small) for file in static_files()}

    assert "/static/picture.png" not in kept
    assert sum(size for path, size in kept.items() if not path.endswith(".wasm")) < 30_000


LOADED = "JSON.stringify([...document.scripts].map((each) => each.src))"


def scripts(told: str) -> set[str]:
    """The names of the large scripts among those that a page loaded."""
    names = (Path(address).name.split("-") for address in json.loads(told))
    return {parts[0] for parts in names if len(parts) == 2 and parts[0] != "near"}
