"""Writes as many made-up entries as you like, for measuring with: the same ones every time.

    python -m benchmarks.entries 10000 DIR

Each reads like a real one and passes `build.py check`. Between them they use every field and every
word of the vocabularies, in places all over the United Kingdom. A third have a description with
lists, links and bold in it, a third one of plain paragraphs, and a third have none. The telephone
numbers are those that Ofcom keeps for drama, all its ranges, so that few entries share one.
"""

import json
import random
import re
import sys
import textwrap
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import yaml

from ourpatch import fields, places
from ourpatch.words import slug, vocabulary

#: The day that the entries are written for.
TODAY = date(2026, 11, 21)

SEED = 1948

_PHRASES: dict[str, Any] = yaml.safe_load((Path(__file__).parent / "phrases.yml").read_bytes())
_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_DRAMA = (
    *("0113 496", "0114 496", "0115 496", "0116 496", "0117 496", "0118 496", "0121 496"),
    *("0131 496", "0141 496", "0151 496", "0161 496", "0191 498", "020 7946", "029 2018"),
)
_WIDTH = 96  # where descriptions wrap, as in the sample entries


def write_entries(count: int, folder: Path) -> list[Path]:
    """Write so many entries into a folder, which is made if need be; the paths of the files."""
    folder.mkdir(parents=True, exist_ok=True)
    paths = []
    for id, text in entries(count):
        paths.append(folder / f"{id}.yml")
        paths[-1].write_text(text, encoding="utf-8")
    return paths


def entries(count: int) -> Iterator[tuple[str, str]]:
    """So many entries, as their ids and the text of their files."""
    chance = random.Random(SEED)
    taken: dict[str, None] = {}
    for number in range(count):
        entry = _Entry(chance, number)
        name = entry.say(chance.choice(_PHRASES["called"]))
        if slug(name) in taken:
            name = f"{name} {number}"
        values = entry.values(name, list(taken)[-1:])
        taken[slug(name)] = None
        yield slug(name), as_yaml(values)


