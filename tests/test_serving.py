"""`build.py serve` and plain `datasette .`: they answer, follow every change, and stop."""

import gzip
import os
import re
import shutil
import signal
import socket
import sqlite3
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import date, timedelta
from itertools import count
from pathlib import Path

import pytest
from conftest import (
    NOT_OURS,
    PROJECT,
    TODAY,
    Site,
    build_py,
    build_py_apart,
    built,
    free_port,
    running,
    serving,
    wait_for,
    write_entry,
)
from test_safety import SQL_ADDRESSES

#: A day that is not today, whenever these tests run.
EARLIER = "2026-10-31"


@pytest.fixture
def entries(tmp_path: Path) -> Path:
    """A folder with one entry in it."""
    write_entry(tmp_path / "entries", "sew-sociable", name="Sew Sociable")
    return tmp_path / "entries"


@contextmanager
def watching(
    entries: Path, port: int | None = None
) -> Iterator[tuple[Site, "subprocess.Popen[bytes]"]]:
    """`build.py serve` over a folder of entries."""
    port = port or free_port()
    out = entries.parent / "directory.db"
    command = [sys.executable, str(PROJECT / "build.py"), "serve", "--port", str(port)]
    command += ["--entries", str(entries), "--out", str(out), "--today", EARLIER]
    with running(command, port, out) as started:
        yield started


def children_of(pid: int) -> list[int]:
    """The processes that a process started."""
    told = subprocess.run(["ps", "-o", "pid=", "--ppid", str(pid)], capture_output=True, text=True)
    return [int(line) for line in told.stdout.split()]


def is_alive(pid: int) -> bool:
    """True while a process runs; one that has ended and is not yet buried does not."""
    told = subprocess.run(["ps", "-o", "stat=", "-p", str(pid)], capture_output=True, text=True)
    return bool(told.stdout.strip()) and not told.stdout.startswith("Z")


def test_a_changed_entry_shows_within_seconds(entries: Path) -> None:
    """What a volunteer saves is on the page a moment later, with nothing restarted."""
    with watching(entries) as (site, _):
        assert ["Sew Sociable"] == [one["name"] for one in site.find().json["results"]]

        write_entry(entries, "sew-sociable", name="Sew Sociable and Knit")

        wait_for(lambda: "Sew Sociable and Knit" in site.find("").text, "the new name")


def test_a_new_and_a_lost_entry_show(entries: Path) -> None:
    """A file that is added is found, and one that is taken away is gone."""
    with watching(entries) as (site, _):
        write_entry(entries, "mow-and-go", name="Mow and Go")
        wait_for(lambda: site.get("/entry/mow-and-go").status == 200, "the new entry")

        (entries / "sew-sociable.yml").unlink()
        wait_for(lambda: site.get("/entry/sew-sociable").status == 404, "the lost entry")

        assert ["mow-and-go"] == [one["id"] for one in site.find().json["results"]]


def test_a_change_made_while_it_starts_is_not_missed(entries: Path) -> None:
    """An entry saved the moment it says where to look is shown, though nothing changes after."""

    def save_at_once() -> None:
        log = entries.parent / "directory.log"
        wait_for(lambda: log.exists() and "Open http" in log.read_text(), "the address")
        write_entry(entries, "sew-sociable", name="Saved at once")

    saving = threading.Thread(target=save_at_once)
    saving.start()
    with watching(entries) as (site, _):
        saving.join()
        wait_for(lambda: "Saved at once" in site.find("").text, "the new name")


def test_a_day_that_was_given_stays(entries: Path) -> None:
    """With `--today`, what is built again after a change is built as of the same day."""
    with watching(entries) as (site, _):
        write_entry(entries, "sew-sociable", name="Sew Sociable and Knit")
        wait_for(lambda: "and Knit" in site.find().text, "the new name")

        assert EARLIER == site.find().json["data"]["built_on"]


def test_a_broken_entry_keeps_the_old_site_up(entries: Path) -> None:
    """A mistake is printed with its file and line, the old pages stay, and a fix is taken up."""
    with watching(entries) as (site, _):
        (entries / "sew-sociable.yml").write_text("name: Sew Sociable\nsumary: Oh dear\n")
        wait_for(lambda: "directory.db is as it was" in site.log.read_text(), "the problem")

        assert "sew-sociable.yml:2:1" in site.log.read_text()
        assert ["Sew Sociable"] == [one["name"] for one in site.find().json["results"]]

        write_entry(entries, "sew-sociable", name="Sew Sociable, mended")
        wait_for(lambda: "Sew Sociable, mended" in site.find("").text, "the fix")


