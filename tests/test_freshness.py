"""Whom to ask again, and noting that somebody did: checked is never confused with changed."""

from datetime import date, timedelta
from pathlib import Path

import pytest
import yaml
from conftest import TODAY, ServeEntries, Site, build_py, write_entry
from hypothesis import given
from hypothesis import strategies as st

from ourpatch.compiling.rows import rows_of, sink_of
from ourpatch.keeping.freshness import DUE, all_due, as_markdown, due_of
from ourpatch.keeping.marking import NotMarked, marked
from ourpatch.reading import read_entry
from ourpatch.searching.freshness import DUE as DUE_ON_THE_PAGE

DAY = date.fromisoformat(TODAY)
DAYS = st.dates(date(2019, 1, 1), DAY)

LEAST = "name: X\nsummary: Y\ncontact: {phone: 111}\n"

#: Ways that a file may have its check written, each with what should become of it.
LAYOUTS = {
    "none": ("", "checked: {on: 2026-11-20, how: phone}\n"),
    "short": (
        "checked: 2025-01-02   # rang\n",
        "checked: {on: 2026-11-20, how: phone}   # rang\n",
    ),
    "nothing after it": ("checked:\n", "checked: {on: 2026-11-20, how: phone}\n"),
    "in brackets": (
        "checked: {on: 2025-01-02, how: visit, by: Jo}  # c\ndescription: |\n  hi\n\n# after\n",
        "checked: {on: 2026-11-20, how: phone}  # c\ndescription: |\n  hi\n\n# after\n",
    ),
    "on lines": (
        "checked:\n  # a\n  on: 2025-01-02 # two\n  by: Jo\n  how: visit\n\n# four\nsample: no\n",
        "checked:\n  # a\n  on: 2026-11-20 # two\n  how: phone\n\n# four\nsample: no\n",
    ),
    "a part of it": ("checked:\n  by: Jo\n", "checked:\n  on: 2026-11-20\n  how: phone\n"),
    "before others": (
        "# about\n# this\nsample: yes\n",
        "checked: {on: 2026-11-20, how: phone}\n# about\n# this\nsample: yes\n",
    ),
    "no last line end": (
        "people: [older people]",
        "people: [older people]\nchecked: {on: 2026-11-20, how: phone}\n",
    ),
}


@pytest.mark.parametrize("ends", ["\n", "\r\n"], ids=["Unix", "Windows"])
@pytest.mark.parametrize("name", LAYOUTS)
def test_a_check_changes_nothing_else_of_the_file(name: str, ends: str) -> None:
    """Every byte that is not of the check stays, however the file is laid out."""
    before, after = (f"{LEAST}{part}".replace("\n", ends).encode() for part in LAYOUTS[name])

    assert after == marked(before, "entries/x.yml", "2026-11-20", "phone")


@given(
    st.text(st.characters(codec="utf-8", exclude_categories=("C", "Z")), min_size=1, max_size=40)
)
def test_any_name_can_be_said(name: str) -> None:
    """Whoever checked is read back as written, or the file is left alone and says so."""
    try:
        after = marked(LEAST.encode(), "entries/x.yml", "2026-11-20", "phone", name)
    except NotMarked:
        return

    assert name == read_entry(after, "entries/x.yml").get("checked.by")


def test_names_with_yamls_own_marks_stay_names() -> None:
    """A comma, a colon, a hash and a bracket in a name are part of the name."""
    name = "Jo, Sam: & [Co] #1"
    after = marked(LEAST.encode(), "entries/x.yml", "2026-11-20", "phone", name)

    assert name == yaml.safe_load(after)["checked"]["by"]


def test_every_sample_can_be_marked(tmp_path: Path) -> None:
    """In each of our entries, only the lines of the check differ afterwards."""
    for path in sorted(Path(__file__).parents[1].joinpath("entries").glob("*.yml")):
        before = path.read_bytes()
        after = marked(before, str(path), TODAY, "visit", "Jo")
        lost = set(before.splitlines()) - set(after.splitlines())

        assert all(line.startswith(b"checked:") for line in lost), path.name
        assert read_entry(after, str(path)).values["checked"] == {
            "on": TODAY,
            "how": "visit",
            "by": "Jo",
        }


