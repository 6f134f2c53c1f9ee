"""The editions that need no server, and a phone with the server gone, in Firefox too."""

import json
import shutil
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest
from conftest import Site, free_port, running, stop, wait_for
from firefox import NAMES, Firefox, running_firefox
from test_editions import DRAWN, OPENED, plain_host, publish, questions, said

from ourpatch.serving import datasette_command

#: Of the questions that the other browser is asked, one in so many is asked here; and of a phone,
#: which has to turn to a page for each, fewer. With 1 and 1 it is all, which takes some minutes.
EVERY, PHONE_EVERY = 4, 12

FOOT = "() => document.querySelector('.foot').innerText"
BUTTON = "() => document.querySelectorAll('.foot button').length"
PRESS = "() => document.querySelector('.foot button').click()"
#: Whether a page may read a file beside it.
FETCH = "() => fetch('files.txt').then(() => true, () => false)"


@pytest.fixture(scope="module")
def firefox(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Firefox]:
    """The system's Firefox. Where there is none, tests skip."""
    program = next(filter(None, map(shutil.which, NAMES)), None)
    if program is None:
        pytest.skip(f"No Firefox here ({', '.join(NAMES)}), so nothing was tried in it.")
    with running_firefox(program, tmp_path_factory.mktemp("firefox")) as found:
        yield found


@pytest.fixture(scope="module")
def served(site: Site) -> dict[str, tuple[str, str]]:
    """What the server says to some questions of every kind."""
    asked = questions(site.database)[::EVERY]
    return {address: said(site.get(address).text) for address in asked}


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The samples as a folder."""
    out = tmp_path_factory.mktemp("stick") / "our patch"
    publish("site", out)
    return out


def drawn(firefox: Firefox, address: str, asked: list[str]) -> dict[str, str]:
    """The pages that an edition at an address draws for some questions."""
    firefox.turn_to(address)
    wait_for(lambda: firefox.evaluate(f"() => {OPENED}"), "the directory to open")
    pages = json.loads(firefox.evaluate(DRAWN, asked))
    return dict(zip(asked, pages, strict=True))


def compare(served: Mapping[str, tuple[str, str]], pages: Mapping[str, str], host: str) -> None:
    """Fails with the first few questions that were not answered as the server does."""
    different = [address for address, html in pages.items() if said(html) != served[address]]

    assert [] == different[:5], f"{host}: {len(different)} of {len(pages)} differ"
    print(f"Firefox: {len(pages)} questions had the server's own answer from {host}")


def test_the_folder_from_disk(
    firefox: Firefox, served: dict[str, tuple[str, str]], root: Path
) -> None:
    """A double click on a page of the folder gives the server's answers; no file can be fetched."""
    pages = drawn(firefox, f"{(root / 'find.html').as_uri()}?q=sewing", [*served])

    compare(served, pages, "the folder on disk")
    assert not firefox.evaluate(FETCH)


def test_the_folder_from_a_plain_host(
    firefox: Firefox, served: dict[str, tuple[str, str]], root: Path
) -> None:
    """So does the folder from the dumbest of hosts."""
    with plain_host(root) as base:
        pages = drawn(firefox, f"{base}find.html?q=sewing", [*served])

    compare(served, pages, "the folder on a host")


def test_the_one_file_from_disk(
    firefox: Firefox, served: dict[str, tuple[str, str]], tmp_path: Path
) -> None:
    """So does the one file."""
    file = tmp_path / "patch.html"
    publish("one-file", file)
    pages = drawn(firefox, file.as_uri(), [*served])

    compare(served, pages, "the one file")


def test_a_phone_with_the_server_gone(
    firefox: Firefox, served: dict[str, tuple[str, str]], sample_db: Path, tmp_path: Path
) -> None:
    """Once somebody has kept it, the service worker gives the server's answers without it."""
    database, port = tmp_path / "directory.db", free_port()
    shutil.copy(sample_db, database)
    with running(datasette_command(database, "127.0.0.1", port), port, database) as (site, process):
        firefox.turn_to(site.base)
        wait_for(lambda: firefox.evaluate(BUTTON), "the offer to keep it")
        firefox.evaluate(PRESS)
        wait_for(lambda: "It works with no signal" in firefox.evaluate(FOOT), "it to be kept")
        stop(process)
        asked = [*served][:: PHONE_EVERY // EVERY]
        pages = {address: firefox.source(site.base + address) for address in asked}

    compare(served, pages, "the service worker")
    assert all("You are offline." in html for html in pages.values())
