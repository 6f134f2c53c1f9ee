"""Lists from other computers: fetched whole or not at all, named on every entry, our own first."""

import io
import json
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, redirect_stderr, redirect_stdout
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from conftest import (
    PROJECT,
    TODAY,
    Site,
    built,
    free_port,
    serving,
    wait_for,
    words,
    write_entry,
)
from open_referral import OFFICIAL

from ourpatch.cli import main
from ourpatch.importing.fetching import Fetcher, Unfetched
from ourpatch.importing.sources import read_source
from ourpatch.reading import Entry, read_file

Answer = tuple[int, bytes, dict[str, str]]


@dataclass
class Neighbour:
    """A computer that answers as it is told, and remembers what it was asked."""

    answer: Callable[[str, int], Answer]
    base: str = ""
    asked: list[str] = field(default_factory=list)
    agents: set[str] = field(default_factory=set)


@contextmanager
def neighbour(answer: Callable[[str, int], Answer]) -> Iterator[Neighbour]:
    """Somebody else's server on loopback. `answer` gets the path, and how often it was asked it."""
    known = Neighbour(answer)

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            known.asked.append(self.path)
            known.agents.add(self.headers.get("user-agent", ""))
            status, body, headers = known.answer(self.path, known.asked.count(self.path))
            self.send_response(status)
            for name, value in {"content-length": str(len(body)), **headers}.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    known.base = f"http://127.0.0.1:{server.server_port}"
    try:
        yield known
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def told(document: Any, status: int = 200, **headers: str) -> Answer:
    """An answer in JSON."""
    return status, json.dumps(document).encode(), headers


MISSING = told({"error": "no"}, 404)


def service(number: int, **more: Any) -> dict[str, Any]:
    """A service that can be an entry, in a place of its own."""
    return {
        "id": f"id-{number}",
        "name": f"Group {number}",
        "status": "active",
        "description": "A friendly afternoon.",
        "contacts": [{"phones": [{"number": f"01632 9601{number:02}"}]}],
    } | more


