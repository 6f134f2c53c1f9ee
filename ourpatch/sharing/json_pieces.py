"""JSON written a piece at a time, so that a list of any length fits in memory."""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any


def pieces(
    members: Mapping[str, Any], last: Callable[[], Mapping[str, Any]] = dict
) -> Iterator[bytes]:
    """An object as JSON. A member that is an iterator becomes a list, written as it comes.

    `last` gives members that are known only when the lists have been written.
    """
    yield from _members(members, "{")
    yield from _members(last(), ",")
    yield b"\n}\n"


def _members(members: Mapping[str, Any], before: str) -> Iterator[bytes]:
    for name, value in members.items():
        yield f"{before}\n {json.dumps(name)}: ".encode()
        yield from _list(value) if isinstance(value, Iterator) else [_indented(value, 1)]
        before = ","


def _list(items: Iterable[Any]) -> Iterator[bytes]:
    before = b"["
    for item in items:
        yield before + b"\n  " + _indented(item, 2)
        before = b","
    yield b"[]" if before == b"[" else b"\n ]"


def _indented(value: Any, depth: int) -> bytes:
    """A value, its later lines as far in as it stands. No text in JSON has a line end in it."""
    text = json.dumps(value, ensure_ascii=False, indent=1)
    return text.replace("\n", "\n" + " " * depth).encode()
