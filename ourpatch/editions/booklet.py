"""`publish booklet`: the directory, or the answer to a question, as a booklet to print."""

import sqlite3
import sys
from contextlib import closing
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl

import yaml

from ourpatch.house import SITE
from ourpatch.searching import Question, answer, directory, read_question
from ourpatch.sharing.heading import publisher_of
from ourpatch.sharing.paper import HAS_PRESS, Sheet, paper

#: From so many entries on it takes long enough for people to wonder.
_MANY = 500

_NO_PRESS = (
    "A booklet needs Typst, which is not installed here. Run this first:\n"
    "  .venv/bin/pip install -c constraints.txt -e '.[booklet]'"
)
_NO_ADDRESS = (
    "There are no codes to scan and no page addresses in it. For those, put the address of your\n"
    "site in metadata.yml, or say --address https://our-patch.example"
)


def run(database: Path, out: Path, find: str, sheet: Sheet, address: str = "") -> int:
    """Write the booklet of a database; gives the exit code, 2 where it could not be.

    `find` is a question as the address of a search has it; empty for everybody. `address` is where
    the public finds the site, when metadata.yml does not say.
    """
    if not HAS_PRESS:
        print(_NO_PRESS, file=sys.stderr)
        return 2
    site = _site()
    publisher = publisher_of({**site, "address": address or site.get("address")}, "")
    with closing(sqlite3.connect(f"file:{database}?immutable=1", uri=True)) as connection:
        known = directory(connection)
        # People may paste the whole link of a search.
        asked = read_question(parse_qsl(find.rpartition("?")[2]), known.words)
        found = answer(connection, asked, whole=True, in_full=True)
        if wrong := _wrong(find, asked, found.total):
            print(wrong, file=sys.stderr)
            return 2
        if found.total >= _MANY:
            print(f"Setting {found.total:,} entries. This takes a while.", file=sys.stderr)
        made = paper(found, known, publisher, sheet, booklet=True, cover=_cover(site))
    _write(out, made)
    entries = f"{found.total:,} {'entry' if found.total == 1 else 'entries'}"
    print(f"{out} is ready: {entries}, {len(made) / 1_000_000:.1f} MB.")
    if not publisher.address:
        print(_NO_ADDRESS, file=sys.stderr)
    return 0


def _wrong(find: str, asked: Question, total: int) -> str:
    """What to change in a question that has no booklet; empty when all is well."""
    if find and asked == Question():
        return f"Nothing in “{find}” is something to look for. Try help=gardening&near=BA1"
    return "" if total else "Nobody fits that, so there is no booklet."


def _site() -> dict[str, Any]:
    """The patch's own name, area and helpline, from metadata.yml."""
    metadata = yaml.safe_load((SITE / "metadata.yml").read_text("utf-8")) or {}
    own = metadata.get("plugins", {}).get("our-patch") or {}
    return {"name": "Our Patch", **own}


def _cover(site: dict[str, Any]) -> tuple[str, ...]:
    """More lines for the cover: what it is, where, and whom to ring."""
    phone = site.get("helpline_phone")
    helpline = f"Would you rather talk to a person? Ring {site.get('helpline_name')} on {phone}."
    said = (site.get("tagline"), site.get("area"), helpline if phone else "")
    return tuple(f"{line}".rstrip(".") + "." for line in said if line)


def _write(out: Path, made: bytes) -> None:
    """Put the file in place whole, or leave what was there."""
    beside = out.with_name(f"{out.name}.new")
    beside.write_bytes(made)
    beside.replace(out)
