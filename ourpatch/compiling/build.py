"""The whole build: read what changed, check everything, write a new file, swap it in."""

import gc
import hashlib
import json
import os
import shutil
import sqlite3
import time
from collections.abc import Iterator, Set
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

import yaml

from ourpatch import __version__
from ourpatch.compiling import database, replacing
from ourpatch.compiling.chronicle import Chronicle, chronicle
from ourpatch.compiling.database import About, Placed
from ourpatch.compiling.gathering import Gathered, gather, id_of, remember
from ourpatch.compiling.memory import Known, Memory, fingerprint
from ourpatch.compiling.rows import Rows, order_of, rows_again, sink_of
from ourpatch.house import SITE
from ourpatch.keeping import links
from ourpatch.keeping.freshness import due_of
from ourpatch.keeping.history import UNKNOWN, Story, touched_on
from ourpatch.keeping.refusing import refusals
from ourpatch.problems import Problem

#: A change to more entries than this is written afresh even with `in_place`.
MOST_IN_PLACE = 50

#: Nobody is still writing a file that is older than this.
LONGEST_BUILD_SECONDS = 3600


@dataclass(slots=True)
class Outcome:
    """What a build did: `how` is failed, unchanged, replaced (in place) or written."""

    how: str
    out: Path
    entries: int = 0
    read: int = 0
    problems: list[Problem] = field(default_factory=list)

    @property
    def errors(self) -> list[Problem]:
        """The problems that stopped the build."""
        return [problem for problem in self.problems if problem.strength == "error"]


def build(
    folder: Path,
    out: Path,
    today: date,
    in_place: bool = False,
    touched: Set[str] | None = None,
) -> Outcome:
    """Build the database of the entries in a folder.

    A build with errors changes nothing. The file is written beside the old one and swapped in, and
    its bytes follow from the entries, their commit, the program and `today` alone. With `in_place`,
    a change to the words of a few entries is made in a copy of the old file instead, in a fraction
    of the time: the same rows, but not the same bytes. `touched` are the names of the files that
    changed since the last build of this folder, where somebody watched; else all are looked at.
    Raises OSError when a file or folder cannot
    be used.
    """
    out.parent.mkdir(parents=True, exist_ok=True)
    remembered = out.with_suffix(".cache")
    try:
        with _nothing_collected():
            return _build(folder, out, today, in_place, remembered, touched)
    except (sqlite3.Error, ValueError, LookupError, TypeError):
        # Something in the memory, or in the old database, is not as we left it. Without the memory
        # nothing old is used, so what goes wrong then is worth hearing of.
        remembered.unlink(missing_ok=True)
    try:
        return _build(folder, out, today, in_place, remembered)
    except sqlite3.OperationalError as error:
        raise OSError(f"{out} could not be written: {error}") from error


@contextmanager
def _nothing_collected() -> Iterator[None]:
    """Without the search for rubbish: a build makes hardly any, and it takes a twentieth."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def _build(
    folder: Path,
    out: Path,
    today: date,
    in_place: bool,
    remembered: Path,
    touched: Set[str] | None = None,
) -> Outcome:
    refused = refusals(folder)
    with Memory(remembered, refused.digest) as memory:
        # An empty memory knows no file, so then it looks at them all.
        found = gather(folder, memory, today, refused, None if memory.is_new else touched)
        outcome = Outcome("failed", out, len(found.known), len(found.read), found.problems)
        if outcome.errors:
            remember(memory, found)  # what is right need not be read again
            return outcome
        was = {id_of(name): known.was.split() for name, known in found.known.items() if known.was}
        past = chronicle(memory.connection, folder, was)
        down, wrong = _links_down(folder)
        outcome.problems += past.problems + wrong
        made = _Making(out, memory, found, past, down, today)
        if _digest_of(out) == made.digest(found.known):
            outcome.how = "unchanged"
        elif in_place and _replace_few(made):
            outcome.how = "replaced"
        else:
            _write_whole(made)
            outcome.how = "written"
        remember(memory, found)
        return outcome


@dataclass(frozen=True, slots=True)
class _Making:
    """All that one database is made of: what the files say, what git knows, and the day.

    `down` are the web addresses that no longer answer, each with since when.
    """

    out: Path
    memory: Memory
    found: Gathered
    past: Chronicle
    down: dict[str, str]
    today: date

    def digest(self, files: dict[str, Known]) -> str:
        """A digest of all that the database follows from, were these the files."""
        lines = [f"{name}\0{known.digest}" for name, known in files.items()]
        others = [str(self.today), fingerprint(), json.dumps([*_licence(), self.down])]
        made_from = "\n".join([*others, self.past.commit, self.past.digest, *lines])
        return hashlib.sha256(made_from.encode()).hexdigest()


def _digest_of(out: Path) -> str:
    """The digest that a database was made with; empty when there is none that can be read."""
    if not out.is_file():
        return ""
    try:
        with closing(sqlite3.connect(f"{out.absolute().as_uri()}?mode=ro", uri=True)) as connection:
            (digest,) = connection.execute("SELECT digest FROM build").fetchone()
            return str(digest)
    except (sqlite3.DatabaseError, TypeError):
        return ""


def _replace_few(made: _Making) -> bool:
    """Change the entries that were read in a copy of the database; False when that cannot be done.

    It can when the same entries stand in the same order as before: then every number, and so every
    other row of the database, stays as it is.
    """
    out, found = made.out, made.found
    names = found.rows.keys()
    if len(names) > MOST_IN_PLACE or found.gone or not names <= found.before.keys():
        return False
    if _digest_of(out) != made.digest(found.before):
        return False
    kept = ((made.memory.content(name), new) for name, new in found.rows.items())
    changes = [(rows_again(new.id, content), new) for content, new in kept]
    if not all(_keeps_its_place(old, new, made) for old, new in changes):
        return False
    with _beside(out) as copy:
        shutil.copyfile(out, copy)
        told = [(old, new, _facts(new, made.past.story(new.id), made)) for old, new in changes]
        replacing.replace(copy, told, made.digest(found.known))
    return True


def _keeps_its_place(old: Rows, new: Rows, made: _Making) -> bool:
    """True when a change to an entry leaves all counts and every other entry's row as they are."""
    same = ("sample", "outcode", *(_LINKS.values() if made.down else ()))
    return (
        order_of(old, made.today) == order_of(new, made.today)
        and all(old.entry[column] == new.entry[column] for column in same)
        and old.entry_text["was"] == new.entry_text["was"]
    )


