"""The editions that need no server: a folder and one file, opened as people open them."""

import functools
import http.server
import json
import re
import shutil
import sqlite3
import threading
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit
from zipfile import ZipFile

import pytest
import varied
from conftest import (
    PROJECT,
    TODAY,
    Page,
    Site,
    arriving,
    build_py,
    free_port,
    running,
    stop,
    wait_for,
    write_entry,
)
from playwright.sync_api import Browser, BrowserContext, expect
from playwright.sync_api import Page as Tab
from workers import drawn_by_worker

from ourpatch.editions import folder
from ourpatch.serving import datasette_command

#: At least so many questions are put to every host.
LEAST_QUESTIONS = 500

#: What only a page with a server or a public address says: how to send it.
_SEND = re.compile(
    r'<section class="keep" aria-labelledby="send">.*?</section>\s*'
    r'(?:<script type="module" src="/static/[a-z-]+.js"></script>\s*)*',
    re.S,
)
_SCRIPT = re.compile(r'<script type="module" src="[^"]*"></script>')
_MAIN = re.compile(r"<title>(.*?)</title>.*<main\b[^>]*>(.*)</main>", re.S)

#: What a host draws for some addresses, as one text: Playwright takes minutes over many.
DRAWN = "(addresses) => JSON.stringify(addresses.map((each) => ourPatch.host.page(each)))"
#: Tries to ask another computer in every way, and gives the rules that stopped it.
TRY_TO_LEAVE = """async () => {
  const stopped = [];
  document.addEventListener("securitypolicyviolation", (event) => {
    stopped.push(event.effectiveDirective);
  });
  const elsewhere = "https://elsewhere.example/";
  for (const kind of ["img", "script", "iframe"]) {
    const made = document.createElement(kind);
    made.src = elsewhere;
    document.body.append(made);
  }
  const form = document.createElement("form");
  form.action = elsewhere;
  document.body.append(form);
  form.submit();
  await fetch(elsewhere).catch(() => {});
  await new Promise((done) => setTimeout(done, 300));
  return stopped;
}"""
OPENED = "Boolean(window.ourPatch?.opened)"


class Quiet(http.server.SimpleHTTPRequestHandler):
    """Python's own web server, which says nothing of what it is asked."""

    def log_message(self, format: str, *args: Any) -> None:
        """Nothing."""


@contextmanager
def plain_host(root: Path) -> Iterator[str]:
    """The dumbest host there is: `python -m http.server` in a folder. Gives its address."""
    handler = functools.partial(Quiet, directory=str(root))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()


def publish(what: str, out: Path, *more: str, entries: Path = PROJECT / "entries") -> str:
    """Publish an edition, as people do; gives what was printed."""
    told = build_py(
        "publish", what, "--entries", entries, "--out", out, "--today", TODAY, *more
    )  # fmt: skip
    assert told.returncode == 0, told.stderr
    return told.stdout


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The samples as a folder."""
    out = tmp_path_factory.mktemp("stick") / "our patch"  # a name with a space, as sticks have
    publish("site", out)
    return out


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The samples as one file."""
    out = tmp_path_factory.mktemp("desk") / "patch.html"
    publish("one-file", out)
    return out


@dataclass(frozen=True)
class Phone:
    """A phone, and every address that it was made to ask."""

    context: BrowserContext
    asked: list[str]

    def new_page(self) -> Tab:
        """A page on it."""
        return self.context.new_page()


@pytest.fixture
def phone(browser: Browser) -> Iterator[Phone]:
    """A phone that has never asked anything."""
    with closing(browser.new_context(viewport={"width": 360, "height": 740})) as context:
        asked: list[str] = []
        context.on("request", lambda request: asked.append(request.url))
        yield Phone(context, asked)


@pytest.fixture
def without_scripts(browser: Browser) -> Iterator[Tab]:
    """A page in a browser that runs no scripts."""
    with closing(browser.new_context(java_script_enabled=False)) as made:
        yield made.new_page()


def opened(tab: Tab, address: str) -> Tab:
    """Open an address, and wait until the directory in it is open too."""
    tab.goto(address)
    settled(tab)
    return tab


def settled(tab: Tab) -> None:
    """Wait until the directory on a page is open."""
    wait_for(lambda: tab.evaluate(OPENED), "the directory to open")


