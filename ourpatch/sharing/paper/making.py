"""An answer as paper.typ is told it: a booklet with parts and lists, or sheets in order."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from ourpatch.searching import PAGE_SIZE, Answer, Directory
from ourpatch.sharing.heading import Heading, Publisher, heading
from ourpatch.sharing.paper.arranging import a_to_z, by_place, parts
from ourpatch.sharing.paper.press import Sheet, patches, pressed
from ourpatch.sharing.paper.saying import code, entry_on_paper, short
from ourpatch.sharing.wording import plain_date

_STANDARD = Sheet()

#: Patches on the cover.
_ON_COVER = 30

#: A longer address is nothing that anybody would type.
_TYPED = 70

_ADVICE = (
    "Being listed does not mean that anybody approves of them. You choose.",
    "Ask what it will cost altogether, and whether you can meet before you decide.",
    "Things change. Each entry says when somebody last checked it.",
    "If somebody is in danger now, ring 999.",
)


def as_paper(answer: Answer, known: Directory, publisher: Publisher) -> Iterator[bytes]:
    """The answer as PDF on A4; as a booklet when it has more than a page of results."""
    yield paper(answer, known, publisher)


def as_large_print(answer: Answer, known: Directory, publisher: Publisher) -> Iterator[bytes]:
    """The same in large print."""
    yield paper(answer, known, publisher, Sheet(large=True))


def paper(
    answer: Answer,
    known: Directory,
    publisher: Publisher,
    sheet: Sheet = _STANDARD,
    booklet: bool | None = None,
    cover: tuple[str, ...] = (),
) -> bytes:
    """The answer as PDF. `booklet` says whether to make one; left out, its length decides.

    A list keeps the order that somebody gave it. `cover` are more lines for the cover.
    """
    about = heading(answer, known, publisher)
    if booklet is None:
        booklet = answer.shortlist is None and answer.total > PAGE_SIZE
    results = [*answer.results]
    alone = len(results) == 1 and not answer.missing and not about.note and not booklet
    entries = [(result, entry_on_paper(result, known, publisher, alone)) for result in results]
    told = _told(about, publisher, sheet, cover) | {"is-booklet": booklet}
    if alone:
        # Its own address and code are beside its name.
        told |= {"title": f"{results[0].name}, {told['foot']}", "title-line": "", "again": ""}
    if booklet:
        told["parts"] = parts(entries, known)
        told["places"], told["letters"] = by_place(results), a_to_z(results)
        used = [kind["id"] for part in told["parts"] for kind in part["kinds"] if kind["id"]]
        told["cloth"] = _cloth(used)
    else:
        used = [entry["patch"] for _, entry in entries]
        told["entries"] = [entry for _, entry in entries]
        told["missing"] = [
            f"Also on the list, but not in the directory now: {id}" for id in answer.missing
        ]
    told["patches"] = {id: svg for id, svg in patches().items() if id in used}
    return pressed(told)


def _told(
    about: Heading, publisher: Publisher, sheet: Sheet, cover: tuple[str, ...]
) -> dict[str, Any]:
    """What every paper says of itself."""
    day = date.fromisoformat(about.as_of)
    as_it_was = f"as it was on {plain_date(about.as_of)}"
    link = about.link if publisher.address else ""
    again = short(link) if len(link) <= _TYPED else "scan the code at the start"
    total = f"{about.total}. {about.samples}".strip()
    return {
        "size": sheet.size,
        "large": sheet.large,
        "publisher": about.publisher,
        "title": f"{about.publisher}: {about.asked}, {as_it_was}",
        "title-line": about.asked,
        "about": about.source,
        "day": [day.year, day.month, day.day],
        "foot": f"{about.publisher}, {as_it_was}",
        "note": about.note.splitlines(),
        "cover": [line for line in (total, *cover) if line],
        "advice": [line for line in (*_ADVICE, about.terms) if line],
        "again": f"To see this as it is today: {again}." if link else "",
        "link": link,
        "code": code(link),
    }


def _cloth(kinds: list[str]) -> list[str]:
    """Patches for a whole number of rows of six."""
    used = [kind for kind in dict.fromkeys(kinds) if kind in patches()][:_ON_COVER]
    return used[: len(used) // 6 * 6] or used
