"""From an entry's values to the YAML file a volunteer would like to edit.

The opposite of `reading`: what `to_yaml` writes, `read_entry` reads back as the same values. The
importers, and every form that makes an entry, write through here, so that no file is ever put
together from raw text.
"""

import json
import re
from typing import Any

import yaml

from ourpatch import fields
from ourpatch.fields import Field

# Characters the reader would stop at when they stand in a file as they are: control characters,
# the ones nobody can see, and the two that YAML forbids. Between double quotes they are written
# as escapes instead.
_UNSEEN = re.compile(
    r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b\u2028\u2029\u202a-\u202e\u2060\u2066-\u2069\ufeff\ufffe\uffff]"
)
# A tab, or a space at a line's end, cannot be seen in a block, and YAML keeps it out of one. After
# these starts of a line, the reader takes a no-break space for a slip.
_NOT_IN_A_BLOCK = re.compile(r"\t| (\n|$)|^[ -]*([a-z_]+:)?\xa0", re.MULTILINE)
# A curly quote at the start looks like YAML's own. A charity's number is no number to add up, and
# is quoted whether or not YAML would take it for one.
_LOOKS_ODD = re.compile(r"[“”„‘’]|[\d.,:_+-]+$")
_ISO_DAY = re.compile(r"\d{4}-\d\d-\d\d")

#: No line is folded: a sentence that stays on its line is easier to edit and to compare.
_ANY_WIDTH = 1_000_000

#: A list of words that fits beside its field's name is written there: [company, crafts].
_WIDEST_LIST = 80


def to_yaml(values: dict[str, Any]) -> str:
    """An entry as text, in the order of the field table. Raises KeyError for an unknown field."""
    return yaml.dump(
        _group(values, ""),
        Dumper=_Dumper,
        sort_keys=False,
        allow_unicode=True,
        width=_ANY_WIDTH,
        default_flow_style=False,
    )


def _group(values: dict[str, Any], group: str) -> dict[str, Any]:
    """The fields of one group in table order, each value ready for the dumper."""
    known = fields.inside(group)
    if unknown := values.keys() - known.keys():
        raise KeyError(f"no field is called {', '.join(sorted(unknown))} in “{group}”")
    return {_Bare(key): _value(row, values[key]) for key, row in known.items() if key in values}


def _value(row: Field, value: Any) -> Any:
    if row.kind == "group":
        return _group(value, row.name)
    if row.kind == "groups":
        return [_group(each, row.name) for each in value]
    if row.kind == "text" and value.strip():
        return _Block(value)
    if row.kind == "money" and isinstance(value, int | float):
        return _Bare(f"{value:.2f}".removesuffix(".00"))
    bare = row.kind == "choice" or (row.kind.endswith("date") and _ISO_DAY.fullmatch(value))
    return _Bare(value) if bare else value


class _Bare(str):
    """Text that needs no quotes, though YAML alone would not take it for text (yes, a date)."""


class _Block(str):
    """Text with lines and paragraphs, written below its field's name after a |."""


class _Dumper(yaml.SafeDumper):
    """PyYAML's dumper, with double quotes, indented lists, and escapes for what cannot be seen."""

    def ignore_aliases(self, data: Any) -> bool:
        """Write a value out each time: a reference to another place is not for volunteers."""
        return True

    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:
        """Start the dashes of a list further in than its field's name."""
        super().increase_indent(flow, False)

    def choose_scalar_style(self) -> str:
        """Double quotes wherever quotes are needed, so that St John’s stays readable."""
        style: str = super().choose_scalar_style()
        return '"' if style == "'" else style

    def write_double_quoted(self, text: str, split: bool = True) -> None:
        """Text between double quotes, on one line. JSON's escapes are YAML's too."""
        quoted = json.dumps(text, ensure_ascii=False)
        quoted = _UNSEEN.sub(lambda found: f"\\u{ord(found[0]):04x}", quoted)
        self.write_indicator(quoted, True)


def _text(dumper: _Dumper, text: str) -> yaml.ScalarNode:
    """Words; in quotes where YAML, our reader or a person might take them for something else."""
    quoted = bool(_UNSEEN.search(text) or _LOOKS_ODD.match(text))
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, '"' if quoted else None)


def _bare(dumper: _Dumper, text: _Bare) -> yaml.ScalarNode:
    """Words under the very type YAML would guess for them, so that they need no quotes."""
    tag = dumper.resolve(yaml.ScalarNode, str(text), (True, False))  # type: ignore[no-untyped-call]
    return dumper.represent_scalar(tag, str(text))


def _block(dumper: _Dumper, text: _Block) -> yaml.ScalarNode:
    """Lines of words. The one line end after the last keeps the | free of signs."""
    if _UNSEEN.search(text) or _NOT_IN_A_BLOCK.search(text):
        return _text(dumper, str(text))
    return dumper.represent_scalar("tag:yaml.org,2002:str", f"{text}\n", "|")


def _yes_or_no(dumper: _Dumper, said: bool) -> yaml.ScalarNode:
    return _bare(dumper, _Bare("yes" if said else "no"))


def _list(dumper: _Dumper, items: list[Any]) -> yaml.SequenceNode:
    """A list of words beside its field’s name when it fits; anything else below it."""
    words = all(isinstance(item, str) for item in items)
    beside = words and sum(len(item) + 2 for item in items) <= _WIDEST_LIST
    return dumper.represent_sequence("tag:yaml.org,2002:seq", items, flow_style=beside)


_Dumper.add_representer(str, _text)
_Dumper.add_representer(_Bare, _bare)
_Dumper.add_representer(_Block, _block)
_Dumper.add_representer(bool, _yes_or_no)
_Dumper.add_representer(list, _list)
