"""From characters to a tree of nodes that know their place, in one pass over the parser's events.

PyYAML's own composer would crash the process on 100,000 nested brackets and would expand aliases,
so the tree is built here from the event stream, and the screening happens on the way. Every scalar
stays the text that somebody typed.
"""

from dataclasses import dataclass, field
from typing import Any

import yaml

from ourpatch import fields
from ourpatch.reading import screening
from ourpatch.reading.faults import Fault
from ourpatch.reading.stopping import Stop, indent
from ourpatch.reading.wording import bracket_never_closed, plain_words

#: An entry needs three levels (checks, one check, one of its parts).
DEEPEST = 6

# Only the C parser: the Python one reads some addresses otherwise, and takes ten times as long.
_LOADER: Any = yaml.CSafeLoader


@dataclass(slots=True)
class Scalar:
    """A piece of text. `plain` is true when it has no quotes and is not a block.

    `usable` is false when a fault has been noted about it already.
    """

    text: str
    line: int
    column: int
    plain: bool = True
    usable: bool = True


@dataclass(slots=True)
class List:
    """A list of nodes. `flow` is true when it stands in brackets."""

    line: int
    column: int
    flow: bool = False
    items: list["Node"] = field(default_factory=list)


@dataclass(slots=True)
class Mapping:
    """Field names and their values, in the order of the file, repeats included."""

    line: int
    column: int
    flow: bool = False
    pairs: list[tuple[Scalar, "Node"]] = field(default_factory=list)
    waiting: Scalar | None = None


Node = Scalar | List | Mapping


@dataclass(slots=True)
class Tree:
    """The top node (None for an empty file), the faults, and whether reading got to the end.

    When it did not, what stands from the line `sure_until` on is not to be relied on.
    """

    top: Node | None = None
    faults: list[Fault] = field(default_factory=list)
    complete: bool = True
    sure_until: int = 0


def compose(text: str) -> Tree:
    """The tree of a file; when something stops the parser, of what came before that."""
    composer = _Composer(text)
    loader = _LOADER(text)
    try:
        while composer.take(loader.get_event()):
            pass
    except yaml.YAMLError as error:
        composer.fail(error)
    finally:
        loader.dispose()
    return composer.tree


