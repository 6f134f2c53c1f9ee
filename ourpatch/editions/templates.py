"""The Jinja templates as JavaScript, so that pages are drawn in a browser from the same text.

    python -m ourpatch.editions.templates

Jinja itself reads the templates; `scripting` writes each as JavaScript, and static/pages/jinja.js
behaves as Jinja does. What comes out is checked in as static/pages/templates.js, because a page may
not make code of text (`eval`): the Content-Security-Policy forbids it.
"""

import json
from collections.abc import Iterable
from dataclasses import asdict
from pathlib import Path

from jinja2 import Environment, nodes
from jinja2.meta import find_referenced_templates

from ourpatch.editions.made import EDITIONS
from ourpatch.editions.scripting import KNOWN, Script
from ourpatch.house import SITE
from ourpatch.searching.shortlist import LONGEST_NOTE
from ourpatch.sharing.code import LONGEST
from ourpatch.sharing.forms import FORMS, PAPER
from ourpatch.sharing.sending import MOST_NAMED
from ourpatch.sharing.views import ENTRY_FORMS, MILES

#: The pages that are drawn where there is no server.
PAGES = (
    *("home.html", "find.html", "entry.html", "list.html", "about.html", "downloads.html"),
    *("take-it-with-you.html", "offline.html", "suggest_offline.html", "404.html"),
)

#: The block of the shell with what is only for search engines and other sites.
ELSEWHERE = "elsewhere"

MADE = SITE / "static" / "pages" / "templates.js"

_TOP = """\
// Made from templates/ by `python -m ourpatch.editions.templates`. Change those, not this.

import { %s } from "./jinja.js";

// What Python says of forms to take away, of distances in miles, and of what fits where.
%s

// Each template: the one that it extends, its body, and its blocks. `c` is what it can name.
export const TEMPLATES = {
%s};
"""


def as_script(folder: Path = SITE / "templates") -> str:
    """Every template of ours as one JavaScript module. Raises ValueError for what it cannot say."""
    page = Environment().parse((folder / "_page.html").read_text("utf-8"))
    emptied = {block.name for block in page.find_all(nodes.Block)} | {ELSEWHERE}
    trees = _trees(folder, emptied)
    written = (Script(name, emptied).template(tree) for name, tree in trees.items())
    return _TOP % (", ".join(sorted(KNOWN)), _told(), "".join(written))


def _trees(folder: Path, emptied: set[str]) -> dict[str, nodes.Template]:
    """The templates of the pages that a browser draws, and of those that they name, by name."""
    environment = Environment(autoescape=True)
    trees: dict[str, nodes.Template] = {}
    waiting: list[str | None] = list(PAGES)
    while waiting:
        name = waiting.pop()
        # One that is not here is Datasette’s own, for its own pages.
        if name and name not in trees and (folder / name).exists():
            tree = environment.parse((folder / name).read_text("utf-8"), name)
            for block in list(tree.find_all(nodes.Block)):
                if block.name in emptied and name != "_page.html":
                    block.body = []
            trees[name] = tree
            waiting += sorted(find_referenced_templates(tree), key=str)
    return dict(sorted(trees.items()))


def _told() -> str:
    """What the pages drawn in a browser take from Python's half, a line for each."""
    told = {
        "FORMS": _forms((form.ending, form.label, form.use) for form in FORMS.values()),
        "ENTRY_FORMS": _forms(ENTRY_FORMS),
        "EDITIONS": [asdict(each) for each in EDITIONS],
        "MILES": MILES,
        "LONGEST_NOTE": LONGEST_NOTE,
        "LONGEST_IN_CODE": LONGEST,
        "MOST_NAMED": MOST_NAMED,
    }
    values = ((name, json.dumps(value, ensure_ascii=False)) for name, value in told.items())
    return "\n".join(f"export const {name} = {value};" for name, value in values)


def _forms(rows: Iterable[tuple[str, str, str]]) -> list[dict[str, str]]:
    """Forms as rows; without paper, which not every server makes and no browser does."""
    names = ("ending", "label", "use")
    return [dict(zip(names, row, strict=True)) for row in rows if row[0] not in PAPER]


if __name__ == "__main__":
    MADE.write_text(as_script(), encoding="utf-8", newline="\n")
