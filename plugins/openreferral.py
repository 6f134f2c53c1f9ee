"""`/openreferral/v3`: the directory as Open Referral UK, for other systems to gather."""

import json
import sqlite3
from collections.abc import Callable
from typing import Any
from urllib.parse import parse_qsl

from datasette import Request, Response, hookimpl
from datasette.app import Datasette

from ourpatch.sharing import openreferral

#: A page of any other site may read this: all of it is open.
HEADERS = {"access-control-allow-origin": "*"}


async def about(datasette: Datasette, request: Request) -> Response:
    """What this feed is."""
    return await _reply(datasette, openreferral.about)


async def some(datasette: Datasette, request: Request) -> Response:
    """One page of a list."""
    given = dict(parse_qsl(request.query_string))
    kind = request.url_vars["kind"]
    return await _reply(datasette, lambda at, patch: openreferral.some(at, patch, kind, given))


async def one(datasette: Datasette, request: Request) -> Response:
    """One thing, whole."""
    kind, id = request.url_vars["kind"], request.url_vars["id"]
    return await _reply(datasette, lambda at, patch: openreferral.one(at, patch, kind, id))


async def _reply(
    datasette: Datasette, find: Callable[[sqlite3.Connection, str], dict[str, Any] | None]
) -> Response:
    """What was found as JSON; or 400 and what to change, or 404."""
    patch = datasette.jinja_env.globals["site"]["name"]

    def work(connection: sqlite3.Connection) -> tuple[int, dict[str, Any]]:
        try:
            found = find(connection, patch)
        except openreferral.Unclear as error:
            return 400, {"error": str(error)}
        return (404, {"error": "There is no such thing here."}) if found is None else (200, found)

    status, found = await datasette.get_database("directory").execute_fn(work)
    body = json.dumps(found, ensure_ascii=False)
    return Response(
        body, status=status, content_type="application/json; charset=utf-8", headers=HEADERS
    )


@hookimpl
def register_routes() -> list[tuple[str, Any]]:
    """The addresses of the feed."""
    return [
        (r"^/openreferral/v3$", about),
        (r"^/openreferral/v3/$", about),
        (r"^/openreferral/v3/(?P<kind>[a-z_]+)$", some),
        (r"^/openreferral/v3/(?P<kind>[a-z_]+)/(?P<id>[^/]+)$", one),
    ]
