"""The documents say what is so: every name in them is real, and every real name is in them."""

import re
import shlex
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest
from conftest import NOT_OURS, PROJECT, Site, build_py, free_port, running

from ourpatch.reference import PAGES

DOCUMENTS = sorted(
    path
    for path in PROJECT.rglob("*.md")
    if not {".venv", ".git", "node_modules"} & {*path.relative_to(PROJECT).parts}
)

#: Commands that set a machine up; the machine that runs these tests has been set up.
SETTING_UP = ("git", "cd", "rm", "pip", "venv", "apt-get", "sudo", "activate", "python3")

#: Datasette's and SQLite's own tables, which come with the full-text index.
SHADOWS = re.compile(r"_fts_|^sqlite_")


def contracts() -> str:
    """The documents that promise names to others."""
    return "\n".join(
        (PROJECT / name).read_text("utf-8") for name in ("README.md", "docs/design.md")
    )


def shell_commands(document: Path) -> Iterator[list[str]]:
    """The commands that a document tells people to type, as lists of words."""
    text = document.read_text("utf-8")
    for kind, block in re.findall(r"^```(\w*)\n(.*?)^```", text, re.M | re.S):
        if kind not in ("console", "bash", "sh", "shell"):
            continue
        lines = [line.strip() for line in block.replace("\\\n", " ").splitlines()]
        asked = [line.removeprefix("$ ") for line in lines if line.startswith("$ ")]
        for line in asked or lines:
            for part in re.split(r"&&|;", line):
                if words := shlex.split(part, comments=True):
                    yield words


def is_ours(command: list[str]) -> bool:
    """True for a command of this project, as opposed to one that sets a machine up."""
    return any(word.endswith("build.py") for word in command[:2]) or command[0] == "ourpatch"


def names_what_is_not_here(command: list[str]) -> bool:
    """True for a command about a reader's own files, such as `import charities.csv`."""
    files = [word for word in command[1:] if re.search(r"\.(csv|yml|xlsx|db|md)$", word)]
    capitals = [word for word in command if re.fullmatch(r"[A-Z][A-Z_./-]+", word)]
    return bool(capitals) or any(not (PROJECT / word).exists() for word in files)


OUR_COMMANDS = [
    command
    for document in DOCUMENTS
    for command in shell_commands(document)
    if is_ours(command) and not names_what_is_not_here(command)
]


