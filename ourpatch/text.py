"""How text is evened out for comparing: on both sides of the database, and in the browser."""

import re
import unicodedata
from collections.abc import Iterable, Mapping


def fold(text: str) -> str:
    """Text without case, accents, hyphens and odd spacing: “Tŷ-Gŵyr” is “ty gwyr”."""
    letters = text.casefold()
    if not letters.isascii():
        plain = unicodedata.normalize("NFKD", letters.replace("’", "'"))
        letters = "".join(c for c in plain if not unicodedata.combining(c))
    return " ".join(letters.replace("-", " ").replace("_", " ").split())


def words_of(text: str) -> list[str]:
    """The words of some text, folded, in order: letters and digits; “don't” is one word, dont."""
    return re.findall(r"[^\W_]+", fold(text).replace("'", ""))


def singular(word: str) -> str:
    """A word without the ending that makes it several: “ladies” is lady, “lunches” lunch.

    Only for comparing a question with the vocabulary, where both sides are treated alike; the
    full-text index has its own, stronger, stemmer.
    """
    if word.endswith(("elves", "wives", "knives")):
        return word[:-3] + ("f" if word.endswith("elves") else "fe")
    if len(word) > 4 and word.endswith("ies"):
        return word[:-3] + "y"
    if len(word) > 4 and word.endswith(("ches", "shes", "sses", "xes")):
        return word[:-2]
    if len(word) > 3 and word.endswith("s") and not word.endswith(("ss", "us", "is")):
        return word[:-1]
    return word


def slips(one: str, other: str) -> int:
    """How many slips of the fingers lie between two words.

    A slip is a letter missed, added, changed, or swapped with its neighbour (the optimal string
    alignment distance).
    """
    before: list[int] = []
    row = list(range(len(other) + 1))
    for i, a in enumerate(one, 1):
        last, before, row = before, row, [i]
        for j, b in enumerate(other, 1):
            best = min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (a != b))
            if i > 1 and j > 1 and a == other[j - 2] and one[i - 2] == b:
                best = min(best, last[j - 2] + 1)
            row.append(best)
    return row[-1]


def deletions(word: str) -> set[str]:
    """The word itself, and the word with any one letter left out: what a misspelling shares."""
    return {word, *(word[:at] + word[at + 1 :] for at in range(len(word)))}


def compared(words: Iterable[str], stop_words: Mapping[str, str]) -> list[str]:
    """Words as phrases and questions are compared: singular, any relative alike, no minor ones."""
    lists = ((word, stop_words.get(word, "")) for word in words)
    return [
        "relative" if kind == "relative" else singular(word)
        for word, kind in lists
        if kind != "minor"
    ]


def telling_words(words: Iterable[str], stop_words: Mapping[str, str]) -> list[str]:
    """Those of some compared words that say what is needed, each once."""
    each = dict.fromkeys(words)
    return [word for word in each if word not in stop_words and word != "relative"]
