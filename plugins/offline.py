"""What a phone needs to keep the site: the app's manifest, the worker, the directory, the list."""

import asyncio
import json
from functools import cache
from typing import Any
from weakref import WeakKeyDictionary

from datasette import NotFound, Request, Response, hookimpl
from datasette.app import Datasette

from ourpatch.adding.answers import TELLERS
from ourpatch.adding.questions import steps
from ourpatch.compiling.travelling import travelling, zipped
from ourpatch.editions.form import FORM, empty_form
from ourpatch.editions.release import (
    DIRECTORY,
    File,
    Worker,
    app,
    file,
    release,
    static_files,
    worker,
)
from ourpatch.searching import directory

#: A directory of more than this is not offered: a phone would be slow to fetch and to open it.
MOST_ENTRIES = 20_000

#: The directory of each site as it travels, by the digest of its database.
_made: "WeakKeyDictionary[Datasette, tuple[str, File]]" = WeakKeyDictionary()
_one_at_a_time: "WeakKeyDictionary[Datasette, asyncio.Lock]" = WeakKeyDictionary()

_SCRIPT = "text/javascript; charset=utf-8"


async def manifest(datasette: Datasette, request: Request) -> Response:
    """What the site is as an app on a home screen."""
    told = json.dumps(app(datasette.jinja_env.globals["site"]), ensure_ascii=False)
    return Response(told, content_type="application/manifest+json")


async def worker_js(datasette: Datasette, request: Request) -> Response:
    """The service worker."""
    return Response(_worker().script, content_type=_SCRIPT)


async def travelling_database(datasette: Datasette, request: Request) -> Response:
    """The whole directory for the search in a browser, which static/search/index.js opens."""
    found = await _directory(datasette)
    return Response(found.body, content_type="application/gzip")


async def form_page(datasette: Datasette, request: Request) -> Response:
    """The empty form for a new entry, as a phone keeps it."""
    site = datasette.jinja_env.globals["site"]
    known = await datasette.get_database("directory").execute_fn(directory)
    return Response.html(empty_form(known, site, steps(), TELLERS).decode())


async def list_of_files(datasette: Datasette, request: Request) -> Response:
    """Everything that the site is made of with no signal."""
    site = datasette.jinja_env.globals["site"]
    known = await datasette.get_database("directory").execute_fn(directory)
    form = file(FORM, empty_form(known, site, steps(), TELLERS))
    if known.build["entries"] > MOST_ENTRIES:
        raise NotFound("There is too much here for a phone")
    files = [*_static_files(), await _directory(datasette), form]
    return Response.json(release(files, _worker(), known.build, site))


async def _directory(datasette: Datasette) -> File:
    """The directory as it travels, made once for each database however many ask for it."""

    def work(connection: Any) -> tuple[str, File]:
        (digest,) = connection.execute("SELECT digest FROM build").fetchone()
        if made and made[0] == digest:
            return made
        return digest, file(DIRECTORY, zipped(travelling(connection)))

    async with _one_at_a_time.setdefault(datasette, asyncio.Lock()):
        made = _made.get(datasette)
        _made[datasette] = await datasette.get_database("directory").execute_fn(work)
        return _made[datasette][1]


@cache
def _worker() -> Worker:
    return worker()


@cache
def _static_files() -> list[File]:
    return static_files()


@hookimpl
def register_routes() -> list[tuple[str, Any]]:
    """The addresses that a phone asks."""
    return [
        (r"^/manifest\.webmanifest$", manifest),
        (r"^/worker\.js$", worker_js),
        (r"^/offline\.json$", list_of_files),
        (r"^/offline/form\.html$", form_page),
        (r"^/travelling\.db\.gz$", travelling_database),
    ]
