"""Measures what a page costs the server, against Datasette's own page for one row.

    python -m benchmarks.pages [--entries 10000] [--requests 300] [--rounds 5] [--keep DIR]

The site is served over a made-up directory (benchmarks/crowd.py) as `build.py serve` does it, by a
process of its own. Requests go to it one at a time, over one connection. The processor's time of
that process is read from /proc before and after, so the client's does not count:

- Datasette's own row page, `/directory/entry/…`, another row every time;
- `/find`, another question every time: words, a place, a filter, so that nothing is remembered of
  it but single words and places;
- `/find?q=gardening` again and again, from memory: the whole page, and for a browser that still has
  it and sends its ETag in If-None-Match.

The rounds are interleaved, and the median is shown. The promises: a page of results costs less than
a row page, and a repeated one is served at 20 times the rate of Datasette's row page.
"""

import argparse
import http.client
import itertools
import socket
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import quote, urlencode

from benchmarks.clock import cpu_of, middle
from benchmarks.crowd import write_crowd
from benchmarks.questions import PHRASES
from ourpatch.serving import datasette_command

#: How many times the rate of Datasette's row page a repeated page is served at.
REPEATED = 20

HOST = "127.0.0.1"


class Server:
    """Our site, served by another process for as long as the `with` lasts."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def __enter__(self) -> "Server":
        with socket.socket() as probe:
            probe.bind((HOST, 0))
            port = probe.getsockname()[1]
        self.process = subprocess.Popen(
            datasette_command(self.path, HOST, port),
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        self.connection = http.client.HTTPConnection(HOST, port, timeout=60)
        for _ in range(300):
            try:
                self.get("/")
                return self
            except OSError:
                self.connection.close()
                time.sleep(0.1)
        raise TimeoutError("the server did not start")

    def __exit__(self, *_: object) -> None:
        self.connection.close()
        self.process.terminate()
        self.process.wait()

    def get(self, path: str, etag: str = "") -> tuple[int, str, int]:
        """A page's status, its ETag, and how many bytes came."""
        headers = {"If-None-Match": etag} if etag else {}
        self.connection.request("GET", path, headers={"Accept-Encoding": "gzip", **headers})
        reply = self.connection.getresponse()
        return reply.status, reply.headers.get("etag", ""), len(reply.read())

    def cost(self, paths: Iterator[str], count: int, etag: str = "") -> float:
        """The processor's milliseconds that the server takes for one of these pages."""
        expected = 304 if etag else 200
        before = cpu_of(self.process.pid)
        for path in itertools.islice(paths, count):
            status, _, _ = self.get(path, etag)
            assert status == expected, (status, path)
        return (cpu_of(self.process.pid) - before) / count * 1000


def rows(path: Path) -> Iterator[str]:
    """The addresses of Datasette's own pages for the entries."""
    connection = sqlite3.connect(f"file:{path}?mode=ro", uri=True)
    for (id,) in connection.execute("SELECT id FROM entry ORDER BY random()"):
        yield f"/directory/entry/{quote(id)}"


def questions(path: Path) -> Iterator[str]:
    """Questions that have not been asked before."""
    connection = sqlite3.connect(f"file:{path}?mode=ro", uri=True)
    sql = "SELECT word FROM word WHERE used BETWEEN 2 AND 3000 ORDER BY random()"
    words = [word for (word,) in connection.execute(sql)]
    places = ("", "BA1", "Leeds", "")
    filters: tuple[dict[str, str], ...] = ({}, {"help": "lifts"}, {"where": "your-home"})
    for number, word in enumerate(words):
        text = f"{PHRASES[number % len(PHRASES)]} {word}" if number % 2 else word
        near = {"near": places[number % len(places)]}
        yield "/find?" + urlencode({"q": text, **near, **filters[number % len(filters)]})


def main() -> int:
    """Measure, print, and give 1 when a promise is broken."""
    options = _options()
    with tempfile.TemporaryDirectory(prefix="our-patch-") as scratch:
        folder = options.keep or Path(scratch)
        folder.mkdir(parents=True, exist_ok=True)
        path = folder / f"crowd-{options.entries}.db"
        if not path.exists():
            write_crowd(options.entries, path)
        with Server(path) as server:
            costs = _measure(server, path, options.requests, options.rounds)
    return _report(costs, options.entries)


def _measure(server: Server, path: Path, count: int, rounds: int) -> dict[str, list[float]]:
    again = "/find?q=gardening"
    fresh, own = questions(path), rows(path)
    _, etag, size = server.get(again)
    print(f"{again} is {size:,} bytes, compressed.")
    kinds: dict[str, Callable[[], float]] = {
        "row": lambda: server.cost(own, count),
        "fresh": lambda: server.cost(fresh, count),
        "gardening": lambda: server.cost(
            (f"{again}&n={n}" for n in itertools.count(time.time_ns())), count
        ),
        "repeated": lambda: server.cost(itertools.repeat(again), count * 10),
    }
    if etag:
        kinds["not modified"] = lambda: server.cost(itertools.repeat(again), count * 10, etag)
    costs: dict[str, list[float]] = {kind: [] for kind in kinds}
    for _ in range(rounds + 1):
        for kind, measure in kinds.items():
            costs[kind].append(measure())
    return {kind: each[1:] for kind, each in costs.items()}


def _report(costs: dict[str, list[float]], entries: int) -> int:
    labels = {
        "row": "Datasette's own row page, another row every time",
        "fresh": "/find, another question every time",
        "gardening": "/find?q=gardening, made again every time",
        "repeated": "/find?q=gardening, from memory",
        "not modified": "the same, and the browser still has it",
    }
    print(f"{entries:,} entries; milliseconds of the server's processor for a page.")
    row = middle(costs["row"])
    for kind, each in costs.items():
        cost = middle(each)
        print(f"{labels[kind]:50}{cost:8.3f}   {row / cost:6.1f} times the rate of a row page")
    kept = [middle(costs["fresh"]) < row, middle(costs["repeated"]) * REPEATED <= row]
    print("Both promises are kept." if all(kept) else "A promise is broken.")
    return 0 if all(kept) else 1


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.pages", description="Measure what a page costs the server."
    )
    parser.add_argument("--entries", type=int, default=10_000, help="how many entries (10000)")
    parser.add_argument("--requests", type=int, default=300, help="how many of each, each round")
    parser.add_argument("--rounds", type=int, default=5, help="how many rounds (5)")
    parser.add_argument("--keep", type=Path, help="the folder to keep the database in")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
