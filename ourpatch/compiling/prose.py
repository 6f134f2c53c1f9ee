"""Markdown to HTML that is safe to show, and to plain words for the search."""

import re
from html import escape, unescape

import nh3
from markdown import Markdown

_TAGS = "p br strong em ul ol li a h3 h4 h5 h6 blockquote code hr"

_CLEANER = nh3.Cleaner(
    tags=set(_TAGS.split()),
    attributes={"*": set(), "a": {"href"}},
    url_schemes={"http", "https", "mailto", "tel"},
    link_rel="noopener",
)

# Anything that Markdown could take for more than words, anywhere and at the start of a line. Most
# descriptions have none of it; their HTML is only paragraphs, which cost a fiftieth of the parser's
# time.
_MARK = re.compile(
    r"[*_`\[\]<>\\\x00-\x09\x0b-\x1f\x85\xa0\u1680\u2000-\u200a\u2028-\u202f\u205f\u3000]"
)
_PAIRS = ("://", "  \n", "&#")
_ENTITY = re.compile(r"&\w")
_START = re.compile(r"\n(?:[ \t#+=-]|\d+[.)])")
_ITEM = re.compile(r" {0,3}(?:[-*+]|\d+\.) ")
_FIRST_ITEM = re.compile(r" {0,3}(?:[-*+]|1\.) ")
_HEADING = re.compile(r"^(#{1,6})(?=[^#\n])", re.M)
_LINK = re.compile(r"https?://[^\s<>()\[\]\"']*[^\s<>()\[\]\"'.,;:!?]")
_TAG = re.compile(r"<[^>]*>")

#: The page has two levels of headings of its own.
_FIRST_LEVEL = 3


def _parser() -> Markdown:
    """Markdown with what people use in an entry: headings, lists, links, bold.

    Left out, for a third of the time: pictures and raw HTML, which would be taken out again; links
    defined elsewhere; and, because people indent and underline without meaning them, code blocks
    and underlined headings.
    """
    parser = Markdown(extensions=["sane_lists"], output_format="html")
    parser.preprocessors.deregister("html_block")
    for name in ("code", "setextheader", "reference"):
        parser.parser.blockprocessors.deregister(name)
    for name in ("reference", "short_reference", "image_link", "image_reference"):
        parser.inlinePatterns.deregister(name)
    parser.inlinePatterns.deregister("short_image_ref")
    return parser


_MARKDOWN = _parser()


def to_html(text: str) -> str:
    """Markdown as HTML with only the tags and addresses listed here. Empty for an empty text."""
    if has_marks(text):
        return _CLEANER.clean(_MARKDOWN.reset().convert(_as_people_mean_it(text))).strip()
    paragraphs = re.split(r"\n{2,}", text.strip("\n"))
    return "\n".join(f"<p>{escape(words, quote=False)}</p>" for words in paragraphs if words)


def has_marks(text: str) -> bool:
    """True when some text may be more than words in paragraphs."""
    return bool(
        _MARK.search(text)
        or _START.search(f"\n{text}")
        or any(pair in text for pair in _PAIRS)
        or _ENTITY.search(text)
    )


def _as_people_mean_it(text: str) -> str:
    """Three habits that Markdown's letter does not allow for.

    A list right under a line of text is a list. The topmost headings, however they are marked, are
    the level below the page's own. A web address on its own is a link.
    """
    text = _apart_from_text(text)
    lower = _FIRST_LEVEL - min((len(marks) for marks in _HEADING.findall(text)), default=0)
    text = _HEADING.sub(lambda found: "#" * min(6, len(found[1]) + lower), text)
    return _LINK.sub(_as_link, text) if "://" in text else text


def _apart_from_text(text: str) -> str:
    """The text with an empty line before every list that comes right after other words."""
    lines: list[str] = []
    inside = False  # inside a list, until the next empty line
    for line in text.split("\n"):
        if not inside and _FIRST_ITEM.match(line) and lines and lines[-1].strip():
            lines.append("")
        inside = bool(line.strip()) and (inside or bool(_ITEM.match(line)))
        lines.append(line)
    return "\n".join(lines)


def _as_link(found: re.Match[str]) -> str:
    """A web address in the brackets that make it a link, unless it stands inside something."""
    before = found.string[found.start() - 1 : found.start()]
    return found[0] if before and (before in "(<[\"'=/" or before.isalnum()) else f"<{found[0]}>"


def to_words(html: str) -> str:
    """The words of some HTML that we made, without its tags."""
    return unescape(_TAG.sub(" ", html)).strip()
