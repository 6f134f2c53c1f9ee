"""The addresses of the site. Every link that is made anywhere is made here."""

from urllib.parse import quote, urlencode

from ourpatch.searching.question import Question


def entry_link(id: str) -> str:
    """The page of one entry."""
    return f"/entry/{quote(id, safe='')}"


def find_link(question: Question, form: str = "") -> str:
    """The page of an answer, or with `form` (such as csv) the whole answer in that form."""
    asked = question.on_page(1) if form else question
    parameters = urlencode(asked.parameters())
    address = f"/find.{form}" if form else "/find"
    return f"{address}?{parameters}" if parameters else address
