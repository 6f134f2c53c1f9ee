"""The pages that are not a search: home, one entry, about."""

from collections.abc import Callable, Iterator
from functools import partial
from typing import Any
from urllib.parse import parse_qsl, urlencode, urlsplit

from datasette import NotFound, Request, Response, hookimpl
from datasette.app import Datasette

from ourpatch.searching import (
    Directory,
    Question,
    Word,
    directory,
    full_entry,
    points_in_words,
    read_question,
    read_shortlist,
)
from ourpatch.sharing.documents import entry_as_json
from ourpatch.sharing.forms import FORMS
from ourpatch.sharing.heading import publisher_of
from ourpatch.sharing.links import carrying, entry_link, find_link
from ourpatch.sharing.pages import draw
from ourpatch.sharing.sending import sending


async def home(datasette: Datasette, request: Request) -> Response:
    """The quilt of what this patch has."""

    def context(connection: Any, known: Directory) -> dict[str, Any]:
        words = [word for word in known.words["help"].values() if word.entries]
        groups = [
            {**group, "terms": [_with_link(word) for word in words if word.group == id]}
            for id, group in known.groups.items()
        ]
        people = [_with_link(word) for word in known.words["people"].values() if word.entries]
        return {
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

    site = datasette.jinja_env.globals["site"]
    publisher = publisher_of(site, datasette.absolute_url(request, "/"))

    def context(connection: Any, known: Directory) -> dict[str, Any]:
        found = _entry(connection, request)
        back = _back(request, known)
        link = entry_link(found["id"])
        return {
            "entry": found,
            "back": back,
            # The way back stays in the address when somebody puts this entry on a list.
            "with_list": partial(carrying, f"{link}?{urlencode({'back': back})}" if back else link),
            "send": sending(found["name"], link, publisher, f"{found['name']}\n{found['summary']}"),
            "links": {"downloads": [*_entry_forms(found["id"])]},
        }

    return await _page(datasette, request, "entry.html", context)


def _entry_forms(id: str) -> Iterator[dict[str, str]]:
    """The forms of one entry: an address book's, and those for programs and volunteers."""
    yield {
        "label": FORMS["vcf"].label,
        "use": "puts it in the contacts on your phone",
        "link": entry_link(id, "vcf"),
    }
    if "pdf" in FORMS:
        yield {"label": FORMS["pdf"].label, "use": "for paper", "link": entry_link(id, "pdf")}
    yield {
        "label": "Its file (YAML)",
        "use": "as volunteers keep it",
        "link": entry_link(id, "yml"),
    }
    yield {"label": "Data (JSON)", "use": FORMS["json"].use, "link": entry_link(id, "json")}


async def entry_json(datasette: Datasette, request: Request) -> Response:
    """One entry for programs."""

    def work(connection: Any) -> bytes:
        return entry_as_json(_entry(connection, request))

    body = await datasette.get_database("directory").execute_fn(work)
    return Response(body, content_type="application/json; charset=utf-8")


def _entry(connection: Any, request: Request) -> dict[str, Any]:
    found = full_entry(connection, request.url_vars["id"])
    if found is None:
        raise NotFound("There is no such entry")
    return found


def _back(request: Request, known: Directory) -> str:
    """The question whose results somebody came from, as an address; empty for none.

    It is in the address of this page or, on arrival, in what the browser says of the page before.
    """
    if back := request.args.get("back"):
        query = back.partition("?")[2]
    else:
        try:
            came_from = urlsplit(request.headers.get("referer", ""))
        except ValueError:
            return ""
        from_here = came_from.netloc == request.headers.get("host") and came_from.path == "/find"
        query = came_from.query if from_here else ""
    link = find_link(read_question(parse_qsl(query), known.words))
    return link if query else ""


async def about(datasette: Datasette, request: Request) -> Response:
    """What this is, who keeps it, and how the order of results comes about."""
    return await _page(datasette, request, "about.html", lambda *_: {"points": points_in_words()})


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