class _Composer:
    """Takes events one at a time and grows the tree. Open lists and mappings wait on a stack."""

    def __init__(self, text: str) -> None:
        self.tree = Tree()
        self.text = text
        self.lines = [
            *text.split("\n"),
            "",
        ]  # marks at the end may stand on a line that is not there
        self.open: list[List | Mapping] = []
        self.last: Any = None
        self.closed: Node | None = None
        self.documents = 0
        self.copied: set[str] = set()

    def take(self, event: Any) -> bool:
        """Take one event; False when there is nothing more to read."""
        self.last = event
        match type(event):
            case yaml.ScalarEvent:
                return self._scalar(event)
            case yaml.MappingStartEvent:
                return self._start(event, Mapping)
            case yaml.SequenceStartEvent:
                return self._start(event, List)
            case yaml.MappingEndEvent | yaml.SequenceEndEvent:
                return self._end(event)
            case yaml.AliasEvent:
                self._alias(event)
            case yaml.DocumentStartEvent:
                return self._document(event)
            case yaml.StreamEndEvent:
                return False
        return True

    def fail(self, error: yaml.YAMLError) -> None:
        """Note what stopped the parser, unless that follows from a fault that is known already.

        The words right before the spot are not to be relied on when they run over several lines.
        """
        closed = (self.closed.line - 1, self.closed.column - 1) if self.closed else None
        fault = plain_words(Stop.of(error, self.lines, self.last, closed))
        known = {noted.line for noted in self.tree.faults}
        self._stop(fault)
        if fault.line in known or isinstance(self.tree.top, List):
            self.tree.faults.pop()
        if isinstance(self.tree.top, List):  # which is told instead
            self.tree.sure_until = 0
            return
        last: Any = self.last if isinstance(self.last, yaml.ScalarEvent) else None
        if last and last.start_mark.line < last.end_mark.line:
            self.tree.sure_until = min(last.start_mark.line + 1, fault.line)

    def _stop(self, fault: Fault) -> bool:
        """Note a fault after which nothing can be relied on."""
        self.tree.faults.append(fault)
        self.tree.complete = False
        self.tree.sure_until = fault.line
        return False

    def _scalar(self, event: Any) -> bool:
        mark = event.start_mark
        node = Scalar(event.value, mark.line + 1, mark.column + 1, not event.style)
        parent = self.open[-1] if self.open else None
        key = self._key()
        for fault in screening.words(event, self.lines, key, isinstance(parent, List)):
            if fault.stops:
                return self._stop(fault)
            self.tree.faults.append(fault)
            node.usable = fault.strength == "warning"
        if mark_fault := screening.mark(event, self.text, self.lines, key):
            self.tree.faults.append(mark_fault)
            node.usable = False
        if isinstance(parent, Mapping) and not parent.waiting and (opened := self._unclosed(node)):
            return self._stop(bracket_never_closed(self.lines, opened.line - 1, opened.column - 1))
        self._place(node)
        return True

    def _start(self, event: Any, shape: type[List] | type[Mapping]) -> bool:
        node = shape(event.start_mark.line + 1, event.start_mark.column + 1, event.flow_style)
        if fault := screening.mark(event, self.text, self.lines, self._key()):
            self.tree.faults.append(fault)
        if len(self.open) >= DEEPEST:
            message = "Too many brackets, dashes or fields stand inside each other here."
            hint = "take some of them out"
            return self._stop(Fault(node.line, node.column, "too-deep", message, hint))
        self._place(node)
        self.open.append(node)
        return True

    def _end(self, event: Any) -> bool:
        self.closed = node = self.open.pop()
        mark = event.start_mark
        if (
            node.flow
            and node.line <= mark.line
            and not self.lines[mark.line][: mark.column].strip()
        ):
            # A closing bracket alone on its line closes what began on a line as far in as itself.
            levels = [indent(self.lines[each.line - 1]) for each in (*self.open, node)]
            if levels[-1] != mark.column and mark.column in levels[:-1]:
                return self._stop(bracket_never_closed(self.lines, node.line - 1, node.column - 1))
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
            message = "A bracket cannot stand where a field’s name should be."
            hint = "start the line with the field’s name, a colon and a space"
            self.tree.faults.append(Fault(node.line, node.column, "name-shape", message, hint))
            parent.waiting = Scalar("", node.line, node.column, usable=False)

    def _unclosed(self, key: Scalar) -> Node | None:
        """The bracket that was never closed, when a field's name lines up with those outside it."""
        if self.lines[key.line - 1][: key.column - 1].strip():
            return None
        # In brackets, a field's name may begin a group of its own, which begins where it does.
        around = [each for each in self.open if (each.line, each.column) != (key.line, key.column)]
        if len(around) < 2 or not around[-1].flow:
            return None
        outer = [each.pairs for each in around[:-1] if isinstance(each, Mapping) and each.pairs]
        lined_up = key.column in {pairs[0][0].column for pairs in outer}
        own = fields.inside(outer[-1][-1][0].text) if outer else {}
        return around[-1] if lined_up and key.text not in own else None

    def _document(self, event: Any) -> bool:
        self.documents += 1
        line, column = event.start_mark.line + 1, event.start_mark.column + 1
        if event.version or event.tags:
            message = "A line cannot start with %."
            self.tree.faults.append(Fault(line, column, "directive", message, "take this line out"))
        if self.documents > 1:
            message = "A second entry starts here, at the line ---."
            hint = "take the line out, or give the second entry a file of its own"
            return self._stop(Fault(line, column, "two-documents", message, hint))
        return True

    def _alias(self, event: Any) -> None:
        mark = event.start_mark
        if event.anchor not in self.copied:  # a program that wrote one wrote many
            self.copied.add(event.anchor)
            self.tree.faults.append(screening.alias(event, self.text, self.lines, self._key()))
        self._place(Scalar("", mark.line + 1, mark.column + 1, usable=False))

    def _key(self) -> str:
        """The name of the field whose value comes next; empty in a list."""
        parent = self.open[-1] if self.open else None
        return parent.waiting.text if isinstance(parent, Mapping) and parent.waiting else ""
