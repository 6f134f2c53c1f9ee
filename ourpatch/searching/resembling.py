"""Entries that may be the organisation that somebody is telling us of, found without reading all.

It finds too many: those who know what makes two entries one (`keeping.alike`) look at these.
"""

import json
import sqlite3
from collections.abc import Iterable
from typing import Any

from ourpatch.searching.sets import quoted
from ourpatch.statements import statements
from ourpatch.text import words_of

#: More that share a word or a number tell nobody apart.
MOST = 50

#: A word that is used more often than this is in so many names that looking takes long.
MOST_USED = 500

_SQL = statements("resembling")


def resembling(
    connection: sqlite3.Connection, name: str, marks: Iterable[str]
) -> dict[str, dict[str, Any]]:
    """What the files say of entries that share words of a name, or a number or address, by id.

    `marks` are evened out: numbers as digits, addresses without http and www.
    """
    given = [mark.casefold().replace(" ", "") for mark in marks]
    asked = {"marks": json.dumps([mark for mark in given if mark]), "most": MOST}
    ids = {id for (id,) in connection.execute(_SQL["sharing"], asked)}
    words = {"words": json.dumps(words_of(name)), "most": MOST_USED}
    if telling := [word for (word,) in connection.execute(_SQL["telling"], words)]:
        wanted = " OR ".join(map(quoted, telling))
        asked = {"words": f"name : ({wanted})", "most": MOST}
        ids |= {id for (id,) in connection.execute(_SQL["named"], asked)}
    rows = connection.execute(_SQL["records"], {"ids": json.dumps(sorted(ids))})
    return {id: json.loads(record) for id, record in rows}
