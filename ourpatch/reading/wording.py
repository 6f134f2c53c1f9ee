"""The YAML parser's complaints, in words for people who have never heard of YAML.

The parser says what it was looking for when it gave up. People need to know what they typed, so
each function here looks at the lines near that spot for one kind of slip, and gives None when it is
another kind. The order of the functions matters: the first that knows the slip is believed.
"""

import re
from collections.abc import Callable

import yaml

from ourpatch.reading.faults import Fault
from ourpatch.reading.lining_up import colon, indentation, no_colon
from ourpatch.reading.quoting import write
from ourpatch.reading.stopping import (
    Stop,
    starts_a_field,
    takes_a_list,
    takes_a_web_address,
    words_from,
)

_CLOSING = {"[": "]", "{": "}"}
_QUOTE_ALL = "put quotes round all the words"


def plain_words(stop: Stop) -> Fault:
    """Why the parser stopped, at the line and column that somebody must edit."""
    for look in _LOOKS:
        if fault := look(stop):
            return fault
    message = "From here on the file cannot be understood."
    return stop.fault(
        stop.at, "yaml", message, "compare this line and the one above with another entry"
    )


def never_closed(quote: str) -> tuple[str, str, str]:
    """What to say of a quote that is never closed: rule, message and hint."""
    return (
        "quote-not-closed",
        "This quote is never closed.",
        f"put another {quote} where the words end",
    )


def bracket_never_closed(lines: list[str], number: int, column: int) -> Fault:
    """What to say of a bracket that is never closed; line and column count from 0."""
    opening = lines[number][column]
    closing = _CLOSING.get(opening, "")
    line = lines[number].strip().rstrip(",")
    alone = line.count(opening) - line.count(closing) == 1 and not line.startswith(opening)
    hint = (
        f"write  {line}{closing}" if alone and len(line) <= 80 else f"put a {closing} where it ends"
    )
    return Fault(number + 1, column + 1, "bracket", f"This {opening} is never closed.", hint)


def _open_quote(stop: Stop) -> Fault | None:
    if not re.search(r"quoted scalar.*(unexpected end|document indicator)", stop.said):
        return None
    return stop.fault(stop.start, *never_closed(stop.character(stop.start)))


def _backslash(stop: Stop) -> Fault | None:
    if not re.search(r"escape|hexdecimal|hexadecimal", stop.said):
        return None
    column = stop.line.rfind("\\", 0, stop.at[1] + 1)
    message = "A backslash does something special between double quotes."
    hint = "use single quotes, or type the backslash twice"
    return stop.fault((stop.at[0], max(column, 0)), "backslash", message, hint)


def _after_a_quote(stop: Stop) -> Fault | None:
    """Words after a closing quote: the quotes stand round too little, or one was forgotten."""
    last = stop.last_words
    if not last or last.style not in ("'", '"') or not stop.follows(last.end_mark):
        return None
    start = (last.start_mark.line, last.start_mark.column)
    if start[0] != stop.at[0]:
        return stop.fault(start, *never_closed(last.style))
    rest = stop.line[stop.at[1] :]
    in_flow = "flow" in stop.said
    if not rest or rest[0] in "]}" or (in_flow and (starts_a_field(rest) or rest[0] in "'\"")):
        return None
    if in_flow and last.value.rstrip().endswith(","):
        return stop.fault(start, *never_closed(last.style))
    words = words_from(stop.lines, start)
    inside = words[1:-1] if len(words) > 1 and words[0] == words[-1] else words
    message = "The words go on after the closing quote."
    return stop.fault(
        start, "after-quote", message, write(stop.key_before(start), inside, _QUOTE_ALL)
    )


def _closing_bracket(stop: Stop) -> Fault | None:
    """A closing bracket of the wrong kind, or one too many."""
    here = stop.character(stop.at)
    if here not in ("]", "}") or stop.begins_a_value:
        return None
    if "flow" in stop.said and stop.start:
        opening = stop.character(stop.start)
        what, right = ("list" if opening == "[" else "group"), _CLOSING.get(opening, "")
        message = f"A {what} that starts with {opening} ends with {right}, not with {here}."
        return stop.fault(stop.at, "bracket", message, f"change this {here} to {right}")
    return stop.fault(stop.at, "bracket", f"There is one {here} too many here.", "take it out")


def _empty_item(stop: Stop) -> Fault | None:
    if "flow node" not in stop.said or stop.character(stop.at) != ",":
        return None
    message = "There is nothing in front of this comma."
    return stop.fault(stop.at, "comma", message, "take the comma out")


def _open_bracket(stop: Stop) -> Fault | None:
    """A list or group in brackets that never ends, or that lacks a comma."""
    if not re.search(r"flow (sequence|mapping).*',' or", stop.said) or not stop.start:
        return None
    if stop.is_past_the_end or (stop.start[0] != stop.at[0] and stop.is_a_new_field):
        return bracket_never_closed(stop.lines, *stop.start)
    last = stop.last_words
    if stop.character(stop.at) in ("[", "{") and last and last.start_mark.line == stop.at[0]:
        start = (stop.at[0], last.start_mark.column)
        message = "Words with a bracket in them need quotes round them here."
        return stop.fault(start, "bracket", message, "put quotes round all of them")
    return _comma(stop)


