"""The form keeps nothing, takes nothing from another site, and is not kept busy."""

import time
from urllib.parse import urlencode

import pytest
from conftest import Site
from suggestions import DAY, LEAST, post

from ourpatch.adding.answers import read_form, suggestion


def test_nothing_is_kept(site: Site) -> None:
    """Answers leave no trace: not in the database, not in a cookie, not in what others are sent."""
    before = site.database.read_bytes()
    page = site.get("/suggest").body
    reply = post(
        site, "/suggest", LEAST | {"summary": "A secret of mine."}, Cookie="a=b; ds_actor=x"
    )

    assert (200, "") == (reply.status, reply.header("set-cookie"))
    assert "no-store" in reply.header("cache-control")
    assert (before, page) == (site.database.read_bytes(), site.get("/suggest").body)
    assert "secret of mine" not in site.log.read_text("utf-8", "replace")


def test_a_form_from_another_site_is_refused(site: Site) -> None:
    """Else any page could make ours hand out a file of its own words."""
    for path in ("/suggest", "/entry/brave-faces/suggest"):
        for said in (LEAST, LEAST | {"do": "download"}):
            reply = post(site, path, said, **{"sec-fetch-site": "cross-site"})
            assert (403, "") == (reply.status, reply.header("content-disposition"))
            assert 200 == post(site, path, said, **{"sec-fetch-site": "same-origin"}).status


def test_what_is_too_much_is_refused(site: Site) -> None:
    """More than an entry can be, or more boxes than there are, is answered briefly."""
    assert 413 == post(site, "/suggest", b"name=" + b"x" * 300_000).status
    assert 400 == post(site, "/suggest", "&".join(f"a{n}=1" for n in range(2000)).encode()).status
    reply = post(site, "/suggest", b"\xff\xfe=%ff%00&name=%00%e0")
    assert (200, []) == (reply.status, reply.page.faults)
    assert 200 == post(site, "/suggest", b"", **{"content-type": "multipart/form-data"}).status


@pytest.mark.parametrize("text", ["a" * 60_000, "a@" * 30_000, "mon " * 15_000, "a," * 30_000,
                                  "-" * 60_000, "[" * 5_990, "AAAAA " * 990])  # fmt: skip
def test_nothing_that_is_sent_takes_long_to_look_at(text: str) -> None:
    """As much as can be sent, into one box at a time, and none keeps a machine busy."""
    for name in ("summary", "contact.email", "contact.phone", "when.weekly", "description",
                 "covers.districts", "help"):  # fmt: skip
        begun = time.process_time()
        suggestion(read_form(urlencode(LEAST | {name: text}).encode()), DAY)
        assert time.process_time() - begun < 10, name


def test_answers_longer_than_an_entry_are_refused(site: Site) -> None:
    """Sixty-four thousand characters in all, however they are shared out."""
    said = LEAST | {"description": "x" * 40_000, "cy.description": "x" * 40_000}

    assert 400 == post(site, "/suggest", said).status


def test_only_the_form_can_be_sent_to(site: Site) -> None:
    """Every other address, and every other method, is as shut as before."""
    for path in ("/suggest/", "/suggest.json", "/entry/x/y/suggest", "/", "/entry/brave-faces",
                 "/directory/suggest", "//suggest"):  # fmt: skip
        assert 405 == post(site, path, LEAST).status, path
    for method in ("PUT", "DELETE", "PATCH", "OPTIONS"):
        assert 405 == site.get("/suggest", method).status


def test_the_headers_are_on_every_answer(site: Site) -> None:
    """The form, its errors, its preview and its file are under the same rules as any page."""
    for said in ({}, LEAST, LEAST | {"do": "download"}):
        reply = post(site, "/suggest", said)
        assert "default-src 'none'" in reply.header("content-security-policy")
        assert "nosniff" == reply.header("x-content-type-options")
