"""What the last build read, so that the next one parses only the files that changed.

It is a file beside the database (`directory.cache`). Losing it costs time and nothing else; it is
dropped whole when the program, the vocabulary or the places are not the ones it was made with.
"""

import hashlib
import os
import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from ourpatch.house import VOCABULARY

#: A file changed within this long of being read may change again without its time changing.
RACY_NANOSECONDS = 2_000_000_000

_SCHEMA = """
CREATE TABLE IF NOT EXISTS made_with (fingerprint TEXT);
CREATE TABLE IF NOT EXISTS file (
  name TEXT PRIMARY KEY,
  size INTEGER, changed INTEGER,  -- of the file, when it was read; nanoseconds
  digest TEXT,                    -- of its bytes
  latest TEXT,                    -- its latest date that must not be in the future
  points TEXT,                    -- ids of other entries that it names
  rows TEXT, warnings TEXT        -- JSON
) WITHOUT ROWID;
"""


@dataclass(frozen=True, slots=True)
class Stamp:
    """A file as the folder lists it: enough to see that it has not changed."""

    name: str
    size: int
    changed: int


@dataclass(frozen=True, slots=True)
class Known:
    """What is remembered of a file, without its rows."""

    stamp: Stamp
    digest: str
    latest: str
    points: str


@dataclass(frozen=True, slots=True)
class Remembered(Known):
    """What is remembered of a file, with its rows and its warnings as JSON."""

    rows: str
    warnings: str


@cache
def fingerprint() -> str:
    """A digest of the program, the vocabulary and the places: all that rows depend on but the file."""
    package = Path(__file__).resolve().parent.parent
    made_from = [
        *sorted(VOCABULARY.glob("*.yml")),
        *sorted(package.rglob("*.py")),
        *sorted(package.rglob("*.csv")),
        *sorted(package.rglob("*.sql")),
    ]
    digest = hashlib.sha256()
    for path in made_from:
        digest.update(path.name.encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()


class Memory:
    """The remembered files. Use it as a context manager; changes are kept when the block ends well."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._opened: sqlite3.Connection | None = None

    def __enter__(self) -> "Memory":
        try:
            self._opened = self._open()
        except sqlite3.DatabaseError:
            self.path.unlink(missing_ok=True)
            self._opened = self._open()
        return self

    def _open(self) -> sqlite3.Connection:
        connection = sqlite3.connect(self.path)
        connection.executescript(_SCHEMA)
        made_with = connection.execute("SELECT fingerprint FROM made_with").fetchone()
        if made_with != (fingerprint(),):
            with connection:
                connection.execute("DELETE FROM file")
                connection.execute("DELETE FROM made_with")
                connection.execute("INSERT INTO made_with VALUES (?)", (fingerprint(),))
        return connection

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        if kind is None:
            self._connection.commit()
        self._connection.close()
        self._opened = None

    @property
    def _connection(self) -> sqlite3.Connection:
        if self._opened is None:
            raise RuntimeError("open the memory with “with Memory(path)” first")
        return self._opened

    def known(self) -> dict[str, Known]:
        """Every remembered file by name."""
        query = "SELECT name, size, changed, digest, latest, points FROM file"
        return {
            name: Known(Stamp(name, size, changed), digest, latest, points)
            for name, size, changed, digest, latest, points in self._connection.execute(query)
        }

    def rows(self, name: str) -> str:
        """The rows of one remembered file, as JSON. Raises KeyError when it is not remembered."""
        query = "SELECT rows FROM file WHERE name = ?"
        found = self._connection.execute(query, (name,)).fetchone()
        if found is None:
            raise KeyError(name)
        return str(found[0])

    def all_rows(self) -> Iterable[tuple[str, str]]:
        """The rows of every remembered file, as (name, JSON), by name."""
        return self._connection.execute("SELECT name, rows FROM file ORDER BY name")

    def warnings(self) -> Iterable[str]:
        """The warnings of every remembered file that has some, as JSON, by name."""
        query = "SELECT warnings FROM file WHERE warnings != '[]' ORDER BY name"
        return (warnings for (warnings,) in self._connection.execute(query))

    def remember(self, files: Iterable[Remembered]) -> None:
        """Keep what was read of these files, in place of what was known of them."""
        self._connection.executemany(
            "INSERT OR REPLACE INTO file VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            (
                (
                    *(file.stamp.name, file.stamp.size, file.stamp.changed),
                    *(file.digest, file.latest, file.points, file.rows, file.warnings),
                )
                for file in files
            ),
        )

    def restamp(self, stamps: Iterable[Stamp]) -> None:
        """Keep new times for files whose bytes are the same."""
        self._connection.executemany(
            "UPDATE file SET size = ?, changed = ? WHERE name = ?",
            ((stamp.size, stamp.changed, stamp.name) for stamp in stamps),
        )

    def forget(self, names: Iterable[str]) -> None:
        """Drop files that are gone."""
        self._connection.executemany("DELETE FROM file WHERE name = ?", ((n,) for n in names))


def stamps(folder: Path) -> tuple[list[Stamp], list[str]]:
    """The entry files of a folder, by name, and the names in it that are not read and perhaps meant to be.

    Raises OSError when there is no such folder.
    """
    found, odd = [], []
    with os.scandir(folder) as listing:
        for item in listing:
            name = item.name
            if name.startswith("."):
                continue
            if not name.lower().endswith((".yml", ".yaml")) or not item.is_file():
                odd.append(name)
                continue
            status = item.stat()
            found.append(Stamp(name, status.st_size, status.st_mtime_ns))
    return sorted(found, key=lambda stamp: stamp.name), sorted(odd)