def feed_of(services: list[dict[str, Any]], per_page: int = 2) -> Callable[[str, int], Answer]:
    """A feed of version 3 whose lists leave out how to get in touch, as real ones do."""
    by_id = {each["id"]: each for each in services}

    def answer(path: str, _: int) -> Answer:
        parts = urlsplit(path)
        if parts.path == "/v3/":
            return told({"version": "HSDS-UK-3.0", "openapi_url": "x", "publisher": "Them"})
        if parts.path == "/v3/services":
            number = int(parse_qs(parts.query)["page"][0])
            some = services[(number - 1) * per_page : number * per_page]
            lists = [{k: v for k, v in each.items() if k != "contacts"} for each in some]
            pages = -(-len(services) // per_page)
            return told({"total_pages": pages, "page_number": number, "contents": lists})
        found = by_id.get(parts.path.removeprefix("/v3/services/"))
        return told(found) if found else MISSING

    return answer


def typed(*words: str | Path, code: int) -> str:
    """What a command prints, run here and now; it must end with this exit code."""
    said = io.StringIO()
    with redirect_stdout(said), redirect_stderr(said):
        ended = main([str(word) for word in words])
    assert code == ended, said.getvalue()
    return said.getvalue()


def bring(folder: Path, what: str, *more: str | Path, code: int = 0, today: str = TODAY) -> str:
    """Import from an address; gives what was printed."""
    where = ("--into", folder / "entries", "--waiting", folder / "waiting", "--today", today)
    return typed("import", what, *where, *more, code=code)


def entries_in(folder: Path) -> dict[str, Entry]:
    """The entries that were imported, by their ids."""
    return {path.stem: read_file(path) for path in sorted((folder / "entries").glob("*.yml"))}


def left_waiting(folder: Path) -> list[str]:
    """The folders in which something was broken off."""
    return [path.name for path in (folder / "waiting").glob("*") if path.is_dir()]


# ── a feed from an address ──────────────────────────────────────────────────────────────────────


def test_our_own_feed_comes_over_the_wire(site: Site, tmp_path: Path) -> None:
    """All entries of a real server come, by pages and one by one, and pass every check."""
    said = bring(tmp_path, f"{site.base}/openreferral/v3")
    old = {entry.get("name") for entry in map(read_file, (PROJECT / "entries").glob("*.yml"))}
    new = entries_in(tmp_path)

    assert "84 services, 84 entries" in said
    assert old == {entry.get("name") for entry in new.values()}
    assert {"Our Patch"} == {entry.get("source.name") for entry in new.values()}
    assert 60 < sum(bool(entry.get("contact.phone")) for entry in new.values())
    assert [] == left_waiting(tmp_path)
    built(tmp_path / "entries")


def test_only_what_was_asked_for_comes(site: Site, tmp_path: Path) -> None:
    """A question in the address goes along to every page."""
    said = bring(tmp_path, f"{site.base}/openreferral/v3/services?search=gardening")

    assert 0 < len(entries_in(tmp_path)) < 40, said
    assert "green-wellies-gardening" in entries_in(tmp_path)


@pytest.mark.parametrize("mock", ["Default", "Warn", "Fail"])
def test_the_official_mocks_come_over_the_wire(mock: str, tmp_path: Path) -> None:
    """The official examples, good and bad, served as their own server does."""
    folder = OFFICIAL / "mocks" / f"V3.0-UK-{mock}"
    if not folder.is_dir():
        pytest.skip(f"{folder} is not here, so no official example was fetched.")

    def answer(path: str, _: int) -> Answer:
        plain = urlsplit(path).path.removeprefix("/mock").rstrip("/")
        known = {"": "api_details", "/services": "service_list"}
        name = known.get(plain, "service_full")
        return 200, (folder / f"{name}.json").read_bytes(), {}

    with neighbour(answer) as them:
        said = bring(tmp_path, f"{them.base}/mock")

    assert "Community Counselling" in {each.get("name") for each in entries_in(tmp_path).values()}
    assert "1 service" in said or mock == "Fail"
    built(tmp_path / "entries")


def test_version_one_comes_by_pages_too(tmp_path: Path) -> None:
    """The older standard says otherwise how many pages there are."""

    def answer(path: str, _: int) -> Answer:
        parts = urlsplit(path)
        if parts.path == "/services":
            number = int(parse_qs(parts.query)["page"][0])
            page = {"totalElements": 2, "totalPages": 2, "number": number, "last": number == 2}
            return told(page | {"content": [service(number)]})
        return MISSING

    with neighbour(answer) as them:
        bring(tmp_path, f"{them.base}/services", "--as", "openreferral")

    assert ["group-1", "group-2"] == [*entries_in(tmp_path)]
    assert ["/", "/services?page=1", "/services?page=2"] == them.asked


def test_a_feed_that_goes_round_in_a_circle_ends(tmp_path: Path) -> None:
    """A server that gives its first page for every number is left alone after the second."""
    with neighbour(lambda path, _: told({"contents": [service(1)]})) as them:
        said = bring(tmp_path, them.base)

    assert 3 == len(them.asked)
    assert "Page 2 has nothing that was not on a page before." in said


def test_a_service_that_is_listed_and_not_there_is_told(tmp_path: Path) -> None:
    """The list's own words are used, and what could not be had is named."""
    listed = [service(1), service(2)]
    whole = feed_of(listed)

    def answer(path: str, times: int) -> Answer:
        return MISSING if path.endswith("/id-2") else whole(path, times)

    with neighbour(answer) as them:
        said = bring(tmp_path, f"{them.base}/v3")

    assert "The feed lists id-2 and does not give it whole (404)." in said
    assert ["group-1"] == [*entries_in(tmp_path)]


def test_a_spreadsheet_comes_from_an_address(tmp_path: Path) -> None:
    """--as csv, or an address that ends so, is read with a mapping."""
    table = b"Name,What,Phone\nSew Sociable,A sewing afternoon.,01632 960123\n"
    mapping = tmp_path / "map.yml"
    mapping.write_text("name: Name\nsummary: What\ncontact.phone: Phone\n")
    with neighbour(lambda path, _: (200, table, {})) as them:
        bring(tmp_path, f"{them.base}/export?id=7", "--as", "csv", "--map", mapping)
        said = bring(tmp_path, f"{them.base}/groups.csv", "--map", mapping)
        untold = bring(tmp_path, f"{them.base}/groups.csv", code=2)

    assert "groups.csv: 1 row" in said
    assert "Sew Sociable" in {each.get("name") for each in entries_in(tmp_path).values()}
    assert "needs a mapping" in untold
    assert [] == left_waiting(tmp_path)


def test_a_saved_file_can_be_named_for_what_it_is(tmp_path: Path) -> None:
    """--as says what a file is when its ending does not."""
    file = tmp_path / "feed.txt"
    file.write_text(json.dumps({"contents": [service(1)]}))
    bring(tmp_path, str(file), "--as", "openreferral")

    assert ["group-1"] == [*entries_in(tmp_path)]


# ── what goes wrong on the way ──────────────────────────────────────────────────────────────────


def test_what_was_broken_off_goes_on(tmp_path: Path) -> None:
    """A server that fails half way leaves no entry; the next time only the rest is asked for."""
    whole = feed_of([service(number) for number in range(1, 7)])
    broken = [True]

    def answer(path: str, times: int) -> Answer:
        return told({}, 403) if broken[0] and path == "/v3/services?page=3" else whole(path, times)

    with neighbour(answer) as them:
        said = bring(tmp_path, f"{them.base}/v3", code=2)
        assert f"{them.base}/v3/services?page=3: It does not let us in." in said
        assert not (tmp_path / "entries").exists()
        broken[0] = False
        them.asked.clear()
        bring(tmp_path, f"{them.base}/v3")

        assert "/v3/services?page=3" == them.asked[0]
        assert 6 == len(entries_in(tmp_path))
        assert [] == left_waiting(tmp_path)
        them.asked.clear()
        again = bring(tmp_path, f"{them.base}/v3")

    assert "/v3/services?page=1" in them.asked
    assert "6 the same" in again


def test_pages_of_another_day_are_asked_for_again(tmp_path: Path) -> None:
    """Half a list from yesterday and half from today would be no list."""
    whole = feed_of([service(1), service(2), service(3)])
    broken = [True]

    def answer(path: str, times: int) -> Answer:
        return told({}, 403) if broken[0] and "page=2" in path else whole(path, times)

    with neighbour(answer) as them:
        bring(tmp_path, f"{them.base}/v3", code=2)
        broken[0] = False
        them.asked.clear()
        bring(tmp_path, f"{them.base}/v3", today="2026-11-22")

    assert "/v3/services?page=1" in them.asked


def test_somebody_who_stops_it_may_go_on(tmp_path: Path) -> None:
    """Ctrl+C ends it with a sentence; what has come stays, and no entry is half there."""
    whole = feed_of([service(1), service(2), service(3)])
    reached, go_on = threading.Event(), threading.Event()

    def answer(path: str, times: int) -> Answer:
        if path.endswith("/id-2") and not go_on.is_set():
            reached.set()
            go_on.wait(20)
        return whole(path, times)

    with neighbour(answer) as them:
        where = ("--into", tmp_path / "entries", "--waiting", tmp_path / "waiting")
        process = subprocess.Popen(
            [
                *(sys.executable, PROJECT / "build.py", "import", f"{them.base}/v3"),
                *(*where, "--today", TODAY),
            ],
            stderr=subprocess.PIPE,
            text=True,
        )
        wait_for(reached.is_set, "the second service to be asked for")
        process.send_signal(signal.SIGINT)
        _, said = process.communicate(timeout=60)
        go_on.set()
        assert (130, False) == (process.returncode, "Traceback" in said)
        assert "Stopped." in said
        assert not (tmp_path / "entries").exists()
        them.asked.clear()
        bring(tmp_path, f"{them.base}/v3")

    assert ["/v3/services/id-2", "/v3/services/id-3"] == them.asked
    assert 3 == len(entries_in(tmp_path))


WEB_PAGE = (200, b"<!DOCTYPE html><title>Hello</title>", {"content-type": "text/html"})


@pytest.mark.parametrize(
    ("answer", "why"),
    [
        (MISSING, "There is nothing at this address"),
        (told({}, 401), "It wants a name and password"),
        (told({}, 403), "It does not let us in"),
        (told({}, 410), "has gone for good"),
        (told({}, 418), "It answered 418"),
        (WEB_PAGE, "This is a web page and not a feed"),
        ((200, b"", {}), "The answer is empty"),
        ((200, b"{", {}), "This cannot be read as JSON"),
        ((200, b"[" * 100_000, {}), "This cannot be read as JSON"),
        ((200, b"\xff\xfe\x00", {}), "This cannot be read as JSON"),
        (told([]), "There are no services here"),
        (told({"contents": []}), "There are no services here"),
        (told({}, 302, location="/"), "It sends us round in circles"),
        (told({}, 302, location="file:///etc/passwd"), "It sends us to what is no web address"),
        (told({}, 302, location="ftp://127.0.0.1/x"), "It sends us to what is no web address"),
        (told({}, 429, **{"retry-after": "3600"}), "come back in 60 minutes"),
        ((200, b"not packed", {"content-encoding": "gzip"}), "packed in a way that cannot be read"),
    ],
)
def test_every_failure_is_told_in_words(answer: Answer, why: str, tmp_path: Path) -> None:
    """Whatever a server answers, there is a sentence and no entry."""
    with neighbour(lambda *_: answer) as them:
        said = bring(tmp_path, f"{them.base}/v3", code=2)

    assert why in said
    assert not (tmp_path / "entries").exists()


@pytest.mark.parametrize(
    ("address", "why"),
    [
        ("ftp://example.org/feed", "This is not a web address"),
        ("file:///etc/passwd", "This is not a web address"),
        ("https://", "This is not a web address"),
        ("http://[::1/x", "This is not a web address"),
        ("https://example.org:99999/x", "This is not a web address"),
        ("https://exa mple.org/", "This is not a web address"),
        ("https://sam:secret@example.org/v3", "Leave the name and password out"),
    ],
)
def test_what_is_no_address_is_told(address: str, why: str, tmp_path: Path) -> None:
    """Nobody is asked, and no password is printed."""
    said = bring(tmp_path, address, code=2)

    assert why in said
    assert "secret" not in said


def test_nobody_at_home_is_told(tmp_path: Path) -> None:
    """A port at which nobody listens, and a name that there is not."""
    said = bring(tmp_path, f"http://127.0.0.1:{free_port()}/v3", code=2)

    assert "It cannot be reached" in said
    with Fetcher(waits=()) as fetcher, pytest.raises(Unfetched, match="It cannot be reached"):
        fetcher.get("http://nobody.invalid/")


def test_a_busy_server_is_asked_again(tmp_path: Path) -> None:
    """A few tries, with waits between, and as long as the server asks for."""
    whole = feed_of([service(1)])

    def answer(path: str, times: int) -> Answer:
        if "page=1" in path and times == 1:
            return told({}, 503, **{"retry-after": "1"})
        if "page=1" in path and times == 2:
            return told({}, 500)
        return whole(path, times)

    with neighbour(answer) as them:
        bring(tmp_path, f"{them.base}/v3")

    assert 3 == them.asked.count("/v3/services?page=1")
    assert ["group-1"] == [*entries_in(tmp_path)]
    assert {True} == {agent.startswith("OurPatch/") for agent in them.agents}


def test_patience_has_an_end() -> None:
    """A server that is always busy, or says nothing for long, is given up."""
    stuck = threading.Event()

    def answer(path: str, _: int) -> Answer:
        if path == "/slow":
            stuck.wait(10)
        return told({}, 503)

    with neighbour(answer) as them, Fetcher(waits=(0.01, 0.01), patience=0.3) as fetcher:
        with pytest.raises(Unfetched, match="It answered 503"):
            fetcher.get(f"{them.base}/busy")
        with pytest.raises(Unfetched, match="It took too long to answer"):
            fetcher.get(f"{them.base}/slow")
        stuck.set()

    assert (3, 3) == (them.asked.count("/busy"), them.asked.count("/slow"))


def test_an_answer_can_be_too_large() -> None:
    """Also when it was small on the way and large when unpacked."""
    import gzip

    packed = gzip.compress(b"0" * 5_000_000)

    def answer(path: str, _: int) -> Answer:
        if path == "/bomb":
            return 200, packed, {"content-encoding": "gzip"}
        return 200, b"0" * 2_000_000, {}

    with neighbour(answer) as them, Fetcher(largest=1_000_000) as fetcher:
        for path in ("/bomb", "/large"):
            with pytest.raises(Unfetched, match="larger than 1 MB"):
                fetcher.get(them.base + path)


# ── neighbours ──────────────────────────────────────────────────────────────────────────────────


def write_source(folder: Path, id: str = "frome", **more: Any) -> Path:
    """Write a source of the neighbour, as a volunteer would."""
    lines = {
        "name": "Frome Patch",
        "as": "openreferral",
        "licence": "Creative Commons Attribution 4.0",
        "every": "week",
        "still_there": ["Group 1", "Group 2"],
    } | more
    path = folder / "sources" / f"{id}.yml"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("".join(f"{name}: {json.dumps(words)}\n" for name, words in lines.items()))
    return path


def gather(folder: Path, *names: str, code: int = 0, today: str = TODAY) -> str:
    """Gather from the neighbours; gives what was printed."""
    where = ("--sources", folder / "sources", "--into", folder / "entries")
    more = ("--waiting", folder / "waiting", "--today", today)
    return typed("gather", *names, *where, *more, code=code)


def test_a_neighbour_is_gathered_and_named(tmp_path: Path) -> None:
    """Every entry says whose list it is from, under which licence; its page says so too."""
    with neighbour(feed_of([service(1), service(2)])) as them:
        write_source(tmp_path, address=f"{them.base}/v3", link="https://frome.example/")
        said = gather(tmp_path)
    entry = entries_in(tmp_path)["group-1"]

    assert "Frome Patch: 2 services, 2 entries" in said
    assert {
        "name": "Frome Patch",
        "id": "id-1",
        "link": "https://frome.example/",
        "licence": "Creative Commons Attribution 4.0",
    } == entry.get("source")
    with serving(built(tmp_path / "entries")) as here:
        page = here.get("/entry/group-1").page
        (about,) = (
            words(each)
            for each in page.root.iter("section")
            if each.get("class") == "keep" and each.get("aria-labelledby") == "about-page"
        )
        assert "It came from Frome Patch, used under the Creative Commons Attribution 4.0." in about
        assert "https://frome.example/" == page.links()["Frome Patch"]


def test_a_neighbour_is_asked_as_often_as_was_said(tmp_path: Path) -> None:
    """Not before a week is over, but at once when somebody names it."""
    with neighbour(feed_of([service(1), service(2)])) as them:
        write_source(tmp_path, address=f"{them.base}/v3")
        gather(tmp_path)
        them.asked.clear()
        early = gather(tmp_path, today="2026-11-27")
        assert [] == them.asked
        gather(tmp_path, "frome", today="2026-11-24")
        assert [] != them.asked
        them.asked.clear()
        gather(tmp_path, today="2026-12-01")
        assert [] != them.asked

    assert "Frome Patch: gathered on 2026-11-21; again from 2026-11-28." in early


def test_a_list_that_has_lost_its_own_is_stopped(tmp_path: Path) -> None:
    """When an entry that must still be there is gone, nothing of that list is written."""
    with neighbour(feed_of([service(1), service(3)])) as them:
        write_source(tmp_path, "a-wrong", address=f"{them.base}/v3")
        write_source(
            tmp_path,
            "b-right",
            name="Box Patch",
            address=f"{them.base}/v3",
            still_there=["group 1", "id-3"],
        )
        said = gather(tmp_path, code=1)

    assert "Frome Patch: Nothing was imported. The list has “Group 2” no longer" in said
    assert "name others in a-wrong.yml" in said
    assert {"Box Patch"} == {each.get("source.name") for each in entries_in(tmp_path).values()}
    assert not (tmp_path / "waiting" / "a-wrong.last").exists()


def test_a_neighbour_that_does_not_answer_stops_no_other(tmp_path: Path) -> None:
    """Its entries stay as they were; the others are gathered."""
    with neighbour(feed_of([service(1), service(2)])) as them:
        write_source(tmp_path, "a-gone", name="Gone Patch", address=f"{them.base}/nothing")
        write_source(tmp_path, "b-here", address=f"{them.base}/v3")
        said = gather(tmp_path, code=1)

    assert "Gone Patch: Nothing was imported." in said
    assert 2 == len(entries_in(tmp_path))


def test_a_spreadsheet_can_be_a_neighbours(tmp_path: Path) -> None:
    """With a mapping beside the sources; from an address or a file."""
    table = b"No,Name,What,Phone\n1,Group 1,Sewing.,01632 960101\n2,Group 2,Tea.,01632 960102\n"
    maps = tmp_path / "sources" / "maps"
    maps.mkdir(parents=True)
    (maps / "frome.yml").write_text(
        "name: Name\nsummary: What\ncontact.phone: Phone\nsource.id: No\n"
    )
    with neighbour(lambda *_: (200, table, {})) as them:
        write_source(tmp_path, address=f"{them.base}/list", map="maps/frome.yml", **{"as": "csv"})
        said = gather(tmp_path)
    (tmp_path / "sources" / "list.csv").write_bytes(table)
    write_source(tmp_path, address="list.csv", map="maps/frome.yml", **{"as": "csv"})
    again = gather(tmp_path, "frome")

    assert "Frome Patch: 2 rows, 2 entries" in said
    assert "2 the same" in again
    assert {"Frome Patch"} == {each.get("source.name") for each in entries_in(tmp_path).values()}


def test_a_neighbours_file_can_stand_beside_the_sources(tmp_path: Path) -> None:
    """Somebody sent a saved feed: it is gathered like any other, and a wrong path is told."""
    write_source(tmp_path, "a-gone", name="Gone Patch", address="gone.json")
    write_source(tmp_path, "b-sent", address="sent.json")
    (tmp_path / "sources" / "sent.json").write_text(json.dumps([service(1), service(2)]))
    said = gather(tmp_path, code=1)
    again = gather(tmp_path, code=1)

    assert "gone.json: No such file" in said
    assert "Frome Patch: 2 services, 2 entries" in said
    assert "Frome Patch: gathered on 2026-11-21" in again


TWINS: dict[str, tuple[dict[str, Any], dict[str, Any]]] = {
    "the same phone number": (
        {"contact": {"phone": "+44 1632 960101"}},
        {"contacts": [{"phones": [{"number": "(01632) 960 101"}]}]},
    ),
    "the same website": (
        {"contact": {"website": "https://sew.example/"}},
        {"url": "http://www.sew.example", "contacts": []},
    ),
    "the same number in a register": (
        {"contact": {"email": "a@b.example"}, "identifiers": {"charity": "1154871"}},
        {
            "organization": {
                "organization_identifiers": [
                    {"identifier_scheme": "GB-CHC", "identifier": "1154871"}
                ]
            }
        },
    ),
    "the same name and place": (
        {"name": "Group 1", "contact": {"email": "a@b.example"}, "place": {"outcode": "BA1"}},
        {"service_at_locations": [{"location": {"addresses": [{"postal_code": "BA1 6RT"}]}}]},
    ),
}


@pytest.mark.parametrize("why", TWINS)
def test_our_own_entry_wins(why: str, tmp_path: Path) -> None:
    """Who is here already is not made again, and the reason is told."""
    ours, theirs = TWINS[why]
    path = write_entry(tmp_path / "entries", "sew-sociable", **ours)
    before = path.read_bytes()
    with neighbour(feed_of([service(1, **theirs), service(2)])) as them:
        write_source(tmp_path, address=f"{them.base}/v3")
        said = gather(tmp_path)

    assert ["group-2", "sew-sociable"] == [*entries_in(tmp_path)]
    assert f"service 1 (Group 1): sew-sociable.yml has {why}" in said
    assert "1 entry in" in said
    assert "1 here already" in said
    assert before == path.read_bytes()


def test_a_name_alone_is_no_twin(tmp_path: Path) -> None:
    """Two lunch clubs may have one name; a short number such as 111 is everybody's."""
    write_entry(tmp_path / "entries", "ours", name="Group 1", contact={"phone": "111"})
    phones = [{"phones": [{"number": "111"}]}]
    with neighbour(feed_of([service(1, contacts=phones), service(2)])) as them:
        write_source(tmp_path, address=f"{them.base}/v3")
        gather(tmp_path)

    assert ["group-1", "group-2", "ours"] == [*entries_in(tmp_path)]


def test_an_entry_of_ours_that_comes_later_is_told(tmp_path: Path) -> None:
    """What was gathered before is never deleted: the volunteers are told to keep one of the two."""
    with neighbour(feed_of([service(1), service(2)])) as them:
        write_source(tmp_path, address=f"{them.base}/v3")
        gather(tmp_path)
        write_entry(tmp_path / "entries", "ours", contact={"phone": "01632 960101"})
        said = gather(tmp_path, "frome")

    assert "group-1.yml: ours.yml has the same phone number, and is our own" in said
    assert ["group-1", "group-2", "ours"] == [*entries_in(tmp_path)]


def test_two_neighbours_with_the_same_group(tmp_path: Path) -> None:
    """Whoever comes first brings it; it is not there twice."""
    with neighbour(feed_of([service(1), service(2)])) as them:
        write_source(tmp_path, "a", address=f"{them.base}/v3")
        write_source(tmp_path, "b", name="Box Patch", address=f"{them.base}/v3")
        said = gather(tmp_path)

    assert "Box Patch: 2 services, 0 entries" in said
    assert {"Frome Patch"} == {each.get("source.name") for each in entries_in(tmp_path).values()}


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ({"every": "hour"}, "write one of day, week, month, year"),
        ({"as": "excel"}, "write one of openreferral, csv"),
        ({"licence": ""}, "There are no words here"),
        ({"licence": "x" * 101}, "use at most 100"),
        ({"address": "ftp://example.org/"}, "This is not a web address"),
        ({"address": "https://a:b@example.org/"}, "Leave the name and password out"),
        ({"link": "example"}, "is not a web address"),
        ({"still_there": ["Group 1"]}, "name two or three entries of theirs"),
        ({"still_there": "Group 1"}, "name two or three entries of theirs"),
        ({"adress": "x"}, "did you mean “address”?"),
        ({"as": "csv"}, "A spreadsheet needs a mapping"),
        ({"name": {"a": "b"}}, "There are no words here"),
    ],
)
def test_a_source_with_something_wrong_is_told(
    change: dict[str, Any], why: str, tmp_path: Path
) -> None:
    """Each problem with its line and what to write, and nobody is asked anything."""
    write_source(tmp_path, **({"address": "https://frome.example/v3"} | change))
    said = gather(tmp_path, code=2)

    assert "sources/frome.yml:" in said
    assert why in said
    assert "Nothing was gathered." in said


def test_every_line_that_a_source_lacks_is_told(tmp_path: Path) -> None:
    """All at once, so that nobody has to try again and again."""
    path = tmp_path / "frome.yml"
    path.write_text("link: https://frome.example/\n")
    source, found = read_source(path)

    assert source is None
    assert {"name", "address", "as", "licence", "every", "still_there"} == {
        problem.message.split("“")[1].rstrip("”.") for problem in found
    }
    for text in ("", "[]", "a: &x b", "just words", "\t"):
        path.write_text(text)
        assert read_source(path)[1], text


def test_no_sources_are_told(tmp_path: Path) -> None:
    """Neither an empty folder nor a name that there is not ends in silence."""
    assert "There are no sources here" in gather(tmp_path, code=2)
    assert "nobody.yml" in gather(tmp_path, "nobody", code=2)
