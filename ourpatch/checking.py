"""The rules that look at a whole entry, and at all the entries together.

What one value may be is the field table's business (`reading`). A rule is here when it needs two
fields, or two entries, or today's date. Every rule protects somebody: a home address, a reader who
would ring a number that is not there, a link that would run a script.
"""

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from datetime import date
from functools import cache
from pathlib import Path

from ourpatch import fields, places, plain_words
from ourpatch.areas import run_together
from ourpatch.keeping.alike import pairs
from ourpatch.keeping.different import different
from ourpatch.keeping.refusing import refusals
from ourpatch.problems import Problem
from ourpatch.progress import bar
from ourpatch.reading import Entry, read_file
from ourpatch.words import nearest, slug, vocabulary

_FILE_NAME = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*\.yml")

# The ways to write a link in Markdown: where it is used, and apart on a line of its own.
_MARKDOWN_LINKS = (
    re.compile(r"(?:\]\(\s*<?|<(?=[A-Za-z]\w*:))([^)\s>]*)"),
    re.compile(r"\n\s*\[[^\]]+\]:\s*<?([^)\s>]+)"),
)
_HTML_TAG = re.compile(r"</?[a-zA-Z][a-zA-Z0-9]*(\s[^<>]*)?/?>")
_SAFE_SCHEMES = ("http", "https", "mailto", "tel")

# What leads people to a door, and its end, without which there is none: that is sooner looked for.
_LEADING_TO_A_DOOR = (
    (places.END_OF_A_POSTCODE, places.FULL_POSTCODE, "whole postcode"),
    (places.END_OF_A_DEGREE, places.COORDINATES, "map position"),
)


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
    for row in fields.inside("").values():
        if not row.required or row.name in entry.said:
            continue
        if row.name in entry.spots:
            message, hint = f"There is nothing after “{row.name}:”.", "write"
        else:
            message, hint = f"This entry has no {row.name}.", "add a line such as"
        entry.wrong(row.name, "missing", message, f"{hint}  {row.name}: {row.example}")
    reach = [row for row in fields.fields() if row.reach]
    no_need = entry.get("status.now") == "closed" or _is_unclear(entry, "status.now")
    if no_need or entry.said.intersection(row.name for row in reach):
        return
    message = "This entry gives no way to get in touch."
    hint = f"add a line such as  {reach[0].group}: {{{reach[0].key}: {reach[0].example}}}"
    if "contact" in entry.said:
        hint = f"add one of these inside contact: {', '.join(row.key for row in reach)}"
    if "contact" not in entry.said or "contact" in entry.spots:
        entry.wrong("contact", "no-contact", message, hint)


def _is_unclear(entry: Entry, path: str) -> bool:
    """True when a value was written that cannot be used, so that nothing follows from it."""
    return path in entry.said and entry.get(path) is None


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
    stem = re.sub(r"(\.ya?ml)+$", "", name, flags=re.I)
    kept = stem if _FILE_NAME.fullmatch(f"{stem}.yml") and len(stem) <= 80 else ""
    wanted = kept or slug(entry.get("name") or "") or slug(stem) or "the-name-of-the-entry"
    message = "A file’s name has only small letters, digits and single dashes, and ends in .yml."
    if _FILE_NAME.fullmatch(name):
        message = f"This file’s name is {len(stem)} letters long. The most is 80."
    entry.wrong("", "file-name", message, f"call this file  {wanted}.yml")


def _nobodys_front_door(entry: Entry) -> None:
    """Whole postcodes and map positions are only for places that are public: git never forgets."""
    told = entry.get("place.public") is not None or entry.complete
    if entry.get("place.public") or not told or _is_unclear(entry, "place.public"):
        return
    whole = entry.get("place.postcode")
    if whole and not _is_secret(entry):
        message = "This whole postcode would lead people to somebody’s door."
        hint = f"write  outcode: {whole.split()[0]}  (or, if it is a public building, "
        hint += "add  public: yes  to place)"
        entry.wrong("place.postcode", "whole-postcode", message, hint)
    every = "\n".join(entry.words())
    for end, pattern, what in _LEADING_TO_A_DOOR:
        if not (end.search(every) and pattern.search(every)):  # nearly always
            continue
        for path, words in entry.texts():
            if path == "place.postcode":
                continue
            for found in dict.fromkeys(match[0].strip() for match in pattern.finditer(words)):
                message = f"“{found}” is a {what}, which would lead people to somebody’s door."
                first = places.outward(found)
                hint = f"write  {first}" if first else "take it out"
                hint += "  (or, if it is a public building, add  public: yes  to place)"
                entry.wrong_inside(path, found, "whole-postcode", message, hint)


