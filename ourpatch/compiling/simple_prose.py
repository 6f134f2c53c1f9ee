"""The Markdown that most people write, without a parser: bold words, links, plain lists.

Whatever is at all unusual is left to python-markdown, which comes to the same HTML; a test holds
the two together. It saves most of what descriptions cost a build.
"""

import re
from collections.abc import Iterable
from html import escape

# Anything that Markdown could take for more than words, anywhere and at the start of a line. Most
# descriptions have none of it; their HTML is only paragraphs.
_MARK = re.compile(
    r"[*_`\[\]<>\\\x00-\x09\x0b-\x1f\x85\xa0\u1680\u2000-\u200a\u2028-\u202f\u205f\u3000]"
)
_ENTITY = re.compile(r"&[#\w]")
_START = re.compile(r"\n(?:[ \t#+=-]|\d+[.)])")

_ADDRESS = r"https?://[A-Za-z0-9.,~:/?#@!$+;=%-]+"
_TOKEN = re.compile(
    rf"""(?<![^\s(]) \*\*(?!\s) (?P<bold>[^*_`\[\]<>\\&]+) (?<!\s)\*\* (?![^\s.,;:!?)])
    | (?<![!\\]) \[(?P<words>[^*_`\[\]<>\\&\n]+)\] \((?P<to>{_ADDRESS})\)
    | <(?P<itself>{_ADDRESS})>""",
    re.VERBOSE,
)
_ITEM = re.compile(r"(?:[-*+]|(?P<number>\d{1,9}\.)) (?P<words>\S.*)")


def has_marks(text: str) -> bool:
    """True when some text may be more than words in paragraphs."""
    return bool(
        "://" in text
        or "  \n" in text
        or _MARK.search(text)
        or _START.search(f"\n{text}")
        or ("&" in text and _ENTITY.search(text))
    )


def paragraphs(blocks: Iterable[str]) -> str:
    """The HTML of paragraphs that have no marks."""
    return "\n".join(f"<p>{escape(words, quote=False)}</p>" for words in blocks)


def simple_html(block: str) -> str | None:
    """The HTML of some lines with no empty one among them; None when they need the parser."""
    lines = block.split("\n")
    if _ITEM.fullmatch(lines[0]):
        return _list(lines)
    if _START.search(f"\n{block}"):
        return None
    inside = _inline(block)
    return None if inside is None else f"<p>{inside}</p>"


def _list(lines: list[str]) -> str | None:
    """The HTML of a list whose every line is a thing in it, all numbered or none."""
    found = [_ITEM.fullmatch(line) for line in lines]
    items = [_item(each) for each in found]
    numbered = {bool(each and each["number"]) for each in found}
    if None in items or len(numbered) > 1:
        return None
    kind = "ol" if numbered == {True} else "ul"
    inside = "\n".join(f"<li>{item}</li>" for item in items)
    return f"<{kind}>\n{inside}\n</{kind}>"


def _item(found: re.Match[str] | None) -> str | None:
    """The HTML inside one thing in a list."""
    if found is None or _START.search(f"\n{found['words']}"):
        return None
    return _inline(found["words"])


def _inline(text: str) -> str | None:
    """The HTML of words with nothing in them but bold words and links."""
    if not has_marks(text):
        return escape(text, quote=False)
    if has_marks(_TOKEN.sub("x", text)):
        return None
    html, at = [], 0
    for found in _TOKEN.finditer(text):
        words = found["bold"] or found["words"] or ""
        if has_marks(words):
            return None
        html += [escape(text[at : found.start()], quote=False), _token(found)]
        at = found.end()
    return "".join((*html, escape(text[at:], quote=False)))


def _token(found: re.Match[str]) -> str:
    if found["bold"]:
        return f"<strong>{escape(found['bold'], quote=False)}</strong>"
    to = found["to"] or found["itself"]
    words = escape(found["words"] or to, quote=False)
    return f'<a href="{to}" rel="noopener">{words}</a>'
