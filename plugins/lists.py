"""`/list`: a list that somebody chose, which its address holds; and `/qr.svg`, a page as a code."""

from typing import Any
from urllib.parse import parse_qsl

from datasette import NotFound, Request, Response, hookimpl
from datasette.app import Datasette

from ourpatch.searching import answer_list, directory, in_place_of, read_shortlist
from ourpatch.sharing.code import as_code
from ourpatch.sharing.facts import is_closed
from ourpatch.sharing.heading import publisher_of
from ourpatch.sharing.pages import draw
from ourpatch.sharing.views import list_view, shown_list


async def shortlist(datasette: Datasette, request: Request) -> Response:
    """A list in its order, with links that change it."""
    site = datasette.jinja_env.globals["site"]
    publisher = publisher_of(site, datasette.absolute_url(request, "/"))
    given = read_shortlist(parse_qsl(request.query_string))

    def work(connection: Any) -> str:
        known = directory(connection)
        found = answer_list(connection, given, in_full=True)
        shut = [result.id for result in found.results if is_closed(result)]
        instead = {id: in_place_of(connection, id) for id in shut}
        said = list_view(found, instead, publisher)
        return draw("list.html", known, site, shown_list(found), request=request, **said)

    return Response.html(await datasette.get_database("directory").execute_fn(work))


async def code(datasette: Datasette, request: Request) -> Response:
    """One of our own pages as a code. It leads nowhere else, so that nobody can borrow our name."""
    to = request.args.get("to") or ""
    if not to.startswith("/") or to.startswith(("//", "/\\")) or not to.isprintable():
        raise NotFound("A code leads to a page of this site, such as /qr.svg?to=/about")
    site = datasette.jinja_env.globals["site"]
    link = publisher_of(site, datasette.absolute_url(request, "/")).link(to)
    try:
        drawing = as_code(link)
    except ValueError as error:
        raise NotFound("That address is too long for a code") from error
    return Response(drawing, content_type="image/svg+xml")


@hookimpl
def register_routes() -> list[tuple[str, Any]]:
    """The addresses of lists and codes."""
    return [(r"^/list$", shortlist), (r"^/qr\.svg$", code)]
