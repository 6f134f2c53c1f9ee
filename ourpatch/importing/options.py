"""One line of a mapping: what stands after a field's name."""

import dataclasses
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from ourpatch.fields import Field
from ourpatch.reading.nodes import List, Mapping, Node, Scalar
from ourpatch.reading.shapes import MANY, ONE, Wrong
from ourpatch.text import fold
from ourpatch.words import nearest

#: What may stand inside the braces.
OPTIONS = ("column", "value", "split", "terms", "drop")


@dataclass(frozen=True, slots=True)
class Rule:
    """Where one field comes from.

    `columns` are joined when there are several. `value` is used when they say nothing usable.
    `terms` are their words (folded) and ours; `drop` the cells (folded) that mean nothing.
    """

    field: Field
    columns: tuple[str, ...] = ()
    value: Any = None
    split: str = ""
    terms: dict[str, Any] = dataclasses.field(default_factory=dict)
    drop: frozenset[str] = frozenset()

    @property
    def many(self) -> bool:
        """True when the field holds a list."""
        return self.field.kind in MANY


@dataclass(frozen=True, slots=True)
class Options:
    """Reads what stands after a field's name, and tells `wrong` about what cannot be used."""

    row: Field
    columns: tuple[str, ...]
    everywhere: frozenset[str]
    wrong: Callable[[Node, str, str, str], None]

    def rule(self, node: Node) -> Rule | None:
        """The rule, or None when it could not be read."""
        if not isinstance(node, Mapping):
            columns = self._columns(node)
            return Rule(self.row, columns, drop=self.everywhere) if columns else None
        given = self._given(node)
        if not given.keys() & {"column", "value"}:
            message = f"This does not say what becomes {self.row.name}."
            self.wrong(node, "mapping", message, "add  column: Heading  or  value: words")
            return None
        rule = Rule(
            self.row,
            self._columns(given["column"]) if "column" in given else (),
            self._value(given["value"]) if "value" in given else None,
            self._split(given["split"]) if "split" in given else "",
            self._terms(given["terms"]) if "terms" in given else {},
            self.everywhere | self._drop(given.get("drop")),
        )
        return rule

    def _given(self, node: Mapping) -> dict[str, Node]:
        given: dict[str, Node] = {}
        for key, child in node.pairs:
            if key.text not in OPTIONS:
                close = nearest(fold(key.text), list(OPTIONS))
                hint = f"did you mean “{close}”?" if close else f"use {', '.join(OPTIONS)}"
                message = f"“{key.text[:40]}” cannot stand inside a field of a mapping."
                self.wrong(key, "unknown-option", message, hint)
            elif key.text in given:
                self.wrong(key, "duplicate-key", f"“{key.text}” is written twice.", "keep one")
            else:
                given[key.text] = child
        return given

    def _columns(self, node: Node) -> tuple[str, ...]:
        """One heading, or a list of headings to join; all of them in the file."""
        if isinstance(node, Mapping):
            self.wrong(node, "wrong-shape", "A column is a heading, or a list of headings.", "")
            return ()
        found = []
        for item in node.items if isinstance(node, List) else [node]:
            heading = " ".join(item.text.split()) if isinstance(item, Scalar) else ""
            exact = next((c for c in self.columns if " ".join(c.split()) == heading), None)
            if exact:
                found.append(exact)
            else:
                message = f"There is no column called “{heading[:60]}”."
                self.wrong(item, "unknown-column", message, self._column_hint(heading))
        return tuple(found)

    def _column_hint(self, heading: str) -> str:
        folded = {fold(column): column for column in self.columns}
        close = nearest(fold(heading), list(folded))
        if close:
            return f"did you mean “{folded[close]}”?"
        listed = ", ".join(f"“{column}”" for column in self.columns)
        return (
            f"the columns are {listed}; for the same words in every entry write "
            f"{self.row.key}: {{value: words}}"
        )

    def _value(self, node: Node) -> Any:
        """The field's value when nothing else gives one."""
        if self.row.kind in MANY:
            return self._shaped_list(node)
        if not isinstance(node, Scalar):
            message = f"“{self.row.name}” is one value, not a list."
            self.wrong(node, "wrong-shape", message, "")
            return None
        return self._shaped(node, ONE[self.row.kind])

    def _shaped_list(self, node: Node) -> list[Any]:
        if isinstance(node, Mapping):
            self.wrong(node, "wrong-shape", f"“{self.row.name}” is a list of words.", "")
            return []
        items = node.items if isinstance(node, List) else [node]
        shaped = [
            self._shaped(item, MANY[self.row.kind])
            for item in items
            if isinstance(item, Scalar) and item.text
        ]
        return [each for each in shaped if each is not None]

    def _shaped(self, node: Scalar, shape: Callable[[Field, str], Any]) -> Any:
        try:
            return shape(self.row, node.text.strip())
        except Wrong as wrong:
            self.wrong(node, wrong.rule or "value", wrong.message, wrong.hint)
            return None

    def _split(self, node: Node) -> str:
        if self.row.kind not in MANY:
            message = f"“{self.row.name}” is one value, so there is nothing to split."
            self.wrong(node, "split", message, "take split out")
        elif not isinstance(node, Scalar) or not node.text:
            message = "This does not say what stands between two words of a cell."
            self.wrong(node, "split", message, 'write it in quotes, such as  split: ";"')
        else:
            return node.text
        return ""

    def _terms(self, node: Node) -> dict[str, Any]:
        if not isinstance(node, Mapping):
            message = "Here stand their words and ours."
            self.wrong(node, "terms", message, "write  terms: {their word: our word}")
            return {}
        terms: dict[str, Any] = {}
        for key, child in node.pairs:
            if fold(key.text) in terms:
                message = f"Their word “{key.text[:40]}” is written twice."
                self.wrong(key, "duplicate-key", message, "keep one; capitals do not matter")
            nothing = isinstance(child, Scalar) and not child.text
            terms[fold(key.text)] = None if nothing else self._value(child)
        return terms

    def _drop(self, node: Node | None) -> frozenset[str]:
        if node is None:
            return frozenset()
        items = node.items if isinstance(node, List) else [node]
        words = [item.text for item in items if isinstance(item, Scalar)]
        if len(words) < len(items):
            message = "Here stand the cells that mean nothing."
            self.wrong(node, "drop", message, 'write  drop: ["NA", "--"]')
        return frozenset(map(fold, words))
