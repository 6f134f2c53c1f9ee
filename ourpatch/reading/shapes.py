"""From one piece of text to one value: a function for each kind in the field table.

Every function takes the field and the text and gives the value, or raises `Wrong` with what to
change. Text is never guessed at: `NO`, `0161` and `10:30` stay what somebody typed unless the
field's kind says otherwise.
"""

import re
from collections.abc import Callable
from datetime import date
from functools import lru_cache
from typing import Any
from urllib.parse import urlsplit

import phonenumbers

from ourpatch import places
from ourpatch.fields import Field
from ourpatch.words import fold, nearest, vocabulary


class Wrong(ValueError):
    """Text that cannot be this kind of value; says what is wrong, and a hint of what to type."""

    def __init__(self, message: str, hint: str = "", rule: str = "", warning: bool = False):
        super().__init__(message)
        self.message = message
        self.hint = hint
        self.rule = rule
        self.warning = warning


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
    if field.longest and len(words) > field.longest:
        over = len(words) - field.longest
        raise Wrong(
            f"“{field.label}” is {len(words)} characters long. The most is {field.longest}.",
            f"take out {over}" + (", or move some to description" if field.name == "summary" else ""),
            "too-long",
        )


def term(field: Field, text: str) -> str:
    """A word of the field's vocabulary, as its id."""
    words = vocabulary(field.words)
    found = words.find(text)
    if found:
        return found.id
    close = words.nearest(text)
    known = ", ".join(f"“{t.label}”" for t in words.terms)
    hint = f"did you mean “{close.id.replace('-', ' ')}”?" if close else ""
    if not close:
        hint = f"use one of {known}" if len(words.terms) <= 12 else f"see docs/words.md, {field.words}"
    raise Wrong(f"“{_short(text)}” is not one of our words for {field.words}.", hint, "unknown-term")


def choice(field: Field, text: str) -> str:
    """One of a few words that the field table lists."""
    names = {fold(choice): choice for choice in field.choices}
    if fold(text) in names:
        return names[fold(text)]
    close = nearest(fold(text), names)
    listed = ", ".join(f"“{choice}”" for choice in field.choices)
    hint = f"did you mean “{names[close]}”?" if close else f"use one of {listed}"
    raise Wrong(f"“{field.label}” cannot be “{_short(text)}”.", hint, "unknown-choice")


def whole_number(field: Field, text: str) -> int:
    """A whole number between the field's least and most."""
    if not re.fullmatch(r"\d{1,9}", text):
        raise Wrong(
            f"“{field.label}” is a whole number, not “{_short(text)}”.",
            f"write digits only, such as {field.example}",
            "number",
        )
    if not field.least <= int(text) <= field.most:
        raise Wrong(
            f"“{field.label}” cannot be {_short(text)}.",
            f"use a number from {field.least} to {field.most}",
            "number",
        )
    return int(text)


def money(field: Field, text: str) -> float:
    """Pounds: `4`, `£4` or `12.50`."""
    found = re.fullmatch(r"£?\s?(\d{1,6}(?:\.\d{1,2})?)", text)
    if not found:
        raise Wrong(
            f"“{field.label}” is an amount in pounds, not “{_short(text)}”.",
            "write digits only, such as 4 or 12.50; put the words in cost: text",
            "money",
        )
    return float(found[1])


def yes_or_no(field: Field, text: str) -> bool:
    """Yes or no, as people write them."""
    said = {"yes": True, "y": True, "true": True, "no": False, "n": False, "false": False}
    if text.casefold() not in said:
        raise Wrong(
            f"“{field.label}” is yes or no, not “{_short(text)}”.", "write yes or no", "yes-or-no"
        )
    return said[text.casefold()]


def day(field: Field, text: str) -> str:
    """A date, written 2026-10-03; given back in the same form."""
    form = "write the year, the month and the day, such as 2026-10-03"
    other = re.fullmatch(r"(\d{1,2})[/. -](\d{1,2})[/. -](\d{4})", text)
    if other:
        year, month, day_ = int(other[3]), int(other[2]), int(other[1])
    else:
        iso = re.fullmatch(r"(\d{4})-(\d{1,2})-(\d{1,2})", text)
        if not iso:
            raise Wrong(f"“{_short(text)}” is not a date we can read.", form, "date")
        year, month, day_ = int(iso[1]), int(iso[2]), int(iso[3])
    try:
        meant = date(year, month, day_).isoformat()
    except ValueError:
        message = f"There is no such day as {_short(text)}."
        raise Wrong(message, form, "impossible-date") from None
    if meant != text:
        raise Wrong(f"Dates are written the other way round from “{text}”."
                    if other else f"“{text}” needs two digits for the month and the day.",
                    f"write {meant}", "date")
    return meant


