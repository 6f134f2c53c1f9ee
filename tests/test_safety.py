"""Strangers: no SQL, no cookie, nothing inline, nothing that somebody typed taken for HTML."""

import json
import re
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from conftest import Page, ServeEntries, Site, build_py, serving, words, write_entry

#: Every address at which one Datasette or another has taken SQL from strangers.
SQL_ADDRESSES = (
    "/directory?sql=select+1",
    "/directory.json?sql=select+1",
    "/directory.csv?sql=select+1",
    "/directory?_shape=array&sql=select+1",
    "/directory/-/query?sql=select+1",
    "/directory/-/query.json?sql=select+1",
    "/directory/-/query.csv?sql=select+1",
    "/directory/entry?_where=1%3D1",
    "/directory/entry.json?_where=1%3D1",
    "/directory/directory.json?_where=1%3D1",
    "/_internal?sql=select+1",
    "/_internal.json?sql=select+1",
    "/_memory?sql=select+1",
    "/-/query?sql=select+1",
)

#: One address for every kind of answer that the site gives.
EVERY_KIND = (
    "/",
    "/find",
    "/find?q=gardening&help=gardening&page=2",
    "/find?q=zzzzqqqq&help=gardening",
    "/find.json",
    "/find.csv",
    "/find/",
    "/entry/a-stitch-in-time",
    "/entry/nobody",
    "/entry/nobody.json",
    "/about",
    "/nowhere",
    "/static/style.css",
    "/static/patches.svg",
    "/static/nothing.css",
    "/static/../metadata.yml",
    "/favicon.ico",
    "/.json",
    "/directory",
    "/directory.json",
    "/directory.db",
    "/directory?sql=select+1",
    "/directory/entry",
    "/directory/entry.csv",
    "/directory/entry.json?_where=1",
    "/directory/entry/a-stitch-in-time",
    "/directory/nothing",
    "/-/static/app.css",
    "/-/versions",
    "//example.org/",
    "/entry/%00",
)

HOSTILE = (
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "'><svg onload=alert(1)>",
    "</title><script>alert(1)</script>",
    "</textarea><iframe src=javascript:alert(1)>",
    "<!-- --><b onmouseover=alert(1)>hello</b>",
    "{{ 7 * 7 }}{% raw %}${7*7}",
    "javascript:alert(1)",
    "&lt;script&gt;alert(1)&lt;/script&gt; & <",
    "\u202ereversed <a href=//evil.example>x</a>",
)


CONTROLS = "".join(map(chr, range(33)))

#: Pictures of ours: codes to scan, and what stands for one on a screen.
CODE = "/qr.svg?to=%2F"
DRAWINGS = (CODE, "/static/icon.svg")


def harm_in(page: Page) -> list[str]:
    """Whatever on a page would run, or would send somebody somewhere by force."""
    found = []
    for element in page.root.iter():
        tag = str(element.tag)
        is_ours = element.get("src", "").startswith("/static/") and not words(element)
        is_drawing = tag == "img" and element.get("src", "").startswith(DRAWINGS)
        if tag in ("iframe", "object", "embed", "style", "base", "img") and not is_drawing:
            found.append(tag)
        if not element.get("srcset", CODE).startswith(CODE):
            found.append(f"{tag} srcset")
        if tag == "script" and element.get("type") == "application/ld+json" and not len(element):
            json.loads(element.text or "")  # data, which nothing runs
        elif tag == "script" and not is_ours:
            found.append(f"script {words(element)}")
        for name, value in element.attrib.items():
            scheme = re.sub(r"[\t\n\r]", "", value.lstrip(CONTROLS)).lower()  # as browsers do
            if name.startswith("on") or name == "style":
                found.append(f"{tag} {name}")
            leads = name in ("href", "src", "action", "formaction")
            only_named = tag == "link" and element.get("rel") in ("alternate", "canonical")
            loads = leads and tag != "a" and not only_named and scheme.startswith(("//", "http"))
            if loads or (leads and scheme.startswith(("javascript:", "data:", "vbscript:"))):
                found.append(f"{tag} {name}={value}")
    return found


@pytest.mark.parametrize("path", SQL_ADDRESSES)
def test_nobody_can_ask_sql(site: Site, path: str) -> None:
    """Every address at which Datasette could take SQL answers that it will not."""
    assert 400 <= site.get(path).status < 500


@pytest.mark.parametrize("how", ["_facet", "_facet_array", "_facet_date"])
@pytest.mark.parametrize("form", ["", ".json"])
def test_nobody_can_ask_for_facets_of_their_own(site: Site, how: str, form: str) -> None:
    """Facets of a stranger's choice would cost a second of the machine for each."""
    assert 400 == site.get(f"/directory/entry{form}?{how}=summary").status


