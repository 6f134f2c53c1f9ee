"""Measures what a build costs, and whether it keeps its promises.

    python -m benchmarks.build [--entries 10000] [--sample 2000 | --all] [--repeat 3]

In one run, on the same made-up entries (benchmarks/entries.py), it measures the CPU time of

- our whole build from nothing: every file read and checked, the database and its memory written;
- the plain pipeline that somebody would put together in an afternoon: PyYAML's `safe_load`,
  `markdown.markdown`, `nh3.clean` as the sanitiser, sqlite-utils `insert_all` and `enable_fts`.
  It checks nothing and reads a sample of the same files, every fifth, unless `--all` is given: its
  cost is the same for each, so the sample only saves time;
- one entry changed and built again in place, as `build.py serve` does, which is told by the system
  which file it was: the middle one of several changes, each to another entry and another field;
- one entry changed and the whole database written again from memory, as `build.py` does;
- a build when nothing has changed.

Every measurement has a process of its own, and starts when everything is imported. CPU time is
that of the process and its children, so other work on the machine does not count, though it does
disturb: the least of several rounds is what is shown. The promises are that our build takes at most
a sixth of the CPU time of the plain pipeline for each entry, and that one entry is built again in
less than a fiftieth of the whole build. Ends with 1 when one of them is broken.
"""

import argparse
import multiprocessing
import platform
import re
import resource
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Sequence, Set
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from typing import Any

from benchmarks.entries import TODAY, write_entries

#: How many times less CPU time than the plain pipeline, for each entry.
LESS_THAN_PLAIN = 6

#: What part of the whole build one changed entry may cost.
PART_OF_WHOLE = 50

#: Changes that leave an entry where it stands in the order: a pattern, and the new text.
CHANGES = (
    (r"^start: .*$", "start: Ring the bell. We have moved upstairs."),
    (r"^languages: \[English", "languages: [Welsh, English"),
    (r"phone: [\d ]+", "phone: 01632 960123"),
    (r"^summary: .*$", "summary: The same as before, said in other words altogether."),
    (r"^help: \[", "help: [digital help, "),
    (r"^cost: .*$", "cost: Pay what you can"),
    (r"^when: .*$", "when: Thursdays, 3pm to 5pm"),
)


@dataclass(frozen=True, slots=True)
class Again:
    """The CPU seconds of building again: nothing changed, one entry in place, one entry whole."""

    nothing: float
    in_place: float
    whole: float


def cpu_seconds() -> float:
    """The CPU time of this process and of its children that have ended."""
    children = resource.getrusage(resource.RUSAGE_CHILDREN)
    return time.process_time() + children.ru_utime + children.ru_stime


def ours(folder: Path, out: Path) -> float:
    """Our build of a folder, from nothing."""
    from ourpatch.compiling.build import build

    for path in (out, out.with_suffix(".cache")):
        path.unlink(missing_ok=True)
    before = cpu_seconds()
    outcome = build(folder, out, TODAY)
    spent = cpu_seconds() - before
    assert outcome.how == "written" and outcome.read == outcome.entries, outcome.problems[:3]
    return spent


def plain(files: Sequence[Path], out: Path) -> float:
    """The plain pipeline over some files."""
    import markdown
    import nh3
    import yaml
    from sqlite_utils import Database

    out.unlink(missing_ok=True)
    before = cpu_seconds()
    rows = []
    for file in files:
        row = yaml.safe_load(file.read_text(encoding="utf-8"))
        row["id"] = file.stem
        row["description_html"] = nh3.clean(markdown.markdown(row.get("description", "")))
        rows.append(row)
    table = Database(out).table("entry")
    table.insert_all(rows, pk="id", alter=True)
    table.enable_fts(["name", "summary", "description"])
    return cpu_seconds() - before


