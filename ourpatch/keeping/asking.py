"""Asking one website politely if it is there: the only place where we ask anything of anybody.

The standard library does it, and not a client such as httpx, because the address that a name leads
to must be looked at and then be the very one that is connected to: otherwise a name that first
leads to a public address and then to a private one would lead us into somebody's network.
"""

import http.client
import ipaddress
import socket
import ssl
import threading
import time
from collections.abc import Callable
from contextlib import closing, suppress
from dataclasses import dataclass
from typing import Literal
from urllib.parse import quote, urljoin, urlsplit

AGENT = "OurPatch-link-check/1 (a directory of local help, looking if its own links still work)"

#: Seconds for one answer, all told, and for a connection to be made.
LONGEST_ANSWER = 20.0
LONGEST_CONNECTING = 10.0

MOST_REDIRECTS = 5

#: Seconds between two questions to one site.
PAUSE = 1.0

#: No more of a page than this is read: that it begins is enough.
MOST_BYTES = 65_536

#: Answers that say that a site is there, and would rather not talk to a program.
_SHY = {401, 403, 407, 418, 429, 451, 999}

State = Literal["works", "fails", "unsure"]

Allowed = Callable[[str], bool]


@dataclass(frozen=True, slots=True)
class Answer:
    """What came of asking, and in a few plain words why."""

    state: State
    why: str = ""


class _Fails(Exception):
    """The site cannot be reached, in words."""


def is_public(address: str) -> bool:
    """True for an address that is anybody's to ask: not of this machine or of a private network."""
    found = ipaddress.ip_address(address.partition("%")[0])
    mapped = getattr(found, "ipv4_mapped", None)
    return (mapped or found).is_global and not found.is_multicast


def ask(
    link: str,
    allowed: Allowed = is_public,
    longest: float = LONGEST_ANSWER,
    pause: float = PAUSE,
) -> Answer:
    """Ask a web address if it is there: first for its head alone, then for the page.

    `allowed` says which addresses may be connected to.
    """
    answer = _follow(link, "HEAD", allowed, longest)
    if answer.state == "works":
        time.sleep(pause)
        return answer
    time.sleep(pause)
    answer = _follow(link, "GET", allowed, longest)
    time.sleep(pause)
    return answer


def _follow(link: str, method: str, allowed: Allowed, longest: float) -> Answer:
    """Ask, and go where it sends us, a few times at most."""
    for _ in range(MOST_REDIRECTS + 1):
        try:
            status, onward = _once(link, method, allowed, longest)
        except _Fails as error:
            return Answer("fails", str(error))
        if onward and 300 <= status < 400:
            link = urljoin(link, onward)
            continue
        if status in _SHY:
            return Answer("unsure", f"it answered {status}, which may be for programs only")
        return Answer("works") if status < 400 else Answer("fails", f"it answered {status}")
    return Answer("fails", "it sends people on and on")


def _once(link: str, method: str, allowed: Allowed, longest: float) -> tuple[int, str]:
    """One question: the status, and where it sends us. Raises _Fails."""
    try:
        parts = urlsplit(link)
        host = (parts.hostname or "").encode("idna").decode()
        port = parts.port or (443 if parts.scheme == "https" else 80)
    except ValueError:
        raise _Fails("its address cannot be right") from None
    if parts.scheme not in ("http", "https") or not host:
        raise _Fails("it leads to something that is not a website")
    connection = _Connection(host, port, _address(host, port, allowed), parts.scheme == "https")
    path = quote(parts.path or "/", safe="/%:@!$&'()*+,;=~-._")
    query = f"?{quote(parts.query, safe='/%:@!$&()*+,;=~-._?')}" if parts.query else ""
    late = threading.Event()
    watch = threading.Timer(longest, connection.cut, [late])
    watch.daemon = True
    watch.start()
    try:
        with closing(connection):
            headers = {"User-Agent": AGENT, "Accept": "*/*", "Connection": "close"}
            connection.request(method, path + query, headers=headers)
            answer = connection.getresponse()
            answer.read(MOST_BYTES)
            return answer.status, answer.getheader("location") or ""
    except (OSError, http.client.HTTPException, ValueError) as error:
        raise _Fails("it took too long" if late.is_set() else _in_words(error)) from error
    finally:
        watch.cancel()


def _address(host: str, port: int, allowed: Allowed) -> str:
    """The first address of a host, when all of them may be asked. Raises _Fails."""
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError):
        raise _Fails("there is no such site") from None
    addresses = [str(each[4][0]) for each in found]
    if not all(map(allowed, addresses)):
        raise _Fails("it leads into a private network")
    return addresses[0]


class _Connection(http.client.HTTPConnection):
    """A connection to one address, whatever its name leads to by now."""

    def __init__(self, host: str, port: int, address: str, safe: bool) -> None:
        super().__init__(host, port, timeout=LONGEST_CONNECTING)
        self.address, self.safe = address, safe
        self.default_port = 443 if safe else 80

    def connect(self) -> None:
        """Connect to the address, and with TLS prove that it is the host."""
        self.sock = socket.create_connection((self.address, self.port), self.timeout)
        if self.safe:
            context = ssl.create_default_context()
            self.sock = context.wrap_socket(self.sock, server_hostname=self.host)

    def cut(self, late: threading.Event) -> None:
        """Break off, from another thread, when the time is over."""
        late.set()
        if self.sock is not None:
            with suppress(OSError):
                self.sock.shutdown(socket.SHUT_RDWR)


def _in_words(error: Exception) -> str:
    if isinstance(error, ssl.SSLCertVerificationError):
        return "its certificate is not in order"
    if isinstance(error, ssl.SSLError):
        return "no safe connection could be made"
    if isinstance(error, TimeoutError):
        return "it took too long"
    if isinstance(error, ConnectionRefusedError):
        return "nobody answers there"
    if isinstance(error, http.client.HTTPException | ValueError):
        return "its answer made no sense"
    return "the connection broke"
