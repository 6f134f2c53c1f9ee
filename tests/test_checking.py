"""The rules about whole entries, between entries, and `build.py check` itself."""

import json
import os
import shutil
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest
from conftest import PROJECT, build_py

from ourpatch.checking import (
    check_dates,
    check_entry,
    check_paths,
    check_together,
    latest_past_date,
)
from ourpatch.problems import report
from ourpatch.reading import Entry, read_entry

GOOD = PROJECT / "tests" / "entries" / "good"
BAD = PROJECT / "tests" / "entries" / "bad"
TODAY = date(2026, 11, 21)
LEAST = (
    "name: Sew Sociable\nsummary: A friendly sewing afternoon.\ncontact: {phone: 01632 960123}\n"
)


def checked(more: str, path: str = "sew-sociable.yml", least: str = LEAST) -> Entry:
    """The least entry with something more in it, checked."""
    entry = read_entry((least + more).encode(), path)
    check_entry(entry)
    return entry


def rules(entry: Entry) -> list[str]:
    """The rules that the problems of an entry are about."""
    return [problem.rule for problem in entry.problems]


# What must be there


def test_a_closed_entry_needs_no_way_to_get_in_touch() -> None:
    """Endings are kept: who has closed need not answer a phone."""
    least = "name: Sew Sociable\nsummary: A sewing afternoon.\n"

    assert [] == rules(checked("status: closed\n", least=least))
    assert ["no-contact"] == rules(checked("status: paused\n", least=least))
    assert ["no-contact"] == rules(checked("status: open\n", least=least))


@pytest.mark.parametrize(
    "way",
    [
        "phone: 01632 960123",
        "text: 07700 900123",
        "email: sam@example.org",
        "website: https://example.org",
        "social: https://social.example.org/sew",
    ],
)
def test_any_one_way_to_get_in_touch_is_enough(way: str) -> None:
    """A phone is not a must: one way to be reached is."""
    least = "name: Sew Sociable\nsummary: A sewing afternoon.\n"

    assert [] == rules(checked(f"contact: {{{way}}}\n", least=least))


def test_nothing_is_missing_from_half_an_entry() -> None:
    """When reading stopped half way, what was not read may stand further down."""
    assert ["bracket"] == rules(checked("help: [crafts\nname: Sew\n", least=""))


# File names


@pytest.mark.parametrize(
    ("name", "wanted"),
    [
        ("Sew Sociable.yml", "sew-sociable.yml"),
        ("SEW.yml", "sew-sociable.yml"),
        ("sew--sociable.yml", "sew-sociable.yml"),
        ("-sew.yml", "sew-sociable.yml"),
        ("sew.sociable.yml", "sew-sociable.yml"),
        ("sewing.yaml", "sewing.yml"),
        ("sewing.YML", "sewing.yml"),
        ("sewing.yml.yml", "sewing.yml"),
        ("sew'; drop.yml", "sew-sociable.yml"),
        ("x" * 81 + ".yml", "sew-sociable.yml"),
    ],
)
def test_a_wrong_file_name_is_told_the_right_one(name: str, wanted: str) -> None:
    """Nobody has to choose an id: the message says what to call the file."""
    entry = checked("", path=f"entries/{name}")

    assert ["file-name"] == rules(entry)
    assert f"call this file  {wanted}" == entry.problems[0].hint


@pytest.mark.parametrize("name", ["a.yml", "9-lives.yml", "x" * 80 + ".yml", "sew-sociable.yml"])
def test_a_simple_file_name_is_right(name: str) -> None:
    """Small letters, digits and single dashes make an address that can be read out on the phone."""
    assert [] == rules(checked("", path=name))


# Nobody's front door

