"""Markdown to HTML that is safe to show, and to plain words for the search."""

import re
from html import escape, unescape

import nh3
from markdown import Markdown

_MARKDOWN = Markdown(extensions=["sane_lists"], output_format="html")

_CLEANER = nh3.Cleaner(
    tags={
        "p", "br", "strong", "em", "ul", "ol", "li", "a", "h3", "h4", "h5", "h6",
        "blockquote", "code", "hr",
    },
    attributes={"a": {"href"}},
    url_schemes={"http", "https", "mailto", "tel"},
    link_rel="noopener",
)  # fmt: skip
_WORDS_ONLY = nh3.Cleaner(tags=set(), attributes={})

# Anything that Markdown could take for more than words: most descriptions have none of it, and
# then the HTML is only paragraphs, which costs a fiftieth of the parser's time.
_MARKS = re.compile(
    r"[*_`\[\]<>#\\!~|]|&[#\w]|://|  \n|^[ \t]|^[-+=]|^\d+[.)]|^[ \t]*$\n[ \t]+$|[\x00-\x09\x0b-\x1f]",
    re.MULTILINE,
)
_LIST_AFTER_TEXT = re.compile(
    r"^(?![ \t]*(?:[-*+]|\d+\.)[ \t])(.*\S.*)\n(?=(?:[-*+]|\d+\.) )", re.M
)
_HEADING = re.compile(r"^(#{1,6})(?=[^#\n])", re.M)

#: The page has two levels of headings of its own.
_FIRST_LEVEL = 3
_BARE_LINK = re.compile(r"(?<![(<\[\"'=\w/])https?://[^\s<>()\[\]\"']*[^\s<>()\[\]\"'.,;:!?]")


def to_html(text: str) -> str:
    """Markdown as HTML with only the tags and addresses listed here. Empty for an empty text."""
    if _MARKS.search(text):
        return _CLEANER.clean(_MARKDOWN.reset().convert(_as_people_mean_it(text))).strip()
    paragraphs = re.split(r"\n{2,}", text.strip("\n"))
    return "\n".join(f"<p>{escape(words, quote=False)}</p>" for words in paragraphs if words)


def _as_people_mean_it(text: str) -> str:
    """Three habits that Markdown's letter does not allow for.

    A list right under a line of text is a list. The topmost headings, however they are marked, are
    the level below the page's own. A web address on its own is a link.
    """
    text = _LIST_AFTER_TEXT.sub(r"\1\n\n", text)
    lower = _FIRST_LEVEL - min((len(marks) for marks in _HEADING.findall(text)), default=0)
    text = _HEADING.sub(lambda found: "#" * min(6, len(found[1]) + lower), text)
    return _BARE_LINK.sub(r"<\g<0>>", text)


def to_words(html: str) -> str:
    """The words of some HTML that we made, without its tags."""
    return unescape(_WORDS_ONLY.clean(html.replace("</", " </"))).strip() if html else ""
