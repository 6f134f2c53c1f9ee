"""Endings: those that closed, those that have another address now, and those that said no."""

import os
from pathlib import Path

import pytest
from conftest import TODAY, ServeEntries, build_py, write_entry

from ourpatch.keeping import knowing
from ourpatch.keeping.refusing import FILE, SAID_NO, refusals

CONTACT = {"phone": "01632 960124", "email": "Jo@Example.org", "website": "https://www.jo.example/"}

JO = {"name": "Jo & Co Ltd", "contact": CONTACT, "identifiers": {"charity": "0123 4567"}}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder beside which Jo is remembered as one who asked not to be listed."""
    write_entry(tmp_path / "entries", "jo", **JO)
    told = build_py("unlist", "jo", "--entries", tmp_path / "entries", "--today", TODAY)
    assert 0 == told.returncode
    (tmp_path / "entries" / "jo.yml").unlink()
    return tmp_path / "entries"


def check(folder: Path) -> str:
    """What `check` prints about a folder."""
    return build_py("check", "--entries", folder, "--today", TODAY).stdout


@pytest.mark.parametrize(
    "fields",
    [
        {"name": "JO AND CO"},
        {"name": "The Jo & Co Limited"},
        {"contact": {"phone": "+44 1632 960124"}},
        {"contact": {"text": "(01632) 960 124"}},
        {"contact": {"email": "jo@example.ORG"}},
        {"contact": {"website": "http://jo.example"}},
        {"identifiers": {"charity": "1234567"}},
    ],
    ids=str,
)
def test_those_who_said_no_are_known_again(fields: dict[str, object], folder: Path) -> None:
    """By their name, number, address or charity number, however it is written."""
    write_entry(folder, "another-name", **fields)
    told = check(folder)

    assert f"another-name.yml:1:1: {SAID_NO}" in told
    assert "1 problem" in told


def test_nobody_else_is_refused(folder: Path) -> None:
    """An entry that shares nothing with them is let in."""
    write_entry(folder, "sam", name="Sam & Co", contact={"phone": "01632 960125"})

    assert "1 file checked: 0 problems." in check(folder)


def test_the_file_names_nobody(folder: Path) -> None:
    """No name, number or address is in the file; only fingerprints, the salt and a day."""
    text = (folder.parent / FILE).read_text("utf-8").lower()

    for word in ("jo", "co ltd", "960124", "1632", "example", "1234567", "charity", "phone"):
        assert word not in text, word
    assert TODAY in text


def test_the_message_does_not_say_by_what(folder: Path) -> None:
    """Whoever is refused is not told which of what they wrote was known."""
    write_entry(folder, "other", contact={"phone": "01632 960124"})
    told = build_py("check", "--entries", folder, "--format", "json", "--today", TODAY).stdout

    assert "960124" not in told
    assert "phone" not in told


def test_a_build_fails_as_soon_as_somebody_says_no(tmp_path: Path) -> None:
    """An entry that was fine is refused by the next build, though its file did not change."""
    folder, out = tmp_path / "entries", tmp_path / "d.db"
    path = write_entry(folder, "jo", **JO)
    os.utime(path, (1, 1))
    options = ("--entries", folder, "--out", out, "--today", TODAY)
    before = build_py("build", *options)
    build_py("unlist", "--name", "jo and co", *options)
    after = build_py("build", *options)

    assert (0, 1) == (before.returncode, after.returncode)
    assert SAID_NO in after.stderr


def test_an_import_turns_them_away(folder: Path, tmp_path: Path) -> None:
    """A row of somebody's spreadsheet about them makes no entry, and the import says how many."""
    (tmp_path / "list.csv").write_text("n,s,p\nJo & Co,x,01632 960199\nSam,y,01632 960198\n")
    (tmp_path / "map.yml").write_text(
        "name: n\nsummary: s\ncontact.phone: p\nsource.name: {value: A list}\nsource.id: n\n"
    )
    told = build_py("import", tmp_path / "list.csv", "--map", tmp_path / "map.yml",
                    "--into", folder, "--today", TODAY)  # fmt: skip

    assert ["sam.yml"] == [path.name for path in folder.glob("*.yml")], told.stdout + told.stderr
    assert SAID_NO.rstrip(".") in told.stdout


@pytest.mark.parametrize(
    "damage", ["salt: [", "said_no: {}\n", "just words", "salt: x\nsaid_no: 3\n"]
)
def test_a_damaged_list_lets_nobody_in(damage: str, folder: Path) -> None:
    """When the list cannot be read the check fails and says where: better than a slip."""
    (folder.parent / FILE).write_text(damage)
    write_entry(folder, "sam")

    assert "cannot be read" in check(folder)
    assert 1 == build_py("unlist", "--name", "Pat", "--entries", folder).returncode


