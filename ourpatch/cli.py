"""The command line: `python build.py …` in a checkout, `ourpatch …` where it is installed."""

import argparse
import sqlite3
import sys
from collections.abc import Callable, Sequence
from contextlib import closing
from datetime import date
from functools import partial
from io import TextIOWrapper
from pathlib import Path

from ourpatch import problems, publishing, serving, tending
from ourpatch.checking import check_paths
from ourpatch.compiling.build import Outcome, build
from ourpatch.compiling.travelling import travelling, zipped

FINE, PROBLEMS, WRONG_USAGE = 0, 1, 2

#: A build of more entries does not stop to say how long the database is when it travels.
MOST_WEIGHED = 5_000
#: What shells give for a command that somebody stopped with Ctrl+C.
STOPPED = 130


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command. Gives 0 when all is well, 1 for problems in entries, 2 for wrong usage."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            # A pipe on Windows may not know a ŵ; a question mark there beats a crash.
            stream.reconfigure(errors="replace")
    given = list(sys.argv[1:] if arguments is None else arguments)
    parser = _parser()
    if not given or (given[0].startswith("-") and given[0] not in ("-h", "--help")):
        given.insert(0, "build")
    options = parser.parse_args(given)
    try:
        run: Callable[[argparse.Namespace], int] = options.run
        return run(options)
    except KeyboardInterrupt:
        print("\nStopped. What was not finished can be started again.", file=sys.stderr)
        return STOPPED
    except OSError as error:
        where = f"{error.filename}: " if error.filename else ""
        print(f"{where}{error.strerror or error}", file=sys.stderr)
        return WRONG_USAGE


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="build.py",
        description="Build, check and serve a directory of small, local, people-run support.",
    )
    commands = parser.add_subparsers(metavar="COMMAND", required=True)
    for name, run, about, add in _COMMANDS:
        command = commands.add_parser(
            name, help=about, description=about, conflict_handler="resolve"
        )
        command.set_defaults(run=run)
        shared = command.add_argument_group("for every command")
        shared.add_argument("--entries", type=Path, default=Path("entries"), metavar="DIR",
                            help="the folder of entries (entries)")  # fmt: skip
        shared.add_argument("--out", type=Path, default=Path("directory.db"), metavar="FILE",
                            help="the database to make (directory.db)")  # fmt: skip
        shared.add_argument("--today", type=tending.day, default=date.today(), metavar="YYYY-MM-DD",
                            help="the day to work from (today)")  # fmt: skip
        add(command)
    return parser


def _build(options: argparse.Namespace) -> int:
    outcome = build(options.entries, options.out, options.today)
    code = _tell(outcome)
    if outcome.how == "written" and outcome.entries <= MOST_WEIGHED:
        with closing(sqlite3.connect(outcome.out)) as connection:
            content = travelling(connection)
        raw, small = (len(each) / 1_000_000 for each in (content, zipped(content)))
        print(f"To a phone it travels as {small:.2f} MB ({raw:.1f} MB before it is zipped).")
    return code


def _tell(outcome: Outcome) -> int:
    """Print what a build did; gives the exit code."""
    if outcome.problems:
        print(problems.report(outcome.problems, "text"), file=sys.stderr)
    if outcome.how == "failed":
        count = _plural(len(outcome.errors), "problem")
        print(f"\n{count}. {outcome.out} is as it was.", file=sys.stderr)
        return PROBLEMS
    size = outcome.out.stat().st_size / 1_000_000
    entries = f"{outcome.entries:,} {'entry' if outcome.entries == 1 else 'entries'}"
    did = "was up to date" if outcome.how == "unchanged" else "is ready"
    print(f"{outcome.out} {did}: {entries}, {outcome.read:,} read, {size:.1f} MB.")
    return FINE


def _plural(count: int, thing: str) -> str:
    return f"{count:,} {thing}{'' if count == 1 else 's'}"


def _check(options: argparse.Namespace) -> int:
    paths = options.paths or [options.entries]
    checked, found = check_paths(paths, options.entries, options.today)
    if options.format != "text" or found:
        print(problems.report(found, options.format))
    errors = sum(problem.strength == "error" for problem in found)
    if options.format == "text":
        summary = f"{_plural(checked, 'file')} checked: {_plural(errors, 'problem')}"
        for strength in ("warning", "suggestion"):
            count = sum(problem.strength == strength for problem in found)
            summary += f", {_plural(count, strength)}" if count else ""
        print(("\n" if found else "") + summary + ".")
    serious = [problem for problem in found if problem.strength != "suggestion"]
    return PROBLEMS if errors or (options.strict and serious) else FINE