def phone(field: Field, text: str) -> str:
    """A phone number people in the United Kingdom can ring, spaced as they would expect."""
    spaced = _spaced_phone(text)
    if not spaced:
        raise Wrong(
            f"“{_short(text)}” cannot be a phone number.",
            "check that no digit is missing or doubled; put other words in start",
            "phone",
        )
    return spaced


@lru_cache(maxsize=4096)
def _spaced_phone(text: str) -> str:
    """The number in national form, or empty when no such number can exist.

    “Can exist” is what libphonenumber calls possible (its length and first digits), not what it
    calls valid: new ranges open faster than its tables, and the numbers that Ofcom keeps for
    drama, which the sample entries use, are not valid ones.
    """
    if re.search(r"[A-Za-z]", re.sub(r"(?i)\b(ext|x|extension)\b\.?", "", text)):
        return ""
    try:
        number = phonenumbers.parse(text, "GB")
    except phonenumbers.NumberParseException:
        return ""
    if phonenumbers.is_valid_short_number_for_region(number, "GB"):
        return text
    if phonenumbers.is_possible_number_with_reason(number) != phonenumbers.ValidationResult.IS_POSSIBLE:
        return ""
    abroad = number.country_code != 44
    form = phonenumbers.PhoneNumberFormat
    return phonenumbers.format_number(number, form.INTERNATIONAL if abroad else form.NATIONAL)


def email(field: Field, text: str) -> str:
    """An email address."""
    if not re.fullmatch(r"[^@\s<>,;:\"]+@[^@\s<>,;:\"]+\.[^@\s<>,;:\".]{2,}", text):
        raise Wrong(
            f"“{_short(text)}” is not an email address.",
            "an email address looks like hello@example.org",
            "email",
        )
    return text


def web_address(field: Field, text: str) -> str:
    """A web address that starts with http:// or https://."""
    if is_web_address(text):
        return text
    mended = f"https://{text}"
    hint = f"did you mean {mended}?" if is_web_address(mended) and "@" not in text else (
        "copy the whole address from your browser; it starts with https://"
    )
    raise Wrong(f"“{_short(text)}” is not a web address.", hint, "web-address")


def is_web_address(text: str) -> bool:
    """True for http and https addresses with a real host and nothing hidden in them."""
    try:
        parts = urlsplit(text)
        host = parts.hostname or ""
        _ = parts.port
    except ValueError:
        return False
    return (
        parts.scheme in ("http", "https")
        and not re.search(r"[\s<>\"\\`]", text)
        and not parts.username
        and bool(re.fullmatch(r"[\w-]+(\.[\w-]+)*\.[^\W\d_][\w-]+", host))
    )


def outcode(field: Field, text: str) -> str:
    """The first half of a postcode."""
    if places.full_postcode(text):
        raise Wrong(
            "This is a whole postcode. For somebody’s home, give only its first half.",
            f"write {places.outward(text)}",
            "whole-postcode",
        )
    found = places.outward(text)
    if not found:
        raise Wrong(
            f"“{_short(text)}” is not the first half of a postcode.",
            "write the letters and numbers before the space, such as BA1",
            "outcode",
        )
    return found


def postcode(field: Field, text: str) -> str:
    """A whole postcode, spaced: BA1 6RT."""
    found = places.full_postcode(text)
    if not found:
        mended = places.suggest_postcode(text)
        hint = f"did you mean {mended}?" if mended else "a postcode looks like BA1 6RT"
        raise Wrong(f"“{_short(text)}” is not a postcode.", hint, "postcode")
    return found


_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


def weekly_time(field: Field, text: str) -> str:
    """A day and two times, such as Tuesday 14:00-16:00. The end may be after midnight."""
    clock = r"([01]\d|2[0-3]):([0-5]\d)"
    found = re.fullmatch(rf"([A-Za-z]+) {clock}\s?[-–]\s?{clock}", text)
    if not found:
        raise Wrong(
            f"“{_short(text)}” is not a day and two times.",
            "write it like this: Tuesday 14:00-16:00",
            "weekly-time",
        )
    days = {day.casefold(): day for day in _DAYS} | {day[:3].casefold(): day for day in _DAYS}
    said = found[1].casefold()
    if said not in days:
        close = nearest(said, days)
        hint = f"did you mean {days[close]}?" if close else f"use one of {', '.join(_DAYS)}"
        raise Wrong(f"“{_short(found[1])}” is not a day of the week.", hint, "weekly-time")
    return f"{days[said]} {found[2]}:{found[3]}-{found[4]}:{found[5]}"


def entry_id(field: Field, text: str) -> str:
    """The id of another entry: its file's name without .yml."""
    found = text.strip().removesuffix(".yml")
    if not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", found):
        raise Wrong(
            f"“{_short(text)}” is not the name of an entry’s file.",
            "copy the file’s name without .yml",
            "entry-id",
        )
    return found


def _short(text: str) -> str:
    """At most 40 characters of somebody's text, for use in a message."""
    words = " ".join(text.split())
    return words if len(words) <= 40 else words[:39] + "…"


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
