"""What a phone needs to keep the site: the app's manifest, the worker, and the list of files."""

import json
from functools import cache
from typing import Any

from datasette import NotFound, Request, Response, hookimpl
from datasette.app import Datasette

from ourpatch.compiling.travelling import travelling, zipped
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

_SCRIPT = "text/javascript; charset=utf-8"


async def manifest(datasette: Datasette, request: Request) -> Response:
    """What the site is as an app on a home screen."""
    told = json.dumps(app(datasette.jinja_env.globals["site"]), ensure_ascii=False)
    return Response(told, content_type="application/manifest+json")


async def worker_js(datasette: Datasette, request: Request) -> Response:
    """The service worker."""
    return Response(_worker().script, content_type=_SCRIPT)


async def list_of_files(datasette: Datasette, request: Request) -> Response:
    """Everything that the site is made of with no signal."""
    site = datasette.jinja_env.globals["site"]

    def work(connection: Any) -> dict[str, Any]:
        if directory(connection).build["entries"] > MOST_ENTRIES:
            raise NotFound("There is too much here for a phone")
        files = [*_static_files(), _directory(connection)]
        return release(files, _worker(), directory(connection).build, site)

    return Response.json(await datasette.get_database("directory").execute_fn(work))


def _directory(connection: Any) -> File:
    """The directory as plugins/travelling.py sends it, compressed once for each database."""
    made = directory(connection)
    return made.keep(DIRECTORY, lambda: file(DIRECTORY, zipped(travelling(connection))))


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
    ]
