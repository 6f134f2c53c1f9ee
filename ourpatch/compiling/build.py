"""The whole build: read what changed, check everything, write a new file, swap it in."""

import hashlib
import json
import os
import shutil
import sqlite3
import subprocess
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from datetime import date
from pathlib import Path

import yaml

from ourpatch import __version__
from ourpatch.checking import check_dates, check_entry, check_together
from ourpatch.compiling import database
from ourpatch.compiling.database import About, Placed
from ourpatch.compiling.memory import (
    RACY_NANOSECONDS,
    Known,
    Memory,
    Remembered,
    Stamp,
    fingerprint,
    stamps,
)
from ourpatch.compiling.rows import Rows, order_of, rows_of, sink_of
from ourpatch.house import SITE
from ourpatch.problems import Problem
from ourpatch.progress import bar
from ourpatch.reading import Entry, read_entry

#: A change to more entries than this is written afresh even with `in_place`.
MOST_IN_PLACE = 50


@dataclass(slots=True)
class Outcome:
    """What a build did: `how` is failed, unchanged, replaced (one entry, in place) or written."""

    how: str
    out: Path
    entries: int = 0
    read: int = 0
    problems: list[Problem] = field(default_factory=list)

    @property
    def errors(self) -> list[Problem]:
        """The problems that stopped the build."""
        return [problem for problem in self.problems if problem.strength == "error"]


@dataclass(slots=True)
class _Reading:
    """The files that were read this time, and how every file now stands."""

    entries: dict[str, Entry] = field(default_factory=dict)
    rows: dict[str, Rows] = field(default_factory=dict)
    old_rows: dict[str, Rows] = field(default_factory=dict)
    known: dict[str, Known] = field(default_factory=dict)
    before: dict[str, Known] = field(default_factory=dict)
    listed_at: int = 0
    problems: list[Problem] = field(default_factory=list)

    @property
    def gone(self) -> list[str]:
        """Files that were there last time."""
        return sorted(self.before.keys() - self.known.keys())


def build(folder: Path, out: Path, today: date, in_place: bool = False) -> Outcome:
    """Build the database of the entries in a folder.

    A build with errors changes nothing. The file is written beside the old one and swapped in, and
    its bytes follow from the entries, the program and `today` alone. With `in_place`, a change to
    the words of a few entries is made in a copy of the old file instead, in a fraction of the time:
    the same rows, but not the same bytes. Raises OSError when a file or folder cannot be used.
    """
    out.parent.mkdir(parents=True, exist_ok=True)
    with Memory(out.with_suffix(".cache")) as memory:
        reading = _read_changed(folder, memory, today)
        reading.problems += _warnings_remembered(memory, reading)
        outcome = Outcome("failed", out, len(reading.known), len(reading.entries), reading.problems)
        if outcome.errors:
            return outcome
        digest = _digest(reading.known, today)
        if _digest_of(out) == digest:
            outcome.how = "unchanged"
        elif in_place and _replace_few(out, reading, digest, today):
            outcome.how = "replaced"
        else:
            _write_whole(out, memory, reading, digest, folder, today)
            outcome.how = "written"
        _remember(memory, reading)
        return outcome


def _read_changed(folder: Path, memory: Memory, today: date) -> _Reading:
    """Read and check the files that are new or changed since the last build."""
    listed, odd = stamps(folder)
    before = memory.known()
    reading = _Reading(before=before, listed_at=time.time_ns())
    reading.problems += [_not_read(folder / name) for name in odd]
    changed = [stamp for stamp in listed if not _is_same(stamp, before.get(stamp.name), today)]
    reading.known = {stamp.name: before[stamp.name] for stamp in listed if stamp.name in before}
    for stamp in bar(changed, "Reading"):
        _read_one(folder, stamp, before.get(stamp.name), memory, reading, today)
    reading.known = dict(sorted(reading.known.items()))
    pointing = [entry for entry in reading.entries.values() if entry.get("status.instead")]
    pointing += _still_pointing(folder, reading)
    ids = {name.removesuffix(".yml") for name in reading.known}
    reading.problems += check_together(ids, pointing)
    return reading


def _is_same(stamp: Stamp, known: Known | None, today: date) -> bool:
    """True when a file need not be read: it has not changed, and none of its dates is ahead of today."""
    return known is not None and known.stamp == stamp and known.latest <= today.isoformat()


def _read_one(
    folder: Path, stamp: Stamp, known: Known | None, memory: Memory, reading: _Reading, today: date
) -> None:
    """Read one file into the reading, unless only its time changed."""
    data = (folder / stamp.name).read_bytes()
    digest = hashlib.sha256(data).hexdigest()
    if known and known.digest == digest and known.latest <= today.isoformat():
        reading.known[stamp.name] = Known(stamp, digest, known.latest, known.points)
        return
    entry = read_entry(data, str(folder / stamp.name))
    check_entry(entry)
    check_dates(entry, today)
    reading.entries[stamp.name] = entry
    reading.problems += entry.problems
    if any(problem.strength == "error" for problem in entry.problems):
        reading.known[stamp.name] = Known(stamp, digest, "", "")
        return
    rows = rows_of(entry)
    if known:
        reading.old_rows[stamp.name] = Rows.from_json(memory.rows(stamp.name))
    reading.rows[stamp.name] = rows
    points = " ".join(rows.instead)
    reading.known[stamp.name] = Known(stamp, digest, rows.latest, points)


def _not_read(path: Path) -> Problem:
    message = "This is not an entry, so it is not read."
    hint = "entries end in .yml and lie directly in this folder"
    return Problem(str(path), 1, 1, message, hint, "not-read", "warning")