DOORS = {
    "postcode": "place: {outcode: BA1, postcode: BA1 6RT}\n",
    "summary": None,
    "start": "start: Come to BA1 6RT.\n",
    "small letters": "start: come to ba16rt\n",
    "Welsh": "cy: {summary: Dewch i BA1 6RT}\n",
    "permission": "permission: {given_by: Sam at BA1 6RT}\n",
    "position": "start: We are at 51.3912, -2.3501.\n",
    "map link": "description: |\n  [Map](https://maps.example/?mlat=51.3912&mlon=-2.3501)\n",
    "website": "source:\n  link: https://example.org/@51.3912,-2.3501\n",
}


@pytest.mark.parametrize("where", DOORS)
def test_a_home_is_never_found_by_accident(where: str) -> None:
    """Whole postcodes and map positions are refused anywhere in an entry that is not public."""
    more = DOORS[where]
    entry = checked(more or "", least=LEAST if more else LEAST.replace("sewing", "BA1 6RT"))

    assert ["whole-postcode"] == rules(entry)
    assert entry.problems[0].column > 1


@pytest.mark.parametrize("where", DOORS)
def test_a_public_place_may_be_found(where: str) -> None:
    """The same is welcome once somebody says that the place is public."""
    more = DOORS[where] or ""
    if more.startswith("place:"):
        more = more.replace("}", ", public: yes}")
    else:
        more += "place: {outcode: BA1, public: yes}\n"
    entry = checked(more, least=LEAST if DOORS[where] else LEAST.replace("sewing", "BA1 6RT"))

    assert [] == rules(entry)


def test_saying_no_to_public_is_not_saying_yes() -> None:
    """`public: no` guards the door as leaving it out does."""
    entry = checked("place: {outcode: BA1, postcode: BA1 6RT, public: no}\n")

    assert ["whole-postcode"] == rules(entry)


def test_every_postcode_is_pointed_at_once() -> None:
    """Each postcode in a long text is told, on its own line, and no postcode twice."""
    text = "description: |\n  From BA1 6RT.\n  On to BA2 4AA.\n  And back to BA1 6RT.\n"
    entry = checked(text)

    assert [(5, 8), (6, 9)] == [(problem.line, problem.column) for problem in entry.problems]


def test_a_refuge_has_no_place_at_all() -> None:
    """A safe place to stay says nowhere, not even an outcode; one problem says so."""
    assert ["secret-place"] == rules(checked("help: [safe place]\nplace: {outcode: BA1}\n"))
    assert ["secret-place"] == rules(
        checked("help: [safe place]\nplace: {postcode: BA1 6RT, public: yes}\n")
    )
    assert [] == rules(checked("help: [safe place]\ncovers: {anywhere: yes}\n"))


# Links, and words that got lost


@pytest.mark.parametrize(
    "link",
    [
        "[x](https://example.org)",
        "[x](http://example.org)",
        "[x](mailto:sam@example.org)",
        "[x](tel:+441632960123)",
        "[x](/find?q=sewing)",
        "[x](#top)",
        "<https://example.org>",
        "<sam@example.org>",
        "[x][1]\n\n  [1]: https://example.org",
        "a < b and c > d",
        "javascript: a language",
    ],
)
def test_safe_links_are_welcome(link: str) -> None:
    """Web pages, emails, phone numbers and our own pages may be linked to."""
    assert [] == rules(checked(f"description: |\n  {link}\n"))


@pytest.mark.parametrize(
    "link",
    [
        "[x](javascript:alert(1))",
        "[x]( javascript:alert(1))",
        "[x](<javascript:alert(1)>)",
        "[x](JAVASCRIPT:alert(1))",
        "![x](javascript:alert(1))",
        "[x](data:text/html;base64,PHN2Zz4=)",
        "[x](vbscript:msgbox)",
        "[x](file:///etc/passwd)",
        "<javascript:alert(1)>",
        "[x][1]\n\n  [1]: javascript:alert(1)",
        "[x][1]\n\n  [1]: <javascript:alert(1)>",
    ],
)
@pytest.mark.parametrize("field", ["description: |\n  {}\n", "cy:\n  description: |\n    {}\n"])
def test_links_that_run_something_are_refused(link: str, field: str) -> None:
    """A link that a browser would run as a program is told, in every way of writing one."""
    entry = checked(field.format(link.replace("\n  ", "\n    ")))

    assert ["unsafe-link"] == rules(entry)
    assert entry.problems[0].source.strip()


