"""One search, two hosts: a real browser answers from the database that travels, as the server does.

Hundreds of questions are put to both, and everything in the answers is compared. tests/varied.py
makes the questions, and tests/vectors.py the odd words for the small functions.
"""

import base64
import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import asdict, replace
from datetime import date
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl

import pytest
import varied
import vectors
from conftest import TODAY, ServeEntries, Site, serving
from playwright.sync_api import Browser
from playwright.sync_api import Page as Tab

from benchmarks.entries import write_entries
from ourpatch import searching
from ourpatch.compiling.build import build
from ourpatch.compiling.travelling import travelling, zipped
from ourpatch.editions.bundle import bundle
from ourpatch.house import SITE

SEARCH = Path(__file__).parent / "search"
STATIC = SITE / "static"
ENGINE = STATIC / "vendor" / "sqlite" / "sqlite3.wasm"

#: So many generated entries are asked about too, and at least so many questions of each patch.
MANY_ENTRIES, LEAST_QUESTIONS = 2_000, 500

#: Every so many questions is for the whole answer, as downloads are.
WHOLE_EVERY = 23

OPEN = """async () => {
  const search = await import("/static/search/index.js");
  const reply = await fetch("/travelling.db.gz");
  window.search = search;
  window.patch = await search.open(await reply.arrayBuffer());
}"""
ASK = """(asked) => JSON.stringify(asked.map(([query, whole]) => {
  const { search, patch } = window;
  const question = search.readQuestion(search.pairsOf(query), patch);
  const answer = search.answer(patch, question, whole);
  const plain = (result) => ({ ...result, facts: result.facts.id });
  const picture = search.picture(patch, answer);
  return {
    ...answer,
    results: answer.results.map(plain),
    picture: picture && {
      ...picture,
      elsewhere: picture.elsewhere.map(plain),
      discs: picture.discs.map((disc) => ({ ...disc, results: disc.results.map(plain) })),
    },
    ways_out: answer.total ? [] : search.waysOut(patch, question),
    address: search.parametersOf(question),
  };
}))"""
FACTS = """() => {
  const { search, patch } = window;
  const { results } = search.answer(patch, search.readQuestion([], patch), true);
  return JSON.stringify(results.map((result) => result.facts));
}"""
VECTORS = """async (given) => {
  const from = (name) => import(`/static/search/${name}.js`);
  const all = [await from("text"), await from("question"), await from("points")];
  const { takeAges } = await from("wanting");
  const { pairsOf, questionFrom, slips, deletions } = Object.assign({}, ...all);
  const words = Object.entries(given.terms).map(([facet, ids]) => (
    [facet, new Map(ids.map((id) => [id, {}]))]
  ));
  const functions = {
    ...Object.assign({}, ...all),
    slips: ([one, other]) => slips(one, other),
    deletions: (word) => [...deletions(word)].sort(),
    takeAges: (text) => {
      const [left, ages] = takeAges(text);
      return [left, ages.map((each) => [each.words, each.hint, each.age])];
    },
    readQuestion: (query) => questionFrom(pairsOf(query), { words: new Map(words) }),
  };
  return Object.entries(given.vectors).map(([name, pairs]) => (
    [name, pairs.map(([each]) => functions[name](each))]
  ));
}"""


@pytest.fixture(scope="module")
def tab(site: Site, browser: Browser) -> Iterator[Tab]:
    """A page of the sample patch in which the directory is open."""
    yield from opened(site, browser)


