"""The questions of the form: the field table, in the steps of `vocabulary/form.yml`."""

from dataclasses import dataclass
from functools import cache
from typing import Any, Literal

import yaml

from ourpatch import fields
from ourpatch.fields import Field
from ourpatch.house import VOCABULARY
from ourpatch.words import vocabulary

Control = Literal[
    "line", "long line", "lines", "paragraphs", "ticks", "one of few", "one of many"
]  # fmt: skip

#: What is asked with, by the kind of the field.
_CONTROLS: dict[str, Control] = {
    "text": "paragraphs",
    "lines": "lines",
    "weekly times": "lines",
    "entry ids": "lines",
    "terms": "ticks",
    "term": "one of many",
    "choice": "one of few",
    "yes or no": "one of few",
}

#: A line that may be longer than this gets room to be read while it is typed.
_LONG = 150

#: More choices than this are easier in a list that opens.
_FEW = 4

#: The keys a phone shows, and what a browser may offer to fill in, by the kind of the field.
_KEYS = {"phone": "tel", "email": "email", "web address": "url", "whole number": "numeric"}
_FILLED_IN = {"phone": "tel", "email": "email", "web address": "url"}


@dataclass(frozen=True, slots=True)
class Option:
    """One thing to choose: what is sent, what people read, and the family it stands in."""

    value: str
    label: str
    group: str = ""


@dataclass(frozen=True, slots=True)
class Question:
    """One field as it is asked. `needed` is true when there is no entry without it."""

    row: Field
    ask: str
    help: str
    why: str
    example: str
    control: Control
    options: tuple[Option, ...] = ()

    @property
    def name(self) -> str:
        """The name of the field, and of what the form sends."""
        return self.row.name

    @property
    def id(self) -> str:
        """The name as part of a page's address."""
        return self.name.replace(".", "-")

    @property
    def families(self) -> list[tuple[str, list[Option]]]:
        """The options by the family they stand in, in the order of the vocabulary."""
        named = dict.fromkeys(option.group for option in self.options)
        return [(name, [o for o in self.options if o.group == name]) for name in named]

    @property
    def needed(self) -> bool:
        """True when there is no entry without an answer."""
        return self.row.required

    @property
    def keys(self) -> str:
        """The keys that a phone shows for it; empty for the usual ones."""
        return _KEYS.get(self.row.kind, "")

    @property
    def filled_in(self) -> str:
        """What a browser may offer to fill in; empty for nothing."""
        return _FILLED_IN.get(self.row.kind, "")


@dataclass(frozen=True, slots=True)
class Step:
    """Some questions that belong together. `changes_only` for those that a new entry has not."""

    id: str
    title: str
    intro: str
    questions: tuple[Question, ...]
    changes_only: bool = False


@cache
def steps() -> tuple[Step, ...]:
    """The whole form, in order. A field that no step names is asked in the last but one."""
    raw = _raw()
    asked = {row["name"] for step in raw["steps"] for row in step["fields"]}
    others = [{"name": row.name} for row in _leaves() if row.name not in asked | not_asked()]
    last = [step for step in raw["steps"] if "changes_only" not in step][-1]
    last["fields"] += others
    return tuple(
        Step(
            step["id"],
            step["title"],
            step["intro"],
            tuple(_question(row) for row in step["fields"]),
            step.get("changes_only") == "yes",
        )
        for step in raw["steps"]
    )


def _raw() -> dict[str, Any]:
    whole: dict[str, Any] = yaml.load(
        (VOCABULARY / "form.yml").read_bytes(), Loader=yaml.CBaseLoader
    )
    return whole


def _leaves() -> list[Field]:
    """The fields that hold a value."""
    return [row for row in fields.fields() if not row.is_group]


@cache
def left_alone() -> tuple[str, ...]:
    """The fields and groups that the form does not ask."""
    return tuple(_raw()["not_asked"])


def not_asked() -> set[str]:
    """The fields that hold a value and are not asked, whether named or inside a group."""
    return {row.name for row in _leaves() if {row.name, row.group} & {*left_alone()}}


@cache
def questions() -> dict[str, Question]:
    """Every question by its field's name."""
    return {question.name: question for step in steps() for question in step.questions}


def _question(said: dict[str, str]) -> Question:
    row = fields.by_name()[said["name"]]
    options = _options(row)
    control = _CONTROLS.get(row.kind, "line")
    if control.startswith("one of"):
        control = "one of few" if len(options) <= _FEW else "one of many"
    if control == "line" and row.longest > _LONG:
        control = "long line"
    typed = control in ("line", "long line", "lines", "paragraphs")
    example = _example(row) if typed and "help" not in said else ""
    return Question(
        row,
        said.get("ask", row.label),
        said.get("help", row.help),
        said.get("why", ""),
        example,
        control,
        options,
    )


def _options(row: Field) -> tuple[Option, ...]:
    if row.kind == "yes or no":
        return Option("yes", "Yes"), Option("no", "No")
    if row.choices:
        return tuple(Option(choice, choice[0].upper() + choice[1:]) for choice in row.choices)
    if not row.words:
        return ()
    words = vocabulary(row.words)
    groups = {group.id: group.label for group in words.groups}
    return tuple(Option(term.id, term.label, groups.get(term.group, "")) for term in words.terms)


def _example(row: Field) -> str:
    value = row.example
    return ", ".join(value) if isinstance(value, list) else " ".join(str(value).split())
