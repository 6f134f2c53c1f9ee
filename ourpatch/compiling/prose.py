"""Markdown to HTML that is safe to show, and to plain words for the search."""

import re
from collections.abc import Iterable
from functools import cache
from html import escape, unescape
from itertools import groupby

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


# The inline parts of the parser, by the signs that they look for.
_BY_SIGN = {
    "`": ("backtick",),
    "\\": ("escape",),
    "[": ("link",),
    "<": ("autolink", "automail", "html"),
    "  \n": ("linebreak",),
    "&": ("entity",),
    "*": ("em_strong",),
    "_": ("em_strong",),
}

_LEFT_OUT = ("reference", "short_reference", "image_link", "image_reference", "short_image_ref")


@cache
def _parser(signs: tuple[str, ...]) -> Markdown:
    """Markdown with what people use in an entry: headings, lists, links, bold.

    Left out, for a third of the time: pictures and raw HTML, which would be taken out again; links
    defined elsewhere; and, because people indent and underline without meaning them, code blocks
    and underlined headings. For another third, the inline parts whose `signs` are not there.
    """
    parser = Markdown(extensions=["sane_lists"], output_format="html")
    parser.preprocessors.deregister("html_block")
    for name in ("code", "setextheader", "reference"):
        parser.parser.blockprocessors.deregister(name)
    wanted = {name for sign in signs for name in _BY_SIGN[sign]}
    not_wanted = {name for names in _BY_SIGN.values() for name in names} - wanted
    for name in (*_LEFT_OUT, *sorted(not_wanted)):
        parser.inlinePatterns.deregister(name)
    if "\\" not in signs:
        parser.treeprocessors.deregister("unescape")
    if not signs:
        parser.treeprocessors.deregister("inline")
    return parser


def to_html(text: str) -> str:
    """Markdown as HTML with only the tags and addresses listed here. Empty for an empty text."""
    text = _as_people_mean_it(text) if has_marks(text) else text
    blocks = re.split(r"\n{2,}", text.strip("\n"))
    runs = groupby(blocks, has_marks)
    return "\n".join(_parsed("\n\n".join(run)) if marks else _plain(run) for marks, run in runs)


def _parsed(text: str) -> str:
    """The HTML of text that has Markdown in it."""
    signs = tuple(sign for sign in _BY_SIGN if sign in text)
    return _CLEANER.clean(_parser(signs).reset().convert(text)).strip()


def _plain(paragraphs: Iterable[str]) -> str:
    """The HTML of paragraphs that have no Markdown in them."""
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
