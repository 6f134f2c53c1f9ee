"""What each page says: from an answer, an entry or the directory to what its template is given.

One function for each page, and the same functions again in static/pages/views.js for pages that are
drawn with no server too. `own_link` is a page's own address, for links that change a list and stay.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any
from urllib.parse import parse_qsl, urlencode, urlsplit

from ourpatch.searching import (
    Answer,
    Directory,
    Freshness,
    Picture,
    Question,
    Shortlist,
    Word,
    points_in_words,
    read_question,
)
from ourpatch.searching.shortlist import LONGEST_NOTE
from ourpatch.sharing.forms import FORMS, PAPER, forms_for
from ourpatch.sharing.heading import Publisher, asked_in_words
from ourpatch.sharing.links import entry_link, find_link, list_link, up_to_date_link
from ourpatch.sharing.sending import sending, sending_entry, sending_list

#: The distances offered, in miles. An address may ask for any other.
MILES = (2, 5, 10, 20)

#: The forms of one entry, each with its label and use: an address book's, those on paper, and those
#: for programs and volunteers.
ENTRY_FORMS = (
    ("vcf", FORMS["vcf"].label, "puts it in the contacts on your phone"),
    *((form.ending, form.label, form.use) for form in PAPER.values() if form.ending in FORMS),
    ("yml", "Its file (YAML)", "as volunteers keep it"),
    ("json", "Data (JSON)", FORMS["json"].use),
)

#: A wider question as `ways_out` gives it: what it leaves out, the question, and its total.
WayOut = tuple[str, Question, int]

Pairs = Iterable[tuple[str, str]]


def home_view(known: Directory) -> dict[str, Any]:
    """The quilt of what this patch has."""
    words = [word for word in known.words["help"].values() if word.entries]
    groups = [
        {**group, "terms": [_with_link(word) for word in words if word.group == id]}
        for id, group in known.groups.items()
    ]
    return {
        "groups": [group for group in groups if group["terms"]],
        "people": [_with_link(word) for word in known.words["people"].values() if word.entries],
        "total": known.build["entries"],
    }


def _with_link(word: Word) -> dict[str, Any]:
    link = find_link(Question(chosen={word.facet: (word.id,)}))
    return {"id": word.id, "label": word.label, "count": word.entries, "link": link}


def find_view(
    known: Directory,
    found: Answer,
    picture: Picture | None,
    ways: Sequence[WayOut],
    publisher: Publisher,
) -> dict[str, Any]:
    """One page of an answer. `ways` are the ways out when there is nothing in it."""
    asked = found.question
    link = find_link(asked)
    return {
        "answer": found,
        "own_link": link,
        "send": sending(asked_in_words(found, known), link, publisher),
        "selected": _selected(known, asked),
        "links": _links(found),
        "miles": MILES,
        "picture": picture,
        "places": [_with_place(asked, place.label) for place in found.meaning.places],
        "drops": [{"label": out, "link": find_link(q), "total": total} for out, q, total in ways],
    }


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


def entry_view(entry: dict[str, Any], back: str, publisher: Publisher) -> dict[str, Any]:
    """One entry, on a page that stands on its own. `back` is what `way_back` gives."""
    link = entry_link(entry["id"])
    return {
        "entry": {**entry, "suggest_link": f"{link}/suggest"},
        "back": back,
        # The way back stays in the address when somebody puts this entry on a list.
        "own_link": f"{link}?{urlencode({'back': back})}" if back else link,
        "send": sending_entry(entry, publisher),
        "links": {"downloads": [*_entry_forms(entry["id"])]},
    }


def _entry_forms(id: str) -> Iterator[dict[str, str]]:
    for ending, label, use in ENTRY_FORMS:
        yield {"label": label, "use": use, "link": entry_link(id, ending)}


def way_back(known: Directory, given: Pairs, came_from: str, host: str) -> str:
    """The question whose results somebody came from, as an address; empty for none.

    It is in the address of the entry's page (`given`) or, on arrival, in what the browser says of
    the page before (`came_from`). `host` is where this page is.
    """
    if back := next((value for name, value in given if name == "back"), ""):
        query = back.partition("?")[2]
    else:
        try:
            before = urlsplit(came_from)
        except ValueError:
            return ""
        query = before.query if before.netloc == host and before.path == "/find" else ""
    return find_link(read_question(parse_qsl(query), known.words)) if query else ""


def shown_list(found: Answer) -> Shortlist:
    """A list as it is shown: who is not here stands last, so that others move past each other."""
    given = found.shortlist or Shortlist()
    return replace(given, ids=(*(result.id for result in found.results), *found.missing))


def list_view(
    found: Answer, instead: Mapping[str, Sequence[Any]], publisher: Publisher
) -> dict[str, Any]:
    """A list that somebody chose. `instead` says where to turn for each of it that has closed."""
    return {
        "answer": found,
        "own_link": list_link(Shortlist()),
        "chosen": True,
        "instead": instead,
        "searches": {id: find_link(Question(q=id.replace("-", " "))) for id in found.missing},
        "send": sending_list(found, publisher),
        "links": {"downloads": [*_list_forms(shown_list(found), found.total)]},
        "longest_note": LONGEST_NOTE,
    }


def _list_forms(kept: Shortlist, total: int) -> Iterator[dict[str, str]]:
    for form in forms_for(total):
        yield {"label": form.label, "use": form.use, "link": list_link(kept, form.ending)}


def about_view() -> dict[str, Any]:
    """What this is, who keeps it, and how the order of results comes about."""
    return {"points": points_in_words()}


def take_it_with_you_view(editions: Sequence[Any]) -> dict[str, Any]:
    """How to have all of it with no signal. `editions` are files, each with its size if made."""
    return {"editions": editions}


def up_to_date_view(found: Freshness) -> dict[str, Any]:
    """Whom to ask again, and the ways on: every way to be due, every checker, the pages beside."""
    due, by, page = found.due, found.by, found.page
    return {
        "found": found,
        "links": {
            "due": [(name, count, up_to_date_link(name)) for name, count in found.counts.items()],
            "all": up_to_date_link(due),
            "by": [(name, count, up_to_date_link(due, name)) for name, count in found.checkers],
            "previous": up_to_date_link(due, by, page - 1) if page > 1 else None,
            "next": up_to_date_link(due, by, page + 1) if page < found.pages else None,
        },
    }
