"""The order of a booklet: parts by kind of help, who is where, and everybody from A to Z."""

import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Any

from ourpatch.searching import Directory, Result
from ourpatch.sharing.facts import is_closed

#: The parts that no kind of help has: those who name none, and those who have closed.
_UNSORTED = {"id": "", "label": "Other help"}
_CLOSED = {"label": "No longer going", "colour": "#555b60", "patch": ""}

#: Terms of the facet `where` for help that reaches people wherever they are.
_FROM_AFAR = {"online", "by-phone"}

Said = tuple[Result, dict[str, Any]]


def parts(entries: list[Said], known: Directory) -> list[dict[str, Any]]:
    """The families of help as parts, each kind of help with its entries, in the answer's order.

    An entry stands at the kind of help it names first; its other kinds name it and its page.
    """
    going = [said for said in entries if not is_closed(said[0])]
    found = []
    for id, group in known.groups.items():
        words = [word for word in known.words["help"].values() if word.group == id]
        kinds = [_kind(word.id, word.label, going) for word in words]
        if id == "other":
            kinds.append(_unsorted(going, known))
        kinds = [kind for kind in kinds if kind["entries"] or kind["also"]]
        if kinds:
            look = {"label": group["label"], "colour": group["colour"]}
            found.append({**look, "patch": kinds[0]["id"], "kinds": kinds})
    closed = [entry for result, entry in entries if is_closed(result)]
    if closed:
        kind = {"id": "", "label": "These have closed", "entries": closed, "also": []}
        found.append({**_CLOSED, "kinds": [kind]})
    return found


def _kind(id: str, label: str, going: list[Said]) -> dict[str, Any]:
    entries = [entry for _, entry in going if entry["patch"] == id]
    also = [
        result for result, entry in going if id in result.facts["help"] and entry["patch"] != id
    ]
    return {"id": id, "label": label, "entries": entries, "also": _names(also)}


def _unsorted(going: list[Said], known: Directory) -> dict[str, Any]:
    """Those who name no kind of help, or only kinds that the vocabulary does not know."""
    words = known.words["help"]
    entries = [entry for _, entry in going if entry["patch"] not in words]
    return {**_UNSORTED, "entries": entries, "also": []}


def by_place(results: Iterable[Result]) -> list[dict[str, Any]]:
    """Who is where, by town and outward code; last those who help wherever somebody lives."""
    here: dict[str, list[Result]] = {}
    anywhere, nowhere = [], []
    for result in results:
        facts = result.facts
        if is_closed(result):
            continue
        if facts["outcode"]:
            here.setdefault(facts["outcode"], []).append(result)
        if _reaches_anywhere(facts):
            anywhere.append(result)
        elif not facts["outcode"]:
            nowhere.append(result)
    placed = [(_place(code, some), _names(some)) for code, some in here.items()]
    groups = sorted(placed, key=lambda place: in_the_alphabet(place[0]))
    groups += [("Online, by phone, or wherever you live", _names(anywhere))]
    groups += [("No place given", _names(nowhere))]
    return [{"label": label, "entries": entries} for label, entries in groups if entries]


def _reaches_anywhere(facts: dict[str, Any]) -> bool:
    afar = _FROM_AFAR & {*facts["where"]}
    return bool(facts["covers_online"] or facts["covers_anywhere"] or afar)


def _place(outcode: str, results: list[Result]) -> str:
    """An outward code with the town that most entries there name: “Bath, BA1”."""
    towns = Counter(town for result in results if (town := _town(result.facts)))
    (town, _), *_ = towns.most_common(1) or [("", 0)]
    return f"{town}, {outcode}" if town else outcode


def _town(facts: dict[str, Any]) -> str:
    """The town where a home is based, or at the end of the address of a public place."""
    if facts["place_venue"]:
        address = (facts["place_address"] or "").rpartition(",")
        return address[2].strip().removeprefix("near ") if address[1] else ""
    return (facts["based"] or "").partition(",")[0].replace(facts["outcode"], "").strip()


def a_to_z(results: Iterable[Result]) -> list[dict[str, Any]]:
    """Everybody under the letter that their name begins with; other signs come first."""
    groups: dict[str, list[dict[str, str]]] = {}
    for each in _names(results):
        first = in_the_alphabet(each["name"])[:1].upper()
        groups.setdefault(first if first.isalpha() else "0 to 9 and signs", []).append(each)
    return [{"label": letter, "entries": some} for letter, some in groups.items()]


def _names(results: Iterable[Result]) -> list[dict[str, str]]:
    """Names with ids, from A to Z."""
    named = [{"name": result.name, "id": result.id} for result in results]
    return sorted(named, key=lambda each: (_signs_first(each["name"]), each["id"]))


def _signs_first(name: str) -> tuple[bool, str]:
    key = in_the_alphabet(name)
    return key[:1].isalpha(), key


def in_the_alphabet(name: str) -> str:
    """A name as it is looked up: small letters, no accents (ŵ with w), no marks in front."""
    return "".join(_letters(name)).strip() or name


def _letters(name: str) -> Iterator[str]:
    for letter in unicodedata.normalize("NFKD", name.casefold()):
        if letter.isalnum() or letter == " ":
            yield letter
