"""The door for spreadsheets: a CSV file and a mapping in, a folder of entries out."""

import sys
from collections.abc import Mapping
from datetime import date
from pathlib import Path

from ourpatch import problems
from ourpatch.importing.drafts import Draft
from ourpatch.importing.making import Maker
from ourpatch.importing.mapping import Plan, read_mapping
from ourpatch.importing.proving import proven
from ourpatch.importing.shelf import Shelf
from ourpatch.importing.table import Table, Unreadable, read_table
from ourpatch.importing.telling import Outcome, as_text
from ourpatch.progress import bar

#: What the command gives back. A list with a few rows that cannot be used is still a good list.
FINE, NOTHING_USABLE, WRONG_USAGE = 0, 1, 2

_AS_MAPPED: Mapping[str, str] = {}


def run(file: Path, map: Path, into: Path, today: date) -> int:
    """Import a CSV file and print what was done. Raises OSError when a file cannot be read."""
    try:
        table = read_table(file)
    except Unreadable as error:
        print(error, file=sys.stderr)
        return WRONG_USAGE
    plan, wrong = read_mapping(map, table.columns)
    if wrong:
        print(problems.report(wrong, "text"), file=sys.stderr)
        print(f"\nNothing was imported: change {map} first.", file=sys.stderr)
        return WRONG_USAGE
    outcome = gather(table, plan, into, today)
    print(as_text(outcome))
    return FINE if outcome.puts else NOTHING_USABLE


def gather(table: Table, plan: Plan, into: Path, today: date) -> Outcome:
    """Make, prove and keep an entry for every row that can be one."""
    return keep(table, plan, drafts_of(table, plan, into, today), into, today)


def drafts_of(
    table: Table, plan: Plan, into: Path, today: date, credit: Mapping[str, str] = _AS_MAPPED
) -> list[Draft]:
    """A proven draft of every row. `credit` says whose list it is, whatever the mapping says."""
    maker = Maker(plan, table)
    drafts = (maker.draft(row) for row in bar(table.rows, "Reading rows"))
    return proven(drafts, into, today, credit)


def keep(
    table: Table,
    plan: Plan,
    drafts: list[Draft],
    into: Path,
    today: date,
    credit: Mapping[str, str] = _AS_MAPPED,
) -> Outcome:
    """Put drafts into the folder of entries."""
    shelf = Shelf(into, plan.owned | credit.keys(), today)
    shelf.look()
    puts = shelf.keep(drafts)
    unused = [column for column in table.columns if column not in plan.columns]
    gone = shelf.gone(drafts)
    return Outcome(table.name, into, drafts, puts, list(table.notes), unused, gone)