def _postcode_agrees(entry: Entry) -> None:
    """The whole postcode starts with the outcode when both are given."""
    whole, first = entry.get("place.postcode"), entry.get("place.outcode")
    if whole and first and whole.split()[0] != first:
        line = entry.spots["place.outcode"][0]
        message = f"The postcode {whole} does not start with {first}, the outcode on line {line}."
        entry.wrong("place.postcode", "postcode-differs", message, "correct one of the two")


def _is_secret(entry: Entry) -> bool:
    """True when it offers a kind of help whose place nobody must know, such as a refuge."""
    secret = {term.id for term in vocabulary("help").terms if term.secret_place}
    return bool(secret.intersection(entry.get("help") or ()))


def _one_area_at_a_time(entry: Entry) -> None:
    """Areas run together are found by nobody: BA1 BA2, Frome - Bath, Westbury Warminster."""
    for number, area in enumerate(entry.get("covers.districts") or ()):
        words = area.split()
        if len(words) < 2:
            continue
        odd = [word for word in words if word == "-" or word.isdigit() or places.outward(word)]
        if odd or run_together(area):
            message = f"“{area}” looks like more than one area."
            hint = "put a comma between areas, or a dash on a line of its own before each"
            path = f"covers.districts.{number}"
            entry.wrong(path, "areas", message, hint, strength="warning")


def _secret_places(entry: Entry) -> None:
    """A refuge gets no place at all."""
    if _is_secret(entry) and "place" in entry.values:
        message = "A safe place to stay must not say where it is, not even roughly."
        hint = "take out place, and say nothing of it elsewhere"
        entry.wrong("place", "secret-place", message, hint)


def _ages_in_order(entry: Entry) -> None:
    """The youngest age is not above the oldest."""
    youngest, oldest = entry.get("ages.from"), entry.get("ages.to")
    if youngest is not None and oldest is not None and youngest > oldest:
        message = f"The youngest age, {youngest}, is above the oldest, {oldest}."
        hint = f"write  ages: {{from: {oldest}, to: {youngest}}}"
        entry.wrong("ages.from", "ages", message, hint)


def _safe_links(entry: Entry) -> None:
    """Links in Markdown lead to web pages, emails or phone numbers, and never run anything."""
    for path in ("description", "cy.description"):
        text = f"\n{entry.get(path) or ''}"
        for link in dict.fromkeys(link for way in _MARKDOWN_LINKS for link in way.findall(text)):
            scheme = re.match(r"([a-z][a-z0-9+-]*):", link, re.I)
            if scheme and scheme[1].lower() not in _SAFE_SCHEMES:
                message = f"Links that start with “{scheme[1]}:” are not safe for readers."
                hint = "start the link with https:// or mailto: or tel:"
                entry.wrong_inside(path, link, "unsafe-link", message, hint)


def _no_html(entry: Entry) -> None:
    """HTML tags are taken out of the page, so say so before somebody wonders where they went."""
    for path in ("description", "cy.description"):
        if found := _HTML_TAG.search(entry.get(path) or ""):
            message = f"“{found[0][:30]}” is HTML, which is left out of the page."
            hint = "use Markdown: **bold**, - for a list, [words](https://example.org) for a link"
            entry.wrong_inside(path, found[0], "html", message, hint, strength="warning")


RULES: tuple[Callable[[Entry], None], ...] = (
    _needs_its_least,
    _parts_of_checks,
    _file_name,
    _nobodys_front_door,
    _postcode_agrees,
    _one_area_at_a_time,
    _secret_places,
    _ages_in_order,
    _safe_links,
    _no_html,
)


def latest_past_date(entry: Entry) -> str:
    """The latest of the dates that must not lie in the future, or an empty text."""
    return max((day for _, day in _past_dates(entry)), default="")


def check_dates(entry: Entry, today: date) -> list[Problem]:
    """Dates that lie after today where that cannot be. Kept apart, as it changes with the day."""
    before = len(entry.problems)
    for path, day in _past_dates(entry):
        if day > today.isoformat():
            message = f"{day} has not come yet."
            entry.wrong(path, "future-date", message, "check the year, the month and the day")
    return entry.problems[before:]


@cache
def _past_date_names() -> tuple[str, ...]:
    return tuple(row.name for row in fields.fields() if row.kind == "past date")


