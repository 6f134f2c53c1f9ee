"""What the parser lets pass, and an entry does not: marks for programs, and silent slips.

Each function takes an event of the parser and gives what is wrong with it. `key` is the name of the
field whose value it is, empty in a list.
"""

import re
from collections.abc import Iterator
from typing import Any

from ourpatch.reading.faults import Fault
from ourpatch.reading.quoting import write
from ourpatch.reading.stopping import holds_a_field, indent, takes_a_list, words_from
from ourpatch.reading.text import has_unseen
from ourpatch.reading.wording import never_closed


def words(event: Any, lines: list[str], key: str, in_list: bool) -> Iterator[Fault]:
    """What is wrong with a piece of text, as far as its quotes, dashes and signs go."""
    start, end, quote = event.start_mark, event.end_mark, event.style
    more = lines[start.line + 1 : end.line + 1]
    if quote in ("'", '"'):
        if more and holds_a_field(more):
            yield _fault(start, *never_closed(quote), stops=True)
        elif quote == '"' and has_unseen(event.value):
            message = "A backslash in these quotes makes a hidden character."
            hint = "take out the backslash and what follows it, or use single quotes"
            yield _fault(start, "hidden-character", message, hint)
    elif not quote:
        if more and (in_list or takes_a_list(key)):
            yield from _run_on_list(event, lines, in_list)
        elif not event.value and re.search(r"[{,].*:\s*$", lines[start.line][: start.column]):
            message = f"There is nothing after “{key}:”."
            hint = "write something, or take it out"
            yield _fault(start, "empty", message, hint, strength="warning")
        if "#" in lines[end.line]:
            yield from _after_a_hash(event, lines, key)


def _run_on_list(event: Any, lines: list[str], in_list: bool) -> Iterator[Fault]:
    """Things in a list that run together, as a dash among them stands wrong or is not there."""
    first, last = event.start_mark.line, event.end_mark.line
    dashes = [n for n in range(first + 1, last + 1) if re.match(r"\s*- ", lines[n])]
    if not dashes:
        return
    odd = indent(lines[first]) % 2 and in_list
    number = first if odd or not in_list else dashes[0]
    message = "This dash does not line up with the others."
    hint = f"start it as far in as line {(dashes[0] if odd else first) + 1}"
    if not in_list:
        message = "There is no dash and space in front of this."
        hint = "write a dash and a space in front of each thing in the list"
    fault = Fault(number + 1, indent(lines[number]) + 1, "dash", message, hint, stops=True)
    yield fault


def _after_a_hash(event: Any, lines: list[str], key: str) -> Iterator[Fault]:
    """A # hides the rest of its line, and right before a word it is seldom meant to."""
    end = event.end_mark
    rest = lines[end.line][end.column :]
    found = re.match(r"\s+#\w", rest)
    if not found:
        return
    message = "The words from this # on are left out."
    hint = write(key, event.value + rest, "put quotes round all the words")
    hint += "  (or, for a note to yourself, put a space after the #)"
    column = end.column + found.end() - 1
    strength: Any = "warning" if event.value else "error"
    yield Fault(end.line + 1, column, "hash", message, hint, strength)


def mark(event: Any, text: str, lines: list[str], key: str) -> Fault | None:
    """An anchor or a tag, on words or on a whole list or group."""
    if event.anchor is None and event.tag is None:
        return None
    start = event.start_mark
    rule = "tag" if event.anchor is None else "anchor"
    used = event.anchor is not None and f"*{event.anchor}" in text
    is_words = hasattr(event, "value")
    if is_words and not used and not (event.tag or "").startswith("tag:"):
        return _needs_quotes(event, lines, key, rule)
    said = lines[start.line][start.column :].split(" ")[0]
    message = f"“{said[:40]}” is a mark for programs, and entries have none."
    return _fault(start, rule, message, "take it out")


def alias(event: Any, text: str, lines: list[str], key: str) -> Fault:
    """A * at the start of a value: either a copy of another value, or a star that needs quotes."""
    if f"&{event.anchor}" not in text:
        return _needs_quotes(event, lines, key, "alias")
    message = f"“*{event.anchor}” stands for a copy of other words, and entries hold no copies."
    return _fault(event.start_mark, "alias", message, "write the words out in full")


def _needs_quotes(event: Any, lines: list[str], key: str, rule: str) -> Fault:
    start = event.start_mark
    said = words_from(lines, (start.line, start.column))
    message = f"Words that start with {said[:1]} need quotes round them."
    return _fault(start, rule, message, write(key, said, "put quotes round the words"))


def _fault(at: Any, rule: str, message: str, hint: str, **more: Any) -> Fault:
    return Fault(at.line + 1, at.column + 1, rule, message, hint, **more)
