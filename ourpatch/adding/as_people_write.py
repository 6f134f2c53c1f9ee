"""Dates, times, money and postcodes as people write them, made into what an entry file holds.

Only what is clear is changed; anything else is left as it was, for the checks to say what to do.
"""

import re
from collections.abc import Callable
from datetime import date, timedelta

from ourpatch import places
from ourpatch.fields import Field
from ourpatch.importing import tidying
from ourpatch.reading.shapes import is_web_address

_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_SEVERAL = {
    "weekdays": _DAYS[:5],
    "every weekday": _DAYS[:5],
    "weekends": _DAYS[5:],
    "every day": _DAYS,
    "daily": _DAYS,
}
_DAY = r"(mon|tue|wed|thu|fri|sat|sun)[a-z]*\.?"
_RANGE = re.compile(rf"{_DAY}\s*(?:to|until|till|-|–)\s*{_DAY}")
_CLOCK = r"(?:(\d{1,2})(?:[:.](\d\d))?\s*(am|pm|noon)?|(noon|midday|midnight))"
_TIMES = re.compile(rf"{_CLOCK}\s*(?:to|until|till|-|–)\s*{_CLOCK}$")
# Where one day's times end and another's begin: a line, or a comma after a time and before a day.
_EACH_DAY = re.compile(r"[\n;]|(?<=[\dm]),\s*(?=(?:mon|tue|wed|thu|fri|sat|sun))", re.I)

#: A day that starts before this hour, said with neither am nor pm, starts in the afternoon.
_FIRST_MORNING_HOUR = 7


def as_written(row: Field, text: str, today: date) -> str:
    """One value, in the form that an entry file has it in."""
    change = _BY_KIND.get(row.kind)
    return change(text, today) if change and text else text


def items(row: Field, text: str) -> list[str]:
    """The things in a list: one a line, or with commas or semicolons between them."""
    if row.kind == "weekly times":
        lines = _EACH_DAY.split(text)
        return [each for line in lines if line.strip() for each in weekly(line)]
    return [item for each in re.split(r"[\n,;]", text) if (item := " ".join(each.split()))]


def weekly(line: str) -> list[str]:
    """“Mondays and Fridays, 2pm to 4pm” as one text a day: Monday 14:00-16:00."""
    said = " ".join(line.casefold().replace("a.m.", "am").replace("p.m.", "pm").split())
    times = _TIMES.search(said.rstrip(". "))
    if not times:
        return [line.strip()]
    days = _days(said[: times.start()])
    hours = _hours(times.groups())
    return [f"{day} {hours}" for day in days] if days and hours else [line.strip()]


def _days(said: str) -> list[str]:
    """The days that some words name; empty where they say anything more than days."""
    words = re.sub(r"\b(on|every|each|from)\b(?! (week)?day\b)", " ", said).strip(" ,:")
    if " ".join(words.split()) in _SEVERAL:
        return list(_SEVERAL[" ".join(words.split())])
    if found := _RANGE.fullmatch(words):
        first, last = (_number(short) for short in found.groups())
        return [_DAYS[day % 7] for day in range(first, last + (1 if first <= last else 8))]
    left = re.sub(_DAY, "", words)
    if re.sub(r"\band\b|[\s,&+/]", "", left):
        return []
    return [_DAYS[_number(short)] for short in re.findall(_DAY, words)]


def _number(short: str) -> int:
    return next(number for number, day in enumerate(_DAYS) if day.casefold().startswith(short))


def _hours(parts: tuple[str | None, ...]) -> str:
    """Two times as 14:00-16:00; empty when they cannot be a day's hours."""
    first, last = _Time(*parts[:4]), _Time(*parts[4:])
    if first.hour > 24 or last.hour > 24 or first.hour < 0 or last.hour < 0:
        return ""
    start, end = first.start(last), last.end(first)
    return f"{start}-{end}" if start and end else ""


class _Time:
    """One time as it was said: 2, 2pm, 2.30, 14:00, noon."""

    def __init__(
        self, hour: str | None, minute: str | None, half: str | None, word: str | None
    ) -> None:
        named = {"noon": 12, "midday": 12, "midnight": 24}
        self.hour = named[word] if word else int(hour or -1)
        self.minute = minute or "00"
        self.half = "" if word else (half or "").replace("noon", "pm")
        by_clock = bool(hour and len(hour) == 2 and minute and not half)
        self.is_clear = bool(word) or by_clock or self.hour > 12 or self.hour == 0

    def start(self, end: "_Time") -> str:
        """The time, where it is said to last until `end`."""
        if self.is_clear or self.half:
            return self._at(self.half)
        if end.half and not end.is_clear:
            later = self.hour % 12 > end.hour % 12
            return self._at({"pm": "am", "am": "pm"}[end.half] if later else end.half)
        return self._at("am" if _FIRST_MORNING_HOUR <= self.hour < 12 else "pm")

    def end(self, start: "_Time") -> str:
        """The time, where it is said to begin at `start`."""
        if self.is_clear or self.half:
            return self._at(self.half)
        begun = start.start(self)
        morning = self._at("am")
        return morning if begun and morning > begun else self._at("pm")

    def _at(self, half: str) -> str:
        hour = self.hour
        if half:
            if not 1 <= hour <= 12:
                return ""
            hour = hour % 12 + (12 if half == "pm" else 0)
        return f"{hour % 24:02}:{self.minute}"


def _day(text: str, today: date) -> str:
    words = text.casefold().strip(". ")
    near = {"today": today, "now": today, "yesterday": today - timedelta(days=1)}
    if words in near:
        return near[words].isoformat()
    short = re.fullmatch(r"(\d{1,2}[/.-]\d{1,2}[/.-])(\d\d)", words)
    return tidying.day(f"{short[1]}20{short[2]}" if short else text)


def _money(text: str, today: date) -> str:
    words = text.casefold().replace(",", "").strip(". ")
    if words in ("free", "nothing", "no charge"):
        return "0"
    if pence := re.fullmatch(r"(\d{1,2})\s?(?:p|pence)", words):
        return f"{int(pence[1]) / 100:.2f}"
    pounds = re.fullmatch(r"£?\s?(\d+(?:\.\d{1,2})?)\s?(?:pounds?|gbp)?(?: each)?", words)
    return pounds[1] if pounds else text


def _number_alone(text: str, today: date) -> str:
    found = re.fullmatch(
        r"(?:aged? )?(\d+)\s*(?:\+|miles?|m|years?|yrs?)?(?: old| or so)?", text, re.I
    )
    return found[1] if found else text


def _first_half(text: str, today: date) -> str:
    """A whole postcode loses its second half at once: nobody meant to publish their door."""
    return places.outward(text) or text


def _address(text: str, today: date) -> str:
    return f"https://{text}" if is_web_address(f"https://{text}") else text


def _email(text: str, today: date) -> str:
    return re.sub(r"^mailto:", "", text, flags=re.I)


_BY_KIND: dict[str, Callable[[str, date], str]] = {
    "date": _day,
    "past date": _day,
    "money": _money,
    "whole number": _number_alone,
    "outcode": _first_half,
    "web address": _address,
    "email": _email,
}
