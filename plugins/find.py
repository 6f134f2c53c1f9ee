"""`/find`: a question, and the answer to it page by page."""

from typing import Any
from urllib.parse import parse_qsl

from datasette import Request, Response, hookimpl
from datasette.app import Datasette

from ourpatch.searching import (
    answer,
    directory,
    picture,
    read_question,
    read_shortlist,
    ways_out,
)
from ourpatch.sharing.heading import publisher_of
from ourpatch.sharing.pages import draw
from ourpatch.sharing.views import find_view


async def find(datasette: Datasette, request: Request) -> Response:
    """The answer to a question, page by page."""
    site = datasette.jinja_env.globals["site"]
    publisher = publisher_of(site, datasette.absolute_url(request, "/"))
    given = parse_qsl(request.query_string)
    kept = read_shortlist(given)

    def work(connection: Any) -> str:
        known = directory(connection)
        found = answer(connection, read_question(given, known.words))
        ways = [] if found.total else ways_out(connection, found.question)
        said = find_view(known, found, picture(connection, found), ways, publisher)
        return draw("find.html", known, site, kept, request=request, **said)

    return Response.html(await datasette.get_database("directory").execute_fn(work))


@hookimpl
def register_routes() -> list[tuple[str, Any]]:
    """The address of the search."""
    return [(r"^/find$", find)]
