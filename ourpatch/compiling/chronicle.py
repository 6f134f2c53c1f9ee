"""The stories of entries, kept from build to build, so that git is asked only for what is new."""

import hashlib
import json
import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from ourpatch.keeping import git, history
from ourpatch.keeping.history import Difference, Story, Version
from ourpatch.problems import Problem
from ourpatch.progress import bar

SCHEMA = """
-- One row: which commit was looked at last, and what the stories were made from.
CREATE TABLE chronicle (head TEXT, shallow TEXT, made_from TEXT, digest TEXT);
CREATE TABLE seen (hash TEXT PRIMARY KEY, generation INTEGER) WITHOUT ROWID;
CREATE TABLE version (
  name TEXT, at INTEGER, generation INTEGER, hash TEXT, day TEXT, why TEXT,
  before TEXT, after TEXT
);
CREATE TABLE news (
  before TEXT, after TEXT,
  labels TEXT,                    -- of what is news; JSON; null when it cannot be told
  differs INTEGER,                -- 1 when anything that they say does
  PRIMARY KEY (before, after)
) WITHOUT ROWID;
CREATE TABLE story (
  id TEXT PRIMARY KEY, added_on TEXT, changed_on TEXT, changed TEXT, changed_why TEXT,
  touched_on TEXT
) WITHOUT ROWID;
"""

_STORIES = "SELECT id, added_on, changed_on, changed, changed_why, touched_on FROM story"


@dataclass(slots=True)
class Chronicle:
    """The stories by id (read when they are asked for), and a digest of them all."""

    connection: sqlite3.Connection
    digest: str = ""
    commit: str = ""
    problems: list[Problem] = field(default_factory=list)

    def stories(self) -> dict[str, Story]:
        """Every story that is known."""
        return {id: _story(*told) for id, *told in self.connection.execute(_STORIES)}

    def story(self, id: str) -> Story | None:
        """The story of one entry."""
        found = self.connection.execute(f"{_STORIES} WHERE id = ?", (id,)).fetchone()
        return _story(*found[1:]) if found else None


def _story(
    added: str | None, on: str | None, changed: str, why: str | None, touched: str | None
) -> Story:
    return Story(added, on, tuple(json.loads(changed)), why, touched)


def chronicle(
    connection: sqlite3.Connection, folder: Path, was: Mapping[str, Sequence[str]]
) -> Chronicle:
    """What git has to tell of the entries in a folder. `was` are the ids that they had before."""
    repository = git.repository(folder)
    if repository is None:
        connection.execute("DELETE FROM story")
        connection.execute("DELETE FROM chronicle")
        return Chronicle(connection)
    left_out, problems = history.ignored(folder)
    shallow = " ".join(sorted(repository.shallow))
    made_from = json.dumps([repository.head, repository.prefix, shallow, sorted(left_out), was])
    known = connection.execute("SELECT head, shallow, made_from, digest FROM chronicle").fetchone()
    if known is None or known[2] != made_from:
        since = known[0] if known and known[1] == shallow else ""
        _look(connection, repository, since)
        digest = _tell(connection, repository, was, left_out)
        connection.execute("DELETE FROM chronicle")
        row = (repository.head, shallow, made_from, digest)
        connection.execute("INSERT INTO chronicle VALUES (?, ?, ?, ?)", row)
    else:
        digest = known[3]
    newest = "SELECT hash FROM version ORDER BY at DESC, generation DESC, hash DESC LIMIT 1"
    (commit,) = connection.execute(newest).fetchone() or ("",)
    return Chronicle(connection, digest, commit, problems)


def _look(connection: sqlite3.Connection, repository: git.Repository, since: str) -> None:
    """Note the versions that came since a commit; all, when the present does not follow it."""
    if not since or not git.comes_after(repository, since):
        connection.execute("DELETE FROM seen")
        connection.execute("DELETE FROM version")
        since = ""
    generations = dict(connection.execute("SELECT hash, generation FROM seen"))
    new: dict[str, int] = {}
    versions: list[Version] = []
    for commit in bar(git.commits(repository, since), "Asking git"):
        behind = (generations.get(parent, 0) for parent in commit.parents)
        generation = max(behind, default=0) + 1
        generations[commit.hash] = new[commit.hash] = generation
        versions += (
            Version(
                touched.name.removesuffix(".yml"),
                *(commit.at, generation, commit.hash, commit.day, commit.why),
                *(touched.before, touched.after),
            )
            for touched in commit.touched
            if touched.name.endswith(".yml")
        )
    connection.executemany("INSERT INTO seen VALUES (?, ?)", new.items())
    connection.executemany("INSERT INTO version VALUES (?, ?, ?, ?, ?, ?, ?, ?)", versions)


def _tell(
    connection: sqlite3.Connection,
    repository: git.Repository,
    was: Mapping[str, Sequence[str]],
    left_out: frozenset[str],
) -> str:
    """Write every story afresh; gives a digest of them."""
    versions: dict[str, list[Version]] = {}
    for row in connection.execute("SELECT * FROM version"):
        version = Version(*row)
        versions.setdefault(version.name, []).append(version)
    comparing = _Comparing(connection, repository)
    found = history.stories(versions, was, left_out, repository.shallow, comparing.compare)
    rows = [
        (
            id,
            told.added_on,
            told.changed_on,
            json.dumps(told.changed),
            told.changed_why,
            told.touched_on,
        )
        for id, told in sorted(found.items())
    ]
    connection.execute("DELETE FROM story")
    connection.executemany("INSERT INTO story VALUES (?, ?, ?, ?, ?, ?)", rows)
    return hashlib.sha256(json.dumps(rows).encode()).hexdigest()


@dataclass(slots=True)
class _Comparing:
    """Compares versions, each pair once in the life of the memory."""

    connection: sqlite3.Connection
    repository: git.Repository

    def compare(self, pairs: Iterable[tuple[str, str]]) -> dict[tuple[str, str], Difference | None]:
        """What differs in each pair; None where that cannot be told."""
        known: dict[tuple[str, str], Difference | None] = {}
        new: list[tuple[str, str]] = []
        ask = "SELECT labels, differs FROM news WHERE before = ? AND after = ?"
        for pair in pairs:
            found = self.connection.execute(ask, pair).fetchone()
            if found is None:
                new.append(pair)
            else:
                labels, differs = found
                known[pair] = labels and Difference(json.loads(labels), bool(differs))
        known |= self._compared(sorted(new))
        return known

    def _compared(self, pairs: list[tuple[str, str]]) -> dict[tuple[str, str], Difference | None]:
        found: dict[tuple[str, str], Difference | None] = {}
        texts = (
            git.blobs(self.repository, (hash for pair in pairs for hash in pair)) if pairs else {}
        )
        for pair in bar(pairs, "Comparing versions"):
            before, after = (texts.get(hash) for hash in pair)
            found[pair] = None
            if before is not None and after is not None:
                found[pair] = history.differences(before, after)
        self.connection.executemany(
            "INSERT INTO news VALUES (?, ?, ?, ?)",
            (
                (*pair, *((json.dumps(each.labels), each.any) if each else (None, None)))
                for pair, each in found.items()
            ),
        )
        return found
