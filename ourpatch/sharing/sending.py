"""Ways to send a page on, each of them a plain link."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

from ourpatch.searching import Answer, Result
from ourpatch.sharing.code import fits
from ourpatch.sharing.facts import is_closed
from ourpatch.sharing.heading import Publisher
from ourpatch.sharing.links import answer_link, code_link, entry_link

#: So many entries are named in a message; the link has them all.
MOST_NAMED = 8


@dataclass(frozen=True, slots=True)
class Sending:
    """A page's own address, links that open a message with it, and its code where it has one.

    `words` are what a message says before the address; a page of a copy with no public site has no
    address, and may have nothing to say.
    """

    title: str
    words: str
    link: str
    email: str
    whatsapp: str
    text: str
    code: str


def sending(title: str, path: str, publisher: Publisher, words: str = "") -> Sending:
    """How to send the page at a path of ours. `words` come before its address in a message."""
    link = publisher.link(path) if publisher.address else ""
    message = quote("\n\n".join(filter(None, (words or title, link))), safe="")
    subject = quote(f"{title} – {publisher.name}", safe="")
    return Sending(
        title=title,
        words=words,
        link=link,
        email=f"mailto:?subject={subject}&body={message.replace('%0A', '%0D%0A')}",
        whatsapp=f"https://wa.me/?text={message}",
        # Without the &, iPhones leave the message empty; others take it for nothing.
        text=f"sms:?&body={message}",
        code=code_link(path) if link and fits(link) else "",
    )


def sending_list(answer: Answer, publisher: Publisher) -> Sending:
    """How to send a list: its note, and the names and numbers of the first of it; without an
    address, of all of it."""
    note = answer.shortlist.note if answer.shortlist else ""
    lines = [_named(at, result) for at, result in enumerate(answer.results, 1)]
    more = len(lines) - MOST_NAMED if publisher.address else 0
    lines = [*lines[:MOST_NAMED], f"and {more} more"] if more > 0 else lines
    words = "\n\n".join(filter(None, (note, "\n".join(lines))))
    return sending("A list for you", answer_link(answer), publisher, words)


def sending_entry(entry: Mapping[str, Any], publisher: Publisher) -> Sending:
    """How to send an entry: its name, its sentence, and how to reach it."""
    shut = entry.get("status", {}).get("now") == "closed"
    contact = {} if shut else entry.get("contact", {})
    reach = contact.get("phone") or contact.get("text") or contact.get("email")
    words = "\n".join(filter(None, (entry["name"], entry["summary"], reach)))
    return sending(entry["name"], entry_link(entry["id"]), publisher, words)


@dataclass(frozen=True, slots=True)
class Telling:
    """How to tell us of something where there is no form: by email, or on the public site."""

    email: str
    link: str


def telling(subject: str, path: str, publisher: Publisher, email: str) -> Telling:
    """The ways that there are; `path` is that of the form on the public site."""
    return Telling(
        f"mailto:{quote(email, safe='@')}?subject={quote(subject, safe='')}" if email else "",
        publisher.link(path) if publisher.address else "",
    )


def _named(at: int, result: Result) -> str:
    reach = result.facts["contact_phone"] or result.facts["contact_text"]
    end = " (closed)" if is_closed(result) else f", {reach}" if reach else ""
    return f"{at}. {result.name}{end}"
