"""The door for feeds: the saved pages of an Open Referral UK feed in, a folder of entries out."""

import sys
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path

from ourpatch import fields
from ourpatch.importing.drafts import Draft
from ourpatch.importing.feed_pages import Feed, read_feed
from ourpatch.importing.proving import proven
from ourpatch.importing.services import draft_of
from ourpatch.importing.shelf import Shelf
from ourpatch.importing.spreadsheet import FINE, NOTHING_USABLE, WRONG_USAGE
from ourpatch.importing.table import Unreadable
from ourpatch.importing.telling import Outcome, as_text
from ourpatch.progress import bar

#: What is not taken from a feed, and so is left as people wrote it. “Checked” is among it: a feed's
#: date says that somebody looked, and not that anybody asked the people themselves.
_NOT_TAKEN = (
    "led_by.share", "place.venue", "place.address", "place.postcode", "place.public", "referral",
    "space", "personal_care", "checks", "checked", "permission", "cy", "status.since",
    "status.instead", "source.link",
)  # fmt: skip

_AS_THE_FEED_SAYS: Mapping[str, str] = {}


def run(path: Path, into: Path, today: date, notes: tuple[str, ...] = ()) -> int:
    """Import a feed and print what was done. Raises OSError when a file cannot be read."""
    try:
        feed = read_feed(path)
        feed = replace(feed, notes=(*feed.notes, *notes))
    except Unreadable as error:
        print(error, file=sys.stderr)
        return WRONG_USAGE
    outcome = gather(feed, into, today)
    print(as_text(outcome))
    return FINE if outcome.puts else NOTHING_USABLE


def gather(feed: Feed, into: Path, today: date) -> Outcome:
    """Make, prove and keep an entry for every service that can be one."""
    return keep(feed, drafts_of(feed, into, today), into, today)


def drafts_of(
    feed: Feed, into: Path, today: date, credit: Mapping[str, str] = _AS_THE_FEED_SAYS
) -> list[Draft]:
    """A proven draft of every service. `credit` says whose feed it is, whatever the feed says."""
    drafts = (
        draft_of(service, number, feed.name, feed.licence)
        for number, service in enumerate(bar(feed.services, "Reading services"), 1)
    )
    return proven(drafts, into, today, credit)


def keep(
    feed: Feed,
    drafts: list[Draft],
    into: Path,
    today: date,
    credit: Mapping[str, str] = _AS_THE_FEED_SAYS,
) -> Outcome:
    """Put drafts into the folder of entries."""
    taken = (row.name for row in fields.fields() if not row.name.startswith(_NOT_TAKEN))
    shelf = Shelf(into, frozenset(taken) | credit.keys(), today)
    shelf.look()
    puts = shelf.keep(drafts)
    return Outcome(
        feed.name, into, drafts, puts, list(feed.notes), gone=shelf.gone(drafts), thing="service"
    )