def _check_options(command: argparse.ArgumentParser) -> None:
    command.add_argument("paths", nargs="*", type=Path, metavar="PATH",
                         help="files or folders (the folder of entries)")  # fmt: skip
    command.add_argument("--strict", action="store_true", help="let warnings fail too")
    command.add_argument("--format", choices=("text", "github", "json"), default="text",
                         help="how to print problems (text)")  # fmt: skip


def _serve(options: argparse.Namespace) -> int:
    outcome = build(options.entries, options.out, options.today)
    code = _tell(outcome)
    if not options.out.is_file():
        return code
    given = None if options.today == date.today() else options.today
    return serving.serve(options.entries, options.out, options.host, options.port, _tell, given)


def _serve_options(command: argparse.ArgumentParser) -> None:
    command.add_argument("--host", default="127.0.0.1", help="the address to serve at (127.0.0.1)")
    command.add_argument("--port", type=int, default=8001, help="the port to serve at (8001)")


def _new(options: argparse.Namespace) -> int:
    from ourpatch.adding import at_the_terminal, filing  # only these two commands need them

    tell = partial(print, file=sys.stderr, flush=True)
    try:
        path = at_the_terminal.make_new(options.name, options.entries, options.today, _asked, tell)
    except FileExistsError as there:
        tell(f"There is an entry of that name already: {there}. Open that file to change it.")
        return PROBLEMS
    except filing.NoName as error:
        tell(str(error).partition(" Say what")[0])
        return PROBLEMS
    except at_the_terminal.Refused as error:
        tell(f"{error}\nNothing was written.")
        return PROBLEMS
    except (EOFError, KeyboardInterrupt):
        tell("\nNothing was written.")
        return WRONG_USAGE
    print(
        f"{path} is written. Open it to say more: docs/blank-entry.yml lists all that you can say."
    )
    return FINE


def _asked(question: str) -> str:
    """What somebody types after a question. Raises EOFError when nobody is there."""
    print(question, end="", file=sys.stderr, flush=True)
    line = sys.stdin.readline()
    if not line:
        raise EOFError
    return line.strip()


def _new_options(command: argparse.ArgumentParser) -> None:
    command.add_argument("name", nargs="?", default="", metavar="NAME",
                         help="what it is called, in quotes")  # fmt: skip


def _add(options: argparse.Namespace) -> int:
    from ourpatch.adding import filing  # only these two commands need them

    from_pipe = str(options.file) == "-"
    data = sys.stdin.buffer.read() if from_pipe else options.file.read_bytes()
    shown = Path("what-was-pasted.yml") if from_pipe else options.file
    try:
        filed = filing.put_among(
            data, shown, options.entries, options.today, options.id, options.change
        )
    except FileExistsError as there:
        print(f"{there} is there already. Is this a change of it? Then say so: --change. "
              "Is it another of the same name? Give it a name of its own: --as ID",
              file=sys.stderr)  # fmt: skip
        return PROBLEMS
    except FileNotFoundError as missing:
        print(f"{missing} is not there to change. Leave out --change to add it.", file=sys.stderr)
        return PROBLEMS
    except filing.NoName as error:
        print(error, file=sys.stderr)
        return PROBLEMS
    if filed.problems:
        print(problems.report(filed.problems, "text"), file=sys.stderr)
    if not filed.is_in:
        print("\nNothing was written.", file=sys.stderr)
        return PROBLEMS
    print(f"{filed.path} is {'changed' if options.change else 'added'}.")
    return FINE


def _add_options(command: argparse.ArgumentParser) -> None:
    command.add_argument("file", type=Path, metavar="FILE",
                         help="the file that the form made, or - to paste it in")  # fmt: skip
    command.add_argument("--as", dest="id", default="", metavar="ID",
                         help="what to call it (made from the entry’s name)")  # fmt: skip
    command.add_argument("--change", action="store_true",
                         help="it is a change of an entry that is there")  # fmt: skip


def _import(options: argparse.Namespace) -> int:
    from ourpatch.importing import (  # only this needs them
        arriving,
        issue,
        openreferral,
        spreadsheet,
    )
    from ourpatch.importing.table import Unreadable

    if options.file.lower().endswith(".md"):
        return issue.run(Path(options.file), options.into, options.today)
    form = options.form or _form_of(options.file)
    if form == "csv" and options.map is None:
        print("A spreadsheet needs a mapping: import FILE.csv --map MAP.yml", file=sys.stderr)
        return WRONG_USAGE
    try:
        with arriving.arrived(options.file, form, options.waiting, options.today) as come:
            if form == "csv":
                return spreadsheet.run(come.path, options.map, options.into, options.today)
            return openreferral.run(come.path, options.into, options.today, come.notes)
    except Unreadable as error:
        print(error, file=sys.stderr)
        return WRONG_USAGE


