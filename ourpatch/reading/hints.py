"""What to say when a field's name is not in the table, or its value has another shape."""

import re
from collections.abc import Iterator

from ourpatch import fields
from ourpatch.fields import Field
from ourpatch.reading.faults import Fault, Wrong, short
from ourpatch.reading.nodes import List, Mapping, Node, Scalar
from ourpatch.reading.quoting import LONGEST, typed, write
from ourpatch.reading.shapes import MANY, ONE, known_words
from ourpatch.text import fold
from ourpatch.words import nearest, vocabulary

#: What one value of a kind is called, where that is not just “words”.
_CALLED = {
    "whole number": "a number",
    "money": "a price",
    "yes or no": "yes or no",
    "date": "a date",
    "past date": "a date",
    "phone": "one phone number",
    "email": "one email address",
    "web address": "one web address",
    "outcode": "the first half of a postcode",
    "postcode": "a postcode",
}


def meant(written: str, group: str) -> Field | None:
    """The field of a group that a name means when case, spaces and quotes are evened out."""
    known = fields.inside(group)
    key = fold(written).replace(" ", "_").strip("“”‘’'\":")
    labels = {fold(row.label).replace(" ", "_"): row for row in known.values()}
    if key in known or key in labels:
        return known.get(key) or labels[key]
    return None


def nearly(written: str, group: str) -> Field | None:
    """The field of a group whose name is a slip or two away."""
    known = fields.inside(group)
    close = nearest(fold(written).replace(" ", "_"), known)
    return known[close] if close else None


def elsewhere(written: str, group: str) -> list[Field]:
    """The fields of this name in other groups, or at the top."""
    key = fold(written).replace(" ", "_")
    return [row for row in fields.fields() if row.key == key and row.group != group]


def run_together(key: Scalar, value: Node, group: str) -> tuple[Field, Fault] | None:
    """A name and words with no colon and space between them, inside braces: `{name Sam}`."""
    if not isinstance(value, Scalar) or value.text or not value.plain:
        return None
    keys = "|".join(fields.inside(group))
    found = re.match(rf"({keys})(\s*:|\s)\s*(.+)$", key.text)
    if not found:
        return None
    message, column = f"There is no colon after “{found[1]}”.", key.column + found.end(1)
    if ":" in found[2]:
        message, column = "There is no space after this colon.", key.column + found.end(2) - 1
    hint = write(found[1], found[3].strip("\"'"), "put a colon and a space between them")
    return fields.inside(group)[found[1]], Fault(key.line, column, "no-colon", message, hint)


def cut_by_commas(node: Mapping, group: str, lines: list[str]) -> Iterator[Fault]:
    """Words in braces that have a comma in them, so that YAML takes the rest for fields' names.

    The pieces are marked, so that nothing more is said of them.
    """
    start: tuple[Scalar, Scalar] | None = None
    pieces: list[Scalar] = []
    for key, value in [*node.pairs, (Scalar("", 0, 0), Scalar("", 0, 0, plain=False))]:
        if start and _is_a_piece(key, value, group, lines):
            pieces.append(key)
            continue
        if start and pieces:
            words = ", ".join([start[1].text, *(piece.text for piece in pieces)])
            message = "These words have a comma in them, so in braces they need quotes."
            hint = write(start[0].text, words, "put quotes round all of them", flow=True)
            yield Fault(start[1].line, start[1].column, "comma", message, hint)
            for piece in (start[1], *pieces):
                piece.usable = False
        plain = isinstance(value, Scalar) and value.plain and value.text
        start, pieces = (key, value) if isinstance(value, Scalar) and plain else None, []


def _is_a_piece(key: Scalar, value: Node, group: str, lines: list[str]) -> bool:
    """True for words in braces with no colon after them that are no field's name either."""
    if not isinstance(value, Scalar) or value.text or not value.plain or not key.plain:
        return False
    if key.text in fields.inside(group) or run_together(key, value, group):
        return False
    before = "".join(lines[value.line - 1 : value.line])[: value.column - 1]
    return not before.rstrip().endswith(":")


def belongs_elsewhere(rows: list[Field], value: Node, group: str, above: Field | None) -> str:
    """Where a field of this name goes. `above` is a group right above with nothing in it yet."""
    row = next((row for row in rows if above and row.group == above.name), rows[0])
    if above and row.group == above.name:
        return f"put two spaces in front of it, so that it is inside {above.key}"
    if not row.group:
        return f"“{row.key}” starts at the left edge, not inside {group.rpartition('.')[2]}"
    groups = " or ".join(dict.fromkeys(row.group for row in rows))
    hint = f"“{row.key}” goes inside {groups}"
    if isinstance(value, Scalar) and 0 < len(value.text) <= LONGEST:
        hint += f", like this:  {row.group}: {{{row.key}: {typed(value.text, flow=True)}}}"
    return hint


