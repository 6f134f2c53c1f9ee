"""`publish booklet`: the directory, or the answer to a question, as a booklet to print."""

import sys
from collections.abc import Mapping
from typing import Any

from ourpatch.editions.one_file import NOBODY, question
from ourpatch.editions.pages import Patch
from ourpatch.searching import Question, answer
from ourpatch.sharing.paper import Sheet, paper

#: From so many entries on it takes long enough for people to wonder.
_MANY = 500

_EMPTY = "There are no entries yet, so nothing was written."


def pdf(patch: Patch, find: str, sheet: Sheet) -> tuple[bytes, int]:
    """The booklet as PDF, and how many entries are in it.

    `find` is the end of a search's address, or all of it; empty for everybody. Raises ValueError
    when it asks nothing or nobody answers it.
    """
    asked = question(patch.connection, find) if find else Question()
    found = answer(patch.connection, asked, whole=True, in_full=True)
    if not found.total:
        raise ValueError(NOBODY.format(find) if find else _EMPTY)
    if found.total >= _MANY:
        print(f"Setting {found.total:,} entries. This takes a while.", file=sys.stderr)
    cover = _cover(patch.site)
    return paper(found, patch.known, patch.publisher, sheet, booklet=True, cover=cover), found.total


def _cover(site: Mapping[str, Any]) -> tuple[str, ...]:
    """More lines for the cover: what it is, where, and whom to ring."""
    phone = str(site.get("helpline_phone") or "").replace(" ", "\u00a0")
    helpline = f"Would you rather talk to a person? Ring {site.get('helpline_name')} on {phone}."
    said = (site.get("tagline"), site.get("area"), helpline if phone else "")
    return tuple(f"{line}".rstrip(".") + "." for line in said if line)
