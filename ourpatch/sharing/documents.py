"""An answer or an entry as JSON, for other programs."""

import json
from dataclasses import asdict
from typing import Any

from ourpatch.searching import Answer, Directory, Question, Result


def as_json(answer: Answer, known: Directory) -> bytes:
    """The answer as JSON, in the shape that docs/design.md promises."""
    document = {
        "question": _question(answer.question),
        "understood": _understood(answer),
        "total": answer.total,
        "page": answer.page,
        "pages": answer.pages,
        "results": [_result(result) for result in answer.results],
        "facets": {facet.id: [asdict(term) for term in facet.terms] for facet in answer.facets},
        "data": {name: known.build[name] for name in ("built_on", "licence", "licence_link")},
    }
    return _to_bytes(document)


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


def _result(result: Result) -> dict[str, Any]:
    first = {
        "id": result.id,
        "name": result.name,
        "summary": result.summary,
        "miles": result.miles,
        "distance": result.distance,
        "checked_on": result.checked_on,
        "stale": result.stale,
        "why": list(result.why),
    }
    return first | {name: value for name, value in result.facts.items() if name not in first}


def entry_as_json(entry: dict[str, Any]) -> bytes:
    """One entry as JSON, nested as in its file."""
    return _to_bytes(entry)


def _to_bytes(document: dict[str, Any]) -> bytes:
    return json.dumps(document, ensure_ascii=False, indent=1).encode()
