"""Lists to look through with no search: by kind of help, by whom it is for, by place, by name."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from ourpatch.searching import Directory, Result

#: What a name is listed under when it begins with no letter.
_NO_LETTER = "#"


@dataclass(frozen=True, slots=True)
class Shelf:
    """One list: where it stands among the pages, what it is called, and who is on it."""

    id: str
    label: str
    results: list[Result]


@dataclass(frozen=True, slots=True)
class Way:
    """One way to look through everybody. `id` is the folder of its lists."""

    id: str
    label: str
    shelves: list[Shelf]


def ways(known: Directory, results: Sequence[Result]) -> list[Way]:
    """Every way to look through some results; a way with nothing in it is left out."""
    found = [
        Way("help", "By kind of help", _of_terms(known, "help", results)),
        Way("people", "By whom it is for", _of_terms(known, "people", results)),
        Way("near", "By where they are", _of_places(results)),
        Way("name", "By name", _of_names(results)),
    ]
    return [way for way in found if way.shelves]


def _of_terms(known: Directory, facet: str, results: Sequence[Result]) -> list[Shelf]:
    """A list for each term of a facet, in the vocabulary's order."""
    held = _gathered(results, lambda result: result.facts[facet])
    words = known.words[facet].values()
    return [Shelf(word.id, word.label, held[word.id]) for word in words if word.id in held]


def _of_places(results: Sequence[Result]) -> list[Shelf]:
    """A list for each outward code, and last those of no place."""
    held = _gathered(results, lambda result: [result.facts["outcode"] or ""])
    shelves = [
        Shelf(code.lower(), code, held[code])
        for code in sorted(held, key=lambda code: (code.rstrip("0123456789"), len(code), code))
        if code
    ]
    return [*shelves, *([Shelf("no-one-place", "No one place", held[""])] if "" in held else [])]


def _of_names(results: Sequence[Result]) -> list[Shelf]:
    """A list for each letter that names begin with."""
    in_order = sorted(results, key=lambda result: (result.name.casefold(), result.id))
    held = _gathered(in_order, lambda result: [_letter(result.name)])
    return [
        Shelf("other" if letter == _NO_LETTER else letter.lower(), letter, found)
        for letter, found in sorted(held.items())
    ]


def _letter(name: str) -> str:
    first = name[:1].upper()
    return first if "A" <= first <= "Z" else _NO_LETTER


def _gathered(
    results: Iterable[Result], under: Callable[[Result], Iterable[str]]
) -> dict[str, list[Result]]:
    """Results by what they are listed under, each in the order given."""
    held: dict[str, list[Result]] = {}
    for result in results:
        for name in under(result):
            held.setdefault(name, []).append(result)
    return held
