"""Writes a database of as many entries as you like, without writing their files: up to a million.

    python -m benchmarks.crowd 100000 OUT.db

Each entry is one of `benchmarks.entries`, checked and compiled like any other, moved to another
outward code and given other words. The words are drawn one by one: those of the sample entries,
then other common words, then names of places, each as often as its rank allows (Zipf's law), as in
real text: a few are in most entries, most are in hardly any. Some kinds of help are far more common
than others, too. The same number gives the same database. A million entries want 6 GB of memory.
"""

import gc
import json
import random
import sys
from bisect import bisect
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from itertools import accumulate
from pathlib import Path
from typing import Any

from sqlite_utils import Database

from benchmarks.entries import SEED, TODAY, entries
from ourpatch import places
from ourpatch.compiling.asking import areas_of, common_words
from ourpatch.compiling.database import About, Placed, write
from ourpatch.compiling.rows import SEARCHED, Rows, order_of, rows_of, sink_of, terms_by_id
from ourpatch.reading import read_entry
from ourpatch.text import words_of
from ourpatch.words import vocabulary

#: How many entries the others are made from.
MODELS = 2_000

#: Where the Zipf-Mandelbrot curve begins: English has about this.
OFFSET = 2.7

_SAMPLES = Path(__file__).parent.parent / "entries"


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Words, the commonest first, with how often one of the first n is drawn."""

    words: list[str]
    shares: list[float]

    def draw(self, chance: random.Random, count: int) -> list[str]:
        """So many words, as text would have them."""
        words, shares, last = self.words, self.shares, self.shares[-1]
        return [words[bisect(shares, chance.random() * last)] for _ in range(count)]


def write_crowd(count: int, out: Path, plain: Path | None = None) -> None:
    """Write the database of so many entries, and the same as a plain table for others to search."""
    gc.disable()  # so many entries are held at once, and nothing of them is ever garbage
    made = sorted(crowd(count), key=lambda rows: order_of(rows, TODAY))
    placed = [Placed(number, sink_of(rows, TODAY), rows) for number, rows in enumerate(made)]
    if plain:
        write_plain(plain, placed)
    unfinished = out.with_suffix(".unfinished")
    write(unfinished, placed, About(TODAY.isoformat(), "", "0", f"crowd of {count}", "", ""))
    unfinished.replace(out)
    gc.enable()


def write_plain(path: Path, placed: Iterable[Placed]) -> None:
    """One table of the entries, with a full-text index over the same columns as ours."""
    path.unlink(missing_ok=True)
    database = Database(path)
    table = database.table("entry")
    table.insert_all((_plain(each) for each in placed), pk="number")
    table.enable_fts(list(SEARCHED), tokenize="porter unicode61 remove_diacritics 2")
    table.optimize()
    database.conn.close()


def _plain(placed: Placed) -> dict[str, Any]:
    rows = placed.rows
    searched = dict(zip(SEARCHED, rows.searched, strict=True))
    return {"number": placed.number, "sink": placed.sink, "id": rows.id, **rows.entry, **searched}


def crowd(count: int) -> Iterator[Rows]:
    """So many entries, as the rows of their tables."""
    chance = random.Random(SEED)
    models = [rows_of(read_entry(text.encode(), f"{id}.yml")) for id, text in entries(MODELS)]
    outcodes = [code for code in places.outcodes().values() if code.outcode[:2] != "BT"]
    for number in range(count):
        yield _moved(number, chance, chance.choice(models), chance.choice(outcodes))


def _moved(number: int, chance: random.Random, model: Rows, to: places.Outcode) -> Rows:
    """An entry as another one: elsewhere, with other words and other kinds of help."""
    lexicon = english()
    longer = chance.randint(30, 150) if model.entry_text["description"] else 0
    said = lexicon.draw(chance, 16 + longer)
    name = " ".join(word.capitalize() for word in lexicon.draw(chance, 3))
    summary, description = " ".join(said[:16]), " ".join(said[16:])
    help = dict.fromkeys(kinds_of_help().draw(chance, chance.randint(1, 4)))
    terms = [("help", id) for id in help] + [pair for pair in model.terms if pair[0] != "help"]
    labels = [terms_by_id(facet)[id].label for facet, id in terms]
    districts = _districts(model, to)
    town = to.near_place or to.outcode
    id = f"{number}-{name.lower().replace(' ', '-')}"
    words = "\n".join([*labels, town, to.outcode, *districts])
    return Rows(
        id=id,
        entry=model.entry
        | {"name": name, "summary": summary, "help": json.dumps(list(help))}
        | {"outcode": to.outcode, "latitude": to.latitude, "longitude": to.longitude}
        | {"based": f"{town}, {to.outcode}", "place_venue": None, "place_address": None}
        | {"covers_districts": json.dumps(districts) if districts else None},
        entry_text=model.entry_text
        | {"description": description, "description_html": f"<p>{description}</p>"}
        | {
            "record": json.dumps({"name": name, "summary": summary}),
            "status_instead": None,
            "was": None,
        },
        terms=terms,
        searched=[name, words, summary, description],
        areas=areas_of(districts),
        days=model.days,
    )


def _districts(model: Rows, to: places.Outcode) -> list[str]:
    """What it says it serves, if the model says so at all."""
    if not model.entry["covers_districts"]:
        return []
    return [name for name in (to.near_place, to.district, to.outcode) if name]


@cache
def english() -> Lexicon:
    """The words of the sample entries, then other common words, then the names of places."""
    counts: Counter[str] = Counter()
    for file in sorted(_SAMPLES.glob("*.yml")):
        rows = rows_of(read_entry(file.read_bytes(), file.name))
        for text in (rows.searched[0], *rows.searched[2:]):
            counts.update(words_of(text))
    others = list(common_words())
    random.Random(SEED).shuffle(others)
    names = (word for place in places.places() for word in words_of(place.name))
    ours = (word for word, _ in counts.most_common())
    return _by_rank(list(dict.fromkeys([*ours, *others, *names])))


@cache
def kinds_of_help() -> Lexicon:
    """The ids of the kinds of help, in an order of how common they are."""
    ids = [term.id for term in vocabulary("help").terms if not term.secret_place]
    random.Random(SEED).shuffle(ids)
    return _by_rank(ids)


def _by_rank(words: list[str]) -> Lexicon:
    return Lexicon(words, list(accumulate(1 / (rank + OFFSET) for rank in range(len(words)))))


if __name__ == "__main__":
    if len(sys.argv) != 3 or not sys.argv[1].isdigit():
        sys.exit("Write how many entries and where:  python -m benchmarks.crowd 100000 OUT.db")
    write_crowd(int(sys.argv[1]), Path(sys.argv[2]))
