"""What the sheet of one entry says besides, as its page does, and their own words."""

import re
from collections.abc import Iterator
from typing import Any

from ourpatch.searching import Directory, Result
from ourpatch.sharing.facts import labels

#: The facts with terms of a filter, each under the name of its filter.
_TERMS = ("pay_with", "people", "access", "languages", "checks")

_BLOCKS = re.compile(r"\n\s*\n")
_MARK = re.compile(r"^\s*([-*+]|\d+[.)])\s+", re.M)
_HEADING = re.compile(r"^#{1,6}\s+", re.M)
_LINK = re.compile(r"\[([^\]\n]+)\]\(([^)\s]+)[^)\n]*\)")
_STRONG = re.compile(r"(\*\*|__|(?<!\w)[*_])(?=\S)(.+?)(?<=\S)\1(?!\w)", re.S)


def facts_in_full(result: Result, known: Directory) -> Iterator[tuple[str, str]]:
    """Label and words of each fact that a list has no room for."""
    facts = result.facts
    for facet in _TERMS:
        if facts[facet]:
            yield known.facets[facet], labels(known, facet, facts[facet])
    if ages := _ages(facts["ages_from"], facts["ages_to"]):
        yield "Ages", ages


def words_in_full(facts: dict[str, Any]) -> Iterator[tuple[str, str]]:
    """Their own words, a paragraph or a point of a list at a time, each with its language."""
    for language, column in (("en", "description"), ("cy", "cy_summary"), ("cy", "cy_description")):
        for paragraph in paragraphs(facts.get(column) or ""):
            yield language, paragraph


def paragraphs(markdown: str) -> Iterator[str]:
    """The paragraphs of a description, without the marks of Markdown."""
    for block in _BLOCKS.split(markdown.strip()):
        before, *items = _MARK.split(block)
        if before.strip():
            yield _plain(before)
        for mark, item in zip(items[::2], items[1::2], strict=True):
            yield f"{mark if mark[0].isdigit() else '•'} {_plain(item)}"


def _plain(text: str) -> str:
    text = _STRONG.sub(r"\2", _LINK.sub(r"\1 (\2)", _HEADING.sub("", text)))
    return " ".join(text.split())


def _ages(first: int | None, last: int | None) -> str:
    if first is not None and last is not None:
        return f"{first} to {last}"
    return f"{first} and over" if first is not None else f"Up to {last}" if last is not None else ""
