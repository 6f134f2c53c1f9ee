"""`/outcodes.json`: where every postcode area is, so that a phone can find its own by itself."""

from typing import Any

from datasette import Request, Response, hookimpl
from datasette.app import Datasette

from ourpatch.statements import statements

_AREAS = statements("near_me")["areas"]


async def outcodes(datasette: Datasette, request: Request) -> Response:
    """A list of [name, latitude, longitude]."""

    def work(connection: Any) -> list[list[Any]]:
        return [list(row) for row in connection.execute(_AREAS)]

    return Response.json(await datasette.get_database("directory").execute_fn(work))


@hookimpl
def register_routes() -> list[tuple[str, Any]]:
    """The address of the list."""
    return [(r"^/outcodes\.json$", outcodes)]