def test_a_broken_entry_stays_broken_while_others_change(entries: Path) -> None:
    """Only what changed is looked at, but what was wrong is not taken for what it was before."""
    with watching(entries) as (site, _):
        (entries / "sew-sociable.yml").write_text("name: Sew Sociable\nsumary: Oh dear\n")
        wait_for(lambda: "directory.db is as it was" in site.log.read_text(), "the problem")
        write_entry(entries, "odd-wheels", name="Odd Wheels")
        wait_for(lambda: 2 == site.log.read_text().count("directory.db is as it was"), "it again")

        assert ["Sew Sociable"] == [one["name"] for one in site.find().json["results"]]


def test_it_serves_what_was_built_before_when_entries_are_broken_at_the_start(
    entries: Path,
) -> None:
    """Starting with a broken entry shows the last good build and says what is wrong."""
    built(entries)
    (entries / "sew-sociable.yml").write_text("name: Sew Sociable\nsumary: Oh dear\n")

    with watching(entries) as (site, _):
        assert "sew-sociable.yml:2:1" in site.log.read_text()
        assert ["Sew Sociable"] == [one["name"] for one in site.find().json["results"]]


def test_with_nothing_to_show_it_says_what_to_change_and_ends(entries: Path) -> None:
    """Broken entries and no earlier build: the problems are printed and the exit code is 1."""
    (entries / "sew-sociable.yml").write_text("name: Sew Sociable\nsumary: Oh dear\n")
    out = entries.parent / "directory.db"

    told = build_py_apart("serve", "--entries", entries, "--out", out, "--port", str(free_port()))

    assert (1, False) == (told.returncode, out.exists())
    assert "sew-sociable.yml:2:1" in told.stderr


def test_a_taken_port_is_named(entries: Path) -> None:
    """When something else is at the port, it says so, offers another, and exits with 2."""
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        out = entries.parent / "directory.db"
        told = build_py_apart("serve", "--entries", entries, "--out", out, "--port", str(port))

    assert 2 == told.returncode
    assert f"Port {port} is in use already. Try:  serve --port {port + 1}\n" == told.stderr


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_stopping_it_stops_everything(entries: Path, number: signal.Signals) -> None:
    """A signal to the one command ends it and the server it started, and frees the port."""
    with watching(entries) as (site, process):
        children = children_of(process.pid)
        os.kill(process.pid, number)

        assert 0 == process.wait(timeout=30)
        assert [] == [child for child in children if is_alive(child)]
        assert children
        assert "Traceback" not in site.log.read_text()
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind(("127.0.0.1", site.port))


def test_ctrl_c_in_a_terminal_stops_everything(entries: Path) -> None:
    """Ctrl+C reaches the command and its server at once; both end quietly."""
    with watching(entries) as (site, process):
        children = children_of(process.pid)
        os.killpg(process.pid, signal.SIGINT)

        assert 0 == process.wait(timeout=30)
        assert [] == [child for child in children if is_alive(child)]
        assert "Traceback" not in site.log.read_text()


@pytest.mark.skipif(not Path("/proc").is_dir(), reason="only Linux lists ports in a file")
def test_it_answers_only_on_loopback(entries: Path) -> None:
    """Unless told otherwise, nobody else on the network can reach it."""
    with watching(entries) as (site, _):
        listening = {
            line.split()[1].partition(":")[0]
            for line in Path("/proc/net/tcp").read_text().splitlines()[1:]
            if line.split()[1].endswith(f":{site.port:04X}") and line.split()[3] == "0A"
        }

    assert {"0100007F"} == listening


def entries_of_build(folder: Path, number: int) -> None:
    """Entries that all say which build they are from; there is one more each time."""
    for at in range(30 + number):
        name = f"Build {number} group {at:02}"
        write_entry(folder, f"group-{at:02}", name=name, summary=name, help=["gardening"])


def day_of_build(number: int) -> str:
    """A day of its own for each build."""
    return (date.fromisoformat(TODAY) + timedelta(days=number)).isoformat()


