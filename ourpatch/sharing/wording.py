"""Small words that pages and downloads share: dates, sizes, labels in a sentence, how many."""

from datetime import date

_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September",
    "October", "November", "December",
)  # fmt: skip


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
