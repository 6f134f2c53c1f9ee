"""Those who asked not to be listed: remembered without their names, and not let in again.

`do-not-list.yml` stands beside the entries and is as public as they are, so it holds no name and no
number: only salted fingerprints of them (BLAKE2), one list for each organisation. That keeps a
name from being read, searched for or copied. It does not hide it from somebody who has the name or
number already and tries it: whoever sends in such an entry is refused, and so learns as much.
"""

import hashlib
import secrets
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from ourpatch.keeping.knowing import Mark, marks
from ourpatch.problems import Problem
from ourpatch.reading import Entry

FILE = "do-not-list.yml"

SAID_NO = "Somebody asked us not to list this organisation, so it cannot be here."
HINT = "talk to the volunteers who keep this list before you do anything else"

_HEAD = """\
# Those who asked not to be listed. No names: these are fingerprints, made by  build.py unlist.
# To take somebody out again, delete the part that begins with the day they asked.
"""


@dataclass(frozen=True, slots=True)
class Refusals:
    """The fingerprints of those who said no, and with what salt they were made.

    `problem` says what is wrong with the file, and then nothing can be let in.
    """

    salt: str = ""
    prints: frozenset[str] = frozenset()
    problem: Problem | None = None

    @property
    def digest(self) -> str:
        """What changes when anything in the file does; empty when there is nothing in it."""
        if not self.prints:
            return ""
        return hashlib.sha256(" ".join([self.salt, *sorted(self.prints)]).encode()).hexdigest()

    def refuse(self, values: Mapping[str, Any]) -> bool:
        """True for the values of an organisation that asked not to be listed."""
        if not self.prints:
            return False
        return any(fingerprint(self.salt, mark) in self.prints for mark in marks(values))

    def check(self, entry: Entry) -> None:
        """Add a problem to an entry that must not be here. It does not say by what it was known."""
        if self.refuse(entry.values):
            entry.problems.append(Problem(entry.path, 1, 1, SAID_NO, HINT, "do-not-list"))


def fingerprint(salt: str, mark: Mark) -> str:
    """A mark that cannot be read back."""
    said = f"{mark.kind}:{mark.value}".encode()
    return hashlib.blake2b(said, key=salt.encode()[:64], digest_size=16).hexdigest()


def refusals(folder: Path) -> Refusals:
    """Those who must not be among the entries of a folder, from the file beside it."""
    path = folder.parent / FILE
    if not path.is_file():
        return Refusals()
    try:
        written = yaml.load(path.read_bytes(), Loader=yaml.CBaseLoader)
        found = frozenset(mark for each in written["said_no"] for mark in each["marks"])
        return Refusals(str(written["salt"]), found)
    except (yaml.YAMLError, UnicodeDecodeError, KeyError, TypeError):
        message = "This list of those who asked not to be listed cannot be read."
        hint = "put it back as it was; only  build.py unlist  should change it"
        return Refusals(problem=Problem(str(path), 1, 1, message, hint, "do-not-list"))


def remember(folder: Path, who: Iterable[Mark], on: str) -> int:
    """Add somebody to the file beside a folder of entries; gives by how many marks.

    Raises ValueError when the file that is there cannot be read.
    """
    known = refusals(folder)
    if known.problem:
        raise ValueError(f"{known.problem.place}: {known.problem.message} {known.problem.hint}.")
    salt = known.salt or secrets.token_hex(16)
    new = sorted({fingerprint(salt, mark) for mark in who} - known.prints)
    if not new:
        return 0
    path = folder.parent / FILE
    before = path.read_text("utf-8") if path.is_file() else f'{_HEAD}salt: "{salt}"\nsaid_no:\n'
    lines = "".join(f'      - "{each}"\n' for each in new)
    end = "" if before.endswith("\n") else "\n"
    path.write_text(f'{before}{end}  - on: "{on}"\n    marks:\n{lines}', "utf-8")
    return len(new)
