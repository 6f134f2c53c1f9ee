"""From a file to the volunteers: the forge, an issue, an email, a download."""

import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, parse_qsl, urlsplit

import pytest
import yaml
from conftest import NOT_OURS, PROJECT, Site, build_py_apart, free_port, running
from suggestions import DAY, LEAST, post, sent
from test_safety import harm_in

from ourpatch.adding.answers import suggestion
from ourpatch.adding.forge import LONGEST, Forge, forge_address, forge_of
from ourpatch.adding.sending import LONGEST_EMAIL, ways_to_send


@pytest.mark.parametrize(
    ("kind", "page", "expected", "filled"),
    [
        ("github", "new", "/new/main?filename=entries%2Fa.yml&value=name%3A%20%C5%B4%0A", True),
        ("github", "edit", "/edit/main/entries/a.yml", False),
        ("github", "issue", "/issues/new?title=T%26T&body=name%3A%20%C5%B4%0A", True),
        ("gitlab", "new", "/-/new/main?file_name=entries%2Fa.yml", False),
        ("gitlab", "edit", "/-/edit/main/entries/a.yml", False),
        ("gitlab", "issue",
         "/-/issues/new?issue%5Btitle%5D=T%26T&issue%5Bdescription%5D=name%3A%20%C5%B4%0A", True),
        ("forgejo", "new", "/_new/main/?filename=entries%2Fa.yml&value=name%3A%20%C5%B4%0A", True),
        ("forgejo", "edit", "/_edit/main/entries/a.yml", False),
        ("forgejo", "issue", "/issues/new?title=T%26T&body=name%3A%20%C5%B4%0A", True),
    ],
)  # fmt: skip
def test_each_forge_has_its_addresses(kind: str, page: Any, expected: str, filled: bool) -> None:
    """The new file, the file's own and the issue page, of each kind of forge."""
    forge = Forge(kind, "https://forge.example/o/r")
    address = forge_address(
        forge, page, file="" if page == "issue" else "a.yml",
        title="T&T" if page == "issue" else "", text="name: Ŵ\n",
    )  # fmt: skip

    assert (f"https://forge.example/o/r{expected}", filled) == address


@pytest.mark.parametrize("kind", ["github", "gitlab", "forgejo"])
@pytest.mark.parametrize("page", ["new", "edit", "issue"])
def test_a_long_entry_is_copied_and_not_put_in_an_address(kind: str, page: Any) -> None:
    """Over 6,000 characters the page is empty, with the name, to be pasted into."""
    forge = Forge(kind, "https://forge.example/o/r", "a branch/b", "the entries")
    for length in range(0, 3 * LONGEST, 1500):
        text = "ŵ" * length
        address = forge_address(forge, page, "a.yml", "T", text)
        assert len(address.link) <= LONGEST
        sent_text = [value for _, value in parse_qsl(urlsplit(address.link).query)]
        assert address.filled == (text in sent_text and bool(text))
    assert " " not in address.link


@pytest.mark.parametrize(
    ("settings", "message"),
    [
        ({"kind": "svn", "address": "https://x.example/o/r"}, "github, gitlab, forgejo"),
        ({"address": "https://x.example/o/r"}, "github, gitlab, forgejo"),
        ({"kind": "github"}, "https://"),
        ({"kind": "github", "address": "javascript:alert(1)"}, "https://"),
        ({"kind": "github", "address": "https://x.example/o/r?x=1"}, "https://"),
        ({"kind": "github", "address": "https://x.example/o/r", "brunch": "x"}, "brunch"),
    ],
)
def test_a_forge_that_cannot_be_is_told(settings: dict[str, object], message: str) -> None:
    """What is wrong in metadata.yml is said in so many words."""
    with pytest.raises(ValueError, match=message):
        forge_of(settings)


def test_a_forge_is_read_from_its_settings() -> None:
    """A slash at the end does not matter; without settings there is none."""
    settings = {"kind": "github", "address": "https://x.example/o/r/", "branch": "trunk"}

    assert Forge("github", "https://x.example/o/r", "trunk", "entries") == forge_of(settings)
    assert forge_of(None) is None
    assert forge_of({}) is None


