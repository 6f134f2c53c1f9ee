"""When entries appeared and how they changed, from git: right, or not known, and never wrong."""

import json
import os
import shutil
import subprocess
from datetime import date
from itertools import pairwise
from pathlib import Path
from typing import Any

import feedparser
import pytest
from conftest import PROJECT, Site, serving, write_entry

from ourpatch import fields
from ourpatch.compiling.build import build
from ourpatch.keeping import git, history
from ourpatch.reading import read_entry
from ourpatch.sharing.wording import changed_words

DAY = date(2026, 11, 21)

#: Columns that tell of an entry's past.
PAST = ("added_on", "changed_on", "changed", "changed_why")


class Patch:
    """A patch in git, which grows a commit at a time."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.entries = folder / "entries"
        self.entries.mkdir(parents=True)
        self.git("init", "-q", "-b", "main")

    def git(self, *arguments: str, at: str = "2025-05-03T12:00:00+01:00") -> str:
        """Run git here, at some time."""
        who = {f"GIT_{role}_{part}": "a@b.example" for role in ("AUTHOR", "COMMITTER")
               for part in ("NAME", "EMAIL")}  # fmt: skip
        when = {"GIT_AUTHOR_DATE": at, "GIT_COMMITTER_DATE": at}
        alone = {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_SYSTEM": os.devnull}
        done = subprocess.run(
            ["git", *arguments],
            cwd=self.folder,
            env=os.environ | who | when | alone,
            capture_output=True,
            text=True,
            check=True,
        )
        return done.stdout.strip()

    def commit(self, why: str, day: str) -> str:
        """Commit everything; gives the commit's name."""
        at = f"{day}T12:00:00+00:00"
        self.git("add", "-A", at=at)
        self.git("commit", "-q", "-m", why, at=at)
        return self.git("rev-parse", "HEAD")

    def write(self, id: str, **fields: Any) -> Path:
        """Write an entry, not yet committed."""
        return write_entry(self.entries, id, **fields)

    def build(self, **more: Any) -> Site:
        """The database, as something to ask SQL of."""
        out = self.folder.parent / "out" / "directory.db"
        outcome = build(self.entries, out, DAY, **more)
        assert [] == outcome.errors
        return Site(0, out, out)

    def past(self, id: str) -> dict[str, Any]:
        """What the database tells of an entry's past."""
        (row,) = self.build().sql(f"SELECT {', '.join(PAST)} FROM entry WHERE id = ?", id)
        return dict(zip(PAST, row, strict=True))


@pytest.fixture
def patch(tmp_path: Path) -> Patch:
    """A patch with one entry, which came in May 2025."""
    made = Patch(tmp_path / "patch")
    made.write("sew", cost="£3")
    made.commit("Add Sew", "2025-05-03")
    return made


NOTHING = dict.fromkeys(PAST)


def test_an_entry_says_when_it_came_and_what_changed(patch: Patch) -> None:
    """The day it was added, and the newest day on which a fact changed, by its plain label."""
    patch.write("sew", cost="£4")
    patch.commit("The price went up", "2026-10-03")

    assert {
        "added_on": "2025-05-03",
        "changed_on": "2026-10-03",
        "changed": '["Cost"]',
        "changed_why": "The price went up",
    } == patch.past("sew")


def test_a_check_a_comment_and_a_moved_line_are_no_change(patch: Patch) -> None:
    """Only facts count, so that “changed” never means “checked”."""
    patch.write("sew", cost="£4")
    patch.commit("Price", "2025-06-01")
    path = patch.write("sew", cost="£4", checked="2026-10-01")
    patch.commit("Checked", "2026-10-01")
    path.write_text("# Rang twice.\n" + path.read_text("utf-8"), "utf-8")
    patch.commit("Say so", "2026-10-02")

    assert ("2025-06-01", '["Cost"]') == (
        patch.past("sew")["changed_on"],
        patch.past("sew")["changed"],
    )


def touched(patch: Patch, id: str = "sew") -> Any:
    """The last day on which anything that is published of an entry became different."""
    (day,) = patch.build().sql("SELECT touched_on FROM entry WHERE id = ?", id)
    return day