def said(html: str) -> tuple[str, str]:
    """A page's title and main part, but for the ways to send it."""
    found = _MAIN.search(html)
    assert found, html[:500]
    return found[1], " ".join(_SCRIPT.sub(" ", _SEND.sub(" ", found[2])).split())


# The same answers.


def questions(database: Path) -> list[str]:
    """The addresses of many questions."""
    with closing(sqlite3.connect(database)) as connection:
        asked = varied.questions_of(PROJECT / "tests" / "search" / "questions.yml")
        return [f"/find?{query}" for query in asked + varied.varied(connection, 500)]


def drawn_in(tab: Tab, addresses: list[str]) -> dict[str, str]:
    """The pages that an open edition draws for some addresses."""
    pages: list[str] = []
    for at in range(0, len(addresses), 100):
        pages += json.loads(tab.evaluate(DRAWN, addresses[at : at + 100]))
    return dict(zip(addresses, pages, strict=True))


def turned_to(tab: Tab, base: str, addresses: list[str]) -> dict[str, str]:
    """The pages that a browser turns to at some addresses."""
    pages = {}
    for address in addresses:
        if reply := tab.goto(base + address, wait_until="commit"):
            pages[address] = reply.text()
    return pages


def test_every_host_gives_one_answer(
    sample_db: Path, root: Path, file: Path, tmp_path: Path, browser: Browser
) -> None:
    """With the server gone, a phone, a folder and one file answer every question as it did."""
    database = tmp_path / "directory.db"
    shutil.copy(sample_db, database)
    asked, port = questions(database), free_port()
    hosts: dict[str, dict[str, str]] = {}
    with running(datasette_command(database, "127.0.0.1", port), port, database) as (site, process):
        served = {address: said(site.get(address).text) for address in asked}
        with closing(browser.new_page()) as tab:
            tab.goto(site.base)
            expect(tab.locator(".foot")).to_contain_text("It works with no signal", timeout=20_000)
            stop(process)
            hosts["the service worker"] = drawn_by_worker(tab.context, site.base, asked)
            turned = turned_to(tab, site.base, asked[::25])
    with plain_host(root) as base, closing(browser.new_page()) as tab:
        hosts["the folder"] = drawn_in(opened(tab, f"{base}find.html?q=sewing"), asked)
    with closing(browser.new_page()) as tab:
        hosts["the one file"] = drawn_in(opened(tab, file.as_uri()), asked)

    assert [] == [at for at, html in turned.items() if html != hosts["the service worker"][at]]
    for host, pages in hosts.items():
        different = [address for address, html in pages.items() if said(html) != served[address]]
        assert [] == different[:5], f"{host}: {len(different)} of {len(pages)} differ"
        assert len(pages) >= LEAST_QUESTIONS
        print(f"{len(pages)} questions had the server's own answer from {host}")
    assert sum("No results" not in title for title, _ in served.values()) > len(asked) / 3


# What people do with them.


def test_the_folder_works_on_the_dumbest_host(root: Path, phone: Phone) -> None:
    """From a plain web server: search, narrow, read, go back, keep a list. Nobody else is asked."""
    with plain_host(root) as base:
        errand(phone, base, f"{base}index.html")


def test_the_folder_opens_with_a_double_click(root: Path, phone: Phone) -> None:
    """From a memory stick, with no server at all, it is just the same."""
    errand(phone, f"{root.as_uri()}/", (root / "index.html").as_uri())


def test_the_one_file_opens_with_a_double_click(file: Path, phone: Phone) -> None:
    """All of it again, and the only thing that is ever loaded is the file itself."""
    errand(phone, file.as_uri(), file.as_uri())

    assert {file.as_uri()} == {address.partition("#")[0] for address in phone.asked}


