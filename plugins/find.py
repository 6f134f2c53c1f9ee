"""`/find`: a question, and the answer to it page by page."""

from dataclasses import replace
from functools import partial
from typing import Any
from urllib.parse import parse_qsl

from datasette import Request, Response, hookimpl
from datasette.app import Datasette

from ourpatch.searching import (
    Answer,
    Directory,
    Question,
    answer,
    directory,
    picture,
    read_question,
    read_shortlist,
    ways_out,
)
from ourpatch.sharing.forms import forms_for
from ourpatch.sharing.heading import asked_in_words, publisher_of
from ourpatch.sharing.links import carrying, find_link
from ourpatch.sharing.pages import draw
from ourpatch.sharing.sending import sending

#: The distances offered, in miles. An address may ask for any other.
MILES = (2, 5, 10, 20)


async def find(datasette: Datasette, request: Request) -> Response:
    """The answer to a question, page by page."""
    site = datasette.jinja_env.globals["site"]
    publisher = publisher_of(site, datasette.absolute_url(request, "/"))
    given = parse_qsl(request.query_string)
    kept = read_shortlist(given)

    def work(connection: Any) -> str:
        known = directory(connection)
        asked = read_question(given, known.words)
        found = answer(connection, asked)
        return draw(
            "find.html",
            known,
            site,
            kept,
            request=request,
            answer=found,
            with_list=partial(carrying, find_link(found.question)),
            send=sending(asked_in_words(found, known), find_link(asked), publisher),
            selected=_selected(known, found.question),
            links=_links(found),
            miles=MILES,
            picture=picture(connection, found),
            places=[_with_place(found.question, p.label) for p in found.meaning.places],
            drops=[] if found.total else _drops(ways_out(connection, found.question)),
        )

    return Response.html(await datasette.get_database("directory").execute_fn(work))


def _selected(known: Directory, asked: Question) -> list[dict[str, str]]:
    """What is ticked, each with a link to the same question without it."""
    ticked = [
        {
            "label": f"{known.facets[facet]}: {known.label(facet, term)}",
            "remove_link": find_link(asked.without(facet, term)),
        }
        for facet, terms in asked.chosen.items()
        for term in terms
    ]
    if asked.within is not None:
        link = find_link(replace(asked, within=None, page=1))
        ticked.append({"label": f"Within {asked.within} miles", "remove_link": link})
    return ticked


def _links(found: Answer) -> dict[str, Any]:
    asked = found.question
    return {
        "clear": find_link(Question(q=asked.q, near=asked.near)),
        "previous": find_link(asked.on_page(found.page - 1)) if found.page > 1 else None,
        "next": find_link(asked.on_page(found.page + 1)) if found.page < found.pages else None,
        "downloads": [
            {"label": form.label, "use": form.use, "link": find_link(asked, form.ending)}
            for form in forms_for(found.total)
        ],
        "feed": find_link(asked, "atom"),
    }


def _with_place(asked: Question, label: str) -> dict[str, str]:
    return {"label": label, "link": find_link(replace(asked, near=label, page=1))}


def _drops(ways: list[tuple[str, Question, int]]) -> list[dict[str, Any]]:
    return [{"label": label, "link": find_link(q), "total": total} for label, q, total in ways]


@hookimpl
def register_routes() -> list[tuple[str, Any]]:
    """The address of the search."""
    return [(r"^/find$", find)]
