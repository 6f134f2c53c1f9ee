"""What is missing where: kinds of help that nobody offers, at all or from a district."""

import sqlite3
from dataclasses import dataclass

from ourpatch.searching.matching import NOTHING
from ourpatch.searching.sets import Word, directory
from ourpatch.statements import statements

#: The districts with most entries; in others nearly everything is missing.
MOST_DISTRICTS = 12

_SQL = statements("gaps")


@dataclass(frozen=True, slots=True)
class Gaps:
    """Kinds of help that nobody offers, and for each district those offered only elsewhere.

    A district comes with how many open entries are based there.
    """

    nowhere: list[Word]
    districts: list[tuple[str, int, list[Word]]]


def gaps(connection: sqlite3.Connection) -> Gaps:
    """What is missing in this directory. Help that travels counts where it is based.

    What only those give who say no place (a refuge must not, a phone line need not) is missing from
    no district, and “something else” is missing nowhere.
    """
    kinds = {id: word for id, word in directory(connection).words["help"].items() if id != NOTHING}
    none = {id for id, _ in connection.execute(_SQL["nowhere"])}
    based: dict[str, set[str]] = {}
    for district, term in connection.execute(_SQL["based"]):
        based.setdefault(district, set()).add(term)
    placed = set().union(*based.values())
    districts = connection.execute(_SQL["districts"], {"most": MOST_DISTRICTS}).fetchall()
    return Gaps(
        [word for id, word in kinds.items() if id in none],
        [
            (name, count, [kinds[id] for id in kinds if id in placed - based.get(name, set())])
            for name, count in districts
        ],
    )
