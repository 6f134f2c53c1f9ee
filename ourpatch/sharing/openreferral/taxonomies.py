"""Our vocabularies as taxonomies: one for each filter, and a term for each word and each family."""

import json
import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from ourpatch.searching import Directory
from ourpatch.searching.sets import rows_of
from ourpatch.sharing.openreferral.ids import shared, told

#: Where codes of other lists lead. The Local Government Association keeps the list of services.
CODES = {"esdServiceType": "http://id.esd.org.uk/service/"}

_CODES = "SELECT facet, id, codes FROM term WHERE codes != '[]'"


@dataclass(frozen=True, slots=True)
class Taxonomies:
    """All of them. `terms` are by facet and term id; `meant` says what may be asked for by id.

    What is `meant` by the id or code of a term is that term, by the id of a family all its terms,
    and by the id of a taxonomy all of its terms: (facet, term id) pairs.
    """

    lists: dict[str, dict[str, Any]]
    terms: dict[tuple[str, str], dict[str, Any]]
    families: dict[tuple[str, str], dict[str, Any]]
    meant: dict[str, list[tuple[str, str]]]

    @property
    def every_term(self) -> list[dict[str, Any]]:
        """Each family and then each term, in the order of the vocabularies."""
        return [*self.families.values(), *self.terms.values()]

    def whole(self, facet: str) -> dict[str, Any]:
        """One taxonomy with its terms."""
        inside = [
            term for term in self.every_term if term["taxonomy_id"] == self.lists[facet]["id"]
        ]
        return {**self.lists[facet], "taxonomy_terms": inside}


def taxonomies(connection: sqlite3.Connection, known: Directory) -> Taxonomies:
    """What the vocabularies of this database become. Worked out once."""
    return known.keep("open referral taxonomies", lambda: _read(connection, known))


def _read(connection: sqlite3.Connection, known: Directory) -> Taxonomies:
    rows = rows_of(connection.execute(_CODES))
    codes = {(row["facet"], row["id"]): json.loads(row["codes"]) for row in rows}
    lists = {facet: _taxonomy(facet, label) for facet, label in known.facets.items()}
    families = dict(_families(known, lists))
    terms = {
        (facet, word.id): _term(known, lists[facet], word, codes.get((facet, word.id), []))
        for facet, words in known.words.items()
        for word in words.values()
    }
    meant: dict[str, list[tuple[str, str]]] = {}
    for pair, term in terms.items():
        for name in filter(None, (term["id"], term["taxonomy_id"], term.get("parent_id"))):
            meant.setdefault(name, []).append(pair)
        for code in codes.get(pair, []):
            meant.setdefault(code, []).append(pair)
    return Taxonomies(lists, terms, families, meant)


def _taxonomy(facet: str, label: str) -> dict[str, Any]:
    return {
        "id": shared("taxonomy", facet),
        "name": label,
        "description": f"The words that Our Patch uses for “{label}”.",
    }


def _families(
    known: Directory, lists: dict[str, dict[str, Any]]
) -> Iterator[tuple[tuple[str, str], dict[str, Any]]]:
    """Families of terms, such as the kinds of help at home."""
    facets = {word.group: facet for facet, words in known.words.items() for word in words.values()}
    for id, group in known.groups.items():
        if id in facets:
            facet = facets[id]
            family = _in_list(lists[facet], shared("family", facet, id), group["label"], id)
            yield (facet, id), family


def _term(
    known: Directory, taxonomy: dict[str, Any], word: Any, codes: list[str]
) -> dict[str, Any]:
    """One term. Its address is that of the same thing in a public list, where we know it."""
    found = _in_list(taxonomy, shared("term", word.facet, word.id), word.label, word.id)
    addresses = (CODES.get(kind, "") + code for kind, _, code in (c.partition(":") for c in codes))
    family = shared("family", word.facet, word.group) if word.group else None
    more = {"parent_id": family, "term_uri": next(addresses, None)}
    return found | told(more)


def _in_list(taxonomy: dict[str, Any], id: str, label: str, code: str) -> dict[str, Any]:
    return {
        "id": id,
        "code": code,
        "name": label,
        "description": f"{taxonomy['name']}: {label}",
        "taxonomy": taxonomy["name"],
        "taxonomy_id": taxonomy["id"],
    }