def _comma(stop: Stop) -> Fault:
    """The place of a missing comma: in front of the word that the parser could not fit in."""
    line, column = stop.at
    swallowed = (
        re.search(r"[^\s,\[{]+$", stop.line[:column]) if stop.character(stop.at) == ":" else None
    )
    if swallowed:
        column = swallowed.start()
    if not stop.line[:column].strip() and line > 0:
        above = stop.lines[line - 1].rstrip()
        hint = "put a comma at the end of this line"
        return stop.fault((line - 1, len(above)), "comma", "A comma is missing here.", hint)
    found = re.match(r"[^\s:,\]}]+", stop.line[column:])
    hint = f"put a comma in front of “{found[0][:40]}”" if found else "put a comma here"
    return stop.fault((line, column), "comma", "A comma is missing here.", hint)


def _after_a_bracket(stop: Stop) -> Fault | None:
    if not isinstance(stop.last, yaml.SequenceEndEvent | yaml.MappingEndEvent):
        return None
    value = stop.value_on_line
    if not value or value.words[0] not in "[{" or not stop.follows(stop.last.end_mark):
        return None
    if stop.line[: stop.at[1]].rstrip()[-1:] not in ("]", "}"):
        return None
    if stop.line[stop.at[1] :].strip() == ",":
        message = "There is a comma after the closing bracket."
        return stop.fault(stop.at, "comma", message, "take it out")
    message = "The words go on after the closing bracket."
    hint = write(value.key, value.words, _QUOTE_ALL)
    if takes_a_list(value.key) and len(value.words) <= 60:
        hint = f"write  {value.key}: [{re.sub(r'[][]', '', value.words)}]"
    return stop.fault((stop.at[0], value.column), "after-bracket", message, hint)


def _dash(stop: Stop) -> Fault | None:
    if "sequence entries are not allowed" not in stop.said:
        return None
    value = stop.value_on_line
    words = value.words.lstrip("- ") if value else ""
    if value and words and takes_a_list(value.key):
        message = "The first dash of a list stands on a line of its own."
        hint = "put it on the next line, two spaces in"
        if len(words) <= 40:
            hint += f"  (or, if it is the only one, write  {value.key}: [{words}])"
        return stop.fault(stop.at, "dash", message, hint)
    return _needs_quotes(stop, stop.at)


def _strange_start(stop: Stop) -> Fault | None:
    """A value that starts with a character that means something to YAML."""
    if re.search(r"cannot start any token|keys are not allowed|node content", stop.said):
        return _needs_quotes(stop, stop.at)
    if re.search(r"scanning an? (alias|anchor|tag)", stop.said):
        return _needs_quotes(stop, stop.start or stop.at)
    if re.search(r"directive", stop.said):
        message = "A line cannot start with %."
        return stop.fault(stop.start or stop.at, "directive", message, "take this line out")
    return None


def _needs_quotes(stop: Stop, start: tuple[int, int]) -> Fault:
    character = stop.character(start)
    words = words_from(stop.lines, start)
    if not stop.lines[start[0]][: start[1]].strip() and words.startswith("* "):
        message = "The things in a list start with a dash here, not with a star."
        return stop.fault(start, "dash", message, f"write  -{words[1:60]}")
    if not stop.lines[start[0]][: start[1]].strip():
        message = f"A line cannot start with {character}."
        hint = "if the words go on from the line above, start them two spaces further in"
        return stop.fault(start, "strange-start", message, hint)
    message = f"Words that start with {character} need quotes round them."
    key = stop.key_before(start)
    if takes_a_web_address(key):
        hint = "copy the whole address of your page from your browser; it starts with https://"
        return stop.fault(start, "strange-start", "This is not a web address.", hint)
    return stop.fault(start, "strange-start", message, write(key, words, _QUOTE_ALL))


def _block(stop: Stop) -> Fault | None:
    if "block scalar" not in stop.said:
        return None
    start = stop.start or stop.at
    message = f"After {stop.character(start)} the words start on the next line."
    hint = "put them there, two spaces in; or take this sign out"
    return stop.fault(start, "block", message, hint)


def _after_the_end(stop: Stop) -> Fault | None:
    """The parser thought that the entry had ended."""
    if not re.search(r"document (start|end)", stop.said):
        return None
    first = next((n for n, line in enumerate(stop.lines) if re.match(r" +[^\s#]", line)), None)
    if first is not None and not any(re.match(r"[^\s#]", line) for line in stop.lines[:first]):
        column = len(stop.lines[first]) - len(stop.lines[first].lstrip())
        message = "The first line of the entry starts too far in."
        return stop.fault((first, column), "indentation", message, "start it at the left edge")
    above = max((n for n, line in enumerate(stop.lines) if line.rstrip() == "..."), default=None)
    if above is not None and above < stop.at[0]:
        message = "A line with only three dots ends the entry."
        return stop.fault((above, 0), "after-the-end", message, "take this line out")
    message = "The entry ended above this line."
    hint = "start every field at the left edge, with no brackets round them all"
    return stop.fault(stop.at, "after-the-end", message, hint)


_LOOKS: tuple[Callable[[Stop], Fault | None], ...] = (
    _open_quote,
    _backslash,
    _after_a_quote,
    _closing_bracket,
    _empty_item,
    _open_bracket,
    _after_a_bracket,
    colon,
    no_colon,
    _dash,
    _strange_start,
    _block,
    _after_the_end,
    indentation,
)