def errand(phone: Phone, home: str, front: str) -> None:
    """A family looks for help, reads, goes back, narrows, and makes a list."""
    tab = phone.new_page()
    faults: list[str] = []
    tab.on("pageerror", lambda error: faults.append(str(error)))
    tab.on("console", lambda line: faults.append(line.text) if line.type == "error" else None)
    tab.goto(front)
    tab.fill("#q", "someone to take mum shoping")
    tab.fill("#near", "BA1")
    tab.click(".search .button:text('Find help')")
    expect(tab.locator("#results")).to_contain_text("near BA1")
    settled(tab)
    names = tab.locator(".card h3").all_inner_texts()
    tab.locator(".card h3 a").first.click()
    expect(tab.locator("h1")).to_have_text(names[0])
    tab.click("text=Back to your results")
    expect(tab.locator(".card h3").first).to_have_text(names[0])
    settled(tab)
    tab.click("summary:text('Narrow your search')")
    tab.locator("label:text-is('Your home')").or_(
        tab.locator("label[for='where-your-home']")
    ).first.click()
    tab.click(".apply .button")
    expect(tab.locator(".chosen")).to_contain_text("your home", ignore_case=True)
    tab.locator("text=Add to my list").first.click()
    tab.click("text=My list (1)")
    expect(tab.locator("h1")).to_have_text("A list of 1")
    tab.fill("#note", "Ring first")
    tab.click("text=Put the note on the list")
    expect(tab.locator(".note")).to_have_text("Ring first")
    tab.go_back()
    expect(tab.locator(".note")).to_have_count(0)

    assert [] == faults
    assert [] == [address for address in phone.asked if not address.startswith(home)]


def test_kinds_of_help_lead_to_the_search(root: Path, phone: Phone) -> None:
    """With scripts the quilt leads to the search itself, where results can be narrowed."""
    tab = phone.new_page()
    tab.goto((root / "index.html").as_uri())
    tab.locator(".quilt a", has_text="Gardening").click()
    expect(tab.locator(".chosen")).to_contain_text("Gardening")


def test_the_folder_reads_without_scripts(root: Path, without_scripts: Tab) -> None:
    """Without scripts there is no search to try, but a way to everybody, by help and place."""
    tab = without_scripts
    tab.goto((root / "index.html").as_uri())
    expect(tab.locator(".search")).to_be_hidden()
    with arriving(tab):
        tab.locator(".quilt a", has_text="Gardening").click()
    tab.locator("main .rows a").first.click()
    expect(tab.locator(".call")).to_be_visible()
    tab.goto((root / "find.html").as_uri())
    with arriving(tab):
        tab.locator("noscript a").click()
    tab.locator("section", has_text="By where they are").locator("a").first.click()
    expect(tab.locator("main .rows a").first).to_be_visible()


def test_the_one_file_reads_without_scripts(file: Path, without_scripts: Tab, site: Site) -> None:
    """Without scripts every entry stands in the file, and the same links lead to it."""
    tab = without_scripts
    tab.goto(file.as_uri())
    tab.locator(".quilt a", has_text="Gardening").click()
    expect(tab.locator(":target")).to_contain_text("Gardening")
    name = tab.locator(":target a").first.inner_text()
    tab.locator(":target a").first.click()
    expect(tab.locator(":target h3")).to_have_text(name)
    text = " ".join(tab.inner_text("body").split())

    assert [] == [name for name in site.sql("SELECT name FROM entry") if name not in text]
    assert [] == [
        phone
        for phone in site.sql(
            "SELECT contact_phone FROM entry WHERE contact_phone AND status = 'open'"
        )
        if phone not in text
    ]


def test_the_one_file_lets_nothing_leave(file: Path, phone: Phone) -> None:
    """Whatever was in it, the browser would not let it ask another computer anything."""
    tab = opened(phone.new_page(), file.as_uri())
    stopped = tab.evaluate(TRY_TO_LEAVE)
    rules = tab.locator("meta[http-equiv]").first.get_attribute("content")

    assert {"img-src", "connect-src", "script-src-elem", "form-action", "frame-src"} == {*stopped}
    assert (rules or "").startswith("default-src 'none'; base-uri 'none'; script-src 'sha256-")


# What is in them.


def test_every_link_of_the_folder_leads_somewhere(root: Path) -> None:
    """Every link, script, style and picture of every page is a file of the folder."""
    pages = {path.relative_to(root).as_posix(): path for path in root.rglob("*.html")}
    missing = []
    for name, path in pages.items():
        if name == "404.html":
            continue
        for link in re.findall(
            r'\b(?:href|src|action|data-search)="([^"]*)"', path.read_text("utf-8")
        ):
            address = urlsplit(link)
            if address.scheme or not address.path:
                continue
            if not (path.parent / unquote(address.path)).is_file():
                missing.append(f"{name}: {link}")

    assert [] == missing[:10]
    assert {"index.html", "find.html", "list.html", "about.html", "everybody.html"} <= {*pages}


