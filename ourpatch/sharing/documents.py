"""An answer or an entry as JSON, for other programs."""

import json
from collections.abc import Iterator
from dataclasses import asdict
from typing import Any

from ourpatch.searching import Answer, Directory, Question, Result, Shortlist
from ourpatch.sharing.heading import Publisher, heading
from ourpatch.sharing.json_pieces import pieces
from ourpatch.sharing.links import entry_link


def as_json(answer: Answer, known: Directory, publisher: Publisher) -> Iterator[bytes]:
    """The answer as JSON, in the shape that docs/design.md promises."""
    return pieces(
        {
            **(_asked(answer) if answer.shortlist is None else _chosen(answer, answer.shortlist)),
            "total": answer.total,
            "page": answer.page,
            "pages": answer.pages,
            "results": (result_facts(result, publisher) for result in answer.results),
            "facets": {facet.id: [asdict(term) for term in facet.terms] for facet in answer.facets},
            "data": data(answer, known, publisher),
        }
    )


def _asked(answer: Answer) -> dict[str, Any]:
    return {"question": _question(answer.question), "understood": _understood(answer)}


def _chosen(answer: Answer, shortlist: Shortlist) -> dict[str, Any]:
    missing = list(answer.missing)
    return {"list": {"ids": list(shortlist.ids), "note": shortlist.note, "missing": missing}}


def _question(question: Question) -> dict[str, Any]:
    chosen = {facet: list(terms) for facet, terms in question.chosen.items()}
    asked = {"q": question.q, "near": question.near, "within": question.within}
    return {**asked, **chosen, "sort": question.sort}


def _understood(answer: Answer) -> dict[str, Any]:
    meaning = answer.meaning
    return {
        "words": [" ".join(wanted.words) for wanted in meaning.wanted],
        "place": asdict(meaning.place) if meaning.place else None,
        "places": [asdict(place) for place in meaning.places],
        "unknown_place": meaning.unknown,
        "corrections": [{"from": wrong, "to": right} for wrong, right in meaning.corrections],
        "widened": answer.widened,
    }


def result_facts(result: Result, publisher: Publisher) -> dict[str, Any]:
    """One result for programs: what was promised first, then every other fact."""
    first = {
        "id": result.id,
        "name": result.name,
        "summary": result.summary,
        "miles": result.miles,
        "distance": result.distance,
        "checked_on": result.checked_on,
        "stale": result.stale,
        "why": list(result.why),
        "link": publisher.link(entry_link(result.id)),
    }
    return first | {name: value for name, value in result.facts.items() if name not in first}


def data(answer: Answer, known: Directory, publisher: Publisher) -> dict[str, str]:
    """What was asked, from when the data is, what may be done with it, and the way back."""
    about = heading(answer, known, publisher)
    build = {name: known.build[name] for name in ("built_on", "licence", "licence_link")}
    return {**build, "asked": about.asked, "link": about.link, "publisher": about.publisher}


def entry_as_json(entry: dict[str, Any]) -> bytes:
    """One entry as JSON, nested as in its file."""
    return json.dumps(entry, ensure_ascii=False, indent=1).encode()
