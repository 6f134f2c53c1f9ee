"""The Jinja templates as JavaScript, so that pages are drawn in a browser from the same text.

    python -m ourpatch.editions.templates

Jinja itself reads the templates; `scripting` writes each as JavaScript, and static/pages/jinja.js
behaves as Jinja does. What comes out is checked in as static/pages/templates.js, because a page may
not make code of text (`eval`): the Content-Security-Policy forbids it.
"""

import json
from dataclasses import asdict
from pathlib import Path

from jinja2 import Environment, nodes

from ourpatch.editions.made import EDITIONS
from ourpatch.editions.scripting import KNOWN, Script
from ourpatch.house import SITE
from ourpatch.searching.shortlist import LONGEST_NOTE
from ourpatch.sharing.code import LONGEST
from ourpatch.sharing.forms import FORMS
from ourpatch.sharing.sending import MOST_NAMED
from ourpatch.sharing.views import ENTRY_FORMS, MILES

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
    environment = Environment(autoescape=True)
    trees = {
        path.name: environment.parse(path.read_text("utf-8"), path.name)
        for path in sorted(folder.glob("*.html"))
    }
    emptied = {block.name for block in trees["_page.html"].find_all(nodes.Block)}
    written = (Script(name, emptied).template(tree) for name, tree in trees.items())
    return _TOP % (", ".join(sorted(KNOWN)), _told(), "".join(written))


def _told() -> str:
    """What the pages drawn in a browser take from Python's half, a line for each."""
    told = {
        "FORMS": [_form(form.ending, form.label, form.use) for form in FORMS.values()],
        "ENTRY_FORMS": [_form(*each) for each in ENTRY_FORMS],
        "EDITIONS": [asdict(each) for each in EDITIONS],
        "MILES": MILES,
        "LONGEST_NOTE": LONGEST_NOTE,
        "LONGEST_IN_CODE": LONGEST,
        "MOST_NAMED": MOST_NAMED,
    }
    values = ((name, json.dumps(value, ensure_ascii=False)) for name, value in told.items())
    return "\n".join(f"export const {name} = {value};" for name, value in values)


def _form(ending: str, label: str, use: str) -> dict[str, str]:
    return {"ending": ending, "label": label, "use": use}


if __name__ == "__main__":
    MADE.write_text(as_script(), encoding="utf-8", newline="\n")