@pytest.mark.parametrize("name", ["index", "find", "list", "about", "everybody", "404",
                                  "help/gardening", "near/ba1", "entry/sew-what-bath"])  # fmt: skip
def test_pages_of_the_folder_are_good_html(root: Path, name: str) -> None:
    """A page of the folder has no fault that the HTML standard knows."""
    path = root / f"{name}.html"
    path = path if path.is_file() else next(path.parent.glob("*.html"))

    assert [] == Page(path.read_text("utf-8")).faults


def test_the_one_file_is_good_html(file: Path) -> None:
    """So has the one file, and no two things in it have one name."""
    text = file.read_text("utf-8")
    names = re.findall(r'\bid="([^"]*)"', text.split("<script type=")[0])

    assert [] == Page(text).faults
    assert sorted(set(names)) == sorted(names)


def test_pages_draw_the_same_beforehand_and_in_the_browser(root: Path, browser: Browser) -> None:
    """What a page of the folder says beforehand is what the browser would draw for its address."""
    addresses = {"/": "index", "/find": "find", "/list": "list", "/about": "about"}
    addresses |= {f"/entry/{path.stem}": f"entry/{path.stem}" for path in root.glob("entry/*.html")}
    with closing(browser.new_page()) as tab:
        drawn = drawn_in(opened(tab, f"{(root / 'find.html').as_uri()}?q=sewing"), [*addresses])

    for address, name in addresses.items():
        before = words_of((root / f"{name}.html").read_text("utf-8"))
        assert words_of(drawn[address]) == before, address


def words_of(html: str) -> str:
    """The words of a page's main part."""
    main = _MAIN.search(re.sub(r"<noscript>.*?</noscript>", "", html, flags=re.S))
    assert main
    return " ".join(re.sub(r"<[^>]*>", "", main[2]).split())


def test_an_answer_by_itself_is_a_smaller_file(
    tmp_path: Path, browser: Browser, file: Path
) -> None:
    """With a question the file has just its answer, says so, and has nobody else in it."""
    out = tmp_path / "gardening.html"
    told = publish(
        "one-file", out, "--find", "https://our-patch.example/find?help=gardening&near=BA1"
    )
    text = out.read_text("utf-8")
    with closing(browser.new_page()) as tab:
        opened(tab, f"{out.as_uri()}#/find")
        expect(tab.locator("#results")).to_have_text("5 results")
        expect(tab.locator(".top")).to_contain_text("Anybody near BA1")

    assert "5 entries" in told
    assert out.stat().st_size < file.stat().st_size
    assert "Bath PA Co-operative" not in text


# How they are published.


def files_of(root: Path) -> dict[str, tuple[bytes, int]]:
    """Every file under a folder: its bytes, and when it was written."""
    paths = (path for path in root.rglob("*") if path.is_file())
    return {p.relative_to(root).as_posix(): (p.read_bytes(), p.stat().st_mtime_ns) for p in paths}


def test_publishing_again_changes_nothing(root: Path) -> None:
    """The same entries on the same day: every file keeps its bytes, and its date."""
    before = files_of(root)
    publish("site", root)

    assert before == files_of(root)


def test_a_page_goes_when_its_entry_does(tmp_path: Path) -> None:
    """Pages of entries that are gone go; what somebody else put there stays."""
    entries, out = tmp_path / "entries", tmp_path / "site"
    write_entry(entries, "sew-sociable")
    write_entry(entries, "mow-and-sow")
    publish("site", out, entries=entries)
    (out / "CNAME").write_text("our-patch.example", "utf-8")
    (out / "entry" / "mine.txt").write_text("mine", "utf-8")
    (entries / "mow-and-sow.yml").unlink()
    publish("site", out, entries=entries)

    assert "our-patch.example" == (out / "CNAME").read_text("utf-8")
    assert {"mine.txt", "sew-sociable.html"} == {path.name for path in (out / "entry").iterdir()}
    assert [] == [path.name for path in tmp_path.iterdir() if path.name.startswith("site.")]


