"""The search's scripts as one, for pages that cannot import: from a folder or an email.

A browser loads no module from `file://`, but it runs a plain script. The files of `static/search/`
are written so that they can be laid end to end: each imports by name alone, and no name at the top
of one is at the top of another. `tests/test_two_hosts.py` opens such a page.
"""

import re
from graphlib import TopologicalSorter
from pathlib import Path

from ourpatch.house import SITE

#: The one that fetches the engine, which such a page cannot.
FETCHING = "index"

#: What the script gives to the page, as `directorySearch.answer` and so on.
GIVEN = (
    "openDirectory", "bytesOf", "closeDirectory", "answer", "answerList", "fullEntry", "inPlaceOf",
    "picture", "readQuestion", "readShortlist", "waysOut", "pointsInWords", "pairsOf",
    "parametersOf", "withoutTerm", "isFull", "moved", "parametersOfList", "withOne", "withoutOne",
)  # fmt: skip

_IMPORT = re.compile(r'^import \{[^}]*\} from "\./(\w+)\.js";\n', re.M)
_EXPORT = re.compile(r"^export (?=(?:async )?function|class|const)", re.M)
_AROUND = """globalThis.directorySearch = (() => {{
"use strict";
{}
return {{ {} }};
}})();
"""


def search_script() -> str:
    """All of static/search/ but its index as one plain script. It sets `directorySearch`."""
    paths = sorted((SITE / "static" / "search").glob("*.js"))
    texts = {path.stem: path.read_text("utf-8") for path in paths if path.stem != FETCHING}
    needs = {name: _IMPORT.findall(text) for name, text in texts.items()}
    parts = (_without_doors(texts[name]) for name in TopologicalSorter(needs).static_order())
    return _AROUND.format("\n".join(parts), ", ".join(GIVEN))


def _without_doors(text: str) -> str:
    """A module without its imports and exports."""
    return _EXPORT.sub("", _IMPORT.sub("", text))


def engine() -> Path:
    """The engine that the search runs in, whose bytes `openDirectory` is given."""
    return SITE / "static" / "vendor" / "sqlite" / "sqlite3.wasm"
