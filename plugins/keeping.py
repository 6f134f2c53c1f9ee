"""`/up-to-date` and `/gaps`: whom to ask again, and what is missing where."""

from typing import Any
from urllib.parse import urlencode

from datasette import Request, Response, hookimpl
from datasette.app import Datasette

from ourpatch.searching import Freshness, directory, freshness, gaps
from ourpatch.sharing.pages import draw


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
            found=found,
            links=_links(found),
        )

    return Response.html(await datasette.get_database("directory").execute_fn(work))


def _links(found: Freshness) -> dict[str, Any]:
    """The ways on: every way to be due, every checker, and the pages before and after."""
    here = {"due": found.due} | ({} if found.by is None else {"by": found.by})
    return {
        "due": [(name, count, _link(due=name)) for name, count in found.counts.items()],
        "all": _link(due=found.due),
        "by": [(name, count, _link(due=found.due, by=name)) for name, count in found.checkers],
        "previous": _link(**here, page=found.page - 1) if found.page > 1 else None,
        "next": _link(**here, page=found.page + 1) if found.page < found.pages else None,
    }


def _link(**asked: Any) -> str:
    return f"/up-to-date?{urlencode(asked)}"


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