def again(folder: Path, out: Path) -> Again:
    """Our builds after the first one, in one process, as `serve` makes them."""
    from ourpatch.compiling.build import build

    def built(how: str, in_place: bool = True, touched: Set[str] | None = None) -> float:
        before = cpu_seconds()
        outcome = build(folder, out, TODAY, in_place, touched)
        spent = cpu_seconds() - before
        assert outcome.how == how, (outcome.how, outcome.problems[:3])
        return spent

    built("unchanged")
    nothing = min(built("unchanged") for _ in range(3))
    files = sorted(folder.iterdir())
    changed = iter(files[:: len(files) // (len(CHANGES) + 1)])
    in_place = []
    for pattern, new in CHANGES:
        file = next(changed)
        _change(file, pattern, new)
        in_place.append(built("replaced", touched={file.name}))
    _change(next(changed), *CHANGES[0])
    return Again(nothing, statistics.median(in_place), built("written", in_place=False))


def _change(file: Path, pattern: str, new: str) -> None:
    before = file.read_text(encoding="utf-8")
    after = re.sub(pattern, new, before, count=1, flags=re.MULTILINE)
    assert after != before, f"{file} has nothing like {pattern}"
    file.write_text(after, encoding="utf-8")


def alone(measure: Callable[..., Any], *arguments: object) -> Any:
    """What a measurement gives, taken in a process of its own."""
    with ProcessPoolExecutor(1, multiprocessing.get_context("spawn")) as one:
        return one.submit(measure, *arguments).result()


def main() -> int:
    """Measure, print, and give 1 when a promise is broken."""
    options = _options()
    print(_machine())
    with tempfile.TemporaryDirectory(prefix="our-patch-") as name:
        home = Path(name)
        folder, out = home / "entries", home / "directory.db"
        files = sorted(write_entries(options.entries, folder))
        size = statistics.mean(file.stat().st_size for file in files)
        sample = files if options.all else files[:: max(1, len(files) // options.sample)]
        print(
            f"{len(files):,} entries of {size:,.0f} bytes; {len(sample):,} for the plain pipeline."
        )
        whole, simple = [], []
        for _ in range(options.repeat):
            whole.append(alone(ours, folder, out))
            simple.append(alone(plain, sample, home / "plain.db"))
        later = alone(again, folder, out)
        megabytes = out.stat().st_size / 1_000_000
    print(f"directory.db is {megabytes:.1f} MB.\n")
    return _report(len(files), min(whole), min(simple) / len(sample), later)


def _report(entries: int, whole: float, plain_each: float, later: Again) -> int:
    rows = [
        ("our whole build", whole, whole),
        ("the plain pipeline", plain_each * entries, whole),
        ("one entry changed, in place (serve)", later.in_place, whole),
        ("one entry changed, written whole (build)", later.whole, whole),
        ("nothing changed", later.nothing, whole),
    ]
    print(f"{'':42}{'CPU s':>9}{'ms/entry':>10}{'of ours':>9}")
    for label, seconds, of in rows:
        print(f"{label:42}{seconds:9.3f}{seconds / entries * 1000:10.4f}{seconds / of:9.3f}")
    less, part = plain_each * entries / whole, whole / later.in_place
    kept = less >= LESS_THAN_PLAIN and part > PART_OF_WHOLE
    print(f"\nThe plain pipeline takes {less:.1f} times as long (promised: {LESS_THAN_PLAIN}).")
    print(f"One changed entry takes 1/{part:.0f} of the whole (promised: 1/{PART_OF_WHOLE}).")
    print("Both promises are kept." if kept else "A promise is broken.")
    return 0 if kept else 1


def _machine() -> str:
    packages = ("PyYAML", "Markdown", "nh3", "sqlite-utils")
    versions = ", ".join(f"{package} {version(package)}" for package in packages)
    cores = multiprocessing.cpu_count()
    return f"{cores} cores, Python {platform.python_version()}, {versions}."


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.build", description="Measure what a build costs."
    )
    parser.add_argument("--entries", type=int, default=10_000, help="how many entries (10000)")
    parser.add_argument("--sample", type=int, default=2_000,
                        help="how many of them the plain pipeline reads (2000)")  # fmt: skip
    parser.add_argument("--all", action="store_true", help="let the plain pipeline read them all")
    parser.add_argument("--repeat", type=int, default=3, help="how many rounds (3)")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
