"""`/up-to-date` and `/gaps`: whom to ask again, and what is missing where."""

from typing import Any

from datasette import Request, Response, hookimpl
from datasette.app import Datasette

from ourpatch.searching import directory, freshness, gaps
from ourpatch.sharing.pages import draw
from ourpatch.sharing.views import up_to_date_view


async def up_to_date(datasette: Datasette, request: Request) -> Response:
    """What was checked lately, and a page of what was not."""
    asked = request.args
    page = asked.get("page") or ""
    number = int(page) if page.isascii() and page.isdigit() and len(page) < 7 else 1

    def work(connection: Any) -> str:
        found = freshness(connection, asked.get("due") or "", asked.get("by"), number)
        return draw(
            "up_to_date.html",
            directory(connection),
            datasette.jinja_env.globals["site"],
            request=request,
            **up_to_date_view(found),
        )

    return Response.html(await datasette.get_database("directory").execute_fn(work))


async def missing(datasette: Datasette, request: Request) -> Response:
    """Which kinds of help nobody offers, and where."""

    def work(connection: Any) -> str:
        site = datasette.jinja_env.globals["site"]
        known = directory(connection)
        return draw("gaps.html", known, site, request=request, found=gaps(connection))

    return Response.html(await datasette.get_database("directory").execute_fn(work))


@hookimpl
def register_routes() -> list[tuple[str, Any]]:
    """The addresses of the pages."""
    return [(r"^/up-to-date$", up_to_date), (r"^/gaps$", missing)]
