"""`/list`: a list that somebody chose, which its address holds; and `/qr.svg`, a page as a code."""

from dataclasses import replace
from typing import Any
from urllib.parse import parse_qsl

from datasette import NotFound, Request, Response, hookimpl
from datasette.app import Datasette

from ourpatch.searching import (
    Question,
    Shortlist,
    answer_list,
    directory,
    in_place_of,
    read_shortlist,
)
from ourpatch.searching.shortlist import LONGEST_NOTE
from ourpatch.sharing.code import as_code
from ourpatch.sharing.forms import FORMS
from ourpatch.sharing.heading import publisher_of
from ourpatch.sharing.links import find_link, list_link
from ourpatch.sharing.pages import draw
from ourpatch.sharing.sending import sending_list


async def shortlist(datasette: Datasette, request: Request) -> Response:
    """A list in its order, with links that change it."""
    site = datasette.jinja_env.globals["site"]
    publisher = publisher_of(site, datasette.absolute_url(request, "/"))
    given = read_shortlist(parse_qsl(request.query_string))

    def work(connection: Any) -> str:
        known = directory(connection)
        found = answer_list(connection, given, in_full=True)
        # Who is not here stands last, so that moving the others moves them past each other.
        here = [result.id for result in found.results]
        kept = replace(given, ids=(*here, *found.missing))
        shut = [result.id for result in found.results if result.facts["status"] == "closed"]
        return draw(
            "list.html",
            known,
            site,
            kept,
            request=request,
            answer=found,
            chosen=True,
            with_list=list_link,
            instead={id: in_place_of(connection, id) for id in shut},
            searches={id: find_link(Question(q=id.replace("-", " "))) for id in found.missing},
            send=sending_list(found, publisher),
            links={"downloads": _downloads(kept)},
            longest_note=LONGEST_NOTE,
        )

    return Response.html(await datasette.get_database("directory").execute_fn(work))


def _downloads(kept: Shortlist) -> list[dict[str, str]]:
    return [
        {"label": form.label, "use": form.use, "link": list_link(kept, form.ending)}
        for form in FORMS.values()
    ]


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
