"""`/downloads`: the whole directory in every form, at addresses that always give the newest."""

import asyncio
import os
import shutil
import sys
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from urllib.parse import parse_qsl
from weakref import WeakKeyDictionary

from datasette import NotFound, Request, Response, hookimpl
from datasette.app import Datasette

import ourpatch
from ourpatch.searching import directory, read_shortlist
from ourpatch.sharing.heading import Publisher, publisher_of
from ourpatch.sharing.pages import draw
from ourpatch.sharing.shelf import SUMS, Book, books_in

#: Seconds that the page waits for files that are being made, before it says so.
PATIENCE = 4.0

#: Sets of files kept: one for each database and address that the site is asked at.
MOST_KEPT = 3

PIECE = 1 << 16


class Shelf:
    """The files of the database being served, made when somebody first asks for them."""

    def __init__(self) -> None:
        self.temporary = TemporaryDirectory(prefix="our-patch-")
        self.numbers = count()
        self.making: dict[tuple[object, str], asyncio.Task[Path]] = {}
        self.one_at_a_time = asyncio.Lock()

    def folder(self, database: Path, file: object, publisher: Publisher) -> "asyncio.Task[Path]":
        """The folder with the files, being made or ready."""
        key = (file, publisher.address)
        known = [each for each in self.making if each[0] == file]
        if key not in self.making and len(known) >= MOST_KEPT:
            key = known[0]  # many names for one site, or somebody making them up
        if key not in self.making:
            folder = Path(self.temporary.name) / str(next(self.numbers))
            self.making[key] = asyncio.create_task(self._make(database, folder, publisher))
            self._clear(file)
        return self.making[key]

    def _clear(self, file: object) -> None:
        """Throw away what was made of databases before, and what could not be made."""
        for key, made in [*self.making.items()]:
            if made.done() and (key[0] != file or made.cancelled() or made.exception()):
                del self.making[key]
                if not made.cancelled() and not made.exception():
                    shutil.rmtree(made.result(), ignore_errors=True)

    async def _make(self, database: Path, folder: Path, publisher: Publisher) -> Path:
        """Fill a folder in another process, one at a time. Raises RuntimeError when that fails."""
        async with self.one_at_a_time:
            process = await asyncio.create_subprocess_exec(
                *(sys.executable, "-m", "ourpatch.sharing.shelf"),
                *(str(database), str(folder), publisher.name, publisher.address),
                env={**os.environ, "PYTHONPATH": str(Path(ourpatch.__file__).parents[1])},
            )
            if await process.wait():
                raise RuntimeError(f"the downloads could not be made (exit {process.returncode})")
            return folder


_shelves: "WeakKeyDictionary[Datasette, Shelf]" = WeakKeyDictionary()


def _files(datasette: Datasette, request: Request) -> "asyncio.Task[Path]":
    address = datasette.absolute_url(request, "/")
    publisher = publisher_of(datasette.jinja_env.globals["site"], address)
    database = Path(datasette.get_database("directory").path).resolve()
    shelf = _shelves.setdefault(datasette, Shelf())
    return shelf.folder(database, request.scope.get("directory_file"), publisher)


class Sent:
    """A file as it is sent, a piece at a time."""

    def __init__(self, path: Path, book: Book | None) -> None:
        self.path = path
        kind = book.media_type if book else "text/plain; charset=utf-8"
        self.headers = {"content-type": kind, "content-length": str(path.stat().st_size)}
        if book:
            self.headers["etag"] = f'"{book.sha256}"'
            self.headers["content-disposition"] = f'attachment; filename="{path.name}"'

    async def asgi_send(self, send: Any) -> None:
        """Send it."""
        headers = [(name.encode(), value.encode()) for name, value in self.headers.items()]
        with self.path.open("rb") as file:
            await send({"type": "http.response.start", "status": 200, "headers": headers})
            while piece := file.read(PIECE):
                await send({"type": "http.response.body", "body": piece, "more_body": True})
        await send({"type": "http.response.body", "body": b""})


async def downloads(datasette: Datasette, request: Request) -> Response:
    """What there is, how large, and how to know that it came whole."""
    making = _files(datasette, request)
    await asyncio.wait([making], timeout=PATIENCE)
    books = books_in(making.result()) if making.done() else []

    def work(connection: Any) -> str:
        known = directory(connection)
        site = datasette.jinja_env.globals["site"]
        kept = read_shortlist(parse_qsl(request.query_string))
        shown = {"request": request, "books": books, "sums": SUMS}
        return draw("downloads.html", known, site, kept, **shown)

    page = await datasette.get_database("directory").execute_fn(work)
    # 202: not ready yet. What is not 200 is not remembered.
    return Response.html(page, status=200 if books else 202)


async def one_download(datasette: Datasette, request: Request) -> Sent:
    """One file, as soon as it has been made."""
    folder = await asyncio.shield(_files(datasette, request))
    name = request.url_vars["file"]
    books = {book.name: book for book in books_in(folder)}
    if name not in books and name != SUMS:
        raise NotFound("There is no such download")
    return Sent(folder / name, books.get(name))


@hookimpl
def register_routes() -> list[tuple[str, Any]]:
    """The addresses of the downloads."""
    return [
        (r"^/downloads$", downloads),
        (r"^/downloads/(?P<file>[A-Za-z0-9.-]+)$", one_download),
    ]
