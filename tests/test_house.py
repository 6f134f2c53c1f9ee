"""The house rules of docs/design.md: what may import what, how long, and what is where."""

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from conftest import PROJECT

LIBRARY = sorted((PROJECT / "ourpatch").rglob("*.py"))
PLUGINS = sorted((PROJECT / "plugins").glob("*.py"))

#: Both halves may use these: where the folders are, bars, how a text is cut into words, and the SQL
#: that travels with the database.
GROUND = {"house", "progress", "statements", "text"}

#: These run the house, so they may know both halves.
DOORS = {"cli", "publishing", "serving"}

#: Where a template may show HTML as it is, because our own cleaner made it when it was built.
CLEANED = {
    "article.html": ["entry.description_html|safe", "entry.cy.description_html|safe"],
    "entry.html": ["entry.description_html|safe", "entry.cy.description_html|safe"],
}


@cache
def floors() -> list[list[str]]:
    """The rooms as docs/design.md lists them, a list for each line, from the ground up.

    The wall is an empty list. Rooms on one line stand side by side.
    """
    design = (PROJECT / "docs" / "design.md").read_text("utf-8")
    drawing = design.split("\nourpatch/ ", 1)[1].split("\nplugins/ ", 1)[0]
    lines = drawing.splitlines()[1:]
    return [[name.rstrip("/").removesuffix(".py") for name in rooms_on(line)] for line in lines]


def rooms_on(line: str) -> Iterator[str]:
    """The files and folders that a line of the drawing begins with."""
    for word in line.split():
        if not word.endswith((".py", "/")):
            return
        yield word


def room_of(module: str) -> str:
    """The room that a module of the library stands in: its file, or its folder."""
    return module.split(".")[1] if "." in module else module


def module_of(path: Path) -> str:
    """The name that a file is imported by."""
    parts = path.relative_to(PROJECT).with_suffix("").parts
    return ".".join(part for part in parts if part != "__init__")


@cache
def imports_of(path: Path) -> frozenset[str]:
    """The modules of the library that a file imports, wherever in it."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            assert not node.level, f"{path.name} imports without the whole name"
            for alias in node.names:
                whole = f"{node.module}.{alias.name}"
                found.add(whole if whole in names() else node.module)
    return frozenset(name for name in found if name in names() and name != "ourpatch")


@cache
def names() -> frozenset[str]:
    """The names of all modules of the library."""
    return frozenset(module_of(path) for path in LIBRARY)


def test_every_module_has_its_room_in_the_design() -> None:
    """docs/design.md draws every room of the library, and no room that is not there."""
    drawn = {room for rooms in floors() for room in rooms}
    there = {room_of(module_of(path)) for path in LIBRARY} - {"ourpatch"}

    assert there == drawn


@pytest.mark.parametrize("path", LIBRARY, ids=module_of)
def test_no_room_imports_from_a_later_one(path: Path) -> None:
    """Data flows one way: a room imports only from itself and from rooms before it."""
    order = {room: at for at, rooms in enumerate(floors()) for room in rooms}
    own = room_of(module_of(path))
    uphill = {
        name
        for name in imports_of(path)
        if own in order and order.get(room_of(name), 0) > order[own]
    }

    assert set() == uphill


@pytest.mark.parametrize("path", LIBRARY, ids=module_of)
def test_no_room_imports_across_the_wall(path: Path) -> None:
    """The half that asks never imports the half that writes: all it needs is in the database."""
    wall = floors().index([])
    writing = {room for rooms in floors()[:wall] for room in rooms} - GROUND
    asking = {room for rooms in floors()[wall:] for room in rooms} - DOORS
    own = room_of(module_of(path))
    forbidden = writing if own in asking else asking if own in writing | GROUND else set()

    assert set() == {name for name in imports_of(path) if room_of(name) in forbidden}


def test_only_the_plugins_know_the_web() -> None:
    """The library knows nothing of HTTP, so that it works with no server and no network.

    One file asks other computers for their lists, and one asks websites if they are still there,
    only when somebody types that they should.
    """
    web = ("datasette", "httpx", "uvicorn", "urllib.request", "http", "requests")
    found = {
        f"{path.name}: {name}"
        for path in LIBRARY
        for name in whole_names(path)
        if module_of(path) != "ourpatch.keeping.asking"
        if name.split(".")[0] in web or name in web
    }

    assert {"fetching.py: httpx"} == found


def whole_names(path: Path) -> Iterator[str]:
    """Everything that a file imports, by its whole name."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module


def test_no_module_imports_itself_in_a_circle() -> None:
    """Following imports never leads back to where one began."""
    graph = {module_of(path): imports_of(path) for path in LIBRARY}
    done: set[str] = set()

    def follow(module: str, way: tuple[str, ...]) -> None:
        assert module not in way, " -> ".join((*way, module))
        if module not in done:
            for name in graph[module]:
                follow(name, (*way, module))
            done.add(module)

    for module in graph:
        follow(module, ())


def test_plugins_are_short() -> None:
    """A plugin turns a request into a call of the library, in at most 125 lines of code."""
    long = {path.name: lines for path in PLUGINS if (lines := lines_of_code(path)) > 125}

    assert {} == long


