"""What helps somebody who edits a file: a schema for editors, and a blank entry to fill in.

Editors with a YAML language server read the schema that a file's first line names, and then
complete and explain the fields. The checks know more than any schema can say, so the schema only
says what it can without being wrong.
"""

import json
from collections.abc import Iterator
from typing import Any

from ourpatch.fields import Field, fields, inside
from ourpatch.words import vocabulary

#: The first line of an entry, for editors. It holds from any folder beside docs/.
MODELINE = "# yaml-language-server: $schema=../docs/entry.schema.json"

#: Nothing after a field's name is as good as no field, and every value may be written in any way
#: that YAML takes for text, a number, or yes and no.
_ANY_ONE_VALUE = ["string", "number", "boolean", "null"]


def schema() -> str:
    """docs/entry.schema.json: JSON Schema draft 7, which is what editors know best."""
    whole = {
        "$schema": "http://json-schema.org/draft-07/schema#",
        "$comment": "Made by `python -m ourpatch.reference` from vocabulary/. Change it there.",
        "title": "An entry of Our Patch",
        **_group(""),
    }
    return json.dumps(whole, ensure_ascii=False, indent=1) + "\n"


def _group(name: str) -> dict[str, Any]:
    """The schema of the fields inside a group, or at the top for no name."""
    rows = inside(name).values()
    needed = [row.key for row in rows if row.required]
    return {
        "type": ["object"] if not name else ["object", "null"],
        "additionalProperties": False,
        "properties": {row.key: _property(row) for row in rows},
        **({"required": needed} if needed else {}),
    }


def _property(row: Field) -> dict[str, Any]:
    said: dict[str, Any] = {"title": row.label, "description": row.help}
    if row.example is not None:
        said["examples"] = [row.example]
    return said | _shape(row)


def _shape(row: Field) -> dict[str, Any]:
    """What may stand there. The words of a vocabulary are offered, but others may be known too."""
    one = {"type": _ANY_ONE_VALUE}
    if row.kind == "group":
        return {"anyOf": [_group(row.name), one]} if row.main else _group(row.name)
    if row.kind == "groups":
        return {"type": ["array", "null"], "items": {"anyOf": [_group(row.name), one]}}
    if row.kind in ("terms", "lines", "weekly times", "entry ids"):
        return {"type": ["array", "null"], "items": _offered(row)}
    return _offered(row)


def _offered(row: Field) -> dict[str, Any]:
    words: list[str] = list(row.choices)
    if row.words:
        words = [term.id.replace("-", " ") for term in vocabulary(row.words).terms]
    if row.kind == "yes or no":
        words = ["yes", "no"]
    free: dict[str, Any] = {"type": _ANY_ONE_VALUE}
    return {"anyOf": [{"enum": words}, free]} if words else free


def blank_entry() -> str:
    """docs/blank-entry.yml: every field with nothing after it, and beside it what to write."""
    return "\n".join([MODELINE, *_blank_lines(), ""])


def _blank_lines() -> Iterator[str]:
    yield "# Copy this file into entries/ and call it after the entry: sew-sociable.yml. A name, a"
    yield "# summary and one way to get in touch are enough; leave the rest empty, or take it out."
    yield "# Words in square brackets have commas between them; docs/words.md lists them all."
    yield "# (Made by `python -m ourpatch.reference` from vocabulary/. Change it there.)"
    for row in fields():
        if not row.group:
            yield ""
            yield from _blank_field(row, "")
    yield ""


def _blank_field(row: Field, indent: str) -> Iterator[str]:
    """A field's line, and the lines of the fields inside it."""
    if row.is_group:
        yield f"{indent}{row.key}:  # {row.help}"
        first = f"{indent}  - " if row.kind == "groups" else f"{indent}  "
        for part in inside(row.name).values():
            for line in _blank_field(part, ""):
                yield first + line
                first = f"{indent}{'    ' if row.kind == 'groups' else '  '}"
        return
    value = "" if row.kind not in ("terms", "lines", "weekly times", "entry ids") else " []"
    yield f"{indent}{row.key}:{value}  # {_explained(row)}"


def _explained(row: Field) -> str:
    """The help, with the choices where there are few and an example where it has none."""
    choices = f" One of: {', '.join(row.choices)}." if row.choices else ""
    example = "" if choices else _example(row)
    return f"{row.help}{choices}{f' Such as: {example}' if example else ''}"


def _example(row: Field) -> str:
    value = row.example
    if isinstance(value, list):
        return ", ".join(value)
    words = " ".join(str(value).split())
    return "" if words in row.help else words