@pytest.fixture(scope="module")
def checkout(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the project to type commands in."""
    copy = tmp_path_factory.mktemp("typed") / "our-patch"
    shutil.copytree(PROJECT, copy, ignore=NOT_OURS)
    return copy


@pytest.mark.parametrize("name", PAGES)
def test_the_reference_is_up_to_date(name: str) -> None:
    """The pages made from the vocabulary are what `python -m ourpatch.reference` makes."""
    assert PAGES[name]() == (PROJECT / "docs" / name).read_text("utf-8")


def test_the_readme_shows_the_two_commands() -> None:
    """The README has a command that ends with the site answering, and one that runs the tests."""
    commands = list(shell_commands(PROJECT / "README.md"))

    assert [command for command in commands if is_ours(command) and "serve" in command]
    assert [command for command in commands if "pytest" in command]


@pytest.mark.parametrize("command", OUR_COMMANDS, ids=" ".join)
def test_what_the_documents_say_to_type_works(command: list[str], checkout: Path) -> None:
    """Every command of ours in a document does what it is there for, in a fresh copy."""
    arguments = command[1:] if command[0].endswith(("build.py", "ourpatch")) else command[2:]
    typed = [sys.executable, "build.py", *arguments]
    if "serve" not in arguments:
        told = subprocess.run(typed, cwd=checkout, capture_output=True, text=True, timeout=120)
        assert 0 == told.returncode, told.stderr[-2000:]
        return
    port = free_port()
    for option, value in (("--port", str(port)), ("--host", "127.0.0.1")):
        at = typed.index(option) if option in typed else len(typed)
        typed[at : at + 2] = [option, value]
    with running(typed, port, checkout / "directory.db", checkout) as (site, _):
        assert 200 == site.get("/").status


def test_every_command_in_the_documents_is_known() -> None:
    """A document tells people to type only our own commands and those that set a machine up."""
    known = (*SETTING_UP, "pytest", "datasette", "ruff", "mypy", "run", "ourpatch", "build.py")
    strange = [
        " ".join(command)
        for document in DOCUMENTS
        for command in shell_commands(document)
        if not any(Path(word).name in known for word in command[:4])
        and not any(word.startswith("ourpatch.") for word in command)
    ]

    assert [] == strange


def commands_and_options() -> dict[str, set[str]]:
    """What `--help` says can be typed: each command, and its options."""
    top = build_py("--help").stdout
    commands = re.findall(r"^    (\w+)  ", top, re.M)
    told = {command: build_py(command, "--help").stdout for command in commands}
    return {name: set(re.findall(r"--[a-z][a-z-]+", said)) for name, said in told.items()}


def test_every_command_and_option_is_in_the_documents() -> None:
    """What can be typed is promised somewhere, so that it cannot change by accident."""
    said = contracts()
    found = commands_and_options()
    options = {option for each in found.values() for option in each} - {"--help"}

    assert {"build", "serve", "check", "import"} <= found.keys()
    assert [] == [command for command in found if f"`{command}" not in said]
    assert [] == sorted(option for option in options if option not in said)


def test_every_page_is_in_the_documents() -> None:
    """Each address that our plugins answer is promised in docs/design.md."""
    said = contracts()
    routes = [
        route
        for path in sorted((PROJECT / "plugins").glob("*.py"))
        for route in re.findall(r'\(r"\^(/[^"]*)\$"', path.read_text("utf-8"))
    ]
    named = {re.sub(r"\(\?P(<\w+>)[^)]*\)", r"\1", each).replace("\\", "") for each in routes}

    assert {"/", "/find", "/entry/<id>", "/about"} <= named
    assert [] == sorted(each for each in named if f"`{each.replace('<form>', '')}" not in said)


def test_every_table_is_in_the_documents(site: Site) -> None:
    """Each table and view of the database is promised in docs/design.md."""
    names = site.sql("SELECT name FROM sqlite_master WHERE type IN ('table', 'view')")
    said = contracts()

    assert [] == [name for name in names if not SHADOWS.search(name) and f"`{name}`" not in said]


def test_every_facet_is_in_the_documents(site: Site) -> None:
    """Each parameter of `/find` is promised in docs/design.md."""
    said = contracts()

    assert [] == [id for id in site.sql("SELECT id FROM facet") if f"`{id}`" not in said]


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: str(path.relative_to(PROJECT)))
def test_links_lead_to_what_is_there(document: Path) -> None:
    """Every link to a file or a heading of ours leads to one."""
    text = re.sub(r"^```.*?^```", "", document.read_text("utf-8"), flags=re.M | re.S)
    broken = []
    for link in re.findall(r"\]\(<?([^)\s>]+)", text):
        if re.match(r"[a-z]+:", link):
            continue
        path, _, heading = link.partition("#")
        target = (document.parent / path).resolve() if path else document
        if not target.exists() or (heading and heading not in headings(target)):
            broken.append(link)

    assert [] == broken


def headings(document: Path) -> set[str]:
    """The headings of a document, as their links are written."""
    lines = re.findall(r"^#+ (.+)$", document.read_text("utf-8"), re.M)
    plain = (re.sub(r"[^\w\- ]", "", line.lower().strip()) for line in lines)
    return {line.replace(" ", "-") for line in plain}


def packages() -> list[str]:
    """The packages that pyproject.toml asks for."""
    project = tomllib.loads((PROJECT / "pyproject.toml").read_text("utf-8"))["project"]
    wanted = [*project["dependencies"]]
    for extra in project["optional-dependencies"].values():
        wanted += extra
    return [name for each in wanted if (name := re.split(r"[<>=!~\[; ]", each)[0]) != "our-patch"]


def test_every_package_has_its_reason() -> None:
    """A package earns its place in one line of docs/design.md."""
    design = (PROJECT / "docs" / "design.md").read_text("utf-8")
    reasons = design.split("## Dependencies", 1)[1].lower()

    assert [] == [
        name
        for name in packages()
        if not re.search(rf"(?<![\w-]){re.escape(name.lower())}(?![\w-])", reasons)
        and not (name.startswith("types-") and "types packages" in reasons)
    ]


def test_every_package_has_its_exact_version() -> None:
    """constraints.txt pins each package, so that every machine has the same."""
    pinned = {line.partition("==")[0].lower().replace("_", "-") for line in constraints()}

    assert [] == [name for name in packages() if name.lower().replace("_", "-") not in pinned]


def constraints() -> list[str]:
    """The lines of constraints.txt that are not comments."""
    lines = (PROJECT / "constraints.txt").read_text("utf-8").splitlines()
    return [line for line in lines if line.strip() and not line.startswith("#")]


def test_constraints_are_names_and_versions_only() -> None:
    """No address, path or option of one machine is in a file that every machine uses."""
    shape = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*==[0-9][0-9A-Za-z.+!]*( ; .+)?")
    names = [line.partition("==")[0].lower() for line in constraints()]

    assert [] == [line for line in constraints() if not shape.fullmatch(line)]
    assert sorted(set(names)) == sorted(names)
    assert "our-patch" not in names


def test_no_machine_is_named() -> None:
    """No document or setting has the path of somebody's machine in it."""
    files = [*DOCUMENTS, *PROJECT.glob("*.toml"), *PROJECT.glob("*.yml"), *PROJECT.glob("*.txt")]
    private = re.compile(r"/(?:home|Users|root|tmp|work)/\w|C:\\\\")
    found = {path.name for path in files if private.search(path.read_text("utf-8"))}

    assert set() == found
