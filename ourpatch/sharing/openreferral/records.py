"""The entries that one page is about. However many there are, only those of the page are read."""

import json
import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from ourpatch.searching import Directory
from ourpatch.searching.bits import listed, set_of
from ourpatch.searching.sets import rows_of
from ourpatch.sharing.openreferral.ids import Ids, as_number

# Where it is not known, the day of the build, so that nobody who gathers misses anything.
_MODIFIED = "coalesce(touched_on, :built_on)"

#: The entries with some numbers, each looked up by its number (CROSS JOIN keeps that order).
RECORDS = f"""
SELECT entry.number, entry.id, record, entry.outcode, entry.latitude, entry.longitude,
  place.county AS district, {_MODIFIED} AS modified
FROM json_each(:numbers) AS asked CROSS JOIN entry ON entry.number = asked.value
  JOIN entry_text ON entry_text.id = entry.id
  LEFT JOIN place ON place.id = 'outcode:' || entry.outcode
"""

_MODIFIED_SINCE = f"SELECT group_concat(number) FROM entry WHERE {_MODIFIED} >= :day"

_IDS = "SELECT id, number FROM entry"


@dataclass(frozen=True, slots=True)
class Record:
    """One entry: its fields nested as in its file, and what was worked out about it.

    `district` is the council where its outward code is; `modified` the last day on
    which anything in it became different, a check included.
    """

    id: str
    values: dict[str, Any]
    outcode: str | None
    latitude: float | None
    longitude: float | None
    district: str | None
    modified: str

    def get(self, name: str) -> Any:
        """A value by its field's dotted name, or None."""
        found: Any = self.values
        for key in name.split("."):
            found = found.get(key) if isinstance(found, dict) else None
        return found


def records(
    connection: sqlite3.Connection, known: Directory, numbers: Sequence[int]
) -> dict[int, Record]:
    """The entries with these numbers."""
    asked = {"numbers": json.dumps(numbers), "built_on": known.build["built_on"]}
    found = {}
    for row in rows_of(connection.execute(RECORDS, asked)):
        number, values = row.pop("number"), json.loads(row.pop("record"))
        found[number] = Record(values=values, **row)
    return found


def modified_since(connection: sqlite3.Connection, known: Directory, day: str) -> int:
    """The entries in which anything became different on a day or after it."""
    asked = {"day": day, "built_on": known.build["built_on"]}
    (numbers,) = connection.execute(_MODIFIED_SINCE, asked).fetchone()
    return set_of(listed(numbers), known.build["entries"])


def number_of(
    connection: sqlite3.Connection, known: Directory, ids: Ids, kind: str, id: str
) -> int | None:
    """The number of the entry whose service (or other kind of thing) has this id.

    Ids are worked out for all entries when the first is asked for, and kept.
    """
    index = known.keep(
        ("open referral ids", kind, ids), lambda: ids.index(kind, connection.execute(_IDS))
    )
    return index.get(as_number(id) or -1)
