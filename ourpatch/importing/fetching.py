"""Asking another computer for a list. Nothing else in the library asks anybody anything.

Patient, because small servers are slow: time limits, a few tries with longer and longer waits, and
`Retry-After` (RFC 9110) is heeded. Polite: one question at a time, by name. Careful: only http and
https, only so many bytes, and what went wrong is told in plain words.
"""

import ssl
import time
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Self
from urllib.parse import urlsplit

import httpx

from ourpatch import __version__
from ourpatch.importing.table import Unreadable

#: Seconds to wait for a connection and for the next bytes, and for a whole reply.
_CONNECT, _NEXT_BYTES, _WHOLE = 10.0, 30.0, 120.0

#: The largest reply, in bytes.
LARGEST = 50_000_000

#: Seconds between one try and the next, and the longest that a server may make us wait.
_WAITS = (0.5, 2.0, 6.0)
_LONGEST_WAIT = 60.0

#: Seconds between two questions.
_PAUSE = 0.05

#: What a server says when another try may help.
_TRY_AGAIN = (408, 425, 429, 500, 502, 503, 504)

_REFUSALS = {
    400: "it did not understand the question",
    401: "it wants a name and password, which an import cannot give",
    403: "it does not let us in",
    404: "there is nothing at this address",
    410: "what was at this address has gone for good",
    429: "it says that we ask too often. Try again later",
}


class Unfetched(Unreadable):
    """What could not be fetched; says from where, and why. `status` is 0 when nobody answered."""

    def __init__(self, url: str, why: str, status: int = 0) -> None:
        super().__init__(f"{url}: {why[:1].upper()}{why[1:]}.")
        self.status = status


class _TryAgain(Exception):
    """Another try may help, after some seconds when the server named them."""

    def __init__(self, why: str, status: int = 0, seconds: float | None = None) -> None:
        super().__init__(why)
        self.status, self.seconds = status, seconds


@dataclass(slots=True)
class Fetcher:
    """Asks, one address at a time. Use it in a `with`, which lets go of the connections."""

    waits: tuple[float, ...] = _WAITS
    largest: int = LARGEST
    patience: float = _NEXT_BYTES
    client: httpx.Client = field(init=False)

    def __post_init__(self) -> None:
        self.client = httpx.Client(
            timeout=httpx.Timeout(self.patience, connect=_CONNECT),
            headers={"user-agent": f"OurPatch/{__version__} (a directory of local support)"},
            follow_redirects=True,
            max_redirects=5,
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.client.close()

    def get(self, url: str) -> bytes:
        """What is at an address, after as many tries as it takes. Raises Unfetched."""
        check_address(url)
        for wait in (*self.waits, None):
            try:
                time.sleep(_PAUSE)
                return self._once(url)
            except _TryAgain as again:
                if wait is None:
                    raise Unfetched(url, str(again), again.status) from again
                time.sleep(_patience(url, again, wait))
        raise AssertionError("the last try either answers or raises")

    def _once(self, url: str) -> bytes:
        """One try. Raises Unfetched when another would not help, and _TryAgain when it may."""
        try:
            with self.client.stream("GET", url) as reply:
                if reply.status_code in _TRY_AGAIN:
                    why = _REFUSALS.get(reply.status_code, f"it answered {reply.status_code}")
                    raise _TryAgain(why, reply.status_code, _seconds(reply))
                if not reply.is_success:
                    why = _REFUSALS.get(reply.status_code, f"it answered {reply.status_code}")
                    raise Unfetched(url, why, reply.status_code)
                return self._body(url, reply)
        except httpx.TimeoutException as error:
            raise _TryAgain("it took too long to answer") from error
        except httpx.TooManyRedirects as error:
            raise Unfetched(url, "it sends us round in circles") from error
        except (httpx.UnsupportedProtocol, httpx.InvalidURL) as error:
            raise Unfetched(url, "it sends us to what is no web address") from error
        except httpx.DecodingError as error:
            raise Unfetched(url, "its answer was packed in a way that cannot be read") from error
        except httpx.TransportError as error:
            if _is_about_certificate(error):
                raise Unfetched(url, "its certificate cannot be trusted") from error
            raise _TryAgain("it cannot be reached") from error

    def _body(self, url: str, reply: httpx.Response) -> bytes:
        """The whole reply, unless it is too large or comes too slowly."""
        end = time.monotonic() + _WHOLE
        body = bytearray()
        for piece in reply.iter_bytes():
            body += piece
            if len(body) > self.largest:
                much = f"{self.largest / 1_000_000:g} MB"
                raise Unfetched(url, f"its answer is larger than {much}, which is too much")
            if time.monotonic() > end:
                raise _TryAgain("its answer came too slowly")
        return bytes(body)


def check_address(url: str) -> None:
    """Raise Unfetched for what is not a web address, or has a password in it."""
    try:
        parts = urlsplit(url)
        host, _ = parts.hostname, parts.port
    except ValueError as error:
        raise Unfetched(url, "this is not a web address") from error
    if parts.scheme not in ("http", "https") or not host or any(c <= " " for c in url):
        raise Unfetched(url, "this is not a web address. One starts with https://")
    if parts.username or parts.password:
        bare = f"{parts.scheme}://{parts.netloc.rpartition('@')[2]}{parts.path}"
        raise Unfetched(bare, "leave the name and password out of the address")


def is_address(text: str) -> bool:
    """True for what looks like a web address and not like a file, right or wrong."""
    return "://" in text


def _patience(url: str, again: _TryAgain, wait: float) -> float:
    """How long to wait. Raises Unfetched when the server wants more than we have."""
    if again.seconds is None:
        return wait
    if again.seconds > _LONGEST_WAIT:
        minutes = -(-again.seconds // 60)
        why = f"it asks us to come back in {minutes:g} minutes. Type the same again then"
        raise Unfetched(url, why, again.status)
    return max(wait, again.seconds)


def _seconds(reply: httpx.Response) -> float | None:
    """What Retry-After says: seconds, or a moment."""
    said = reply.headers.get("retry-after", "").strip()
    if said.isascii() and said.isdigit() and len(said) < 9:
        return float(said)
    try:
        moment = parsedate_to_datetime(said)
    except ValueError:
        return None
    moment = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    return max(0.0, (moment - datetime.now(UTC)).total_seconds())


def _is_about_certificate(error: BaseException | None) -> bool:
    while error is not None:
        if isinstance(error, ssl.SSLCertVerificationError) or "CERTIFICATE" in str(error):
            return True
        error = error.__cause__ or error.__context__
    return False
