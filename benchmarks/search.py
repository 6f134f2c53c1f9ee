"""Measures what an answer costs, against PostgreSQL's full text search and stock Datasette.

    python -m benchmarks.search [--sizes 1000,10000,100000] [--million] [--rounds 3] [--keep DIR]

For each size it writes a made-up directory (benchmarks/crowd.py), kept in DIR for the next run, and
asks every contestant the same questions (benchmarks/questions.py) in one run, one question after
another with the contestants in turn: words that are common, middling, rare, several, phrases of the
vocabulary, misspelt, not there at all, and no words; each with no filter to three, where you are or
not, and nearest first. An answer is the total, the first page of 20 whole results in order, and
nine facets counted, each without its own filter. The contestants:

- ours, as it serves: every question is asked once in each round, and what was found out for those
  before it (the entries with a word, near a place) is kept, as in a server; each round starts anew;
- ours, cold: nothing remembered of any question before; only the database is open. No promise;
- PostgreSQL 15 (benchmarks/postgres.py), where it is installed;
- stock Datasette (benchmarks/stock.py), for the questions without a place, and in one round only.

Costs are milliseconds of processor time, of all the processes that a contestant needs, and for each
question the median of the rounds. Ends with 1 when a promise is broken.
"""

import argparse
import multiprocessing
import platform
import sqlite3
import sys
import tempfile
from collections.abc import Callable, Iterable
from datetime import date
from importlib.metadata import version
from itertools import pairwise
from pathlib import Path
from typing import Any

from benchmarks.clock import middle, p95, resident
from benchmarks.contest import OURS, POSTGRES, SERVED, STOCK, Contest, ask_ours, run
from benchmarks.crowd import write_crowd
from benchmarks.questions import questions

MILLION = 1_000_000

#: The promises at a hundred thousand entries: how many times less than the others.
PROMISED_AT = 100_000
MEDIAN_OF_POSTGRES = 5
P95_OF_POSTGRES = 10
MEDIAN_OF_STOCK = 50


def main() -> int:
    """Measure, print, and give 1 when a promise is broken."""
    options = _options()
    sizes = sorted({int(size) for size in options.sizes.split(",")})
    print(_machine(), flush=True)
    with tempfile.TemporaryDirectory(prefix="our-patch-") as scratch:
        folder = options.keep or Path(scratch)
        folder.mkdir(parents=True, exist_ok=True)
        contests = [_contest(folder, size, options.rounds) for size in sizes]
        if options.million:
            contests.append(_contest(folder, MILLION, 1, alone=True))
    kept = [_growth(before, after) for before, after in pairwise(contests)]
    kept += [_against_others(contest) for contest in contests if contest.size == PROMISED_AT]
    print("\nEvery promise is kept." if all(kept) else "\nA promise is broken.")
    return 0 if all(kept) else 1


def _contest(folder: Path, size: int, rounds: int, alone: bool = False) -> Contest:
    """Write what is not there yet, let them answer, and print what came of it."""
    path = folder / f"crowd-{size}.db"
    plain = None if alone else folder / f"plain-{size}.db"
    if not path.exists() or (plain and not plain.exists()):
        _in_a_process(write_crowd, size, path, plain)
    opened, loaded, most = _in_a_process(_memory, path)
    print(f"\n{size:,} entries. {path.stat().st_size / 1e6:,.0f} MB; opened in {opened:.2f} s.")
    print(f"Memory: {loaded} MB once open, at most {most} MB after every question.", flush=True)
    contest = run(path, plain, rounds)
    _print_table(contest)
    for line in contest.told:
        print(line)
    sys.stdout.flush()
    return contest


def _memory(path: Path) -> tuple[float, int, int]:
    """What it takes to open a database, and the memory that it and all the questions fill."""
    from benchmarks.contest import opened

    connection, cost = opened(path)
    loaded, _ = resident()
    for asked in questions(connection):
        ask_ours(connection, asked.question)
    return cost.cpu, loaded, resident()[1]


def _in_a_process(do: Callable[..., Any], *arguments: object) -> Any:
    with multiprocessing.get_context("spawn").Pool(1) as pool:
        return pool.apply(do, arguments)


def _print_table(contest: Contest) -> None:
    print(f"{'':28}{'p50 ms':>9}{'p95 ms':>9}{'wall p50':>9}{'p95':>9}   times ours, p50 and p95")
    for name in contest.contestants:
        ours, theirs = contest.costs(SERVED, like=name), contest.costs(name)
        walls = contest.walls(name)
        ratios = f"{middle(theirs) / middle(ours):10.2f}{p95(theirs) / p95(ours):9.2f}"
        print(
            f"{name:28}{middle(theirs):9.2f}{p95(theirs):9.2f}{middle(walls):9.2f}{p95(walls):9.2f}"
            f"{ratios}   {len(theirs)} questions"
        )
    print("Median by the words of the question (without a place, with one):")
    for name in contest.contestants:
        print(f"  {name:16}", "  ".join(_by_words(contest, name)))


def _by_words(contest: Contest, name: str) -> Iterable[str]:
    for words in dict.fromkeys(asked.words for asked in contest.asked):
        halves = [contest.costs(name, words=words, placed=placed) for placed in (False, True)]
        yield f"{words} " + "/".join(f"{middle(costs):.1f}" if costs else "-" for costs in halves)


def _growth(before: Contest, after: Contest) -> bool:
    """Whether the slowest answers have grown no faster than the entries."""
    more = after.size / before.size
    kept = True
    for name in OURS:
        grown = p95(after.costs(name)) / p95(before.costs(name))
        promised = before.size >= 10_000
        kept = kept and (grown <= more or not promised)
        print(
            f"{name}: from {before.size:,} to {after.size:,} entries p95 grows {grown:.1f} times."
        )
    return kept


def _against_others(contest: Contest) -> bool:
    """Whether ours is as much faster as promised."""
    kept = True
    promises = (
        (POSTGRES, "median", middle, MEDIAN_OF_POSTGRES),
        (POSTGRES, "p95", p95, P95_OF_POSTGRES),
        (STOCK, "median", middle, MEDIAN_OF_STOCK),
    )
    for name, word, of, promised in promises:
        if name in contest.contestants:
            for ours in OURS:
                less = of(contest.costs(name)) / of(contest.costs(ours, like=name))
                print(f"{word} of {name}: {less:.1f} times {ours} (promised: {promised}).")
                kept = kept and (less >= promised or ours != SERVED)
    return kept


def _machine() -> str:
    model = next(
        line.split(":")[1].strip()
        for line in Path("/proc/cpuinfo").read_text().splitlines()
        if line.startswith("model name")
    )
    return (
        f"{date.today()}: {multiprocessing.cpu_count()} cores ({model}), Python "
        f"{platform.python_version()}, SQLite {sqlite3.sqlite_version}, datasette "
        f"{version('datasette')}. Milliseconds of processor time."
    )


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.search", description="Measure what an answer costs."
    )
    parser.add_argument("--sizes", default="1000,10000,100000", help="how many entries, by turns")
    parser.add_argument("--million", action="store_true", help="and ours alone with a million")
    parser.add_argument("--rounds", type=int, default=3, help="how often each question is asked")
    parser.add_argument("--keep", type=Path, help="the folder to keep the databases in")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
