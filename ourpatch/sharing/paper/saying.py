"""What paper says of one entry: plain words, its patch, its page and the code that leads there."""

from collections.abc import Iterator
from typing import Any

from ourpatch.searching import Directory, Result
from ourpatch.sharing.code import as_code, fits
from ourpatch.sharing.facts import (
    MADE_UP,
    is_closed,
    last_checked,
    more_facts,
    state,
    ways_to_reach,
)
from ourpatch.sharing.heading import Publisher
from ourpatch.sharing.links import entry_link
from ourpatch.sharing.paper.in_full import facts_in_full, words_in_full
from ourpatch.sharing.wording import inline

#: Paper is white all round, so a code needs a little less of its own; every pattern reads.
_BORDER, _PATTERN = 2, 2

#: The facts that stand on a line together, by their labels; a sentence has an empty one.
_TOGETHER = (("Cost",), ("When",), ("Where",), ("Help with",), ("How to start", ""), ("Space now",))


def entry_on_paper(
    result: Result, known: Directory, publisher: Publisher, alone: bool = False
) -> dict[str, Any]:
    """One entry as paper.typ prints it. One that is `alone` says all that its page does."""
    path = entry_link(result.id)
    link = publisher.link(path) if publisher.address else ""
    under = _under(result, known)
    lines = [*_lines(result, known, under), *(_in_full(result, known) if alone else ())]
    return {
        "id": result.id,
        "name": result.name,
        "patch": first_help(result),
        "under": under,
        "state": state(result),
        "summary": result.summary,
        "lines": lines,
        "letters": _letters(result, lines),
        "checked": " ".join([last_checked(result), *([MADE_UP] if result.facts["sample"] else [])]),
        "link": link,
        "address": short(link),
        "code": code(link),
    }


def _lines(result: Result, known: Directory, under: str) -> Iterator[list[dict[str, Any]]]:
    """What is said of an entry: each line has a few pieces that belong together."""
    ways = [_piece(label, short(words), to) for label, words, to in ways_to_reach(result)]
    facts = {label: value for label, value in more_facts(result, known) if value not in under}
    calling = [way for way in ways if way["strong"]]
    yield [*calling, *([_piece("Ask for", facts.pop("Ask for"))] if "Ask for" in facts else [])]
    yield [way for way in ways if not way["strong"]]
    for labels_of_line in _TOGETHER:
        yield [_piece(label, facts[label]) for label in labels_of_line if label in facts]


def _in_full(result: Result, known: Directory) -> Iterator[list[dict[str, Any]]]:
    for label, words in facts_in_full(result, known):
        yield [_piece(label, words)]
    own_words = [*words_in_full(result.facts)]
    if own_words:
        yield [_piece("More about it", "")]
    for language, words in own_words:
        yield [_piece("", words) | {"language": language}]


def _letters(result: Result, lines: list[list[dict[str, Any]]]) -> int:
    """About how many letters an entry has; its name is large, so its letters count double."""
    pieces = sum(len(each["label"]) + len(each["words"]) for line in lines for each in line)
    return 2 * len(result.name) + len(result.summary) + pieces


def _piece(label: str, words: str, link: str = "") -> dict[str, Any]:
    strong = label in ("Phone", "Text")
    return {"label": label, "words": words, "link": link, "strong": strong, "language": "en"}


def first_help(result: Result) -> str:
    """The kind of help that an entry names before any other; empty where it has closed."""
    kinds = result.facts["help"]
    return kinds[0] if kinds and not is_closed(result) else ""


def _under(result: Result, known: Directory) -> str:
    """The line under a name: who runs it, and where it is."""
    facts = result.facts
    leading = ", ".join(inline(known.label("led_by", id)) for id in facts["led_by"])
    runs = f"Run by {leading}" if leading else ""
    kind = known.label("kind", facts["kind"]) if facts["kind"] else ""
    return " · ".join(filter(None, (runs or kind, facts["based"], inline(result.distance))))


def code(link: str) -> str:
    """A link as a code to scan, drawn as SVG; empty where there is none, or it is too long."""
    return as_code(link, _BORDER, _PATTERN).decode() if link and fits(link) else ""


def short(link: str) -> str:
    """An address as people type it."""
    return link.removeprefix("https://").removeprefix("http://").removesuffix("/")
