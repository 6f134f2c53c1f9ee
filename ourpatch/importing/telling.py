"""What an import did, in words: how many, which not and why, and everything that was left out."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from ourpatch.importing.drafts import Draft
from ourpatch.importing.shelf import Put
from ourpatch.keeping.alike import pairs
from ourpatch.keeping.different import different
from ourpatch.reading import read_file


@dataclass(slots=True)
class Outcome:
    """All there is to tell about one import. A list is made of `thing`s: rows, services."""

    what: str
    into: Path
    drafts: list[Draft]
    puts: list[Put]
    notes: list[str] = field(default_factory=list)
    unused: list[str] = field(default_factory=list)
    gone: list[str] = field(default_factory=list)
    thing: str = "row"

    @property
    def refused(self) -> list[Draft]:
        """The drafts that could not be entries."""
        return [draft for draft in self.drafts if draft.refused]


def as_text(outcome: Outcome) -> str:
    """The whole summary. The numbers come last, where they are still on the screen."""
    parts = [
        outcome.notes,
        _refused(outcome.refused, outcome.thing),
        _notes(outcome.drafts, outcome.thing),
        _kept(outcome.puts),
        _here_already(outcome.puts),
        _changed(outcome.puts),
        _twins(outcome.puts),
        _alike(outcome),
        _gone(outcome.gone),
        _tidied(outcome.drafts),
        _unused(outcome.unused),
        list(_numbers(outcome)),
    ]
    return "\n\n".join("\n".join(part) for part in parts if part)


def _refused(drafts: list[Draft], thing: str) -> list[str]:
    if not drafts:
        return []
    rows = [
        f"  {draft.place}{f' ({draft.name})' if draft.name else ''}: {draft.refused}."
        for draft in drafts
    ]
    return [f"{_count(len(drafts), thing)} could not be used:", *rows]


def _notes(drafts: list[Draft], thing: str) -> list[str]:
    """The notes, each once, with the rows they are about."""
    places: dict[str, list[str]] = {}
    for draft in drafts:
        for note in () if draft.refused else draft.notes:
            named = f"{draft.place} ({draft.name})"
            places.setdefault(note, []).append(named)
    if not places:
        return []
    lines = [f"  {_places(named, thing)}: {note}" for note, named in places.items()]
    return [f"{_count(len(lines), 'note')} on entries that were made:", *lines]


def _places(named: list[str], thing: str) -> str:
    if len(named) == 1:
        return named[0]
    numbers = [place.partition(" (")[0].removeprefix(f"{thing} ") for place in named]
    return f"{thing}s {', '.join(numbers)}"


def _kept(puts: list[Put]) -> list[str]:
    kept = [put for put in puts if put.did == "kept"]
    if not kept:
        return []
    lines = [
        f"  {put.id}.yml: {put.why}"
        + (f". The list now has another {', '.join(put.fields)}" if put.fields else "")
        for put in kept
    ]
    return ["These files were left as they are:", *lines]


def _here_already(puts: list[Put]) -> list[str]:
    lines = [
        f"  {put.draft.place} ({put.draft.name}): {put.id}.yml has {put.why}"
        for put in puts
        if put.did == "twin"
    ]
    return ["These are here already, and what is here stays as it is:", *lines] if lines else []


def _changed(puts: list[Put]) -> list[str]:
    changed = [put for put in puts if put.did == "changed"]
    lines = [f"  {put.id}.yml: {', '.join(put.fields)}" for put in changed]
    return ["The list has changed for these:", *lines] if lines else []


def _twins(puts: list[Put]) -> list[str]:
    twins = [put for put in puts if put.did == "new" and put.why]
    lines = [f"  {put.id}.yml and {put.why}.yml" for put in twins]
    return (
        ["These new entries have the name of one that was here already:", *lines] if lines else []
    )


def _alike(outcome: Outcome) -> list[str]:
    """New entries that may be in the folder already under another name."""
    new = {put.id: put.draft.values for put in outcome.puts if put.did == "new"}
    if not new:
        return []
    known, _ = different(outcome.into)
    same = {frozenset((put.id, put.why)) for put in outcome.puts if put.why}
    others = (
        read_file(path) for path in sorted(outcome.into.glob("*.yml")) if path.stem not in new
    )
    values = {entry.id: entry.values for entry in others} | new
    lines = [
        f"  {pair.one}.yml and {pair.other}.yml: {', '.join(pair.shared)}"
        for pair in pairs(values, known | same, new.keys())
    ]
    return (
        ["These may be the same organisation twice (build.py duplicates shows them):", *lines]
        if lines
        else []
    )


def _gone(gone: list[str]) -> list[str]:
    if not gone:
        return []
    lines = [f"  {name}.yml" for name in gone]
    return [
        "The list has these no longer. They were left as they are; look if they closed:",
        *lines,
    ]


def _tidied(drafts: Iterable[Draft]) -> list[str]:
    counts: Counter[str] = Counter()
    for draft in drafts:
        if not draft.refused:
            counts += draft.tidied
    lines = [f"  {count:,} × {what}" for what, count in counts.most_common()]
    return ["Made better on the way, and nothing lost:", *lines] if lines else []


def _unused(columns: list[str]) -> list[str]:
    named = ", ".join(f"“{column}”" for column in columns)
    return [f"Columns that the mapping does not use: {named}."] if columns else []


def _numbers(outcome: Outcome) -> Iterator[str]:
    did = Counter(put.did for put in outcome.puts)
    alone = f", {did['kept']:,} left alone" if did["kept"] else ""
    here = f", {did['twin']:,} here already" if did["twin"] else ""
    counts = f"{did['new']:,} new, {did['changed']:,} changed, {did['same']:,} the same"
    rows = _count(len(outcome.drafts), outcome.thing)
    entries = _count(len(outcome.puts) - did["twin"], "entry")
    refused = len(outcome.refused)
    done = f"{entries} in {outcome.into} ({counts}{alone}{here})"
    yield f"{outcome.what}: {rows}, {done}, {refused:,} refused."


def _count(number: int, thing: str) -> str:
    many = f"{thing[:-1]}ies" if thing.endswith("y") else f"{thing}s"
    return f"{number:,} {thing if number == 1 else many}"
