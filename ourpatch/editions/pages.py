"""Every page that can be drawn beforehand, as the site draws it."""

import sqlite3
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from types import SimpleNamespace
from typing import Any

from ourpatch.editions.shelves import Way, ways
from ourpatch.searching import (
    Directory,
    Question,
    Result,
    Shortlist,
    answer,
    answer_list,
    directory,
    full_entry,
    picture,
)
from ourpatch.sharing.heading import Publisher, publisher_of
from ourpatch.sharing.links import entry_link
from ourpatch.sharing.pages import draw
from ourpatch.sharing.sending import Telling, telling
from ourpatch.sharing.views import about_view, entry_view, find_view, home_view, list_view

#: Pages that an edition with no server has, besides those of entries and the lists to look through.
PAGES = ("/", "/find", "/list", "/about")

#: The page of all lists to look through with no search.
EVERYBODY = "/everybody"


@dataclass
class Patch:
    """A directory that is to be published: its database, and whose it is (`whose`)."""

    connection: sqlite3.Connection
    site: Mapping[str, Any]

    @cached_property
    def known(self) -> Directory:
        """What the search knows."""
        return directory(self.connection)

    @cached_property
    def results(self) -> list[Result]:
        """Everybody, in the plain order."""
        return list(answer(self.connection, Question(), whole=True).results)

    @cached_property
    def ways(self) -> list[Way]:
        """The ways to look through everybody."""
        return ways(self.known, self.results)

    @property
    def publisher(self) -> Publisher:
        """Where links that are sent lead: the public site, where there is one."""
        return publisher_of(self.site, "")

    def draw(self, template: str, path: str, view: Mapping[str, Any]) -> str:
        """One page, as it stands at a path of the site."""
        request = SimpleNamespace(path=path)
        return draw(template, self.known, self.site, request=request, **self._alone(view))

    def _alone(self, view: Mapping[str, Any]) -> dict[str, Any]:
        """What a page says where no server stands behind it: no downloads, no feed, no codes.

        Nor is there a form, so it says how else to tell us. The same is in static/offline/site.js.
        """
        told = {**view, "alone": True, "tell": self._tell(view.get("entry"))}
        if "links" in view:
            told["links"] = {**view["links"], "downloads": [], "feed": None}
        if "send" in view:
            told["send"] = replace(view["send"], code="")
        if "suggest_link" in view.get("entry", {}):
            told["entry"] = {**view["entry"], "suggest_link": ""}
        return told

    def _tell(self, entry: Mapping[str, Any] | None) -> Telling:
        """How to tell us what is wrong in an entry, or of a new one."""
        email = str(self.site.get("email", ""))
        if entry is None:
            return telling("Add my group", "/suggest", self.publisher, email)
        path = f"{entry_link(entry['id'])}/suggest"
        return telling(f"A change to {entry['name']}", path, self.publisher, email)


def plain_pages(patch: Patch) -> Iterator[tuple[str, str]]:
    """The pages that are there once, each with its path."""
    connection, known, publisher = patch.connection, patch.known, patch.publisher
    yield "/", patch.draw("home.html", "/", home_view(known))
    found = answer(connection, Question())
    view = find_view(known, found, picture(connection, found), [], publisher)
    yield "/find", patch.draw("find.html", "/find", view)
    nobody = answer_list(connection, Shortlist(), in_full=True)
    yield "/list", patch.draw("list.html", "/list", list_view(nobody, {}, publisher))
    yield "/about", patch.draw("about.html", "/about", about_view())


def missing_page(patch: Patch) -> str:
    """What a host shows for an address that is not there."""
    return patch.draw("404.html", "", {})


def entry_pages(patch: Patch) -> Iterator[tuple[str, str]]:
    """The page of every entry, with its path."""
    for result in patch.results:
        path = f"/entry/{result.id}"
        if entry := full_entry(patch.connection, result.id):
            yield path, patch.draw("entry.html", path, entry_view(entry, "", patch.publisher))


def shelf_pages(patch: Patch) -> Iterator[tuple[str, str]]:
    """The lists to look through with no search, each with its path."""
    view = {"ways": patch.ways, "total": len(patch.results)}
    yield EVERYBODY, patch.draw("editions/everybody.html", EVERYBODY, view)
    for way in patch.ways:
        for shelf in way.shelves:
            path = f"/{way.id}/{shelf.id}"
            yield path, patch.draw("editions/shelf.html", path, {"way": way, "shelf": shelf})