def test_a_comment_inside_the_brackets_is_not_lost() -> None:
    """Where a comment would go, the file stays as it is and people are told what to type."""
    text = f"{LEAST}checked:\n  {{on: 2025-01-02, # rang twice\n  how: phone}}\n"

    with pytest.raises(NotMarked, match=r"checked: \{on: 2026-11-20, how: phone\}"):
        marked(text.encode(), "entries/x.yml", "2026-11-20", "phone")


def test_a_file_with_problems_is_not_marked() -> None:
    """A file that cannot be read whole is not changed by a program."""
    with pytest.raises(NotMarked, match="has problems of its own"):
        marked(b"name: X\nnmae: Y\n", "entries/x.yml", "2026-11-20", "phone")


def test_the_command_marks_an_entry(tmp_path: Path) -> None:
    """`checked ID --how phone` notes today, and says who is no longer named."""
    path = write_entry(tmp_path / "entries", "a", checked={"on": "2025-01-02", "by": "Jo"})
    options = ("--entries", tmp_path / "entries", "--today", TODAY)

    told = build_py("checked", "a", "--how", "phone", *options)

    assert (0, "") == (told.returncode, told.stderr)
    assert "“Jo” checked it before" in told.stdout
    assert {"on": date.fromisoformat(TODAY), "how": "phone"} == yaml.safe_load(
        path.read_text("utf-8")
    )["checked"]


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        (("checked", "sew-sociabl", "--how", "phone"), "Did you mean sew-sociable?"),
        (("checked", "sew-sociable", "--how", "guess"), "invalid choice"),
        (("checked", "sew-sociable", "--how", "phone", "--on", "2027-01-01"), "has not come yet"),
        (("checked", "sew-sociable", "--how", "phone", "--on", "soon"), "is not a date such as"),
    ],
)
def test_what_cannot_be_noted_is_refused_in_words(
    typed: tuple[str, ...], said: str, tmp_path: Path
) -> None:
    """An unknown entry, an unknown way and a day to come are told, and nothing is written."""
    path = write_entry(tmp_path / "entries", "sew-sociable")
    before = path.read_bytes()

    told = build_py(*typed, "--entries", tmp_path / "entries", "--today", TODAY)

    assert 2 == told.returncode
    assert said in told.stderr
    assert "Traceback" not in told.stderr
    assert before == path.read_bytes()


@given(st.one_of(st.none(), DAYS), st.sampled_from(["open", "paused", "closed"]))
def test_what_is_due_agrees_with_what_sinks(checked: date | None, status: str) -> None:
    """An open entry is due exactly when it is in the sinking part of the order."""
    when = f"checked: {checked}\n" if checked else ""
    entry = read_entry(f"{LEAST}{when}status: {status}\n".encode(), "x.yml")
    due = due_of(checked.isoformat() if checked else None, status, DAY)

    if status == "open":
        assert (due is not None) == (sink_of(rows_of(entry), DAY) in (1, 2))
    assert (due == "never checked") == (checked is None and status != "closed")


def test_the_borders_of_what_is_due() -> None:
    """A year and a day is over 12 months; a year is not."""
    year = date(DAY.year - 1, DAY.month, DAY.day)

    assert due_of(year.isoformat(), "open", DAY) is None
    assert "over 12 months" == due_of((year - timedelta(1)).isoformat(), "open", DAY)
    assert "over 18 months" == due_of("2025-05-20", "open", DAY)
    assert "over 12 months" == due_of("2025-05-21", "open", DAY)


def test_both_halves_name_the_same_ways_to_be_due() -> None:
    """The page and the command speak of the same, though neither half imports the other."""
    assert tuple(DUE) == DUE_ON_THE_PAGE


