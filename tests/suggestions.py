"""What the tests of the form share: the least that can be sent, and a way to send it."""

import http.client
from collections.abc import Mapping
from contextlib import closing
from datetime import date
from typing import Any
from urllib.parse import urlencode

from conftest import Reply, Site

from ourpatch.fields import fields

DAY = date(2026, 11, 21)

LEAST = {
    "name": "Sew Sociable",
    "summary": "A friendly sewing afternoon for anyone who would like company.",
    "contact.phone": "01632 960123",
}

VALUES = [row for row in fields() if not row.is_group]


def sent(**said: str | list[str]) -> dict[str, list[str]]:
    """The least, and other answers, as a form sends them. A double underscore stands for a dot."""
    given = LEAST | {name.replace("__", "."): value for name, value in said.items()}
    return {name: [value] if isinstance(value, str) else value for name, value in given.items()}


def post(site: Site, path: str, said: Mapping[str, Any] | bytes, **headers: str) -> Reply:
    """Send a form, as a browser does."""
    body = said if isinstance(said, bytes) else urlencode(said, doseq=True).encode()
    kind = {"content-type": "application/x-www-form-urlencoded"}
    with closing(http.client.HTTPConnection("127.0.0.1", site.port, timeout=20)) as connection:
        connection.request("POST", path, body, kind | headers)
        answer = connection.getresponse()
        found = [(name.lower(), value) for name, value in answer.getheaders()]
        return Reply(answer.status, found, answer.read())
