"""What git knows of a folder, asked of git itself, a few times and never once for each entry."""

import os
import re
import subprocess
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

#: Git is asked about what is here, and never fetches anything more from anywhere.
_ENVIRONMENT = {"GIT_NO_LAZY_FETCH": "1", "GIT_OPTIONAL_LOCKS": "0", "LC_ALL": "C"}

_NOTHING = re.compile("0+")

_LOG = (
    *("log", "--topo-order", "--reverse", "--raw", "-z", "--no-abbrev", "--no-renames"),
    *("--diff-merges=off", "--encoding=UTF-8", "--no-show-signature", "--no-color"),
    "--format=%x1e%H%x1f%P%x1f%ct%x1f%cs%x1f%s",
)


@dataclass(frozen=True, slots=True)
class Repository:
    """A folder that is in git: its commit, its place in the repository (with a slash at the end).

    `shallow` are the commits that a shallow clone was cut off at. They seem to add every file that
    was there by then.
    """

    folder: Path
    head: str
    prefix: str
    shallow: frozenset[str]


class Touched(NamedTuple):
    """A file directly in the folder that a commit changed, with its bytes before and after.

    Both are the names that git has for the bytes; an empty one says that there was no such file.
    """

    name: str
    before: str
    after: str


class Commit(NamedTuple):
    """One commit: when it was made (seconds, and the day where it was made), and what it says."""

    hash: str
    parents: list[str]
    at: int
    day: str
    why: str
    touched: list[Touched]


def repository(folder: Path) -> Repository | None:
    """The repository that a folder is in; None where there is no git, or it does not know it."""
    asked = ("HEAD", "HEAD:./", "--show-prefix", "--git-path", "shallow")
    found = _git(folder, "rev-parse", *asked)
    if found is None:
        return None
    head, _, prefix, shallow = found.decode("utf-8", "surrogateescape").split("\n")[:4]
    cut_off = folder / shallow
    lines = cut_off.read_text("ascii").split() if cut_off.is_file() else []
    return Repository(folder, head, prefix, frozenset(lines))


def commits(repository: Repository, since: str = "") -> Iterator[Commit]:
    """Every commit up to the present one, parents first; with `since`, those that came after it.

    Merges are among them, and touch nothing: what they merged has commits of its own.
    """
    without = (f"^{since}",) if since else ()
    said = _git(repository.folder, *_LOG, repository.head, *without, "--") or b""
    tokens = iter(said.decode("utf-8", "replace").split("\0"))
    commit: Commit | None = None
    for token in tokens:
        words = token.lstrip("\n")
        if words.startswith("\x1e"):
            if commit:
                yield commit
            hash, parents, at, day, why = words[1:].split("\x1f", 4)
            commit = Commit(hash, parents.split(), int(at), day, why.strip(), [])
        elif words.startswith(":") and commit:
            _, _, before, after, _ = words.split(" ")
            name = _name_in(repository.prefix, next(tokens))
            if name:
                commit.touched.append(Touched(name, _blob(before), _blob(after)))
    if commit:
        yield commit


def _name_in(prefix: str, path: str) -> str:
    """The name of a file directly in the folder; empty for any other."""
    name = path.removeprefix(prefix) if path.startswith(prefix) else ""
    return name if "/" not in name else ""


def _blob(hash: str) -> str:
    return "" if _NOTHING.fullmatch(hash) else hash


def comes_after(repository: Repository, commit: str) -> bool:
    """True when a commit is among those that led to the present one."""
    return (
        _git(repository.folder, "merge-base", "--is-ancestor", commit, repository.head) is not None
    )


def blobs(repository: Repository, hashes: Iterable[str]) -> dict[str, bytes]:
    """The bytes of some versions of files. What is not here (a partial clone) is left out."""
    asked = list(dict.fromkeys(hashes))
    said = _git(repository.folder, "cat-file", "--batch", given="\n".join(asked).encode() + b"\n")
    found: dict[str, bytes] = {}
    at = 0
    while said and at < len(said):
        end = said.index(b"\n", at)
        words = said[at:end].decode().split(" ")
        at = end + 1
        if len(words) == 3 and words[1] != "missing":
            size = int(words[2])
            found[words[0]] = said[at : at + size]
            at += size + 1
    return found


def _git(folder: Path, *arguments: str, given: bytes | None = None) -> bytes | None:
    """What git answers; None when there is no git, or it will not answer here."""
    try:
        found = subprocess.run(
            ["git", *arguments],
            cwd=folder,
            env=os.environ | _ENVIRONMENT,
            input=given,
            stdin=None if given is not None else subprocess.DEVNULL,
            capture_output=True,
            check=False,
        )
    except OSError:
        return None
    return found.stdout if found.returncode == 0 else None
