"""For search engines and browsers: `/robots.txt`, `/sitemap.xml`, `/opensearch.xml`."""

import sqlite3

from datasette import NotFound, Request, Response, hookimpl
from datasette.app import Datasette

from ourpatch.searching import directory, everybody
from ourpatch.sharing import crawling
from ourpatch.sharing.heading import Publisher, publisher_of

XML = "application/xml; charset=utf-8"


def _publisher(datasette: Datasette, request: Request) -> Publisher:
    site = datasette.jinja_env.globals["site"]
    return publisher_of(site, datasette.absolute_url(request, "/"))


async def robots(datasette: Datasette, request: Request) -> Response:
    """Who may read what: everybody, all but what has no end."""
    return Response.text(crawling.robots(_publisher(datasette, request)))


async def sitemap(datasette: Datasette, request: Request) -> Response:
    """Every page worth finding, or the list of such lists when there are too many for one."""
    publisher = _publisher(datasette, request)

    def work(connection: sqlite3.Connection) -> str:
        maps = crawling.maps_for(directory(connection).build["entries"])
        if maps == 1:
            return _one_map(connection, 1, publisher)
        return crawling.index_of_maps(maps, publisher)

    found = await datasette.get_database("directory").execute_fn(work)
    return Response(found, content_type=XML)


async def one_sitemap(datasette: Datasette, request: Request) -> Response:
    """One of several sitemaps."""
    publisher = _publisher(datasette, request)
    number = int(request.url_vars["number"])

    def work(connection: sqlite3.Connection) -> str:
        if number > crawling.maps_for(directory(connection).build["entries"]):
            raise NotFound("There is no such sitemap")
        return _one_map(connection, number, publisher)

    found = await datasette.get_database("directory").execute_fn(work)
    return Response(found, content_type=XML)


def _one_map(connection: sqlite3.Connection, number: int, publisher: Publisher) -> str:
    pages = crawling.PAGES if number == 1 else ()
    entries = everybody(connection, *crawling.span(number))
    return crawling.site_map(pages, entries, publisher)


async def open_search(datasette: Datasette, request: Request) -> Response:
    """How to search here from a browser's own bar."""
    site = datasette.jinja_env.globals["site"]
    found = crawling.open_search(_publisher(datasette, request), str(site.get("tagline", "")))
    return Response(found, content_type="application/opensearchdescription+xml; charset=utf-8")


@hookimpl
def register_routes() -> list[tuple[str, object]]:
    """The addresses of these files."""
    return [
        (r"^/robots\.txt$", robots),
        (r"^/sitemap\.xml$", sitemap),
        (r"^/sitemap-(?P<number>[1-9][0-9]{0,3})\.xml$", one_sitemap),
        (r"^/opensearch\.xml$", open_search),
    ]
