"""A whole answer, a list or an entry in a form to take away: `/find.csv`, `/list.vcf` and so on."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from tempfile import SpooledTemporaryFile
from typing import IO, Any
from urllib.parse import parse_qsl

from datasette import NotFound, Request, Response, hookimpl
from datasette.app import Datasette
from datasette.views.base import DatasetteError

from ourpatch.searching import (
    Answer,
    Directory,
    Shortlist,
    answer,
    answer_list,
    directory,
    read_question,
    read_shortlist,
    record_of,
)
from ourpatch.sharing.forms import FORMS, Form
from ourpatch.sharing.heading import Publisher, publisher_of
from ourpatch.writing import to_yaml

#: Whole answers made at once. Datasette has three threads; the others go on answering questions.
AT_ONCE = asyncio.Semaphore(2)

#: A larger download waits on the disk while it is sent, not in memory. A piece is read at a time.
IN_MEMORY = 4_000_000
PIECE = 1 << 16

Ask = Callable[[Any, Directory], Answer]


@dataclass(frozen=True, slots=True)
class Sent:
    """A file as it is sent, a piece at a time. (Datasette's own streams are of text.)"""

    file: IO[bytes]
    headers: dict[str, str]

    async def asgi_send(self, send: Any) -> None:
        """Send it, and let go of it."""
        headers = [(name.encode(), value.encode()) for name, value in self.headers.items()]
        await send({"type": "http.response.start", "status": 200, "headers": headers})
        with self.file:
            self.file.seek(0)
            while piece := self.file.read(PIECE):
                await send({"type": "http.response.body", "body": piece, "more_body": True})
        await send({"type": "http.response.body", "body": b""})


async def find_in_a_form(datasette: Datasette, request: Request) -> Sent:
    """The whole answer to a question, or with `page` one page of it."""

    def ask(connection: Any, known: Directory) -> Answer:
        asked = read_question(parse_qsl(request.query_string), known.words)
        return answer(connection, asked, whole="page" not in request.args, in_full=True)

    return await _sent(datasette, request, ask, "our-patch")


async def list_in_a_form(datasette: Datasette, request: Request) -> Sent:
    """A list that somebody chose."""
    chosen = read_shortlist(parse_qsl(request.query_string))

    def ask(connection: Any, known: Directory) -> Answer:
        return answer_list(connection, chosen, in_full=True)

    return await _sent(datasette, request, ask, "our-patch-list")


async def entry_in_a_form(datasette: Datasette, request: Request) -> Sent:
    """One entry for an address book, or for paper."""
    id = request.url_vars["id"]

    def ask(connection: Any, known: Directory) -> Answer:
        found = answer_list(connection, Shortlist((id,)), in_full=True)
        if not found.total:
            raise NotFound("There is no such entry")
        return found

    return await _sent(datasette, request, ask, id)


async def entry_as_file(datasette: Datasette, request: Request) -> Response:
    """One entry as the file that a volunteer would keep."""

    def work(connection: Any) -> str:
        record = record_of(connection, request.url_vars["id"])
        if record is None:
            raise NotFound("There is no such entry")
        return to_yaml(record)

    body = await datasette.get_database("directory").execute_fn(work)
    name = f"{request.url_vars['id']}.yml"
    headers = {"content-disposition": f'inline; filename="{name}"'}
    return Response(body, content_type="text/yaml; charset=utf-8", headers=headers)


async def _sent(datasette: Datasette, request: Request, ask: Ask, name: str) -> Sent:
    """An answer in the form that the address ends with."""
    form = FORMS.get(request.url_vars["form"])
    if form is None:
        raise NotFound("There is no such form of an answer")
    address = datasette.absolute_url(request, "/")
    publisher = publisher_of(datasette.jinja_env.globals["site"], address)
    async with AT_ONCE:
        file = await datasette.get_database("directory").execute_fn(
            lambda connection: _made(connection, form, ask, publisher)
        )
    headers = {
        "content-type": form.media_type,
        "content-disposition": f'inline; filename="{name}.{form.ending}"',
        "content-length": str(file.tell()),
    }
    return Sent(file, headers)


def _made(connection: Any, form: Form, ask: Ask, publisher: Publisher) -> IO[bytes]:
    """A file with the answer in a form, at its end."""
    known = directory(connection)
    file = SpooledTemporaryFile(IN_MEMORY)  # noqa: SIM115 (Sent closes it)
    found = ask(connection, known)
    if found.total > form.most:
        say = f"{found.total:,} are too many for this form. Ask for {form.most:,} or fewer."
        raise DatasetteError(say, title="Too many at once", status=400)
    for piece in form.render(found, known, publisher):
        file.write(piece)
    return file


@hookimpl
def register_routes() -> list[tuple[str, Any]]:
    """The addresses of what can be taken away."""
    return [
        (r"^/find\.(?P<form>[a-z.]+)$", find_in_a_form),
        (r"^/list\.(?P<form>[a-z.]+)$", list_in_a_form),
        (r"^/entry/(?P<id>[^/.]+)\.(?P<form>vcf|pdf|large\.pdf)$", entry_in_a_form),
        (r"^/entry/(?P<id>[^/.]+)\.yml$", entry_as_file),
    ]
