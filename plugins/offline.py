"""What a phone needs to keep the site: the app's manifest, the worker, the list, the directory."""

import json
from functools import cache
from typing import Any

from datasette import Request, Response, hookimpl
from datasette.app import Datasette

from ourpatch.editions.release import DIRECTORY, File, app, file, release, static_files, worker
from ourpatch.searching import directory

_SCRIPT = "text/javascript; charset=utf-8"


async def manifest(datasette: Datasette, request: Request) -> Response:
    """What the site is as an app on a home screen."""
    told = json.dumps(app(datasette.jinja_env.globals["site"]), ensure_ascii=False)
    return Response(told, content_type="application/manifest+json")


async def worker_js(datasette: Datasette, request: Request) -> Response:
    """The service worker."""
    script, _ = _worker()
    return Response(script, content_type=_SCRIPT)


async def list_of_files(datasette: Datasette, request: Request) -> Response:
    """Everything that the site is made of with no signal."""
    site = datasette.jinja_env.globals["site"]

    def work(connection: Any) -> dict[str, Any]:
        _, program = _worker()
        files = [*_static_files(), _directory(connection)]
        return release(files, program, directory(connection).build, site)

    return Response.json(await datasette.get_database("directory").execute_fn(work))


async def directory_file(datasette: Datasette, request: Request) -> Response:
    """The directory itself, compressed for those who can take it so."""
    found = await datasette.get_database("directory").execute_fn(_directory)
    headers = {"vary": "accept-encoding", "cache-control": "no-cache"}
    if "gzip" not in request.headers.get("accept-encoding", ""):
        return Response(found.body, content_type="application/vnd.sqlite3", headers=headers)
    headers["content-encoding"] = "gzip"
    return Response(found.small, content_type="application/vnd.sqlite3", headers=headers)


def _directory(connection: Any) -> File:
    """The directory as it travels, made once for each database."""
    return directory(connection).keep(DIRECTORY, lambda: file(DIRECTORY, connection.serialize()))


@cache
def _worker() -> tuple[str, str]:
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
        (r"^/offline/directory\.db$", directory_file),
    ]
