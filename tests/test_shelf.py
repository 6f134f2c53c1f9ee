"""`/downloads`: the whole directory in every form, at addresses that stay."""

import hashlib
import json
import sqlite3
from contextlib import closing
from pathlib import Path

from conftest import TODAY, Site, build_py, serving, wait_for, write_entry

from ourpatch.sharing.forms import FORMS
from ourpatch.sharing.heading import Publisher
from ourpatch.sharing.shelf import DATABASE, SUMS, books_in, fill

OURS = Publisher("Our Patch", "https://patch.example")

NAMES = [*(f"our-patch.{ending}" for ending in FORMS), DATABASE]


def ready(site: Site) -> str:
    """The page of downloads, once the files have been made."""
    wait_for(lambda: site.get("/downloads").status == 200, "the downloads", 60)
    return site.get("/downloads").text


def test_the_page_lists_every_file(site: Site) -> None:
    """Each form and the database is there with its size, its checksum and the day of the data."""
    page = ready(site)

    assert "21 November 2026" in page
    for name in NAMES:
        reply = site.get(f"/downloads/{name}")
        digest = hashlib.sha256(reply.body).hexdigest()
        assert (200, str(len(reply.body))) == (reply.status, reply.header("content-length"))
        assert f'href="/downloads/{name}"' in page
        assert digest in page
        assert f"{digest}  {name}\n" in site.get(f"/downloads/{SUMS}").text


def test_the_database_is_the_one_being_served(site: Site) -> None:
    """The database that is downloaded is the file that the pages come from."""
    ready(site)

    assert site.database.read_bytes() == site.get(f"/downloads/{DATABASE}").body


def test_a_whole_form_is_the_whole_search(site: Site) -> None:
    """A file of everybody is what the search for everybody gives, in the same words."""
    ready(site)

    assert site.find("csv").body == site.get("/downloads/our-patch.csv").body


def test_what_is_not_there_is_not_found(site: Site) -> None:
    """No other name leads to a file, on the shelf or off it."""
    ready(site)
    paths = ("our-patch.exe", "index.json", "..", "%2e%2e%2fdirectory.db", "our-patch.csv/x")

    assert 200 not in {site.get(f"/downloads/{path}").status for path in paths}


def test_the_same_database_gives_the_same_files(sample_db: Path, tmp_path: Path) -> None:
    """A checksum changes only when the data does."""
    first = fill(sample_db, tmp_path / "first", OURS)
    again = fill(sample_db, tmp_path / "again", OURS)

    assert first == again == books_in(tmp_path / "again")
    assert [] == books_in(tmp_path / "nothing")
    assert {"first", "again"} == {path.name for path in tmp_path.iterdir()}


def test_the_newest_is_always_at_the_same_address(tmp_path: Path) -> None:
    """When another build is served, the same address gives that."""
    entries = tmp_path / "entries"
    write_entry(entries, "sam")
    out = tmp_path / "directory.db"
    make = ("build", "--entries", entries, "--out", out, "--today", TODAY)
    assert 0 == build_py(*make).returncode
    with serving(out) as site:
        before = json.loads(site.get("/downloads/our-patch.json").body)
        write_entry(entries, "jo")
        assert 0 == build_py(*make).returncode
        wait_for(lambda: "/entry/jo" in site.get("/find").text, "the new build")
        after = json.loads(site.get("/downloads/our-patch.json").body)
        taken = tmp_path / "taken.db"
        taken.write_bytes(site.get(f"/downloads/{DATABASE}").body)

    with closing(sqlite3.connect(taken)) as connection:
        assert [("jo",), ("sam",)] == connection.execute(
            "SELECT id FROM entry ORDER BY id"
        ).fetchall()
    assert (1, 2) == (before["total"], after["total"])
