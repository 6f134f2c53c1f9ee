"""The folder that imported entries are kept in, and what else stands there.

An import may change only what it put there itself: a file whose `source` names the same list and
the same row. Everything else in the folder belongs to somebody.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any, Literal

from ourpatch import fields
from ourpatch.importing.drafts import Draft, value_at
from ourpatch.importing.proving import read_back
from ourpatch.importing.twins import Twins
from ourpatch.progress import bar
from ourpatch.reading import Entry, read_file
from ourpatch.words import slug
from ourpatch.writing import to_yaml

#: A file's name, and so an entry's id, is at most this long without .yml.
_LONGEST_ID = 80

#: When one of these is in a file and not in the list, somebody looks after that entry.
_CARED_FOR = ("checked", "permission")

Did = Literal["new", "changed", "same", "kept", "twin"]


@dataclass(slots=True)
class Put:
    """What was done with one draft: its file, and for a change which fields are different.

    For a "twin" nothing was: `id` is the entry that was here before, and `why` what is the same.
    """

    draft: Draft
    did: Did
    id: str
    fields: list[str] = field(default_factory=list)
    why: str = ""


@dataclass(slots=True)
class Shelf:
    """A folder of entries. `owned` are the fields that the list answers for."""

    folder: Path
    owned: frozenset[str]
    today: date
    ids: set[str] = field(default_factory=set)
    names: dict[str, str] = field(default_factory=dict)
    by_source: dict[tuple[str, str], Entry] = field(default_factory=dict)
    twins: Twins = field(default_factory=Twins)

    def look(self) -> None:
        """See what is there. A folder that is not there yet is empty."""
        for path in bar(sorted(self.folder.glob("*.yml")), "Looking at the folder"):
            entry = read_file(path)
            self.ids.add(entry.id)
            self.twins.add(entry.id, entry.values)
            source = entry.get("source.name"), entry.get("source.id")
            if all(source):
                self.by_source.setdefault(source, entry)
            if entry.get("name"):
                self.names.setdefault(slug(entry.get("name")), entry.id)

    def keep(self, drafts: list[Draft]) -> list[Put]:
        """Put every draft into the folder that is not refused."""
        self.folder.mkdir(parents=True, exist_ok=True)
        usable = [draft for draft in drafts if not draft.refused]
        repeated = Counter(slug(draft.name) for draft in usable)
        return [
            self._again(draft, self.by_source[draft.source])
            if draft.source in self.by_source
            else self._new(draft, repeated[slug(draft.name)] > 1)
            for draft in bar(usable, "Writing entries")
        ]

    def gone(self, drafts: Iterable[Draft]) -> list[str]:
        """The entries here that came from the same list, of rows the list has no longer."""
        seen = {draft.source for draft in drafts}
        lists = {name for name, _ in seen}
        return sorted(
            entry.id
            for source, entry in self.by_source.items()
            if source[0] in lists and source not in seen
        )

    def _new(self, draft: Draft, repeated: bool) -> Put:
        if here := self.twins.find(draft.values):
            return Put(draft, "twin", here.id, why=here.why)
        twin = self.names.get(slug(draft.name), "") if not repeated else ""
        name = self._free_id(draft, repeated)
        with (self.folder / f"{name}.yml").open("x", encoding="utf-8", newline="\n") as file:
            file.write(to_yaml(draft.values))
        return Put(draft, "new", name, why=twin)

    def _free_id(self, draft: Draft, repeated: bool) -> str:
        """The name's id; with the outward code when the name is not the only one; then a number."""
        base = slug(draft.name) or slug(draft.source[1]) or "entry"
        where = draft.get("place.outcode") or (draft.get("place.postcode") or "").split(" ")[0]
        tails = [f"-{where.lower()}"] if where else []
        tails = tails if repeated and tails else ["", *tails]
        tails += [f"{tails[-1]}-{number}" for number in range(2, len(self.ids) + 3)]
        names = (base[: _LONGEST_ID - len(tail)].rstrip("-") + tail for tail in tails)
        free = next(name for name in names if name not in self.ids)
        self.ids.add(free)
        return free

    def _again(self, draft: Draft, old: Entry) -> Put:
        """A row that was imported before: its file changes only where the list says otherwise."""
        if any(problem.strength == "error" for problem in old.problems):
            why = "it has problems of its own: run check"
            return Put(draft, "kept", old.id, why=why)
        values = self._merged(old.values, draft.values)
        changed = [row.name for row in _leaves() if _differ(old.values, values, row.name)]
        here = self.twins.find(draft.values)
        if here and not here.came_from:
            why = f"{here.id}.yml has {here.why}, and is our own. Keep one of them"
            return Put(draft, "kept", old.id, why=why)
        if not changed:
            return Put(draft, "same", old.id)
        if by := [name for name in _CARED_FOR if old.get(name) and not self._owns(name)]:
            why = f"it has {by[0]}, so somebody looks after it"
            return Put(draft, "kept", old.id, changed, why)
        _, errors = read_back(values, self.today)
        if errors:
            return Put(draft, "kept", old.id, changed, errors[0].message)
        with (self.folder / f"{old.id}.yml").open("w", encoding="utf-8", newline="\n") as file:
            file.write(to_yaml(values))
        return Put(draft, "changed", old.id, changed)

    def _owns(self, name: str) -> bool:
        return any(owned == name or owned.startswith(f"{name}.") for owned in self.owned)

    def _merged(self, old: dict[str, Any], new: dict[str, Any]) -> dict[str, Any]:
        """The list's values, with what people added to the file in fields the list is silent on."""
        merged = Draft("", values={key: _copy(value) for key, value in new.items()})
        for row in _leaves():
            added = value_at(old, row.name)
            silent = row.name not in self.owned and merged.get(row.name) is None
            if added is not None and silent:
                merged.put(row.name, added)
        return merged.values


def _leaves() -> list[fields.Field]:
    """The fields that hold a value; a list of groups counts as one."""
    lists = {row.name for row in fields.fields() if row.kind == "groups"}
    return [row for row in fields.fields() if row.kind != "group" and row.group not in lists]


def _differ(old: dict[str, Any], new: dict[str, Any], name: str) -> bool:
    return bool(value_at(old, name) != value_at(new, name))


def _copy(value: Any) -> Any:
    return dict(value) if isinstance(value, dict) else value
