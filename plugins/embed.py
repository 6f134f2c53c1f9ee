"""Our search on other people's pages: `/embed`, `/oembed` and `/share-our-directory`."""

import re
from typing import Any
from urllib.parse import parse_qsl

from datasette import Request, Response, hookimpl
from datasette.app import Datasette

from ourpatch.searching import answer, directory, full_entry, read_question, read_shortlist
from ourpatch.sharing.embedding import entry_as_oembed, frame, path_on, search_as_oembed
from ourpatch.sharing.heading import Publisher, asked_in_words, publisher_of
from ourpatch.sharing.pages import draw
from ourpatch.sharing.sending import sending

#: A page of any other site may read this: all of it is open.
HEADERS = {"access-control-allow-origin": "*"}


async def embed(datasette: Datasette, request: Request) -> Response:
    """The search box alone, for a frame on somebody else's page. Results open here."""
    given = parse_qsl(request.query_string)

    def work(connection: Any) -> str:
        known = directory(connection)
        asked = read_question(given, known.words)
        ticked = [(facet, term) for facet, terms in asked.chosen.items() for term in terms]
        shown: dict[str, Any] = {"answer": {"question": asked}, "ticked": ticked, "framed": True}
        return draw("embed.html", known, _site(datasette), **shown)

    return Response.html(await datasette.get_database("directory").execute_fn(work))


async def share(datasette: Datasette, request: Request) -> Response:
    """How to put our search on another site, with the lines to copy."""
    publisher = _publisher(datasette, request)
    given = parse_qsl(request.query_string)

    def work(connection: Any) -> str:
        known = directory(connection)
        asked = read_question(given, known.words)
        return draw(
            "share_our_directory.html",
            known,
            _site(datasette),
            read_shortlist(given),
            request=request,
            asked=asked,
            frame=frame(publisher, asked),
            home=publisher.link("/"),
            send=sending(publisher.name, "/", publisher),
        )

    return Response.html(await datasette.get_database("directory").execute_fn(work))


async def oembed(datasette: Datasette, request: Request) -> Response:
    """What a page of ours looks like on another, for programs that ask about a link."""
    publisher = _publisher(datasette, request)
    if request.args.get("format", "json") != "json":
        return _told(501, {"error": "Only format=json is to be had here."})
    found = path_on(publisher, datasette.absolute_url(request, "/"), request.args.get("url", ""))

    def work(connection: Any) -> dict[str, Any] | None:
        return _looks(connection, request, publisher, *found) if found else None

    looks = await datasette.get_database("directory").execute_fn(work)
    why = "Ask with url= and the address of an entry, or of a page of results, of this site."
    return _told(200, looks) if looks else _told(404, {"error": why})


def _looks(
    connection: Any, request: Request, publisher: Publisher, path: str, query: str
) -> dict[str, Any] | None:
    if entry := re.fullmatch(r"/entry/([^/.]+)", path):
        found = full_entry(connection, entry[1])
        return entry_as_oembed(found, publisher) if found else None
    if path not in ("/", "/find"):
        return None
    known = directory(connection)
    asked = read_question(parse_qsl(query), known.words)
    title = asked_in_words(answer(connection, asked), known) if query else publisher.name
    room = (_pixels(request.args.get(name, "")) for name in ("maxwidth", "maxheight"))
    return search_as_oembed(title, asked, publisher, *room)


def _pixels(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdigit() and 0 < len(text) < 6 else None


def _told(status: int, document: dict[str, Any]) -> Response:
    return Response.json(document, status=status, headers=HEADERS)


def _site(datasette: Datasette) -> Any:
    return datasette.jinja_env.globals["site"]


def _publisher(datasette: Datasette, request: Request) -> Publisher:
    return publisher_of(_site(datasette), datasette.absolute_url(request, "/"))


@hookimpl
def register_routes() -> list[tuple[str, Any]]:
    """The addresses of what other sites may show."""
    return [
        (r"^/embed$", embed),
        (r"^/oembed$", oembed),
        (r"^/share-our-directory$", share),
    ]
