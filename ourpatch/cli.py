"""The command line: `python build.py …` in a checkout, `ourpatch …` where it is installed."""

import argparse
import sys
from collections.abc import Callable, Sequence
from datetime import date
from io import TextIOWrapper
from pathlib import Path
from tempfile import TemporaryDirectory

from ourpatch import problems, serving
from ourpatch.checking import check_paths
from ourpatch.compiling.build import Outcome, build

FINE, PROBLEMS, WRONG_USAGE = 0, 1, 2


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
        command = commands.add_parser(name, help=about, description=about)
        command.set_defaults(run=run)
        shared = command.add_argument_group("for every command")
        shared.add_argument("--entries", type=Path, default=Path("entries"), metavar="DIR",
                            help="the folder of entries (entries)")  # fmt: skip
        shared.add_argument("--out", type=Path, default=Path("directory.db"), metavar="FILE",
                            help="the file to make (directory.db)")  # fmt: skip
        shared.add_argument("--today", type=_day, default=date.today(), metavar="YYYY-MM-DD",
                            help="the day to work from (today)")  # fmt: skip
        add(command)
    return parser


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text} is not a date such as 2026-10-03") from None


def _build(options: argparse.Namespace) -> int:
    outcome = build(options.entries, options.out, options.today)
    return _tell(outcome)


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
        warnings = len(found) - errors
        summary = f"{_plural(checked, 'file')} checked: {_plural(errors, 'problem')}"
        summary += f", {_plural(warnings, 'warning')}" if warnings else ""
        print(("\n" if found else "") + summary + ".")
    return PROBLEMS if errors or (options.strict and found) else FINE


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


def _import(options: argparse.Namespace) -> int:
    from ourpatch.importing import openreferral, spreadsheet  # only this command needs them

    if options.file.suffix.lower() == ".json" or options.file.is_dir():
        return openreferral.run(options.file, options.into, options.today)
    if options.map is None:
        print("A spreadsheet needs a mapping: import FILE.csv --map MAP.yml", file=sys.stderr)
        return WRONG_USAGE
    return spreadsheet.run(options.file, options.map, options.into, options.today)


def _import_options(command: argparse.ArgumentParser) -> None:
    command.add_argument("file", type=Path, metavar="FILE",
                         help="a spreadsheet as CSV, or the saved pages of a feed")  # fmt: skip
    command.add_argument("--map", type=Path, metavar="MAP.yml",
                         help="for a spreadsheet: which column becomes which field")  # fmt: skip
    command.add_argument("--into", type=Path, required=True, metavar="DIR",
                         help="the folder for the new entries")  # fmt: skip


def _publish(options: argparse.Namespace) -> int:
    from ourpatch.editions import booklet  # only this command needs it
    from ourpatch.sharing.paper import Sheet

    with TemporaryDirectory(prefix="our-patch-") as folder:
        database = Path(folder) / "directory.db"
        outcome = build(options.entries, database, options.today)
        if outcome.how == "failed":
            return _tell(outcome)
        sheet = Sheet(options.size, options.large)
        return booklet.run(database, options.out, options.find, sheet, options.address)


def _publish_options(command: argparse.ArgumentParser) -> None:
    command.set_defaults(out=Path("booklet.pdf"))
    command.add_argument("edition", choices=("booklet",), help="what to make")
    command.add_argument("--find", default="", metavar="QUESTION",
                         help="whom, such as 'help=gardening&near=BA1' (everybody)")  # fmt: skip
    command.add_argument("--size", choices=("A4", "A5"), default="A4", help="the paper (A4)")
    command.add_argument("--large", action="store_true", help="large print, 18pt and not 14pt")
    command.add_argument("--address", default="", metavar="URL",
                         help="where the site is, for codes to scan (metadata.yml)")  # fmt: skip


def _no_options(command: argparse.ArgumentParser) -> None:
    """A command with nothing of its own."""


_COMMANDS: tuple[
    tuple[str, Callable[[argparse.Namespace], int], str, Callable[[argparse.ArgumentParser], None]],
    ...,
] = (
    ("build", _build, "make the database from the entries", _no_options),
    ("serve", _serve, "build, show the site, and rebuild on every change", _serve_options),
    ("check", _check, "say what to change in entries", _check_options),
    ("publish", _publish, "make a booklet to print", _publish_options),
    ("import", _import, "make entries from a spreadsheet or a feed", _import_options),
)