def test_a_check_is_a_touch_and_a_comment_is_none(patch: Patch) -> None:
    """Other systems hear of a check by the day it was sent in, and of a comment never."""
    came = touched(patch)
    path = patch.write("sew", cost="£3", checked="2026-09-20")
    patch.commit("Checked", "2026-10-01")
    checked = touched(patch)
    path.write_text("# Rang twice.\n" + path.read_text("utf-8"), "utf-8")
    patch.commit("Say so", "2026-10-02")

    assert ("2025-05-03", "2026-10-01", "2026-10-01") == (came, checked, touched(patch))
    assert patch.past("sew")["changed_on"] is None


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ({"checked": "2026-11-20"}, "2026-11-20"),
        ({"checks": [{"what": "first aid", "on": "2026-11-19"}]}, "2026-11-19"),
        ({"space": {"now": "yes", "as_of": "2026-11-18"}, "checked": "2026-11-01"}, "2026-11-18"),
        ({"permission": {"given_by": "Sam", "on": "2024-01-01"}}, "2025-05-03"),
        ({"status": {"now": "closed", "since": "2027-01-01"}}, "2025-05-03"),
    ],
)
def test_the_days_that_an_entry_gives_count_too(
    patch: Patch, said: dict[str, Any], expected: str
) -> None:
    """Before git knows of it, a check counts by its own day; a day that is yet to come does not."""
    patch.build()
    patch.write("sew", cost="£3", **said)
    in_place = patch.build(in_place=True).sql("SELECT touched_on FROM entry")

    assert [expected] == in_place
    assert expected == touched(patch)


def test_every_form_gives_the_one_day(patch: Patch) -> None:
    """Linked data, feed, sitemap and Open Referral agree; the newest entry is first in the feed."""
    patch.write("tea", name="Tea")
    patch.commit("Add tea", "2026-01-01")
    patch.write("sew", cost="£3", checked="2026-09-20")
    patch.commit("Checked", "2026-10-01")
    with serving(patch.build().database) as site:
        feed = feedparser.parse(site.find("atom").body)
        services = site.get("/openreferral/v3/services?full=true").json["contents"]
        page, places = site.get("/entry/sew").text, site.get("/sitemap.xml").text
        since = site.get("/openreferral/v3/services?modified_after=2026-10-01").json["contents"]

    assert [
        ("Tea", "2026-01-01T00:00:00Z", "2026-01-01T00:00:00Z"),
        ("Sew", "2025-05-03T00:00:00Z", "2026-10-01T00:00:00Z"),
    ] == [(each.title, each.published, each.updated) for each in feed.entries]
    assert {"Sew": "2026-10-01T00:00:00Z", "Tea": "2026-01-01T00:00:00Z"} == {
        each["name"]: each["last_modified"] for each in services
    }
    assert ["Sew"] == [each["name"] for each in since]
    assert '"dateModified": "2026-10-01"' in page
    assert "/entry/sew</loc><lastmod>2026-10-01</lastmod>" in places


def test_several_parts_of_a_group_are_told_by_its_own_label(patch: Patch) -> None:
    """A new phone is “Phone”; a new phone and email are “Get in touch”."""
    patch.write("sew", cost="£3", contact={"phone": "01632 960124"})
    patch.commit("Phone", "2025-06-01")
    one = patch.past("sew")["changed"]
    patch.write("sew", name="Sew On", cost="£3", contact={"email": "a@b.example"})
    patch.commit("More", "2025-07-01")

    assert '["Phone"]' == one
    assert ["Name", "Get in touch"] == json.loads(patch.past("sew")["changed"])


def test_an_entry_that_is_not_committed_is_not_known(patch: Patch) -> None:
    """A file that git has not seen has no past, and a change that it has not seen is none."""
    patch.write("new")
    patch.write("sew", cost="£9")

    assert NOTHING == patch.past("new")
    assert NOTHING | {"added_on": "2025-05-03"} == patch.past("sew")


def test_outside_git_nothing_is_known(patch: Patch, tmp_path: Path) -> None:
    """A folder that was only copied has no past, and is built all the same."""
    copy = tmp_path / "copy" / "entries"
    shutil.copytree(patch.entries, copy)
    build(copy, tmp_path / "copy.db", DAY)

    assert [(None,) * 4] == Site(0, tmp_path / "copy.db", tmp_path).sql(
        f"SELECT {', '.join(PAST)} FROM entry"
    )


