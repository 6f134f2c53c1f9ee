"""The form, those who asked not to be listed, and those who are here already."""

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from conftest import PROJECT, Site, build_py, built, free_port, running, serving, write_entry
from suggestions import LEAST, post
from test_safety import harm_in

from ourpatch.adding.already import known_by, twins
from ourpatch.keeping.refusing import HINT, SAID_NO

HERE = {
    "name": "Two Mops",
    "summary": "Cleaning.",
    "contact": {"phone": "01632 960104", "website": "https://www.twomops.example.org/"},
    "place": {"outcode": "BA1"},
}


def patch(folder: Path) -> Path:
    """A folder of entries with Two Mops in it, and others who asked not to be."""
    entries = folder / "entries"
    write_entry(entries, "two-mops", **HERE)
    write_entry(entries, "frome-mops", name="Frome Mops", contact={"phone": "01632 960200"})
    unlist = ("--phone", "01632 960777", "--name", "Secret Sewers", "--website", "sew.example.org")
    assert 0 == build_py("unlist", "--entries", entries, *unlist).returncode
    return entries


@pytest.fixture(scope="module")
def quiet(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """The site of that patch."""
    with serving(built(patch(tmp_path_factory.mktemp("quiet")))) as site:
        yield site


@pytest.mark.parametrize(
    "said",
    [
        {"name": "The Secret Sewers Ltd"},
        {"contact.phone": "+44 1632 960777"},
        {"contact.text": "01632960777"},
        {"contact.website": "http://www.sew.example.org/"},
        {"name": "Secret Sewers", "contact.phone": "1"},
    ],
)
def test_who_asked_not_to_be_listed_gets_no_file(quiet: Site, said: dict[str, str]) -> None:
    """It says that somebody asked, and whom to talk to; not by what they were known, nor a name."""
    reply = post(quiet, "/suggest", LEAST | said)
    plain = reply.page.words("section")[0]

    assert (200, [], []) == (reply.status, reply.page.faults, harm_in(reply.page))
    assert f"We cannot take this one {SAID_NO} {HINT[0].upper()}{HINT[1:]}." == plain
    assert reply.page.words("title")[0].startswith("Error: ")
    assert [] == [words for words in reply.page.words("h2") if words == "Send it"]
    assert [] == [box for box in reply.page.root.iter() if box.get("aria-invalid")]


def test_the_file_is_not_to_be_had_by_asking_for_it(quiet: Site) -> None:
    """Leaving out the preview makes no difference."""
    reply = post(quiet, "/suggest", LEAST | {"name": "Secret Sewers", "do": "download"})

    assert "text/html; charset=utf-8" == reply.header("content-type")
    assert SAID_NO in reply.text


def test_a_change_into_one_of_them_is_refused_too(quiet: Site) -> None:
    """A change of another entry is no way round."""
    changed = LEAST | {"contact.phone": "01632 960777"}

    assert SAID_NO in post(quiet, "/entry/two-mops/suggest", changed).text


def test_others_are_let_through(quiet: Site) -> None:
    """Somebody else gets a preview, with no word of anybody."""
    reply = post(quiet, "/suggest", LEAST)

    assert "Your page is ready to send" in reply.text
    assert "already" not in reply.text


def test_serve_looks_beside_its_entries_wherever_the_database_is(tmp_path: Path) -> None:
    """With --out elsewhere, the list is still the one beside the entries."""
    entries, out = patch(tmp_path / "here"), tmp_path / "elsewhere.db"
    port = free_port()
    command = [sys.executable, str(PROJECT / "build.py"), "serve", "--entries", str(entries)]
    command += ["--out", str(out), "--port", str(port)]
    with running(command, port, out) as (site, _):
        assert SAID_NO in post(site, "/suggest", LEAST | {"name": "Secret Sewers"}).text


def test_a_list_that_cannot_be_read_does_not_stop_the_form(tmp_path: Path) -> None:
    """Visitors see the form as ever; the check and the build tell those who keep the list."""
    entries = tmp_path / "entries"
    write_entry(entries, "two-mops", **HERE)
    database = built(entries)
    (tmp_path / "do-not-list.yml").write_text("{broken", "utf-8")
    with serving(database) as site:
        assert "Your page is ready to send" in post(site, "/suggest", LEAST).text


# Here already


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        (
            {"name": "The Two Mops Bath", "contact.phone": "+44 1632 960 104",
             "contact.website": "twomops.example.org", "place.outcode": "BA1"},
            "There is a page for Two Mops already, with much of the same name, "
            "the same phone number, the same website and the same place.",
        ),
        ({"name": "Two mops"}, "There is a page for Two Mops already, with the same name."),
        (
            {"name": "TwoMops Ltd", "place.outcode": "BA1"},
            "",  # one word of a name is in no index of words, and nothing else is shared
        ),
        (
            {"name": "Two Mop", "place.outcode": "BA1", "contact.phone": "01632 960104"},
            "There is a page for Two Mops already, with much of the same name, "
            "the same phone number and the same place.",
        ),
        ({"name": "Sew Sociable", "contact.phone": "01632 960104"}, ""),
    ],
)  # fmt: skip
def test_one_is_led_to_an_entry_that_may_be_the_same(
    quiet: Site, said: dict[str, str], expected: str
) -> None:
    """It names the entry and what agrees, and leads to it and to a change; it is only a hint."""
    reply = post(quiet, "/suggest", LEAST | said)
    told = [words for words in reply.page.words("p") if "already" in words]
    end = " If that is the same group, suggest a change to it instead."

    assert ([expected + end] if expected else []) == told
    assert "Your page is ready to send" in reply.text
    if expected:
        assert "/entry/two-mops" == reply.page.links()["Two Mops"]
        assert "/entry/two-mops/suggest" == reply.page.links()["suggest a change to it"]


def test_a_change_is_not_told_of_itself(quiet: Site) -> None:
    """Whoever changes an entry knows that it is here."""
    said = LEAST | {"name": "Two Mops", "contact.phone": "01632 960104"}

    assert "already" not in post(quiet, "/entry/two-mops/suggest", said).text


@pytest.mark.parametrize("name", ['"', "AND OR NOT", "name:x*", "🚌 x", "x" * 100, "^-'()"])
def test_no_name_upsets_the_looking(quiet: Site, name: str) -> None:
    """Marks that mean something to a full-text index are only letters here, or nothing."""
    assert 200 == post(quiet, "/suggest", LEAST | {"name": name}).status


def test_a_likely_twin_is_told_with_what_is_shared() -> None:
    """The likeliest comes first, and a file's own name counts, whatever else is the same."""
    new = {"name": "Mops Two", "contact": {"phone": "01632 960104"}}
    found = twins("two-mops", new, {"two-mops": HERE, "other": {"name": "Other"}})

    assert ["two-mops"] == [twin.id for twin in found]
    assert "the same phone number" in found[0].shared
    assert ["01632960104", "twomops.example.org"] == known_by(HERE)
