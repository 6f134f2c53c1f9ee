"""Changing an entry by the form: it starts from what is there, and keeps the rest."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pytest
from conftest import PROJECT, Site
from suggestions import DAY, post

from ourpatch.adding.answers import answers_of, suggestion
from ourpatch.adding.preview import as_said, as_shown
from ourpatch.reading import read_entry, read_file


@pytest.mark.parametrize("path", sorted((PROJECT / "entries").glob("*.yml")), ids=lambda p: p.stem)
def test_a_change_of_nothing_is_the_same_entry(path: Path) -> None:
    """Every entry can be started from, and what is sent back unchanged says the same as before."""
    base = read_file(path).values
    made = suggestion(answers_of(base), DAY, path.stem, base)

    assert ([], []) == (made.problems, made.changed)
    assert base == read_entry(made.text.encode(), path.name).values


def test_a_change_starts_from_what_the_page_shows(site: Site) -> None:
    """Each sample's form, sent back as it stands, makes the sample's own values."""
    for id in site.sql("SELECT id FROM entry ORDER BY number LIMIT 12"):
        page = site.get(f"/entry/{id}/suggest").page
        assert [] == page.faults
        said = list(form_of(page.root))
        reply = post(site, f"/entry/{id}/suggest", urlencode([*said, ("do", "download")]).encode())
        expected = without_open(read_file(PROJECT / "entries" / f"{id}.yml").values)
        assert expected == read_entry(reply.body, f"{id}.yml").values, id
        assert f'filename="{id}.yml"' in reply.header("content-disposition")


def form_of(root: Any) -> Iterator[tuple[str, str]]:
    """What a browser would send of a form, unchanged."""
    for box in root.iter("input"):
        if box.get("type") == "text" or box.get("checked") is not None:
            yield box.get("name"), box.get("value", "")
    for box in root.iter("textarea"):
        yield box.get("name"), "".join(box.itertext())
    for box in root.iter("select"):
        for option in box.iter("option"):
            if option.get("selected") is not None:
                yield box.get("name"), option.get("value")


def test_a_change_says_what_is_different_and_keeps_the_rest(site: Site) -> None:
    """What the form does not ask stays, and cannot be slipped in by sending it."""
    base = read_file(PROJECT / "entries" / "brave-faces.yml").values
    said = answers_of(base) | {
        "cost.text": ["£2"], "checks.what": ["first aid"], "checked.on": ["2020-01-01"],
        "sample": ["no"], "source.name": ["me"], "status.instead": ["x"],
    }  # fmt: skip
    reply = post(site, "/entry/brave-faces/suggest", said)
    file = "".join(next(iter(reply.page.root.iter("textarea"))).itertext())
    values = read_entry(file.encode(), "brave-faces.yml").values

    assert "What you changed: Cost." in reply.page.words("p")
    assert base | {"cost": base["cost"] | {"text": "£2"}} == values
    assert "Suggest a change to Brave Faces" in site.get("/entry/brave-faces/suggest").text


def test_a_closed_entry_can_be_changed() -> None:
    """One that has closed needs no way to get in touch, in the form as in the file."""
    base = {"name": "x", "summary": "x", "status": {"now": "closed", "instead": ["other"]}}
    made = suggestion(answers_of(base), DAY, "x", base)

    assert ([], base) == (made.problems, made.entry.values)


def test_what_the_page_works_out_is_not_put_in_the_file() -> None:
    """From a page's facts back to the file's, nothing is added and nothing lost."""
    for path in sorted((PROJECT / "entries").glob("*.yml")):
        entry = read_file(path)
        expected = without_open(entry.values)
        assert expected == as_said(as_shown(entry, DAY) | {"similar": [], "instead": []})


def without_open(values: dict[str, Any]) -> dict[str, Any]:
    """An entry's values, where that it is open goes without saying."""
    is_open = values.get("status") == {"now": "open"}
    return {key: each for key, each in values.items() if not (key == "status" and is_open)}
