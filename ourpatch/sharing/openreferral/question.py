"""What may be asked of a list: the optional parameters of Open Referral UK, as sets of entries.

Each is taken at its word in the official openapi.json. What cannot be understood is answered with
what to change, because a wrong answer to a machine is worse than none.
"""

import re
import sqlite3
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from typing import Any

from ourpatch.searching import Directory, read_question
from ourpatch.searching.bits import listed, set_of
from ourpatch.searching.finding import find, points_of
from ourpatch.searching.understanding import understand
from ourpatch.searching.whereabouts import Nearness
from ourpatch.sharing.openreferral.details import DAYS
from ourpatch.sharing.openreferral.paging import MOST, USUAL, Turn
from ourpatch.sharing.openreferral.records import modified_since
from ourpatch.sharing.openreferral.taxonomies import Taxonomies

_METRES_IN_A_MILE = 1609.344

#: Further than across the United Kingdom, in metres.
_FURTHEST = 2_000_000

_AGED = "SELECT group_concat(number) FROM entry WHERE ages_from >= :least AND ages_to <= :most"
_AT_LEAST = "SELECT group_concat(number) FROM entry WHERE ages_from >= :least"
_AT_MOST = "SELECT group_concat(number) FROM entry WHERE ages_to <= :most"

# A time that ends after midnight (22:00-02:00) ends by no hour of its own day.
_WEEKLY = """
SELECT group_concat(number) FROM entry WHERE when_weekly IS NOT NULL AND EXISTS (
  SELECT 1 FROM json_each(when_weekly) WHERE value LIKE :day || ' %'
  AND substr(value, -11, 5) >= :start AND substr(value, -5) <= :end
  AND (:end = '24:00' OR substr(value, -5) > substr(value, -11, 5))
)
"""
_SILENT = """
SELECT group_concat(number) FROM entry
WHERE covers_districts IS NULL AND covers_within_miles IS NULL
"""


class Unclear(ValueError):
    """A parameter that cannot be understood. Its words say what to write instead."""


class Asked:
    """The parameters of one request, read one by one."""

    def __init__(
        self,
        connection: sqlite3.Connection,
        known: Directory,
        taxonomies: Taxonomies,
        given: Mapping[str, str],
    ) -> None:
        self.connection = connection
        self.known = known
        self.taxonomies = taxonomies
        self.given = {name: value.strip() for name, value in given.items() if value.strip()}

    def turn(self) -> Turn:
        """Which page, and how long."""
        page, size = self._whole("page", 1), self._whole("per_page", USUAL)
        return Turn(page, min(size, MOST))

    def is_full(self) -> bool:
        """True when whole services are wanted in a list."""
        return self.given.get("full", "").lower() == "true"

    def in_order(self) -> tuple[int, list[int] | Iterable[int]]:
        """The entries that fit, and the same as sets of equals, the best first."""
        said = [("q", self.given.get("search", "")), ("near", self.given.get("postcode", ""))]
        question = read_question(said, {})
        fitting = self._filtered()
        if not (question.q or question.near):
            if "proximity" in self.given:
                raise Unclear("proximity needs a postcode to measure from")
            return fitting, [fitting]
        meaning = understand(self.connection, self.known, question)
        if question.near and meaning.place is None:
            unknown = question.near[:40]
            raise Unclear(f"postcode: we do not know “{unknown}”; write one such as BA1 6RT")
        found = find(self.connection, self.known, meaning)
        fitting &= found.entries
        if question.near and found.near:
            fitting &= self._reached(found.near)
        if not (found.matched or found.near):
            return fitting, [fitting]
        return fitting, points_of(self.known, found).best_first(fitting)

    def _filtered(self) -> int:
        """The entries that pass every filter which needs no search."""
        fitting = self.known.everything
        for name in ("taxonomy_id", "taxonomy_term_id"):
            if id := self.given.get(name):
                pairs = self.taxonomies.meant.get(id if ":" in id else id.lower(), [])
                sets = (self.known.having(facet, [term]) for facet, term in pairs)
                fitting &= _either(sets)
        for makes in (self._aged, self._weekly, self._modified):
            fitting &= makes()
        return fitting

    def _aged(self) -> int:
        least, most = self._number("minimum_age"), self._number("maximum_age")
        if least is None and most is None:
            return self.known.everything
        sql = _AT_LEAST if most is None else _AT_MOST if least is None else _AGED
        return self._set(sql, {"least": least, "most": most})

    def _weekly(self) -> int:
        start, end = self._time("start_time", "00:00"), self._time("end_time", "24:00")
        day = self._day() if "day" in self.given else "%"
        if (day, start, end) == ("%", "00:00", "24:00"):
            return self.known.everything
        return self._set(_WEEKLY, {"day": day, "start": start, "end": end})

    def _modified(self) -> int:
        """By the day in UTC: whoever asks twice in a day misses nothing that changed in between."""
        said = self.given.get("modified_after")
        if said is None:
            return self.known.everything
        try:
            # A + in an address is a space, unless somebody wrote it as %2B.
            when = datetime.fromisoformat(re.sub(r" (\d\d:?\d\d)$", r"+\1", said))
            day = when.astimezone(UTC).date() if when.tzinfo else when.date()
        except (ValueError, OverflowError):
            example = "2026-10-03 or 2026-10-03T09:30:00Z"
            raise Unclear(f"modified_after: write a date or a time such as {example}") from None
        key = ("modified since", day)
        since = day.isoformat()
        return self.known.keep(key, lambda: modified_since(self.connection, self.known, since))

    def _reached(self, near: Nearness) -> int:
        """Those that come to a postcode or serve it; with `proximity`, those based so near it."""
        if "proximity" in self.given:
            metres = min(self._number("proximity") or 0, _FURTHEST)
            return near.within(self.known, round(metres / _METRES_IN_A_MILE))
        return near.covering | near.anywhere | self._set(_SILENT, {})

    def _set(self, sql: str, values: dict[str, Any]) -> int:
        """The entries that a statement finds; kept, because a reader of pages asks again."""

        def ask() -> int:
            (numbers,) = self.connection.execute(sql, values).fetchone()
            return set_of(listed(numbers), self.known.build["entries"])

        return self.known.keep((sql, *values.values()), ask)

    def _whole(self, name: str, usual: int) -> int:
        said = self.given.get(name, str(usual))
        if not re.fullmatch(r"[0-9]{1,9}", said) or int(said) < 1:
            raise Unclear(f"{name}: write a whole number from 1")
        return int(said)

    def _number(self, name: str) -> float | None:
        said = self.given.get(name)
        if said is not None and not re.fullmatch(r"[0-9]{1,9}(\.[0-9]{1,9})?", said):
            raise Unclear(f"{name}: write a number, such as 18")
        return None if said is None else float(said)

    def _day(self) -> str:
        """The name of a day, from its name or the start of it: Tuesday, Tue, TU."""
        said = self.given["day"].casefold()
        days = [day for day in DAYS if len(said) > 1 and day.casefold().startswith(said)]
        if len(days) != 1:
            raise Unclear("day: write a day of the week, such as Tuesday or TU")
        return days[0]

    def _time(self, name: str, usual: str) -> str:
        said = self.given.get(name, usual)
        found = re.fullmatch(r"(\d{1,2}):(\d\d)(:\d\d)?Z?", said)
        if not found or f"{found[1]:0>2}:{found[2]}" > "24:00" or found[2] > "59":
            raise Unclear(f"{name}: write a time, such as 14:00")
        return f"{found[1]:0>2}:{found[2]}"


def _either(sets: Iterable[int]) -> int:
    found = 0
    for each in sets:
        found |= each
    return found
