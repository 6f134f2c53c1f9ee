"""Fields that became part of the words or the comment above them, where nobody misses them."""

import re

from ourpatch import fields
from ourpatch.reading.entry import Entry

_COLON = re.compile(r":(?= |$)", re.M)
_DASH_IN_A_COMMENT = re.compile(r"#.*(?:\S {2,}|\w)(- \w.*)")


def note_lost_fields(entry: Entry) -> None:
    """Add a problem for each name of a field that stands where it is only words."""
    texts = [(path, words) for path, words in entry.texts() if ":" in words or "#" in words]
    for path, words in texts:
        _look(entry, path, words, "words")
    for number, line in enumerate(entry.lines, 1):
        if "#" in line and not any(line.strip() in words for _, words in texts):
            entry.spots["#"] = (number, 1)
            _look(entry, "#", line, "comment")
            _look_for_a_dash(entry, line)


def _look(entry: Entry, path: str, words: str, where: str) -> None:
    for found in _COLON.finditer(words):
        key = _field_at_the_end(words[max(0, found.start() - 80) : found.start()], where)
        if key and key not in entry.said and key not in entry.spots:
            message = f"“{key}:” is part of the {where} here, so it is not read as a field."
            hint = "if it is one, start it on a new line, at the left edge"
            strength = "error" if key in ("name", "summary", "contact") else "warning"
            entry.wrong_inside(path, f"{key}:", "lost-field", message, hint, strength=strength)
            entry.said.add(key)


def _field_at_the_end(words: str, where: str) -> str:
    """The field's name that starts the last line of some words, or is run on to the last word."""
    key = max((key for key in fields.inside("") if words.endswith(key)), key=len, default="")
    before = words.removesuffix(key)
    run_on = re.search(r"[^\s\"'“‘(\[{*_`/-]$", before)
    above, _, line = before.rpartition("\n")
    starts = where == "words" and above and not line.strip(" ")
    return key if run_on or starts else ""


def _look_for_a_dash(entry: Entry, line: str) -> None:
    """One thing of a list that ended up behind a comment, as when a line end was deleted."""
    if found := _DASH_IN_A_COMMENT.search(line):
        message = f"“{found[1][:40]}” is part of the comment here, so it is left out."
        hint = "if it is one of a list, start it on a new line"
        entry.wrong_inside("#", found[1], "lost-item", message, hint, strength="warning")
