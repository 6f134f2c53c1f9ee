"""An Open Referral UK feed, page by page, into a folder: saved as `feed_pages` reads them.

A page is there whole or not at all, so what was broken off goes on where it stopped. Lists leave
out phone numbers, so every service is asked for by itself as well.
"""

import hashlib
import json
import re
import shutil
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlsplit, urlunsplit

from ourpatch.importing.feed_pages import services_in
from ourpatch.importing.fetching import Fetcher, Unfetched
from ourpatch.importing.told_in_json import texts_at
from ourpatch.progress import bar
from ourpatch.words import slug

#: More pages than this is a feed that never ends.
MOST_PAGES = 5_000

#: How many pages there are: in version 3 and in version 1.
_PAGES = ("total_pages", "totalPages")
_LAST = ("last_page", "last")

#: Ways to get in touch. A service in a list that has one is whole already.
_WHOLE = ("contacts.phones.number", "phones.number")

#: The day on which fetching began. Pages of another day are asked for again.
_BEGUN = "begun"


def folder_for(waiting: Path, url: str) -> Path:
    """Where what comes from an address waits until all of it has come."""
    parts = urlsplit(url)
    digest = hashlib.sha256(url.encode()).hexdigest()[:8]
    return waiting / f"{slug(f'{parts.hostname} {parts.path}')[:50]}-{digest}"


def begin(folder: Path, today: date) -> None:
    """Make the folder ready: as it is when it was begun today, and otherwise empty."""
    begun = folder / _BEGUN
    if folder.exists() and not (begun.exists() and begun.read_text() == today.isoformat()):
        shutil.rmtree(folder)
    folder.mkdir(parents=True, exist_ok=True)
    begun.write_text(today.isoformat())


@dataclass(slots=True)
class Download:
    """A feed on its way into a folder. `notes` say what the feed would not give."""

    fetcher: Fetcher
    url: str
    folder: Path
    notes: list[str] = field(default_factory=list)

    def fetch(self) -> None:
        """Fetch all of the feed. Raises Unfetched; what has come until then stays."""
        parts = urlsplit(self.url)
        if parts.path.endswith(".json"):
            self._page("page-00001", self.url)
            return
        path = re.sub(r"/services/?$", "", parts.path).rstrip("/")
        base = urlunsplit((parts.scheme, parts.netloc, path, "", ""))
        self._about(base)
        services: dict[str, dict[str, Any]] = {}
        for page in bar(self._pages(f"{base}/services", parts.query), "Fetching pages"):
            for service in services_in(page):
                services.setdefault(str(service.get("id") or ""), service)
        services.pop("", None)
        lacking = [id for id, service in services.items() if not texts_at(service, *_WHOLE)]
        for id in bar(lacking, "Fetching services"):
            self._service(base, id)

    def _about(self, base: str) -> None:
        """What the feed says of itself, if it does."""
        try:
            self._page("about", f"{base}/")
        except Unfetched as error:
            if not error.status and not isinstance(error, NotJson):
                raise

    def _pages(self, address: str, query: str) -> Iterator[Any]:
        """Every page of the list, until it says that it ends, or goes round in a circle."""
        seen: set[str] = set()
        for number in range(1, MOST_PAGES + 1):
            asked = "&".join(filter(None, (query, f"page={number}")))
            page = self._page(f"page-{number:05}", f"{address}?{asked}")
            ids = {str(service.get("id")) for service in services_in(page)}
            if ids and ids <= seen:
                self.notes.append(f"Page {number} has nothing that was not on a page before.")
                return
            seen |= ids
            yield page
            if not ids or _is_last(page, number):
                return
        raise Unfetched(address, f"it has more than {MOST_PAGES:,} pages")

    def _service(self, base: str, id: str) -> None:
        """One service whole. When the feed does not give it, the list's is used."""
        name = f"service-{hashlib.sha256(id.encode()).hexdigest()[:20]}"
        try:
            self._page(name, f"{base}/services/{quote(id, safe='')}")
        except Unfetched as error:
            if not 400 <= error.status < 500 or error.status == 429:
                raise
            self.notes.append(f"The feed lists {id} and does not give it whole ({error.status}).")

    def _page(self, name: str, url: str) -> Any:
        """A page as JSON, from the folder when it is there already."""
        path = self.folder / f"{name}.json"
        if path.exists():
            return json.loads(path.read_text("utf-8-sig"))
        body = self.fetcher.get(url)
        try:
            document = json.loads(body.decode("utf-8-sig"))
        except (ValueError, RecursionError) as error:
            raise NotJson(url, _why_not(body)) from error
        beside = path.with_suffix(".new")
        beside.write_bytes(body)
        beside.replace(path)
        return document


class NotJson(Unfetched):
    """An answer that is not JSON."""


def _why_not(body: bytes) -> str:
    if body.lstrip()[:1] == b"<":
        return (
            "this is a web page and not a feed. The address of a feed ends before /services, "
            "such as https://example.org/openreferral/v3"
        )
    return "this cannot be read as JSON" if body.strip() else "the answer is empty"


def _is_last(page: Any, number: int) -> bool:
    """True when a page says that no other follows; a page that says nothing is followed."""
    if not isinstance(page, dict):
        return True
    if any(page.get(name) is True for name in _LAST):
        return True
    pages = next((page[name] for name in _PAGES if isinstance(page.get(name), int)), None)
    return pages is not None and number >= pages
