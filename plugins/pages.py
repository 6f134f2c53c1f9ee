"""The pages people use: home, find, one entry, about. Each is a question, an answer and a template."""

from typing import Any
from urllib.parse import parse_qsl

from datasette import NotFound, Request, Response, hookimpl
from datasette.app import Datasette

from ourpatch.searching import Answer, Question, answer, directory, full_entry, read_question
from ourpatch.sharing.links import entry_link, find_link
from ourpatch.sharing.forms import FORMS


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


def _with_link(word: Any) -> dict[str, Any]:
    link = find_link(Question(chosen={word.facet: (word.id,)}))
    return {"id": word.id, "label": word.label, "count": word.entries, "link": link}


async def find(datasette: Datasette, request: Request) -> Response:
    """The answer to a question, page by page."""
    found = await ask(datasette, request)
    known = await _read(datasette, directory)
    asked = found.question
    chosen = [(facet, term) for facet, terms in asked.chosen.items() for term in terms]
    selected = [
        {
            "label": f"{known.facets[facet]}: {known.label(facet, term)}",
            "remove_link": find_link(asked.without(facet, term)),
        }
        for facet, term in chosen
    ]
    links = {
        "clear": find_link(Question(q=asked.q, near=asked.near)),
        "previous": find_link(asked.on_page(found.page - 1)) if found.page > 1 else None,
        "next": find_link(asked.on_page(found.page + 1)) if found.page < found.pages else None,
        "downloads": [
            {"label": form.label, "link": find_link(asked, form.ending)} for form in FORMS.values()
        ],
    }
    drops = await _drops(datasette, asked) if not found.total else []
    context = {"answer": found, "selected": selected, "links": links, "drops": drops, "hidden": []}
    return await _page(datasette, request, "find.html", context)


async def _drops(datasette: Datasette, asked: Question) -> list[dict[str, Any]]:
    """When nothing is found: the filters that could be dropped, and what each would give."""
    known = await _read(datasette, directory)
    drops = []
    for facet in asked.chosen:
        wider = asked.without(facet)
        total = (await _read(datasette, lambda connection, q=wider: answer(connection, q))).total
        if total:
            drops.append({"label": known.facets[facet], "link": find_link(wider), "total": total})
    return drops


async def find_in_a_form(datasette: Datasette, request: Request) -> Response:
    """The whole answer, or with `page` one page of it, in a form to take away."""
    form = FORMS.get(request.url_vars["form"])
    if form is None:
        raise NotFound("There is no such form of an answer")
    found = await ask(datasette, request, whole="page" not in request.args)
    known = await _read(datasette, directory)
    headers = {"content-disposition": f'inline; filename="our-patch.{form.ending}"'}
    return Response(form.render(found, known), content_type=form.media_type, headers=headers)


async def entry(datasette: Datasette, request: Request) -> Response:
    """One entry, on a page that stands on its own."""
    id = request.url_vars["id"]
    found = await _read(datasette, lambda connection: full_entry(connection, id))
    if found is None:
        raise NotFound("There is no such entry")
    back = request.headers.get("referer", "")
    return await _page(datasette, request, "entry.html", {"entry": found, "back": "/find"})


async def about(datasette: Datasette, request: Request) -> Response:
    """What this is, who keeps it, and how the order of results comes about."""
    return await _page(datasette, request, "about.html", {"order_rules": ORDER_RULES})


ORDER_RULES = (
    "The entries whose words match yours best come first. A word in the name counts most, then in "
    "the kind of help, then in the summary, then in the rest.",
    "When words make no difference, the ones we checked most lately come first.",
    "Entries that nobody has checked for a year come after the others, then those having a break, "
    "and closed ones last.",
    "Nothing else counts. Nobody can pay to be higher, and everybody sees the same order.",
)


async def ask(datasette: Datasette, request: Request, whole: bool = False) -> Answer:
    """Answer the question that a request's address asks."""

    def work(connection: Any) -> Answer:
        parameters = parse_qsl(request.query_string, keep_blank_values=False)
        question = read_question(parameters, directory(connection).words)
        return answer(connection, question, whole)

    return await _read(datasette, work)


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
        (r"^/find$", find),
        (r"^/find\.(?P<form>[a-z]+)$", find_in_a_form),
        (r"^/entry/(?P<id>[^/]+)$", entry),
        (r"^/about$", about),
    ]
