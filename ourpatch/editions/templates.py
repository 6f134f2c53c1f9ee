"""The Jinja templates as JavaScript, so that pages are drawn in a browser from the same text.

    python -m ourpatch.editions.templates

Jinja itself reads the templates; `scripting` writes each as JavaScript, and static/pages/jinja.js
behaves as Jinja does. What comes out is checked in as static/pages/templates.js, because a page may
not make code of text (`eval`): the Content-Security-Policy forbids it.
"""

import json
from pathlib import Path

from jinja2 import Environment, nodes

from ourpatch.editions.scripting import KNOWN, Script
from ourpatch.house import SITE
from ourpatch.sharing.forms import FORMS
from ourpatch.sharing.views import MILES

MADE = SITE / "static" / "pages" / "templates.js"

_TOP = """\
// Made from templates/ by `python -m ourpatch.editions.templates`. Change those, not this.

import { %s } from "./jinja.js";

// The forms that an answer can be taken away in, and the distances offered, in miles.
export const FORMS = %s;
export const MILES = %s;

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
    forms = [{"ending": form.ending, "label": form.label} for form in FORMS.values()]
    known = ", ".join(sorted(KNOWN))
    return _TOP % (known, _plain(forms), _plain(MILES), "".join(written))


def _plain(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)


if __name__ == "__main__":
    MADE.write_text(as_script(), encoding="utf-8", newline="\n")
