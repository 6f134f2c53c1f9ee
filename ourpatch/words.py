"""The vocabularies: which words a field may hold, what people call them, and near misses."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from typing import Any

import yaml
from rapidfuzz import process
from rapidfuzz.distance import OSA

from ourpatch.house import VOCABULARY
from ourpatch.text import fold

#: The filters of the site, in the order people meet them. Each has its file in `vocabulary/`.
FACETS = (
    "help",
    "people",
    "where",
    "led_by",
    "kind",
    "pay_with",
    "access",
    "languages",
    "checks",
)


@dataclass(frozen=True, slots=True)
class Term:
    """One word of a vocabulary: `id` in files and addresses, `label` on pages."""

    facet: str
    id: str
    label: str
    synonyms: tuple[str, ...] = ()
    cy: str = ""
    codes: tuple[str, ...] = ()
    group: str = ""
    secret_place: bool = False


@dataclass(frozen=True, slots=True)
class Group:
    """A family of terms (kinds of help), with the colour of its patches."""

    id: str
    label: str
    colour: str


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """One file of `vocabulary/`: a filter's heading and its terms, in reading order."""

    facet: str
    label: str
    terms: tuple[Term, ...]
    groups: tuple[Group, ...] = ()

    def find(self, written: str) -> Term | None:
        """The term somebody means by its id, label or synonym, however they space or capitalise."""
        names = _names(self.facet)
        return names.get(written) or names.get(fold(written))

    def nearest(self, written: str) -> Term | None:
        """The term whose name is most like a word we do not know, or None when nothing is close."""
        names = _names(self.facet)
        close = nearest(fold(written), names)
        return names[close] if close else None


@cache
def vocabulary(facet: str) -> Vocabulary:
    """One vocabulary by its file's name. Raises FileNotFoundError for a facet that has none."""
    raw = yaml.load((VOCABULARY / f"{facet}.yml").read_bytes(), Loader=yaml.CBaseLoader)
    return Vocabulary(
        facet=raw["facet"],
        label=raw["label"],
        terms=tuple(_term(facet, term) for term in raw["terms"]),
        groups=tuple(Group(**group) for group in raw.get("groups", ())),
    )


def _term(facet: str, raw: dict[str, Any]) -> Term:
    lists = {key: tuple(raw.get(key, ())) for key in ("synonyms", "codes")}
    return Term(**(raw | lists | {"facet": facet, "secret_place": "secret_place" in raw}))


@cache
def _names(facet: str) -> dict[str, Term]:
    """Every folded name of a term. Ids and labels win over synonyms."""
    terms = vocabulary(facet).terms
    names = {fold(synonym): term for term in terms for synonym in term.synonyms}
    names |= {fold(term.label): term for term in terms}
    return names | {fold(term.id): term for term in terms}


def nearest(written: str, known: Iterable[str]) -> str | None:
    """The known word most like the written one, or None when none is close.

    Close is one slip for every three letters, where a slip is a letter missed, added, changed or
    swapped with its neighbour.
    """
    slips = max(1, len(written) // 3)
    match = process.extractOne(written, list(known), scorer=OSA.distance, score_cutoff=slips)
    return match[0] if match else None


def slug(text: str) -> str:
    """A file name and id from a name: “Sew Sociable & Co.” gives “sew-sociable-and-co”."""
    folded = fold(text.replace("&", " and ").replace("'", "").replace("’", ""))
    return re.sub(r"[^a-z0-9]+", "-", folded).strip("-")[:80].rstrip("-")
