"""The mapping: which column of a spreadsheet becomes which field, read from MAP.yml.

Read the way entries are: text is never guessed, every problem is told at once with its line, and
words and fields that nearly exist are named. All of it before any row is read.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from ourpatch import fields
from ourpatch.fields import Field
from ourpatch.importing.options import OPTIONS, Options, Rule
from ourpatch.problems import Problem
from ourpatch.reading.faults import Fault
from ourpatch.reading.nodes import List, Mapping, Node, Scalar, compose
from ourpatch.reading.text import decode
from ourpatch.text import fold
from ourpatch.words import nearest

#: What stands beside the fields: cells that mean nothing, for every field at once.
DROP = "drop"

#: Fields that a list cannot fill, and why.
_NOT_FROM_A_LIST = {
    "checked": (
        "An import cannot say that an entry was checked.",
        "take this out; a volunteer adds it after asking the people themselves",
    ),
    "checks": (
        "An import cannot say that papers were seen.",
        "take this out; a volunteer adds it after seeing them",
    ),
}

_NEEDS_PUBLIC = ("place.address", "place.venue")


@dataclass(frozen=True, slots=True)
class Plan:
    """A mapping that can be used: its rules in the order of the field table."""

    rules: tuple[Rule, ...]

    @property
    def columns(self) -> set[str]:
        """Every column that some field is made from."""
        return {column for rule in self.rules for column in rule.columns}

    @property
    def owned(self) -> frozenset[str]:
        """The fields this list answers for; a later import may change them and no others."""
        names = {rule.field.name for rule in self.rules}
        if names & {"place.outcode", "place.postcode"}:
            names |= {"place.outcode", "place.postcode"}
        return frozenset(names | {"source.name", "source.id"})

    def rule(self, name: str) -> Rule | None:
        """The rule for a field, by the field's dotted name."""
        return next((rule for rule in self.rules if rule.field.name == name), None)


def read_mapping(path: Path, columns: tuple[str, ...]) -> tuple[Plan, list[Problem]]:
    """The mapping in a file, for a spreadsheet with these columns, and what is wrong with it.

    Raises OSError when there is no such file.
    """
    characters = decode(path.read_bytes())
    text, faults = characters.text, list(characters.faults)
    reader = _Reader(columns, faults)
    if not faults:
        tree = compose(text)
        faults += tree.faults
        reader.top(tree.top)
        if tree.complete and not faults:
            reader.whole()
    lines = text.split("\n")
    order = {row.name: number for number, row in enumerate(fields.fields())}
    rules = sorted(reader.rules.values(), key=lambda rule: order[rule.field.name])
    return Plan(tuple(rules)), sorted(_problem(str(path), fault, lines) for fault in faults)


def _problem(path: str, fault: Fault, lines: list[str]) -> Problem:
    source = lines[fault.line - 1] if 0 < fault.line <= len(lines) else ""
    return Problem(
        path, fault.line, fault.column, fault.message, fault.hint, fault.rule, source=source
    )


@dataclass(slots=True)
class _Reader:
    """Reads the tree of a mapping. `spots` are the nodes of the fields' names, for later rules."""

    columns: tuple[str, ...]
    faults: list[Fault]
    rules: dict[str, Rule] = field(default_factory=dict)
    spots: dict[str, Scalar] = field(default_factory=dict)

    def wrong(self, node: Node, rule: str, message: str, hint: str = "") -> None:
        """Note something to change."""
        self.faults.append(Fault(node.line, node.column, rule, message, hint))

    def top(self, node: Node | None) -> None:
        """Read every line of the mapping."""
        example = f"a line says  field: Column, such as  name: {next(iter(self.columns), 'Name')}"
        if not isinstance(node, Mapping):
            self.wrong(node or Scalar("", 1, 1), "mapping", "There is no mapping here.", example)
            return
        everywhere = frozenset[str]()
        for key, child in node.pairs:
            if key.text == DROP:
                everywhere = frozenset(map(fold, self.texts(child)))
        for key, child in node.pairs:
            if key.text != DROP:
                self.one_field(key, child, everywhere)

    def texts(self, node: Node) -> list[str]:
        """The words of a list, or of one value."""
        if isinstance(node, Mapping):
            self.wrong(node, "wrong-shape", "This is one value or a list in square brackets.")
            return []
        items = node.items if isinstance(node, List) else [node]
        return [item.text.strip() for item in items if isinstance(item, Scalar)]

    def one_field(self, key: Scalar, child: Node, everywhere: frozenset[str]) -> None:
        """Read one field's line."""
        row = self.row(key)
        if row is None:
            return
        if row.name in self.spots:
            message = f"“{row.name}” is written twice. The first is on line"
            self.wrong(key, "duplicate-key", f"{message} {self.spots[row.name].line}.")
            return
        self.spots[row.name] = key
        options = Options(row, self.columns, everywhere, self.wrong)
        rule = options.rule(child)
        if rule is not None:
            self.rules[row.name] = rule

    def row(self, key: Scalar) -> Field | None:
        """The field that a line is about, or None with a problem noted."""
        known = fields.by_name()
        row = known.get(key.text)
        top = key.text.partition(".")[0]
        if top in _NOT_FROM_A_LIST:
            self.wrong(key, "not-from-a-list", *_NOT_FROM_A_LIST[top])
            return None
        if row is None:
            self.wrong(
                key,
                "unknown-field",
                f"There is no field called “{key.text[:60]}”.",
                _field_hint(key.text),
            )
            return None
        if row.is_group and row.main:
            return known[f"{row.name}.{row.main}"]
        if row.is_group:
            parts = ", ".join(f"{row.name}.{part}" for part in fields.inside(row.name))
            self.wrong(key, "group", f"“{row.name}” has parts.", f"name one of them: {parts}")
            return None
        return row

    def whole(self) -> None:
        """What only the whole mapping can get wrong: fields that no entry can be without."""
        end = Scalar("", 1, 1)
        for row in fields.fields():
            if row.required and not row.group and row.name not in self.rules:
                message = f"This mapping does not say where the {row.name} comes from."
                self.wrong(end, "missing", message, f"add a line such as  {row.name}: Column")
        reach = [row.name for row in fields.fields() if row.reach]
        if not self.rules.keys() & set(reach):
            message = "This mapping gives no way to get in touch."
            self.wrong(end, "no-contact", message, f"add one of these: {', '.join(reach)}")
        for name in _NEEDS_PUBLIC:
            if name in self.rules and "place.public" not in self.rules:
                message = f"“{name}” may be somebody’s home, and would be shown to everybody."
                hint = (
                    "take it out; or, if every address in the list is a public building, "
                    "add a line  place.public: {value: yes}"
                )
                self.wrong(self.spots[name], "not-public", message, hint)


def _field_hint(written: str) -> str:
    """Which field was probably meant."""
    known = [row.name for row in fields.fields()]
    plain = fold(written).replace(" ", "_")
    inside = [name for name in known if name.rpartition(".")[2] == plain]
    close = nearest(plain, known) or nearest(plain, list(_keys(known)))
    if inside:
        return f"did you mean “{inside[0]}”?"
    if close:
        meant = next(name for name in known if close in (name, name.rpartition(".")[2]))
        return f"did you mean “{meant}”?"
    if written in OPTIONS:
        return f"“{written}” goes inside the braces of a field: {{column: …, {written}: …}}"
    return "docs/fields.md lists the fields; write contact.phone for the phone inside contact"


def _keys(names: Iterable[str]) -> set[str]:
    return {name.rpartition(".")[2] for name in names}
