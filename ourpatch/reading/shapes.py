"""From one piece of text to one value: a function for each kind in the field table.

Every function takes the field and the text and gives the value, or raises `Wrong` with what to
change. Text is never guessed at: `NO`, `0161` and `10:30` stay what somebody typed unless the
field's kind says otherwise.
"""

import re
from collections.abc import Callable, Iterable
from functools import cache
from typing import Any

from rapidfuzz.distance import OSA

from ourpatch import places
from ourpatch.fields import Field, fields
from ourpatch.reading.days import day, weekly_time
from ourpatch.reading.faults import Wrong, short
from ourpatch.reading.reaching import email, is_web_address, phone, web_address
from ourpatch.text import fold
from ourpatch.words import Term, nearest, slug, vocabulary

#: For those who make values of text in other ways: the import of spreadsheets, for one.
__all__ = ["MANY", "ONE", "Wrong", "is_web_address"]


def line(field: Field, text: str) -> str:
    """Words on one line, with the spacing evened out."""
    words = " ".join(text.split())
    _not_too_long(field, words)
    return words


def text(field: Field, text: str) -> str:
    """Words on many lines, kept as typed."""
    words = text.strip()
    _not_too_long(field, words)
    return words


def _not_too_long(field: Field, words: str) -> None:
    over = len(words) - field.longest
    if field.longest and over > 0:
        message = f"This is {len(words):,} characters long. The most is {field.longest:,}."
        room = ", or move some of the words to description"
        more = room if field.kind == "line" and "description" not in field.name else ""
        raise Wrong(message, f"take out {over:,} characters{more}", "too-long")


def term(field: Field, text: str) -> str:
    """A word of the field's vocabulary, as its id."""
    words = vocabulary(field.words)
    found = words.find(text)
    if found:
        return found.id
    message = f"“{short(text)}” is not one of our words here."
    raise Wrong(message, _nearest_term(field, text), "unknown-term")


def _nearest_term(field: Field, text: str) -> str:
    """A hint: the words run together, the word nearly written, or where to find them all."""
    terms = vocabulary(field.words).terms
    if together := known_words(field, text):
        return f"put a comma between them: {', '.join(together)}"
    names, synonyms = _names(field.words)
    folded = fold(text)
    if len(text) > 2 and (near := _likely(folded, names)):
        return f"did you mean “{_written(names[near])}”?"
    # A synonym has to be nearer still, for there are hundreds: flying is not felting.
    near = nearest(folded, synonyms)
    if near and OSA.distance(folded, near) <= len(text) // 5:
        return f"did you mean “{near}”? It counts as “{_written(synonyms[near])}”"
    homes = [row.name for row in fields() if row.words and vocabulary(row.words).find(text)]
    if homes:
        return f"“{short(text)}” goes in {' or '.join(homes)}"
    if len(terms) <= 12:
        return f"use one of {', '.join(map(_written, terms))}"
    other = "; if none of them fits, write other" if "other" in {t.id for t in terms} else ""
    return f"choose from docs/words.md, under {field.words}{other}"


def _likely(folded: str, names: Iterable[str]) -> str | None:
    """The name most like some words, or the longest one inside them, or the one they begin."""
    inside = [name for name in names if f" {name} " in re.sub(r"\W", " ", f" {folded} ")]
    begun = [name for name in names if len(folded) > 3 and name.startswith(folded)]
    return nearest(folded, names) or max(inside, key=len, default=next(iter(begun), None))


@cache
def _names(facet: str) -> tuple[dict[str, Term], dict[str, Term]]:
    """The terms of a vocabulary by their folded labels and ids, and by their folded synonyms."""
    terms = vocabulary(facet).terms
    names = {fold(name): term for term in terms for name in (term.label, term.id)}
    return names, {fold(name): term for term in terms for name in term.synonyms}


def _written(term: Term) -> str:
    """A term as people would write it: its id, with capitals and hyphens where they belong."""
    plain = term.id.replace("-", " ")
    label = term.label if term.facet == "languages" else term.label.lower()
    return next((name for name in (*term.synonyms, label) if fold(name) == plain), plain)


