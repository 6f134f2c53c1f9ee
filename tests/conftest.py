"""What the tests share: a way to write entries, a site that answers, and a real browser."""

import http.client
import json
import os
import re
import shutil
import signal
import socket
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, chdir, closing, contextmanager, redirect_stderr, redirect_stdout
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from io import BytesIO, TextIOWrapper
from pathlib import Path
from typing import Any
from urllib.parse import urlencode
from xml.etree.ElementTree import Element

import html5lib
import pytest
import yaml
from patches import long_entries
from playwright.sync_api import Browser, expect, sync_playwright
from playwright.sync_api import Page as Tab

from ourpatch.cli import main
from ourpatch.compiling.build import build
from ourpatch.serving import datasette_command

PROJECT = Path(__file__).resolve().parents[1]

#: The day that every test works from, so that nothing in them grows old.
TODAY = "2026-11-21"

#: What a copy of the project leaves behind: whatever was built, installed or remembered in it.
NOT_OURS = shutil.ignore_patterns(
    ".git", ".venv", ".*_cache", ".hypothesis", "__pycache__", "*.egg-info", "dist", "*.db",
    "*.cache", "*.new",
)  # fmt: skip

BROWSERS = ("chromium", "chromium-browser", "google-chrome")


def pytest_configure() -> None:
    """Let what tests start be stopped by Ctrl+C, as it is for people.

    A worker of pytest-xdist ignores Ctrl+C, and so would all that it starts. One that does nothing
    at it goes on as well, but does not hand that down.
    """
    if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
        signal.signal(signal.SIGINT, lambda number, frame: None)


class Page:
    """A page as a browser would read it, and all that the HTML standard finds wrong with it."""

    def __init__(self, html: str) -> None:
        parser = html5lib.HTMLParser(namespaceHTMLElements=False)
        self.root: Element = parser.parse(html)
        self.faults = [f"line {at[0]}: {code} {about}" for at, code, about in parser.errors]

    def links(self) -> dict[str, str]:
        """The address of every link, by its words."""
        return {words(link): link.get("href", "") for link in self.root.iter("a")}

    def words(self, tag: str) -> list[str]:
        """The words of every element of a kind."""
        return [words(element) for element in self.root.iter(tag)]


def words(element: Element) -> str:
    """The words in an element, with single spaces between."""
    return " ".join("".join(element.itertext()).split())


@dataclass(frozen=True)
class Reply:
    """What a site answered. Header names are in small letters; one may come more than once."""

    status: int
    headers: list[tuple[str, str]]
    body: bytes

    @property
    def text(self) -> str:
        """The body as text."""
        return self.body.decode()

    @property
    def json(self) -> Any:
        """The body read as JSON."""
        return json.loads(self.body)

    @cached_property
    def page(self) -> Page:
        """The body read as a page."""
        return Page(self.text)

    def header(self, name: str) -> str:
        """The one header of that name; empty when there is none."""
        return next((value for header, value in self.headers if header == name), "")


@dataclass(frozen=True)
class Site:
    """A site that is running."""

    port: int
    database: Path
    log: Path

    @property
    def base(self) -> str:
        """Its address, without a slash at the end."""
        return f"http://127.0.0.1:{self.port}"

    def get(self, path: str, method: str = "GET", **headers: str) -> Reply:
        """Ask for a path exactly as it is written, following nothing."""
        with closing(http.client.HTTPConnection("127.0.0.1", self.port, timeout=20)) as connection:
            connection.request(method, path, headers=headers)
            answer = connection.getresponse()
            found = [(name.lower(), value) for name, value in answer.getheaders()]
            return Reply(answer.status, found, answer.read())

    def find(self, form: str = "json", /, **question: Any) -> Reply:
        """Ask `/find` a question, in some form (`""` is the page)."""
        path = f"/find.{form}" if form else "/find"
        return self.get(f"{path}?{urlencode(question, doseq=True)}")

    def sql(self, query: str, *values: Any) -> list[Any]:
        """Ask the database itself, past the site; rows of one column come as that column."""
        with closing(sqlite3.connect(f"file:{self.database}?immutable=1", uri=True)) as connection:
            rows = connection.execute(query, values).fetchall()
        return [row[0] if len(row) == 1 else row for row in rows]


