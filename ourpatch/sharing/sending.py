"""Ways to send a page on, each of them a plain link."""

from dataclasses import dataclass
from urllib.parse import quote

from ourpatch.searching import Answer, Result
from ourpatch.sharing.code import fits
from ourpatch.sharing.facts import is_closed
from ourpatch.sharing.heading import Publisher
from ourpatch.sharing.links import answer_link, code_link

#: So many entries are named in a message; the link has them all.
MOST_NAMED = 8


@dataclass(frozen=True, slots=True)
class Sending:
    """A page's own address, links that open a message with it, and its code where it has one."""

    title: str
    link: str
    email: str
    whatsapp: str
    text: str
    code: str


def sending(title: str, path: str, publisher: Publisher, words: str = "") -> Sending:
    """How to send the page at a path of ours. `words` come before its address in a message."""
    link = publisher.link(path)
    message = quote("\n\n".join(filter(None, (words or title, link))), safe="")
    subject = quote(f"{title} – {publisher.name}", safe="")
    return Sending(
        title=title,
        link=link,
        email=f"mailto:?subject={subject}&body={message.replace('%0A', '%0D%0A')}",
        whatsapp=f"https://wa.me/?text={message}",
        # Without the &, iPhones leave the message empty; others take it for nothing.
        text=f"sms:?&body={message}",
        code=code_link(path) if fits(link) else "",
    )


def sending_list(answer: Answer, publisher: Publisher) -> Sending:
    """How to send a list: its note, and the names and numbers of the first of it."""
    note = answer.shortlist.note if answer.shortlist else ""
    lines = [_named(at, result) for at, result in enumerate(answer.results, 1)]
    more = len(lines) - MOST_NAMED
    lines = [*lines[:MOST_NAMED], *([f"and {more} more"] if more > 0 else [])]
    words = "\n\n".join(filter(None, (note, "\n".join(lines))))
    return sending("A list for you", answer_link(answer), publisher, words)


def _named(at: int, result: Result) -> str:
    reach = result.facts["contact_phone"] or result.facts["contact_text"]
    end = " (closed)" if is_closed(result) else f", {reach}" if reach else ""
    return f"{at}. {result.name}{end}"