def test_html_is_only_a_warning() -> None:
    """HTML is left out of the page, which harms nobody, so it does not stop an entry."""
    entry = checked("description: |\n  <b>Tea</b>\n")

    assert [("html", "warning")] == [(each.rule, each.strength) for each in entry.problems]


@pytest.mark.parametrize(
    ("more", "found"),
    [
        ("description: |\n  Tea.\n  status: closed\n", ["lost-field"]),
        ("description: |\n  Tea.status: closed\n", ["lost-field"]),
        ("# Tea.status: closed\n", ["lost-field"]),
        ("kind: charity # run by us.status: closed\n", ["lost-field"]),
        ("help:\n  - crafts\n  # and  - music\n", ["lost-item"]),
        ("description: |\n  Status: closed\n  (status: closed)\n  the status: closed\n", []),
        ("description: |\n  contact: see above\n", []),
        ("# status: closed\n", []),
        ("# a note - and another\n", []),
        ('start: "status: closed, as we say"\n', []),
    ],
)
def test_a_field_among_the_words_is_noticed(more: str, found: list[str]) -> None:
    """The name of a field that the entry lacks, standing where it is only words, is pointed out."""
    assert found == rules(checked(more))


# Dates


def test_dates_that_must_be_past_are_not_ahead() -> None:
    """A check that is to come has not been made; a date for the future elsewhere is welcome."""
    entry = checked(
        "checked: {on: 2026-11-22}\npermission: {given_by: Sam, on: 2026-11-21}\n"
        "checks: [{what: first aid, on: 2027-01-01}]\n"
        "space: {now: no, as_of: 2027-02-01}\nstatus: {now: open, since: 2027-03-01}\n"
    )

    assert [] == entry.problems
    assert "2027-01-01" == latest_past_date(entry)
    assert [4, 6] == [problem.line for problem in check_dates(entry, TODAY)]
    assert "" == latest_past_date(checked(""))


# Between entries


def test_entries_may_name_each_other() -> None:
    """Who to try instead is the id of another entry: a near miss is guessed, its own is told."""
    entry = checked("status: {now: closed, instead: [two-mops, two-mps, sew-sociable, xyz]}\n")
    found = check_together({"two-mops", "sew-sociable"}, [entry])

    assert ["instead"] * 3 == [problem.rule for problem in found]
    assert "did you mean “two-mops”?" == found[0].hint
    assert "An entry cannot be tried instead of itself." == found[1].message
    assert "There is no entry called “xyz”." == found[2].message


def test_a_file_is_checked_against_the_folder_of_entries() -> None:
    """A single file may name the entries of the folder, and those that are checked with it."""
    alone, _ = check_paths([BAD / "instead-nearly.yml"], GOOD, TODAY)
    both = check_paths([GOOD / "closed-with-no-contact.yml"], BAD, TODAY)[1]
    together = check_paths(
        [GOOD / "closed-with-no-contact.yml", GOOD / "the-least.yml"], BAD, TODAY
    )[1]

    assert 1 == alone
    assert ["instead"] == [problem.rule for problem in both]
    assert [] == together


def test_a_folder_is_checked_whole_and_in_order(tmp_path: Path) -> None:
    """Every entry right inside a folder is checked, by name; other files are let be."""
    for name in ("b.yml", "a.yaml", "c.YML"):
        (tmp_path / name).write_text("name: x\n", "utf-8")
    (tmp_path / "readme.txt").write_text("not an entry", "utf-8")
    (tmp_path / "inner").mkdir()
    count, found = check_paths([tmp_path], tmp_path, TODAY)
    names = list(dict.fromkeys(Path(problem.path).name for problem in found))

    assert 3 == count
    assert ["a.yaml", "b.yml", "c.YML"] == names


