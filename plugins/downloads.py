"""`/downloads`: the whole directory in every form, at addresses that always give the newest."""

import asyncio
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl
from weakref import WeakKeyDictionary

from datasette import NotFound, Request, Response, hookimpl
from datasette.app import Datasette
from datasette.utils.asgi import AsgiFileDownload

from ourpatch.searching import directory, read_shortlist
from ourpatch.sharing.heading import publisher_of
from ourpatch.sharing.pages import draw
from ourpatch.sharing.shelf import SUMS, books_in
from ourpatch.sharing.stocking import Stock

#: Seconds that the page waits for files that are being made, before it says so.
PATIENCE = 4.0

_stocks: "WeakKeyDictionary[Datasette, Stock]" = WeakKeyDictionary()


def _files(datasette: Datasette, request: Request) -> "asyncio.Task[Path]":
    address = datasette.absolute_url(request, "/")
    publisher = publisher_of(datasette.jinja_env.globals["site"], address)
    database = Path(datasette.get_database("directory").path).resolve()
    stock = _stocks.setdefault(datasette, Stock())
    return stock.folder(database, request.scope.get("directory_file"), publisher)


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


async def one_download(datasette: Datasette, request: Request) -> AsgiFileDownload:
    """One file, as soon as it has been made."""
    folder = await asyncio.shield(_files(datasette, request))
    name = request.url_vars["file"]
    book = next((book for book in books_in(folder) if book.name == name), None)
    if book:
        etag = {"etag": f'"{book.sha256}"'}
        return AsgiFileDownload(folder / name, name, book.media_type, headers=etag)
    if name == SUMS:
        return AsgiFileDownload(folder / name, content_type="text/plain; charset=utf-8")
    raise NotFound("There is no such download")


@hookimpl
def register_routes() -> list[tuple[str, Any]]:
    """The addresses of the downloads."""
    return [
        (r"^/downloads$", downloads),
        (r"^/downloads/(?P<file>[A-Za-z0-9.-]+)$", one_download),
    ]
