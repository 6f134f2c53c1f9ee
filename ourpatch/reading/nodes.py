"""From characters to a tree of nodes that know their place, in one pass over the parser's events.

PyYAML's own composer would crash the process on 100,000 nested brackets and would expand aliases,
so the tree is built here from the event stream, and the screening happens on the way. Every scalar
stays the text that somebody typed.
"""

from dataclasses import dataclass, field
from typing import Any

import yaml

from ourpatch.reading.faults import Fault
from ourpatch.reading.wording import plain_words

#: An entry needs three levels (checks, one check, one of its parts).
DEEPEST = 6

_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@dataclass(slots=True)
class Scalar:
    """A piece of text. `plain` is true when it has no quotes and is not a block."""

    text: str
    line: int
    column: int
    plain: bool = True


@dataclass(slots=True)
class List:
    """A list of nodes."""

    line: int
    column: int
    items: list["Node"] = field(default_factory=list)


@dataclass(slots=True)
class Mapping:
    """Field names and their values, in the order of the file, repeats included."""

    line: int
    column: int
    pairs: list[tuple[Scalar, "Node"]] = field(default_factory=list)
    waiting: Scalar | None = None


Node = Scalar | List | Mapping


@dataclass(slots=True)
class Tree:
    """The top node (None for an empty file), the faults, and whether reading got to the end."""

    top: Node | None = None
    faults: list[Fault] = field(default_factory=list)
    complete: bool = True


def compose(text: str) -> Tree:
    """The tree of a file. After a fault that stops the parser, the tree holds what came before it."""
    composer = _Composer(text)
    loader = _LOADER(text)
    try:
        while composer.take(loader.get_event()):
            pass
    except yaml.YAMLError as error:
        composer.tree.faults.append(plain_words(error, text))
        composer.tree.complete = False
    finally:
        loader.dispose()
    return composer.tree


class _Composer:
    """Takes events one at a time and grows the tree. Open lists and mappings wait on a stack."""

    def __init__(self, text: str) -> None:
        self.tree = Tree()
        self.open: list[List | Mapping] = []
        self.documents = 0

    def take(self, event: yaml.Event) -> bool:
        """Take one event; False when there is nothing more to read."""
        match type(event):
            case yaml.ScalarEvent:
                return self._scalar(event)
            case yaml.MappingStartEvent:
                return self._start(event, Mapping)
            case yaml.SequenceStartEvent:
                return self._start(event, List)
            case yaml.MappingEndEvent | yaml.SequenceEndEvent:
                self.open.pop()
            case yaml.AliasEvent:
                self._fault(event, "alias", "A * at the start of a value means a copy of another.")
                self._place(Scalar("", event.start_mark.line + 1, event.start_mark.column + 1))
            case yaml.DocumentStartEvent:
                return self._document(event)
            case yaml.StreamEndEvent:
                return False
        return True

    def _scalar(self, event: Any) -> bool:
        mark = event.start_mark
        if event.anchor is not None or event.tag is not None:
            self._screen(event)
        self._place(Scalar(event.value, mark.line + 1, mark.column + 1, event.style is None))
        return True

    def _start(self, event: Any, shape: type[List] | type[Mapping]) -> bool:
        if event.anchor is not None or event.tag is not None:
            self._screen(event)
        if len(self.open) >= DEEPEST:
            message = "This is nested too deeply: brackets inside brackets inside brackets."
            self._fault(event, "too-deep", message, "look for a bracket typed twice")
            return self._stop()
        node = shape(event.start_mark.line + 1, event.start_mark.column + 1)
        self._place(node)
        self.open.append(node)
        return True

    def _place(self, node: Node) -> None:
        if not self.open:
            self.tree.top = node
            return
        parent = self.open[-1]
        if isinstance(parent, List):
            parent.items.append(node)
        elif parent.waiting is not None:
            parent.pairs.append((parent.waiting, node))
            parent.waiting = None
        elif isinstance(node, Scalar):
            parent.waiting = node
        else:
            message = "A field’s name cannot be a list."
            hint = "a line starts with the field’s name, a colon and a space"
            self.tree.faults.append(Fault(node.line, node.column, "name-shape", message, hint))
            parent.waiting = Scalar("", node.line, node.column)

    def _document(self, event: Any) -> bool:
        self.documents += 1
        if event.version or event.tags:
            self._fault(event, "directive", "Leave out the lines that begin with %.")
        if self.documents > 1:
            message = "This file holds a second entry, after the line ---."
            self._fault(event, "two-documents", message, "give each entry a file of its own")
            return self._stop()
        return True

    def _screen(self, event: Any) -> None:
        if event.anchor is not None:
            message = "An & at the start of a value names it for copying."
            self._fault(event, "anchor", message)
        if event.tag is not None:
            message = "A ! at the start of a value gives it a type, which entries do not use."
            self._fault(event, "tag", message, "put quotes round it if the ! is part of the words")

    def _fault(self, event: Any, rule: str, message: str, hint: str = "") -> None:
        mark = event.start_mark
        hint = hint or "write the words out in full, or put quotes round them"
        self.tree.faults.append(Fault(mark.line + 1, mark.column + 1, rule, message, hint))

    def _stop(self) -> bool:
        self.tree.complete = False
        return False