def not_one(row: Field, node: List | Mapping) -> tuple[str, str]:
    """A list or a group where one value is wanted."""
    what = "a list" if isinstance(node, List) else "a group of fields"
    if row.kind == "text":
        hint = f"write  {row.key}: |  and the words below it, two spaces in"
        return f"“{row.key}” takes words, but this is {what}.", hint
    message = f"“{row.key}” takes {_CALLED.get(row.kind, 'words')}, but this is {what}."
    return message, write(
        row.key, _as_words(row, node), f"write it like this:  {row.key}: {_example(row)}"
    )


def _as_words(row: Field, node: List | Mapping) -> str:
    """What somebody probably meant by a list or a group, as words; empty when that is not clear."""
    if isinstance(node, Mapping):
        key, value = node.pairs[0] if len(node.pairs) == 1 else (None, None)
        if key is None or not isinstance(value, Scalar):
            return ""
        return f"{key.text}: {value.text}" if value.text else key.text
    items = [item.text for item in node.items if isinstance(item, Scalar)]
    return items[0] if items and (len(node.items) == 1 or row.kind in _CALLED) else ""


def not_a_group(row: Field, node: Node) -> tuple[str, str]:
    """Words or a list where a group of fields is wanted."""
    parts = ", ".join(fields.inside(row.name))
    message = f"“{row.key}” is a group with the parts {parts}."
    words = node.text if isinstance(node, Scalar) else ""
    if isinstance(node, List) and node.items:
        first = node.items[0]
        if isinstance(first, Mapping):
            return f"“{row.key}” is not a list.", "take out the dash or the square bracket"
        if isinstance(first, Scalar) and row.main and len(node.items) == 1:
            return message, write(row.key, first.text, f"write it like this:  {_first_part(row)}")
    fitting = _fitting_part(row, words)
    return message, f"write  {fitting}" if fitting else f"write it like this:  {_first_part(row)}"


def _fitting_part(row: Field, words: str) -> str:
    """A group with the one part that some words fit: a phone number, an email, a web address."""
    parts = fields.inside(row.name)
    if fold(words) in parts and parts[fold(words)].kind == "yes or no":
        return f"{row.key}: {{{fold(words)}: yes}}"
    named = re.match(rf"({'|'.join(parts)})\s+(\S.*)$", words)
    if named and _fits(parts[named[1]], named[2]):
        return f"{row.key}: {{{named[1]}: {typed(named[2], flow=True)}}}"
    for part in parts.values():
        free = part.kind in ("line", "text", "yes or no")
        if part.kind in ONE and not free and _fits(part, words):
            return f"{row.key}: {{{part.key}: {typed(words, flow=True)}}}"
        things = listed(part, words) if part.kind in MANY and words[:1].isalpha() else []
        if things and len(words) <= LONGEST and all(_fits(part, thing) for thing in things):
            return f"{row.key}: {{{part.key}: [{', '.join(things)}]}}"
    return ""


def _fits(part: Field, words: str) -> bool:
    try:
        (ONE | MANY)[part.kind](part, words.strip())
    except Wrong:
        return False
    return bool(words.strip())


def _first_part(row: Field) -> str:
    """A group with an example of its most useful part: a way to get in touch, else the first."""
    parts = fields.inside(row.name).values()
    part = next((part for part in parts if part.reach), next(iter(parts)))
    return f"{row.key}: {{{part.key}: {_example(part)}}}"


def not_a_list(row: Field, node: Scalar | Mapping) -> tuple[str, str]:
    """One thing where a list is wanted."""
    message = f"“{row.key}” is a list, even when there is only one thing in it."
    if isinstance(node, Mapping):
        bare = [
            key.text for key, value in node.pairs if isinstance(value, Scalar) and not value.text
        ]
        if row.kind == "groups":
            return message, "put a dash and a space in front of it, and line up the rest below it"
        if bare and len(bare) == len(node.pairs):
            return message, f"write  {row.key}: [{', '.join(map(short, bare))}]"
        return message, f"write it like this:  {row.key}: {_example(row)}"
    if re.match(r"-\S", node.text):
        return "There is no space after this dash.", "put a space after each dash"
    things = listed(row, node.text)
    if sum(map(len, things)) > 2 * LONGEST:
        return message, "put square brackets round it"
    return message, f"write  {row.key}: [{', '.join(typed(thing, flow=True) for thing in things)}]"


def listed(row: Field, words: str) -> list[str]:
    """The things in words that were meant as a list."""
    things = [thing for thing in re.split(r"\s*[,;•]\s*", words.strip(" []")) if thing]
    if not row.words:
        return things
    find = vocabulary(row.words).find
    split = ([thing] if find(thing) else known_words(row, thing) or [thing] for thing in things)
    return [one for ones in split for one in ones]


def not_an_item(row: Field, node: List | Mapping) -> tuple[str, str]:
    """A list or a group inside a list of words."""
    if isinstance(node, List):
        return (
            f"“{row.key}” is one list, with no lists inside it.",
            "take out these brackets or dashes",
        )
    words = _as_words(row, node)
    hint = "put quotes round words that have a colon in them"
    return f"Each thing in “{row.key}” is just words.", write("", words, hint)


def _example(row: Field) -> str:
    example = row.example
    if isinstance(example, list):
        return f"[{', '.join(typed(item, flow=True) for item in example)}]"
    return " ".join(str(example).split())
