"""Every entry there is, with the day its page was last touched: for those who read every page."""

import sqlite3

from ourpatch.statements import statements

_SQL = statements("everybody")


def everybody(connection: sqlite3.Connection, skip: int, most: int) -> list[tuple[str, str]]:
    """Some of the entries in their plain order: each id, and the last day that anything in it
    became different, a check included; empty where that is not known.
    """
    return connection.execute(_SQL["everybody"], {"skip": skip, "most": most}).fetchall()
