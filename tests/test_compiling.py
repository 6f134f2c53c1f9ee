"""From entries to `directory.db`: the same bytes each time, nothing read twice, nothing lost."""

import os
import re
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import closing
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from conftest import PROJECT, build_py, write_entry

from ourpatch import fields
from ourpatch.compiling import common_words
from ourpatch.compiling.build import Outcome, build

TODAY = date(2026, 11, 21)

#: The full-text index's own tables, and what SQLite noted about the indexes, may differ in form.
NOT_COMPARED = re.compile(r"entry_fts_\w+|sqlite_stat\d")

#: What the index is asked, to see that it holds the same: a word of each column, and of none.
ASKED = ("gardening", "sew", "frome", "bath OR radstock", '"no" AND form', "tea", "xylophone")

_RANKED = """
SELECT rowid, round(bm25(entry_fts, 10.0, 5.0, 3.0, 1.0), 6) FROM entry_fts
WHERE entry_fts MATCH ? ORDER BY 2, 1
"""


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The project's own entries, none of them changed in the last hour, and their database."""
    home = tmp_path_factory.mktemp("home")
    shutil.copytree(PROJECT / "entries", home / "entries")
    settle(home / "entries")
    built(home / "entries")
    return home


@pytest.fixture
def folder(home: Path, tmp_path: Path) -> Path:
    """A copy of the project's own entries, built already, to do things to."""
    shutil.copytree(home, tmp_path / "home")
    return tmp_path / "home" / "entries"


