"""What is on a PDF, as pypdf reads it."""

import io
from collections.abc import Iterator
from functools import cache

from pypdf import PdfReader


@cache
def printed(body: bytes) -> list[str]:
    """The words of each page, with single spaces between and no breaks that do not show."""
    pages = (page.extract_text().replace("\u200b", "") for page in opened(body).pages)
    return [" ".join(text.split()) for text in pages]


def opened(body: bytes) -> PdfReader:
    """A PDF, opened."""
    return PdfReader(io.BytesIO(body))


def links(body: bytes) -> list[str]:
    """The addresses that a PDF leads to, each once, in its order."""
    return [*dict.fromkeys(_links(body))]


def _links(body: bytes) -> Iterator[str]:
    for page in opened(body).pages:
        for note in page.annotations or []:
            action = note.get_object().get("/A")
            if action and "/URI" in action:
                yield str(action["/URI"])
