"""Patches of other sizes: nobody yet, one entry, and twenty-five with everything long."""

from pathlib import Path

import pytest
from conftest import ServeEntries, Site, build_py, words
from patches import LONG_WORD, long_entries


@pytest.fixture(scope="module")
def one(serve_entries: ServeEntries) -> Site:
    """A patch with the least that makes an entry, and nothing else."""
    return serve_entries("one", {"sam": {"name": "Sam"}})


@pytest.mark.parametrize(
    "path", ["/", "/find", "/find?q=gardening&near=BA1", "/find?help=gardening&page=3", "/about",
             "/find.json", "/find.csv", "/directory", "/directory/directory", "/directory/entry"],
)  # fmt: skip
def test_a_patch_with_nobody_in_it_has_every_page(empty_site: Site, path: str) -> None:
    """On the first day of a patch, every page is there and whole."""
    reply = empty_site.get(path)

    assert 200 == reply.status
    if "html" in reply.header("content-type"):
        assert [] == reply.page.faults


def test_a_patch_with_nobody_in_it_says_so(empty_site: Site) -> None:
    """With nothing to find, people are told so, and nothing points at what is not there."""
    home, find = empty_site.get("/").page, empty_site.get("/find").page

    assert [] == [to for to in home.links().values() if "help=" in to]
    assert "made-up" not in words(home.root)
    assert any("No results" in text for text in find.words("h2"))
    assert "tel:01632960000" in find.links().values()
    assert [] == [box for box in find.root.iter("input") if box.get("type") == "checkbox"]


def test_an_empty_answer_has_the_usual_shape(empty_site: Site) -> None:
    """A program that asks an empty patch gets nothing, in the shape it knows."""
    document = empty_site.find(q="gardening").json

    assert (0, 1, 1, []) == tuple(document[name] for name in ("total", "page", "pages", "results"))
    assert {"help", "people", "where"} <= document["facets"].keys()


def test_an_empty_folder_is_built(tmp_path: Path) -> None:
    """Building a folder with nothing in it is no mistake, and says how many were built."""
    (tmp_path / "entries").mkdir()
    out = tmp_path / "directory.db"

    told = build_py("build", "--entries", tmp_path / "entries", "--out", out)

    assert (0, "") == (told.returncode, told.stderr)
    assert "0 entries" in told.stdout


def test_a_folder_that_is_not_there_is_named(tmp_path: Path) -> None:
    """A folder that does not exist is wrong usage, said in one line."""
    told = build_py("build", "--entries", tmp_path / "nowhere", "--out", tmp_path / "directory.db")

    assert (2, "") == (told.returncode, told.stdout)
    assert "nowhere" in told.stderr
    assert 1 == len(told.stderr.splitlines())


def test_one_is_not_called_many(one: Site) -> None:
    """With one entry, the words around it are in the singular."""
    pages = {path: words(one.get(path).page.root) for path in ("/", "/find", "/about")}

    assert "1 result" in pages["/find"]
    assert "1 results" not in pages["/find"]
    assert [] == [
        path for path, said in pages.items() if "1 entries" in said or "1 small groups" in said
    ]


def test_the_least_entry_has_a_whole_page(one: Site) -> None:
    """A name, a sentence and a phone number make a page with no empty parts."""
    page = one.get("/entry/sam").page
    empty = [
        element.tag
        for element in page.root.iter()
        if element.tag in ("h2", "h3", "p", "li", "dd", "dt", "ul", "dl", "section")
        and not words(element)
        and not len(element)
    ]

    assert [] == page.faults
    assert [] == empty
    assert ["Sam"] == page.words("h1")
    assert "tel:+441632960123" in page.links().values()
    assert "None" not in words(page.root)


def test_long_names_and_welsh_letters_come_through(long_site: Site) -> None:
    """Every page holds long names and Welsh letters letter for letter."""
    for id, entry in long_entries().items():
        reply = long_site.get(f"/entry/{id}")
        assert (200, id, []) == (reply.status, id, reply.page.faults)
        assert [entry["name"]] == reply.page.words("h1")
    first, second = long_site.get("/find"), long_site.get("/find?page=2")

    assert [[], []] == [first.page.faults, second.page.faults]
    assert (20, 5) == tuple(page.text.count('<li id="entry-') for page in (first, second))
    assert LONG_WORD in first.text


@pytest.mark.parametrize("written", ["tŷ gŵyr", "ty gwyr", "TŶ GŴYR", "Tŷ-Gŵyr", "Llŷn", "llyn"])
def test_welsh_is_found_with_and_without_its_marks(long_site: Site, written: str) -> None:
    """Somebody whose keyboard has no ŵ finds the same as somebody whose has."""
    found = {result["id"] for result in long_site.find(q=written).json["results"]}

    assert {id for id, entry in long_entries().items() if "Llŷn" in entry["name"]} <= found
