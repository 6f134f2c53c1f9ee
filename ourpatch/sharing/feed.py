"""An answer as a feed: “new near me”. Atom, RFC 4287, those who came last first."""

import io
from collections.abc import Iterator
from urllib.parse import urlsplit
from xml.sax.saxutils import XMLGenerator
from xml.sax.xmlreader import AttributesImpl

from ourpatch.searching import Answer, Directory, Result, rearranged
from ourpatch.sharing.heading import Heading, Publisher, heading
from ourpatch.sharing.links import answer_link, entry_link
from ourpatch.sharing.plain_text import text_lines

#: For an entry of which no day is known: before any other, and the same in every build.
_LONG_AGO = "2000-01-01"

#: The year in every id (RFC 4151): when we first gave ids out.
_SINCE = "2026"


class _Writer(XMLGenerator):
    """XML by elements; what has been written so far can be taken away."""

    def __init__(self) -> None:
        self._text = io.StringIO()
        super().__init__(self._text, encoding="utf-8", short_empty_elements=True)

    def start(self, name: str, **attributes: str) -> None:
        """The beginning of an element."""
        self.startElement(name, AttributesImpl(attributes))

    def element(self, name: str, text: str = "", **attributes: str) -> None:
        """A whole element; nothing for one with no text and no attributes."""
        if text or attributes:
            self.start(name, **attributes)
            self.characters(text)
            self.endElement(name)
            self.ignorableWhitespace("\n")

    def taken(self) -> bytes:
        """What has been written since it was last taken."""
        text = self._text.getvalue()
        self._text.seek(0)
        self._text.truncate()
        return text.encode()


def as_feed(answer: Answer, known: Directory, publisher: Publisher) -> Iterator[bytes]:
    """The answer as a feed. An entry keeps its id and its place for ever.

    A check or a change moves its `updated` on, so that a reader shows it afresh, where it stands.
    """
    about = heading(answer, known, publisher)
    writer = _Writer()
    writer.startDocument()
    writer.start("feed", **{"xmlns": "http://www.w3.org/2005/Atom", "xml:lang": "en-GB"})
    _head(writer, answer, publisher, about)
    for result in rearranged(answer.results, _newness):
        writer.start("entry")
        _entry(writer, result, known, publisher)
        writer.endElement("entry")
        writer.ignorableWhitespace("\n")
        yield writer.taken()
    writer.endElement("feed")
    yield writer.taken() + b"\n"


def _newness(result: Result) -> tuple[str, str]:
    """What orders a feed: the day it came, and for those of one day when it was last touched."""
    return _came_on(result), result.facts["touched_on"] or ""


def _came_on(result: Result) -> str:
    """The day an entry first appeared: as git knows it, or else the day they agreed to it."""
    return result.facts["added_on"] or result.facts["permission_on"] or ""


def _head(writer: _Writer, answer: Answer, publisher: Publisher, about: Heading) -> None:
    page = answer_link(answer)
    writer.element("title", f"{publisher.name}: {about.asked}")
    writer.element("subtitle", f"{about.total}. {about.source}")
    writer.element("id", _tag(publisher, page))
    writer.element("updated", _moment(about.as_of))
    writer.element("link", rel="alternate", type="text/html", href=about.link)
    itself = publisher.link(answer_link(answer, "atom"))
    writer.element("link", rel="self", type="application/atom+xml", href=itself)
    if about.licence_link:
        writer.element("link", rel="license", href=about.licence_link)
    writer.element("rights", about.terms)
    writer.start("author")
    writer.element("name", publisher.name)
    writer.endElement("author")


def _entry(writer: _Writer, result: Result, known: Directory, publisher: Publisher) -> None:
    page = entry_link(result.id)
    writer.element("title", result.name)
    writer.element("id", _tag(publisher, page))
    if came := _came_on(result):
        writer.element("published", _moment(came))
    writer.element("updated", _moment(result.facts["touched_on"] or _LONG_AGO))
    writer.element("link", rel="alternate", type="text/html", href=publisher.link(page))
    writer.element("summary", result.summary)
    writer.element("content", "\n".join(text_lines(result, known, publisher)), type="text")
    for id in result.facts["help"]:
        writer.element("category", term=id, label=known.label("help", id))


def _tag(publisher: Publisher, path: str) -> str:
    """An id that stays the same when a page moves (RFC 4151)."""
    return f"tag:{urlsplit(publisher.address).hostname or 'localhost'},{_SINCE}:{path}"


def _moment(day: str) -> str:
    return f"{day[:10]}T00:00:00Z"
