"""The rules that look at a whole entry, and at all the entries together.

What one value may be is the field table's business (`reading`). A rule is here when it needs two
fields, or two entries, or today's date. Every rule protects somebody: a home address, a reader who
would ring a number that is not there, a link that would run a script.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

from ourpatch import fields, places
from ourpatch.problems import Problem
from ourpatch.progress import bar
from ourpatch.reading import Entry, read_file
from ourpatch.words import nearest, slug, vocabulary

_FILE_NAME = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*\.yml")

_MARKDOWN_LINK = re.compile(r"\]\(\s*<?([^)\s>]*)|^\s*\[[^\]]+\]:\s*<?(\S+)|<([a-z]\w*:[^>\s]*)>", re.M | re.I)
_HTML_TAG = re.compile(r"</?[a-zA-Z][a-zA-Z0-9]*(\s[^<>]*)?/?>")


def check_entry(entry: Entry) -> list[Problem]:
    """Everything that is wrong with one entry, in the order of its lines.

    When reading stopped half way, nothing is said to be missing: it may stand further down.
    """
    for rule in RULES:
        rule(entry)
    return sorted(entry.problems)


def _needs_its_least(entry: Entry) -> None:
    """A name, a summary and one way to get in touch (unless it is closed)."""
    if not entry.complete:
        return
    for row in fields.fields():
        if row.required and not row.group and row.name not in entry.said:
            message = f"This entry has no {row.name}."
            hint = f"add a line such as  {row.name}: {row.example}"
            entry.wrong("", "missing", message, hint)
    reach = [row.name for row in fields.fields() if row.reach]
    closed = entry.get("status.now") == "closed"
    if not closed and not entry.said.intersection(reach):
        ways = ", ".join(name.removeprefix("contact.") for name in reach)
        message = "This entry gives no way to get in touch."
        hint = f"add one of these inside contact: {ways}"
        entry.wrong("contact", "no-contact", message, hint)


def _parts_of_checks(entry: Entry) -> None:
    """Each paper that was seen says which paper it was."""
    for number, seen in enumerate(entry.get("checks") or ()):
        path = f"checks.{number}"
        if "what" not in seen and f"{path}.what" not in entry.said:
            message = "This does not say which paper was seen."
            entry.wrong(path, "missing", message, "add what, such as  what: enhanced DBS")


def _file_name(entry: Entry) -> None:
    """The file's name is the entry's id and stands in web addresses, so it is kept simple."""
    name = Path(entry.path).name
    if _FILE_NAME.fullmatch(name) and len(name) <= 84:
        return
    wanted = slug(entry.get("name") or "") or slug(Path(name).stem) or "the-name-of-the-entry"
    message = f"The file’s name “{name}” cannot be used in a web address."
    entry.wrong("", "file-name", message, f"call this file {wanted}.yml")


def _nobodys_front_door(entry: Entry) -> None:
    """Whole postcodes and map positions belong only to places that are public: git never forgets."""
    if entry.get("place.public"):
        return
    if entry.get("place.postcode"):
        entry.wrong(
            "place.postcode",
            "whole-postcode",
            "This whole postcode would lead people to somebody’s door.",
            f"write  outcode: {entry.get('place.postcode').split()[0]}  instead; "
            "or, if it is a public building, add  public: yes",
        )
    for path, words in _texts(entry.values):
        if path == "place.postcode":
            continue
        for pattern, what in ((places.FULL_POSTCODE, "whole postcode"), (places.COORDINATES, "map position")):
            if found := pattern.search(words):
                message = f"“{found[0].strip()}” is a {what}, which would lead people to somebody’s door."
                hint = "give only the first half of the postcode; or, if it is a public building, add  public: yes  to place"
                _wrong_inside(entry, path, found[0].strip(), "whole-postcode", message, hint)


def _postcode_agrees(entry: Entry) -> None:
    """The whole postcode starts with the outcode when both are given."""
    whole, first = entry.get("place.postcode"), entry.get("place.outcode")
    if whole and first and whole.split()[0] != first:
        message = f"The postcode {whole} is not in {first}."
        entry.wrong("place.outcode", "postcode-differs", message, "correct one of the two")


def _secret_places(entry: Entry) -> None:
    """A refuge gets no place at all."""
    secret = {term.id for term in vocabulary("help").terms if term.secret_place}
    if secret.intersection(entry.get("help") or ()) and "place" in entry.values:
        message = "A safe place to stay must not say where it is, not even roughly."
        entry.wrong("place", "secret-place", message, "take out place, and say nothing of it elsewhere")


def _ages_in_order(entry: Entry) -> None:
    """The youngest age is not above the oldest."""
    youngest, oldest = entry.get("ages.from"), entry.get("ages.to")
    if youngest is not None and oldest is not None and youngest > oldest:
        message = f"The youngest age, {youngest}, is above the oldest, {oldest}."
        entry.wrong("ages.from", "ages", message, "swap the two")


def _safe_links(entry: Entry) -> None:
    """Links in Markdown lead to web pages, emails or phone numbers, and never run anything."""
    for path in ("description", "cy.description"):
        for found in _MARKDOWN_LINK.finditer(entry.get(path) or ""):
            link = next(filter(None, found.groups()), "")
            scheme = re.match(r"\s*([a-z][a-z0-9+.-]*):", link, re.I)
            if scheme and scheme[1].lower() not in ("http", "https", "mailto", "tel"):
                message = f"A link here starts with “{scheme[1]}:”, which browsers may run as a program."
                hint = "a link starts with https:// or mailto: or tel:"
                _wrong_inside(entry, path, link, "unsafe-link", message, hint)


def _no_html(entry: Entry) -> None:
    """HTML tags are taken out of the page, so say so before somebody wonders where they went."""
    for path in ("description", "cy.description"):
        if found := _HTML_TAG.search(entry.get(path) or ""):
            message = f"“{found[0][:30]}” is HTML, which is left out of the page."
            hint = "use Markdown: **bold**, - for a list, [words](https://example.org) for a link"
            _wrong_inside(entry, path, found[0], "html", message, hint, strength="warning")


RULES: tuple[Callable[[Entry], None], ...] = (
    _needs_its_least,
    _parts_of_checks,
    _file_name,
    _nobodys_front_door,
    _postcode_agrees,
    _secret_places,
    _ages_in_order,
    _safe_links,
    _no_html,
)


def _texts(value: Any, path: str = "") -> Iterator[tuple[str, str]]:
    """Every piece of text in an entry's values, with its dotted path."""
    if isinstance(value, str):
        yield path, value
    elif isinstance(value, dict | list):
        pairs = value.items() if isinstance(value, dict) else enumerate(value)
        for key, inner in pairs:
            yield from _texts(inner, f"{path}.{key}" if path else str(key))


