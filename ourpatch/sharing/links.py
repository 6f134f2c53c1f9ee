"""The addresses of the site. Every link that is made anywhere is made here."""

from urllib.parse import quote, urlencode

from ourpatch.searching import Answer, Question, Shortlist


def entry_link(id: str, form: str = "") -> str:
    """The page of one entry, or with `form` (such as vcf) the entry in that form."""
    return f"/entry/{quote(id, safe='')}{_ending(form)}"


def find_link(question: Question, form: str = "") -> str:
    """The page of an answer, or with `form` (such as csv) the whole answer in that form."""
    asked = question.on_page(1) if form else question
    return _with(f"/find{_ending(form)}", asked.parameters())


def list_link(shortlist: Shortlist, form: str = "") -> str:
    """The page of a list, or with `form` the list in that form."""
    return _with(f"/list{_ending(form)}", shortlist.parameters())


def answer_link(answer: Answer, form: str = "") -> str:
    """The page of an answer, whether somebody asked a question or chose a list; or a form of it."""
    if answer.shortlist is None:
        return find_link(answer.question, form)
    return list_link(answer.shortlist, form)


def carrying(link: str, shortlist: Shortlist) -> str:
    """A link of ours that keeps somebody's list in the address of where it leads."""
    address, hash, part = link.partition("#")
    return _with(address, shortlist.parameters()) + hash + part


def code_link(link: str) -> str:
    """The drawing of a link of ours as a code that a phone can scan."""
    return _with("/qr.svg", [("to", link)])


def up_to_date_link(due: str, by: str | None = None, page: int = 1) -> str:
    """Those that are due for a check in one way, and if `by` is given last checked by somebody."""
    asked = [("due", due)] + ([] if by is None else [("by", by)])
    return _with("/up-to-date", asked + ([("page", str(page))] if page > 1 else []))


def _ending(form: str) -> str:
    return f".{form}" if form else ""


def _with(address: str, parameters: list[tuple[str, str]]) -> str:
    """An address with parameters. Commas stay as they are, so that a list can be read."""
    if not parameters:
        return address
    return f"{address}{'&' if '?' in address else '?'}{urlencode(parameters, safe=',')}"
