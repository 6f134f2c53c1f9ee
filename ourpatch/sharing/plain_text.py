"""An answer as plain text that reads well pasted into a message."""

from collections.abc import Iterator

from ourpatch.searching import Answer, Directory, Result
from ourpatch.sharing.facts import more_lines, reach_lines, state
from ourpatch.sharing.heading import Heading, Publisher, heading
from ourpatch.sharing.links import entry_link


def as_text(answer: Answer, known: Directory, publisher: Publisher) -> Iterator[bytes]:
    """The answer as text: what was asked, each entry in a few lines, and where it is from."""
    about = heading(answer, known, publisher)
    yield _paragraph([about.asked, about.note, f"{about.total}. {about.source}"])
    for place, result in enumerate(answer.results, 1):
        yield _paragraph([f"{place}. {result.name}", *text_lines(result, known, publisher)])
    for id in answer.missing:
        yield _paragraph([f"Also on the list, but not in the directory now: {id}"])
    yield "\n".join(_foot(about)).encode() + b"\n"


def text_lines(result: Result, known: Directory, publisher: Publisher) -> list[str]:
    """One entry in lines, without its name; its page last."""
    lines = [state(result), result.summary, *reach_lines(result), *more_lines(result, known)]
    return [line for line in (*lines, publisher.link(entry_link(result.id))) if line]


def _paragraph(lines: list[str]) -> bytes:
    return "\n".join([*filter(None, lines), "", ""]).encode()


def _foot(about: Heading) -> Iterator[str]:
    yield f"See this again, up to date: {about.link}"
    yield "Being in the directory does not mean that anybody approves of them. You choose."
    if about.terms:
        yield about.terms