@pytest.mark.skipif(sys.platform != "linux", reason="other systems have no such names")
def test_a_file_name_that_is_no_text_can_be_told(tmp_path: Path) -> None:
    """On Linux a name may be bytes that are no letters; the message can be printed all the same."""
    (Path(os.fsdecode(os.fsencode(tmp_path) + b"/caf\xe9.yml"))).write_text(LEAST, "utf-8")
    _, found = check_paths([tmp_path], tmp_path, TODAY)

    assert ["file-name"] == [problem.rule for problem in found]
    assert report(found, "text").encode()


# The command


def run(*arguments: str | Path, folder: Path = PROJECT) -> subprocess.CompletedProcess[str]:
    """`build.py check` with some arguments, as people run it."""
    return build_py("check", "--today", str(TODAY), *arguments, folder=folder)


def test_the_command_is_content_with_good_entries() -> None:
    """Nothing to change: one line, and exit code 0."""
    done = run("--entries", GOOD)

    assert (0, "") == (done.returncode, done.stderr)
    assert f"{len(list(GOOD.glob('*.yml')))} files checked: 0 problems.\n" == done.stdout


def test_the_command_tells_what_to_change() -> None:
    """Problems are printed one below the other with their number, and the exit code is 1."""
    done = run("phone-words.yml", folder=BAD)

    assert (1, "") == (done.returncode, done.stderr)
    assert (BAD / "phone-words.txt").read_text(
        "utf-8"
    ) + "\n1 file checked: 1 problem.\n" == done.stdout


def test_a_warning_passes_unless_asked_to_be_strict() -> None:
    """A warning alone gives 0; with --strict it gives 1."""
    lenient, strict = run("html.yml", folder=BAD), run("html.yml", "--strict", folder=BAD)

    assert (0, 1) == (lenient.returncode, strict.returncode)
    assert lenient.stdout == strict.stdout
    assert "1 file checked: 0 problems, 1 warning.\n" == lenient.stdout.splitlines(True)[-1]


def test_the_command_speaks_to_pull_requests() -> None:
    """With --format github there are annotations and nothing else."""
    done = run("several-at-once.yml", "--format", "github", folder=BAD)
    lines = done.stdout.splitlines()

    assert 1 == done.returncode
    assert 9 == len(lines)
    assert all(line.startswith("::error file=several-at-once.yml,line=") for line in lines)


def test_the_command_speaks_to_programs() -> None:
    """With --format json there is one list, empty when all is well."""
    bad = run("several-at-once.yml", "--format", "json", folder=BAD)
    good = run("the-least.yml", "--format", "json", folder=GOOD)

    assert 9 == len(json.loads(bad.stdout))
    parts = {"path", "line", "column", "message", "hint", "rule", "strength", "source", "field"}
    assert parts == set(json.loads(bad.stdout)[0])
    assert (0, []) == (good.returncode, json.loads(good.stdout))


def test_a_path_that_is_not_there_is_wrong_usage(tmp_path: Path) -> None:
    """A missing file or folder, an unknown form or a day that is none gives 2, in a line or two."""
    for arguments in (
        [tmp_path / "nobody.yml"],
        ["--entries", tmp_path / "nothing"],
        ["--format", "xml"],
        ["--today", "31/02/2026"],
    ):
        done = run(*arguments)
        assert (2, "") == (done.returncode, done.stdout)
        assert "Traceback" not in done.stderr
        assert str(arguments[-1]) in done.stderr


def test_files_and_folders_may_be_mixed(tmp_path: Path) -> None:
    """Any number of files and folders are checked together in one run."""
    shutil.copytree(GOOD, tmp_path / "entries")
    done = run(tmp_path / "entries", BAD / "phone-words.yml", "--entries", tmp_path / "entries")

    assert 1 == done.returncode
    assert done.stdout.endswith(f"{len(list(GOOD.glob('*.yml'))) + 1} files checked: 1 problem.\n")
