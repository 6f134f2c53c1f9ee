"""The pages that are not a search: home, one entry, about."""

from typing import Any
from urllib.parse import urlsplit

from datasette import NotFound, Request, Response, hookimpl
from datasette.app import Datasette

from ourpatch.searching import Question, Word, directory, full_entry, points_in_words
from ourpatch.sharing.documents import entry_as_json
from ourpatch.sharing.links import find_link


async def home(datasette: Datasette, request: Request) -> Response:
    """The quilt of what this patch has."""
    known = await _read(datasette, directory)
    words = [word for word in known.words["help"].values() if word.entries]
    groups = [
        {**group, "terms": [_with_link(word) for word in words if word.group == id]}
        for id, group in known.groups.items()
    ]
    people = [_with_link(word) for word in known.words["people"].values() if word.entries]
    context = {
        "groups": [group for group in groups if group["terms"]],
        "people": people,
        "total": known.build["entries"],
    }
    return await _page(datasette, request, "home.html", context)


def _with_link(word: Word) -> dict[str, Any]:
    link = find_link(Question(chosen={word.facet: (word.id,)}))
    return {"id": word.id, "label": word.label, "count": word.entries, "link": link}


async def entry(datasette: Datasette, request: Request) -> Response:
    """One entry, on a page that stands on its own."""
    context = {"entry": await _entry(datasette, request), "back": _back(request)}
    return await _page(datasette, request, "entry.html", context)


async def entry_json(datasette: Datasette, request: Request) -> Response:
    """One entry for programs."""
    found = await _entry(datasette, request)
    return Response(entry_as_json(found), content_type="application/json; charset=utf-8")


async def _entry(datasette: Datasette, request: Request) -> dict[str, Any]:
    id = request.url_vars["id"]
    found: dict[str, Any] | None
    found = await _read(datasette, lambda connection: full_entry(connection, id))
    if found is None:
        raise NotFound("There is no such entry")
    return found


def _back(request: Request) -> str:
    """The results that somebody came from, as they last saw them; all of them otherwise."""
    try:
        came_from = urlsplit(request.headers.get("referer", ""))
    except ValueError:
        return "/find"
    from_here = came_from.netloc == request.headers.get("host") and came_from.path == "/find"
    return f"/find?{came_from.query}#results" if from_here and came_from.query else "/find"


async def about(datasette: Datasette, request: Request) -> Response:
    """What this is, who keeps it, and how the order of results comes about."""
    return await _page(datasette, request, "about.html", {"points": points_in_words()})


async def _read(datasette: Datasette, work: Any) -> Any:
    return await datasette.get_database("directory").execute_fn(work)


async def _page(
    datasette: Datasette, request: Request, template: str, context: dict[str, Any]
) -> Response:
    return Response.html(await datasette.render_template(template, context, request=request))


@hookimpl
def register_routes() -> list[tuple[str, Any]]:
    """The addresses of the pages."""
    return [
        (r"^/$", home),
        (r"^/entry/(?P<id>[^/.]+)$", entry),
        (r"^/entry/(?P<id>[^/.]+)\.json$", entry_json),
        (r"^/about$", about),
    ]
