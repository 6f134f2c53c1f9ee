"""Noting in a file that somebody checked the entry with them, and changing nothing else of it.

Only the bytes of `checked` change. Comments, spacing, quotes and line ends stay as somebody left
them; a rewrite through `writing` would lose the comments.
"""

import json
import re
from typing import Any

import yaml

from ourpatch import fields
from ourpatch.reading import read_entry
from ourpatch.writing import to_yaml

_GROUP = "checked"


class NotMarked(Exception):
    """The file cannot be changed without risk to the rest of it. The text says what to do."""


def marked(data: bytes, path: str, on: str, how: str, by: str = "") -> bytes:
    """The bytes of an entry's file, with `checked` saying when, how and (if given) by whom.

    Who checked before is not kept: it was not them this time. Raises NotMarked.
    """
    before = read_entry(data, path)
    if any(problem.strength == "error" for problem in before.problems):
        raise NotMarked(f"{path} has problems of its own. Run  build.py check {path}  first.")
    said = {"on": on, "how": how} | ({"by": by} if by else {})
    text = data.decode()
    changed = _changed(text, said).encode()
    after = read_entry(changed, path)
    expected = {**before.values, _GROUP: said}
    kept = _comments(changed.decode().replace(_scalar("by", by), "") if by else changed.decode())
    if after.values != expected or kept != _comments(text):
        by_hand = _inline(said)
        raise NotMarked(f"{path} is laid out unusually. Change it by hand:  {_GROUP}: {by_hand}")
    return changed


def _changed(text: str, said: dict[str, str]) -> str:
    """The text with another value of `checked`, or with a line for it where it had none."""
    top: Any = yaml.compose(text, Loader=yaml.SafeLoader)
    pairs = [(key, value) for key, value in top.value]
    found = next(((key, value) for key, value in pairs if key.value == _GROUP), None)
    if found is None:
        return _with_line(text, f"{_GROUP}: {_inline(said)}", top)
    key, value = found
    if isinstance(value, yaml.MappingNode) and not value.flow_style:
        return _in_lines(text, value, said)
    start, end = value.start_mark.index, value.end_mark.index
    gap = "" if start > key.end_mark.index + 1 else " "
    if start == end:  # nothing after the colon
        start = end = text.index(":", key.end_mark.index) + 1
        gap = " "
    return f"{text[:start]}{gap}{_inline(said)}{text[end:]}"


def _with_line(text: str, line: str, top: Any) -> str:
    """The text with one more line, after the fields that the field table puts before it."""
    newline = "\r\n" if "\r\n" in text else "\n"
    order = list(fields.inside(""))
    later = [key for key, _ in top.value if order.index(key.value) > order.index(_GROUP)]
    if not later:
        end = "" if text.endswith("\n") else newline
        return f"{text}{end}{line}{newline}"
    at = later[0].start_mark.index - later[0].start_mark.column
    while (above := text[:at].rsplit("\n", 2)) and len(above) > 1 and _is_aside(above[-2]):
        at -= len(above[-2]) + 1
    return f"{text[:at]}{line}{newline}{text[at:]}"


def _is_aside(line: str) -> bool:
    """True for a comment that stands from the first column on: it is about the field below it."""
    return line.startswith("#")


def _in_lines(text: str, group: Any, said: dict[str, str]) -> str:
    """The text with the parts of a group that stand on lines of their own changed one by one."""
    newline = "\r\n" if "\r\n" in text else "\n"
    there = {key.value: (key, value) for key, value in group.value}
    edits: list[tuple[int, int, str]] = []
    for part in ("on", "how", "by"):
        if part in there:
            key, value = there[part]
            edits.append(_edit(text, key, value, said.get(part)))
    last = max(value.end_mark.index for _, value in group.value)
    column = group.value[0][0].start_mark.column
    more = [part for part in said if part not in there]
    lines = "".join(f"{newline}{' ' * column}{part}: {_scalar(part, said[part])}" for part in more)
    edits.append((last, last, lines))
    for start, end, new in sorted(edits, key=lambda edit: edit[:2], reverse=True):
        text = text[:start] + new + text[end:]
    return text


def _edit(text: str, key: Any, value: Any, said: str | None) -> tuple[int, int, str]:
    """What to put in place of a value; for no value, of its whole line (but not of a comment)."""
    if said is not None:
        return value.start_mark.index, value.end_mark.index, _scalar(key.value, said)
    start, end = key.start_mark.index, value.end_mark.index
    rest = re.compile(r"[ \t]*(\r?\n|$)").match(text, end)
    if rest:
        start = text.rfind("\n", 0, start) + 1
        end = rest.end()
    return start, end, ""


def _inline(said: dict[str, str]) -> str:
    """The parts as a group in brackets, as most entries write it."""
    return "{" + ", ".join(f"{part}: {_scalar(part, said[part])}" for part in said) + "}"


def _scalar(part: str, said: str) -> str:
    """One value as YAML, quoted by the writer of entries where it needs quotes."""
    if part != "by":
        return said
    line = to_yaml({_GROUP: {"by": said}}).split("by: ", 1)[1].strip()
    # In brackets a comma or a bracket would end it, which the writer does not know of.
    return line if re.fullmatch(r"[\w][\w .’'&-]*", line) else json.dumps(said, ensure_ascii=False)


def _comments(text: str) -> list[str]:
    """The comments of a file, or what looks like one, in order."""
    return re.findall(r"(?:^|\s)(#[^\r\n]*)", text)
