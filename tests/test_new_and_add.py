"""New entries by hand: `new` at the terminal, `add` for a file, a blank entry, and the schema."""

import json
import re
import subprocess
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml
from conftest import PROJECT, build_py
from jsonschema import Draft7Validator

from ourpatch.adding.at_the_terminal import make_new
from ourpatch.adding.filing import put_among
from ourpatch.checking import check_entry
from ourpatch.editor import MODELINE, blank_entry, schema
from ourpatch.fields import fields
from ourpatch.plain_words import suggest
from ourpatch.reading import read_entry

GOOD = """\
# From Sam's email.
name: Sew Sociable
summary: A friendly sewing afternoon for anyone who would like company.
contact:
  phone: 01632 960123
"""


def new(folder: Path, *name: str, typed: str = "") -> "subprocess.CompletedProcess[str]":
    """Run `new`, with what somebody types."""
    return build_py("new", *name, "--entries", folder, typed=typed)


def add(folder: Path, file: Path, *options: str) -> "subprocess.CompletedProcess[str]":
    """Run `add` on a file."""
    return build_py("add", file, "--entries", folder, *options)


def test_new_asks_the_least_and_writes_a_good_entry(tmp_path: Path) -> None:
    """A name on the command line, a sentence, a number: and the file passes, strict and all."""
    folder = tmp_path / "entries"
    told = new(folder, "Sew Sociable", typed="A friendly sewing afternoon.\n01632 960123\n\n\n")

    assert (0, "") == (told.returncode, told.stdout.partition(" is written")[2][:0]), told.stderr
    expected = (
        f"{MODELINE}\nname: Sew Sociable\nsummary: A friendly sewing afternoon.\n"
        "contact:\n  phone: 01632 960123\n"
    )
    assert expected == (folder / "sew-sociable.yml").read_text("utf-8")
    assert 0 == build_py("check", folder, "--entries", folder, "--strict").returncode
    assert "sew-sociable.yml is written" in told.stdout


def test_new_says_what_is_wrong_and_asks_again(tmp_path: Path) -> None:
    """The words are those of the check, and what was right is not asked again."""
    typed = f"\n{'x' * 201}\nSewing.\n01632\n01632 960123\nsam at home\n\nexample.org\n"
    told = new(tmp_path, "Sew Sociable", typed=typed)

    assert 0 == told.returncode, told.stderr
    assert "This entry has no summary." in told.stderr
    assert "This is 201 characters long. The most is 200." in told.stderr
    assert "“01632” cannot be a phone number." in told.stderr
    assert "“sam at home” is not an email address." in told.stderr
    written = (tmp_path / "sew-sociable.yml").read_text("utf-8")
    assert "website: https://example.org" in written
    assert 1 == told.stderr.count("What are you called?") + told.stderr.count("Website")


def test_new_wants_one_way_to_get_in_touch(tmp_path: Path) -> None:
    """Three empty answers are asked again."""
    told = new(tmp_path, "X", typed="Sewing.\n\n\n\n\nsam@example.org\n\n")

    assert 0 == told.returncode, told.stderr
    assert "There has to be one way to get in touch." in told.stderr


def test_new_asks_the_name_too(tmp_path: Path) -> None:
    """Without a name on the command line it is the first question."""
    told = new(tmp_path, typed="Tŷ Gŵyr\nSewing.\n01632 960123\n\n\n")

    assert 0 == told.returncode, told.stderr
    assert (tmp_path / "ty-gwyr.yml").is_file()


@pytest.mark.parametrize("name", ["x\nverified: yes", "yes", "- one", "a: b #c", "“Sew”", "NO"])
def test_a_name_stays_a_name(tmp_path: Path, name: str) -> None:
    """Whatever it looks like, it is written as the words that were typed."""
    typed = iter(["Sewing.", "01632 960123", "", ""])
    path = make_new(name, tmp_path, date(2026, 11, 21), lambda question: next(typed), print)

    assert " ".join(name.split()) == read_entry(path.read_bytes(), path.name).get("name")


def test_new_never_overwrites(tmp_path: Path) -> None:
    """An entry of that name is there: it says so before it asks anything, and touches nothing."""
    there = tmp_path / "sew-sociable.yml"
    there.write_text("mine\n", "utf-8")
    told = new(tmp_path, "Sew  Sociable")

    assert (1, "mine\n") == (told.returncode, there.read_text("utf-8"))
    assert "There is an entry of that name already" in told.stderr
    assert "What do you do?" not in told.stderr


