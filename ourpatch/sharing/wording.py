"""Small words that pages and downloads share: dates, sizes, labels in a sentence, how many."""

from collections.abc import Sequence
from datetime import date

_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September",
    "October", "November", "December",
)  # fmt: skip

#: No more changes than this are named in a sentence.
MOST_CHANGES = 3


def plain_date(day: str | None) -> str:
    """A date in words: 2026-10-03 is “3 October 2026”. Months in full, for those who listen."""
    if not day:
        return ""
    found = date.fromisoformat(day)
    return f"{found.day} {_MONTHS[found.month - 1]} {found.year}"


def plain_size(size: int) -> str:
    """How large a file is, in words: 12345 bytes are “13 kB”, 1234567 are “1.3 MB”."""
    thousands = -(-size // 1000)
    if thousands < 100:
        return f"{thousands} kB"
    tenths = -(-size // 100_000)
    return f"{tenths // 10}.{tenths % 10} MB"


def inline(words: str) -> str:
    """A label inside a sentence: “Disabled people” loses its capital, “LGBT+ people” does not."""
    return words if words[1:2].isupper() else words[:1].lower() + words[1:]


def how_many(count: int, one: str, more: str) -> str:
    """A number with its noun: “1 entry”, “3 entries”."""
    return f"{count} {one if count == 1 else more}"


def plain_month(day: str | None) -> str:
    """The month of a date in words: 2026-10-03 is in “October 2026”."""
    return plain_date(day).partition(" ")[2]


def plain_money(pounds: float) -> str:
    """An amount in pounds: 4 is “£4”, 12.5 is “£12.50”."""
    return f"£{pounds:.2f}".removesuffix(".00")


def changed_words(labels: Sequence[str]) -> str:
    """What changed, to begin a sentence: “Cost and phone changed”."""
    if len(labels) > MOST_CHANGES:
        return f"{labels[0]} and {len(labels) - 1} other things changed"
    first, *others = labels or ["Something"]
    rest = [inline(label) for label in others]
    listed = ", ".join([first, *rest[:-1]])
    return " and ".join([listed, *rest[-1:]]) + " changed"