def builds_named_in(site: Site, path: str) -> set[int]:
    """Every build that an answer gives away: by its entries' names, their number and its date."""
    reply = site.get(path)
    assert 200 == reply.status, reply.text
    text = reply.text
    named = {int(number) for number in re.findall(r"Build (\d+) group", text)}
    named |= {int(total) - 30 for total in re.findall(r"(\d+) (?:results|small groups)", text)}
    named |= {int(total) - 30 for total in re.findall(r'"total": (\d+)', text)}
    named |= {int(total) - 30 for total in re.findall(r"Gardening <span[^>]*>\((\d+)\)", text)}
    for number in range(6):
        iso = day_of_build(number)
        plain = f"{int(iso[8:])} November 2026"
        if iso in text or plain in text:
            named.add(number)
    return named


def test_no_request_is_dropped_or_mixed_while_the_database_is_replaced(tmp_path: Path) -> None:
    """Five builds under load: every request is answered, and each from one build only."""
    folder = tmp_path / "entries"
    entries_of_build(folder, 0)
    seen: set[int] = set()
    wrong: list[str] = []
    counted = [0]
    done = threading.Event()

    def ask(site: Site, path: str) -> None:
        for number in count():
            if done.is_set():
                return
            try:
                named = builds_named_in(site, path.format(number))
            except (OSError, AssertionError) as error:
                wrong.append(f"{path}: {error!r:.300}")
                return
            counted[0] += 1
            seen.update(named)
            if len(named) != 1:
                wrong.append(f"{path} names the builds {sorted(named)}")

    with serving(built(folder, day_of_build(0))) as site:
        # The number makes every address a new one, so that no page comes from memory.
        paths = ("/?_n={}", "/find?help=gardening&_n={}", "/find.json?q=group&_n={}",
                 "/entry/group-07?_n={}", "/directory/directory?_n={}")  # fmt: skip
        threads = [threading.Thread(target=ask, args=(site, path)) for path in paths]
        for thread in threads:
            thread.start()
        for number in range(1, 6):
            entries_of_build(folder, number)
            before = counted[0]
            built(folder, day_of_build(number))
            wait_for(lambda n=number: n in seen or wrong, f"build {number}")  # type: ignore[misc]
            wait_for(lambda n=before: counted[0] > n + 20 or wrong, "more")  # type: ignore[misc]
        done.set()
        for thread in threads:
            thread.join(timeout=30)

    assert [] == wrong
    assert set(range(6)) == seen
    assert "Traceback" not in site.log.read_text()


def test_a_file_that_is_not_a_directory_is_not_served(entries: Path) -> None:
    """When something else is put at the database's path, the last good one stays up."""
    with serving(built(entries)) as site:
        (entries.parent / "other").write_text("This is not a database.")
        (entries.parent / "other").replace(site.database)
        wait_for(lambda: "not a directory" in (site.get("/"), site.log.read_text())[1], "a word")

        assert ["Sew Sociable"] == [one["name"] for one in site.find().json["results"]]

        write_entry(entries, "sew-sociable", name="Sew Sociable again")
        built(entries)
        wait_for(lambda: "Sew Sociable again" in site.find("").text, "the next good one")


@pytest.mark.skipif(not Path("/proc").is_dir(), reason="only Linux shows the files of a process")
def test_old_files_are_let_go(entries: Path) -> None:
    """A database that was replaced is closed, so a long-lived server does not run out of files."""
    with watching(entries) as (site, process):
        (server,) = children_of(process.pid)
        for number in range(3):
            write_entry(entries, "sew-sociable", name=f"Name {number}")
            wait_for(lambda n=number: f"Name {n}" in site.find("").text, "it")  # type: ignore[misc]
        wait_for(lambda: (site.get("/"), not old_files(server))[1], "the last one to be closed")

        assert 200 == site.get("/").status


def old_files(pid: int) -> list[str]:
    """The databases that a process holds open though another file is in their place."""
    told = subprocess.run(["ls", "-l", f"/proc/{pid}/fd"], capture_output=True, text=True)
    lines = told.stdout.splitlines()
    return [line for line in lines if "directory.db" in line and "deleted" in line]