class _Entry:
    """One made-up entry: who runs it, where, and what is said of it."""

    def __init__(self, chance: random.Random, number: int) -> None:
        self.chance = chance
        self.number = number
        self.outcode = chance.choice(list(places.outcodes().values()))
        self.slots: dict[str, Any] = {}
        self.help = self.terms("help", 1, 4)
        self._draw()

    def _draw(self) -> None:
        """Draw what fills the slots of the phrases."""
        first, other = self.chance.sample(_PHRASES["first"], 2)
        label = self.help[0].replace("-", " ")
        self.slots = {
            "first": first,
            "other": other,
            "town": self.outcode.near_place or self.outcode.outcode,
            "thing": self.chance.choice(_PHRASES["thing"]),
            "day": self.chance.choice(_DAYS),
            "n": self.chance.randint(7, 40),
            "help": label[0].upper() + label[1:],
        }

    def say(self, phrase: str) -> str:
        """A phrase with its slots filled."""
        return phrase.format(**self.slots)

    def one_of(self, phrases: str) -> str:
        """One of the phrases of a kind, filled."""
        return self.say(self.chance.choice(_PHRASES[phrases]))

    def often(self, share: float) -> bool:
        """True this often, as a share of one."""
        return self.chance.random() < share

    def terms(self, facet: str, least: int, most: int) -> list[str]:
        """Some terms of a vocabulary. A place of safety is left out: it may not say where it is."""
        known = [term.id for term in vocabulary(facet).terms if not term.secret_place]
        return self.chance.sample(known, self.chance.randint(least, most))

    def written(self, facet: str, least: int, most: int) -> list[str]:
        """Some terms as people write them, without hyphens."""
        return [id.replace("-", " ") for id in self.terms(facet, least, most)]

    def day(self, most_days_ago: int) -> str:
        """A day before the day that the entries are written for."""
        return (TODAY - timedelta(days=self.chance.randint(1, most_days_ago))).isoformat()

    def values(self, name: str, before: list[str]) -> dict[str, Any]:
        """Everything the entry says, by the fields' names. `before` may hold an id to point to."""
        home = self.often(0.5)
        address = slug(name).replace("-", "")[:30]
        values = {
            "name": name,
            "summary": self.one_of("summary")[:200],
            "kind": self.written("kind", 1, 1)[0],
            "help": [id.replace("-", " ") for id in self.help],
            "place": {"outcode": self.outcode.outcode} if home else self._venue(),
            "covers": self._covers(home),
            "where": self.written("where", 1, 2),
            "when": self._when(),
            "cost": self._cost(),
            "pay_with": self.written("pay_with", 1, 4),
            "contact": self._contact(address),
            "start": self.one_of("start"),
            "referral": self.chance.choice(["not needed", "not needed", "needed", "either"]),
            "languages": ["English", *self.written("languages", 0, 2)],
            "permission": {"given_by": self.slots["first"], "on": self.day(900)},
            "description": self._description(),
            "sample": "yes",
        }
        was = {"was": [f"{address}-{self.number}-before"]} if self.number % 40 == 0 else {}
        return values | self._sometimes(address) | self._status(before) | was

    def _venue(self) -> dict[str, str]:
        street = self.chance.choice(_PHRASES["street"])
        unit = "".join(self.chance.choices("ABDEFGHJLNPQRSTUWXYZ", k=2))
        return {
            "venue": f"{self.slots['town']} {self.chance.choice(_PHRASES['venue'])}",
            "address": f"{street}, {self.slots['town']}",
            "postcode": f"{self.outcode.outcode} {self.chance.randint(0, 9)}{unit}",
            "public": "yes",
        }

    def _covers(self, home: bool) -> dict[str, Any]:
        if home:
            return {"within_miles": self.chance.randint(2, 25)}
        if self.often(0.1):
            return {self.chance.choice(["online", "anywhere"]): "yes"}
        return {"districts": [self.slots["town"], self.outcode.district, self.outcode.outcode]}

    def _when(self) -> dict[str, Any]:
        start = self.chance.randint(8, 17)
        hours = f"{start:02}:00-{start + 2:02}:30"
        weekly = [f"{day} {hours}" for day in self.chance.sample(_DAYS, self.chance.randint(1, 3))]
        return {"text": self.one_of("when")} | ({"weekly": weekly} if self.often(0.4) else {})

    def _cost(self) -> dict[str, Any]:
        if self.often(0.2):
            return {"text": "Free", "from": 0}
        text, unit = self.chance.choice(_PHRASES["cost"])
        return {"text": self.say(text), "from": self.slots["n"], "unit": unit}

    def _contact(self, address: str) -> dict[str, str]:
        phone = f"{self.chance.choice(_DRAMA)} 0{self.chance.randint(0, 999):03}"
        ways = {"name": self.slots["first"], "phone": phone}
        if self.often(0.3):
            ways["text"] = f"07700 900{self.chance.randint(0, 999):03}"
        if self.often(0.8):
            ways["email"] = f"hello@{address}.example"
        if self.often(0.6):
            ways["website"] = f"https://{address}.example"
        if self.often(0.2):
            ways["social"] = f"https://social.example.org/{address}"
        return ways

    def _sometimes(self, address: str) -> dict[str, Any]:
        """The fields that only some entries have."""
        checks = [
            {"what": what, "seen_by": self.one_of("seen_by"), "on": self.day(800)}
            for what in self.written("checks", 1, 3)
        ]
        share = self.chance.choice(["most", "three quarters", "all", "not said"])
        how = self.chance.choice(["phone", "visit", "email", "text message", "letter", "online"])
        possible: list[tuple[float, dict[str, Any]]] = [
            (0.3, {"led_by": {"who": self.written("led_by", 1, 2), "share": share}}),
            (0.7, {"people": self.written("people", 1, 4)}),
            (0.2, {"ages": {"from": 16}}),
            (0.1, {"ages": {"from": 5, "to": 25}}),
            (0.6, {"space": {"now": self.one_of("space"), "as_of": self.day(90)}}),
            (0.6, {"access": self.written("access", 2, 5)}),
            (0.5, {"personal_care": self.chance.choice(["yes", "no"])}),
            (0.6, {"checks": checks}),
            (0.9, {"checked": {"on": self.day(500), "how": how, "by": self.one_of("seen_by")}}),
            (0.2, {"identifiers": {"charity": f"99{self.number:05}"}}),
            (0.1, {"identifiers": {"company": f"98{self.number:06}", "regulator": "CQC 1-99"}}),
            (0.05, {"cy": self._welsh()}),
            (0.03, {"source": self._source(address)}),
        ]
        found: dict[str, Any] = {}
        for share_of_entries, value in possible:
            if self.often(share_of_entries):
                found |= value
        return found

    def _source(self, address: str) -> dict[str, str]:
        return {
            "name": "A made-up register, April 2026",
            "id": str(self.number),
            "link": f"https://register.example/{address}",
            "licence": "Open Government Licence v3.0",
        }

    def _status(self, before: list[str]) -> dict[str, Any]:
        if self.often(0.94):
            return {}
        now = self.chance.choice(["paused", "closed"])
        status: dict[str, Any] = {"now": now, "since": self.day(300), "why": "We have moved house."}
        if now == "closed" and before:
            status["instead"] = before
        return {"status": status}

    def _welsh(self) -> dict[str, str]:
        words = _PHRASES["welsh"]
        said = [self.say(words) for words in self.chance.sample(words["sentence"], 3)]
        return {
            "name": self.say(self.chance.choice(words["name"])),
            "summary": self.say(self.chance.choice(words["summary"])),
            "description": _wrapped(" ".join(said)),
        }

    def _description(self) -> str:
        """In turn: Markdown, plain paragraphs, nothing."""
        if self.number % 3 == 2:
            return ""
        sentences = self.chance.sample(_PHRASES["sentence"], self.chance.randint(6, 11))
        said = [self.say(sentence) for sentence in sentences]
        cut = len(said) // 2
        paragraphs = [_wrapped(" ".join(said[:cut])), _wrapped(" ".join(said[cut:]))]
        return "\n\n".join(self._marked_up(paragraphs) if self.number % 3 == 0 else paragraphs)

    def _marked_up(self, paragraphs: list[str]) -> list[str]:
        """Paragraphs with the Markdown that people use: a bold start, a list, a link."""
        first, rest = re.split(r"(?<=[.;,:])\s", f"{paragraphs[0]} ", maxsplit=1)
        items = [self.say(item) for item in self.chance.sample(_PHRASES["item"], 4)]
        marks = ("- ", "* ", "1. ")
        mark = self.chance.choice(marks)
        site = f"https://{slug(self.slots['town'])}.example/{self.number}"
        return [
            f"**{first}** {rest}".strip(),
            "What we do:\n\n" + "\n".join(mark + item for item in items),
            paragraphs[1],
            f"Read [how it works]({site}) or see {site}/map for the way in.",
        ]