def test_a_folder_of_somebody_elses_is_left_alone(tmp_path: Path) -> None:
    """A folder with files in it that this did not make is not touched, and the words say why."""
    (tmp_path / "photos").mkdir()
    (tmp_path / "photos" / "cat.jpg").write_bytes(b"cat")
    told = build_py("publish", "site", "--out", tmp_path / "photos")

    assert 2 == told.returncode
    assert "has files in it that this did not make" in told.stderr
    assert {"cat.jpg"} == {path.name for path in (tmp_path / "photos").iterdir()}


def test_a_publishing_that_fails_leaves_the_old_folder(tmp_path: Path) -> None:
    """Whatever stops it half way, the old folder is there, whole, and nothing lies beside it."""
    out = tmp_path / "site"
    folder.publish([("a.html", b"old"), ("b.html", b"old")], out)

    def broken() -> Iterator[tuple[str, bytes]]:
        yield "a.html", b"new"
        raise OSError("the disk is full")

    with pytest.raises(OSError, match="the disk is full"):
        folder.publish(broken(), out)
    assert b"old" == (out / "a.html").read_bytes() == (out / "b.html").read_bytes()
    assert ["site"] == [path.name for path in tmp_path.iterdir()]


def test_a_publishing_cut_between_two_steps_is_put_right(tmp_path: Path) -> None:
    """Where the old folder was moved aside and the power went, the next time begins from it."""
    out = tmp_path / "site"
    folder.publish([("a.html", b"old")], out)
    (out / "CNAME").write_text("our-patch.example", "utf-8")
    out.rename(tmp_path / "site.old")
    folder.publish([("a.html", b"new")], out)

    assert b"new" == (out / "a.html").read_bytes()
    assert (out / "CNAME").is_file()


def test_either_comes_in_a_zip(tmp_path: Path, root: Path, file: Path) -> None:
    """Where the name ends in .zip, the same files are in it, and twice makes the same bytes."""
    stick, one = tmp_path / "stick.zip", tmp_path / "one.zip"
    publish("site", stick)
    publish("one-file", one)
    before = one.read_bytes()
    publish("one-file", one)
    with ZipFile(stick) as made:
        folder_of = {name.removeprefix("stick/"): made.read(name) for name in made.namelist()}
    with ZipFile(one) as made:
        assert ["one.html"] == made.namelist()
        assert file.read_bytes() == made.read("one.html")

    plain = {name: body for name, (body, _) in files_of(root).items() if name != folder.LIST}
    assert plain == folder_of
    assert before == one.read_bytes()


def test_entries_with_problems_publish_nothing(tmp_path: Path) -> None:
    """An entry that must be changed first stops it, and says what to change."""
    write_entry(tmp_path / "entries", "sew-sociable", nmae="Sew")
    for what in ("site", "one-file"):
        out = tmp_path / what
        told = build_py("publish", what, "--entries", tmp_path / "entries", "--out", out)
        assert 1 == told.returncode
        assert "There is no field called" in told.stderr
        assert not out.exists()


@pytest.mark.parametrize(
    ("question", "why"),
    [
        ("colour=blue", "asks nothing"),
        ("q=submarine&within=2&near=Lerwick&where=your-home", "Nobody answers"),
    ],
)
def test_a_question_that_makes_no_file(tmp_path: Path, question: str, why: str) -> None:
    """A question that asks nothing, or that nobody answers, makes no file and says why."""
    told = build_py("publish", "one-file", "--out", tmp_path / "a.html", "--find", question)

    assert 2 == told.returncode
    assert why in told.stderr
    assert not (tmp_path / "a.html").exists()


def test_an_empty_patch_is_published_too(tmp_path: Path, browser: Browser) -> None:
    """A patch on its first day makes a folder and a file that open and say so."""
    (tmp_path / "entries").mkdir()
    publish("site", tmp_path / "site", entries=tmp_path / "entries")
    publish("one-file", tmp_path / "a.html", entries=tmp_path / "entries")
    for address in (
        f"{(tmp_path / 'site' / 'find.html').as_uri()}?q=tea",
        (tmp_path / "a.html").as_uri(),
    ):
        with closing(browser.new_page()) as tab:
            opened(tab, address)
            tab.fill("#q", "gardening")
            tab.click(".search .button:text('Find help')")
            expect(tab.locator("#results")).to_contain_text("No results")