def test_plain_datasette_serves_the_same_site(site: Site, tmp_path: Path) -> None:
    """In a checkout, `build.py` and then `datasette .` give the pages that `serve` gives."""
    copy = tmp_path / "checkout"
    shutil.copytree(PROJECT, copy, ignore=NOT_OURS)
    database = copy / "directory.db"
    told = build_py_apart("--entries", copy / "entries", "--out", database, "--today", TODAY)
    assert 0 == told.returncode, told.stderr[-2000:]
    datasette = shutil.which("datasette", path=str(Path(sys.executable).parent))
    assert datasette
    port = free_port()
    command = [datasette, ".", "--host", "127.0.0.1", "--port", str(port)]

    with running(command, port, database, copy, PYTHONPATH=str(copy)) as (plain, _):
        for path in ("/", "/find?help=gardening", "/find.csv?q=garden", "/entry/a-stitch-in-time",
                     "/about", "/nowhere", "/static/patches.svg"):  # fmt: skip
            ours, theirs = site.get(path), plain.get(path)
            assert ours.status == theirs.status
            assert without_port(ours.body, site.port) == without_port(theirs.body, port)
            assert same_headers(ours.headers) == same_headers(theirs.headers)
        for path in SQL_ADDRESSES:
            assert 400 <= plain.get(path).status < 500, path


def without_port(body: bytes, port: int) -> bytes:
    """A page without the port that it was served from, which its links to send may hold."""
    return body.replace(b":%d" % port, b"").replace(b"%%3A%d" % port, b"")


def same_headers(headers: list[tuple[str, str]]) -> list[tuple[str, str]]:
    """Headers without those that tell the time, or which file and port it was."""
    own = ("date", "last-modified", "etag", "content-length")
    return [(name, value) for name, value in headers if name not in own]


def test_a_browser_that_has_a_page_is_told_so(entries: Path) -> None:
    """A page that has not changed is not sent twice; after a new build it is."""
    with serving(built(entries)) as site:
        first = site.get("/find")
        again = site.get("/find", **{"If-None-Match": first.header("etag")})
        assert (304, b"") == (again.status, again.body)
        assert first.header("etag") == again.header("etag")
        assert "nosniff" == again.header("x-content-type-options")

        write_entry(entries, "sew-sociable", name="Sew Sociable again")
        built(entries)
        wait_for(lambda: "Sew Sociable again" in site.get("/find").text, "the new page")
        after = site.get("/find", **{"If-None-Match": first.header("etag")})
        assert 200 == after.status
        assert first.header("etag") != after.header("etag")


def test_a_page_travels_small(entries: Path) -> None:
    """A browser that can unpack gets the page packed, and it is the same page."""
    with serving(built(entries)) as site:
        for path in ("/", "/find", "/find.json", "/find.csv", "/entry/sew-sociable", "/directory"):
            plain = site.get(path)
            packed = site.get(path, **{"Accept-Encoding": "gzip"})
            assert "" == plain.header("content-encoding")
            assert "gzip" == packed.header("content-encoding")
            assert "accept-encoding" in packed.header("vary").lower()
            assert plain.body == gzip.decompress(packed.body)


def test_nobody_keeps_what_was_asked(entries: Path) -> None:
    """What somebody looks for is written down nowhere, not even in the server's log."""
    with watching(entries) as (site, _):
        for path in ("/find?q=zebras", "/find.json?near=zebras", "/zebras", "/static/zebras"):
            site.get(path)

    left = [path for path in entries.parent.rglob("*") if path.is_file()]
    assert [] == [path.name for path in left if b"zebras" in path.read_bytes()]


def test_the_database_may_have_any_name_and_place(entries: Path) -> None:
    """`--out` chooses the file; the site is the same whatever it is called."""
    out = entries.parent / "somewhere" / "my patch.db"
    told = build_py("build", "--entries", entries, "--out", out, "--today", TODAY)
    assert 0 == told.returncode, told.stderr[-2000:]

    with serving(out) as site:
        assert ["Sew Sociable"] == [one["name"] for one in site.find().json["results"]]
        assert 200 == site.get("/directory/entry/sew-sociable").status


def test_serving_leaves_the_database_alone(entries: Path) -> None:
    """Nothing is ever written to the database by the half that asks."""
    out = built(entries)
    before = out.read_bytes()
    with serving(out) as site:
        for path in ("/", "/find?q=sew", "/entry/sew-sociable", "/directory/entry"):
            assert 200 == site.get(path).status

    assert before == out.read_bytes()
    assert ["directory.cache", "directory.db", "directory.log"] == sorted(
        path.name for path in entries.parent.iterdir() if path.is_file()
    )
    with closing(sqlite3.connect(out)) as connection:
        assert [("ok",)] == connection.execute("PRAGMA integrity_check").fetchall()
