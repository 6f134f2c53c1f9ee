"""Finding things in other people's JSON, where anything may be missing or of the wrong kind."""

import html
import re
from collections.abc import Iterator
from typing import Any

import nh3

from ourpatch.importing import tidying

_BREAKS = re.compile(r"<(?:br|/p|/li|/div|/h\d|/tr)\b[^>]*>", re.IGNORECASE)
_TAG = re.compile(r"</?[a-z][^>]*>", re.IGNORECASE)


def all_at(thing: Any, path: str) -> Iterator[Any]:
    """Whatever stands at a dotted path, looking into every item of each list on the way.

    A list inside a list is nothing that a feed has, and is not looked into.
    """
    if isinstance(thing, list):
        for each in thing:
            if not isinstance(each, list):
                yield from all_at(each, path)
        return
    if not path:
        if thing is not None:
            yield thing
        return
    name, _, rest = path.partition(".")
    if isinstance(thing, dict) and name in thing:
        yield from all_at(thing[name], rest)


def texts_at(thing: Any, *paths: str) -> list[str]:
    """The texts at some paths, each once and none empty, without HTML."""
    found = (each for path in paths for each in all_at(thing, path))
    texts = (plain(str(each)) for each in found if isinstance(each, str | int | float))
    return list(dict.fromkeys(filter(None, texts)))


def text_at(thing: Any, *paths: str) -> str:
    """The first text at some paths; empty when there is none."""
    return next(iter(texts_at(thing, *paths)), "")


def things_at(thing: Any, path: str) -> list[dict[str, Any]]:
    """The groups at a path."""
    return [each for each in all_at(thing, path) if isinstance(each, dict)]


def plain(text: str) -> str:
    """Text without HTML, in paragraphs as it was."""
    if _TAG.search(text):
        text = nh3.clean(_BREAKS.sub("\n", text), tags=set())
    lines = (line.strip() for line in tidying.clean(html.unescape(text)).split("\n"))
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()
