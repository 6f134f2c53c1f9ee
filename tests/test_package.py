"""The wheel: everything travels in it, and it works with nothing of the project beside it."""

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from conftest import PROJECT, TODAY, free_port, running, write_entry

#: Folders and files of the project that travel inside the package, where `ourpatch.house` looks.
TRAVELLING = ("vocabulary", "plugins", "templates", "static", "metadata.yml", "settings.json")


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The project as a wheel, made without fetching anything."""
    folder = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "--no-index"]
    command += ["--no-build-isolation", "--disable-pip-version-check", "-w", str(folder)]
    told = subprocess.run([*command, str(PROJECT)], capture_output=True, text=True, timeout=180)
    assert 0 == told.returncode, told.stderr[-2000:]
    (made,) = folder.glob("*.whl")
    return made


@pytest.fixture(scope="module")
def installed(wheel: Path) -> Path:
    """A folder that the wheel was unpacked into."""
    folder = wheel.parent / "installed"
    with zipfile.ZipFile(wheel) as packed:
        packed.extractall(folder)
    return folder


@pytest.fixture
def patch(tmp_path: Path) -> Path:
    """A folder with nothing in it but somebody's entries."""
    write_entry(tmp_path / "entries", "sew-sociable", name="Sew Sociable", help=["crafts"])
    return tmp_path


def ourpatch(*arguments: str) -> list[str]:
    """The command `ourpatch …`, as the wheel's entry point runs it."""
    start = "import sys; from ourpatch.cli import main; sys.exit(main())"
    return [sys.executable, "-c", start, *arguments]


def run(installed: Path, patch: Path, *arguments: str) -> "subprocess.CompletedProcess[str]":
    """Run `ourpatch …` in a folder, from the unpacked wheel and nothing else of ours."""
    return subprocess.run(
        ourpatch(*arguments),
        cwd=patch,
        env=os.environ | {"PYTHONPATH": str(installed)},
        capture_output=True,
        text=True,
        timeout=120,
    )


def test_everything_travels(wheel: Path) -> None:
    """The words, pages, plugins, look and every file of the library are in the wheel."""
    with zipfile.ZipFile(wheel) as packed:
        packed_names = set(packed.namelist())
    expected = {f"ourpatch/site/{path}" for name in TRAVELLING for path in files_of(name)}
    expected |= set(files_of("ourpatch"))

    assert set() == expected - packed_names


def files_of(name: str) -> list[str]:
    """A file of the project, or every file in a folder of it, without what Python leaves there."""
    path = PROJECT / name
    files = [path] if path.is_file() else [each for each in path.rglob("*") if each.is_file()]
    return [
        str(file.relative_to(PROJECT)) for file in files if "__pycache__" not in file.parts
    ]  # fmt: skip


def test_nothing_else_travels(wheel: Path) -> None:
    """No entry, test, database or leftover of a build is in the wheel."""
    with zipfile.ZipFile(wheel) as packed:
        names = packed.namelist()
    strange = ("entries/", "tests/", "benchmarks/", "__pycache__")

    assert [] == [name for name in names if any(part in f"/{name}" for part in strange)]
    assert [] == [name for name in names if name.endswith((".db", ".cache", ".new", ".pyc"))]
    assert {"ourpatch"} == {
        top for name in names if not (top := name.split("/")[0]).endswith("info")
    }


def test_it_says_who_may_use_it(wheel: Path) -> None:
    """The licence, the command and the README are in the wheel's own papers."""
    with zipfile.ZipFile(wheel) as packed:
        papers = {
            Path(name).name: packed.read(name).decode()
            for name in packed.namelist()
            if ".dist-info/" in name
        }

    assert "License-Expression: MIT" in papers["METADATA"]
    assert "ourpatch = ourpatch.cli:main" in papers["entry_points.txt"]
    assert "Permission is hereby granted" in papers["LICENSE"]


def test_it_builds_where_there_is_nothing_but_entries(installed: Path, patch: Path) -> None:
    """In an empty folder with entries, the installed command makes the database."""
    told = run(installed, patch, "build", "--today", TODAY)

    assert (0, "") == (told.returncode, told.stderr)
    assert "directory.db is ready: 1 entry" in told.stdout
    assert (patch / "directory.db").is_file()


def test_it_is_the_wheel_that_runs(installed: Path, patch: Path) -> None:
    """The test above used the unpacked wheel and not the project beside it."""
    start = "import ourpatch.house as house; print(house.SITE)"
    told = subprocess.run(
        [sys.executable, "-c", start],
        cwd=patch,
        env=os.environ | {"PYTHONPATH": str(installed)},
        capture_output=True,
        text=True,
        check=True,
    )

    assert str(installed / "ourpatch" / "site") == told.stdout.strip()


def test_it_serves_where_there_is_nothing_but_entries(installed: Path, patch: Path) -> None:
    """The installed command shows the whole site, with its look and its pages."""
    port = free_port()
    command = ourpatch("serve", "--port", str(port), "--today", TODAY)

    with running(command, port, patch / "directory.db", patch, PYTHONPATH=str(installed)) as (
        site,
        _,
    ):
        paths = ("/", "/find?help=crafts", "/entry/sew-sociable", "/static/style.css", "/directory")
        assert [200] * 5 == [site.get(path).status for path in paths]
        assert "Sew Sociable" in site.get("/find?help=crafts").text
        assert 400 <= site.get("/directory?sql=select+1").status < 500


def test_it_checks_where_there_is_nothing_but_entries(installed: Path, patch: Path) -> None:
    """The installed command finds what is wrong with an entry."""
    (patch / "entries" / "sew-sociable.yml").write_text("name: Sew Sociable\nsumary: Oh dear\n")

    told = run(installed, patch, "check")

    assert 1 == told.returncode
    assert "entries/sew-sociable.yml:2:1" in told.stdout
