"""Pages are made once: plugins/remember.py."""

import gzip
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path

from conftest import PROJECT, TODAY, Site, build_py, running, serving, wait_for, write_entry

PAGES = ("/", "/find?q=gardening&near=Frome", "/entry/two-mops", "/about", "/find.json?q=dog")


def test_a_page_comes_with_an_etag_that_is_honoured(site: Site) -> None:
    """A browser that still has the page is told so in no bytes at all."""
    for path in PAGES:
        first = site.get(path)
        again = site.get(path, **{"If-None-Match": first.header("etag")})
        other = site.get(path, **{"If-None-Match": 'W/"something-else"'})

        assert (200, 304, 200) == (first.status, again.status, other.status)
        assert (b"", first.body) == (again.body, other.body)


def test_a_page_is_sent_small_to_those_who_can_read_it_so(site: Site) -> None:
    """Compressed and plain are the same page, and a page is a fifth of its size or less."""
    for path in PAGES[:2]:
        plain = site.get(path)
        small = site.get(path, **{"Accept-Encoding": "gzip"})

        assert ("", "gzip") == (plain.header("content-encoding"), small.header("content-encoding"))
        assert plain.body == gzip.decompress(small.body)
        assert len(small.body) * 4 < len(plain.body)
        assert "accept-encoding" in small.header("vary").lower()


def test_what_is_not_found_is_not_kept(site: Site) -> None:
    """A page that is not there has no ETag, so that it is seen as soon as it is there."""
    assert [(404, "")] * 2 == [
        (reply.status, reply.header("etag")) for reply in (site.get("/nope"), site.get("/nope"))
    ]


def test_a_page_is_made_again_when_the_data_changes(tmp_path: Path) -> None:
    """The page people had is not what they get once an entry has changed."""
    entries = tmp_path / "entries"
    write_entry(entries, "sam")
    out = tmp_path / "directory.db"
    make = ("build", "--entries", entries, "--out", out, "--today", TODAY)
    assert 0 == build_py(*make).returncode
    with serving(out) as site:
        before = site.get("/find")
        write_entry(entries, "jo")
        assert 0 == build_py(*make).returncode
        wait_for(lambda: site.get("/find").body != before.body, "the new page")
        after = site.get("/find", **{"If-None-Match": before.header("etag")})

    assert 200 == after.status
    assert "/entry/jo" in after.text


def test_two_people_at_one_entry_have_their_own_way_back(site: Site) -> None:
    """The link back is to the results that each of them came from."""
    ways = [f"{site.base}/find?q=cleaning", f"{site.base}/find?q=shopping"]
    backs = [site.get("/entry/two-mops", Referer=way, Host=way.split("/")[2]).text for way in ways]

    assert ["/find?q=cleaning#results" in backs[0], "/find?q=shopping#results" in backs[1]] == [
        True,
        True,
    ]


def test_an_answer_too_big_to_keep_is_still_sent_whole(sample_db: Path) -> None:
    """The database itself is larger than any page that is kept."""
    with serving(sample_db) as site:
        reply = site.get("/directory.db")

    assert sample_db.read_bytes() == reply.body
    assert "" == reply.header("etag") or reply.header("etag").startswith(('"', "W/"))


def test_who_gathers_pushes_out_no_page() -> None:
    """However much of the feed is read, the pages for people stay, and neither room overflows."""
    told = spec_from_file_location("remember", PROJECT / "plugins" / "remember.py")
    assert told is not None and told.loader is not None
    remember = module_from_spec(told)
    told.loader.exec_module(remember)
    rooms, large = remember.rooms_for(), remember.Kept(b"", [], b"x" * 500_000, b"x" * 100_000)
    people, programs = rooms[False], rooms[True]
    people.keep("question", large)
    for number in range(100):
        programs.keep(number, large)

    assert large == people.get("question")
    assert remember.MOST_GATHERED >= programs.bytes == 600_000 * 6
    assert (large, None) == (programs.get(99), programs.get(0))


def test_nobody_keeps_a_list_of_what_was_asked(sample_db: Path) -> None:
    """Neither a question nor a place shows up in what the server prints."""
    from conftest import free_port

    from ourpatch.serving import datasette_command

    port = free_port()
    command = datasette_command(sample_db, "127.0.0.1", port)
    with running(command, port, sample_db.with_name("asked.db")) as (site, _):
        site.get("/find?q=counselling-please&near=BA1")
        log = site.log.read_text()

    assert "counselling-please" not in log
    assert "Uvicorn running" in log
