"""`build.py publish`: the directory as things that need no server, each a row of EDITIONS."""

import re
import sqlite3
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import date
from io import BytesIO
from pathlib import Path
from shutil import copyfile
from typing import TYPE_CHECKING
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from ourpatch import problems
from ourpatch.compiling.build import build
from ourpatch.compiling.travelling import ready, travelling, zipped
from ourpatch.house import SITE

if (
    TYPE_CHECKING
):  # the editions are loaded by what makes them, so that other commands start at once
    from ourpatch.editions.pages import Patch


@dataclass(frozen=True, slots=True)
class Order:
    """What is to be published: from which entries, as of which day, to where, and which of them.

    `address` is where the public finds the site, when metadata.yml does not say. `size` (A4 or A5)
    and `large` are for paper.
    """

    entries: Path
    today: date
    out: Path
    find: str = ""
    address: str = ""
    size: str = ""
    large: bool = False


@dataclass(frozen=True, slots=True)
class Edition:
    """One thing that can be published. `publish` gives what there is to say of it, line by line."""

    about: str
    publish: Callable[[Order], list[str]]
    on_paper: bool = False


class Refused(Exception):
    """Nothing was published; the words say why, and `in_entries` whether entries are to blame."""

    def __init__(self, why: str, in_entries: bool = False) -> None:
        super().__init__(why)
        self.in_entries = in_entries


def _site(order: Order) -> list[str]:
    from ourpatch.editions import folder, site

    if order.find:
        raise Refused("A site is always whole. Ask for one-file to make a smaller copy.")
    with _patch(order, "") as patch:
        files = site.files(patch, _travelled(patch), zipped(ready(patch.connection)))
        if _is_zip(order.out):
            made = {f"{order.out.stem}/{name}": body for name, body in files}
            _replace(order.out, _zipped(made))
            return [_ready(order, patch), *_no_address(patch)]
        sizes = folder.publish(files, order.out)
        large = sum(size for name, size in sizes.items() if site.is_large(name))
        pages = sum(name.endswith(".html") for name in sizes)
        size = _size(sum(sizes.values()))
        return [
            f"{order.out} is ready: {_entries(patch)}, {pages:,} pages, {size}.",
            f"A first search there loads {_size(large)}.",
            *_no_address(patch),
        ]


def _one_file(order: Order) -> list[str]:
    from ourpatch.editions import one_file

    if order.out.is_dir():
        raise Refused(f"{order.out} is a folder. Name a file, such as patch.html.")
    with _patch(order, order.find) as patch:
        page = one_file.page(patch, _travelled(patch), order.find).encode()
        if _is_zip(order.out):
            _replace(order.out, _zipped({f"{order.out.stem}.html": page}))
            return [_ready(order, patch), *_no_address(patch)]
        _replace(order.out, page)
        small = _size(one_file.size_when_zipped(page))
        return [
            f"{order.out} is ready: {_entries(patch)}, {_size(len(page))} ({small} zipped).",
            *_no_address(patch),
            *([one_file.TOO_MANY] if len(patch.results) > one_file.MANY_ENTRIES else []),
        ]


def _booklet(order: Order) -> list[str]:
    from ourpatch.editions import booklet
    from ourpatch.sharing.paper import Sheet

    if order.out.suffix.lower() != ".pdf":
        raise Refused(f"{order.out} is no PDF. Name a file such as booklet.pdf.")
    with _patch(order, "") as patch:
        try:
            made, total = booklet.pdf(patch, order.find, Sheet(order.size or "A4", order.large))
        except ValueError as error:
            raise Refused(str(error)) from error
        _replace(order.out, made)
        lacks = "it has no codes to scan and no addresses of pages"
        ready = f"{order.out} is ready: {_how_many(total)}, {_size(len(made))}."
        return [ready, *_no_address(patch, lacks)]


def _is_zip(path: Path) -> bool:
    return path.suffix.lower() == ".zip"