def _wrapped(text: str) -> str:
    return textwrap.fill(text, _WIDTH, break_long_words=False, break_on_hyphens=False)


def as_yaml(values: dict[str, Any]) -> str:
    """An entry's values as the text of its file, in the order of the field table."""
    lines = []
    for row in fields.inside("").values():
        value = values.get(row.name)
        if value in (None, ""):
            continue
        if row.name == "checks":
            lines += ["checks:", *(f"  - {_inline(group)}" for group in value)]
        elif row.name == "cy":
            lines += ["cy:", *(f"  {line}" for line in _welsh_lines(value))]
        elif row.kind == "text":
            lines += [f"{row.name}: |", *_indented(value)]
        else:
            lines.append(f"{row.name}: {_inline(value)}")
    return "\n".join(lines) + "\n"


def _welsh_lines(value: dict[str, str]) -> list[str]:
    short = [f"{key}: {_inline(value[key])}" for key in ("name", "summary")]
    return [*short, "description: |", *_indented(value["description"])]


def _indented(text: str) -> list[str]:
    return [f"  {line}".rstrip() for line in text.split("\n")]


def _inline(value: Any) -> str:
    """A value on one line, quoted only where YAML would misread it."""
    if isinstance(value, dict):
        return "{" + ", ".join(f"{key}: {_inline(part)}" for key, part in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(_inline(part) for part in value) + "]"
    text = str(value)
    plain = re.fullmatch(r"[\w£][\w£ .;()'/@é-]*(?<! )", text)
    return text if plain or text.startswith("https://") else json.dumps(text, ensure_ascii=False)


if __name__ == "__main__":
    if len(sys.argv) != 3 or not sys.argv[1].isdigit():
        sys.exit("Write how many entries and where:  python -m benchmarks.entries 10000 DIR")
    written = write_entries(int(sys.argv[1]), Path(sys.argv[2]))
    size = sum(path.stat().st_size for path in written) / len(written)
    print(f"{len(written):,} entries of {size:,.0f} bytes each, on the whole.")
