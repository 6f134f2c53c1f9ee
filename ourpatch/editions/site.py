"""The directory as a folder of plain files: for any host, and for a memory stick.

A page of the site is the file of its name: /about is about.html, /entry/sew-sociable is
entry/sew-sociable.html. Every page is drawn beforehand; find.html and list.html are drawn again in
the browser for a question or a list (static/editions/folder.js). A page opened from a folder may
load no module and fetch nothing, so scripts are plain ones, and the directory travels in one.
"""

import hashlib
import json
import re
from collections.abc import Iterator
from functools import partial
from html import escape
from itertools import chain
from urllib.parse import urlsplit

from ourpatch.editions.addresses import (
    adapted,
    patches,
    patches_of,
    policy,
    style,
    with_end,
    with_head,
)
from ourpatch.editions.pages import (
    EVERYBODY,
    PAGES,
    Patch,
    entry_pages,
    missing_page,
    plain_pages,
    shelf_pages,
)
from ourpatch.editions.scripts import (
    EXTRAS,
    as_text,
    engine_as_text,
    extra,
    for_script,
    joined,
    told,
)
from ourpatch.house import SITE
from ourpatch.progress import bar
from ourpatch.statements import statements

#: Questions that a list drawn beforehand answers for those who have no scripts; and links to it,
#: which start.js turns into links to the search.
_ASKED = re.compile(r"/find\?(help|people)=([\w-]+)")
_SHELF = re.compile(r'href="([./]*)(help|people)/([\w-]+)\.html"')
_PAGE = re.compile(r"/(?:entry|help|people|near|name)/[\w-]+")

#: What a page may load. `file:` is for browsers that take no file of a folder for a page's `self`.
_RULES = {
    "script-src": "'self' file: 'wasm-unsafe-eval'",
    "style-src": "'self' file:",
    "img-src": "'self' file: data:",
    "connect-src": "'self'",
    "form-action": "'self' file:",
}

#: After the search form, for those who have no scripts.
_LOOK = """\
</form>
<noscript><p class="notice">To search here, a browser needs JavaScript. Without it you can \
<a href="/everybody">look through everybody</a>.</p></noscript>"""

_NO_SCRIPT = "static/editions/no-script.css"
_LARGE = re.compile(r"static/(?!ready-)\w+-[0-9a-f]{12}\.js")
_COPIED = ("editions/no-script.css", "icon.svg")


def files(patch: Patch, travelled: bytes, ready: bytes) -> Iterator[tuple[str, bytes]]:
    """Every file of the folder, by its path. `travelled` is the database that travels, zipped, and
    `ready` the same unpacked, for a page opened from disk: it is opened anew for each question."""
    large = dict(_large_scripts(patch, travelled, ready))
    for name, text in large.items():
        yield name, text.encode()
    online = json.dumps([name for name in large if is_large(name)])
    on_disk = json.dumps([name for name in large if not name.startswith("static/directory-")])
    lists = f"const FILES = {online};\nconst ON_DISK = {on_disk};\n"
    yield "static/start.js", f"{lists}{joined('folder')}".encode()
    for name in EXTRAS:
        yield f"static/{name}.js", extra(name).encode()
    for name in _COPIED:
        yield f"static/{name}", (SITE / "static" / name).read_bytes()
    yield "static/style.css", style().encode()
    yield "outcodes.json", _outcodes(patch)
    yield "404.html", _page(missing_page(patch), None, _top(patch)).encode()
    pages = chain(plain_pages(patch), shelf_pages(patch), entry_pages(patch))
    for path, html in bar(pages, "Drawing pages"):
        yield f"{_name(path)}.html", _page(html, path, "../" * (path.count("/") - 1)).encode()


def is_large(name: str) -> bool:
    """True for a script that only a question needs, on a host."""
    return _LARGE.fullmatch(name) is not None


def _large_scripts(patch: Patch, travelled: bytes, ready: bytes) -> Iterator[tuple[str, str]]:
    """What only a question needs. A script is called after what is in it, so that none is mixed."""
    drawings = json.dumps(f"<div hidden><svg>{''.join(patches().values())}</svg></div>")
    search = (
        f"{joined('searching')}Object.assign(ourPatch, {{ patches: {for_script(drawings)} }});\n"
    )
    site = f"site: {told(patch.site)}"
    for name, text in (
        ("search", search),
        ("engine", f'Object.assign(ourPatch, {{ engine: "{engine_as_text()}" }});\n'),
        (
            "directory",
            f'Object.assign(ourPatch, {{ {site}, database: "{as_text(travelled)}" }});\n',
        ),
        ("ready", f'Object.assign(ourPatch, {{ {site}, database: "{as_text(ready)}" }});\n'),
    ):
        yield f"static/{name}-{hashlib.sha256(text.encode()).hexdigest()[:12]}.js", text


def _outcodes(patch: Patch) -> bytes:
    """What the site has at /outcodes.json, for “Use where I am”."""
    sql = statements("near_me")["areas"]
    areas = [list(row) for row in patch.connection.execute(sql)]
    return json.dumps(areas, separators=(",", ":")).encode()


def _top(patch: Patch) -> str:
    """Where the folder is on its host, for the one page that may be shown at any address."""
    return urlsplit(str(patch.site.get("address", ""))).path.rstrip("/") + "/"


def _name(path: str) -> str:
    return path.strip("/") or "index"


def _page(html: str, path: str | None, root: str) -> str:
    """A page of the site as a file. `root` leads from it to the folder."""
    html = html.replace("</form>", _LOOK, 1) if 'class="search"' in html else html
    html = adapted(html, partial(_address, root=root))
    html = _SHELF.sub(r'\g<0> data-search="\1find.html?\2=\3"', html)
    told_path = "" if path is None else f' data-path="{escape(path)}"'
    head = (
        policy(_RULES)
        + f'<script src="{root}static/start.js" data-root="{root or "./"}"{told_path}></script>\n'
        + f'<link rel="icon" href="{root}static/icon.svg" type="image/svg+xml">\n'
        + f'<link rel="stylesheet" href="{root}static/style.css">\n'
        + f'<noscript><link rel="stylesheet" href="{root}{_NO_SCRIPT}"></noscript>\n'
    )
    needs = {"share": 'id="ways"', "near-me": 'id="near"'}
    extras = "".join(
        f'<script defer src="{root}static/{name}.js"></script>\n'
        for name, mark in needs.items()
        if mark in html
    )
    return with_end(with_head(html, head), patches_of(html) + extras)


def _address(link: str, root: str) -> str | None:
    """Where a page is in the folder, from a page that `root` leads to it from; None for none."""
    found = re.fullmatch(r"([^?#]*)(\?[^#]*)?(#.*)?", link, re.S)
    path, query, part = (each or "" for each in found.groups()) if found else (link, "", "")
    if path not in (*PAGES, EVERYBODY) and not _PAGE.fullmatch(path):
        return None
    if shelf := _ASKED.fullmatch(link):
        return f"{root}{shelf[1]}/{shelf[2]}.html"
    return f"{root}{_name(path)}.html{query}{part}"
