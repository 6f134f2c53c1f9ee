"""One Jinja template, as Jinja has read it, written as JavaScript.

A template becomes an object: the template it extends, its body, its blocks. A body is a function of
`c`, an object with everything that can be named there; a scope inside it is an object made from it.
Each kind of node has a method of its name; a kind without one is not for our templates.
"""

import json
from collections.abc import Iterable, Iterator
from typing import Any

from jinja2 import nodes

#: Filters, by their name in static/pages/jinja.js.
FILTERS = {
    "first": "first", "join": "join", "last": "last", "length": "length", "list": "list",
    "map": "map", "rejectattr": "rejectAttribute", "replace": "replace", "safe": "safe",
    "select": "select", "selectattr": "selectAttribute", "trim": "trim",
}  # fmt: skip

#: Methods of Python's that templates may call: a dict's `get`, and a text's `split`.
METHODS = {"get": "get", "split": "split"}

#: What a written template may need of static/pages/jinja.js.
KNOWN = {
    *FILTERS.values(), *METHODS.values(),
    "block", "call", "each", "holds", "imported", "include", "is", "macro", "or", "and", "part",
    "say", "within", "together",
}  # fmt: skip

COMPARED = {"eq": "===", "ne": "!==", "lt": "<", "lteq": "<=", "gt": ">", "gteq": ">="}


