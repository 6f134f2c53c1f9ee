"""The field table: everything an entry may say, read from `vocabulary/fields.yml`."""

from dataclasses import dataclass
from functools import cache
from typing import Any

import yaml

from ourpatch.house import VOCABULARY


@dataclass(frozen=True, slots=True)
class Field:
    """One row of the field table. The head of `vocabulary/fields.yml` says what each part means."""

    name: str
    label: str
    help: str
    kind: str
    column: str = ""
    required: bool = False
    words: str = ""
    main: str = ""
    choices: tuple[str, ...] = ()
    longest: int = 0
    least: int = 0
    most: int = 0
    reach: bool = False
    news: bool = True
    table: str = "entry"
    example: Any = None
    open_referral: str = ""

    @property
    def group(self) -> str:
        """The name of the group this field is inside; empty at the top."""
        return self.name.rpartition(".")[0]

    @property
    def key(self) -> str:
        """The word to write in the file, without the group's name."""
        return self.name.rpartition(".")[2]

    @property
    def is_group(self) -> bool:
        """True when the field holds other fields and no value of its own."""
        return self.kind in ("group", "groups")


def _field(row: dict[str, Any]) -> Field:
    """A row, all text, as a Field. Raises TypeError for a part that no row has."""
    limits = ("longest", "least", "most")
    numbers: dict[str, Any] = {key: int(row[key]) for key in limits if key in row}
    flags = {key: row[key] == "yes" for key in ("required", "reach", "news") if key in row}
    column = row.get("column") or row["name"].replace(".", "_")
    choices = tuple(row.get("choices", ()))
    return Field(**(row | numbers | flags | {"column": column, "choices": choices}))


@cache
def fields() -> tuple[Field, ...]:
    """Every field, in the order of the table, which is the order of a well-kept entry."""
    rows = yaml.load((VOCABULARY / "fields.yml").read_bytes(), Loader=yaml.CBaseLoader)
    return tuple(_field(row) for row in rows)


@cache
def by_name() -> dict[str, Field]:
    """The fields by their dotted names."""
    return {field.name: field for field in fields()}


@cache
def inside(group: str) -> dict[str, Field]:
    """The fields directly inside a group (or at the top, for no name), by the word to write."""
    return {field.key: field for field in fields() if field.group == group}


@cache
def columns(table: str) -> tuple[Field, ...]:
    """The fields kept in one table of the database (`entry` or `entry_text`), in table order."""
    return tuple(
        field
        for field in fields()
        if field.table == table and not field.is_group and not _in_a_list(field)
    )


def _in_a_list(field: Field) -> bool:
    """True for a part of a list of groups, but not its main part, which stands for the list."""
    group = by_name().get(field.group)
    return group is not None and group.kind == "groups" and group.main != field.key
