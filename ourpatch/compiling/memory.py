"""What the last build read, so that the next one parses only the files that changed.

It is a file beside the database (`directory.cache`). Losing it costs time and nothing else; it is
dropped whole when the program, the vocabulary or the places are not the ones it was made with.
"""

import hashlib
import os
import sqlite3
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple

from ourpatch.compiling.chronicle import SCHEMA as CHRONICLE
from ourpatch.compiling.rows import Content
from ourpatch.house import VOCABULARY

#: A file changed within this long of being read may change again without its time changing.
RACY_NANOSECONDS = 2_000_000_000

# What every build asks for stands apart from the content, which is long and seldom asked for.
_SCHEMA = """
CREATE TABLE made_with (fingerprint TEXT);
CREATE TABLE file (
  name TEXT PRIMARY KEY,
  size INTEGER, changed INTEGER,  -- of the file, when it was read; nanoseconds
  digest TEXT,                    -- of its bytes
  latest TEXT,                    -- its latest date that must not be in the future
  points TEXT,                    -- ids of other entries that it names
  was TEXT                        -- ids that it had before
) WITHOUT ROWID;
CREATE TABLE content (
  name TEXT PRIMARY KEY,
  warnings TEXT,                  -- JSON; before the long ones, so that they are not gone through
  html TEXT, html_cy TEXT, record TEXT
);
"""

_MADE_WITH = "SELECT fingerprint FROM made_with"


class Stamp(NamedTuple):
    """A file as the folder lists it: enough to see that it has not changed."""

    name: str
    size: int
    changed: int


class Known(NamedTuple):
    """What is remembered of a file, without its content."""

    name: str
    size: int
    changed: int
    digest: str
    latest: str
    points: str = ""
    was: str = ""


@cache
def fingerprint() -> str:
    """A digest of the program, the vocabulary and the places: all that rows follow from."""
    package = Path(__file__).resolve().parent.parent
    made_from = [
        *sorted(VOCABULARY.glob("*.*")),
        *sorted(package.rglob("*.py")),
        *sorted(package.rglob("*.csv")),
        *sorted(package.rglob("*.sql")),
    ]
    digest = hashlib.sha256()
    for path in made_from:
        digest.update(path.name.encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()


class Memory:
    """The remembered files, as a context manager: changes are kept when the block ends well."""

    def __init__(self, path: Path, also: str = "") -> None:
        """The memory in a file. `also` is what its rows were made with besides the program."""
        self.path = path
        self.made_with = fingerprint() + also
        self._opened: sqlite3.Connection | None = None
        self.is_new = False

    def __enter__(self) -> "Memory":
        self._opened = self._found() or self._made()
        return self

    def _found(self) -> sqlite3.Connection | None:
        """The memory as it was left; None when there is none, or not one that fits this program."""
        connection = sqlite3.connect(self.path)
        try:
            if connection.execute(_MADE_WITH).fetchone() == (self.made_with,):
                return connection
        except sqlite3.DatabaseError:
            pass
        connection.close()
        return None

    def _made(self) -> sqlite3.Connection:
        """An empty memory."""
        self.is_new = True
        self.path.unlink(missing_ok=True)
        connection = sqlite3.connect(self.path)
        try:
            connection.executescript(_SCHEMA + CHRONICLE)
            connection.execute("INSERT INTO made_with VALUES (?)", (self.made_with,))
        except sqlite3.Error:
            connection.close()
            raise
        return connection

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        if kind is None:
            self.connection.commit()
        self.connection.close()
        self._opened = None

    @property
    def connection(self) -> sqlite3.Connection:
        """The file itself, for what is kept in it besides."""
        if self._opened is None:
            raise RuntimeError("open the memory with “with Memory(path)” first")
        return self._opened

    def known(self) -> dict[str, Known]:
        """Every remembered file by name."""
        query = "SELECT name, size, changed, digest, latest, points, was FROM file"
        return {row[0]: Known._make(row) for row in self.connection.execute(query)}

    def content(self, name: str) -> Content:
        """The content of one remembered file. Raises KeyError when it is not remembered."""
        query = "SELECT html, html_cy, record FROM content WHERE name = ?"
        found = self.connection.execute(query, (name,)).fetchone()
        if found is None:
            raise KeyError(name)
        return Content(*found)

    def contents(self) -> Iterator[tuple[str, Content]]:
        """The name and content of every remembered file."""
        query = "SELECT name, html, html_cy, record FROM content"
        return ((name, Content(*content)) for name, *content in self.connection.execute(query))

    def warnings(self) -> Iterator[tuple[str, str]]:
        """The name and the warnings (JSON) of every remembered file that has some, by name."""
        query = "SELECT name, warnings FROM content WHERE warnings != '[]' ORDER BY name"
        yield from self.connection.execute(query)

    def remember(self, files: Iterable[tuple[Known, Content, str]]) -> None:
        """Keep what was read: how to know each file again, its content, its warnings as JSON."""
        for known, content, warnings in files:
            self.connection.execute(
                "INSERT OR REPLACE INTO file VALUES (?, ?, ?, ?, ?, ?, ?)", known
            )
            self.connection.execute(
                "INSERT OR REPLACE INTO content VALUES (?, ?, ?, ?, ?)",
                (known.name, warnings, *content),
            )

    def restamp(self, files: Iterable[Known]) -> None:
        """Keep new times for files whose bytes are the same."""
        self.connection.executemany(
            "UPDATE file SET size = ?, changed = ? WHERE name = ?",
            ((known.size, known.changed, known.name) for known in files),
        )

    def forget(self, names: Iterable[str]) -> None:
        """Drop files that are gone."""
        for name in names:
            self.connection.execute("DELETE FROM file WHERE name = ?", (name,))
            self.connection.execute("DELETE FROM content WHERE name = ?", (name,))


def stamps(folder: Path) -> tuple[list[Stamp], list[str]]:
    """The entry files of a folder, by name, and the names of what else is in it.

    Hidden files are neither. Raises OSError when there is no such folder.
    """
    found, odd = [], []
    with os.scandir(folder) as listing:
        for item in listing:
            name = item.name
            if _is_yaml(name) and item.is_file():
                status = item.stat()
                found.append(Stamp(name, status.st_size, status.st_mtime_ns))
            elif not name.startswith("."):
                odd.append(name)
    return sorted(found), sorted(odd)


def stamps_of(folder: Path, names: Iterable[str]) -> tuple[list[Stamp], list[str]]:
    """The same of some names only, of which some may be gone."""
    found, odd = [], []
    for name in sorted(names):
        path = folder / name
        if _is_yaml(name) and path.is_file():
            status = path.stat()
            found.append(Stamp(name, status.st_size, status.st_mtime_ns))
        elif not name.startswith(".") and path.exists():
            odd.append(name)
    return found, odd


def _is_yaml(name: str) -> bool:
    return name.lower().endswith((".yml", ".yaml")) and not name.startswith(".")
