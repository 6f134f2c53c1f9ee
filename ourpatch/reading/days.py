"""Dates, and days of the week with their times."""

import re
from datetime import date

from ourpatch.fields import Field
from ourpatch.reading.faults import Wrong, short
from ourpatch.words import nearest

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_DAY_FIRST = re.compile(
    r"(\d{1,2})(?:st|nd|rd|th)?[/. -]+(?:of )?(\d{1,2}|[a-z]{3,9})[/., -]+(\d{4})", re.I
)
_YEAR_FIRST = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})")


def day(field: Field, text: str) -> str:
    """A date, written 2026-10-03; given back in the same form."""
    year_first, day_first = _YEAR_FIRST.fullmatch(text), _DAY_FIRST.fullmatch(text)
    form = "write the year, the month and the day, such as 2026-10-03"
    if year_first:
        year, month, day_ = (int(part) for part in year_first.groups())
    elif day_first and (named := _month(day_first[2])):
        year, month, day_ = int(day_first[3]), named, int(day_first[1])
    else:
        raise Wrong(f"“{short(text)}” is not a date we can read.", form, "date")
    try:
        meant = date(year, month, day_).isoformat()
    except ValueError:
        message = f"There is no such day as {short(text)}."
        raise Wrong(message, form, "impossible-date") from None
    if meant != text:
        order = "with the year first" if day_first else "with dashes and two digits for each part"
        raise Wrong(f"Dates are written {order}, not “{text}”.", f"write  {meant}", "date")
    return meant


def _month(written: str) -> int:
    """The number of a month, by its number or its name; 0 when it has no such name."""
    if written.isdigit():
        return int(written)
    short_name = written[:3].casefold()
    return _MONTHS.index(short_name) + 1 if short_name in _MONTHS else 0


_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


def weekly_time(field: Field, text: str) -> str:
    """A day and two times, such as Tuesday 14:00-16:00. The end may be after midnight."""
    clock = r"(\d{1,2}):(\d{2})"
    found = re.fullmatch(rf"([A-Za-z]+),? {clock}\s?[-–]\s?{clock}", text, re.ASCII)
    if not found:
        message = f"“{short(text)}” is not a day and two times."
        raise Wrong(message, "write it like this:  Tuesday 14:00-16:00", "weekly-time")
    days = {day[:length].casefold(): day for day in _DAYS for length in (3, None)}
    said = found[1].casefold()
    if said not in days:
        close = nearest(said, days)
        hint = f"did you mean {days[close]}?" if close else f"use one of {', '.join(_DAYS)}"
        raise Wrong(f"“{short(found[1])}” is not a day of the week.", hint, "weekly-time")
    times = [f"{found[n]:>02}:{found[n + 1]}" for n in (2, 4)]
    for time in times:
        if time[:2] > "23" or time[3:] > "59":
            hint = "write times from 00:00 to 23:59, such as  Tuesday 14:00-16:00"
            raise Wrong(f"There is no such time as {time}.", hint, "weekly-time")
    return f"{days[said]} {'-'.join(times)}"