@pytest.mark.parametrize("typed", ["", "Sewing.\n", "Sewing.\n01632 960123\n"])
def test_new_writes_nothing_when_nobody_answers(tmp_path: Path, typed: str) -> None:
    """When the answers end, nothing is half written and nobody sees a traceback."""
    told = new(tmp_path, "Sew Sociable", typed=typed)

    assert (2, []) == (told.returncode, list(tmp_path.iterdir()))
    assert told.stderr.endswith("Nothing was written.\n")
    assert "Traceback" not in told.stderr


def test_a_name_without_letters_has_no_file(tmp_path: Path) -> None:
    """Such a name is told, and not written as “.yml”."""
    told = new(tmp_path, "🚌")

    assert (1, []) == (told.returncode, list(tmp_path.iterdir()))
    assert "has no letters to call a file after" in told.stderr


def test_add_names_the_file_and_puts_it_in(tmp_path: Path) -> None:
    """However the file is called, it gets the entry's name, and keeps its comments."""
    file = tmp_path / "Untitled (3).txt"
    file.write_bytes(b"\xef\xbb\xbf" + GOOD.replace("\n", "\r\n").encode())
    told = add(tmp_path / "entries", file)

    assert 0 == told.returncode, told.stderr
    assert GOOD == (tmp_path / "entries" / "sew-sociable.yml").read_text("utf-8")
    assert "sew-sociable.yml is added." in told.stdout


def test_add_keeps_out_who_said_no(tmp_path: Path) -> None:
    """Somebody who asked not to be listed is not added again, and nobody is named."""
    folder = tmp_path / "entries"
    folder.mkdir()
    build_py("unlist", "--phone", "01632 960124", "--entries", folder)
    sent = tmp_path / "sent.yml"
    sent.write_text("name: Sew Sociable\nsummary: Sewing.\ncontact: {phone: 01632 960124}\n")
    told = add(folder, sent)

    assert 1 == told.returncode
    assert "Somebody asked us not to list this" in told.stderr
    assert [] == list(folder.iterdir())


def quiet(folder: Path) -> None:
    """Somebody asked not to be in a folder of entries."""
    folder.mkdir()
    build_py("unlist", "--phone", "01632 960124", "--name", "Secret Sewers", "--entries", folder)


@pytest.mark.parametrize(
    ("name", "typed", "asked"),
    [("The Secret Sewers", "", False), ("Sew", "Sewing.\n+44 1632 960124\n\n\n", True)],
)
def test_new_keeps_out_who_said_no(tmp_path: Path, name: str, typed: str, asked: bool) -> None:
    """It stops as soon as it is known, and does not say by what they were known."""
    folder = tmp_path / "entries"
    quiet(folder)
    told = new(folder, name, typed=typed)

    assert (1, []) == (told.returncode, list(folder.iterdir()))
    assert "Somebody asked us not to list this" in told.stderr
    assert told.stderr.endswith("Nothing was written.\n")
    assert asked == ("What do you do?" in told.stderr)


def test_nobody_is_let_in_while_the_list_cannot_be_read(tmp_path: Path) -> None:
    """A damaged list of those who said no is no way in, for `new` or `add`."""
    folder = tmp_path / "entries"
    quiet(folder)
    (tmp_path / "do-not-list.yml").write_text("{broken", "utf-8")
    sent = tmp_path / "sent.yml"
    sent.write_text(GOOD, "utf-8")
    for told in (new(folder, "Sew"), add(folder, sent)):
        assert (1, []) == (told.returncode, list(folder.iterdir()))
        assert "asked not to be listed cannot be read" in told.stderr


