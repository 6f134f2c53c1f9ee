"""Every page is kept as it was sent, small and with an ETag, until the data changes.

The same question gives the same page until another build is served, so it is made once. A browser
that still has it is told so in a few bytes; others get it from memory, compressed.
"""

import gzip
import hashlib
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from weakref import WeakKeyDictionary

from datasette import hookimpl
from datasette.app import Datasette

#: Bytes of pages kept, and of the largest page that is: larger ones are sent as they are made.
MOST_KEPT = 32_000_000
LARGEST = 1_000_000

#: The feed for other systems has a room of its own: a program that gathers reads each page of it
#: once, and would push out the pages that people come back to.
GATHERED = "/openreferral"
MOST_GATHERED = 4_000_000

#: Addresses whose page says which results somebody came from.
SAYS_WHERE_FROM = "/entry/"

Headers = list[tuple[bytes, bytes]]


@dataclass(frozen=True, slots=True)
class Kept:
    """A page as it is sent: its headers, and its body plain and compressed."""

    etag: bytes
    headers: Headers
    plain: bytes
    small: bytes

    async def send(self, asked: dict[bytes, bytes], send: Any) -> None:
        """Send it, or only say that the browser's own copy is still good."""
        if self.etag in asked.get(b"if-none-match", b""):
            await send({"type": "http.response.start", "status": 304, "headers": self.headers})
            await send({"type": "http.response.body", "body": b""})
            return
        zipped = b"gzip" in asked.get(b"accept-encoding", b"")
        body = self.small if zipped else self.plain
        headers = [*self.headers, (b"content-length", str(len(body)).encode())]
        headers += [(b"content-encoding", b"gzip")] if zipped else []
        await send({"type": "http.response.start", "status": 200, "headers": headers})
        await send({"type": "http.response.body", "body": body})


class Pages:
    """The pages kept, the one asked for longest ago given up first."""

    def __init__(self, most: int) -> None:
        self.most = most
        self.kept: OrderedDict[object, Kept] = OrderedDict()
        self.bytes = 0

    def get(self, key: object) -> Kept | None:
        """The page kept under a key."""
        if page := self.kept.get(key):
            self.kept.move_to_end(key)
        return page

    def keep(self, key: object, page: Kept) -> None:
        """Keep a page, giving up others until there is room."""
        self.kept[key] = page
        self.bytes += len(page.plain) + len(page.small)
        while self.bytes > self.most:
            _, old = self.kept.popitem(last=False)
            self.bytes -= len(old.plain) + len(old.small)


def rooms_for() -> dict[bool, Pages]:
    """A room for pages that programs gather (True), and one for all others."""
    return {True: Pages(MOST_GATHERED), False: Pages(MOST_KEPT)}


_rooms: "WeakKeyDictionary[Datasette, dict[bool, Pages]]" = WeakKeyDictionary()


@hookimpl
def asgi_wrapper(datasette: Datasette) -> Callable[[Any], Any]:
    """Answer from memory where that can be done, and remember what was made otherwise."""
    rooms = _rooms.setdefault(datasette, rooms_for())

    def wrap(app: Any) -> Any:
        async def remember(scope: Any, receive: Any, send: Any) -> None:
            if scope["type"] != "http" or scope["method"] != "GET":
                await app(scope, receive, send)
                return
            asked = dict(scope["headers"])
            pages, key = rooms[scope["path"].startswith(GATHERED)], _key(scope, asked)
            page = pages.get(key)
            if page is None:
                made = _Catcher(send)
                await app(scope, receive, made)
                page = made.page()
                if page is None:
                    return
                pages.keep(key, page)
            await page.send(asked, send)

        return remember

    return wrap


def _key(scope: Any, asked: dict[bytes, bytes]) -> tuple[object, ...]:
    """What a page follows from: the file, the address, and where somebody came from."""
    where_from = asked.get(b"referer") if scope["path"].startswith(SAYS_WHERE_FROM) else None
    file = scope.get("directory_file")
    return file, scope["path"], scope["query_string"], where_from, asked.get(b"host")


class _Catcher:
    """Holds back a page while it is made. What is not a page to keep goes straight on."""

    def __init__(self, send: Any) -> None:
        self.send = send
        self.start: Any = None
        self.parts: list[bytes] = []
        self.passing = False
        self.done = False

    async def __call__(self, message: Any) -> None:
        if self.passing:
            await self.send(message)
        elif message["type"] == "http.response.start":
            self.start = message
            headers = dict(message["headers"])
            if message["status"] != 200 or headers.get(b"cache-control") == b"no-store":
                await self._pass_on()
        else:
            self.parts.append(message.get("body", b""))
            self.done = not message.get("more_body", False)
            if sum(map(len, self.parts)) > LARGEST:
                await self._pass_on(more=not self.done)

    async def _pass_on(self, more: bool = True) -> None:
        self.passing = True
        await self.send(self.start)
        if self.parts:
            body = b"".join(self.parts)
            await self.send({"type": "http.response.body", "body": body, "more_body": more})

    def page(self) -> Kept | None:
        """The page that was made; None when it has gone on already."""
        if self.passing or not self.done:
            return None
        body = b"".join(self.parts)
        digest = hashlib.sha256(body).hexdigest()
        etag = f'W/"{digest[:24]}"'.encode()
        dropped = (b"content-length", b"etag", b"cache-control", b"vary")
        headers = [pair for pair in self.start["headers"] if pair[0].lower() not in dropped]
        headers += [(b"etag", etag), (b"cache-control", b"no-cache"), (b"vary", b"accept-encoding")]
        return Kept(etag, headers, body, gzip.compress(body, 4, mtime=0))
