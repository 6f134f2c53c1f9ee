"""Gentle suggestions for plainer words: they never stop an entry, and `check` never fails for them.

The words are in `vocabulary/plain-words.yml`. A suggestion is about English; Welsh words are left
alone.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

import yaml

from ourpatch.house import VOCABULARY
from ourpatch.reading import Entry

# A sentence ends at its sign, and a line of a list is one however it ends.
_SENTENCE_END = re.compile(r"(?<=[.!?])[\"”’)]*\s+|\n\s*(?:[-*+]|\d+[.)])\s+|\n\s*\n")

# Two words of five letters or more, all in capitals, and short ones between. Initials are shorter.
_SHOUTING = re.compile(r"\b[^\W\d_a-z]{5,}(?:[\s,&'’-]+[^\W\d_a-z]{2,})*[\s,&-]+[^\W\d_a-z]{5,}\b")


class Found(NamedTuple):
    """Some words of a text that could be plainer: the rule, the words, and what to say of them."""

    rule: str
    words: str
    message: str
    hint: str


@dataclass(frozen=True, slots=True)
class PlainWords:
    """What is looked for: in which fields, the longest sentence, and words by what is found."""

    fields: tuple[str, ...]
    longest: int
    instead: dict[str, str]
    pattern: re.Pattern[str]


@cache
def plain_words() -> PlainWords:
    """The list, read once."""
    raw = yaml.load((VOCABULARY / "plain-words.yml").read_bytes(), Loader=yaml.CBaseLoader)
    instead = {written.casefold(): row["say"] for row in raw["words"] for written in row["find"]}
    longest_first = sorted(instead, key=len, reverse=True)
    either = "|".join(re.escape(written).replace(r"\ ", r"\s+") for written in longest_first)
    pattern = re.compile(rf"(?<![\w-])(?P<said>{either})s?(?![\w-])", re.I)
    return PlainWords(tuple(raw["fields"]), int(raw["longest"]), instead, pattern)


def suggest(entry: Entry) -> None:
    """Add a suggestion to an entry for everything in its words that could be plainer."""
    for name in ("name", *plain_words().fields):
        text = entry.get(name)
        if not isinstance(text, str):
            continue
        found = shouting(text) if name == "name" else look_at(text)
        for rule, words, message, hint in found:
            entry.wrong_inside(name, words, rule, message, hint, strength="suggestion")


def look_at(text: str) -> Iterator[Found]:
    """What could be plainer in some words."""
    yield from _jargon(text)
    yield from _long_sentences(text)
    yield from shouting(text)


def _jargon(text: str) -> Iterator[Found]:
    words = plain_words()
    told = set()
    for found in words.pattern.finditer(text):
        say = words.instead[" ".join(found["said"].casefold().split())]
        if say not in told:
            told.add(say)
            message = f"Not everybody knows or likes “{' '.join(found[0].split())}”."
            yield Found("plain-word", found[0], message, f"plainer: {say}")


def _long_sentences(text: str) -> Iterator[Found]:
    longest = plain_words().longest
    for sentence in _SENTENCE_END.split(text):
        words = sentence.split()
        if len(words) > longest:
            message = f"This sentence is {len(words)} words long, which is hard to read."
            yield Found("long-sentence", " ".join(words[:3]), message, "make two of it")


def shouting(text: str) -> Iterator[Found]:
    """Words in capitals, which read as shouting. Only the first of them is told."""
    if found := _SHOUTING.search(text):
        message = f"“{found[0][:40]}” is all in capitals, which is hard to read."
        yield Found("capitals", found[0], message, "use small letters, and a capital to start with")