def test_new_and_add_tell_of_one_that_may_be_the_same(tmp_path: Path) -> None:
    """It is a warning, with the entry's id and what agrees: two branches may share a phone."""
    folder = tmp_path / "entries"
    assert 0 == new(folder, "Sew Sociable", typed="Sewing.\n01632 960123\n\n\n").returncode
    sent = tmp_path / "sent.yml"
    sent.write_text(GOOD.replace("Sew Sociable", "Sew Sociable CIC"), "utf-8")
    told = add(folder, sent, "--as", "sew-two")
    again = new(folder, "The Sew-Sociable", typed="Sewing.\n01632 960123\n\n\n")

    assert (0, 0) == (told.returncode, again.returncode)
    assert "the same organisation as “sew-sociable”: name and phone agree" in told.stderr
    assert "the same organisation as “sew-sociable”: name and phone agree" in again.stderr
    assert 3 == len(list(folder.iterdir()))


def test_a_change_is_not_told_of_itself(tmp_path: Path) -> None:
    """A change that keeps name and number is no twin of the entry it changes."""
    folder = tmp_path / "entries"
    sent = tmp_path / "sent.yml"
    sent.write_text(GOOD, "utf-8")
    add(folder, sent)

    assert "" == add(folder, sent, "--change").stderr


def test_add_keeps_out_what_does_not_pass(tmp_path: Path) -> None:
    """It says line, column and what to change, names the file as it was given, and writes none."""
    file = tmp_path / "sent.yml"
    file.write_text(GOOD.replace("phone: 01632 960123", "phone: 01632"), "utf-8")
    told = add(tmp_path / "entries", file)

    assert (1, False) == (told.returncode, (tmp_path / "entries").exists())
    assert f"{file}:5:10: “01632” cannot be a phone number." in told.stderr
    assert told.stderr.endswith("Nothing was written.\n")


@pytest.mark.parametrize(
    "data", [b"", b"\0\0\0", b"- a\n", b"\xff\xfea\0", b"[" * 5000, b"name:\n"]
)
def test_add_refuses_what_is_no_entry(tmp_path: Path, data: bytes) -> None:
    """Whatever the file holds, there is a message and no traceback."""
    file = tmp_path / "sent.yml"
    filed = put_among(data, file, tmp_path / "entries", date(2026, 11, 21))

    assert filed.problems
    assert not filed.is_in
    assert not (tmp_path / "entries").exists()


def test_add_never_overwrites_unless_it_is_a_change(tmp_path: Path) -> None:
    """The entry that is there stays, until somebody says that this is a change of it."""
    folder = tmp_path / "entries"
    folder.mkdir()
    there = folder / "sew-sociable.yml"
    there.write_text(GOOD.replace("960123", "960124"), "utf-8")
    file = tmp_path / "sent.yml"
    file.write_text(GOOD, "utf-8")

    refused = add(folder, file)
    assert (1, True) == (refused.returncode, "960124" in there.read_text("utf-8"))
    assert "--change" in refused.stderr

    other = add(folder, file, "--as", "sew-sociable-frome")
    assert (0, True) == (other.returncode, (folder / "sew-sociable-frome.yml").is_file())

    changed = add(folder, file, "--change")
    assert (0, GOOD) == (changed.returncode, there.read_text("utf-8"))


def test_a_change_of_name_keeps_its_file(tmp_path: Path) -> None:
    """A file called after an entry is a change of that one, whatever name is inside."""
    folder = tmp_path / "entries"
    folder.mkdir()
    (folder / "sew-sociable.yml").write_text(GOOD, "utf-8")
    file = tmp_path / "sew-sociable.yml"
    file.write_text(GOOD.replace("Sew Sociable", "Sew Together"), "utf-8")

    assert 0 == add(folder, file, "--change").returncode
    assert ["sew-sociable.yml"] == [path.name for path in folder.iterdir()]
    assert "Sew Together" in (folder / "sew-sociable.yml").read_text("utf-8")


def test_a_change_of_nothing_is_told(tmp_path: Path) -> None:
    """There has to be something to change."""
    file = tmp_path / "sent.yml"
    file.write_text(GOOD, "utf-8")
    told = add(tmp_path, file, "--change", "--as", "../elsewhere")

    assert (1, True) == (told.returncode, "is not there to change" in told.stderr)
    assert 2 == add(tmp_path, tmp_path / "nowhere.yml").returncode


def test_what_is_pasted_can_be_added(tmp_path: Path) -> None:
    """A dash stands for what is typed or pasted in."""
    told = build_py("add", "-", "--entries", tmp_path, typed=GOOD)

    assert (0, True) == (told.returncode, (tmp_path / "sew-sociable.yml").is_file()), told.stderr


