"""`/take-it-with-you`: how to have all of it with no signal, and the files to carry that there are.

Somebody may put the files in a folder beside the database at any time, so neither the page nor a
file is remembered.
"""

from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl

from datasette import NotFound, Request, Response, hookimpl
from datasette.app import Datasette
from datasette.utils.asgi import AsgiFileDownload

from ourpatch.editions.made import FOLDER, editions_in
from ourpatch.searching import directory, read_shortlist
from ourpatch.sharing.pages import draw
from ourpatch.sharing.views import take_it_with_you_view

_NOT_KEPT = {"cache-control": "no-store"}


async def take_it_with_you(datasette: Datasette, request: Request) -> Response:
    """What there is to carry, how large it is and from which day."""
    said = take_it_with_you_view([edition for edition, _ in editions_in(_folder(datasette))])
    kept = read_shortlist(parse_qsl(request.query_string))

    def work(connection: Any) -> str:
        site = datasette.jinja_env.globals["site"]
        return draw(
            "take-it-with-you.html", directory(connection), site, kept, request=request, **said
        )

    page = await datasette.get_database("directory").execute_fn(work)
    return Response.html(page, headers=dict(_NOT_KEPT))


async def one_edition(datasette: Datasette, request: Request) -> AsgiFileDownload:
    """One file. It is saved, not opened: as a page of this site it could do more than it should."""
    for edition, path in editions_in(_folder(datasette)):
        if edition.name == request.url_vars["file"] and edition.size:
            return AsgiFileDownload(path, edition.name, headers=dict(_NOT_KEPT))
    raise NotFound("There is no such file to carry")


def _folder(datasette: Datasette) -> Path:
    return Path(datasette.get_database("directory").path).resolve().parent / FOLDER


@hookimpl
def register_routes() -> list[tuple[str, Any]]:
    """The addresses of the page and its files."""
    return [
        (r"^/take-it-with-you$", take_it_with_you),
        (r"^/take-it-with-you/(?P<file>[a-z.-]+)$", one_edition),
    ]