def _zipped(files: dict[str, bytes]) -> bytes:
    """Files in a zip, the same from the same; the day it was made is the zip's own."""
    out = BytesIO()
    with ZipFile(out, "w", ZIP_DEFLATED, compresslevel=9) as made:
        for name, body in files.items():
            about = ZipInfo(name)
            about.external_attr = 0o644 << 16  # unpacked, anybody may read it
            made.writestr(about, body, ZIP_DEFLATED)
    return out.getvalue()


def _ready(order: Order, patch: "Patch") -> str:
    return f"{order.out} is ready: {_entries(patch)}, {_size(order.out.stat().st_size)}."


def _replace(path: Path, content: bytes) -> None:
    """Write a file whole or not at all."""
    path.parent.mkdir(parents=True, exist_ok=True)
    beside = path.with_name(f"{path.name}.new")
    beside.write_bytes(content)
    beside.replace(path)


_ADDRESS = re.compile(r"https?://[^\s/]")

#: Everything that can be published.
EDITIONS: dict[str, Edition] = {
    "site": Edition("a folder for any web host, or a memory stick", _site),
    "one-file": Edition("one HTML file, to send or to carry", _one_file),
    "booklet": Edition("a PDF to print", _booklet, on_paper=True),
}


def publish(what: str, order: Order) -> None:
    """Publish an edition, and say what was made. Raises Refused, or OSError for a file."""
    if (order.size or order.large) and not EDITIONS[what].on_paper:
        raise Refused("--size and --large are for a booklet.")
    if order.address and not _ADDRESS.match(order.address):
        raise Refused(f"{order.address} is no web address. One begins with https://")
    for line in EDITIONS[what].publish(order):
        print(line)


@contextmanager
def _patch(order: Order, find: str) -> Iterator["Patch"]:
    """The directory to publish: all of it, or who answers `find`, and whom they name instead."""
    from ourpatch.editions.pages import Patch
    from ourpatch.sharing.whose import whose_in

    with tempfile.TemporaryDirectory(prefix="our-patch-") as scratch:
        database = Path(scratch) / "directory.db"
        _build(order.entries, database, order.today)
        if find:
            some = Path(scratch) / "entries"
            some.mkdir()
            for id in _chosen(database, find):
                copyfile(order.entries / f"{id}.yml", some / f"{id}.yml")
            database = Path(scratch) / "some.db"
            _build(some, database, order.today)
        with closing(sqlite3.connect(database)) as connection:
            site = whose_in(SITE / "metadata.yml")
            yield Patch(connection, {**site, "address": order.address or site.get("address", "")})


def _chosen(database: Path, find: str) -> list[str]:
    from ourpatch.editions import one_file

    with closing(sqlite3.connect(database)) as connection:
        try:
            ids = one_file.chosen(connection, find)
        except ValueError as error:
            raise Refused(str(error)) from error
    if not ids:
        raise Refused(one_file.NOBODY.format(find))
    return ids


def _build(entries: Path, database: Path, today: date) -> None:
    outcome = build(entries, database, today)
    if outcome.errors:
        print(problems.report(outcome.errors, "text"), file=sys.stderr)
        raise Refused("\nNothing was published. Put these right first.", in_entries=True)


def _travelled(patch: "Patch") -> bytes:
    return zipped(travelling(patch.connection))


def _entries(patch: "Patch") -> str:
    return _how_many(len(patch.results))


def _how_many(count: int) -> str:
    return f"{count:,} {'entry' if count == 1 else 'entries'}"


def _size(size: int) -> str:
    return f"{size / 1_000_000:,.2f} MB" if size >= 10_000 else f"{size / 1000:.1f} KB"


def _no_address(patch: "Patch", lacks: str = "its pages have no links to send") -> list[str]:
    if patch.publisher.address:
        return []
    return [
        f"metadata.yml gives no address, so {lacks}.",
        "Put it there, or say  --address https://our-patch.example",
    ]