def test_only_the_ways_that_work_are_offered() -> None:
    """Without a forge or an address there is none; a change leads to the file that is there."""
    made = suggestion(sent(), DAY)
    forge = Forge("forgejo", "https://forge.example/o/r")

    assert [] == ways_to_send(made, None, "", False)
    assert ["email"] == [way.kind for way in ways_to_send(made, None, "us@example.org", False)]
    all_ways = ways_to_send(made, forge, "us@example.org", False)
    assert ["propose", "issue", "email"] == [way.kind for way in all_ways]
    assert "Propose it on Forgejo" == all_ways[0].label
    change = ways_to_send(made, forge, "", True)[0]
    assert ("https://forge.example/o/r/_edit/main/entries/sew-sociable.yml", True) == (
        change.link, change.paste
    )  # fmt: skip


def test_a_long_file_is_sent_with_the_email_and_not_in_it() -> None:
    """Some mail programs cut long addresses, so then the file is downloaded first."""
    short, long = (
        ways_to_send(suggestion(sent(description=text), DAY), None, "us@example.org", False)[0]
        for text in ("Tea.", "Tea. " * 500)
    )

    assert (False, True) == (short.paste, long.paste)
    assert len(long.link) < LONGEST_EMAIL
    body = parse_qs(urlsplit(short.link).query)["body"][0]
    assert "name: Sew Sociable\r\n" in body
    assert short.link.startswith("mailto:us@example.org?subject=A%20new%20entry%3A%20Sew%20Soc")


def test_nothing_typed_ends_the_fence_of_an_issue() -> None:
    """The file in an issue is fenced off by more backticks than anybody typed."""
    made = suggestion(sent(description="````\n@everyone\n````"), DAY)
    issue = ways_to_send(made, Forge("github", "https://forge.example/o/r"), "", False)[1]
    body = parse_qs(urlsplit(issue.link).query)["body"][0]

    assert 2 == body.count("`````")
    assert made.text in body


@pytest.fixture(scope="module")
def forged(sample_db: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """The site of a patch that has named its forge and its address."""
    copy = tmp_path_factory.mktemp("forged") / "our-patch"
    shutil.copytree(PROJECT, copy, ignore=NOT_OURS)
    metadata = yaml.safe_load((copy / "metadata.yml").read_text("utf-8"))
    metadata["plugins"]["our-patch"] |= {
        "email": "hello@our-patch.example",
        "forge": {"kind": "github", "address": "https://forge.example/our-patch/our-patch"},
    }
    (copy / "metadata.yml").write_text(yaml.safe_dump(metadata, allow_unicode=True), "utf-8")
    shutil.copy(sample_db, copy / "directory.db")
    port = free_port()
    command = [sys.executable, "-m", "datasette", ".", "--port", str(port)]
    with running(command, port, copy / "directory.db", copy, PYTHONPATH=str(copy)) as (site, _):
        yield site


def test_the_page_offers_the_ways_of_this_patch(forged: Site) -> None:
    """Five ways: the forge's two with the file in them, the email, the download and the copy."""
    page = post(forged, "/suggest", LEAST).page
    links = page.links()
    proposed = parse_qs(urlsplit(links["Propose it on GitHub"]).query)
    copied = "".join(next(iter(page.root.iter("textarea"))).itertext())

    assert ["entries/sew-sociable.yml"] == proposed["filename"]
    assert [copied.lstrip("\n")] == proposed["value"]
    assert links["Open an issue on GitHub"].startswith(
        "https://forge.example/our-patch/our-patch/is"
    )
    assert links["Send it by email"].startswith("mailto:hello@our-patch.example?")
    assert "Download the file" in page.words("button")
    assert ([], []) == (page.faults, harm_in(page))


def test_a_forge_that_cannot_be_stops_the_site_with_a_message(tmp_path: Path) -> None:
    """Whoever keeps the site is told when it starts, and no visitor finds out."""
    copy = tmp_path / "our-patch"
    shutil.copytree(PROJECT, copy, ignore=NOT_OURS)
    text = (copy / "metadata.yml").read_text("utf-8")
    wrong = text.replace("    tagline:", "    forge: {kind: svn}\n    tagline:")
    (copy / "metadata.yml").write_text(wrong, "utf-8")
    told = build_py_apart(
        "--entries", copy / "entries", "--out", copy / "directory.db", folder=copy
    )
    assert 0 == told.returncode
    told = subprocess.run(
        [sys.executable, "-m", "datasette", ".", "--get", "/"],
        cwd=copy, env={"PYTHONPATH": str(copy), "PATH": "/usr/bin:/bin"},
        capture_output=True, text=True, timeout=60, check=False,
    )  # fmt: skip

    assert 0 != told.returncode
    assert "the kind of forge is one of github, gitlab, forgejo" in told.stderr
    assert "Traceback" not in told.stderr
