"""Editions that need no server, which somebody has made and put where the site can offer them."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

#: The folder for them, beside `directory.db`.
FOLDER = "take-away"


@dataclass(frozen=True, slots=True)
class Edition:
    """One file to carry: its name in the folder, what people call it, and what it is for.

    Where it is there, its size and the day it was made.
    """

    name: str
    label: str
    use: str
    size: int | None = None
    made_on: str | None = None


EDITIONS = (
    Edition(
        "our-patch-stick.zip",
        "For a memory stick",
        "The whole site in a folder. Unpack it on a stick, put the stick in any computer, and open "
        "the file called index.",
    ),
    Edition(
        "our-patch-one-file.html",
        "All in one file",
        "Save it, then open it like any file. It searches and prints on a work laptop with no "
        "network.",
    ),
    Edition(
        "our-patch-one-file.zip",
        "All in one file, for an email",
        "The same, packed: some offices stop an email that has a web page in it.",
    ),
    Edition("our-patch-booklet.pdf", "A booklet to print", "For people who like paper best."),
)


def editions_in(folder: Path) -> Iterator[tuple[Edition, Path]]:
    """Every edition, with its size and day where its file is in the folder; and where that is."""
    for each in EDITIONS:
        path = folder / each.name
        size = made_on = None
        if path.is_file():
            about = path.stat()
            size, made_on = about.st_size, date.fromtimestamp(about.st_mtime).isoformat()
        yield Edition(each.name, each.label, each.use, size, made_on), path
