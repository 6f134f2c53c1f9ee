"""The same organisation twice: likely pairs are found fast, shown, and may be said to be two."""

import random
from pathlib import Path
from typing import Any

import pytest
from conftest import PROJECT, TODAY, build_py, write_entry

from ourpatch.keeping import alike
from ourpatch.keeping.alike import pairs
from ourpatch.keeping.different import FILE, different

BATH = {"place": {"outcode": "BA1"}}
FROME = {"place": {"outcode": "BA11"}}


def entry(name: str, **fields: Any) -> dict[str, Any]:
    """An entry's values."""
    return {"name": name, "summary": "x", **fields}


def by_phone(number: str) -> dict[str, Any]:
    """A way to ring."""
    return {"contact": {"phone": number}}


TWICE = {
    "same name, same place": (entry("Sew Social", **BATH), entry("Sew Social", **BATH)),
    "same name, said otherwise": (entry("The Sew Social Ltd", **BATH), entry("SewSocial", **BATH)),
    "a slip and a number": (
        entry("Sew Sociable", **by_phone("01632 960123")),
        entry("Sew Sociabel", **by_phone("+44 1632 960123")),
    ),
    "words the other way round": (
        entry("Frome Men's Shed", **by_phone("01632 960123")),
        entry("Men's Shed Frome", **by_phone("01632 960123")),
    ),
    "one website, much of the name": (
        entry("Bath Deaf Cafe", contact={"website": "https://www.cafe.example/"}, **BATH),
        entry("Bath Deaf Café Club", contact={"website": "http://cafe.example"}, **BATH),
    ),
    "one charity number": (
        entry("Chatty Bench", identifiers={"charity": "1234567"}),
        entry("The Chatty Benches", identifiers={"charity": "1234567"}),
    ),
    "another name, all else alike": (
        entry("Jo's Gardens", **by_phone("01632 960123"), identifiers={"company": "01234567"}),
        entry("Greenfingers", **by_phone("01632 960123"), identifiers={"company": "1234567"}),
    ),
}

TWO = {
    "same name, two towns": (entry("Chatty Bench", **BATH), entry("Chatty Bench", **FROME)),
    "one number, other names": (
        entry("Sitting Pretty", **by_phone("01632 960123")),
        entry("Lunch Club", **by_phone("01632 960123")),
    ),
    "like names, nothing else": (entry("Men's Shed Bath"), entry("Men's Shed Frome")),
    "nothing shared": (entry("A Stitch in Time"), entry("Two Mops")),
    "a number everybody has": (entry("One", **by_phone("111")), entry("Two", **by_phone("111"))),
}


@pytest.mark.parametrize("name", TWICE)
def test_twice_is_noticed(name: str) -> None:
    """Two entries that are most likely one organisation are a pair."""
    a, b = TWICE[name]

    assert [("a", "b")] == [(pair.one, pair.other) for pair in pairs({"a": a, "b": b})]


@pytest.mark.parametrize("name", TWO)
def test_two_are_left_alone(name: str) -> None:
    """Two entries that share only a little are two organisations."""
    a, b = TWO[name]

    assert [] == pairs({"a": a, "b": b})


def test_our_own_entries_are_all_different() -> None:
    """No two of our samples are the same, and none is like itself."""
    told = build_py("duplicates", "--entries", PROJECT / "entries")

    assert "0 pairs of 84 entries may be the same organisation.\n" == told.stdout


def test_ten_thousand_entries_are_not_all_compared() -> None:
    """A few rare things shared, and not every pair, are looked at."""
    chance = random.Random(1)
    words = [f"{a}{b}ing" for a in "bcdfghklmnprst" for b in ("and", "ell", "ost", "urn", "ick")]
    values = {
        f"e{n}": entry(" ".join(chance.sample(words, 3)), **by_phone(f"01632 {n:06}"))
        for n in range(10_000)
    }
    values["twin"] = dict(values["e77"])
    known = {id: alike._known(each) for id, each in values.items()}

    assert len(alike._candidates(known)) < 100_000
    assert ("e77", "twin") in {(pair.one, pair.other) for pair in pairs(values)}


def test_the_command_shows_them_side_by_side(tmp_path: Path) -> None:
    """Both entries' names, sentences and numbers stand beside each other."""
    folder = tmp_path / "entries"
    write_entry(folder, "sew", name="Sew Social", **BATH)
    write_entry(folder, "sewing", name="The Sew Social", summary="Another sentence.", **BATH)
    told = build_py("duplicates", "--entries", folder).stdout

    assert "sew  and  sewing  share: name, phone, place" in told
    assert any("Sew Social" in line and "The Sew Social" in line for line in told.splitlines())
    assert "= 01632 960123" in told


def test_check_warns_about_a_new_entry_like_an_old_one(tmp_path: Path) -> None:
    """Checking only the new file still compares it with the others, and is strict if asked."""
    folder = tmp_path / "entries"
    write_entry(folder, "sew", name="Sew Social")
    new = write_entry(folder, "sewing", name="Sew Social")
    options = (new, "--entries", folder, "--today", TODAY)
    told = build_py("check", *options)
    strict = build_py("check", "--strict", *options)

    assert (0, 1) == (told.returncode, strict.returncode)
    assert (
        "warning: This may be the same organisation as “sew”: name and phone agree." in told.stdout
    )


def test_two_can_be_said_to_be_different(tmp_path: Path) -> None:
    """A pair with a reason is no longer told; the command says how many there are."""
    folder = tmp_path / "entries"
    write_entry(folder, "sew", name="Sew Social")
    write_entry(folder, "sewing", name="Sew Social")
    (tmp_path / FILE).write_text("- {entries: [sewing, sew], why: One is for children.}\n")
    told = build_py("duplicates", "--entries", folder)
    checked = build_py("check", "--strict", "--entries", folder, "--today", TODAY)

    assert (
        "0 pairs of 2 entries may be the same organisation. 1 are known to be two.\n" == told.stdout
    )
    assert 0 == checked.returncode


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("- {entries: [a, b]}\n", 1),
        ("- {entries: [a, b], why: x}\n- {entries: [a], why: y}\n", 2),
        ("- a and b\n", 1),
        ("entries: [a, b]\n", 1),
        ("- {entries: [a, b\n", 2),
        ("- {entries: [a, a], why: x}\n", 1),
        ("\x00", 1),
    ],
)
def test_a_slip_in_the_list_of_pairs_is_told(text: str, line: int, tmp_path: Path) -> None:
    """What is missing is said at its line, with an example of how to write it."""
    (tmp_path / FILE).write_text(text)
    _, (problem,) = different(tmp_path / "entries")

    assert line == problem.line
    assert "{entries: [" in problem.hint


def test_an_import_tells_what_may_be_here_already(tmp_path: Path) -> None:
    """A row under another name, with a number that we have, is left out, and told of."""
    write_entry(tmp_path / "entries", "sew-sociable", contact={"phone": "01632 960124"})
    (tmp_path / "list.csv").write_text("n,s,p\nSew Sociabel,x,01632 960124\nSam,y,01632 960198\n")
    (tmp_path / "map.yml").write_text(
        "name: n\nsummary: s\ncontact.phone: p\nsource.name: {value: A list}\nsource.id: n\n"
    )
    told = build_py("import", tmp_path / "list.csv", "--map", tmp_path / "map.yml",
                    "--into", tmp_path / "entries", "--today", TODAY)  # fmt: skip

    assert "(Sew Sociabel): sew-sociable.yml has the same phone" in told.stdout
    assert not (tmp_path / "entries" / "sew-sociabel.yml").exists()