def test_no_facet_is_suggested(site: Site) -> None:
    """Looking for facets to suggest reads whole tables, so it is off."""
    for table in ("directory", "entry", "entry_text", "term"):
        assert [] == site.get(f"/directory/{table}.json").json["suggested_facets"]
        assert "Suggested facets" not in site.get(f"/directory/{table}").text


@pytest.mark.parametrize("path", EVERY_KIND)
def test_every_answer_has_the_safe_headers(site: Site, path: str) -> None:
    """Pages, downloads, files, refusals and faults all carry the same rules for the browser."""
    reply = site.get(path)
    policy = dict(
        rule.strip().split(" ", 1) for rule in reply.header("content-security-policy").split(";")
    )

    assert "'none'" == policy["default-src"]
    assert "'self'" == policy["style-src"] == policy["form-action"]
    assert "'self' 'wasm-unsafe-eval'" == policy.pop("script-src")  # SQLite, compiled; no script
    assert not re.search(r"unsafe|https?:|\*", " ".join(policy.values()))
    assert "nosniff" == reply.header("x-content-type-options")
    assert "same-origin" == reply.header("referrer-policy")
    assert "" == reply.header("set-cookie")
    assert "" == reply.header("access-control-allow-origin")


def test_no_address_sets_a_cookie(site: Site) -> None:
    """Not even somebody who brings a cookie is given one."""
    for path in (*EVERY_KIND, *SQL_ADDRESSES, "/-/messages", "/-/login", "/-/logout"):
        reply = site.get(path, Cookie="ds_messages=x; ds_actor=y; ds_csrftoken=z")
        assert "" == reply.header("set-cookie"), path


@pytest.mark.parametrize(
    "door",
    ["versions", "plugins", "settings", "config", "threads", "databases", "actor", "metadata",
     "messages", "allow-debug", "permissions", "patterns", "auth-token", "logout", "jump", "api"],
)  # fmt: skip
def test_datasettes_pages_about_itself_are_shut(site: Site, door: str) -> None:
    """Versions, paths, settings and doors that need a login are nobody's business."""
    answers = [site.get(f"/-/{door}{form}").status for form in ("", ".json")]
    answers += [site.get(f"/%2D/{door}").status, site.get(f"//-/{door}").status]

    assert {True} == {status in (302, 404, 405) for status in answers}
    assert [404, 404] == answers[:2]


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE"])
def test_nothing_can_be_changed_from_outside(site: Site, method: str) -> None:
    """Whatever is sent to it, the site only answers, and the database stays as it was."""
    before = site.database.read_bytes()
    for path in ("/", "/find", "/entry/a-stitch-in-time", "/directory/entry", "/directory"):
        reply = site.get(path, method)
        assert (405, "GET, HEAD", b"") == (reply.status, reply.header("allow"), reply.body)
        assert "nosniff" == reply.header("x-content-type-options")

    assert before == site.database.read_bytes()


@pytest.mark.parametrize(
    "path", ["/", "/find?q=garden", "/find.json", "/about", "/static/style.css"]
)
def test_a_question_about_a_page_is_answered_without_it(site: Site, path: str) -> None:
    """HEAD, which link checkers use, gives the headers alone."""
    reply = site.get(path, "HEAD")

    assert (200, b"") == (reply.status, reply.body)


@pytest.mark.parametrize(
    "path",
    ["//evil.example/", "//evil.example/%2f..", "/%5Cevil.example/", "///evil.example//",
     "/%09/evil.example/", "/find/?next=//evil.example", "/entry//evil.example/",
     "//evil.example%2f%2e%2e/"],
)  # fmt: skip
def test_nobody_is_sent_elsewhere(site: Site, path: str) -> None:
    """Whatever the address, a redirect stays on this site."""
    to = site.get(path).header("location")

    assert not re.match(r"[a-z]+:|[/\\]{2}|/[\t\r\n]*[/\\]", to), to


@pytest.mark.parametrize(
    "path",
    ["/static/../metadata.yml", "/static/%2e%2e/metadata.yml", "/static/..%2fmetadata.yml",
     "/static//etc/passwd", "/static/%2fetc%2fpasswd", "/static/../ourpatch/cli.py",
     "/-/static/../../../etc/passwd", "/directory/../metadata.yml", "/metadata.yml", "/build.py",
     "/settings.json", "/templates/home.html", "/plugins/safe.py"],
)  # fmt: skip
def test_no_file_but_the_public_ones_can_be_had(site: Site, path: str) -> None:
    """Only what is in static/ and the database can be fetched."""
    assert site.get(path).status in (302, 400, 403, 404)


