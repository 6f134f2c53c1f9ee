"""The whole directory in every form, as files in a folder: `python -m ourpatch.sharing.shelf`.

A process of its own makes them, so that a hundred thousand entries take nothing from the server
that people are asking. The same database gives the same files.
"""

import hashlib
import json
import os
import shutil
import sqlite3
import sys
from collections.abc import Iterable
from contextlib import closing
from dataclasses import asdict, dataclass
from pathlib import Path

from ourpatch.searching import Question, answer, directory
from ourpatch.sharing.forms import forms_for
from ourpatch.sharing.heading import Publisher

#: What every file is called, before its ending. The newest is always at this name.
STEM = "our-patch"
DATABASE = f"{STEM}.db"
SUMS = "SHA256SUMS"
_INDEX = "index.json"


@dataclass(frozen=True, slots=True)
class Book:
    """One file on the shelf."""

    name: str
    label: str
    use: str
    media_type: str
    size: int
    sha256: str


def fill(database: Path, folder: Path, publisher: Publisher) -> list[Book]:
    """Make the files of a database in a folder, which is there only when all of them are."""
    beside = folder.with_name(f"{folder.name}.new")
    shutil.rmtree(beside, ignore_errors=True)
    beside.mkdir(parents=True)
    _copy(database, beside / DATABASE)
    books = [*_forms(beside, publisher), _database(beside)]
    sums = "".join(f"{book.sha256}  {book.name}\n" for book in books)
    (beside / SUMS).write_text(sums, "utf-8")
    (beside / _INDEX).write_text(json.dumps([asdict(book) for book in books]), "utf-8")
    shutil.rmtree(folder, ignore_errors=True)
    beside.rename(folder)
    return books


def books_in(folder: Path) -> list[Book]:
    """The files of a folder that was filled; none when it was not."""
    index = folder / _INDEX
    return [Book(**each) for each in json.loads(index.read_text("utf-8"))] if index.exists() else []


def _copy(database: Path, to: Path) -> None:
    """The same file under another name where that can be, so that a swap leaves this one alone."""
    try:
        os.link(database, to)
    except OSError:
        shutil.copyfile(database, to)


def _forms(folder: Path, publisher: Publisher) -> Iterable[Book]:
    with closing(sqlite3.connect(f"file:{folder / DATABASE}?immutable=1", uri=True)) as connection:
        known = directory(connection)
        everybody = answer(connection, Question(), whole=True, in_full=True)
        for form in forms_for(everybody.total):
            name = f"{STEM}.{form.ending}"
            size, digest = _write(folder / name, form.render(everybody, known, publisher))
            yield Book(name, form.label, form.use, form.media_type, size, digest)


def _write(path: Path, pieces: Iterable[bytes]) -> tuple[int, str]:
    digest = hashlib.sha256()
    size = 0
    with path.open("wb") as file:
        for piece in pieces:
            size += file.write(piece)
            digest.update(piece)
    return size, digest.hexdigest()


def _database(folder: Path) -> Book:
    path = folder / DATABASE
    with path.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
    use = "everything there is, for programs and for working with no network"
    media_type = "application/vnd.sqlite3"
    return Book(DATABASE, "Database (SQLite)", use, media_type, path.stat().st_size, digest)


if __name__ == "__main__":
    if hasattr(os, "nice"):
        os.nice(10)
    fill(Path(sys.argv[1]), Path(sys.argv[2]), Publisher(sys.argv[3], sys.argv[4]))
