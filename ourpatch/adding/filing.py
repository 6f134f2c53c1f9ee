"""A file that the form made, or somebody sent, put among the entries under its own name."""

from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path

from ourpatch.checking import check_dates, check_entry, check_together, check_twins
from ourpatch.keeping.refusing import refusals
from ourpatch.plain_words import suggest
from ourpatch.problems import Problem
from ourpatch.reading import Entry, read_entry
from ourpatch.reading.text import decode
from ourpatch.words import slug


class NoName(ValueError):
    """A name that no file can be called after."""


@dataclass(slots=True)
class Filed:
    """What became of a file: where it stands now, or the problems that kept it out."""

    path: Path
    problems: list[Problem] = field(default_factory=list)

    @property
    def is_in(self) -> bool:
        """True when it stands among the entries."""
        return not any(problem.strength == "error" for problem in self.problems)


def free_path(folder: Path, name: str) -> Path:
    """Where an entry of this name goes. Raises FileExistsError when one stands there already."""
    id = slug(name)
    if not id:
        raise NoName(f"“{name}” has no letters to call a file after. Say what to call it: --as ID")
    path = folder / f"{id}.yml"
    if path.exists():
        raise FileExistsError(path)
    return path


def put_among(
    data: bytes, shown: Path, folder: Path, today: date, id: str = "", change: bool = False
) -> Filed:
    """Check a file and put it into the folder of entries. With problems, nothing is written.

    `shown` is the file's own name, for messages; `id` what to call it, if not after the entry's
    name. With `change` it takes the place of the entry it is a change of: the one that has its
    name, or else that its file is called after. Raises FileExistsError, or FileNotFoundError for a
    change of nothing.
    """
    entry = read_entry(data, "entry.yml")
    path = _place(entry, shown, folder, id, change)
    entry = read_entry(data, path.name)
    check_entry(entry)
    check_dates(entry, today)
    check_together({file.stem for file in folder.glob("*.yml")}, [entry])
    refused = refusals(folder)
    refused.check(entry)
    suggest(entry)
    beside = [refused.problem] if refused.problem else []
    beside += check_twins([entry], folder)
    told = [replace(each, path=str(shown)) for each in sorted(entry.problems)]
    filed = Filed(path, beside + told)
    if filed.is_in:
        folder.mkdir(parents=True, exist_ok=True)
        text = decode(data).text.rstrip("\n") + "\n"
        with path.open("w" if change else "x", encoding="utf-8", newline="\n") as file:
            file.write(text)
    return filed


def _place(entry: Entry, shown: Path, folder: Path, id: str, change: bool) -> Path:
    """The path that an entry is to have."""
    name = entry.get("name") or shown.stem
    if not change:
        return free_path(folder, id or name)
    wanted = [slug(id)] if id else [shown.stem, slug(name)]
    there = [path for each in wanted if (path := folder / f"{each}.yml").is_file()]
    if not there:
        raise FileNotFoundError(folder / f"{wanted[-1]}.yml")
    return there[0]