@pytest.mark.parametrize("text", HOSTILE)
def test_what_somebody_types_is_only_ever_words(site: Site, text: str) -> None:
    """A question full of HTML is shown as it was typed, in the box and in the heading."""
    reply = site.find("", q=text, near=text, help=text, page=text)
    boxes = {box.get("name"): box.get("value") for box in reply.page.root.iter("input")}
    shown = " ".join("".join(c if c.isprintable() else " " for c in text).split())

    assert [] == reply.page.faults
    assert [] == harm_in(reply.page)
    assert (shown, shown) == (boxes["q"], boxes["near"])


@pytest.mark.parametrize("text", HOSTILE)
def test_an_address_is_only_ever_words(site: Site, text: str) -> None:
    """The page for an address that is not there says nothing that would run."""
    for path in (f"/{quote(text)}", f"/entry/{quote(text, safe='')}", f"/find.{quote(text)}"):
        reply = site.get(path)
        if reply.status != 302:
            assert (404, [], []) == (reply.status, reply.page.faults, harm_in(reply.page))


@pytest.mark.parametrize(
    "came_from",
    ["javascript:alert(1)", "https://evil.example/find?q=x", "http://127.0.0.1:1/find?q=x",
     'HERE/find?q="><script>alert(1)</script>', "HERE/find?q=x#\" onclick=alert(1)",
     "HERE/entry/x?q=1", "HERE//evil.example/find?q=1", "\xff\xfe", "http://[::1"],
)  # fmt: skip
def test_the_way_back_leads_to_results_and_nowhere_else(site: Site, came_from: str) -> None:
    """The link back from an entry is made from where somebody came from, so it is not trusted."""
    reply = site.get("/entry/a-stitch-in-time", Referer=came_from.replace("HERE", site.base))
    (back,) = (nav for nav in reply.page.root.iter("nav") if nav.get("aria-label") == "Back")
    address = next(back.iter("a")).get("href", "")

    assert (200, [], []) == (reply.status, reply.page.faults, harm_in(reply.page))
    assert "/find" == address or address.startswith("/find?")