@pytest.fixture(scope="module")
def many(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """The site of many entries, with every kind of everything."""
    folder = tmp_path_factory.mktemp("many") / "entries"
    write_entries(MANY_ENTRIES, folder)
    database = folder.parent / "directory.db"
    assert [] == build(folder, database, date.fromisoformat(TODAY)).errors
    with serving(database) as found:
        yield found


def opened(site: Site, browser: Browser) -> Iterator[Tab]:
    """A page of a site in which its directory is open."""
    with closing(browser.new_page()) as tab:
        tab.goto(f"{site.base}/about")
        tab.evaluate(OPEN)
        yield tab


def in_python(site: Site, asked: list[tuple[str, bool]]) -> list[Any]:
    """What the server's search says to some questions, in the shape of ASK."""
    with closing(sqlite3.connect(site.database)) as connection:
        words = searching.directory(connection).words
        found = []
        for query, whole in asked:
            question = searching.read_question(parse_qsl(query), words)
            answer = searching.answer(connection, question, whole)
            picture = searching.picture(connection, answer)
            ways = [] if answer.total else searching.ways_out(connection, question)
            told = {
                **_without_facts(asdict(replace(answer, results=tuple(answer.results)))),
                "picture": _without_facts(asdict(picture)) if picture else None,
                "ways_out": [[label, asdict(wider), total] for label, wider, total in ways],
                "address": question.parameters(),
            }
            for facet, each in zip(answer.facets, told["facets"], strict=True):
                each["selected_count"] = facet.selected_count
            found.append(json.loads(json.dumps(told)))
    return found


def in_browser(tab: Tab, asked: list[tuple[str, bool]]) -> list[Any]:
    """What the search in an open page says to some questions, in the shape of ASK.

    It comes as one text: Playwright takes minutes over as many objects.
    """
    found: list[Any] = json.loads(tab.evaluate(ASK, [list(each) for each in asked]))
    return found


def _without_facts(told: Any) -> Any:
    """The same with ids for the facts of results, which are compared once for each entry."""
    if isinstance(told, dict):
        return {
            name: each["id"] if name == "facts" else _without_facts(each)
            for name, each in told.items()
        }
    return [_without_facts(each) for each in told] if isinstance(told, list | tuple) else told


def asked_of(site: Site, count: int) -> list[tuple[str, bool]]:
    """The questions for a patch: those of tests/search/questions.yml, and made-up ones."""
    with closing(sqlite3.connect(site.database)) as connection:
        queries = varied.questions_of(SEARCH / "questions.yml") + varied.varied(connection, count)
    return [(query, number % WHOLE_EVERY == 7) for number, query in enumerate(queries)]


def compare(site: Site, tab: Tab, count: int) -> int:
    """Ask both hosts; fails with the first few questions that they answer differently."""
    asked = asked_of(site, count)
    expected, actual = in_python(site, asked), in_browser(tab, asked)
    different = [
        (
            query,
            {name: (one[name], other.get(name)) for name in one if one[name] != other.get(name)},
        )
        for (query, _), one, other in zip(asked, expected, actual, strict=True)
        if one != other
    ]

    assert [] == different[:5], f"{len(different)} of {len(asked)} differ"
    assert sum(each["total"] > 0 for each in expected) > len(asked) / 3  # not all about nothing
    return len(asked)


def test_two_hosts_one_answer(site: Site, tab: Tab) -> None:
    """
    The browser answers every question of the sample patch as the server does.
    """
    count = compare(site, tab, 500)

    print(f"{count} questions had the same answer in both hosts")
    assert count >= LEAST_QUESTIONS


def test_two_hosts_one_answer_of_many_entries(many: Site, browser: Browser) -> None:
    """
    The browser answers every question of a patch of thousands as the server does.
    """
    for tab in opened(many, browser):
        count = compare(many, tab, 300)
        facts, told = json.loads(tab.evaluate(FACTS)), facts_of(many)

    print(f"{count} questions of {MANY_ENTRIES:,} entries had the same answer in both hosts")
    assert count >= LEAST_QUESTIONS
    assert [] == unlike(told, facts)[:5]


def unlike(expected: list[Any], actual: list[Any]) -> list[tuple[Any, Any]]:
    """The pairs that differ. To be told how two lists of thousands differ takes many minutes."""
    return [pair for pair in zip(expected, actual, strict=True) if pair[0] != pair[1]]


def facts_of(site: Site) -> list[Any]:
    """The facts of every entry, as the server's search has them."""
    with closing(sqlite3.connect(site.database)) as connection:
        answer = searching.answer(connection, searching.Question(), whole=True)
        return [dict(result.facts) for result in answer.results]


def test_facts_are_the_same(site: Site, tab: Tab) -> None:
    """
    Every column of every entry came through.
    """
    assert [] == unlike(facts_of(site), json.loads(tab.evaluate(FACTS)))[:5]


def test_lists_are_the_same(site: Site, tab: Tab) -> None:
    """
    A list that somebody chose is read, and shown, in both hosts alike.
    """
    ids = site.sql("SELECT id FROM entry ORDER BY name")[:70]
    notes = ["", "Ring\u2028\u200bfirst\r\n\r\n\n\nthen  visit ", "é" * 900]
    given = [
        [("ids", ",".join(ids[at : at + 3])), ("ids", "Nobody-Here, ,x_y"), ("note", note)]
        for at, note in enumerate(notes)
    ] + [[("ids", ",".join(ids))], []]
    with closing(sqlite3.connect(site.database)) as connection:
        expected = [
            _without_facts(asdict(searching.answer_list(connection, searching.read_shortlist(one))))
            for one in given
        ]

    actual = tab.evaluate(
        """(given) => JSON.stringify(given.map((pairs) => {
          const found = search.answerList(patch, search.readShortlist(pairs));
          const results = found.results.map((result) => ({ ...result, facts: result.facts.id }));
          return { ...found, results };
        }))""",
        given,
    )

    assert json.loads(json.dumps(expected)) == json.loads(actual)


def test_entries_are_the_same(site: Site, tab: Tab) -> None:
    """
    Every entry is whole, but for the Markdown of descriptions, which only makers of entries need.
    """
    ids = [*site.sql("SELECT id FROM entry ORDER BY id"), "nobody-of-that-name"]
    with closing(sqlite3.connect(site.database)) as connection:
        expected = [searching.full_entry(connection, id) for id in ids]
    for entry in filter(None, expected):
        entry.pop("description", None)
        entry.get("cy", {}).pop("description", None)

    actual = tab.evaluate("(ids) => ids.map((id) => search.fullEntry(patch, id))", ids)

    assert json.loads(json.dumps(expected)) == actual


#: What the browser makes for itself, and how both hosts tell of it.
TABLES = {
    "place": "SELECT * FROM place ORDER BY id",
    "serves": "SELECT * FROM serves ORDER BY number, latitude, longitude, miles",
    "word": "SELECT * FROM word ORDER BY word",
    "spelling": "SELECT * FROM spelling ORDER BY deletion, word",
    "phrase": "SELECT * FROM phrase ORDER BY id",
    "phrase_word": "SELECT * FROM phrase_word ORDER BY word, phrase",
    "term_set": "SELECT facet, term, hex(bits) AS bits FROM term_set ORDER BY facet, term",
    "build": "SELECT * FROM build",
    "html": "SELECT id, description_html, cy_description_html FROM entry_text ORDER BY id",
    "index": "SELECT term, doc, col, offset FROM temp.inside ORDER BY doc, col, offset",
}
INSIDE = "CREATE VIRTUAL TABLE temp.inside USING fts5vocab(main, entry_fts, instance)"


@pytest.mark.parametrize("table", TABLES)
def test_tables_are_the_same(table: str, site: Site, tab: Tab) -> None:
    """
    What is made again in the browser is what the build made, to the last word of the index.
    """
    with closing(sqlite3.connect(site.database)) as connection:
        connection.execute(INSIDE)
        expected = [list(row) for row in connection.execute(TABLES[table])]

    told = tab.evaluate(
        """([before, sql]) => {
          if (!window.looked) patch.connection.run(before);
          window.looked = true;
          return JSON.stringify(patch.connection.query(sql).map(Object.values));
        }""",
        [INSIDE, TABLES[table]],
    )
    actual = json.loads(told)

    assert [] == [pair for pair in zip(expected, actual, strict=True) if pair[0] != pair[1]][:5]


def test_a_kept_copy_gives_the_same_answer(site: Site, tab: Tab) -> None:
    """
    A directory that was opened can be kept as bytes, which open sooner and answer alike.
    """
    query = "q=someone+to+take+mum+shopping+BA1"
    (expected,) = in_python(site, [(query, False)])

    tab.evaluate("""async () => {
      const wasm = await (await fetch("/static/vendor/sqlite/sqlite3.wasm")).arrayBuffer();
      const kept = search.bytesOf(patch);
      window.first = patch;
      window.patch = await search.openDirectory(kept, wasm);
    }""")
    (actual,) = in_browser(tab, [(query, False)])
    tab.evaluate("() => { search.closeDirectory(patch); window.patch = window.first; }")

    assert expected == actual


def test_bytes_that_are_no_directory_are_refused(tab: Tab) -> None:
    """
    Half a download, or something else altogether, is an error and no empty directory.
    """
    told = tab.evaluate("""async () => {
      const whole = new Uint8Array(await (await fetch("/travelling.db.gz")).arrayBuffer());
      const wrong = [new Uint8Array(0), new TextEncoder().encode("<html>"), whole.slice(0, 90000)];
      const open = (bytes) => search.open(bytes).then(() => "opened", () => "refused");
      return Promise.all(wrong.map(open));
    }""")

    assert ["refused"] * 3 == told


WORKER = """
import * as search from "/static/search/index.js";
self.onmessage = async ({ data }) => {
  const reply = await fetch("/travelling.db.gz");
  const patch = await search.open(await reply.arrayBuffer());
  const question = search.readQuestion(search.pairsOf(data), patch);
  self.postMessage(search.answer(patch, question).results.map((result) => result.id));
};
"""


def test_it_works_in_a_worker(site: Site, tab: Tab) -> None:
    """
    Where there is no page around it, under the same rules for what may run, it opens and answers.
    """
    policy = site.get("/about").header("content-security-policy")
    headers = {"content-type": "text/javascript", "content-security-policy": policy}
    tab.route("**/worker-of-a-test.js", lambda route: route.fulfill(body=WORKER, headers=headers))
    query = "q=gardening&near=Bath"

    ids = tab.evaluate(
        """(query) => new Promise((done, failed) => {
          const worker = new Worker("/worker-of-a-test.js", { type: "module" });
          worker.onmessage = ({ data }) => done(data);
          worker.onerror = (error) => failed(error.message);
          worker.postMessage(query);
        })""",
        query,
    )

    assert [result["id"] for result in in_python(site, [(query, False)])[0]["results"]] == ids


def test_an_empty_patch_opens(serve_entries: ServeEntries, browser: Browser) -> None:
    """
    A patch on its first day has an answer too: nobody yet.
    """
    site = serve_entries("first-day", {})
    asked = [("q=gardening+near+Bath", False), ("", False), ("help=gardening&within=5", True)]
    for tab in opened(site, browser):
        assert in_python(site, asked) == in_browser(tab, asked)


PAGE = """<!doctype html><meta charset="utf-8"><title>A directory</title>
<script>{script}</script><script>
  const bytesOf = (text) => Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
  window.search = directorySearch;
  window.opening = search.openDirectory(bytesOf("{database}"), bytesOf("{engine}"))
    .then((patch) => {{ window.patch = patch; }});
</script>"""


def test_it_answers_from_one_file(site: Site, browser: Browser, tmp_path: Path) -> None:
    """
    Joined in one file, which is opened from a folder, it answers as the server does.
    """
    with closing(sqlite3.connect(site.database)) as connection:
        database = zipped(travelling(connection))
    parts = {"database": database, "engine": ENGINE.read_bytes()}
    packed = {name: base64.b64encode(part).decode() for name, part in parts.items()}
    page = tmp_path / "patch.html"
    page.write_text(
        PAGE.format(script=bundle(STATIC / "search" / "index.js", "directorySearch"), **packed),
        "utf-8",
    )
    asked = asked_of(site, 0)
    with closing(browser.new_page()) as tab:
        tab.goto(page.as_uri())
        tab.evaluate("() => window.opening")
        actual = in_browser(tab, asked)

    assert in_python(site, asked) == actual


def test_the_same_directory_travels_as_the_same_bytes(sample_db: Path) -> None:
    """
    Made twice from one database, what travels is the same to the last byte.
    """
    with closing(sqlite3.connect(sample_db)) as connection:
        one, other = travelling(connection), travelling(connection)

    assert one == other
    assert zipped(one) == zipped(other)


@pytest.mark.parametrize("name", vectors.FUNCTIONS)
def test_vectors_are_what_python_makes(name: str) -> None:
    """
    The shared vectors are still what the server's search makes of them.
    """
    given = json.loads((SEARCH / "vectors.json").read_bytes())[name]

    assert given == [[each, vectors.again(name, each)] for each, _ in given]


def test_vectors_are_what_the_browser_makes(tab: Tab) -> None:
    """
    The small functions of the browser's search agree with the vectors on every letter.
    """
    given = json.loads((SEARCH / "vectors.json").read_bytes())

    actual = tab.evaluate(VECTORS, {"vectors": given, "terms": vectors.TERMS})

    for name, found in actual:
        wrong = [
            (each, expected, made)
            for (each, expected), made in zip(given[name], found, strict=True)
            if expected != made
        ]
        assert [] == wrong[:10], f"{name}: {len(wrong)} differ"
