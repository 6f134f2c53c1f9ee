"""The stories of entries, kept from build to build, so that git is asked only for what is new."""

import hashlib
import json
import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from ourpatch.keeping import git, history
from ourpatch.keeping.history import Story, Version
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
  labels TEXT,                    -- JSON; null when it cannot be told
  PRIMARY KEY (before, after)
) WITHOUT ROWID;
CREATE TABLE story (
  id TEXT PRIMARY KEY, added_on TEXT, changed_on TEXT, changed TEXT, changed_why TEXT
) WITHOUT ROWID;
"""


@dataclass(slots=True)
class Chronicle:
    """The stories by id (read when they are asked for), and a digest of them all."""

    connection: sqlite3.Connection
    digest: str = ""
    commit: str = ""
    problems: list[Problem] = field(default_factory=list)

    def stories(self) -> dict[str, Story]:
        """Every story that is known."""
        query = "SELECT id, added_on, changed_on, changed, changed_why FROM story"
        return {
            id: Story(added, on, tuple(json.loads(changed)), why)
            for id, added, on, changed, why in self.connection.execute(query)
        }


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
    told = history.stories(versions, was, left_out, repository.shallow, comparing.compare)
    rows = [
        (id, story.added_on, story.changed_on, json.dumps(story.changed), story.changed_why)
        for id, story in sorted(told.items())
    ]
    connection.execute("DELETE FROM story")
    connection.executemany("INSERT INTO story VALUES (?, ?, ?, ?, ?)", rows)
    return hashlib.sha256(json.dumps(rows).encode()).hexdigest()


@dataclass(slots=True)
class _Comparing:
    """Compares versions, each pair once in the life of the memory."""

    connection: sqlite3.Connection
    repository: git.Repository

    def compare(
        self, pairs: Iterable[tuple[str, str]]
    ) -> dict[tuple[str, str], Sequence[str] | None]:
        """The labels of what differs in each pair; None where that cannot be told."""
        known: dict[tuple[str, str], Sequence[str] | None] = {}
        new: list[tuple[str, str]] = []
        ask = "SELECT labels FROM news WHERE before = ? AND after = ?"
        for pair in pairs:
            found = self.connection.execute(ask, pair).fetchone()
            if found is None:
                new.append(pair)
            else:
                known[pair] = None if found[0] is None else json.loads(found[0])
        known |= self._compared(sorted(new))
        return known

    def _compared(
        self, pairs: list[tuple[str, str]]
    ) -> dict[tuple[str, str], Sequence[str] | None]:
        found: dict[tuple[str, str], Sequence[str] | None] = {}
        texts = (
            git.blobs(self.repository, (hash for pair in pairs for hash in pair)) if pairs else {}
        )
        for pair in bar(pairs, "Comparing versions"):
            before, after = (texts.get(hash) for hash in pair)
            labels = None
            if before is not None and after is not None:
                labels = history.differences(before, after)
            found[pair] = labels
        self.connection.executemany(
            "INSERT INTO news VALUES (?, ?, ?)",
            (
                (*pair, None if labels is None else json.dumps(labels))
                for pair, labels in found.items()
            ),
        )
        return found
