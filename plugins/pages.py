"""The pages that are not a search: home, one entry, about."""

from collections.abc import Callable
from typing import Any
from urllib.parse import parse_qsl

from datasette import NotFound, Request, Response, hookimpl
from datasette.app import Datasette

from ourpatch.searching import Directory, directory, full_entry, now_called, read_shortlist
from ourpatch.sharing.documents import entry_as_json
from ourpatch.sharing.heading import publisher_of
from ourpatch.sharing.linked_data import linked_data
from ourpatch.sharing.links import entry_link
from ourpatch.sharing.pages import draw
from ourpatch.sharing.views import about_view, entry_view, home_view, way_back


async def home(datasette: Datasette, request: Request) -> Response:
    """The quilt of what this patch has."""

    return await _page(datasette, request, "home.html", lambda _, known: home_view(known))


async def entry(datasette: Datasette, request: Request) -> Response:
    """One entry, on a page that stands on its own."""

    site = datasette.jinja_env.globals["site"]
    publisher = publisher_of(site, datasette.absolute_url(request, "/"))

    def context(connection: Any, known: Directory) -> dict[str, Any]:
        found = _entry(connection, request)
        came_from, host = (request.headers.get(name, "") for name in ("referer", "host"))
        back = way_back(known, parse_qsl(request.query_string), came_from, host)
        data = linked_data(found, known, publisher)
        return {**entry_view(found, back, publisher), "linked_data": data}

    try:
        return await _page(datasette, request, "entry.html", context)
    except NotFound:
        return await _moved(datasette, request)


async def entry_json(datasette: Datasette, request: Request) -> Response:
    """One entry for programs."""

    def work(connection: Any) -> bytes:
        return entry_as_json(_entry(connection, request))

    try:
        body = await datasette.get_database("directory").execute_fn(work)
    except NotFound:
        return await _moved(datasette, request, ".json")
    return Response(body, content_type="application/json; charset=utf-8")


async def _moved(datasette: Datasette, request: Request, ending: str = "") -> Response:
    """The way to an entry that has another id now. Raises NotFound when none had this id."""
    id = request.url_vars["id"]
    file = datasette.get_database("directory")
    now = await file.execute_fn(lambda connection: now_called(connection, id))
    if now is None:
        raise NotFound("There is no such entry")
    return Response.redirect(entry_link(now) + ending, status=301)


def _entry(connection: Any, request: Request) -> dict[str, Any]:
    found = full_entry(connection, request.url_vars["id"])
    if found is None:
        raise NotFound("There is no such entry")
    return found


async def about(datasette: Datasette, request: Request) -> Response:
    """What this is, who keeps it, and how the order of results comes about."""
    return await _page(datasette, request, "about.html", lambda *_: about_view())


async def _page(
    datasette: Datasette,
    request: Request,
    template: str,
    context: Callable[[Any, Directory], dict[str, Any]],
) -> Response:
    """A page, drawn where its data is read. `context` gives what it says besides."""
    kept = read_shortlist(parse_qsl(request.query_string))

    def work(connection: Any) -> str:
        known = directory(connection)
        site = datasette.jinja_env.globals["site"]
        said = context(connection, known)
        return draw(template, known, site, kept, request=request, **said)

    return Response.html(await datasette.get_database("directory").execute_fn(work))


@hookimpl
def register_routes() -> list[tuple[str, Any]]:
    """The addresses of the pages."""
    return [
        (r"^/$", home),
        (r"^/entry/(?P<id>[^/.]+)$", entry),
        (r"^/entry/(?P<id>[^/.]+)\.json$", entry_json),
        (r"^/about$", about),
    ]
