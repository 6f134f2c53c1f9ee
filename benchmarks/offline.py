"""Measures what the editions without a server weigh, and how soon they answer in Chromium.

    python -m benchmarks.offline [--sizes 1000,10000] [--rounds 5]

For each size it makes entries (benchmarks/entries.py), builds them and weighs: what a phone keeps,
as it travels (gzip); the folder, and of it what a first search loads; the one file, as it is and
zipped. Then, in Chromium: opening what travelled, and opening what was kept (as a phone does from
then on), each with a first answer; the questions of benchmarks/questions.py one by one, when they
are new and, as the median of rounds, when they were asked before; and the time from turning to a
page of results in the folder or the one file, opened from disk, until they are shown. Milliseconds
on the wall, so a busy machine shows. Ends with 1 when a promise is broken.
"""

import argparse
import base64
import shutil
import sqlite3
import statistics
import sys
import tempfile
from collections.abc import Iterator
from contextlib import closing
from datetime import date
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from playwright.sync_api import Browser, Page, sync_playwright

from benchmarks.clock import p95
from benchmarks.entries import write_entries
from benchmarks.questions import questions
from ourpatch.adding.answers import TELLERS
from ourpatch.adding.questions import steps
from ourpatch.compiling.build import build
from ourpatch.compiling.travelling import ready, travelling, zipped
from ourpatch.editions import folder, one_file, site
from ourpatch.editions.bundle import bundle
from ourpatch.editions.form import FORM, empty_form
from ourpatch.editions.pages import Patch
from ourpatch.editions.release import DIRECTORY, file, static_files, worker
from ourpatch.house import SITE
from ourpatch.sharing.whose import whose_in

#: The promises: megabytes over the wire and seconds to a warm first answer at a thousand entries,
#: and milliseconds for the median answer at ten thousand.
MEGABYTES, SECONDS, MEDIAN_MS = 1.0, 0.5, 5.0
WIRE_AT, MEDIAN_AT = 1_000, 10_000

#: More entries than this are not put in one file.
MOST_IN_ONE_FILE = 3_000

TODAY = date(2026, 11, 21)

PAGE = """<!doctype html><meta charset="utf-8"><title>A directory</title>
<script>{script}</script>
<script type="text/plain" id="database">{database}</script>
<script type="text/plain" id="engine">{engine}</script>"""
MEASURE = """async ({ asked, rounds }) => {
  const search = directorySearch;
  const textOf = (id) => atob(document.getElementById(id).textContent);
  const bytesIn = (id) => Uint8Array.from(textOf(id), (letter) => letter.charCodeAt(0));
  const [database, engine] = [bytesIn("database"), bytesIn("engine")];
  const read = (patch, query) => search.readQuestion(search.pairsOf(query), patch);
  const ask = (patch, query) => search.answer(patch, read(patch, query));
  const timed = async (act) => {
    const before = performance.now();
    const made = await act();
    return [performance.now() - before, made];
  };
  const opening = (bytes) => timed(async () => {
    const patch = await search.openDirectory(bytes, engine);
    ask(patch, asked[0]);
    return patch;
  });
  const [travelled, patch] = await opening(database);
  const kept = search.bytesOf(patch);
  const warm = [];
  for (let round = 0; round < rounds; round += 1) {
    const [took, opened] = await opening(kept);
    warm.push(took);
    search.closeDirectory(opened);
  }
  const answers = asked.map(() => []);
  for (let round = 0; round < rounds; round += 1) {
    for (const [at, query] of asked.entries()) {
      const [took] = await timed(() => ask(patch, query));
      answers[at].push(took);
    }
  }
  return { travelled, warm, answers };
}"""
WAIT = """async () => {
  while (!window.ourPatch?.opened) await new Promise((done) => setTimeout(done, 5));
  return performance.now();
}"""


def main() -> int:
    """Measure, print, and give 1 when a promise is broken."""
    options = _options()
    kept = True
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"))
        print(f"Chromium {browser.version}", flush=True)
        for size in (int(each) for each in options.sizes.split(",")):
            with tempfile.TemporaryDirectory(prefix="our-patch-") as scratch:
                kept &= _measure(size, Path(scratch), browser, options.rounds)
        browser.close()
    return 0 if kept else 1


