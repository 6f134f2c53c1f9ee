"""The commands of those who keep the entries: whom to ask again, and noting that somebody did."""

import argparse
import re
import sys
from collections.abc import Callable
from datetime import date
from functools import partial
from pathlib import Path

from ourpatch import problems
from ourpatch.fields import by_name
from ourpatch.keeping import alike, different, freshness, knowing, links, marking, refusing
from ourpatch.progress import bar
from ourpatch.reading import Entry, read_entry, read_file
from ourpatch.words import nearest

FINE, PROBLEMS, WRONG_USAGE = 0, 1, 2

Add = Callable[[argparse.ArgumentParser], None]


def _read(folder: Path) -> list[Entry]:
    """Every entry of a folder, by name. Raises OSError when there is no such folder."""
    files = sorted(file for file in folder.iterdir() if file.suffix == ".yml")
    return [read_file(file) for file in bar(files, "Reading")]


def _stale(options: argparse.Namespace) -> int:
    entries = _read(options.entries)
    dues = freshness.all_due(entries, options.today)
    print(freshness.FORMATS[options.format](dues, len(entries)))
    return FINE


def _stale_options(command: argparse.ArgumentParser) -> None:
    command.add_argument("--format", choices=tuple(freshness.FORMATS), default="text",
                         help="how to print the list (text)")  # fmt: skip


def _checked(options: argparse.Namespace) -> int:
    path = _file_of(options.entries, options.id)
    if path is None:
        return WRONG_USAGE
    on: date = options.on or options.today
    if on > options.today:
        print(f"{on} has not come yet.", file=sys.stderr)
        return WRONG_USAGE
    by = " ".join(options.by.split())
    before = path.read_bytes()
    try:
        after = marking.marked(before, str(path), on.isoformat(), options.how, by)
    except marking.NotMarked as error:
        print(error, file=sys.stderr)
        return PROBLEMS
    path.write_bytes(after)
    print(f"{path}: checked on {on} by {options.how}.")
    last = read_entry(before, str(path)).get("checked.by")
    if last and not by:
        print(f"“{last}” checked it before and is no longer named. To name somebody, add --by.")
    return FINE


def _file_of(folder: Path, given: str) -> Path | None:
    """The file of an entry, by its id or its file's name; says so, and gives None, without one."""
    id = re.sub(r"\.yml$", "", Path(given).name)
    path = folder / f"{id}.yml"
    if path.is_file():
        return path
    close = nearest(id, sorted(file.stem for file in folder.glob("*.yml")))
    hint = f" Did you mean {close}?" if close else ""
    print(f"There is no entry called {id} in {folder}.{hint}", file=sys.stderr)
    return None


def _checked_options(command: argparse.ArgumentParser) -> None:
    command.add_argument("id", metavar="ID", help="the entry: its file's name without .yml")
    command.add_argument("--how", required=True, choices=by_name()["checked.how"].choices,
                         help="how you asked them")  # fmt: skip
    command.add_argument("--by", default="", metavar="NAME", help="who asked; a first name is fine")
    command.add_argument("--on", type=day, metavar="YYYY-MM-DD", help="the day you asked (today)")


def _duplicates(options: argparse.Namespace) -> int:
    """Print the pairs of entries that may be one organisation."""
    values = {entry.id: entry.values for entry in _read(options.entries)}
    known, wrong = different.different(options.entries)
    if wrong:
        print(problems.report(wrong, "text"), file=sys.stderr)
    found = alike.pairs(values, known)
    if found:
        print(alike.as_text(found, values))
    kept = f" {len(known):,} are known to be two." if known else ""
    pairs = f"{len(found):,} {'pair' if len(found) == 1 else 'pairs'}"
    print(f"{pairs} of {len(values):,} entries may be the same organisation.{kept}")
    return PROBLEMS if wrong else FINE


def _links(options: argparse.Namespace) -> int:
    """Ask every website, and note what came of it beside the entries."""
    asked = links.addresses(_read(options.entries))
    try:
        known = links.read(options.entries)
    except links.Unreadable as error:
        print(error, file=sys.stderr)
        return PROBLEMS
    keep = partial(links.write, options.entries)
    records, answers = links.check(asked, options.today.isoformat(), known, keep=keep)
    down = links.down(records)
    for link, answer in sorted(answers.items()):
        if answer.state != "works":
            since = f", since {down[link]}: marked on the page" if link in down else ""
            print(f"{link}: {answer.why}{since}")
    works = sum(answer.state == "works" for answer in answers.values())
    if links.cut_off(answers):
        print("Nobody answered at all. Is this computer online? Nothing was noted.")
        return PROBLEMS
    count = f"{len(answers):,} {'address' if len(answers) == 1 else 'addresses'}"
    print(f"{count} asked, {works:,} work, {len(down):,} marked as not working.")
    if before := len(asked) - len(answers):
        print(f"{before:,} had been asked today already.")
    return FINE


def _no_options(command: argparse.ArgumentParser) -> None:
    """A command with nothing of its own."""


def _unlist(options: argparse.Namespace) -> int:
    """Remember somebody who asked not to be listed."""
    who = set()
    for kind, even in knowing.EVENED.items():
        if said := getattr(options, kind):
            who.add(knowing.Mark(kind, even(said)))
            if not even(said):
                print(f"“{said}” is no {kind} that anybody could be known by.", file=sys.stderr)
                return WRONG_USAGE
    path = None
    if options.id:
        path = _file_of(options.entries, options.id)
        if path is None:
            return WRONG_USAGE
        who |= knowing.marks(read_file(path).values)
    if not who:
        print("Say who: an entry, or --name, --phone and so on.", file=sys.stderr)
        return WRONG_USAGE
    try:
        new = refusing.remember(options.entries, who, options.today.isoformat())
    except ValueError as error:
        print(error, file=sys.stderr)
        return PROBLEMS
    kept = options.entries.parent / refusing.FILE
    print(f"{kept}: {new} new fingerprints." if new else f"{kept} knows them already.")
    if path:
        print(f"Now delete {path}. What git has of it stays in git: docs/keeping.md says more.")
    return FINE


def _unlist_options(command: argparse.ArgumentParser) -> None:
    command.add_argument("id", nargs="?", metavar="ID", help="an entry, to be known by all it says")
    for kind in knowing.EVENED:
        command.add_argument(f"--{kind}", default="", help=f"to be known by this {kind}")


def day(text: str) -> date:
    """A date on the command line."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text} is not a date such as 2026-10-03") from None


COMMANDS: tuple[tuple[str, Callable[[argparse.Namespace], int], str, Add], ...] = (
    ("stale", _stale, "list the entries to check with them again, ready to ring", _stale_options),
    ("duplicates", _duplicates, "show entries that may be here twice, side by side", _no_options),
    ("links", _links, "ask every website if it still works, politely", _no_options),
    ("unlist", _unlist, "remember somebody who asked not to be listed", _unlist_options),
    ("checked", _checked, "note that you checked an entry with them", _checked_options),
)
