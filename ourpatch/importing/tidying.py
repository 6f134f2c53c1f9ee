"""Making the words of other people's lists fit to read, one small change at a time.

Nothing here throws words away: what finds something in a cell also says where it stood, so that the
caller knows what is left over.
"""

import re
import unicodedata
from collections.abc import Iterator
from datetime import date, datetime
from typing import NamedTuple

import phonenumbers

from ourpatch import places
from ourpatch.reading.shapes import is_web_address


class Found(NamedTuple):
    """A usable value inside a cell, and where it stands there."""

    value: str
    start: int
    end: int


def clean(cell: str) -> str:
    """A cell with ordinary spaces and line ends, and without characters nobody can see."""
    lines = re.sub(r"\r\n?|[\x0b\x0c\x85\u2028\u2029]", "\n", cell)
    spaced = "".join(" " if _is_space(letter) else letter for letter in lines)
    return "".join(letter for letter in spaced if not _is_hidden(letter)).strip()


def _is_space(letter: str) -> bool:
    return letter == "\t" or unicodedata.category(letter) == "Zs"


def _is_hidden(letter: str) -> bool:
    if letter in "\u200b\u2060\ufeff\ufffe\uffff" or "\u202a" <= letter <= "\u202e":
        return True
    hidden = "\u2066" <= letter <= "\u2069" or unicodedata.category(letter) in ("Cc", "Cs")
    return hidden and letter != "\n"


_STUCK = re.compile(
    r"(?<=[a-z)])[.!?;:](?=[A-Z][a-z]|\(|\d\))"  # champion.The, champion.2) To
    r"|(?<=[A-Z]{3})[.!?;:](?=[A-Z]{2}|\()"  # ABROAD.THE
)


def one_line(text: str, between: str) -> str:
    """Lines as one line, with a sign between those that end without one."""
    lines = [" ".join(line.split()) for line in text.split("\n") if line.strip(" .,;")]
    ended = (line if line[-1] in ".,;:!?" else line + between for line in lines[:-1])
    return " ".join([*ended, *lines[-1:]])


def spaced_sentences(text: str) -> str:
    """Text in which each sentence starts after a space: “champion.The” is two sentences."""
    return re.sub(r"\S+", _spaced_word, text)


def _spaced_word(word: re.Match[str]) -> str:
    if "@" in word[0] or "/" in word[0] or word[0].lower().startswith("www."):
        return word[0]
    return _STUCK.sub(r"\g<0> ", word[0])


def spaced_name(name: str) -> str:
    """A name with its spaces where they belong: “Bury ,North( No. 2 )” is “Bury, North (No. 2)”."""
    inside = re.sub(r"(?<=[(\[])\s+|\s+(?=[)\],;])", "", name)
    around = re.sub(r"(?<=[,;])(?=[^\s\d])|(?<=[^\W\d_])(?=\([A-Z])", " ", inside)
    return " ".join(spaced_sentences(around).split())


_SHORT = "st mr mrs ms dr rev revd prof gr nr no inc ltd co approx tel eg ie e.g i.e vs"
_ABBREVIATIONS = frozenset(_SHORT.split())
_LINKS = "and or the a an of to in for with by at on from as is are that which our its"
_LOOSE_ENDS = frozenset(_LINKS.split())

_SENTENCE_END = re.compile(r"[.!?][\"'”’)\]]*(?=\s+[\"'“‘(\[]?[A-Z0-9£•*-]|\s*$)")
_CLAUSE_END = re.compile(r"[;:,](?=\s)|\s[–—-](?=\s)")

#: A shorter first sentence than this says too little on its own.
_SAYS_SOMETHING = 30