def filled_in(blank: str) -> str:
    """The blank entry with the least in it."""
    for key, value in (("name", "Sew Sociable"), ("summary", "Sewing."), ("  phone", "111")):
        assert 1 == blank.count(f"\n{key}:  #")
        blank = blank.replace(f"\n{key}:  #", f"\n{key}: {value}  #")
    return blank


def test_the_blank_entry_passes_with_the_least_filled_in() -> None:
    """Nothing else in it is a problem, a warning or a suggestion; and nothing else is said."""
    entry = read_entry(filled_in(blank_entry()).encode(), "sew-sociable.yml")
    check_entry(entry)
    suggest(entry)

    assert [] == entry.problems
    least = {"name": "Sew Sociable", "summary": "Sewing.", "contact": {"phone": "111"}}
    assert least == entry.values


def test_the_blank_entry_asks_for_the_least_until_it_is_there() -> None:
    """As it is, it says what is missing and nothing more."""
    entry = read_entry(blank_entry().encode(), "x.yml")
    check_entry(entry)

    assert ["missing", "missing", "no-contact"] == sorted(each.rule for each in entry.problems)


def test_the_blank_entry_has_every_field_with_its_help() -> None:
    """One line for each field, and beside it what to write."""
    lines = blank_entry().splitlines()
    for row in fields():
        beside = [line for line in lines if f"{row.key}:" in line and row.help in line]
        assert beside, row.name


def validator() -> Draft7Validator:
    """What an editor makes of the schema."""
    document = json.loads(schema())
    Draft7Validator.check_schema(document)
    return Draft7Validator(document)


ENTRIES = sorted(
    [*(PROJECT / "entries").glob("*.yml"), *(PROJECT / "tests/entries/good").glob("*.yml")]
)


def with_numbers(value: Any) -> Any:
    """The same values as an editor's YAML 1.2 has them: 4 is a number, and no is still a word."""
    if isinstance(value, dict):
        return {key: with_numbers(each) for key, each in value.items()}
    if isinstance(value, list):
        return [with_numbers(each) for each in value]
    is_number = re.fullmatch(r"-?\d+(\.\d+)?", value)
    return {"true": True, "false": False, "": None}.get(value, float(value) if is_number else value)


@pytest.mark.parametrize("path", ENTRIES, ids=lambda path: path.stem)
def test_the_schema_lets_every_good_entry_through(path: Path) -> None:
    """An editor marks nothing in a file that the check passes."""
    text = path.read_text("utf-8-sig")
    values = with_numbers(yaml.load(text, Loader=yaml.CBaseLoader))

    assert [] == [error.message for error in validator().iter_errors(values)]


@pytest.mark.parametrize(
    "wrong",
    [
        {"nmae": "x"},
        {"contact": {"telephone": "1"}},
        {"checks": [{"wath": "first aid"}]},
        {"help": {"a": 1}},
        {"name": ["x"]},
    ],
)
def test_the_schema_marks_slips(wrong: dict[str, object]) -> None:
    """A field that nobody knows, or a list where one value goes, is marked as one types."""
    least = {"name": "x", "summary": "x", "contact": {"phone": "111"}}

    assert list(validator().iter_errors(least | wrong))
    assert [] == list(validator().iter_errors(least))
    assert list(validator().iter_errors({"name": "x"}))


def test_the_schema_offers_words_and_explains_every_field() -> None:
    """Each field has its label and help, and each vocabulary its words."""
    properties = json.loads(schema())["properties"]
    offered = properties["help"]["items"]["anyOf"][0]["enum"]

    assert "gardening" in offered
    assert "What people call you." == properties["name"]["description"]
    for row in fields():
        inside = properties
        for key in row.name.split(".")[:-1]:
            part = inside[key]
            part = part.get("items", part)
            inside = part.get("anyOf", [part])[0]["properties"]
        assert {"title": row.label, "description": row.help}.items() <= inside[row.key].items(), (
            row.name
        )


def test_the_first_line_leads_editors_to_the_schema() -> None:
    """The path in it holds from docs/ and from entries/."""
    path = MODELINE.partition("$schema=")[2]

    for folder in ("docs", "entries"):
        assert (PROJECT / folder / path).resolve() == PROJECT / "docs" / "entry.schema.json"
