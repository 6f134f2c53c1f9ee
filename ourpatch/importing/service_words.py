"""The words of other people's taxonomies, as far as they are ours too."""

import re
from collections import defaultdict
from functools import cache
from typing import Any

from ourpatch.fields import by_name
from ourpatch.importing.drafts import Draft
from ourpatch.importing.told_in_json import text_at, texts_at, things_at
from ourpatch.words import FACETS, Term, vocabulary

#: Where a facet's words go in an entry, where that is not the facet's own name.
_FIELDS = {"led_by": "led_by.who"}

#: A service's page in the Local Government Association's list.
_ESD = re.compile(r"id\.esd\.org\.uk/service/(\d+)|esdServiceType:(\d+)")

#: Facets in which a word with no hint of its facet is looked for, the likeliest first. Who runs it
#: and which papers were seen are never guessed.
_LIKELY = ("help", "people", "access", "pay_with", "languages", "where")

#: Whoever saw those papers is not told in a feed, so they are no facts of ours.
_NEVER = ("checks",)

_ATTRIBUTES = ("attributes", "service_taxonomys", "organization.attributes")
_OTHERS = {
    "languages": ("languages.name", "languages.language"),
    "access": (
        "service_at_locations.location.accessibility.description",
        "service_at_locations.location.accessibility_for_disabilities.accessibility",
    ),
}


def put_words(draft: Draft, service: dict[str, Any]) -> None:
    """Put every word that we know into a draft, and note those that we do not."""
    found: dict[str, list[str]] = defaultdict(list)
    for path in _ATTRIBUTES:
        for attribute in things_at(service, path):
            if _facet(attribute) in _NEVER:
                continue
            if term := _term(attribute):
                found[term.facet].append(term.id)
            elif name := _name(attribute):
                draft.notes.append(f"help: “{name[:80]}” is no word of ours, so it was left out.")
    for facet, paths in _OTHERS.items():
        terms = (vocabulary(facet).find(text) for text in texts_at(service, *paths))
        found[facet] += [term.id for term in terms if term]
    for way in ";".join(texts_at(service, "schedules.attending_type")).split(";"):
        if term := vocabulary("where").find(way.strip()):
            found["where"].append(term.id)
    for facet, ids in found.items():
        row = by_name()[_FIELDS.get(facet, facet)]
        each = list(dict.fromkeys(ids))
        draft.put(row.name, each[0] if row.kind == "term" else each[: row.longest or None])


def _name(attribute: dict[str, Any]) -> str:
    return text_at(attribute, "taxonomy_term.name", "taxonomy.name", "value")


def _facet(attribute: dict[str, Any]) -> str:
    """The facet of ours that an attribute says it is of; empty for one that is not ours."""
    said = texts_at(attribute, "link_type", "taxonomy_term.taxonomy")
    labels = {vocabulary(facet).label: facet for facet in FACETS}
    return next((each for each in (labels.get(s, s) for s in said) if each in FACETS), "")


def _term(attribute: dict[str, Any]) -> Term | None:
    """Our term for an attribute: by its code in a public list, or by its name."""
    codes = texts_at(attribute, "taxonomy_term.term_uri", "taxonomy_term.code", "taxonomy.id")
    for code in _ESD.finditer(" ".join(codes)):
        if term := _by_code().get(code[1] or code[2]):
            return term
    facet, name = _facet(attribute), _name(attribute)
    found = (vocabulary(each).find(name) for each in ((facet,) if facet else _LIKELY))
    return next(filter(None, found), None) if name else None


@cache
def _by_code() -> dict[str, Term]:
    """The terms that have a code in the list of services."""
    terms = (term for facet in FACETS for term in vocabulary(facet).terms)
    return {code.partition(":")[2]: term for term in terms for code in term.codes}
