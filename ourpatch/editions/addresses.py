"""Pages of the site as they stand in an edition with no server: where their links lead, and what
they bring along.

Links of ours begin with `/`. An edition says what becomes of each, or None where it has no such
page; then a link in a list goes with its line, and of any other only the words stay.
static/editions/adapt.js does the same to pages that are drawn in the browser.
"""

import re
from collections.abc import Callable, Mapping
from functools import cache

from ourpatch.house import SITE

#: From an address of the site, as it stands in a page, to the edition's; None for none.
Address = Callable[[str], str | None]

_ALONE = re.compile(r'[ \t]*<li>\s*(<a [^<>]*href="(/[^"]*)"[^<>]*>.*?</a>)\s*</li>\n?', re.S)
_LINK = re.compile(r'<a ([^<>]*)href="(/[^"]*)"([^<>]*)>(.*?)</a>', re.S)
_OTHER = re.compile(r'(<(?:form|img)\b[^<>]*\s(?:action|src)=")(/[^"]*)(")')
_HEAD = re.compile(r'<(?:link|meta)\b[^<>]*\b(?:href|content)="/[^"]*"[^<>]*>\n?')
_SCRIPT = re.compile(r"<script\b[^<>]*></script>\n?")
_PATCH = re.compile(r'<use href="/static/patches\.svg#([\w-]+)">')
_LETTERS = re.compile(r"\n *@font-face \{[^}]*\}")
_SYMBOL = re.compile(r'<symbol id="([\w-]+)".*?</symbol>\n?', re.S)


def adapted(html: str, address: Address) -> str:
    """A page whose links lead to the edition's pages. It has no script, and loads nothing."""
    html = _SCRIPT.sub("", _HEAD.sub("", html))
    html = _ALONE.sub(lambda found: found[0] if address(found[2]) else "", html)
    html = _LINK.sub(lambda found: _link(found, address), html)
    html = _OTHER.sub(lambda found: found[1] + (address(found[2]) or "") + found[3], html)
    return _PATCH.sub(r'<use href="#patch-\1">', html)


def _link(found: re.Match[str], address: Address) -> str:
    before, link, after, words = found.groups()
    to = address(link)
    return f'<a {before}href="{to}"{after}>{words}</a>' if to else words


def patches_of(html: str) -> str:
    """The drawings that an adapted page uses, for its end: none may come from another file."""
    used = set(re.findall(r'<use href="#patch-([\w-]+)">', html))
    drawn = "".join(symbol for id, symbol in patches().items() if id in used)
    return f'<div hidden id="patches"><svg>{drawn}</svg></div>\n' if drawn else ""


@cache
def patches() -> dict[str, str]:
    """Every patch, by the id of its kind of help, as a drawing that a page can hold."""
    text = re.sub(
        r"<!--.*?-->", "", (SITE / "static" / "patches.svg").read_text("utf-8"), flags=re.S
    )
    return {
        found[1]: re.sub(r"\n\s*", "", found[0].replace('id="', 'id="patch-', 1))
        for found in _SYMBOL.finditer(text)
    }


def style() -> str:
    """Our style without the letters for paper: browsers take no font from a folder or a file."""
    return _LETTERS.sub("", (SITE / "static" / "style.css").read_text("utf-8"))


def with_head(html: str, more: str) -> str:
    """A page with more at the top of its head, before anything is loaded."""
    return html.replace('<meta charset="utf-8">\n', f'<meta charset="utf-8">\n{more}', 1)


def with_end(html: str, more: str) -> str:
    """A page with more at its end."""
    before, end, after = html.rpartition("</body>")
    return before + more + end + after


def policy(rules: Mapping[str, str]) -> str:
    """What a page may load, as a line of its head: nothing, but for the rules given."""
    every = {"default-src": "'none'", "base-uri": "'none'", **rules}
    written = "; ".join(f"{name} {rule}" for name, rule in every.items())
    return f'<meta http-equiv="Content-Security-Policy" content="{written}">\n'