def known_words(field: Field, text: str) -> list[str]:
    """The field's words, when several were written with nothing between them; else empty."""
    find = vocabulary(field.words).find
    parts = [part for part in re.split(r"[\s;/&+.]+|\band\b", text) if part]
    found: list[str] = []
    while parts and len(found) < 12:
        length = next((n for n in range(len(parts), 0, -1) if find(" ".join(parts[:n]))), 0)
        if not length:
            return []
        found.append(" ".join(parts[:length]))
        parts = parts[length:]
    return found if len(found) > 1 and not parts else []


@cache
def _folded(choices: tuple[str, ...]) -> dict[str, str]:
    return {fold(choice): choice for choice in choices}


def choice(field: Field, text: str) -> str:
    """One of a few words that the field table lists."""
    names = _folded(field.choices)
    if fold(text) in names:
        return names[fold(text)]
    close = _likely(fold(text), names)
    listed = ", ".join(field.choices)
    hint = f"did you mean “{names[close]}”?" if close else f"use one of {listed}"
    message = f"“{short(text)}” is not one of the choices here."
    raise Wrong(message, hint, "unknown-choice")


def whole_number(field: Field, text: str) -> int:
    """A whole number between the field's least and most."""
    if not re.fullmatch(r"\d{1,9}", text):
        raise Wrong(
            f"“{short(text)}” is not a whole number.",
            f"write digits only, such as {field.example}",
            "number",
        )
    if not field.least <= int(text) <= field.most:
        raise Wrong(
            f"{int(text):,} is too {'high' if int(text) > field.most else 'low'}.",
            f"use a number from {field.least} to {field.most}",
            "number",
        )
    return int(text)


def money(field: Field, text: str) -> float:
    """Pounds: `4`, `£4` or `12.50`."""
    found = re.fullmatch(r"£?\s?(\d{1,6}(?:\.\d{1,2})?)", text)
    if not found:
        raise Wrong(
            f"“{short(text)}” is not an amount in pounds.",
            "write digits only, such as 4 or 12.50; words about the price go in text, beside it",
            "money",
        )
    return float(found[1])


def yes_or_no(field: Field, text: str) -> bool:
    """Yes or no, as people write them."""
    said = {"yes": True, "y": True, "true": True, "no": False, "n": False, "false": False}
    if text.casefold() not in said:
        raise Wrong(f"“{short(text)}” is neither yes nor no.", "write  yes  or  no", "yes-or-no")
    return said[text.casefold()]


def outcode(field: Field, text: str) -> str:
    """The first half of a postcode."""
    if places.full_postcode(text):
        raise Wrong(
            "This is a whole postcode. For somebody’s home, give only its first half.",
            f"write  outcode: {places.outward(text)}",
            "whole-postcode",
        )
    found = places.outward(text)
    if not found:
        raise Wrong(
            f"“{short(text)}” is not the first half of a postcode.",
            "write the letters and numbers before the space, such as BA1"
            + ("" if re.search(r"\d", text) else "; the name of a building goes in venue"),
            "outcode",
        )
    return found


def postcode(field: Field, text: str) -> str:
    """A whole postcode, spaced: BA1 6RT."""
    found = places.full_postcode(text)
    if not found:
        mended = places.suggest_postcode(text)
        hint = f"did you mean {mended}?" if mended else "a postcode looks like BA1 6RT"
        raise Wrong(f"“{short(text)}” is not a postcode.", hint, "postcode")
    return found


def entry_id(field: Field, text: str) -> str:
    """The id of another entry: its file's name without .yml."""
    found = text.strip().removesuffix(".yml")
    if not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", found):
        raise Wrong(
            f"“{short(text)}” is not the name of an entry’s file.",
            f"write the file’s name without .yml, such as  {slug(text) or field.example[0]}",
            "entry-id",
        )
    return found


#: What each kind of one value is made by.
ONE: dict[str, Callable[[Field, str], Any]] = {
    "line": line,
    "text": text,
    "term": term,
    "choice": choice,
    "whole number": whole_number,
    "money": money,
    "yes or no": yes_or_no,
    "date": day,
    "past date": day,
    "phone": phone,
    "email": email,
    "web address": web_address,
    "outcode": outcode,
    "postcode": postcode,
}

#: What each item of each kind of list is made by.
MANY: dict[str, Callable[[Field, str], Any]] = {
    "terms": term,
    "lines": line,
    "weekly times": weekly_time,
    "entry ids": entry_id,
}
