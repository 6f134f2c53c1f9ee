"""The SQL of the search: one text for both its hosts, Python here and JavaScript in a browser.

`searching/sql/` has a file for each module that asks the database anything. A statement begins with
a comment that names it (`-- having: …`) and ends where the next begins. It is plain SQLite 3.40,
with bound parameters, and says its order wherever that could show. The database that travels to a
browser carries the statements with it, so the two can never differ.
"""

import re
from functools import cache
from pathlib import Path

_FOLDER = Path(__file__).parent / "searching" / "sql"

#: The comment that names a statement, with the lines that go on with it.
_NAME = re.compile(r"^-- ([a-z_]+): .*\n(?:--.*\n)*", re.M)


@cache
def statements(module: str) -> dict[str, str]:
    """The statements of one module of the search, by name."""
    _, *parts = _NAME.split((_FOLDER / f"{module}.sql").read_text("utf-8"))
    return {name: text.strip() for name, text in zip(parts[::2], parts[1::2], strict=True)}


def every_statement() -> dict[str, str]:
    """All of them, by module and name: `sets.having`."""
    return {
        f"{path.stem}.{name}": sql
        for path in sorted(_FOLDER.glob("*.sql"))
        for name, sql in statements(path.stem).items()
    }
