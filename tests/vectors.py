"""Writes what the small functions of the search make of odd words, for every host to agree on.

    python tests/vectors.py

It takes what tests/search/vectors.yml holds, which people wrote, and much more that nobody would,
and writes what Python makes of it to tests/search/vectors.json. A test holds that file to Python,
and another holds the browser to the file.
"""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, urlencode

import varied
import yaml

from ourpatch import text
from ourpatch.searching import points_in_words
from ourpatch.searching.question import read_question
from ourpatch.searching.wanting import take_ages

FOLDER = Path(__file__).parent / "search"

#: The first letters that there are, and after that one of each few hundred.
LETTERS = [
    letter
    for point in (*range(1, 600), *range(600, 0x20000, 397), *range(0x13F0, 0x13FE), 0x345)
    if (letter := chr(point)).isprintable() or point < 600
]
WORDS = (
    "churches", "wishes", "glasses", "foxes", "buses", "series", "ties", "lies", "knives", "elves",
    "gas", "us", "is", "ass", "s", "''", "grass", "PAs", "pennies", "éclairs", "strasse", "12s",
)  # fmt: skip
TERMS = {"help": ["gardening", "lifts"], "people": ["carers"]}
ADDRESSES = (
    "q=a+b&q=&near=BA1", "q=%F0%9F%A7%B9&page=2", "help=lifts&help=gardening&help=none", "page=x",
    "within=5&within=007", "within=1234567890", "within=%D9%A3", "q=%FF%C3%A9", "q=%E2%80%8Ba%00b",
    "sort=nearest&page=0", "sort=NEAREST", "people=carers&help=lifts&colour=red", "q", "=b", "&&",
    "q=a%20%20b%0Ac", "near=%20%20", "q=a;near=b", "page=-2&within=-1", "q=" + "%C3%A9x" * 400,
)  # fmt: skip


def made() -> dict[str, list[Any]]:
    """For each function, a list of what goes in and what comes out."""
    written = yaml.load((FOLDER / "vectors.yml").read_bytes(), Loader=yaml.CSafeLoader)
    texts = [given for given, _ in written["fold"] + written["words"]]
    texts += [*varied.ODD, *(f"x{letter}y" for letter in LETTERS)]
    words = [given for given, _ in written["singular"] + written["deletions"]]
    words += WORDS
    pairs = [[one, other] for one in words[:12] for other in words[:12]]
    pairs += [[one, other] for one, other, _ in written["slips"]]
    given = {
        "fold": texts,
        "wordsOf": texts,
        "title": texts,
        "isAlpha": [*LETTERS, *words],
        "isPrintable": LETTERS,
        "singular": words,
        "slips": pairs,
        "deletions": words,
        "rounded": [0.5, 1.5, 2.5, -0.5, -1.5, 2.4999, 2.5001, 7.0],
        "takeAges": [*texts, "im 9", "é is 12", "he is 5pm", "7yrs ago", "aged 30."],
        "readQuestion": [*ADDRESSES, urlencode({"q": varied.ODD[0]})],
        "pointsInWords": [None],
    }
    return {name: [[each, again(name, each)] for each in all] for name, all in given.items()}


def again(name: str, given: Any) -> Any:
    """What one function makes of something, as JSON has it."""
    return json.loads(json.dumps(FUNCTIONS[name](given)))


def _ages(said: str) -> list[Any]:
    left, ages = take_ages(said)
    return [left, [[each.words, each.hint, each.age] for each in ages]]


def _question(query: str) -> dict[str, Any]:
    asked = read_question(parse_qsl(query), TERMS)
    names = ("q", "near", "within", "chosen", "sort", "page")
    return {name: getattr(asked, name) for name in names}


FUNCTIONS: dict[str, Callable[[Any], Any]] = {
    "fold": text.fold,
    "wordsOf": text.words_of,
    "title": str.title,
    "isAlpha": str.isalpha,
    "isPrintable": str.isprintable,
    "singular": text.singular,
    "slips": lambda pair: text.slips(*pair),
    "deletions": lambda word: sorted(text.deletions(word)),
    "rounded": round,
    "takeAges": _ages,
    "readQuestion": _question,
    "pointsInWords": lambda _: points_in_words(),
}


if __name__ == "__main__":
    lines = (f"{json.dumps(name)}:{json.dumps(pairs)}" for name, pairs in made().items())
    (FOLDER / "vectors.json").write_text("{" + ",\n".join(lines) + "}\n", "utf-8")
