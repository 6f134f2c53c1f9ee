"""The shelves of a server: the files of `/downloads`, made when somebody first asks for them."""

import asyncio
import os
import shutil
import sys
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory

import ourpatch
from ourpatch.sharing.heading import Publisher

#: Sets of files kept: one for each database and address that the site is asked at.
MOST_KEPT = 3

#: The program that fills a shelf.
_FILLS = "ourpatch.sharing.shelf"


class Stock:
    """The files of the database being served. They go when the server does."""

    def __init__(self) -> None:
        self._temporary = TemporaryDirectory(prefix="our-patch-")
        self._numbers = count()
        self._making: dict[tuple[object, str], asyncio.Task[Path]] = {}
        self._one_at_a_time = asyncio.Lock()

    def folder(self, database: Path, file: object, publisher: Publisher) -> "asyncio.Task[Path]":
        """The folder with the files, being made or ready.

        `file` tells one build at the path of the database from the next.
        """
        key = (file, publisher.address)
        known = [each for each in self._making if each[0] == file]
        if key not in self._making and len(known) >= MOST_KEPT:
            key = known[0]  # many names for one site, or somebody making them up
        if key not in self._making:
            folder = Path(self._temporary.name) / str(next(self._numbers))
            self._making[key] = asyncio.create_task(self._make(database, folder, publisher))
            self._clear(file)
        return self._making[key]

    def _clear(self, file: object) -> None:
        """Throw away what was made of databases before, and what could not be made."""
        for key, made in [*self._making.items()]:
            if made.done() and (key[0] != file or made.cancelled() or made.exception()):
                del self._making[key]
                if not made.cancelled() and not made.exception():
                    shutil.rmtree(made.result(), ignore_errors=True)

    async def _make(self, database: Path, folder: Path, publisher: Publisher) -> Path:
        """Fill a folder in another process, one at a time. Raises RuntimeError when that fails."""
        async with self._one_at_a_time:
            process = await asyncio.create_subprocess_exec(
                *(sys.executable, "-m", _FILLS),
                *(str(database), str(folder), publisher.name, publisher.address),
                env={**os.environ, "PYTHONPATH": str(Path(ourpatch.__file__).parents[1])},
            )
            if await process.wait():
                raise RuntimeError(f"the downloads could not be made (exit {process.returncode})")
            return folder
