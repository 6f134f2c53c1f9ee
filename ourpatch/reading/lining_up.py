"""Slips with colons and with how far in a line starts: the commonest, and the hardest to see."""

import re

from ourpatch import fields
from ourpatch.reading.faults import Fault
from ourpatch.reading.quoting import LONGEST, typed, write
from ourpatch.reading.stopping import Spot, Stop, indent, starts_a_field

_GOES_ON = "if the words go on from the line above, start them two spaces further in"


def colon(stop: Stop) -> Fault | None:
    """A colon where no field can start, or with no space after it in brackets."""
    if "unexpected ':'" in stop.said:
        message = "There is no space after this colon."
        hint = "put a space after it, or quotes round words with a colon in them"
        return stop.fault(stop.at, "no-colon", message, hint)
    if "mapping values are not allowed" not in stop.said:
        return None
    last = stop.last_words
    begun = last.start_mark.line if last else stop.at[0]
    if begun == stop.at[0]:
        return _colon_in_words(stop)
    found = re.match(r"\s*(?:- +)?([\w-]+)\s*$", stop.line[: stop.at[1]])
    half_way = 0 < indent(stop.line) < indent(stop.lines[begun])
    if indent(stop.line) <= indent(stop.lines[begun]) and not half_way and not last.style:
        return _without_colon(stop, begun)
    if found and starts_a_field(stop.line):
        return _too_far_in(stop, found[1], begun)
    message = "These words have a colon in them, so they need quotes."
    start = (begun, last.start_mark.column)
    return stop.fault(start, "colon", message, "put quotes round all of them, to the last line")


def _colon_in_words(stop: Stop) -> Fault:
    """Two colons on one line: words with a colon in them, or parts of a group without braces."""
    value = stop.value_on_line
    if not value:
        message = "There is one colon too many here."
        return stop.fault(stop.at, "colon", message, "take it out, or put quotes round the words")
    start = (stop.at[0], value.column)
    parts = fields.inside(value.key)
    first = re.match(r"([\w-]+)\s*:\s", value.words + " ")
    if first and first[1] in parts:
        message = f"The parts of “{value.key}” stand between {{ and }}."
        hint = f"write  {value.key}: {{{value.words.strip('{} ')}}}"
        return stop.fault(start, "braces", message, hint)
    if value.words.startswith(":"):
        return stop.fault(start, "colon", "There is one colon too many here.", "take it out")
    message = "These words have a colon in them, so they need quotes."
    otherwise = "put quotes round all of them"
    return stop.fault(start, "colon", message, write(value.key, value.words, otherwise))


def _too_far_in(stop: Stop, key: str, begun: int) -> Fault:
    """A field that starts further in than the one above it, which makes it part of those words."""
    spot = (stop.at[0], indent(stop.line))
    message = f"“{key}” starts too far in, so it is read as part of the line above."
    spaces = indent(stop.line) - _text_column(stop.lines[begun])
    edge = key in fields.inside("") and (spaces < 1 or indent(stop.lines[begun]) == 0)
    hint = f"take out {_spaces(spaces)} in front of it"
    if spaces < 1:
        hint = "start it as far in as the field that it belongs with"
    hint = "start it at the left edge" if edge else hint
    return stop.fault(spot, "indentation", message, hint)


def no_colon(stop: Stop) -> Fault | None:
    """A line with no colon and space, where only a field can stand."""
    if "could not find expected ':'" not in stop.said or stop.start is None:
        return None
    return _without_colon(stop, stop.start[0])


