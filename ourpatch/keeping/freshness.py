"""Whom to ask again, and how to reach them: entries that nobody has checked, or not for long.

Checked means that a person asked the people themselves (`checked`). A file that somebody changed
yesterday may not have been checked for years, so no change of a file counts here.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from ourpatch.fields import by_name, fields
from ourpatch.reading import Entry

#: After this long without a check an entry sinks and says so (ALISS asks for a review each year).
MONTHS_UNTIL_STALE = 12

#: How an entry can be due for a check, longest first, and after how many months it is.
DUE: dict[str, int | None] = {
    "never checked": None,
    "over 18 months": 18,
    "over 12 months": MONTHS_UNTIL_STALE,
}

#: An issue holds about 65,000 letters.
MOST_IN_AN_ISSUE = 150

#: What Markdown, or the page that shows it, would take for more than a letter.
_MARKS = re.compile(r"[\\`*_{}\[\]()#+!<>|~@&:]")


@dataclass(frozen=True, slots=True)
class Due:
    """One entry to ask again: since when, who asked last, and every way to reach them."""

    id: str
    name: str
    due: str
    status: str
    checked: dict[str, str]
    reach: list[tuple[str, str]]


def months_later(day: str, months: int) -> str:
    """The same day some months on; the first of the month after, where there is no such day."""
    start = date.fromisoformat(day)
    month = start.month - 1 + months
    year, month = start.year + month // 12, month % 12 + 1
    try:
        return date(year, month, start.day).isoformat()
    except ValueError:
        return date(year + month // 12, month % 12 + 1, 1).isoformat()


def due_of(checked_on: str | None, status: str, today: date) -> str | None:
    """Which part of DUE an entry belongs to; None when it was checked lately, or has closed."""
    if status == "closed":
        return None
    for due, months in DUE.items():
        if months is None:
            if not checked_on:
                return due
        elif checked_on and months_later(checked_on, months) < today.isoformat():
            return due
    return None


def all_due(entries: Iterable[Entry], today: date) -> list[Due]:
    """The entries to ask again: in the order of DUE, those of one checker together."""
    found = [due for entry in entries if (due := _due(entry, today))]
    order = list(DUE)
    return sorted(
        found,
        key=lambda each: (
            order.index(each.due),
            each.checked.get("by", ""),
            each.checked.get("on", ""),
            each.name.casefold(),
        ),
    )


def _due(entry: Entry, today: date) -> Due | None:
    checked: dict[str, str] = entry.values.get("checked", {})
    status = entry.get("status.now") or "open"
    due = due_of(checked.get("on"), status, today)
    if due is None:
        return None
    return Due(entry.id, entry.get("name") or entry.id, due, status, checked, _reach(entry))


def _reach(entry: Entry) -> list[tuple[str, str]]:
    """The name to ask for, and the ways to reach them, by their labels."""
    ways = [by_name()["contact.name"], *(row for row in fields() if row.reach)]
    return [(row.label, said) for row in ways if (said := entry.get(row.name))]


def as_text(dues: list[Due], total: int) -> str:
    """The list as people read it in a terminal, ready to ring."""
    lines: list[str] = []
    for due in DUE:
        some = [each for each in dues if each.due == due]
        if some:
            lines.append(f"{due.capitalize()} ({len(some):,})")
            lines += [line for each in some for line in ("", *_lines(each))]
            lines.append("")
    lines.append(_summary(dues, total))
    return "\n".join(lines)


def _lines(each: Due) -> Iterable[str]:
    yield f"  {each.name}{' (having a break)' if each.status == 'paused' else ''}"
    if last := _last(each.checked):
        yield f"    {last}"
    for label, said in each.reach:
        yield f"    {label}: {said}"
    yield f"    when you have asked:  build.py checked {each.id} --how phone"


def _last(checked: dict[str, str]) -> str:
    """When it was last checked, how and by whom, in one line; empty when nobody did."""
    if not checked.get("on"):
        return ""
    more = ", ".join(checked[part] for part in ("how", "by") if checked.get(part))
    return f"Last checked {checked['on']}" + (f" ({more})" if more else "")


def as_markdown(dues: list[Due], total: int) -> str:
    """The list as the text of an issue, a box to tick for each, the same words each time."""
    lines = [_summary(dues, total), ""]
    for due in DUE:
        some = [each for each in dues[:MOST_IN_AN_ISSUE] if each.due == due]
        if some:
            lines += [f"## {due.capitalize()}", "", *map(_box, some), ""]
    if len(dues) > MOST_IN_AN_ISSUE:
        lines += [
            f"There are {len(dues) - MOST_IN_AN_ISSUE:,} more. `build.py stale` shows all.",
            "",
        ]
    if dues:
        lines.append(
            "When you have asked: `python build.py checked ID --how phone`, and send it in."
        )
    return "\n".join(lines).rstrip() + "\n"


def _box(each: Due) -> str:
    said = "; ".join(f"{label}: `{words.replace('`', '')}`" for label, words in each.reach)
    parts = (f"**{_plain(each.name)}** (`{each.id}`)", _plain(_last(each.checked)), said)
    return "- [ ] " + ". ".join(part for part in parts if part)


def _plain(words: str) -> str:
    """Words from an entry that Markdown will take for nothing else: no mention, link or image."""
    return _MARKS.sub(lambda found: f"&#{ord(found[0])};", words)


def _summary(dues: list[Due], total: int) -> str:
    if not dues:
        return f"Nobody to ask: {total:,} looked at, and none waits for a check."
    counts = {due: sum(each.due == due for each in dues) for due in DUE}
    parts = ", ".join(f"{count:,} {due}" for due, count in counts.items() if count)
    return (
        f"{len(dues):,} of {total:,} {'waits' if len(dues) == 1 else 'wait'} for a check: {parts}."
    )


FORMATS = {"text": as_text, "markdown": as_markdown}
