"""`/suggest` and `/entry/<id>/suggest`: a form that makes an entry file, and keeps nothing.

What is sent is drawn again, with what to change or with a preview, and forgotten. Nobody is logged
in and nothing is stored, so there is nothing that another site could forge; Datasette's own check,
which needs a cookie, is left out for these two addresses alone. But another site could make this
one hand out a file of that site's words, so a form that comes from elsewhere is refused.
"""

import os
import sys
from datetime import date
from pathlib import Path
from typing import Any

from datasette import Forbidden, NotFound, Request, Response, hookimpl
from datasette.app import Datasette

from ourpatch.adding.already import Twin, known_by, twins
from ourpatch.adding.answers import TELLERS, Suggestion, answers_of, read_form, suggestion
from ourpatch.adding.forge import Forge, forge_of
from ourpatch.adding.preview import as_said, as_shown
from ourpatch.adding.questions import steps
from ourpatch.adding.sending import ways_to_send
from ourpatch.house import ENTRIES
from ourpatch.keeping.refusing import Refusals, refusals
from ourpatch.searching import directory, full_entry, record_of, resembling
from ourpatch.sharing.links import entry_link
from ourpatch.sharing.pages import draw

#: Bytes of a form: a full entry in Welsh, each letter of it escaped, is half of this.
LARGEST = 256 * 1024


GO_BACK = "Go back in your browser, and make it shorter."


async def suggest(datasette: Datasette, request: Request) -> Response:
    """The form; or what was sent, with what to change, with its preview, or as a file."""
    typed: dict[str, list[str]] | None = None
    if request.method == "POST":
        if request.headers.get("sec-fetch-site") == "cross-site":
            raise Forbidden("This form was sent from another site.")
        body = await _body(request)
        if body is None:
            return Response.text(f"This is too long for an entry. {GO_BACK}", status=413)
        try:
            typed = read_form(body)
        except ValueError:
            return Response.text(f"This is longer than an entry can be. {GO_BACK}", status=400)

    def work(connection: Any) -> Response:
        return _answer(datasette, request, connection, typed)

    return await datasette.get_database("directory").execute_fn(work)


async def _body(request: Request) -> bytes | None:
    """What was sent; None when it is more than an entry can be."""
    parts, size, more = [], 0, True
    while more:
        message = await request.receive()
        parts.append(message.get("body", b""))
        size += len(parts[-1])
        more = message.get("more_body", False)
        if size > LARGEST:
            return None
    return b"".join(parts)


def _answer(
    datasette: Datasette, request: Request, connection: Any, typed: dict[str, list[str]] | None
) -> Response:
    site = datasette.jinja_env.globals["site"]
    id = request.url_vars.get("id", "")
    shown = full_entry(connection, id) if id else {}
    if shown is None:
        raise NotFound("There is no such entry")
    base = as_said(shown)
    known = directory(connection)
    answers = answers_of(base) if typed is None else typed
    refused = _refused(datasette)
    made = None if typed is None else suggestion(typed, date.today(), id, base, refused)
    at = f"{entry_link(id)}/suggest" if id else "/suggest"
    about: dict[str, Any] = {"request": request, "at": at, "answers": answers, "made": made}
    wish = answers.get("do", [""])[0]
    if made is None or made.problems or wish == "change":
        about |= {
            "steps": [step for step in steps() if id or not step.changes_only],
            "tellers": TELLERS,
            "is_change": bool(id),
            "entry_name": base.get("name"),
            "asked_to_change": wish == "change",
        }
        return Response.html(draw("suggest.html", known, site, **about))
    if wish == "download":
        headers = {"content-disposition": f'attachment; filename="{made.file_name}"'}
        return Response(made.text, content_type="application/yaml; charset=utf-8", headers=headers)
    about |= _ready(datasette, made, id)
    about["entry"]["instead"] = shown.get("instead", [])
    about["twins"] = [] if id else _twins(connection, made)
    return Response.html(draw("suggest_ready.html", known, site, **about))


def _ready(datasette: Datasette, made: Suggestion, id: str) -> dict[str, Any]:
    """What the page of a good suggestion says besides."""
    email = str((datasette.plugin_config("our-patch") or {}).get("email", ""))
    return {
        "entry": as_shown(made.entry, date.today()),
        "ways": ways_to_send(made, _forge(datasette), email, bool(id)),
        "is_change": bool(id),
        "preview": True,
    }


def _twins(connection: Any, made: Suggestion) -> list[Twin]:
    """The entries that the new one may be."""
    values = made.entry.values
    near = resembling(connection, values["name"], known_by(values))
    if same := record_of(connection, made.id):
        near[made.id] = same
    return twins(made.id, values, near)


def _refused(datasette: Datasette) -> Refusals:
    """Those who asked not to be listed, from beside the entries: `serve` says where those are."""
    path = Path(str(datasette.get_database("directory").path))
    return refusals(Path(os.environ.get(ENTRIES, path.parent / "entries")))


def _forge(datasette: Datasette) -> Forge | None:
    return forge_of((datasette.plugin_config("our-patch") or {}).get("forge"))


@hookimpl
def startup(datasette: Datasette) -> None:
    """Say at once what is wrong with the forge in metadata.yml, and not to a visitor."""
    try:
        _forge(datasette)
    except ValueError as error:
        sys.exit(str(error))


@hookimpl
def skip_csrf(datasette: Datasette, scope: Any) -> bool:
    """True for the form: see the head of this file."""
    path: str = scope["path"]
    return path == "/suggest" or (path.startswith("/entry/") and path.endswith("/suggest"))


@hookimpl
def register_routes() -> list[tuple[str, Any]]:
    """The addresses of the form."""
    return [(r"^/suggest$", suggest), (r"^/entry/(?P<id>[^/.]+)/suggest$", suggest)]