class Script:
    """Writes one template. `emptied` are blocks for Datasette's own pages, which are left out."""

    def __init__(self, name: str, emptied: Iterable[str]) -> None:
        self.name, self.emptied = name, set(emptied)
        self.blocks: dict[str, str] = {}

    def template(self, tree: nodes.Template) -> str:
        """The template as one property of an object."""
        parent, told = "null", tree.body
        for at, node in enumerate(tree.body):
            if isinstance(node, nodes.Extends):
                parent = _text(node.template)
                told = [*tree.body[:at], *self._unseen(tree.body[at + 1 :])]
        body = self.body(told)
        blocks = "".join(f"      {name}: {made},\n" for name, made in self.blocks.items())
        about = f"    parent: {parent},\n    body: {body},\n    blocks: {{\n{blocks}    }},\n"
        return f'  "{self.name}": {{\n{about}  }},\n'

    def _unseen(self, told: Iterable[nodes.Node]) -> Iterator[nodes.Node]:
        """What follows the line that names another template: blocks are for that one to place."""
        for node in told:
            if isinstance(node, nodes.Block):
                self._block(node)
            elif not isinstance(node, nodes.Output):
                yield node

    def body(self, told: Iterable[nodes.Node]) -> str:
        """Some nodes as a function that gives what they show."""
        lines = "".join(self.statement(node) for node in told)
        return f'(c) => {{\nlet o = "";\n{lines}return o;\n}}'

    def statement(self, node: nodes.Node) -> str:
        """A node that shows or does something, as lines."""
        return str(self._method("do", node)(node))

    def value(self, node: nodes.Node) -> str:
        """A node that is worth something, as an expression."""
        return str(self._method("of", node)(node))

    def test(self, node: nodes.Node) -> str:
        """A node as an expression that is true or false, as Python judges it."""
        match node:
            case nodes.And():
                return f"({self.test(node.left)} && {self.test(node.right)})"
            case nodes.Or():
                return f"({self.test(node.left)} || {self.test(node.right)})"
            case nodes.Not():
                return f"!{self.test(node.node)}"
            case nodes.Compare() | nodes.Test():
                return self.value(node)
        return f"is({self.value(node)})"

    def _method(self, what: str, node: nodes.Node) -> Any:
        kind = type(node).__name__.lower()
        found = getattr(self, f"{what}_{kind}", None)
        return found or self._stop(node, f"{kind} is not known")

    def _stop(self, node: nodes.Node, why: str) -> Any:
        where = f"templates/{self.name}:{node.lineno}"
        raise ValueError(f"{where}: the pages drawn in a browser cannot say this ({why})")

    def _block(self, node: nodes.Block) -> None:
        if not (self.name == "base.html" and node.name in self.emptied):
            self.blocks[node.name] = self.body(node.body)

    # What shows or does something.

    def do_output(self, node: nodes.Output) -> str:
        """Text, and what stands in double braces."""
        parts = [
            _quoted(each.data) if isinstance(each, nodes.TemplateData) else self._shown(each)
            for each in node.nodes
        ]
        return f"o += {' + '.join(parts)};\n"

    def _shown(self, node: nodes.Expr) -> str:
        return f"say({self.value(node)})"

    def do_block(self, node: nodes.Block) -> str:
        """A block, as the last template to name it has it."""
        self._block(node)
        return f"o += block(c, {_quoted(node.name)});\n"

    def do_if(self, node: nodes.If) -> str:
        """If, else if, else."""
        lines = f"if ({self.test(node.test)}) {{\n{self._lines(node.body)}}}"
        for other in node.elif_:
            lines += f" else if ({self.test(other.test)}) {{\n{self._lines(other.body)}}}"
        return lines + (f" else {{\n{self._lines(node.else_)}}}\n" if node.else_ else "\n")

    def _lines(self, told: Iterable[nodes.Node]) -> str:
        return "".join(map(self.statement, told))

    def do_for(self, node: nodes.For) -> str:
        """A loop, perhaps over some of a list only."""
        if node.else_ or node.recursive:
            self._stop(node, "a loop with else, or in itself")
        target = node.target
        names = target.items if isinstance(target, nodes.Tuple) else [target]
        listed = json.dumps([self._named(name) for name in names])
        only = f", (c) => {self.test(node.test)}" if node.test else ""
        return f"o += each(c, {listed}, {self.value(node.iter)}, {self.body(node.body)}{only});\n"

    def _named(self, node: nodes.Node) -> str:
        return node.name if isinstance(node, nodes.Name) else str(self._stop(node, "this name"))

    def do_assign(self, node: nodes.Assign) -> str:
        """A name for a value."""
        return f"c.{self._named(node.target)} = {self.value(node.node)};\n"

    def do_assignblock(self, node: nodes.AssignBlock) -> str:
        """A name for some of the page."""
        if node.filter:
            self._stop(node, "a filter on a block")
        return f"c.{self._named(node.target)} = part(c, {self.body(node.body)});\n"

    def do_include(self, node: nodes.Include) -> str:
        """Another template, in the middle of this one."""
        return f"o += include(c, {_text(node.template)});\n"

    def do_import(self, node: nodes.Import) -> str:
        """All the macros of another template under one name."""
        return f"c.{node.target} = {self._module(node)};\n"

    def do_fromimport(self, node: nodes.FromImport) -> str:
        """Some macros of another template."""
        pairs = [name if isinstance(name, tuple) else (name, name) for name in node.names]
        taken = ", ".join(f"{name}: c.{known}" for name, known in pairs)
        return f"({{ {taken} }} = {self._module(node)});\n"

    def _module(self, node: nodes.Import | nodes.FromImport) -> str:
        return f"imported(c, {_text(node.template)}, {'true' if node.with_context else 'false'})"

    def do_macro(self, node: nodes.Macro) -> str:
        """A piece of page with blanks to fill."""
        names = [arg.name for arg in node.args]
        optional = names[len(names) - len(node.defaults) :]
        pairs = zip(optional, map(self.value, node.defaults), strict=True)
        otherwise = ", ".join(f"{name}: {value}" for name, value in pairs)
        more = f", {{ {otherwise} }}" if otherwise else ""
        return f"c.{node.name} = macro(c, {json.dumps(names)}, {self.body(node.body)}{more});\n"

    def do_callblock(self, node: nodes.CallBlock) -> str:
        """A macro with a piece of page to put in it."""
        if node.args or not isinstance(node.call.node, nodes.Name):
            self._stop(node, "this call")
        given = [f"part(c, {self.body(node.body)})", *map(self.value, node.call.args)]
        return f"o += say({self.value(node.call.node)}.calling({', '.join(given)}));\n"

    # What is worth something.

    def of_const(self, node: nodes.Const) -> str:
        """A text, number, True, False or None."""
        return _quoted(node.value)

    def of_name(self, node: nodes.Name) -> str:
        """What a name stands for here."""
        return f"c.{node.name}"

    def of_getattr(self, node: nodes.Getattr) -> str:
        """A fact of something, or nothing."""
        return f"{self.value(node.node)}?.{node.attr}"

    def of_getitem(self, node: nodes.Getitem) -> str:
        """One of a list, a fact by its name, or a part of a list."""
        if isinstance(node.arg, nodes.Slice):
            if node.arg.step:
                self._stop(node, "a slice with steps")
            ends = (node.arg.start, node.arg.stop)
            first, last = (self.value(end) if end else "undefined" for end in ends)
            return f"within({self.value(node.node)}, {first}, {last})"
        return f"{self.value(node.node)}?.[{self.value(node.arg)}]"

    def of_call(self, node: nodes.Call) -> str:
        """A macro, a function of ours, or one of two methods."""
        if node.kwargs or node.dyn_args or node.dyn_kwargs:
            self._stop(node, "a call with names")
        given = ", ".join(map(self.value, node.args))
        if isinstance(node.node, nodes.Name):
            return f"call(c.{node.node.name}, {given})" if given else f"call(c.{node.node.name})"
        if isinstance(node.node, nodes.Getattr) and node.node.attr in METHODS:
            return f"{METHODS[node.node.attr]}({self.value(node.node.node)}, {given})"
        return str(self._stop(node, "this call"))

    def of_filter(self, node: nodes.Filter) -> str:
        """A value, changed. A filter of our own is called by the name it has in Jinja."""
        if node.name not in FILTERS or node.node is None or node.kwargs:
            return str(self._stop(node, f"the filter {node.name}"))
        given = ", ".join(map(self.value, [node.node, *node.args]))
        return f"map(c, {given})" if node.name == "map" else f"{FILTERS[node.name]}({given})"

    def of_test(self, node: nodes.Test) -> str:
        """Whether something is None, or is there at all."""
        found = {"none": "=== null", "defined": "!== undefined"}.get(node.name)
        return f"({self.value(node.node)} {found or self._stop(node, f'is {node.name}')})"

    def of_compare(self, node: nodes.Compare) -> str:
        """One comparison."""
        if len(node.ops) != 1:
            self._stop(node, "a chain of comparisons")
        (other,), left = node.ops, self.value(node.expr)
        right = self.value(other.expr)
        if other.op in ("in", "notin"):
            return f"{'!' if other.op == 'notin' else ''}holds({right}, {left})"
        return f"({left} {COMPARED[other.op]} {right})"

    def of_and(self, node: nodes.And) -> str:
        """The first that is nothing, or the last."""
        return f"and({self.value(node.left)}, {self.value(node.right)})"

    def of_or(self, node: nodes.Or) -> str:
        """The first that is something, or the last."""
        return f"or({self.value(node.left)}, {self.value(node.right)})"

    def of_not(self, node: nodes.Not) -> str:
        """Whether something is nothing."""
        return self.test(node)

    def of_condexpr(self, node: nodes.CondExpr) -> str:
        """One value or another."""
        other = self.value(node.expr2) if node.expr2 else "undefined"
        return f"({self.test(node.test)} ? {self.value(node.expr1)} : {other})"

    def of_concat(self, node: nodes.Concat) -> str:
        """Texts one after the other."""
        return f"together({', '.join(map(self.value, node.nodes))})"

    def of_add(self, node: nodes.Add) -> str:
        """A sum of numbers."""
        return f"({self.value(node.left)} + {self.value(node.right)})"

    def of_sub(self, node: nodes.Sub) -> str:
        """A difference of numbers."""
        return f"({self.value(node.left)} - {self.value(node.right)})"

    def of_list(self, node: nodes.List | nodes.Tuple) -> str:
        """A list."""
        return f"[{', '.join(map(self.value, node.items))}]"

    of_tuple = of_list

    def of_dict(self, node: nodes.Dict) -> str:
        """Values by name."""
        pairs = (f"{self.value(pair.key)}: {self.value(pair.value)}" for pair in node.items)
        return f"{{ {', '.join(pairs)} }}"


def _text(node: nodes.Node) -> str:
    """The name of a template, which must stand there as it is."""
    if not isinstance(node, nodes.Const):
        raise ValueError(f"line {node.lineno}: a template must be named in so many words")
    return _quoted(node.value)


def _quoted(value: Any) -> str:
    """A constant as JavaScript."""
    return json.dumps(value, ensure_ascii=False)
