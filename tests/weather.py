"""A stretch of network that a test can make bad: it passes requests on, or cuts, spoils or loses
them."""

import http.client
import threading
from collections.abc import Iterator
from contextlib import closing, contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

#: What may become of a reply on its way: half of it comes, a byte of it is wrong, it never comes,
#: or the line is dead and one knows at once.
CUT, SPOILT, LOST, DEAD = "cut", "spoilt", "lost", "dead"

_NOT_PASSED_ON = (
    "connection",
    "keep-alive",
    "transfer-encoding",
    "content-length",
    "date",
    "server",
)


class Weather:
    """Passes requests on to the site at a port. `bad` says what becomes of which path.

    `changed` has words that another release of the site would have in place of others.
    """

    def __init__(self, port: int) -> None:
        self.to = port
        self.bad: dict[str, str] = {}
        self.changed: dict[str, tuple[bytes, bytes]] = {}
        self.asked: list[str] = []
        self.calm = threading.Event()
        weather = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                weather.pass_on(self)

            def do_POST(self) -> None:
                weather.pass_on(self)

            def log_message(self, *_: Any) -> None:
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.server.daemon_threads = True

    @property
    def base(self) -> str:
        """The address on this side of it."""
        return f"http://127.0.0.1:{self.server.server_port}"

    def pass_on(self, asked: BaseHTTPRequestHandler) -> None:
        """Pass a request on, and what the weather leaves of the reply back."""
        path = asked.path.split("?")[0]
        self.asked.append(path)
        how = self.bad.get(path) or self.bad.get("*")
        if how in (LOST, DEAD):
            if how == LOST:
                self.calm.wait(60)
            asked.close_connection = True
            return
        with closing(http.client.HTTPConnection("127.0.0.1", self.to, timeout=20)) as connection:
            try:
                headers = dict(asked.headers.items())
                if path in self.changed:
                    headers = {"Host": headers["Host"]}
                sent = asked.rfile.read(int(headers.get("Content-Length", 0)))
                connection.request(asked.command, asked.path, sent or None, headers)
                reply = connection.getresponse()
                body = reply.read()
            except OSError:
                asked.close_connection = True
                return
        if path in self.changed:
            body = body.replace(*self.changed[path])
        asked.send_response(reply.status)
        for name, value in reply.getheaders():
            if name.lower() not in _NOT_PASSED_ON and not (
                name.lower() == "etag" and path in self.changed
            ):
                asked.send_header(name, value)
        asked.send_header("content-length", str(len(body)))
        asked.end_headers()
        if how == SPOILT and body:
            # The first byte after the compression's own ten, or the first of a small file.
            at = 30 if len(body) > 60 else 0
            body = body[:at] + bytes([body[at] ^ 1]) + body[at + 1 :]
        asked.wfile.write(body[: len(body) // 2] if how == CUT else body)
        asked.close_connection = how == CUT


@contextmanager
def weather(port: int) -> Iterator[Weather]:
    """Some network in front of a site."""
    made = Weather(port)
    threading.Thread(target=made.server.serve_forever, daemon=True).start()
    yield made
    made.calm.set()
    made.server.shutdown()
    made.server.server_close()