def free_port() -> int:
    """A port on loopback that nobody listens at, and that nobody else is given for a minute.

    The system does not give out a port of a conversation that has just ended, but whoever asks for
    it by its number, as a server does, may have it. So two tests at once never get the same one.
    """
    with socket.create_server(("127.0.0.1", 0)) as server:
        with socket.create_connection(server.getsockname()):
            # This side must be the first to end it, for it is the one that is remembered.
            server.accept()[0].close()
        port: int = server.getsockname()[1]
        return port


def write_entry(folder: Path, id: str, **fields: Any) -> Path:
    """Write one entry file: the least that is accepted, and whatever else is given."""
    folder.mkdir(parents=True, exist_ok=True)
    least = {
        "name": id.replace("-", " ").title(),
        "summary": "Help from people near you.",
        "contact": {"phone": "01632 960123"},
    }
    path = folder / f"{id}.yml"
    path.write_text(yaml.safe_dump(least | fields, allow_unicode=True, sort_keys=False), "utf-8")
    return path


def build_py(
    *arguments: str | Path, folder: Path | None = None, typed: str = ""
) -> subprocess.CompletedProcess[str]:
    """Run the one command in this process: to start another takes longer than most commands do.

    `folder` is where it is run, and `typed` is what somebody types when it asks.
    """
    said, told, asked = (TextIOWrapper(BytesIO(), "utf-8", newline="\n") for _ in range(3))
    asked.write(typed)
    asked.seek(0)
    before, sys.stdin = sys.stdin, asked
    try:
        with chdir(folder or Path.cwd()), redirect_stdout(said), redirect_stderr(told):
            code = main([str(each) for each in arguments])
    except SystemExit as end:
        code = end.code if isinstance(end.code, int) else 0
    finally:
        sys.stdin = before
    for stream in (said, told):
        stream.seek(0)
    return subprocess.CompletedProcess(arguments, code, said.read(), told.read())