def shorten(text: str, longest: int) -> str:
    """The start of a text in at most `longest` characters, cut at the end of a sentence.

    A first sentence that is too long is cut at the end of a clause, or of a word; “…” follows.
    """
    if len(text) <= longest:
        return text
    ends = [end.end() for end in _SENTENCE_END.finditer(text, 0, longest + 1) if _ends(text, end)]
    ends = [end for end in ends if _SAYS_SOMETHING <= end <= longest]
    if ends:
        return text[: ends[-1]]
    room = text[: longest - 1]
    clauses = [c.start() for c in _CLAUSE_END.finditer(room) if c.start() >= longest // 2]
    words = re.match(rf".{{1,{len(room)}}}(?<=\w)(?!\w)", text, re.S)
    cut = room[: clauses[-1]] if clauses else words[0] if words else room
    return _no_loose_end(cut) + "…"


def _ends(text: str, end: re.Match[str]) -> bool:
    """True when a full stop ends a sentence and not an abbreviation."""
    word = re.split(r"[\s(]", text[: end.start()])[-1]
    initial = len(word) == 1 and word.isalpha()
    return not (end[0].startswith(".") and (initial or word.lower() in _ABBREVIATIONS))


def _no_loose_end(text: str) -> str:
    words = text.rstrip(" ,;:–—-(").split(" ")
    while len(words) > 3 and words[-1].lower() in _LOOSE_ENDS:
        words.pop()
    return " ".join(words).rstrip(" ,;:–—-(.")


_EMAIL = re.compile(
    r"(?:mailto:)?([^@\s<>,;:\"'()\[\]/|]+@[^@\s<>,;:\"'()\[\]/|]+\.[a-z]{2,})", re.I
)
_NUMBER_O = re.compile(r"(?<![A-Za-z0-9])[Oo](?=\d)")


def emails(cell: str) -> Iterator[Found]:
    """Every email address in a cell."""
    for found in _EMAIL.finditer(cell):
        yield Found(found[1].rstrip("."), found.start(), found.end())


def web_addresses(cell: str) -> Iterator[Found]:
    """Every web address in a cell, with https:// before those that start with nothing."""
    for word in re.finditer(r"\S+", cell):
        written = word[0].strip("<>()[],;\"'").rstrip(".")
        address = re.sub(r"^(https?)[:/;]+(?=\w)", r"\1://", written, flags=re.I)
        if not re.match(r"https?://", address, re.I):
            address = f"https://{address}"
        address = re.sub(r"^https?", lambda scheme: scheme[0].lower(), address, flags=re.I)
        if "@" not in written.partition("/")[0] and is_web_address(address):
            yield Found(address, word.start(), word.end())


def phones(cell: str) -> Iterator[Found]:
    """Every stretch of a cell that could be a phone number; the field's own check decides."""
    hidden = cell.replace("\n", " ")
    for other in (*emails(cell), *web_addresses(cell)):
        hidden = hidden[: other.start] + " " * (other.end - other.start) + hidden[other.end :]
    hidden = _NUMBER_O.sub("0", hidden)
    matcher = phonenumbers.PhoneNumberMatcher(hidden, "GB", leniency=phonenumbers.Leniency.POSSIBLE)
    for match in matcher:
        yield Found(match.raw_string, match.start, match.end)
    if re.fullmatch(r"[\d ]{3,7}", hidden.strip()):  # 999 and 116 123 are numbers to ring, too
        yield Found(hidden.strip(), 0, len(hidden))


#: Words around a phone number or an address that say nothing a reader would miss.
_JOINERS = re.compile(
    r"\b(and|or|e-?mail|address|tel|telephone|phone|mobile|mob|website|web|site|on|at|to|no)\b|\W|_",
    re.I,
)


def says_something(words: str) -> bool:
    """True when words left over in a cell would be missed."""
    return bool(_JOINERS.sub("", words))


_DAYS = ("%Y-%m-%d", "%d/%m/%Y", "%d-%m-%Y", "%d.%m.%Y", "%d %B %Y", "%d %b %Y", "%d-%b-%Y")


def day(text: str) -> str:
    """A date as 2026-10-03, from the ways people in Britain write it; or the text as it was."""
    plain = re.sub(r"(?<=\d)(st|nd|rd|th)\b|,", "", text)
    plain = re.sub(r"[T ]\d\d:\d\d(:\d\d)?(\.\d+)?Z?$", "", plain)
    for form in _DAYS:
        try:
            found: date = datetime.strptime(plain, form).date()
        except ValueError:
            continue
        return found.isoformat()
    return text


def mended_postcode(text: str) -> tuple[str, str]:
    """A whole postcode and its first half, as far as the text gives them; O may stand for 0."""
    whole = places.full_postcode(text) or places.suggest_postcode(text) or ""
    first_word = (text.split() or [""])[0]
    half = places.outward(whole or text) or places.outward(first_word) or ""
    return whole, half


def squeezed(text: str) -> str:
    """Letters and digits only, in capitals, for comparing postcodes."""
    return re.sub(r"[^A-Z0-9]", "", text.upper())


def without_postcode(address: str, postcode: str) -> str:
    """An address without the postcode that stands in a field of its own."""
    if not postcode:
        return address
    bare = re.sub(rf"[,\s]*\b{re.escape(postcode)}\b", "", address, flags=re.I)
    return bare.strip(" ,") or address