def _without_colon(stop: Stop, number: int) -> Fault:
    line = stop.lines[number]
    start = (number, indent(line))
    keys = "|".join(sorted({row.key for row in fields.fields()}, key=len, reverse=True))
    found = re.match(rf"\s*(?:- +)?({keys})(\s*:|\s*[=;]|\s)\s*(\S.*)$", line)
    if found and ":" in found[2]:
        message = "There is no space after this colon."
        hint = write(found[1], found[3].strip(), "put a space after it")
        return stop.fault((number, found.end(2) - 1), "no-colon", message, hint)
    if found:
        message = f"There is no colon after “{found[1]}”."
        hint = write(found[1], found[3].strip(), "put a colon and a space after it")
        hint += f"  (or, {_GOES_ON})" if number else ""
        return stop.fault((number, found.end(1)), "no-colon", message, hint)
    if re.match(r"\s*-\S", line):
        words = line.strip()[1:].strip()
        hint = f"write  - {typed(words)}" if len(words) <= LONGEST else "put a space there"
        return stop.fault(start, "dash", "There is no space after this dash.", hint)
    hint = _GOES_ON
    if number and re.match(r"\s*- ", stop.lines[number - 1]):
        hint = f"if it is one more thing in the list, put a dash and a space in front of it; {hint}"
    return stop.fault(start, "no-name", "This line has no field’s name in front of it.", hint)


def indentation(stop: Stop) -> Fault | None:
    """A line that starts neither where the fields above start nor where its words would go on."""
    if not re.search(r"did not find expected (key|'-')|<block end>", stop.said):
        return None
    spot = (stop.at[0], indent(stop.line))
    if stop.line.lstrip().startswith(":"):
        message = "There is no field’s name in front of this colon."
        return stop.fault(spot, "no-name", message, "write the field’s name there")
    if odd := _odd_one_above(stop):
        message = "This line does not line up with those below it."
        hint = f"start it as far in as line {spot[0] + 1}"
        return stop.fault(odd, "indentation", message, hint)
    message = "This line does not line up with the lines above it."
    return stop.fault(spot, "indentation", message, _where_to_start(stop))


def _odd_one_above(stop: Stop) -> Spot | None:
    """The line above that is the odd one out, when it is not the line where the parser stopped.

    Two lines differ in how far in they start. People use an even number of spaces, so a line with
    an odd number is to blame before one with an even number; and the first line of a block of words
    is, when it stands alone.
    """
    here, words = indent(stop.line), stop.last_words
    if words and words.style in ("|", ">"):
        block = range(words.start_mark.line + 1, stop.at[0])
        full = [number for number in block if stop.lines[number].strip()]
        if len(full) == 1 and here < indent(stop.lines[full[0]]):
            return full[0], indent(stop.lines[full[0]])
    for start in (stop.start, stop.closed):
        if start and start[1] % 2 and not here % 2 and start[1] == indent(stop.lines[start[0]]):
            return start
    return None


def _where_to_start(stop: Stop) -> str:
    here = indent(stop.line)
    key = re.match(r"\s*([\w-]+)\s*:(?:\s|$)", stop.line)
    above = next((line for line in reversed(stop.lines[: stop.at[0]]) if line.strip()), "")
    target = None
    if key and _are_neighbours(key[1], above):
        target = _text_column(above)
    elif key and key[1] in fields.inside(""):
        target = 0
    elif re.match(r"\s*-(\s|$)", stop.line):
        if not re.match(r"\s*- ", above):
            return "put the first dash of a list right below the field’s name"
        target = indent(above)
    if target is None or target == here:
        return _GOES_ON if not key else "start it as far in as the field that it belongs with"
    if target == 0:
        return "start it at the left edge"
    return f"{'put' if target > here else 'take out'} {_spaces(abs(target - here))} in front of it"


def _are_neighbours(key: str, above: str) -> bool:
    """True when a field's name and the one on the line above are parts of the same group."""
    found = re.match(r"\s*(?:- +)?([\w-]+)\s*:", above)
    groups = [{row.group for row in fields.fields() if row.key == each} for each in
              (key, found[1] if found else "")]  # fmt: skip
    return bool(groups[0] & groups[1] - {""})


def _text_column(line: str) -> int:
    """Where the first word of a line starts, after a dash."""
    found = re.match(r"\s*(?:- +)?", line)
    return found.end() if found else 0


def _spaces(count: int) -> str:
    words = ("no spaces", "one space", "two spaces", "three spaces", "four spaces")
    return words[count] if 0 <= count < len(words) else f"{count} spaces"
