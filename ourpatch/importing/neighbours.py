"""Gathering from neighbours: every source in turn, when its time has come.

A source either comes whole and has the entries that must still be there, or nothing of it is
written. What one source does never stops the next.
"""

import sys
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

from ourpatch import problems
from ourpatch.importing import arriving, openreferral, spreadsheet
from ourpatch.importing.drafts import Draft
from ourpatch.importing.feed_pages import read_feed
from ourpatch.importing.mapping import read_mapping
from ourpatch.importing.sources import OFTEN, Source, read_source
from ourpatch.importing.spreadsheet import FINE, WRONG_USAGE
from ourpatch.importing.table import Unreadable, read_table
from ourpatch.importing.telling import Outcome, as_text
from ourpatch.words import slug

#: What the command gives back when a source could not be gathered.
SOME_STOPPED = 1


class Stopped(Unreadable):
    """A source of which nothing was imported; says why."""


def run(folder: Path, names: Sequence[str], into: Path, waiting: Path, today: date) -> int:
    """Gather from the sources in a folder, or from those named, and print what was done."""
    paths = [folder / f"{name}.yml" for name in names] or sorted(folder.glob("*.yml"))
    if not paths:
        print(f"{folder}: There are no sources here. docs/import.md has one.", file=sys.stderr)
        return WRONG_USAGE
    read = [read_source(path) for path in paths]
    if wrong := [problem for _, found in read for problem in found]:
        print(problems.report(wrong, "text"), file=sys.stderr)
        print("\nNothing was gathered.", file=sys.stderr)
        return WRONG_USAGE
    codes = [_one(source, into, waiting, today, asked=bool(names)) for source, _ in read if source]
    return max(codes, default=FINE)


def _one(source: Source, into: Path, waiting: Path, today: date, asked: bool) -> int:
    """One source. Without being `asked` for by name, only when it is due."""
    last = _last(waiting, source)
    due = last + timedelta(days=OFTEN[source.every]) if last else today
    if today < due and not asked:
        print(f"{source.name}: gathered on {last}; again from {due}.")
        return FINE
    try:
        outcome = _gathered(source, into, waiting, today)
    except (Unreadable, OSError) as error:
        why = f"{error.filename}: {error.strerror}" if isinstance(error, OSError) else error
        print(f"{source.name}: Nothing was imported. {why}", file=sys.stderr)
        return SOME_STOPPED
    print(as_text(outcome), end="\n\n")
    waiting.mkdir(parents=True, exist_ok=True)
    _when(waiting, source).write_text(today.isoformat())
    return FINE


def _gathered(source: Source, into: Path, waiting: Path, today: date) -> Outcome:
    """All of one source, or nothing. Raises Unreadable or OSError."""
    with arriving.arrived(source.address, source.form, waiting, today) as come:
        if source.form == "csv":
            return _from_a_table(source, come.path, into, today)
        feed = read_feed(come.path)
        feed = replace(feed, name=source.name, notes=(*feed.notes, *come.notes))
        drafts = openreferral.drafts_of(feed, into, today, source.credit)
        _look_for(source, drafts)
        return openreferral.keep(feed, drafts, into, today, source.credit)


def _from_a_table(source: Source, path: Path, into: Path, today: date) -> Outcome:
    assert source.mapping is not None  # read_source sees to it
    table = read_table(path)
    plan, wrong = read_mapping(source.mapping, table.columns)
    if wrong:
        raise Stopped(problems.report(wrong, "text"))
    drafts = spreadsheet.drafts_of(table, plan, into, today, source.credit)
    _look_for(source, drafts)
    named = replace(table, name=source.name)
    return spreadsheet.keep(named, plan, drafts, into, today, source.credit)


def _look_for(source: Source, drafts: list[Draft]) -> None:
    """Raise Stopped unless every entry that must still be there is there, and can be used."""
    there = {slug(draft.name) for draft in drafts if not draft.refused}
    there |= {draft.source[1] for draft in drafts if not draft.refused}
    lost = [name for name in source.still_there if slug(name) not in there and name not in there]
    if lost:
        named = ", ".join(f"“{name}”" for name in lost)
        raise Stopped(
            f"The list has {named} no longer, which must still be there. Look at {source.address}. "
            f"If they have closed, name others in {source.id}.yml"
        )


def _when(waiting: Path, source: Source) -> Path:
    return waiting / f"{source.id}.last"


def _last(waiting: Path, source: Source) -> date | None:
    """The day a source was last gathered, as far as this computer knows."""
    try:
        return date.fromisoformat(_when(waiting, source).read_text().strip())
    except (OSError, ValueError):
        return None
