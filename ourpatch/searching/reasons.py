"""Why an entry is in an answer and where it stands, in words."""

from collections.abc import Iterable, Iterator
from typing import Any

from ourpatch.searching.matching import Matched
from ourpatch.searching.sets import Directory
from ourpatch.searching.whereabouts import Nearness, Place


def reasons(
    known: Directory,
    place: Place | None,
    matched: Iterable[Matched],
    near: Nearness | None,
    number: int,
    facts: dict[str, Any],
) -> Iterator[str]:
    """The reasons that gave an entry its points, the weightiest first."""
    for each in matched:
        if reason := _of_words(known, each, number, facts):
            yield reason
    if near and place:
        yield from _of_nearness(near, place, number)
    if known.space >> number & 1 and facts["status"] == "open":
        yield "has space now"


def _of_words(known: Directory, matched: Matched, number: int, facts: dict[str, Any]) -> str | None:
    words = " ".join(matched.wanted.words)
    if matched.wanted.age is not None:
        return f"takes {words}" if matched.offers >> number & 1 else None
    for facet, term in matched.wanted.terms:
        has = facts[facet] if isinstance(facts[facet], list) else [facts[facet]]
        if term in has:
            return known.label(facet, term)
    if matched.named >> number & 1:
        return f"“{words}” is in the name"
    if matched.says >> number & 1:
        return f"says “{words}”"
    if matched.alike >> number & 1:
        facet, term = matched.wanted.terms[0]
        return f"{known.label(facet, term)}, in their own words"
    return f"mentions “{words}”" if matched.mentions >> number & 1 else None


def _of_nearness(near: Nearness, place: Place, number: int) -> Iterator[str]:
    if near.covering >> number & 1:
        yield f"covers {place.name}"
    elif near.beyond >> number & 1:
        yield f"may not come as far as {place.name}"
    elif near.anywhere >> number & 1:
        yield "you can live anywhere"


def about_distance(miles: float | None, outcode: str | None, place: Place | None) -> str:
    """A distance in words: “about 3 miles”. Straight lines between outward codes know no better."""
    if miles is None or place is None:
        return ""
    if place.name == outcode:
        return f"in {outcode}"
    whole = round(miles)
    if whole < 1:
        return "less than a mile"
    return "about 1 mile" if whole == 1 else f"about {whole} miles"