def _measure(size: int, scratch: Path, browser: Browser, rounds: int) -> bool:
    """Measure one size; gives whether its promises are kept."""
    entries, database = scratch / "entries", scratch / "directory.db"
    write_entries(size, entries)
    outcome = build(entries, database, TODAY)
    assert not outcome.errors, outcome.errors[:3]
    print(f"\n{size:,} entries", flush=True)
    with closing(sqlite3.connect(database)) as connection:
        patch = Patch(connection, whose_in(SITE / "metadata.yml"))
        travelled = zipped(travelling(connection))
        asked = [urlencode(each.question.parameters()) for each in questions(connection)]
        form = empty_form(patch.known, patch.site, steps(), TELLERS)
        wire = _wire(travelled, form)
        _folder(patch, travelled, scratch / "site", browser, rounds)
        if size <= MOST_IN_ONE_FILE:
            _one_file(patch, travelled, scratch / "patch.html", browser, rounds)
    warm, median = _search(travelled, asked, scratch / "search.html", browser, rounds)
    return (size != WIRE_AT or (wire <= MEGABYTES and warm < SECONDS)) and (
        size != MEDIAN_AT or median < MEDIAN_MS
    )


def _wire(travelled: bytes, form: bytes) -> float:
    """Print what a phone keeps, as it travels; gives all of it in megabytes."""
    files = [*static_files(), file(DIRECTORY, travelled), file(FORM, form)]
    sent = {each.path: len(each.small) for each in files}
    engine = sum(size for path, size in sent.items() if path.endswith(".wasm"))
    total = sum(sent.values()) + worker().sent
    parts = {
        "directory": sent[DIRECTORY],
        "engine": engine,
        "program": worker().sent,
        "the rest": total - worker().sent - engine - sent[DIRECTORY],
        "in all": total,
    }
    print("  over the wire:", ", ".join(f"{name} {_kb(each)}" for name, each in parts.items()))
    return total / 1e6


def _folder(patch: Patch, travelled: bytes, root: Path, browser: Browser, rounds: int) -> None:
    sizes = folder.publish(site.files(patch, travelled, zipped(ready(patch.connection))), root)
    large = sum(size for name, size in sizes.items() if site.is_large(name))
    address = f"{(root / 'find.html').as_uri()}?q=gardening&near=Bath"
    took = statistics.median(_opened(browser, address, rounds))
    print(f"  the folder: {len(sizes):,} files, {sum(sizes.values()) / 1e6:.1f} MB; a first search "
          f"loads {_kb(large)} and shows results after {took:.0f} ms")  # fmt: skip


def _one_file(patch: Patch, travelled: bytes, path: Path, browser: Browser, rounds: int) -> None:
    content = one_file.page(patch, travelled).encode()
    path.write_bytes(content)
    address = f"{path.as_uri()}#/find?q=gardening&near=Bath"
    took = statistics.median(_opened(browser, address, rounds))
    print(f"  the one file: {_kb(len(content))}, zipped {_kb(one_file.size_when_zipped(content))}; "
          f"it shows results after {took:.0f} ms")  # fmt: skip


def _opened(browser: Browser, address: str, rounds: int) -> Iterator[float]:
    """Milliseconds from turning to a page of results until they are shown, each time anew."""
    for _ in range(rounds):
        with closing(browser.new_page()) as page:
            page.goto(address, wait_until="commit")
            yield page.evaluate(WAIT)


def _search(
    travelled: bytes, asked: list[str], path: Path, browser: Browser, rounds: int
) -> tuple[float, float]:
    """Print how soon the search answers; gives a warm first answer's seconds, the median's ms."""
    engine = (SITE / "static" / "vendor" / "sqlite" / "sqlite3.wasm").read_bytes()
    packed = {"database": _text(travelled), "engine": _text(engine)}
    script = bundle(SITE / "static" / "search" / "index.js", "directorySearch")
    path.write_text(PAGE.format(script=script, **packed), "utf-8")
    with closing(browser.new_page()) as page:
        found = _measured(page, path, asked, rounds)
    warm = statistics.median(found["warm"])
    print(f"  a first answer: {found['travelled']:.0f} ms from what travelled, ", end="")
    print(f"{warm:.0f} ms from what is kept")
    new = [times[0] for times in found["answers"]]
    again = [statistics.median(times[1:]) for times in found["answers"]]
    for name, times in (("new", new), ("asked before", again)):
        middle = statistics.median(times)
        print(f"  {len(times)} answers, {name}: median {middle:.2f} ms, p95 {p95(times):.2f} ms")
    return warm / 1000, statistics.median(new)


def _text(content: bytes) -> str:
    return base64.b64encode(content).decode()


def _measured(page: Page, path: Path, asked: list[str], rounds: int) -> Any:
    page.goto(path.as_uri())
    return page.evaluate(MEASURE, {"asked": asked, "rounds": rounds})


def _kb(size: int) -> str:
    return f"{size / 1000:,.0f} KB"


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--sizes", default="1000,10000", help="how many entries (1000,10000)")
    parser.add_argument("--rounds", type=int, default=5, help="how often each is timed (5)")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