def lines_of_code(path: Path) -> int:
    """The lines of a file that are not blank and not a comment."""
    lines = (line.strip() for line in path.read_text("utf-8").splitlines())
    return sum(bool(line) and not line.startswith("#") for line in lines)


def test_files_and_functions_can_be_taken_in() -> None:
    """No file of code is longer than 350 lines, and no function longer than 50."""
    long = []
    for path in [*LIBRARY, *PLUGINS]:
        text = path.read_text("utf-8")
        if text.count("\n") > 350:
            long.append(f"{path.name}: {text.count(chr(10))} lines")
        for node in ast.walk(ast.parse(text)):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and node.end_lineno:
                lines = node.end_lineno - node.lineno + 1
                long += [f"{path.name}: {node.name} has {lines} lines"] if lines > 50 else []

    assert [] == long


def test_every_public_thing_says_what_it_does() -> None:
    """Every module, class and function whose name has no underscore in front has a docstring."""
    silent = []
    for path in [*LIBRARY, *PLUGINS, PROJECT / "build.py"]:
        tree = ast.parse(path.read_text("utf-8"))
        silent += [] if ast.get_docstring(tree) else [path.name]
        silent += [f"{path.name}: {name}" for name, node in public(tree.body) if not said(node)]

    assert [] == silent


Spoken = ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef


def public(body: list[ast.stmt], inside: str = "") -> Iterator[tuple[str, Spoken]]:
    """The functions, classes and methods that others may use."""
    for node in body:
        if isinstance(node, Spoken) and not node.name.startswith("_"):
            yield inside + node.name, node
            if isinstance(node, ast.ClassDef):
                yield from public(node.body, f"{node.name}.")


def said(node: Spoken) -> bool:
    """True when it has a docstring."""
    return bool(ast.get_docstring(node))


def test_templates_escape_everything_but_what_we_cleaned() -> None:
    """`|safe` stands only where our own cleaner made the HTML, and escaping is nowhere off."""
    found: dict[str, list[str]] = {}
    for path in sorted((PROJECT / "templates").rglob("*.html")):
        text = path.read_text("utf-8")
        if raw := re.findall(r"[\w.]+\s*\|\s*safe\b", text):
            found[path.name] = [each.replace(" ", "") for each in raw]
        assert "autoescape" not in text, path.name
        assert "Markup" not in text, path.name

    assert CLEANED == found


def test_our_templates_have_no_script_and_no_style_inside() -> None:
    """The Content-Security-Policy allows nothing inline, so nothing of ours may need it."""
    inline = re.compile(
        r"<script\b(?![^>]*(?:\bsrc=|ld\+json))|\bon[a-z]+=|\bstyle=|<style\b|javascript:"
    )
    found = {
        path.name: inline.findall(path.read_text("utf-8"))
        for path in (PROJECT / "templates").rglob("*.html")
        if path.name != "base.html"  # Datasette's own pages bring their scripts; they are not run
    }

    assert {} == {name: each for name, each in found.items() if each}


def test_nothing_points_at_another_computer() -> None:
    """No template, style or drawing loads anything from an address of somebody else."""
    loading = re.compile(
        r"""(?:\bsrc|<link[^>]*\bhref|xlink:href)\s*=\s*["'](?:https?:)?//|@import|url\(\s*["']?(?:https?:)?//"""
    )
    files = [*(PROJECT / "templates").rglob("*.html"), *(PROJECT / "static").rglob("*.css")]
    files += (PROJECT / "static").rglob("*.svg")
    found = {path.name for path in files if loading.search(path.read_text("utf-8"))}

    assert set() == found


def test_the_style_sheet_is_small() -> None:
    """One style sheet, under five kilobytes as it travels, for old phones and slow lines."""
    import gzip

    sheets = sorted(path.name for path in (PROJECT / "static").glob("*.css"))
    size = len(gzip.compress((PROJECT / "static" / "style.css").read_bytes(), 9))

    assert ["style.css"] == sheets
    assert size < 5 * 1024


@pytest.mark.parametrize(
    "name",
    ["README.md", "CONTRIBUTING.md", "LICENSE", "LICENSE-DATA.md", "pyproject.toml",
     "constraints.txt", "metadata.yml", "settings.json", "build.py", ".ci/run", "entries",
     "vocabulary/fields.yml", "ourpatch/compiling", "ourpatch/searching", "ourpatch/sharing",
     "plugins", "templates", "static/style.css", "tests/entries/good", "tests/entries/bad",
     "benchmarks", "docs/design.md"],
)  # fmt: skip
def test_what_was_promised_is_there(name: str) -> None:
    """The files and folders that docs/design.md and the README speak of exist."""
    assert (PROJECT / name).exists()


def test_the_ci_script_can_be_run() -> None:
    """.ci/run is a program, so that a machine can start it as it is."""
    path = PROJECT / ".ci" / "run"

    assert path.stat().st_mode & 0o111
    assert path.read_text("utf-8").startswith("#!")


def test_no_unfinished_business() -> None:
    """Nothing is left for later in the code."""
    unfinished = re.compile(r"\b(TODO|FIXME|XXX|HACK)\b|raise NotImplementedError")
    files = [*LIBRARY, *PLUGINS, *(PROJECT / "templates").rglob("*.html"), PROJECT / "build.py"]
    found = {path.name for path in files if unfinished.search(path.read_text("utf-8"))}

    assert set() == found