def test_those_who_said_no_are_added_one_after_another(folder: Path) -> None:
    """A second one joins the first; one who is known is not added twice."""
    again = build_py("unlist", "--phone", "01632 960124", "--entries", folder).stdout
    build_py("unlist", "--name", "Pat’s Café", "--entries", folder)

    assert "knows them already" in again
    assert refusals(folder).refuse({"name": "PATS CAFE"})
    assert refusals(folder).refuse({"name": "jo co"})


def test_unlist_needs_to_know_who(folder: Path) -> None:
    """With nobody named, or an entry that is not there, it says so."""
    nobody = build_py("unlist", "--entries", folder)
    lost = build_py("unlist", "nowhere", "--entries", folder)

    assert (2, 2) == (nobody.returncode, lost.returncode)
    assert "Say who" in nobody.stderr
    assert "There is no entry called nowhere" in lost.stderr


@pytest.mark.parametrize(
    ("one", "other"),
    [("01632 960123", "+44 (0)1632 960123"), ("07700 900123", "0044 7700 900123")],
)
def test_a_number_is_the_same_however_it_is_written(one: str, other: str) -> None:
    """With nought or with the country, a number is one number."""
    assert knowing.phone(one) == knowing.phone(other) != ""


def test_short_numbers_tell_nobody_apart() -> None:
    """111 and 999 are everybody's."""
    assert "" == knowing.phone("111")


# Other addresses


def test_an_old_address_leads_to_the_new_one(serve_entries: ServeEntries) -> None:
    """A page and its JSON at an id that changed answer 301 with the new address."""
    site = serve_entries("moved", {"sew-on": {"was": ["sew", "sewing-bee"]}})

    for path, new in (
        ("/entry/sew", "/entry/sew-on"),
        ("/entry/sewing-bee.json", "/entry/sew-on.json"),
    ):
        reply = site.get(path)
        assert (301, new) == (reply.status, reply.header("location"))
    assert 404 == site.get("/entry/nobody").status
    assert 404 == site.get("/entry/nobody.json").status


@pytest.mark.parametrize(
    ("entries", "said"),
    [
        ({"a": ["a"]}, "This is what the entry is called now."),
        ({"a": ["b"], "b": []}, "There is an entry called “b”, so its address cannot lead here."),
        ({"a": ["c"], "b": ["c"]}, "“a” says that it was called “c” too."),
    ],
)
def test_an_old_address_leads_to_one_place(
    entries: dict[str, list[str]], said: str, tmp_path: Path
) -> None:
    """A name that is taken, or claimed twice, is told at its line."""
    for id, was in entries.items():
        write_entry(tmp_path / "entries", id, **({"was": was} if was else {}))
    told = check(tmp_path / "entries")
    built = build_py("--entries", tmp_path / "entries", "--out", tmp_path / "d.db")

    assert said in told
    assert said in built.stderr
    assert 1 == built.returncode


def test_a_claim_is_told_though_its_file_did_not_change(tmp_path: Path) -> None:
    """When another entry takes an old name later, the entry that was called so is told."""
    folder, out = tmp_path / "entries", tmp_path / "d.db"
    os.utime(write_entry(folder, "sew-on", was=["sew"]), (1, 1))
    first = build_py("--entries", folder, "--out", out)
    write_entry(folder, "sew")
    second = build_py("--entries", folder, "--out", out)

    assert (0, 1) == (first.returncode, second.returncode)
    assert "sew-on.yml:6:3: There is an entry called “sew”" in second.stderr


# Closed


def test_a_closed_entry_says_why_and_what_is_near_by(serve_entries: ServeEntries) -> None:
    """Its page stays, with the day, the reason, and a way to the same help near by."""
    site = serve_entries(
        "closed",
        {
            "shut": {
                "help": ["gardening"],
                "place": {"outcode": "BA1"},
                "status": {"now": "closed", "since": "2026-05-31", "why": "Jo has retired."},
            },
            "near": {"help": ["gardening"], "place": {"outcode": "BA1"}},
        },
    )
    page = site.get("/entry/shut")

    assert "It closed on 31 May 2026. Jo has retired." in " ".join(page.text.split())
    assert 'href="/find?help=gardening&amp;near=BA1"' in page.text
    assert "/entry/near" in page.page.links().values()
    assert 200 == site.get("/find?help=gardening&near=BA1").status
