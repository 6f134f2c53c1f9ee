"""A list from a file or from a web address: either way a path that can be read in the end."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path, PurePosixPath
from urllib.parse import unquote, urlsplit

from ourpatch.importing.feed_fetching import Download, begin, folder_for
from ourpatch.importing.fetching import Fetcher, Unfetched, check_address, is_address
from ourpatch.words import slug


@dataclass(frozen=True, slots=True)
class Come:
    """What has come: a file, or a folder of pages. `notes` say what could not be had."""

    path: Path
    notes: tuple[str, ...] = ()


@contextmanager
def arrived(where: str, form: str, waiting: Path, today: date) -> Iterator[Come]:
    """What is at an address or in a file, for as long as it is read.

    What came from an address is thrown away afterwards, so that the next import asks again. What
    was broken off stays in `waiting`, and the next import goes on from there. Raises Unfetched.
    """
    if not is_address(where):
        yield Come(Path(where))
        return
    check_address(where)
    folder = folder_for(waiting, where)
    begin(folder, today)
    with Fetcher() as fetcher:
        if form == "csv":
            come = Come(_table(fetcher, where, folder))
        else:
            download = Download(fetcher, where, folder)
            download.fetch()
            come = Come(folder, tuple(download.notes))
    try:
        yield come
    finally:
        shutil.rmtree(folder)


def _table(fetcher: Fetcher, url: str, folder: Path) -> Path:
    """A spreadsheet in a file, named as its address names it."""
    body = fetcher.get(url)
    if body.lstrip()[:14].lower().startswith((b"<!doctype html", b"<html")):
        raise Unfetched(url, "this is a web page and not a spreadsheet. Look for a link to the CSV")
    stem = slug(PurePosixPath(unquote(urlsplit(url).path)).stem) or "list"
    path = folder / f"{stem}.csv"
    path.write_bytes(body)
    return path
