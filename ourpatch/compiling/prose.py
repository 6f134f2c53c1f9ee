"""Markdown to HTML that is safe to show, and to plain words for the search."""

import re
from functools import cache
from html import unescape
from itertools import groupby
from operator import and_

import nh3
from markdown import Markdown

from ourpatch.compiling.simple_prose import has_marks, paragraphs, simple_html

_TAGS = "p br strong em ul ol li a h3 h4 h5 h6 blockquote code hr"

_CLEANER = nh3.Cleaner(
    tags=set(_TAGS.split()),
    attributes={"*": set(), "a": {"href"}},
    url_schemes={"http", "https", "mailto", "tel"},
    link_rel="noopener",
)

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
    if not has_marks(text):
        return paragraphs(_blocks(text))
    runs = groupby(_blocks(_as_people_mean_it(text)), has_marks)
    html = (_marked(list(run)) if marks else paragraphs(run) for marks, run in runs)
    return "\n".join(filter(None, html))


def _blocks(text: str) -> list[str]:
    """The pieces of some text between its empty lines."""
    return [block for block in re.split(r"\n{2,}", text.strip("\n")) if block]


def _marked(blocks: list[str]) -> str:
    """The HTML of blocks that all have Markdown in them."""
    simple = [simple_html(block) for block in blocks]
    lists = [html is not None and html.startswith(("<ul", "<ol")) for html in simple]
    if None in simple or any(map(and_, lists, lists[1:])):  # two lists may be one
        return _parsed("\n\n".join(blocks))
    return "\n".join(filter(None, simple))


def _parsed(text: str) -> str:
    """What the parser makes of some Markdown, and the sanitiser leaves of that.

    (All other HTML here is written from escaped words, with tags of our own choosing.)
    """
    signs = tuple(sign for sign in _BY_SIGN if sign in text)
    return _CLEANER.clean(_parser(signs).reset().convert(text)).strip()


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
    for each in text.split("\n"):
        line = each if each.strip(" ") else ""
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