def test_without_the_program_git_nothing_is_known(
    patch: Patch, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where git is not installed the past is unknown, and the build works."""
    monkeypatch.setenv("PATH", str(tmp_path))

    assert NOTHING == patch.past("sew")


def test_a_folder_that_git_ignores_is_not_known(patch: Patch) -> None:
    """Entries inside somebody else's repository, which it does not keep, have no past."""
    other = patch.folder / "other" / "entries"
    write_entry(other, "apart")
    out = patch.folder / "other.db"
    build(other, out, DAY)

    assert [None] == Site(0, out, out).sql("SELECT added_on FROM entry")


def test_a_shallow_clone_never_gives_a_wrong_date(patch: Patch, tmp_path: Path) -> None:
    """What lies before the cut is not known; what lies after it is right."""
    patch.write("old")
    patch.commit("Add old", "2025-06-01")
    patch.write("sew", cost="£4")
    patch.commit("Price", "2026-01-01")
    patch.write("late")
    patch.commit("Add late", "2026-02-01")
    patch.write("old", cost="Free")
    patch.commit("Free now", "2026-03-01")
    shallow = tmp_path / "shallow"
    patch.git("clone", "-q", "--depth", "3", f"file://{patch.folder}", str(shallow))
    out = tmp_path / "shallow.db"
    build(shallow / "entries", out, DAY)
    rows = Site(0, out, out).sql("SELECT id, added_on, changed_on, changed FROM entry ORDER BY id")

    assert [
        ("late", "2026-02-01", None, None),
        ("old", None, "2026-03-01", '["Cost"]'),
        ("sew", None, None, None),
    ] == rows


def test_a_clone_that_is_made_whole_later_is_told_whole(patch: Patch, tmp_path: Path) -> None:
    """When the missing commits are fetched, the next build knows of them."""
    patch.write("sew", cost="£4")
    patch.commit("Price", "2026-01-01")
    clone = tmp_path / "clone"
    patch.git("clone", "-q", "--depth", "1", f"file://{patch.folder}", str(clone))
    out = tmp_path / "clone.db"
    build(clone / "entries", out, DAY)
    before = Site(0, out, out).sql("SELECT added_on FROM entry")
    subprocess.run(["git", "fetch", "-q", "--unshallow"], cwd=clone, check=True)
    build(clone / "entries", out, DAY)

    assert [None] == before
    assert ["2025-05-03"] == Site(0, out, out).sql("SELECT added_on FROM entry")


def test_commits_can_be_left_out(patch: Patch) -> None:
    """A commit that changed every file and no facts is listed, and is as if it were not."""
    patch.write("sew", cost="£4")
    patch.commit("Price", "2025-06-01")
    patch.write("sew", cost="£4.00")
    tidied = patch.commit("Write every price alike", "2026-01-01")
    (patch.folder / history.IGNORED).write_text(f"# Prices alike\n{tidied[:12]}  # all of them\n")

    assert "2025-06-01" == patch.past("sew")["changed_on"]


def test_an_entry_that_came_in_a_commit_left_out_has_no_date(patch: Patch) -> None:
    """Where the commit that added it is left out, the day is not known."""
    patch.write("bulk")
    commit = patch.commit("Bring them all in", "2025-08-01")
    (patch.folder / history.IGNORED).write_text(f"{commit}\n")

    assert patch.past("bulk")["added_on"] is None
    assert "2025-05-03" == patch.past("sew")["added_on"]


def test_a_line_that_is_no_commit_is_told(patch: Patch) -> None:
    """A slip in the list is a warning with its line, and the rest of the list counts."""
    (patch.folder / history.IGNORED).write_text("# fine\nthe one on Tuesday\n")
    outcome = build(patch.entries, patch.folder / "x.db", DAY)

    assert [(2, "not-a-commit", "warning")] == [
        (problem.line, problem.rule, problem.strength) for problem in outcome.problems
    ]


def test_history_follows_an_entry_to_its_new_name(patch: Patch) -> None:
    """With `was`, the past of the old file is the past of the new one."""
    (patch.entries / "sew.yml").unlink()
    patch.write("sew-on", name="Sew", cost="£5", was=["sew"])
    patch.commit("Sew has another name", "2026-02-01")

    past = patch.past("sew-on")
    assert ("2025-05-03", "2026-02-01", '["Cost"]') == (
        past["added_on"],
        past["changed_on"],
        past["changed"],
    )


def test_commits_of_one_second_are_told_in_their_order(patch: Patch) -> None:
    """A rebase makes many commits in one second: the last of them is still the last."""
    for price in ("£4", "£5", "£6", "£7"):
        patch.write("sew", cost=price)
        patch.commit(f"Now {price}", "2026-01-01")

    assert "Now £7" == patch.past("sew")["changed_why"]


def test_both_sides_of_a_merge_count(patch: Patch) -> None:
    """Changes that came by a branch are told, and the merge itself is not one."""
    patch.git("checkout", "-q", "-b", "side")
    patch.write("tea", cost="Free")
    patch.commit("Add tea", "2025-09-01")
    patch.git("checkout", "-q", "main")
    patch.write("sew", cost="£4")
    patch.commit("Price", "2025-10-01")
    at = "2026-01-01T12:00:00+00:00"
    patch.git("merge", "-q", "--no-ff", "-m", "Bring tea in", "side", at=at)

    assert "2025-09-01" == patch.past("tea")["added_on"]
    assert "2025-10-01" == patch.past("sew")["changed_on"]


def test_looking_at_the_new_commits_alone_gives_the_same_bytes(
    patch: Patch, tmp_path: Path
) -> None:
    """A build that remembers, and one that asks git for everything, come to the same file."""
    patch.build()
    patch.git("checkout", "-q", "-b", "side")
    patch.write("tea")
    patch.commit("Add tea", "2025-09-01")
    patch.build()
    patch.git("checkout", "-q", "main")
    patch.write("sew", cost="£4")
    patch.commit("Price", "2025-09-01")
    patch.git("merge", "-q", "--no-ff", "-m", "Bring tea in", "side")
    remembered = patch.build().database.read_bytes()
    build(patch.entries, tmp_path / "fresh.db", DAY)

    assert remembered == (tmp_path / "fresh.db").read_bytes()


def test_history_that_was_rewritten_is_told_anew(patch: Patch) -> None:
    """After a commit is taken back, nothing of it is told."""
    patch.write("sew", cost="£4")
    patch.commit("Price", "2026-01-01")
    patch.build()
    patch.git("reset", "-q", "--hard", "HEAD~1")

    assert NOTHING | {"added_on": "2025-05-03"} == patch.past("sew")


def test_a_build_in_place_keeps_what_is_told(patch: Patch) -> None:
    """A change while serving is not yet committed, and the past stays as it was."""
    patch.build()
    patch.write("sew", cost="£8")
    patch.build(in_place=True)

    assert NOTHING | {"added_on": "2025-05-03"} == patch.past("sew")


def test_odd_names_and_words_do_no_harm(patch: Patch) -> None:
    """A file with a strange name, and a commit whose words look like a program's, are only that."""
    (patch.entries / "odd\nname.yml").write_text("name: x\n", "utf-8")
    (patch.entries / "ŵy.txt").write_text("x", "utf-8")
    patch.write("sew", cost="£4")
    patch.commit("\x1f<script>alert(1)</script>\x1e:100644", "2026-01-01")
    (patch.entries / "odd\nname.yml").unlink()

    assert "2026-01-01" == patch.past("sew")["changed_on"]


def test_a_version_that_cannot_be_read_changes_something_unnamed(patch: Patch) -> None:
    """Where the older version is broken, it changed, and nobody says what."""
    (patch.entries / "sew.yml").write_text("name: [\n", "utf-8")
    patch.commit("Oh dear", "2025-06-01")
    patch.write("sew")
    patch.commit("Mended", "2025-07-01")

    assert ("2025-07-01", None) == (patch.past("sew")["changed_on"], patch.past("sew")["changed"])


def test_git_is_asked_a_few_times_however_many_entries(patch: Patch) -> None:
    """One log tells of all of them: two hundred entries cost no more questions than one."""
    for number in range(200):
        patch.write(f"e{number}", cost="£1")
    patch.commit("Add many", "2025-08-01")
    found = git.repository(patch.entries)

    assert found is not None
    assert 201 == sum(len(commit.touched) for commit in git.commits(found))


@pytest.mark.parametrize(
    ("labels", "expected"),
    [
        ([], "Something changed"),
        (["Cost"], "Cost changed"),
        (["Cost", "Phone"], "Cost and phone changed"),
        (["Name", "Cost", "Phone"], "Name, cost and phone changed"),
        (["Name", "Cost", "Phone", "When"], "Name and 3 other things changed"),
    ],
)
def test_changes_are_told_in_a_sentence(labels: list[str], expected: str) -> None:
    """What changed begins a sentence, whatever it is."""
    assert expected == changed_words(labels)


def test_the_page_tells_it(patch: Patch) -> None:
    """The entry's page says when it was added and what changed; the JSON says why."""
    patch.write("sew", cost="£4")
    patch.write("new")
    patch.git("add", "entries/sew.yml")
    patch.git("commit", "-q", "-m", "<b>Up</b>", at="2026-10-03T12:00:00+00:00")
    with serving(patch.build().database) as site:
        page = site.get("/entry/sew").text

        assert "Added May 2025. Cost changed October 2026." in " ".join(page.split())
        assert "<b>Up" not in page
        assert "We do not know when this was added." in site.get("/entry/new").text
        assert "<b>Up</b>" == site.get("/entry/sew.json").json["history"]["changed_why"]
        assert ["Cost"] == site.find(q="sew").json["results"][0]["changed"]


def by_reading_all(before: bytes, after: bytes) -> list[str]:
    """The names of the fields that differ, when both files are read whole."""
    old, new = read_entry(before, "x.yml").values, read_entry(after, "x.yml").values
    return [name for name in fields.inside("") if old.get(name) != new.get(name)]


def test_reading_only_what_differs_comes_to_the_same() -> None:
    """Between any two of our entries, the same fields differ as when both are read whole."""
    texts = [path.read_bytes() for path in sorted((PROJECT / "entries").glob("*.yml"))]
    labels = {row.key: row for row in fields.inside("").values()}
    for before, after in pairwise(texts):
        expected = [name for name in by_reading_all(before, after) if labels[name].news]
        found = history.differences(before, after)

        assert found is not None
        assert len(expected) == len(found.labels)
        assert ([], False) == history.differences(before, b"# A comment.\n" + before)
