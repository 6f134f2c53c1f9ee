"""The directory as one HTML file, to send or to carry: it opens anywhere, and asks nobody anything.

Every entry stands in it as plain HTML, under the address that links lead to (such as
`#/entry/sew-sociable`), for those who have no scripts: phones often open such a file so. With
scripts the same addresses are pages, which static/editions/one-file.js draws from the directory
that travels in the file.
"""

import re
import sqlite3
import zlib
from base64 import b64encode
from collections.abc import Iterator
from hashlib import sha256
from urllib.parse import parse_qsl

from ourpatch.editions.addresses import adapted, patches, policy, style, with_end, with_head
from ourpatch.editions.pages import PAGES, Patch
from ourpatch.editions.scripts import as_text, engine_as_text, extra, joined, told
from ourpatch.house import SITE
from ourpatch.progress import bar
from ourpatch.searching import Question, answer, directory, full_entry, read_question
from ourpatch.sharing.heading import asked_in_words
from ourpatch.sharing.views import about_view, home_view

#: With more than this a file is slow to open on an old computer.
MANY_ENTRIES = 3_000
TOO_MANY = (
    "That is a lot for one file. To make smaller ones, publish each area or kind of help by "
    'itself, such as  --find "near=BA1&within=5"'
)

#: What is said when nobody answers the question of who should be in it.
NOBODY = "Nobody answers “{}”, so nothing was written."

_ARTICLES, _ABOUT = "<!-- articles -->\n", "<!-- about -->\n"
_MAIN = re.compile(r"<main\b[^<>]*>(.*)</main>", re.S)
_PAGE = re.compile(r"/entry/[\w-]+")
_NAMED = re.compile(r'\b(id|for|aria-labelledby|aria-describedby)="([\w-]+)"')
_DRAWING = re.compile(r'<svg class="patch".*?</svg> ?', re.S)
_SPARE = re.compile(r"\n\s+")
_HEADING = re.compile(r"(</?h)([1-4])\b")

#: After the search form, for those who have no scripts.
_LOOK = """\
</form>
<noscript><p>Everybody is here. <a href="#everyone">Look through everybody</a></p></noscript>"""

#: Scripts hide what they draw anew, before it is seen.
_STYLE = ".scripted .everyone { display: none; }\n"
_EARLY = 'document.documentElement.classList.add("scripted");\n'


def page(patch: Patch, travelled: bytes, find: str = "") -> str:
    """The file. `travelled` is the database that travels, zipped; `find` is what was asked, or "".

    Raises ValueError when `find` asks nothing.
    """
    part = _in_words(patch.connection, find) if find else ""
    copy = Patch(patch.connection, {**patch.site, "is_copy": True, "part": part})
    ways = [way for way in copy.ways if way.id != "name"]
    view = {**home_view(copy.known), "ways": ways}
    html = adapted(copy.draw("editions/one_file.html", "/", view), _address)
    html = html.replace("</form>", _LOOK, 1).replace(_ABOUT, _about(copy))
    before, after = html.split(_ARTICLES)
    html = before + "".join(_articles(copy, find)) + after
    return _with_everything(html, copy, travelled)


def chosen(connection: sqlite3.Connection, find: str) -> list[str]:
    """The ids of all that answer a question, in order, and of those they name to try instead.

    `find` is the end of a search's address, or all of it. Raises ValueError when it asks nothing,
    or does not say where: then the answer would be from everywhere.
    """
    found = answer(connection, question(connection, find), whole=True)
    meaning = found.meaning
    if meaning.unknown:
        raise ValueError(
            f"We do not know a place called “{meaning.unknown}”. "
            "Try the first half of a postcode, such as  near=BA1"
        )
    if meaning.places:
        labels = "; ".join(place.label for place in meaning.places)
        raise ValueError(f"There is more than one place of that name: {labels}. Say which.")
    ids = dict.fromkeys(result.id for result in found.results)
    waiting = list(ids)
    while waiting:
        entry = full_entry(connection, waiting.pop()) or {}
        for other in (each["id"] for each in entry.get("instead", [])):
            if other not in ids:
                ids[other] = None
                waiting.append(other)
    return list(ids)