@pytest.fixture(scope="module")
def hostile(sample_db: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """A directory in which every word of some entries is hostile, however it got there."""
    database = tmp_path_factory.mktemp("hostile") / "directory.db"
    shutil.copy(sample_db, database)
    with closing(sqlite3.connect(database)) as connection, connection:
        columns = connection.execute("SELECT name, type FROM pragma_table_info('entry')").fetchall()
        ids = [id for (id,) in connection.execute("SELECT id FROM entry ORDER BY number")]
        fixed = {
            "id",
            "status",
            "checked_on",
            "stale_after",
            "status_since",
            "space_as_of",
            "changed",
        }
        lists = {
            name
            for (name,) in connection.execute("SELECT \"column\" FROM field WHERE shape = 'list'")
        }
        texts = [
            name
            for name, kind in columns
            if kind == "TEXT"
            and name not in fixed | lists
            and not name.endswith(("_link", "_on", "_since"))
        ]
        for id, text in zip(ids, HOSTILE, strict=False):
            setting = ", ".join(f'"{name}" = :text' for name in texts)
            connection.execute(
                f"UPDATE entry SET {setting} WHERE id = :id", {"text": text, "id": id}
            )
            found = connection.execute("SELECT record FROM entry_text WHERE id = ?", (id,))
            record = spoiled(json.loads(found.fetchone()[0]), text)
            connection.execute(
                "UPDATE entry_text SET record = ? WHERE id = ?", (json.dumps(record), id)
            )
        for column in ("label", "synonyms", "cy"):
            query = f"UPDATE term SET {column} = ? WHERE rowid % 7 = 0"
            connection.execute(query, (json.dumps([HOSTILE[1]]),))
        connection.execute("UPDATE facet SET label = ? WHERE id = 'people'", (HOSTILE[0],))
        connection.execute("UPDATE term_group SET label = ?", (HOSTILE[0],))
    with serving(database) as found_site:
        yield found_site


def spoiled(value: Any, text: str) -> Any:
    """The same entry with every word of prose in it replaced."""
    if isinstance(value, dict):
        return {
            key: each if key in ("on", "since", "now", "as_of") else spoiled(each, text)
            for key, each in value.items()
        }
    if isinstance(value, list):
        return [spoiled(each, text) for each in value]
    return text if isinstance(value, str) else value


def test_nothing_in_the_database_is_taken_for_html(hostile: Site) -> None:
    """Names, labels and facts are escaped on every page, whatever the database holds."""
    ids = hostile.sql("SELECT id FROM entry ORDER BY number")[: len(HOSTILE)]
    paths = ["/", "/about", "/find", "/find?page=2", "/find?q=garden&people=carers"]
    for path in [*paths, *(f"/entry/{id}" for id in ids)]:
        reply = hostile.get(path)
        assert (200, path, []) == (reply.status, path, reply.page.faults)
        # A website address is only checked when an entry is built, so links are left out here.
        assert [] == [harm for harm in harm_in(reply.page) if "href=javascript:" not in harm], path


def test_hostile_names_are_shown_as_they_are(hostile: Site) -> None:
    """What was written is what is read."""
    ids = hostile.sql("SELECT id FROM entry ORDER BY number")
    for id, text in zip(ids, HOSTILE, strict=False):
        (heading,) = hostile.get(f"/entry/{id}").page.root.iter("h1")
        assert " ".join(text.split()) == words(heading)


DESCRIPTIONS = (
    "<script>alert(1)</script>",
    "Hello <img src=x onerror=alert(1)> there",
    "<svg/onload=alert(1)>",
    "<a href='javascript:alert(1)'>press</a>",
    "<iframe src='https://evil.example'></iframe>",
    "<style>body{display:none}</style>",
    "<form action='https://evil.example'><input name=q></form>",
    "<b onclick='alert(1)'>bold</b>",
    "<math><mtext><table><mglyph><style><!--</style>"
    "<img title='--&gt;&lt;img src=1 onerror=alert(1)&gt;'>",
    "<noscript><p title='</noscript><img src=x onerror=alert(1)>'>",
    "<div style='background:url(https://evil.example/x)'>x</div>",
    "![a picture](https://evil.example/pixel.png)",
    "![a picture](javascript:alert(1))",
    "[press](https://example.org 'onclick=alert(1)')",
    '[press](https://example.org/"onmouseover="alert(1))',
    '<https://example.org/"onmouseover=alert(1)>',
    "`<script>alert(1)</script>`",
    "    <script>alert(1)</script>",
    "# Heading <script>alert(1)</script>",
    "> quote\n> <img src=x onerror=alert(1)>",
    "- item <svg onload=alert(1)>\n- item",
    "[a]: javascript:alert(1)\n\n[a]",
    "[press](JaVaScRiPt:alert(1))",
    "[press](java\tscript:alert(1))",
    "[press](&#106;avascript:alert(1))",
    "[press](data:text/html;base64,PHNjcmlwdD5hbGVydCgxKTwvc2NyaXB0Pg==)",
    "[press](vbscript:msgbox(1))",
    "[press](//evil.example)",
    "[press](/\\evil.example)",
    "&lt;script&gt;alert(1)&lt;/script&gt;",
    "<!--[if IE]><script>alert(1)</script><![endif]-->",
    "<p>unclosed <b>bold <i>both",
    "</section></article></main><h1>Taken over</h1>",
    "<base href='https://evil.example/'>",
    "<meta http-equiv=refresh content='0;url=https://evil.example'>",
    "<object data='https://evil.example'></object><embed src='https://evil.example'>",
    "***\n---\n___\n\n| a | b |\n|---|---|\n| <script> | x |",
    "*" * 5000,
    "[" * 2000,
    "> " * 300 + "deep",
    "**bold** and *soft* and\n\n1. one\n2. two\n\n[a link](https://example.org)",
)


@pytest.fixture(scope="module")
def described(serve_entries: ServeEntries, tmp_path_factory: pytest.TempPathFactory) -> Site:
    """A patch with a description for each attack that `check` lets through; the rest it refuses."""
    folder = tmp_path_factory.mktemp("described")
    for number, description in enumerate(DESCRIPTIONS):
        write_entry(folder, f"case-{number:02}", description=description)
    told = build_py("check", folder, "--format", "json", "--entries", folder)
    refused = {
        Path(problem["path"]).stem
        for problem in json.loads(told.stdout)
        if problem["strength"] == "error"
    }
    entries = {
        id: {"description": description, "cy": {"description": description}}
        for number, description in enumerate(DESCRIPTIONS)
        if (id := f"case-{number:02}") not in refused
    }
    assert {"case-22", "case-25"} <= refused
    assert len(refused) < len(DESCRIPTIONS) // 2
    return serve_entries("descriptions", entries)


def test_a_description_can_do_no_harm(described: Site) -> None:
    """Whatever stands in a description, its page is whole, and nothing in it runs or loads."""
    for id in described.sql("SELECT id FROM entry"):
        reply = described.get(f"/entry/{id}")
        assert (200, id, [], []) == (reply.status, id, reply.page.faults, harm_in(reply.page))
        assert 1 == len(reply.page.words("h1"))


def test_a_description_keeps_what_is_harmless(described: Site) -> None:
    """Bold, lists and links come through."""
    last = f"case-{len(DESCRIPTIONS) - 1:02}"
    reply = described.get(f"/entry/{last}")

    assert "bold" in reply.page.words("strong")
    assert {"one", "two"} <= set(reply.page.words("li"))
    assert "https://example.org" == reply.page.links()["a link"]