@pytest.fixture(scope="module")
def duvets(home: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The database of those entries with one of them changed, built with nothing remembered."""
    copy = tmp_path_factory.mktemp("duvets") / "entries"
    shutil.copytree(home / "entries", copy)
    tame_duvets(copy)
    return built(copy)


def tame_duvets(folder: Path) -> None:
    """Change one of the project's own entries."""
    change(folder / "two-mops.yml", "Beds changed", "Duvets tamed")


def settle(folder: Path) -> None:
    """Make every file look an hour old: younger ones are looked into again, to be sure."""
    an_hour_ago = time.time() - 3600
    for path in folder.iterdir():
        os.utime(path, (an_hour_ago, an_hour_ago))


def made(folder: Path, in_place: bool = False, today: date = TODAY) -> Outcome:
    """Build a folder into the file beside it."""
    return build(folder, folder.parent / "directory.db", today, in_place)


def built(folder: Path, today: date = TODAY) -> Path:
    """The database of a folder, after a build that must go well."""
    outcome = made(folder, today=today)

    assert [] == outcome.errors
    return outcome.out


def built_elsewhere(folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The database of a copy of a folder, with nothing remembered."""
    copy = tmp_path_factory.mktemp("elsewhere") / "entries"
    shutil.copytree(folder, copy)
    return built(copy)


def change(path: Path, old: str, new: str) -> None:
    """Change the words of a file."""
    before = path.read_text("utf-8")

    assert old in before
    path.write_text(before.replace(old, new), "utf-8")


def rows(database: Path) -> dict[str, list[str]]:
    """Every row of every table, in an order of their own."""
    with closing(sqlite3.connect(database)) as connection:
        named = connection.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")
        tables = sorted(name for (name,) in named if not NOT_COMPARED.fullmatch(name))
        return {
            table: sorted(map(repr, connection.execute(f'SELECT * FROM "{table}"')))
            for table in tables
        }


def ranks(database: Path, asked: str) -> list[Any]:
    """The entries that the full-text index finds, with their ranks, best first."""
    return query(database, _RANKED, asked)


def query(database: Path, sql: str, *values: Any) -> list[Any]:
    """What a database answers; rows of one column come as that column."""
    with closing(sqlite3.connect(database)) as connection:
        found = connection.execute(sql, values).fetchall()
    return [row[0] if len(row) == 1 else row for row in found]


def assert_same(expected: Path, actual: Path) -> None:
    """Two databases hold the same, in every table and in the full-text index."""
    assert rows(expected) == rows(actual)
    for asked in ASKED:
        assert ranks(expected, asked) == ranks(actual, asked)


def test_the_same_entries_give_the_same_bytes(
    folder: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """A copy of the folder in another place is built to the same file, byte for byte."""
    expected = built(folder).read_bytes()

    assert expected == built_elsewhere(folder, tmp_path_factory).read_bytes()


def test_a_rebuild_gives_the_bytes_of_a_fresh_build(
    folder: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """What is remembered of unchanged files makes the same bytes as reading them again."""
    tame_duvets(folder)

    outcome = made(folder)

    assert ("written", 1) == (outcome.how, outcome.read)
    assert built_elsewhere(folder, tmp_path_factory).read_bytes() == outcome.out.read_bytes()


def test_nothing_changed_is_nothing_done(folder: Path) -> None:
    """A build of what was built already leaves the file alone."""
    before = built(folder).stat()

    outcome = made(folder)

    assert ("unchanged", 0, 84) == (outcome.how, outcome.read, outcome.entries)
    assert before == outcome.out.stat()


def add(folder: Path) -> None:
    """A new entry."""
    write_entry(folder, "apple-day", help=["nature"], place={"outcode": "BA11"})


def delete(folder: Path) -> None:
    """An entry less."""
    (folder / "two-mops.yml").unlink()


def rename(folder: Path) -> None:
    """An entry under another name."""
    (folder / "two-mops.yml").rename(folder / "three-mops.yml")


def touch(folder: Path) -> None:
    """Files that look new and are not."""
    for path in list(folder.iterdir())[::3]:
        path.touch()


def swap(folder: Path) -> None:
    """Two entries that change places."""
    one, other = folder / "two-mops.yml", folder / "zoes-borders.yml"
    first, second = one.read_bytes(), other.read_bytes()
    one.write_bytes(second)
    other.write_bytes(first)


def check_again(folder: Path) -> None:
    """An entry that moves up in the order, because somebody rang them today."""
    change(folder / "two-mops.yml", "checked: {on: 2026-08-30", "checked: {on: 2026-11-20")


@pytest.mark.parametrize("happens", [add, delete, rename, touch, swap, check_again])
def test_whatever_happens_to_files_the_same_bytes_come_out(
    happens: Callable[[Path], None], folder: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """Files come, go, move or only look changed: a build in place is as good as a fresh one."""
    happens(folder)

    made(folder, in_place=True)

    fresh = built_elsewhere(folder, tmp_path_factory)
    assert fresh.read_bytes() == (folder.parent / "directory.db").read_bytes()


LEAVES = [row for row in fields.fields() if not row.is_group]

#: What an entry needs beside the examples of one field, to be a good entry.
BESIDE: dict[str, dict[str, Any]] = {
    "contact": {"email": "sam@example.org"},
    "place": {"outcode": "BA1", "public": "yes"},
    "checks": {"what": "references"},
}


def examples(name: str) -> Any:
    """The examples of a field, or of all the parts of a group."""
    own = [row for row in LEAVES if name in (row.name, row.group)]
    other = ("status.instead",)  # which must name an entry that there is
    found = {row.key: ["the-other-one"] if row.name in other else row.example for row in own}
    if not own[0].group:
        return found[name]
    whole = BESIDE.get(name, {}) | found
    return [whole] if name == "checks" else whole


@pytest.fixture(scope="module")
def pair(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of two short entries, built already."""
    folder = tmp_path_factory.mktemp("pair") / "entries"
    other = "We sew and have tea in Frome. There is no form."
    write_entry(folder, "the-other-one", help=["gardening"], summary=other)
    write_entry(folder, "the-one", place={"outcode": "BA1"}, contact=BESIDE["contact"])
    settle(folder)
    built(folder)
    return folder.parent


@pytest.mark.parametrize("name", fields.inside(""))
def test_a_change_in_place_gives_the_rows_of_a_fresh_build(
    name: str, pair: Path, tmp_path: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """Each field, filled in and taken out again, leaves what a fresh build would."""
    shutil.copytree(pair, tmp_path / "pair")
    folder = tmp_path / "pair" / "entries"
    least: dict[str, Any] = {"place": {"outcode": "BA1"}, "contact": BESIDE["contact"]}

    write_entry(folder, "the-one", **least | {name: examples(name)})
    outcome = made(folder, in_place=True)

    assert [] == outcome.errors
    assert_same(built_elsewhere(folder, tmp_path_factory), outcome.out)

    write_entry(folder, "the-one", **least)
    made(folder, in_place=True)

    before = pair / "directory.db"
    assert_same(before, outcome.out)
    assert query(before, "SELECT digest FROM build") == query(
        outcome.out, "SELECT digest FROM build"
    )


def test_most_changes_are_made_in_place(folder: Path) -> None:
    """Words, terms, prices and numbers do not move an entry, so only its rows are replaced."""
    built(folder)
    changes = [
        ("two-mops.yml", "Beds changed", "Duvets tamed"),
        ("two-mops.yml", "help: [cleaning, laundry", "help: [cleaning, decluttering"),
        ("zoes-borders.yml", "languages: [English", "languages: [Welsh, English"),
        ("odd-wheels.yml", "£5 an hour", "£6 an hour"),
        ("little-owls.yml", "01632 960137", "01632 960138"),
    ]

    done = []
    for name, old, new in changes:
        change(folder / name, old, new)
        done.append(made(folder, in_place=True).how)

    assert ["replaced"] * len(changes) == done


def test_many_changes_one_after_another_stay_right(
    folder: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """Changes in place do not wear the database out: after many, it still holds what it should."""
    built(folder)
    files = sorted(folder.glob("*.yml"))
    for turn in range(30):
        path = files[turn * 7 % len(files)]
        text = path.read_text("utf-8")
        path.write_text(re.sub(r"(?m)^summary: .*$", f"summary: Sew {turn} bags in Frome.", text))
        assert [] == made(folder, in_place=True).errors

    assert_same(built_elsewhere(folder, tmp_path_factory), folder.parent / "directory.db")


def test_words_that_become_common_in_place(
    tmp_path: Path, tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One entry more or less with a word that many use leaves what a fresh build would."""
    monkeypatch.setattr(common_words, "LEAST", 50)
    folder = tmp_path / "entries"
    for number in range(55):
        word = "kettle" if number < 50 else "teapot"
        write_entry(folder, f"e{number}", summary=f"A {word} for everyone.")
    before = rows(built(folder))

    assert before["word_set"]
    for word in ("spoon", "kettle"):
        write_entry(folder, "e7", summary=f"A {word} for everyone.")
        outcome = made(folder, in_place=True)

        assert "replaced" == outcome.how
        assert_same(built_elsewhere(folder, tmp_path_factory), outcome.out)


def test_files_that_are_the_same_are_not_read(folder: Path) -> None:
    """A file with the size and the time that it had is not even opened.

    It holds something else here that could not be read at all, which nobody who edits a file can
    bring about: it takes a program that puts the old time back.
    """
    built(folder)
    path = folder / "two-mops.yml"
    before = path.stat()
    path.write_bytes(b"[" * before.st_size)
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))

    outcome = made(folder)

    assert ("unchanged", 0) == (outcome.how, outcome.read)


def test_only_the_file_that_changed_is_read(folder: Path) -> None:
    """Of many files one is read: the one that is not the same."""
    built(folder)
    tame_duvets(folder)

    assert [1, 0] == [made(folder).read, made(folder).read]


def test_only_files_that_were_touched_are_looked_at(folder: Path) -> None:
    """Where somebody watched: one changed, one gone, one new; the next build finds the other."""
    change(folder / "two-mops.yml", "Beds changed", "Duvets tamed")
    change(folder / "odd-wheels.yml", "£5 an hour", "£6 an hour")
    (folder / "brave-faces.yml").unlink()
    write_entry(folder, "a-new-one", name="A New One")
    touched = {"two-mops.yml", "brave-faces.yml", "a-new-one.yml", ".two-mops.yml.swp"}

    seen = build(folder, folder.parent / "directory.db", TODAY, touched=touched)

    assert (2, 84) == (seen.read, seen.entries)
    assert [1, 0] == [made(folder).read, made(folder).read]


def test_a_file_changed_twice_within_a_moment_is_read_twice(folder: Path) -> None:
    """A second change is seen even when the disk's clock is too slow to tell it from the first."""
    path = folder / "two-mops.yml"
    change(path, "Beds changed", "Duvets aired")
    first = path.stat()
    built(folder)
    change(path, "Duvets aired", "Duvets baked")
    os.utime(path, ns=(first.st_atime_ns, first.st_mtime_ns))

    outcome = made(folder)

    assert 1 == outcome.read
    summary = "SELECT summary FROM entry WHERE id = 'two-mops'"
    assert "Duvets baked" in query(outcome.out, summary)[0]


def test_a_bad_entry_changes_nothing(folder: Path) -> None:
    """A build that fails leaves the file as it was, byte for byte, and ends with 1."""
    out = built(folder)
    before = out.read_bytes()
    change(folder / "two-mops.yml", "help: [cleaning", "help: [cleening")

    told = build_py("build", "--entries", folder, "--out", out, "--today", TODAY.isoformat())

    assert 1 == told.returncode
    assert "two-mops.yml:4:8: “cleening” is not one of our words" in told.stderr
    assert before == out.read_bytes()
    assert ["directory.cache", "directory.db", "entries"] == sorted(
        each.name for each in folder.parent.iterdir()
    )


def test_a_bad_entry_does_not_have_the_others_read_again(folder: Path) -> None:
    """What was right is remembered, so that putting the one right is quick."""
    for left in folder.parent.glob("directory.*"):
        left.unlink()
    change(folder / "two-mops.yml", "help: [cleaning", "help: [cleening")
    assert ("failed", 84) == (made(folder).how, made(folder).entries)
    change(folder / "two-mops.yml", "help: [cleening", "help: [cleaning")

    outcome = made(folder)

    assert ("written", 1) == (outcome.how, outcome.read)


def test_a_failure_between_two_changes_loses_neither(
    folder: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """What changed beside a bad entry is in the next database that is made, in place or not."""
    built(folder)
    change(folder / "odd-wheels.yml", "£5 an hour", "£6 an hour")
    change(folder / "two-mops.yml", "help: [cleaning", "help: [cleening")
    assert "failed" == made(folder, in_place=True).how
    change(folder / "two-mops.yml", "help: [cleening", "help: [cleaning")

    outcome = made(folder, in_place=True)

    assert_same(built_elsewhere(folder, tmp_path_factory), outcome.out)


def test_a_lost_entry_that_others_point_to_is_missed(folder: Path) -> None:
    """An entry that was not read again is, when the one that it points to has gone."""
    built(folder)
    asked = "SELECT entry_text.id, value FROM entry_text, json_each(status_instead) LIMIT 1"
    ((pointing, gone),) = query(folder.parent / "directory.db", asked)
    (folder / f"{gone}.yml").unlink()

    outcome = made(folder)

    assert [(str(folder / f"{pointing}.yml"), f"There is no entry called “{gone}”.")] == [
        (problem.path, problem.message) for problem in outcome.errors
    ]


def test_warnings_are_repeated(folder: Path) -> None:
    """A warning is said at every build until it is dealt with, and its file is read once."""
    change(folder / "two-mops.yml", "We started when", "We <b>started</b> when")
    first = made(folder)
    again = made(folder)

    assert 1 == len(first.problems)
    assert (first.problems, 0) == (again.problems, again.read)


def test_what_is_no_entry_is_pointed_out(folder: Path) -> None:
    """A file that is left out is named, but hidden files are nobody's business."""
    (folder / "notes.txt").write_text("Ring Sam")
    (folder / ".two-mops.yml.swp").write_text("")
    (folder / "more.yml").mkdir()

    outcome = made(folder)

    assert ["more.yml", "notes.txt"] == [Path(each.path).name for each in outcome.problems]
    assert "unchanged" == outcome.how


ENDLESS = """
import sys, time
from datetime import date
from pathlib import Path
from ourpatch.compiling import build, database
def write_half(path, entries, about, write=database.write):
    write(path, entries[:40], about)
    print("half", flush=True)
    time.sleep(60)
database.write = write_half
build.build(Path(sys.argv[1]), Path(sys.argv[2]), date(2026, 11, 21))
"""


def test_a_build_that_is_killed_changes_nothing(folder: Path) -> None:
    """The old file is there, byte for byte, when the machine goes off in the middle of writing."""
    out = built(folder)
    before = out.read_bytes()
    tame_duvets(folder)
    command = [sys.executable, "-c", ENDLESS, str(folder), str(out)]

    with subprocess.Popen(command, stdout=subprocess.PIPE, cwd=PROJECT) as writing:
        assert writing.stdout is not None
        assert b"half\n" == writing.stdout.readline()
        writing.send_signal(signal.SIGKILL)

    assert before == out.read_bytes()
    (half,) = folder.parent.glob("*.new")
    os.utime(half, (0, 0))
    assert ("written", 1) == (made(folder).how, 0 if half.exists() else 1)


FULL = """
import resource, runpy, sys
resource.setrlimit(resource.RLIMIT_FSIZE, (300_000, 300_000))
sys.argv = sys.argv[1:]
runpy.run_path(sys.argv[0], run_name="__main__")
"""


def test_a_full_disk_changes_nothing(folder: Path) -> None:
    """The old file is there, byte for byte, when there is no room for the new one."""
    out = built(folder)
    before = out.read_bytes()
    tame_duvets(folder)
    command = [sys.executable, "-c", FULL, str(PROJECT / "build.py"), "build"]
    command += ["--entries", str(folder), "--out", str(out), "--today", TODAY.isoformat()]

    told = subprocess.run(command, capture_output=True, text=True, check=False)

    assert 2 == told.returncode
    assert "Traceback" not in told.stderr
    assert before == out.read_bytes()
    assert [] == list(folder.parent.glob("*.new"))


def garble(path: Path) -> None:
    """Other bytes in the middle of a file."""
    data = bytearray(path.read_bytes())
    middle = len(data) // 2
    data[middle : middle + 20_000] = b"\xff\x00{" * 6_000
    path.write_bytes(data)


def cut(path: Path) -> None:
    """A file that ends half way."""
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])


def empty(path: Path) -> None:
    """A file with nothing in it."""
    path.write_bytes(b"")


def overwrite(path: Path) -> None:
    """A file that is something else."""
    path.write_text("This was a shopping list once.\n" * 1000)


def replace(path: Path) -> None:
    """A database, but not one of ours."""
    path.unlink()
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("CREATE TABLE file (name, build)")
        connection.execute("CREATE TABLE build (digest)")
        connection.commit()


def spoil(path: Path) -> None:
    """A memory whose texts are not what they were."""
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("UPDATE content SET record = substr(record, 3)")
        connection.commit()


def forget_half(path: Path) -> None:
    """A memory that has lost the content of half its files."""
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("DELETE FROM content WHERE rowid % 2")
        connection.commit()


@pytest.mark.parametrize("in_place", [False, True], ids=["whole", "in place"])
@pytest.mark.parametrize(
    "harm", [garble, cut, empty, overwrite, replace, spoil, forget_half, Path.unlink]
)
def test_a_spoilt_memory_costs_time_and_nothing_else(
    harm: Callable[[Path], None], in_place: bool, folder: Path, duvets: Path
) -> None:
    """Whatever becomes of `directory.cache`, the next build is right."""
    built(folder)
    harm(folder.parent / "directory.cache")
    tame_duvets(folder)

    outcome = made(folder, in_place)

    assert [] == outcome.errors
    assert_same(duvets, outcome.out)


@pytest.mark.parametrize("in_place", [False, True], ids=["whole", "in place"])
@pytest.mark.parametrize("harm", [cut, empty, overwrite, replace, Path.unlink])
def test_a_spoilt_database_is_replaced(
    harm: Callable[[Path], None], in_place: bool, folder: Path, home: Path
) -> None:
    """Whatever becomes of `directory.db`, the next build puts a whole one in its place."""
    out = built(folder)
    harm(out)

    outcome = made(folder, in_place)

    assert ("written", 0) == (outcome.how, outcome.read)
    assert (home / "directory.db").read_bytes() == out.read_bytes()


def test_entries_grow_stale_by_the_day(folder: Path) -> None:
    """Another day makes another database, with more stale entries in it, and nothing read again."""
    out = built(folder)
    (before,) = query(out, "SELECT stale FROM build")

    outcome = made(folder, in_place=True, today=TODAY + timedelta(days=400))

    assert ("written", 0) == (outcome.how, outcome.read)
    (after,) = query(out, "SELECT stale FROM build")
    (checked,) = query(out, "SELECT count(*) FROM entry WHERE sink = 0")
    assert before < after
    assert 0 == checked


def test_a_date_that_has_not_come_yet_is_seen_on_an_earlier_day(folder: Path) -> None:
    """A file that was right yesterday is read again when the day is set back before its dates."""
    built(folder)

    outcome = made(folder, today=date(2026, 8, 29))

    assert {"future-date"} == {problem.rule for problem in outcome.errors}


def test_another_folder_has_a_memory_of_its_own_files(folder: Path, tmp_path: Path) -> None:
    """A build of other entries into the same file holds those and no others."""
    out = built(folder)
    other = tmp_path / "other"
    write_entry(other, "two-mops", name="Two Mops of Hull")
    write_entry(other, "apple-day")

    build(other, out, TODAY)

    assert ["Apple Day", "Two Mops of Hull"] == query(out, "SELECT name FROM entry ORDER BY name")


def test_no_entries_are_a_directory_too(tmp_path: Path) -> None:
    """An empty folder gives an empty directory."""
    (tmp_path / "entries").mkdir()

    assert [0] == query(built(tmp_path / "entries"), "SELECT entries FROM build")


def test_a_folder_for_the_database_is_made(folder: Path, tmp_path: Path) -> None:
    """The database can go where there is no folder yet."""
    out = tmp_path / "a" / "b" / "patch.db"

    assert "written" == build(folder, out, TODAY).how
    assert out.is_file()


@pytest.fixture
def samples(home: Path) -> Path:
    """The database of the project's own entries."""
    return home / "directory.db"


def test_the_tables_of_the_design_are_there(samples: Path) -> None:
    """Everything that docs/design.md names is in the database."""
    design = (PROJECT / "docs" / "design.md").read_text("utf-8")
    promised = re.search(r"\*\*Tables\*\*: (.*?)\n\n", design, re.S)
    there = set(query(samples, "SELECT name FROM sqlite_schema"))

    assert promised
    assert set(re.findall(r"`(\w+)`", promised[1])) <= there


def test_no_row_points_at_nothing(samples: Path) -> None:
    """Every row that names a row of another table names one that is there."""
    assert [] == query(samples, "SELECT * FROM pragma_foreign_key_check")


def test_the_counts_are_right(samples: Path) -> None:
    """The row about the build counts what is there."""
    ((entries, open_, paused, closed, stale, never, made_up),) = query(
        samples, "SELECT entries, open, paused, closed, stale, never_checked, samples FROM build"
    )
    texts = [path.read_text("utf-8") for path in (PROJECT / "entries").glob("*.yml")]

    assert (len(texts), entries) == (entries, open_ + paused + closed)
    assert [closed] == query(samples, "SELECT count(*) FROM entry WHERE status = 'closed'")
    assert [paused] == query(samples, "SELECT count(*) FROM entry WHERE status = 'paused'")
    assert [never] == query(
        samples, "SELECT count(*) FROM entry WHERE checked_on IS NULL AND status = 'open'"
    )
    assert [stale] == query(
        samples,
        "SELECT count(*) FROM entry WHERE stale_after < ? AND status = 'open'",
        "2026-11-21",
    )
    assert sum("\nsample: yes" in text for text in texts) == made_up


def test_numbers_stand_in_the_plain_order(samples: Path) -> None:
    """An entry's number is its place: by how far it sinks, then the newest check, then the name."""
    found = query(samples, "SELECT number, sink FROM entry ORDER BY number")

    assert list(range(84)) == [number for number, _ in found]
    assert sorted(sink for _, sink in found) == [sink for _, sink in found]


def test_sets_hold_what_the_terms_do(samples: Path) -> None:
    """The bits of each term are the numbers of the entries that have it, and are counted right."""
    sets = query(samples, "SELECT facet, term, bits FROM term_set")
    having = "SELECT number FROM entry JOIN entry_term ON entry = id WHERE facet = ? AND term = ?"
    counted = "SELECT entries FROM term WHERE facet = ? AND id = ?"

    for facet, term, bits in sets:
        numbers = set(query(samples, having, facet, term))
        assert sum(1 << number for number in numbers) == int.from_bytes(bits, "little")
        assert [len(numbers)] == query(samples, counted, facet, term)


def test_terms_are_the_same_in_lists_and_in_rows(samples: Path) -> None:
    """`entry_term` says what the lists in `entry` say."""
    listed = "SELECT entry.id, value FROM entry, json_each(help) ORDER BY 1, 2"
    joined = "SELECT entry, term FROM entry_term WHERE facet = 'help' ORDER BY 1, 2"

    assert query(samples, listed) == query(samples, joined)


def test_generated_entries_are_good_and_use_every_field(tmp_path: Path) -> None:
    """The entries that the benchmarks measure with pass every check and are the same each time."""
    command = [sys.executable, "-m", "benchmarks.entries", "300"]
    for name in ("one", "other"):
        subprocess.run([*command, str(tmp_path / name)], cwd=PROJECT, check=True)
    one, other = (
        {p.name: p.read_bytes() for p in (tmp_path / n).iterdir()} for n in ("one", "other")
    )

    assert one == other
    outcome = build(tmp_path / "one", tmp_path / "directory.db", TODAY)
    assert [] == outcome.problems
    for row in LEAVES:
        if row.name.split(".")[0] not in ("checks", "status"):
            used = f'SELECT count("{row.column}") FROM {row.table}'
            assert query(outcome.out, used) != [0], row.name
