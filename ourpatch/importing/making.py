"""From one row of a spreadsheet to a draft of an entry."""

from dataclasses import replace

from ourpatch import fields
from ourpatch.fields import Field
from ourpatch.importing import doors, tidying
from ourpatch.importing.capitals import Learned, readable_name, readable_text
from ourpatch.importing.cells import take
from ourpatch.importing.drafts import Draft
from ourpatch.importing.leftovers import Use, kept_aside, untold
from ourpatch.importing.mapping import Plan
from ourpatch.importing.options import Rule
from ourpatch.importing.table import Row, Table

#: Fields that hold the name of something, in which every word may have a capital.
_NAMES = {"name", "cy.name", "contact.name", "place.venue", "place.address", "covers.districts"}

#: Groups whose words are numbers and titles, kept as they are.
_AS_WRITTEN = ("identifiers.", "source.")

_WORDS = ("line", "text")


class Maker:
    """Makes drafts of the rows of one table, by one plan."""

    def __init__(self, plan: Plan, table: Table) -> None:
        self.plan = plan
        self.list_name = table.name
        columns = {c for rule in plan.rules if rule.field.kind in _WORDS for c in rule.columns}
        self.learned = Learned(row.cells[column] for row in table.rows for column in columns)

    def draft(self, row: Row) -> Draft:
        """The draft of one row, refused where it lacks what no entry can be without."""
        making = _Making(self.plan, self.learned, row)
        draft = making.draft
        for rule in self.plan.rules:
            making.fill(rule)
        doors.place(self.plan, row, draft, making.use)
        making.description()
        _name_source(draft, self.list_name)
        doors.hide(draft)
        draft.notes += untold(self.plan, row, making.use)
        draft.refused = _refusal(self.plan, row, draft)
        return draft


class _Making:
    """One row on its way to being a draft."""

    def __init__(self, plan: Plan, learned: Learned, row: Row) -> None:
        self.plan = plan
        self.learned = learned
        self.row = row
        self.draft = Draft(place=f"row {row.number}")
        self.use = Use()
        self.long: dict[str, str] = {}

    def fill(self, rule: Rule) -> None:
        """Make one field; but not the postcode, which waits until all else is known."""
        row = rule.field
        if row.name in doors.POSTCODE:
            return
        any_length = replace(rule, field=replace(row, longest=0)) if row.kind in _WORDS else rule
        taken = take(any_length, self.row, self._tidied)
        self.use.used += taken.used
        self.use.wrong += [(span, row.name, message) for span, message in taken.wrong]
        if taken.value not in (None, ""):
            fits = row.kind != "line" or not row.longest or len(taken.value) <= row.longest
            self.draft.put(row.name, taken.value if fits else self._shortened(row, taken.value))

    def _tidied(self, row: Field, words: str) -> str:
        """Words as they should be read."""
        if row.kind in ("date", "past date"):
            return tidying.day(words)
        if row.kind not in _WORDS or row.name.startswith(_AS_WRITTEN):
            return words
        if row.name in _NAMES:
            plain = tidying.one_line(words, ",")
            better = readable_name(plain, self.learned)
            self._count(f"{row.name} in capitals made readable", better != plain)
            return tidying.spaced_name(better)
        plain = "\n".join(line.strip() for line in tidying.spaced_sentences(words).split("\n"))
        plain = tidying.one_line(plain, ".") if row.kind == "line" else plain
        better = readable_text(plain, self.learned, self.draft.name)
        self._count(f"{row.name} in capitals made readable", better != plain)
        return better

    def _count(self, what: str, really: bool = True) -> None:
        if really:
            self.draft.tidied[what] += 1

    def _shortened(self, row: Field, words: str) -> str:
        """Words that fit their field. What is cut is kept whole for the description."""
        if not row.name.startswith(_AS_WRITTEN):
            self.long[row.name] = words
        return tidying.shorten(words, row.longest)

    def description(self) -> None:
        """The longer words: what was too long elsewhere, and cells with more than one value."""
        written = self.draft.get("description") or ""
        labels = {"summary": "", "name": "Full name: "}
        parts = []
        for name, words in self.long.items():
            if name in doors.ADDRESS and not self.draft.get(name):
                continue  # it was nobody's business
            if words not in written:
                label = labels.get(name, f"{fields.by_name()[name].label}: ")
                parts.append(f"{label}{words}")
            self._count(f"{name} cut because it was too long, and kept whole in description")
        aside = kept_aside(self.plan, self.row, self.use)
        if aside:
            self._count("contact cells with more in them, kept whole in description")
        ordered = [part for part in parts if part == self.long.get("summary")]
        ordered += [written] + [part for part in parts if part not in ordered] + aside
        whole = "\n\n".join(filter(None, ordered))
        longest = fields.by_name()["description"].longest
        if len(whole) > longest:
            over = f"description: It was {len(whole):,} characters long and was cut at {longest:,}."
            self.draft.notes.append(over)
            whole = tidying.shorten(whole, longest)
        if whole:
            self.draft.put("description", whole)


def _name_source(draft: Draft, list_name: str) -> None:
    """Say which list an entry came from, and what to know it by in a later import."""
    if not draft.get("source.name"):
        draft.put("source.name", list_name)
    if not draft.get("source.id"):
        where = draft.get("place.outcode") or (draft.get("place.postcode") or "").partition(" ")[0]
        draft.put("source.id", tidying.shorten(f"{draft.name}, {where}".strip(", "), 100))


def _refusal(plan: Plan, row: Row, draft: Draft) -> str:
    """Why a draft cannot be an entry, or an empty text."""
    required = [each.name for each in fields.fields() if each.required and not each.group]
    lacks = [name for name in required if not draft.get(name)]
    if lacks:
        return "; ".join(f"there is no {name}{_said(plan, row, [name])}" for name in lacks)
    ways = [each.name for each in fields.fields() if each.reach]
    if any(draft.get(way) for way in ways) or draft.get("status.now") == "closed":
        return ""
    return f"there is no way to get in touch{_said(plan, row, ways)}"


def _said(plan: Plan, row: Row, names: list[str]) -> str:
    """What the columns of some fields say instead of something usable."""
    columns = dict.fromkeys(
        column for rule in plan.rules if rule.field.name in names for column in rule.columns
    )
    cells = [f"“{column}” {_quoted(row.cells[column])}" for column in columns]
    return f": {' and '.join(cells)}" if cells else ""


def _quoted(words: str) -> str:
    return f"says “{tidying.shorten(' '.join(words.split()), 60)}”" if words else "is empty"