def _past_dates(entry: Entry) -> Iterator[tuple[str, str]]:
    for name in _past_date_names():
        value = entry.get(name)
        if value:
            yield name, value
    for number, seen in enumerate(entry.get("checks") or ()):
        if "on" in seen:
            yield f"checks.{number}.on", seen["on"]


def check_together(ids: Iterable[str], pointing: Iterable[Entry]) -> list[Problem]:
    """What is wrong between entries: `ids` are all of them, `pointing` those that name another."""
    known = set(ids)
    had: dict[str, str] = {}
    problems: list[Problem] = []
    for entry in pointing:
        before = len(entry.problems)
        _old_names(entry, known, had)
        for number, other in enumerate(entry.get("status.instead") or ()):
            path = f"status.instead.{number}"
            if other == entry.id:
                message = "An entry cannot be tried instead of itself."
                entry.wrong(path, "instead", message, "name another entry, or take this out")
            elif other not in known:
                close = nearest(other, sorted(known))
                hint = f"did you mean “{close}”?" if close else "copy the file’s name without .yml"
                entry.wrong(path, "instead", f"There is no entry called “{other}”.", hint)
        problems += entry.problems[before:]
    return problems


def _old_names(entry: Entry, known: Collection[str], had: dict[str, str]) -> None:
    """An old address leads to one entry: `had` says which entry has claimed each so far."""
    for number, old in enumerate(entry.get("was") or ()):
        path = f"was.{number}"
        if old == entry.id:
            message = "This is what the entry is called now."
            entry.wrong(path, "was", message, "write only names that it had before")
        elif old in known:
            message = f"There is an entry called “{old}”, so its address cannot lead here."
            entry.wrong(path, "was", message, "take this out, or that entry’s file away")
        elif had.setdefault(old, entry.id) != entry.id:
            message = f"“{had[old]}” says that it was called “{old}” too."
            entry.wrong(path, "was", message, "take it out of one of the two")


def check_paths(paths: Iterable[Path], folder: Path, today: date) -> tuple[int, list[Problem]]:
    """Check files, and every entry in folders; gives how many files, and their problems by line.

    `folder` holds the entries that others may name. Raises OSError when a path cannot be read.
    """
    files = [file for path in paths for file in _entry_files(path)]
    entries = [read_file(file, _shown(file)) for file in bar(files, "Checking")]
    ids = {file.stem for file in _entry_files(folder)} if folder.is_dir() else set()
    refused = refusals(folder)
    for entry in entries:
        check_entry(entry)
        check_dates(entry, today)
        plain_words.suggest(entry)
        refused.check(entry)
        ids.add(entry.id)
    check_together(ids, entries)
    found = [refused.problem] if refused.problem else []
    found += check_twins(entries, folder)
    return len(files), found + [p for entry in entries for p in sorted(entry.problems)]


def check_twins(entries: list[Entry], folder: Path) -> list[Problem]:
    """A warning on each entry that may be here twice; gives what is wrong with the list of pairs.

    Files that were not asked about are read too: a new entry is most often like an old one.
    """
    mine = {entry.id: entry for entry in entries}
    asked = {Path(entry.path).resolve() for entry in entries}
    beside = _entry_files(folder) if folder.is_dir() and entries else []
    others = [file for file in beside if Path(_shown(file)).resolve() not in asked]
    read = (read_file(file, _shown(file)) for file in bar(others, "Comparing"))
    values = {entry.id: entry.values for entry in (*read, *entries)}
    known, problems = different(folder)
    for pair in pairs(values, known, mine.keys()):
        told = pair.other if pair.other in mine else pair.one
        twin = pair.one if told == pair.other else pair.other
        message = f"This may be the same organisation as “{twin}”: {_listed(pair.shared)} agree."
        hint = "keep one of the two; or say in different.yml, beside the entries, why they are two"
        mine[told].wrong("name", "twice", message, hint, strength="warning")
    return problems


def _listed(words: Sequence[str]) -> str:
    return " and ".join(filter(None, (", ".join(words[:-1]), *words[-1:])))


def _shown(path: Path) -> str:
    """A path that can be printed: on Linux a file's name may be bytes that are no text."""
    return str(path).encode("utf-8", "surrogateescape").decode("utf-8", "replace")


def _entry_files(path: Path) -> list[Path]:
    """The path itself, or the entry files directly inside a folder, by name."""
    if not path.is_dir():
        return [path]
    return sorted(file for file in path.iterdir() if file.suffix.lower() in (".yml", ".yaml"))
