"""One entry, whole."""

import json
import sqlite3
from typing import Any

from ourpatch.searching.bits import numbers_in
from ourpatch.searching.sets import directory, rows_of
from ourpatch.statements import statements

_SQL = statements("entry")


def full_entry(connection: sqlite3.Connection, id: str) -> dict[str, Any] | None:
    """Everything about one entry, nested as in its file, and what was worked out; None if unknown.

    Added to the file's own fields: `id`, `stale`, `based`, its `history`, since when a website does
    not answer, the links that ring and text, the descriptions as HTML, and for `instead` and
    `similar` a few facts of other entries.
    """
    rows = rows_of(connection.execute(_SQL["entry"], {"id": id}))
    if not rows:
        return None
    (row,) = rows
    built_on = directory(connection).build["built_on"]
    entry: dict[str, Any] = {"id": id, **json.loads(row["record"])}
    entry["status"] = {"now": row["status"], **entry.get("status", {})}
    entry["stale"] = bool(row["stale_after"]) and row["stale_after"] < built_on
    entry["based"] = row["based"]
    if row["description_html"]:
        entry["description_html"] = row["description_html"]
    if row["cy_description_html"]:
        entry["cy"]["description_html"] = row["cy_description_html"]
    for way in ("phone", "text"):
        if link := row[f"contact_{way}_link"]:
            entry["contact"][f"{way}_link"] = link
    for way in ("website", "social"):
        if since := row[f"{way}_down_since"]:
            entry["contact"][f"{way}_down_since"] = since
    entry["history"] = {
        "added_on": row["added_on"],
        "changed_on": row["changed_on"],
        "changed": json.loads(row["changed"] or "[]"),
        "changed_why": row["changed_why"],
        "touched_on": row["touched_on"],
    }
    entry["instead"] = _named(connection, entry["status"].get("instead", []))
    entry["similar"] = _similar(connection, row)
    return entry


def in_place_of(connection: sqlite3.Connection, id: str) -> list[dict[str, Any]]:
    """Where to turn when an entry has closed: those it names, or open ones like it near by."""
    entry = full_entry(connection, id) or {}
    others: list[dict[str, Any]] = entry.get("instead") or entry.get("similar") or []
    return others


def record_of(connection: sqlite3.Connection, id: str) -> dict[str, Any] | None:
    """What an entry's own file says, read: its fields and nothing besides; None if unknown."""
    row = connection.execute(_SQL["record"], {"id": id}).fetchone()
    record: dict[str, Any] | None = json.loads(row[0]) if row else None
    return record


def now_called(connection: sqlite3.Connection, id: str) -> str | None:
    """The id of the entry that had this id before; None when none had."""
    found = connection.execute(_SQL["former"], {"id": id}).fetchone()
    return found[0] if found else None


def _named(connection: sqlite3.Connection, ids: list[str]) -> list[dict[str, Any]]:
    rows = connection.execute(_SQL["names"], {"ids": json.dumps(ids)})
    return [{"id": id, "name": name} for id, name in rows]


def _similar(connection: sqlite3.Connection, row: dict[str, Any]) -> list[dict[str, Any]]:
    """Up to three open entries with the same kinds of help, those in the same place first."""
    known = directory(connection)
    kinds = json.loads(row["help"] or "[]")
    numbers = numbers_in(known.having("help", kinds), most=200)
    asked = {"numbers": json.dumps(numbers), "id": row["id"], "outcode": row["outcode"]}
    return [
        {"id": id, "name": name, "summary": summary, "help": json.loads(help or "[]")}
        for id, name, summary, help in connection.execute(_SQL["similar"], asked)
    ]