def _write_whole(made: _Making) -> None:
    """Write the whole database from what was read and what is remembered."""
    found, today = made.found, made.today
    every = dict(found.rows)
    if len(every) < len(found.known):
        for name, content in made.memory.contents():
            if name in found.known and name not in every:
                every[name] = rows_again(id_of(name), content)
    rows = (every[name] for name in found.known)
    ordered = sorted(rows, key=lambda rows: order_of(rows, today))
    stories = made.past.stories()
    placed = [
        Placed(n, sink_of(rows, today), rows, _facts(rows, stories.get(rows.id), made))
        for n, rows in enumerate(ordered)
    ]
    name, link = _licence()
    digest = made.digest(found.known)
    about = About(today.isoformat(), made.past.commit, __version__, digest, name, link)
    with _beside(made.out) as new:
        database.write(new, placed, about)


#: For each column that says since when a web address does not answer, the column of the address.
_LINKS = {"website_down_since": "contact_website", "social_down_since": "contact_social"}


def _facts(rows: Rows, story: Story | None, made: _Making) -> dict[str, Any]:
    """What is known of an entry that its file does not say."""
    due = due_of(rows.entry["checked_on"], rows.entry["status"], made.today)
    facts: dict[str, Any] = {"due": due}
    facts |= {name: made.down.get(rows.entry[column] or "") for name, column in _LINKS.items()}
    story = story or UNKNOWN
    changed = json.dumps(story.changed, ensure_ascii=False) if story.changed else None
    touched = touched_on(story, rows.days, made.today)
    return {**facts, **story._asdict(), "changed": changed, "touched_on": touched}


def _links_down(folder: Path) -> tuple[dict[str, str], list[Problem]]:
    """The web addresses that no longer answer, and what is wrong with the record of that."""
    try:
        return links.down(links.read(folder)), []
    except links.Unreadable as error:
        where = (str(folder.parent / links.FILE), 1, 1)
        return {}, [Problem(*where, str(error), "", "link-checks", "warning")]


@contextmanager
def _beside(out: Path) -> Iterator[Path]:
    """A path beside `out`, moved over it when the block ends well and removed if not."""
    for left in out.parent.glob(f"{out.name}.*.new"):  # by a build that was killed
        if time.time() - left.stat().st_mtime > LONGEST_BUILD_SECONDS:
            left.unlink(missing_ok=True)
    new = out.with_name(f"{out.name}.{os.getpid()}.new")
    try:
        yield new
        new.replace(out)
    finally:
        new.unlink(missing_ok=True)


def _licence() -> tuple[str, str]:
    """The licence of the data and its address, from metadata.yml."""
    metadata = yaml.load((SITE / "metadata.yml").read_bytes(), Loader=yaml.CBaseLoader)
    return metadata["license"], metadata["license_url"]