def _form_of(where: str) -> str:
    """What a file or an address probably is, when nobody says: by its ending, or a feed."""
    if where.lower().endswith((".csv", ".txt", ".tsv")):
        return "csv"
    is_feed = "://" in where or where.lower().endswith(".json") or Path(where).is_dir()
    return "openreferral" if is_feed else "csv"


def _import_options(command: argparse.ArgumentParser) -> None:
    command.add_argument("file", metavar="FILE",
                         help="a spreadsheet as CSV, or an Open Referral feed: a file, a folder "
                              "of saved pages, or a web address; or an issue")  # fmt: skip
    command.add_argument("--as", dest="form", choices=("openreferral", "csv"),
                         help="what it is, where its name does not say")  # fmt: skip
    command.add_argument("--map", type=Path, metavar="MAP.yml",
                         help="for a spreadsheet: which column becomes which field")  # fmt: skip
    command.add_argument("--into", type=Path, required=True, metavar="DIR",
                         help="the folder for the new entries")  # fmt: skip
    _waiting_option(command)


def _waiting_option(command: argparse.ArgumentParser) -> None:
    command.add_argument("--waiting", type=Path, default=Path("gathered"), metavar="DIR",
                         help="where pages wait until all have come (gathered)")  # fmt: skip


def _gather(options: argparse.Namespace) -> int:
    from ourpatch.importing import neighbours  # only this command needs it

    into = options.into or options.entries
    folder, waiting = options.sources, options.waiting
    return neighbours.run(folder, options.names, into, waiting, options.today)


def _gather_options(command: argparse.ArgumentParser) -> None:
    command.add_argument("names", nargs="*", metavar="NAME",
                         help="sources to gather from now (those whose time has come)")  # fmt: skip
    command.add_argument("--sources", type=Path, default=Path("sources"), metavar="DIR",
                         help="the folder of sources (sources)")  # fmt: skip
    command.add_argument("--into", type=Path, metavar="DIR",
                         help="the folder for the entries (that of --entries)")  # fmt: skip
    _waiting_option(command)


def _publish(options: argparse.Namespace) -> int:
    order = publishing.Order(
        options.entries,
        options.today,
        options.out.resolve(),
        find=options.find,
        address=options.address,
        size=options.size,
        large=options.large,
    )
    try:
        publishing.publish(options.what, order)
    except publishing.Refused as refused:
        print(refused, file=sys.stderr)
        return PROBLEMS if refused.in_entries else WRONG_USAGE
    return FINE


def _publish_options(command: argparse.ArgumentParser) -> None:
    about = "; ".join(f"{name}: {each.about}" for name, each in publishing.EDITIONS.items())
    command.add_argument("what", choices=publishing.EDITIONS, metavar="WHAT", help=about)
    command.add_argument("--out", type=Path, required=True, metavar="PATH",
                         help="the folder or the file to make")  # fmt: skip
    command.add_argument("--find", default="", metavar="QUESTION",
                         help="only what answers help=gardening&near=BA1, say")  # fmt: skip
    command.add_argument("--address", default="", metavar="URL",
                         help="where the public finds the site (metadata.yml)")  # fmt: skip
    command.add_argument("--size", choices=("A4", "A5"), default="",
                         help="the paper of a booklet (A4)")  # fmt: skip
    command.add_argument("--large", action="store_true", help="a booklet in large print, 18pt")


def _no_options(command: argparse.ArgumentParser) -> None:
    """A command with nothing of its own."""


_COMMANDS: tuple[
    tuple[str, Callable[[argparse.Namespace], int], str, Callable[[argparse.ArgumentParser], None]],
    ...,
] = (
    ("build", _build, "make the database from the entries", _no_options),
    ("serve", _serve, "build, show the site, and rebuild on every change", _serve_options),
    ("publish", _publish, "make a site, one file or a booklet", _publish_options),
    ("check", _check, "say what to change in entries", _check_options),
    ("new", _new, "ask the least that an entry needs, and write its file", _new_options),
    ("add", _add, "put a file that the form made among the entries", _add_options),
    ("import", _import, "make entries from a spreadsheet or a feed", _import_options),
    ("gather", _gather, "make entries from the lists of neighbours", _gather_options),
    *tending.COMMANDS,
)
