"""Headers that keep every page private and safe, and doors of Datasette that stay shut."""

import logging
import re
from collections.abc import Callable
from typing import Any

from datasette import hookimpl
from datasette.app import Datasette

HEADERS = {
    # Nothing inline, nothing from anywhere else. Datasette's own pages have inline scripts, which
    # then do not run; those pages work without them. WebAssembly is the search in a browser, which
    # comes from here like any script.
    "content-security-policy": (
        "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; "
        "img-src 'self' data:; font-src 'self'; connect-src 'self'; manifest-src 'self'; "
        "worker-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'self'"
    ),
    "x-content-type-options": "nosniff",
    "referrer-policy": "same-origin",
    "permissions-policy": "geolocation=(self), camera=(), microphone=()",
    "cross-origin-opener-policy": "same-origin",
}

#: The one page that other sites may show inside theirs: the search box.
FRAMED = "/embed"

#: The site only answers questions. What is sent to the form that makes an entry (suggest.py) comes
#: back as a page, and is not kept.
METHODS = ("GET", "HEAD")
FORMS = re.compile(r"/suggest|/entry/[^/]+/suggest")

#: Datasette's pages about itself: versions, paths, threads, and doors that need a login.
SHUT = "/-/"
OPEN = "/-/static/"


@hookimpl
def startup(datasette: Datasette) -> None:
    """Keep no list of who asked for what: the server's log of requests would hold every search."""
    log = logging.getLogger("uvicorn.access")
    if _unseen not in log.filters:
        log.addFilter(_unseen)


def _unseen(record: logging.LogRecord) -> bool:
    return False


@hookimpl(tryfirst=True)
def asgi_wrapper(datasette: Datasette) -> Callable[[Any], Any]:
    """Put the headers on every answer, take cookies off, and answer 404 at the shut doors."""

    def wrap(app: Any) -> Any:
        async def safe(scope: Any, receive: Any, send: Any) -> None:
            if scope["type"] != "http":
                await app(scope, receive, send)
                return

            async def send_safely(message: Any) -> None:
                if message["type"] == "http.response.start":
                    kept = [
                        (name, value)
                        for name, value in message.get("headers", [])
                        if name.lower() not in _REPLACED
                    ]
                    ours = _ENCODED_FRAMED if scope["path"] == FRAMED else _ENCODED
                    message = {**message, "headers": kept + ours}
                await send(message)

            is_form = scope["method"] == "POST" and FORMS.fullmatch(scope["path"])
            if scope["method"] not in METHODS and not is_form:
                await send_safely({"type": "http.response.start", "status": 405, "headers": _ALLOW})
                await send_safely({"type": "http.response.body"})
                return
            path = scope["path"]
            if path.startswith(SHUT) and not path.startswith(OPEN):
                scope = {**scope, "path": "/no-such-page", "raw_path": b"/no-such-page"}
            await app(scope, receive, send_safely)

        return safe

    return wrap


_ALLOW = [(b"allow", b", ".join(method.encode() for method in METHODS))]
_ENCODED = [(name.encode(), value.encode()) for name, value in HEADERS.items()]
_ENCODED_FRAMED = [
    (name, value.replace(b"frame-ancestors 'self'", b"frame-ancestors *"))
    for name, value in _ENCODED
]
_REPLACED = {b"set-cookie", *(name.encode() for name in HEADERS)}
