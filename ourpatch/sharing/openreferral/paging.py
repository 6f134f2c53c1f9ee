"""Lists by the page, in the envelope that Open Referral UK lays down."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

#: Things on a page when nobody says how many, and the most that may be asked for.
USUAL, MOST = 50, 500


@dataclass(frozen=True, slots=True)
class Turn:
    """Which page of a list somebody wants, and how long its pages are."""

    page: int = 1
    per_page: int = USUAL

    @property
    def skip(self) -> int:
        """How many things stand on the pages before."""
        return (self.page - 1) * self.per_page


def envelope(turn: Turn, total: int, contents: Sequence[dict[str, Any]]) -> dict[str, Any]:
    """One page of a list. A page past the last is empty and says so; an empty list has no pages."""
    pages = -(-total // turn.per_page)
    return {
        "total_items": total,
        "total_pages": pages,
        "page_number": turn.page,
        "size": len(contents),
        "first_page": turn.page == 1,
        "last_page": turn.page >= pages,
        "empty": not contents,
        "contents": list(contents),
    }