def _still_pointing(folder: Path, reading: _Reading) -> Iterator[Entry]:
    """Unchanged entries that name another one, read again so that a message can show the line."""
    ids = {name.removesuffix(".yml") for name in reading.known}
    for name, known in reading.known.items():
        if name not in reading.entries and not ids.issuperset(known.points.split()):
            yield read_entry((folder / name).read_bytes(), str(folder / name))


def _warnings_remembered(memory: Memory, reading: _Reading) -> list[Problem]:
    """The warnings about files that were not read again."""
    remembered = (Problem(**each) for text in memory.warnings() for each in json.loads(text))
    return [
        problem
        for problem in remembered
        if (name := Path(problem.path).name) in reading.known and name not in reading.entries
    ]


def _digest(files: dict[str, Known], today: date) -> str:
    """A digest of all that the database follows from."""
    digest = hashlib.sha256(f"{today}\n{fingerprint()}\n{json.dumps(_licence())}".encode())
    for name, known in files.items():
        digest.update(f"{name}\0{known.digest}\n".encode())
    return digest.hexdigest()


def _digest_of(out: Path) -> str:
    """The digest that a database was made with; empty when there is none that can be read."""
    if not out.is_file():
        return ""
    try:
        with sqlite3.connect(f"file:{out}?mode=ro", uri=True) as connection:
            (digest,) = connection.execute("SELECT digest FROM build").fetchone()
            return str(digest)
    except (sqlite3.DatabaseError, TypeError):
        return ""


def _replace_few(out: Path, reading: _Reading, digest: str, today: date) -> bool:
    """Change the entries that were read in a copy of the database; False when that cannot be done.

    It can when the same entries stand in the same order as before: then every number, and so every
    other row of the database, stays as it is.
    """
    if reading.rows.keys() != reading.old_rows.keys() or reading.gone:
        return False
    pairs = [(reading.old_rows[name], new) for name, new in reading.rows.items()]
    if len(pairs) > MOST_IN_PLACE or _digest_of(out) != _digest(reading.before, today):
        return False
    for old, new in pairs:
        if order_of(old, today) != order_of(new, today):
            return False
        if old.entry["sample"] != new.entry["sample"]:
            return False
    with _beside(out) as copy:
        shutil.copyfile(out, copy)
        numbers = _numbers(copy, [new.id for _, new in pairs])
        for old, new in pairs:
            placed = Placed(numbers[new.id], sink_of(new, today), new)
            database.replace_one(copy, old, placed, digest)
    return True


def _numbers(path: Path, ids: Sequence[str]) -> dict[str, int]:
    query = "SELECT id, number FROM entry WHERE id IN (SELECT value FROM json_each(?))"
    with sqlite3.connect(path) as connection:
        return dict(connection.execute(query, (json.dumps(ids),)))


def _write_whole(
    out: Path, memory: Memory, reading: _Reading, digest: str, folder: Path, today: date
) -> None:
    """Write the whole database from what was read and what is remembered."""
    every = dict(reading.rows)
    for name, text in memory.all_rows():
        if name in reading.known and name not in every:
            every[name] = Rows.from_json(text)
    ordered = sorted(every.values(), key=lambda rows: order_of(rows, today))
    placed = [Placed(n, sink_of(rows, today), rows) for n, rows in enumerate(ordered)]
    name, link = _licence()
    about = About(today.isoformat(), _commit(folder), __version__, digest, name, link)
    with _beside(out) as new:
        database.write(new, placed, about)


@contextmanager
def _beside(out: Path) -> Iterator[Path]:
    """A path beside `out` to write to, moved over it when the block ends well and removed if not."""
    new = out.with_name(f"{out.name}.{os.getpid()}.new")
    try:
        yield new
        new.replace(out)
    finally:
        new.unlink(missing_ok=True)


def _licence() -> tuple[str, str]:
    """The licence of the data and its address, from metadata.yml."""
    metadata = yaml.safe_load((SITE / "metadata.yml").read_text(encoding="utf-8"))
    return metadata["license"], metadata["license_url"]


def _commit(folder: Path) -> str:
    """The last commit that touched the entries; empty outside git."""
    try:
        found = subprocess.run(
            ["git", "log", "-1", "--format=%H", "--", "."],
            cwd=folder,
            capture_output=True,
            text=True,
            check=False,
        )
    except OSError:
        return ""
    return found.stdout.strip() if found.returncode == 0 else ""


def _remember(memory: Memory, reading: _Reading) -> None:
    """Keep what was read. A file changed a moment ago is remembered so that it is read again."""
    memory.forget(reading.gone)
    memory.remember(_to_remember(name, rows, reading) for name, rows in reading.rows.items())
    touched = [
        known.stamp
        for name, known in reading.known.items()
        if name in reading.before and name not in reading.rows and known != reading.before[name]
    ]
    memory.restamp(_settled(stamp, reading.listed_at) for stamp in touched)


def _to_remember(name: str, rows: Rows, reading: _Reading) -> Remembered:
    known = reading.known[name]
    warnings = [asdict(problem) for problem in reading.entries[name].problems]
    return Remembered(
        stamp=_settled(known.stamp, reading.listed_at),
        digest=known.digest,
        latest=known.latest,
        points=known.points,
        rows=rows.to_json(),
        warnings=json.dumps(warnings, ensure_ascii=False),
    )


def _settled(stamp: Stamp, listed_at: int) -> Stamp:
    """The stamp, or one that fits no file when this one may yet change without its time changing."""
    is_racy = listed_at - stamp.changed < RACY_NANOSECONDS
    return Stamp(stamp.name, stamp.size, 0) if is_racy else stamp
