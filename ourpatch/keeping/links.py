"""Which websites no longer answer: asked politely, noted beside the entries, and marked late.

What a machine found out never goes into a contributor's file. It stands in `link-checks.json`
beside the entries, by address. A website has an off day; only one that failed three times over a
fortnight, and never worked in between, is marked.
"""

import json
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from queue import Empty, SimpleQueue
from threading import Thread
from typing import Any
from urllib.parse import urlsplit

from ourpatch.keeping.asking import Answer, ask
from ourpatch.progress import bar
from ourpatch.reading import Entry

FILE = "link-checks.json"

#: So many failures, over at least so many days, with no success between.
LEAST_FAILURES = 3
LEAST_DAYS = 14

#: The first failure and the last few are kept.
_MOST_KEPT = 6

#: Sites that are asked at the same time. Each is asked one question at a time.
SITES_AT_ONCE = 6

#: So many answers may be lost to a power cut.
_KEPT_EVERY = 50

#: When every one of so many fails, it is our own line that does not work.
_SURELY_NOT_ALL = 10

#: Names that are kept for examples and tests, and never lead anywhere (RFC 2606).
_NOWHERE = (
    *(".example", ".test", ".invalid", ".localhost"),
    *(".example.org", ".example.com", ".example.net"),
)

_FIELDS = ("contact.website", "contact.social")


@dataclass(slots=True)
class Record:
    """What is known of one address: when it was last asked and last worked, and failures since."""

    asked: str = ""
    worked: str = ""
    failed: list[tuple[str, str]] = field(default_factory=list)

    def note(self, answer: Answer, on: str) -> None:
        """Note an answer. One that says nothing either way changes nothing but the day."""
        self.asked = on
        if answer.state == "works":
            self.worked, self.failed = on, []
        elif answer.state == "fails":
            self.failed = [each for each in self.failed if each[0] < on] + [(on, answer.why)]
            if len(self.failed) > _MOST_KEPT:
                self.failed = [self.failed[0], *self.failed[1 - _MOST_KEPT :]]

    @property
    def down_since(self) -> str | None:
        """The day of its first failure, when it has failed often and for long enough."""
        if len(self.failed) < LEAST_FAILURES:
            return None
        first, last = (date.fromisoformat(self.failed[at][0]) for at in (0, -1))
        return first.isoformat() if (last - first).days >= LEAST_DAYS else None


class Unreadable(Exception):
    """The record of earlier checks is not one. The text says where and what to do."""


def read(folder: Path) -> dict[str, Record]:
    """What is known of every address, from the file beside a folder of entries.

    Raises Unreadable.
    """
    path = folder.parent / FILE
    if not path.is_file():
        return {}
    try:
        written = json.loads(path.read_bytes())
        return {link: _record(said) for link, said in written.items()}
    except (ValueError, AttributeError, TypeError, KeyError):
        hint = f"delete it, and  build.py links  begins {FILE} again"
        raise Unreadable(f"{path} cannot be read: {hint}.") from None


def _record(said: Mapping[str, Any]) -> Record:
    failed = [(date.fromisoformat(on).isoformat(), str(why)) for on, why in said["failed"]]
    return Record(str(said["asked"]), str(said["worked"]), failed)


def write(folder: Path, records: Mapping[str, Record]) -> None:
    """Keep what is known, in an order and on lines that are easy to compare."""
    said = {
        link: {"asked": each.asked, "worked": each.worked, "failed": each.failed}
        for link, each in sorted(records.items())
    }
    text = json.dumps(said, ensure_ascii=False, indent=1)
    fresh = folder.parent / f"{FILE}.new"
    fresh.write_text(text + "\n", "utf-8")
    fresh.replace(folder.parent / FILE)


def addresses(entries: Iterable[Entry]) -> list[str]:
    """The addresses of the entries that have not closed, each once; none of an example."""
    found = {
        link
        for entry in entries
        if entry.get("status.now") != "closed"
        for name in _FIELDS
        if (link := entry.get(name)) and not f".{_site(link)}".endswith(_NOWHERE)
    }
    return sorted(found)


def _site(link: str) -> str:
    try:
        return urlsplit(link).hostname or ""
    except ValueError:
        return ""


def check(
    links: Iterable[str],
    on: str,
    known: Mapping[str, Record],
    one: Callable[[str], Answer] = ask,
    keep: Callable[[dict[str, Record]], None] = lambda records: None,
) -> tuple[dict[str, Record], dict[str, Answer]]:
    """Ask every address; gives what is known of each now, and what came of asking.

    Those asked on this day already are not asked again, so that a check that was stopped goes on
    where it was. `keep` is given what is known every now and then, and at the end even of one that
    is stopped. Addresses that no entry has any longer are forgotten.
    """
    every = sorted(links)
    records = {link: known[link] for link in every if link in known}
    waiting = [link for link in every if link not in known or known[link].asked != on]
    answers: dict[str, Answer] = {}
    try:
        for link, answer in bar(_answers(waiting, one), "Asking websites", total=len(waiting)):
            answers[link] = answer
            records[link] = _noted(records.get(link, Record()), answer, on)
            if len(answers) % _KEPT_EVERY == 0 and not cut_off(answers):
                keep(_in_order(records))
    finally:
        if not cut_off(answers):
            keep(_in_order(records))
    return _in_order(records), answers


def cut_off(answers: Mapping[str, Answer]) -> bool:
    """True when so many sites in a row failed that it is likely our own line, and says nothing."""
    return len(answers) >= _SURELY_NOT_ALL and all(a.state == "fails" for a in answers.values())


def _noted(before: Record, answer: Answer, on: str) -> Record:
    after = Record(before.asked, before.worked, list(before.failed))
    after.note(answer, on)
    return after


def _in_order(records: Mapping[str, Record]) -> dict[str, Record]:
    return dict(sorted(records.items()))


def _answers(links: Iterable[str], one: Callable[[str], Answer]) -> Iterator[tuple[str, Answer]]:
    """Ask a few sites at a time, each one question at a time; gives the answers as they come.

    The threads are daemons, so that nobody who stops this has to wait for the slowest site.
    """
    by_site: dict[str, list[str]] = defaultdict(list)
    for link in links:
        by_site[_site(link)].append(link)
    sites: SimpleQueue[list[str]] = SimpleQueue()
    for some in sorted(by_site.values(), key=len, reverse=True):  # the longest wait begins first
        sites.put(some)
    told: SimpleQueue[tuple[str, Answer | Exception]] = SimpleQueue()

    def work() -> None:
        with suppress(Empty):
            while True:
                for link in sites.get_nowait():
                    told.put((link, _answer(link, one)))

    for _ in range(min(SITES_AT_ONCE, len(by_site))):
        Thread(target=work, daemon=True).start()
    for _ in range(sum(map(len, by_site.values()))):
        link, answer = told.get()
        if isinstance(answer, Exception):
            raise answer
        yield link, answer


def _answer(link: str, one: Callable[[str], Answer]) -> Answer | Exception:
    """An answer; or what went wrong with us, for the thread that waits for it."""
    try:
        return one(link)
    except Exception as error:
        return error


def down(records: Mapping[str, Record]) -> dict[str, str]:
    """The addresses to mark, each with the day since which it has failed."""
    return {link: since for link, each in records.items() if (since := each.down_since)}