def build_py_apart(
    *arguments: str | Path, folder: Path = PROJECT
) -> subprocess.CompletedProcess[str]:
    """Run the one command of a checkout in a process of its own, and wait for it to end."""
    return subprocess.run(
        [sys.executable, folder / "build.py", *arguments],
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


def built(entries: Path, today: str = TODAY) -> Path:
    """The database of a folder of entries, made beside it."""
    out = entries.parent / "directory.db"
    outcome = build(entries, out, date.fromisoformat(today))
    assert [] == outcome.errors
    return out


@contextmanager
def running(
    command: list[str], port: int, database: Path, folder: Path = PROJECT, **environment: str
) -> Iterator[tuple[Site, "subprocess.Popen[bytes]"]]:
    """Run a command that serves a site until it answers; stop it and all it started at the end."""
    log = database.with_suffix(".log")
    with log.open("ab") as out:
        process = subprocess.Popen(
            command,
            cwd=folder,
            env=os.environ | environment,
            stdout=out,
            stderr=out,
            start_new_session=True,
        )
    site = Site(port, database, log)
    try:
        wait_for(lambda: answers(site) or process.poll() is not None, "the site to answer")
        assert process.poll() is None, log.read_text()
        yield site, process
    finally:
        stop(process)


def answers(site: Site) -> bool:
    """True when the site answers at all."""
    try:
        return site.get("/static/style.css").status == 200
    except OSError:
        return False


def stop(process: "subprocess.Popen[bytes]") -> int:
    """Stop a process that `running` started, and its children; gives its exit code."""
    for number in (signal.SIGTERM, signal.SIGKILL):
        if process.poll() is None:
            os.killpg(process.pid, number)
        try:
            return process.wait(timeout=15)
        except subprocess.TimeoutExpired:
            continue
    return process.wait()


def wait_for(done: Callable[[], object], what: str, seconds: float = 60) -> None:
    """Wait until something is true; fail when it takes too long."""
    end = time.monotonic() + seconds
    while not done():
        assert time.monotonic() < end, f"Waited {seconds} seconds for {what}."
        time.sleep(0.05)


@contextmanager
def arriving(page: Tab) -> Iterator[None]:
    """Do what leads to another page, and wait until that page and all it needs have come.

    A press alone waits for neither: what is looked at next may be a page without its style, or the
    one before. Where the next line waits for words of the new page, that is enough for its words.
    """
    with page.expect_navigation(wait_until="load"):
        yield


@contextmanager
def serving(database: Path) -> Iterator[Site]:
    """Serve a database with our pages, as `build.py serve` does but with nobody rebuilding it."""
    port = free_port()
    with running(datasette_command(database, "127.0.0.1", port), port, database) as (site, _):
        yield site


ServeEntries = Callable[[str, Mapping[str, Mapping[str, Any]]], Site]


@pytest.fixture(scope="session")
def sample_db(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The project's own entries, built as of TODAY."""
    entries = tmp_path_factory.mktemp("samples") / "entries"
    shutil.copytree(PROJECT / "entries", entries)
    return built(entries)


@pytest.fixture(scope="session")
def site(sample_db: Path) -> Iterator[Site]:
    """The site of the project's own entries."""
    with serving(sample_db) as found:
        yield found


@pytest.fixture(scope="session")
def serve_entries(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ServeEntries]:
    """A way to get the site of entries made up on the spot: `serve_entries(name, {id: fields})`."""
    with ExitStack() as stack:

        def serve(name: str, entries: Mapping[str, Mapping[str, Any]]) -> Site:
            folder = tmp_path_factory.mktemp(name) / "entries"
            folder.mkdir()
            for id, fields in entries.items():
                write_entry(folder, id, **fields)
            return stack.enter_context(serving(built(folder)))

        yield serve


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """The system's Chromium. Where there is none, tests skip; on CI (CI=true) they fail."""
    found = next(filter(None, map(shutil.which, BROWSERS)), None)
    if found is None:
        say = f"No browser here ({', '.join(BROWSERS)}), so nothing was tried in one."
        if os.environ.get("CI") == "true":
            pytest.fail(say)
        pytest.skip(say)
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(
            executable_path=found,
            args=["--disable-gpu", "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1"],
        )
        expect.set_options(timeout=20_000)  # a busy machine may take its time
        yield chromium
        chromium.close()


@pytest.fixture(scope="session")
def empty_site(serve_entries: ServeEntries) -> Site:
    """A patch on its first day, with nobody in it."""
    return serve_entries("nobody", {})


@pytest.fixture(scope="session")
def long_site(serve_entries: ServeEntries) -> Site:
    """A patch of twenty-five entries in which everything is as long as it may be."""
    return serve_entries("long", long_entries())


@pytest.fixture(scope="session")
def broken_site(sample_db: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """A site whose database has lost the table of long words."""
    database = tmp_path_factory.mktemp("broken") / "directory.db"
    shutil.copy(sample_db, database)
    with closing(sqlite3.connect(database)) as connection, connection:
        connection.execute("DROP TABLE entry_text")
    with serving(database) as found:
        yield found


#: How lines begin that are only for search engines and other sites.
FOR_OTHERS = (
    *('<link rel="search"', '<meta property="og:', '<meta name="twitter:', '<link rel="alternate"'),
    '<script type="application/ld+json">',
)


#: Forms that only a server with Typst makes, in the list of downloads.
ON_PAPER = re.compile(r' *<li><a href="/[^"]*\.pdf[?"]')


def for_readers(page: str) -> str:
    """A page without empty lines, and without those for others or of paper, which need a server."""
    return "\n".join(
        line
        for line in page.splitlines()
        if line and not line.startswith(FOR_OTHERS) and not ON_PAPER.match(line)
    )