def _wrong_inside(
    entry: Entry, path: str, words: str, rule: str, message: str, hint: str, **more: Any
) -> None:
    """A problem about some words inside a longer value, at the line where they stand."""
    line, column = entry.spots.get(path, (1, 1))
    for number in range(line, len(entry.lines) + 1):
        at = entry.lines[number - 1].find(words, column - 1 if number == line else 0)
        if at >= 0:
            entry.spots[f"{path}#{words}"] = (number, at + 1)
            break
    else:
        entry.spots[f"{path}#{words}"] = (line, column)
    entry.wrong(f"{path}#{words}", rule, message, hint, **more)


def latest_past_date(entry: Entry) -> str:
    """The latest of the dates that must not lie in the future, or an empty text."""
    return max((day for _, day in _past_dates(entry)), default="")


def check_dates(entry: Entry, today: date) -> list[Problem]:
    """Dates that lie after today where that cannot be. Kept apart because it changes with the day."""
    before = len(entry.problems)
    for path, day in _past_dates(entry):
        if day > today.isoformat():
            message = f"{day} has not come yet."
            entry.wrong(path, "future-date", message, "check the year, the month and the day")
    return entry.problems[before:]


def _past_dates(entry: Entry) -> Iterator[tuple[str, str]]:
    past = [row for row in fields.fields() if row.kind == "past date"]
    for row in past:
        value = entry.get(row.name)
        if value:
            yield row.name, value
    for number, seen in enumerate(entry.get("checks") or ()):
        if "on" in seen:
            yield f"checks.{number}.on", seen["on"]


def check_together(ids: Iterable[str], pointing: Iterable[Entry]) -> list[Problem]:
    """What is wrong between entries: `ids` are all there are, `pointing` those that name another."""
    known = set(ids)
    problems: list[Problem] = []
    for entry in pointing:
        before = len(entry.problems)
        for number, other in enumerate(entry.get("status.instead") or ()):
            path = f"status.instead.{number}"
            if other == entry.id:
                message = "An entry cannot be tried instead of itself."
                entry.wrong(path, "instead", message, "name another entry, or take this out")
            elif other not in known:
                close = nearest(other, known)
                hint = f"did you mean “{close}”?" if close else "copy the file’s name without .yml"
                entry.wrong(path, "instead", f"There is no entry called “{other}”.", hint)
        problems += entry.problems[before:]
    return problems


def check_paths(
    paths: Iterable[Path], folder: Path, today: date
) -> tuple[int, list[Problem]]:
    """Check files, and every entry in folders; gives how many files, and their problems by line.

    `folder` holds the entries that others may name. Raises OSError when a path cannot be read.
    """
    files = [file for path in paths for file in _entry_files(path)]
    entries = [read_file(file) for file in bar(files, "Checking")]
    ids = {file.stem for file in _entry_files(folder)} if folder.is_dir() else set()
    problems: list[Problem] = []
    for entry in entries:
        check_entry(entry)
        check_dates(entry, today)
        ids.add(entry.id)
    check_together(ids, entries)
    for entry in entries:
        problems += sorted(entry.problems)
    return len(files), problems


def _entry_files(path: Path) -> list[Path]:
    """The path itself, or the entry files directly inside a folder, by name."""
    if not path.is_dir():
        return [path]
    return sorted(file for file in path.iterdir() if file.suffix.lower() in (".yml", ".yaml"))
