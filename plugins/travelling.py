"""`/travelling.db.gz`: the whole directory for the search in a browser, made once for each file."""

from typing import Any
from weakref import WeakKeyDictionary

from datasette import Request, Response, hookimpl
from datasette.app import Datasette

from ourpatch.compiling.travelling import travelling, zipped

#: The database being served, by its digest, as it travels.
_made: "WeakKeyDictionary[Datasette, tuple[str, bytes]]" = WeakKeyDictionary()


async def travelling_database(datasette: Datasette, request: Request) -> Response:
    """The bytes that static/search/index.js opens."""

    def work(connection: Any) -> tuple[str, bytes]:
        (digest,) = connection.execute("SELECT digest FROM build").fetchone()
        made = _made.get(datasette, ("", b""))
        return made if made[0] == digest else (digest, zipped(travelling(connection)))

    _made[datasette] = await datasette.get_database("directory").execute_fn(work)
    return Response(_made[datasette][1], content_type="application/gzip")


@hookimpl
def register_routes() -> list[tuple[str, Any]]:
    """The address of the database."""
    return [(r"^/travelling\.db\.gz$", travelling_database)]
