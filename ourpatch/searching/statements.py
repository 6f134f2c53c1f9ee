"""The SQL of the search: one text for both hosts, Python here and JavaScript in a browser.

`sql/` has a file for each module that asks the database anything. A statement begins with a comment
that names it (`-- having: …`) and ends where the next begins. It is plain SQLite 3.40 with bound
parameters, and says its order wherever that could show.
"""

import re
from functools import cache
from pathlib import Path

_FOLDER = Path(__file__).parent / "sql"

#: The comment that names a statement, with the lines that go on with it.
_NAME = re.compile(r"^-- ([a-z_]+): .*\n(?:--.*\n)*", re.M)


@cache
def statements(module: str) -> dict[str, str]:
    """The statements of one module of the search, by name."""
    _, *parts = _NAME.split((_FOLDER / f"{module}.sql").read_text("utf-8"))
    return {name: text.strip() for name, text in zip(parts[::2], parts[1::2], strict=True)}