def test_stale_lists_who_to_ring_by_who_checked_last(tmp_path: Path) -> None:
    """Never checked first, then the oldest, those of one checker together, with their numbers."""
    folder = tmp_path / "entries"
    write_entry(folder, "new")
    write_entry(folder, "fresh", checked="2026-11-01")
    write_entry(folder, "gone", status="closed")
    write_entry(folder, "resting", status="paused", checked={"on": "2025-11-02", "by": "Zed"})
    write_entry(folder, "old", checked={"on": "2025-10-02", "how": "visit", "by": "Ann"})
    write_entry(folder, "older", checked={"on": "2024-10-02", "by": "Zed"})
    write_entry(folder, "year", checked={"on": "2025-11-01", "by": "Ann"})

    told = build_py("stale", "--entries", folder, "--today", TODAY)
    lines = told.stdout.splitlines()

    assert 0 == told.returncode
    assert ["New", "Older", "Old", "Year", "Resting (having a break)"] == [
        line.strip() for line in lines if line.startswith("  ") and not line.startswith("   ")
    ]
    assert "    Last checked 2025-10-02 (visit, Ann)" in lines
    assert "    Phone: 01632 960123" in lines
    assert (
        "5 of 7 wait for a check: 1 never checked, 1 over 18 months, 3 over 12 months." == lines[-1]
    )


def test_an_empty_folder_has_nobody_to_ask(tmp_path: Path) -> None:
    """With no entries there is nothing to do, and with no folder it says so."""
    (tmp_path / "entries").mkdir()

    told = build_py("stale", "--entries", tmp_path / "entries")
    lost = build_py("stale", "--entries", tmp_path / "nowhere")

    assert (0, "Nobody to ask: 0 looked at, and none waits for a check.\n") == (
        told.returncode,
        told.stdout,
    )
    assert 2 == lost.returncode
    assert "No such file" in lost.stderr


def test_the_issue_mentions_nobody_and_runs_nothing() -> None:
    """Words of an entry stay words in the text of an issue, and it is never too long for one."""
    text = 'name: "@everyone ![x](http://a.example) <b>"\nsummary: Y\ncontact: {phone: 111}\n'
    entries = [read_entry(text.encode(), f"entries/x{n}.yml") for n in range(1000)]
    body = as_markdown(all_due(entries, DAY), 1000)

    assert len(body) < 60_000
    assert "There are 850 more." in body
    assert "@" not in body
    assert "![" not in body
    assert "<b>" not in body


def test_the_page_shows_what_is_due_and_how_to_reach_them(site: Site) -> None:
    """The page counts what was checked, lists the longest due, and has numbers that ring."""
    page = site.get("/up-to-date")
    never = site.sql("SELECT name FROM entry WHERE due = 'never checked'")

    assert 200 == page.status
    assert [] == page.page.faults
    assert set(never) <= set(page.page.links())
    assert any(link.startswith("tel:") for link in page.page.links().values())


def test_a_change_is_not_a_check(serve_entries: ServeEntries) -> None:
    """An entry written this minute, and never checked, is listed as never checked."""
    site = serve_entries("written-now", {"brand-new": {}, "known": {"checked": "2026-11-01"}})
    page = site.get("/up-to-date").text

    assert "Brand New" in page
    assert "Known" not in page
    assert "We checked 1 of 2 entries" in page


def test_one_checkers_entries_can_be_listed_and_turned_over(serve_entries: ServeEntries) -> None:
    """Any checker's own list has an address, with pages, and odd addresses still answer."""
    entries = {
        f"e{n}": {"checked": {"on": "2025-01-01", "by": "Ann & Co" if n else "Zed"}}
        for n in range(60)
    }
    site = serve_entries("checkers", entries)
    first = site.get("/up-to-date")
    link = first.page.links()["Ann & Co (59)"]
    second = site.get(site.get(link).page.links()["Next page"].partition("#")[0])

    assert 9 == second.page.words("h3").__len__()
    assert "E0" not in second.text
    for odd in ("?due=nonsense", "?page=x", "?page=999999999", "?by=Nobody", "?page=-1", "?by="):
        assert 200 == site.get(f"/up-to-date{odd}").status


def test_nobody_to_ask_on_the_first_day(empty_site: Site) -> None:
    """A patch with nobody in it has a page that says so."""
    page = empty_site.get("/up-to-date")

    assert 200 == page.status
    assert "There are no entries yet." in page.text