def size_when_zipped(content: bytes) -> int:
    """About how long the file is in a zip."""
    return len(zlib.compress(content, 9))


def question(connection: sqlite3.Connection, find: str) -> Question:
    """What `find` asks: the end of a search's address, or all of it. Raises ValueError for none."""
    query = find.partition("?")[2] if "?" in find else find
    asked = read_question(parse_qsl(query.partition("#")[0]), directory(connection).words)
    if asked == Question():
        raise ValueError(
            f"“{find}” asks nothing. Give the end of a search's address, such as  "
            "help=gardening&near=BA1"
        )
    return asked


def _in_words(connection: sqlite3.Connection, find: str) -> str:
    found = answer(connection, question(connection, find))
    return asked_in_words(found, directory(connection))


def _articles(patch: Patch, find: str) -> Iterator[str]:
    """Every entry as plain HTML: in the order of the answer, or by name."""
    if find:
        ids = chosen(patch.connection, find)
    else:
        ids = [each.id for each in sorted(patch.results, key=lambda each: each.name.casefold())]
    for number, id in enumerate(bar(ids, "Drawing entries")):
        if entry := full_entry(patch.connection, id):
            path = f"/entry/{id}"
            html = patch.draw("editions/article.html", path, {"entry": entry})
            yield _inside(adapted(html, _address), number)


def _about(patch: Patch) -> str:
    """The About page as a part of the file."""
    html = adapted(patch.draw("about.html", "/about", about_view()), _address)
    found = _MAIN.search(html)
    return f'<section id="/about">{_inside(found[1], "about")}</section>\n' if found else ""


def _inside(html: str, mark: object) -> str:
    """A page's part among many: smaller headings, names of its own, and no drawings."""
    html = _HEADING.sub(lambda found: f"{found[1]}{int(found[2]) + 2}", html)
    html = _NAMED.sub(rf'\1="\2-{mark}"', html)
    return _SPARE.sub("\n", _DRAWING.sub("", html))


def _address(link: str) -> str | None:
    """Where a page is in the file; None for none."""
    path = re.split(r"[?#]", link, maxsplit=1)[0]
    return f"#{link}" if path in PAGES or _PAGE.fullmatch(path) else None


def _with_everything(html: str, patch: Patch, travelled: bytes) -> str:
    """The page with its style, its drawings, its scripts and its data, and leave for just these."""
    static = SITE / "static"
    styles = [
        style() + _STYLE,
        (static / "editions" / "no-script.css").read_text("utf-8"),
    ]
    scripts = [_EARLY, _inline(_extras() + joined("one-file"))]
    rules = {
        "script-src": f"{' '.join(map(_hashed, scripts))} 'wasm-unsafe-eval'",
        "style-src": " ".join(map(_hashed, styles)),
        "img-src": "data:",
        "form-action": "'none'",
    }
    icon = b64encode((static / "icon.svg").read_bytes()).decode()
    head = (
        f"{policy(rules)}<script>{scripts[0]}</script>\n<style>{styles[0]}</style>\n"
        f"<noscript><style>{styles[1]}</style></noscript>\n"
        f'<link rel="icon" href="data:image/svg+xml;base64,{icon}" type="image/svg+xml">\n'
    )
    data = {"site": told(patch.site), "database": as_text(travelled), "engine": engine_as_text()}
    end = (
        f'<div hidden id="patches"><svg>{"".join(patches().values())}</svg></div>\n'
        + "".join(
            f'<script type="text/plain" id="{name}">{text}</script>\n'
            for name, text in data.items()
        )
        + f"<script>{scripts[1]}</script>\n"
    )
    return with_end(with_head(html, head), end)


def _extras() -> str:
    """What a page may do besides, each time that one is drawn."""
    return f"self.ourPatchExtras = () => {{\n{extra('share')}}};\n"


def _inline(script: str) -> str:
    """A script that may stand in a page: nothing in it looks like its end."""
    return script.replace("</script", r"<\/script").replace("<!--", r"<\!--")


def _hashed(text: str) -> str:
    """The mark by which a browser knows a script or style that may be used."""
    return f"'sha256-{b64encode(sha256(text.encode()).digest()).decode()}'"
