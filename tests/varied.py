"""Many questions of every kind, for asking two hosts of the search the same."""

import random
import sqlite3
from pathlib import Path
from urllib.parse import urlencode

import yaml

#: What people paste, and what people try.
ODD = (
    "🧹🧹 cleaner", "❤️ someone to talk to 👵🏽 BA1", "Tŷ Gŵyr", "clwb cymraeg yng Nghaerdydd",
    "STRAẞE", "Zoë’s borders", "'; DROP TABLE entry; --", '" OR 1=1 --', "NEAR(a, b) AND name:*",
    "{name} : x", "café-bar", "don’t know where to start", "İstanbul", "日本語 お茶", "ภาษาไทย",
    "हिन्दी", "ﬁnd me", "a\u0301 e\u0301", "x" * 600, "gardening " * 80, "???", "-", "%", "_",
    "\\", "\u200bcleaning", "one\u00a0two", "and or not", "help", "the", "mum", "dad's memory",
    "im 70 and need lifts", "my son is 15, autistic", "gay, 64, on my own", "a 6 year old",
    "toddler group", "aged 9 or 10", "under 5s", "BA1 1AA cleaning", "cleaning in ba11", "ba 1",
    "SW1A 1AA", "ZZ99 9ZZ gardening", "gardening in Nowhereville", "gardening near newport",
    "newport shropshire", "kings lynn lifts", "saint albans", "st. albans, hertfordshire",
    "bath", "bed bath", "lifts from Bath to Bristol", "dogwalker", "pay packet",
    "food bank foodbank", "gardenning demensia cafe", "counciling", "holiday pay",
    "payslips and holiday", "hoovering", "direct payments", "PA for my brother", "larkhall",
    "clubs in Larkhall", "near near near", "in", "of bath", "frome", "From Frome",
)  # fmt: skip
NEAR = (
    "", "", "", "BA1", "ba1 6rt", "Bath", "bth", "Frome, Somerset", "Leeds", "Newport", "BT1",
    "SW2", "Trowbrige", "Bradford on Avon", "Caerdydd", "Aberdeen", "nowhere at all", "Larkhall",
    "12", "🏠", "Ashton", "EX4 and about", "IM1", "TD11", "Duns", "London", "Wiltshire",
)  # fmt: skip
WITHIN = ("", "", "", "2", "5", "10", "20", "50", "0", "-3", "999999999", "ten")
SORTS = ("", "", "", "nearest", "checked", "worst")
PAGES = ("", "", "", "2", "3", "9", "0", "-1", "4000")

SEED = 1948


def questions_of(file: Path) -> list[str]:
    """The questions of tests/search/questions.yml, as the words of an address."""
    asked = yaml.load(file.read_bytes(), Loader=yaml.CSafeLoader)
    return [urlencode({"q": str(each["ask"]), "near": str(each.get("near", ""))}) for each in asked]


def varied(database: sqlite3.Connection, count: int) -> list[str]:
    """So many questions made of a directory's own words, places and terms: the same every time."""
    chance = random.Random(SEED)
    words = [word for (word,) in database.execute("SELECT word FROM word WHERE used ORDER BY word")]
    said = [said for (said,) in database.execute("SELECT said FROM phrase ORDER BY id")]
    names = [name for (name,) in database.execute("SELECT name FROM entry ORDER BY number")] or [""]
    places = [name for (name,) in database.execute("SELECT name FROM place ORDER BY id")]
    based = [code for (code,) in database.execute("SELECT outcode FROM entry ORDER BY number")]
    terms = list(database.execute("SELECT facet, id FROM term WHERE entries ORDER BY facet, id"))
    terms += [("help", "no-such-help"), ("colour", "blue")]
    makers = (
        lambda: chance.choice(said),
        lambda: f"{chance.choice(said)} in {chance.choice(places)}",
        lambda: f"{chance.choice(said)} {chance.choice(based) or ''}",
        lambda: f"{chance.choice(words)} {chance.choice(words)}",
        lambda: _misspelt(chance, chance.choice(words)),
        lambda: (
            f"{_misspelt(chance, chance.choice(said))} {_misspelt(chance, chance.choice(words))}"
        ),
        lambda: _misspelt(chance, chance.choice(names)),
        lambda: chance.choice(ODD),
        lambda: "",
    )
    asked = []
    for number in range(count):
        ticked = chance.sample(terms, min(len(terms), chance.choice((0, 0, 0, 1, 1, 2, 4))))
        near = chance.choice((*NEAR, *chance.sample(places, 3), chance.choice(based or [""]) or ""))
        pairs = [
            ("q", makers[number % len(makers)]()),
            ("near", near),
            ("within", chance.choice(WITHIN)),
            *ticked,
            ("sort", chance.choice(SORTS)),
            ("page", chance.choice(PAGES)),
            ("utm_source", "a friend"),
        ]
        asked.append(urlencode(pairs))
    return asked + [urlencode({"q": each}) for each in ODD]


def _misspelt(chance: random.Random, text: str) -> str:
    """Some text with one slip of the fingers in it."""
    if len(text) < 2:
        return text
    at = chance.randrange(len(text) - 1)
    return chance.choice((
        text[:at] + text[at + 1 :],
        text[:at] + chance.choice("abcdefghijklmnopqrstuvwxyz") + text[at:],
        text[:at] + text[at + 1] + text[at] + text[at + 2 :],
    ))  # fmt: skip
