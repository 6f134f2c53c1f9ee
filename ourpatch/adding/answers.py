"""From what the form sends to an entry, and what is wrong with it, in the words of `check`."""

import re
from collections.abc import Iterable, Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from urllib.parse import parse_qs

from ourpatch import fields, places
from ourpatch.adding.as_people_write import as_written, items
from ourpatch.adding.questions import Question, left_alone, questions
from ourpatch.checking import check_dates, check_entry
from ourpatch.importing.drafts import Draft, value_at
from ourpatch.importing.proving import field_of
from ourpatch.importing.tidying import clean
from ourpatch.keeping.refusing import HINT, SAID_NO, Refusals
from ourpatch.plain_words import suggest
from ourpatch.problems import Problem
from ourpatch.reading import Entry, read_entry
from ourpatch.reading.text import LARGEST
from ourpatch.words import slug
from ourpatch.writing import to_yaml

Typed = Mapping[str, Sequence[str]]

#: More than anybody's number, address or list: to look for a slip in it would help nobody.
MOST_CHARACTERS = 2000
MOST_ITEMS = 200

#: More boxes than the form has, every one of them ticked, are from no form of ours.
MOST_BOXES = 1000

#: Who is filling in the form: what is sent, and what people read.
TELLERS = {
    "us": "I am this organisation, or I help to run it",
    "them": "I am not this organisation, but I know them",
}

#: What stands at the top of the file, for the volunteer who gets it.
_FROM_US = "# Sent in by the people themselves. Ring them before you publish it."
_AGREED = "# Sent in by somebody who says that they agreed. Ask them before you publish it."
_NOT_YET = "# Sent in by somebody who knows them. Nobody there has said yes yet: ask them first."

_NOBODY = Refusals()

#: A hint is about a line of a file. In a form there is a box for each value, and no field's names.
_IN_A_FORM = (
    (r"^add a line such as  \w+: \{\w+: (.*)\}$", r"such as \1"),
    (r"^(?:add a line such as|write)  \w+: (?=\S)(.*) *$", r"such as \1"),
    (r"^add one of these inside contact: .*", "a phone number, an email or a website will do"),
    (r"^write only the address:  \w+: ", "write only "),
    (r"^write  (?:\w+: )?", "write "),
    (r" +\(or, if it is a public building, add  public: yes  to place\)",
     ", or say that it is a public place"),
    (r"words about the price go in text, beside it", "words about it go in the box above"),
    (r"; the name of a building goes in venue", "; the name of a building has its own box"),
    (r"^write the file’s name.*", "copy its name from the end of its page’s address"),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Said:
    """Something said of an answer: which question, where it is on the page, and what to do."""

    name: str
    anchor: str
    label: str
    message: str
    hint: str


@dataclass(slots=True)
class Suggestion:
    """What somebody suggests: the file, what is wrong with it, and what could be plainer.

    `id` is the name of the file without .yml; `changed` are the labels of the fields that are not
    as they were, in a change; `noted` is what we made of some answers, and should say; `refused` is
    true of somebody who asked not to be listed.
    """

    id: str
    entry: Entry
    text: str = ""
    problems: list[Said] = field(default_factory=list)
    plainer: list[Said] = field(default_factory=list)
    changed: list[str] = field(default_factory=list)
    noted: list[str] = field(default_factory=list)
    refused: bool = False

    @property
    def file_name(self) -> str:
        """The name of the file."""
        return f"{self.id}.yml"


def read_form(body: bytes) -> dict[str, list[str]]:
    """The answers in what a browser sends. Raises ValueError when no form of ours sends that."""
    sent = parse_qs(body.decode("utf-8", "replace"), max_num_fields=MOST_BOXES)
    known = {*questions(), "teller", "do"}
    answers = {name: [clean(each) for each in sent[name]] for name in sent if name in known}
    if sum(len(each) for said in answers.values() for each in said) > LARGEST:
        raise ValueError("These answers are longer than an entry can be.")
    return {name: said for name, each in answers.items() if (said := list(filter(None, each)))}


def suggestion(
    typed: Typed,
    today: date,
    id: str = "",
    base: Mapping[str, Any] | None = None,
    refused: Refusals = _NOBODY,
) -> Suggestion:
    """The entry that some answers make; `id` and `base` are those of the entry being changed.

    Of somebody who asked not to be listed nothing else is said, and no file is made.
    """
    values = values_of(typed, today, base)
    name = id or slug(str(values.get("name", "")))
    shown = f"{name or 'entry'}.yml"
    entry = read_entry(to_yaml(values).encode(), shown)
    check_entry(entry)
    check_dates(entry, today)
    errors = sorted({each for each in entry.problems if each.strength == "error"})
    made = Suggestion(name or "entry", entry, noted=_noted(typed))
    if refused.refuse(entry.values):
        made.refused = True
        made.problems = [Said("", "", "", SAID_NO, HINT)]
        return made
    made.problems = _in_order(_said(entry, problem) for problem in errors)
    entry.problems = []
    suggest(entry)
    made.plainer = _in_order(_said(entry, problem) for problem in entry.problems)
    if not errors:
        made.text = _head(typed, entry) + to_yaml(entry.values)
        made.changed = _changed(base, entry.values) if base else []
    return made


def values_of(typed: Typed, today: date, base: Mapping[str, Any] | None = None) -> dict[str, Any]:
    """The answers as the values of an entry, each still as it was written."""
    draft = Draft("", values=_kept(base or {}))
    before = dict(base or {})
    for question in questions().values():
        value = _value(question, typed.get(question.name, ()), today)
        if question.control == "ticks":
            value = _in_order_of(value_at(before, question.name) or [], value)
        if value:
            draft.put(question.name, value)
    _fill_in(draft, typed, today, value_at(before, "space.now"))
    return draft.values


def _in_order_of(before: list[str], ticked: list[str]) -> list[str]:
    """What is ticked, in the order the entry had it in: its first kind of help is its patch."""
    kept = [each for each in before if each in ticked]
    return kept + [each for each in ticked if each not in kept]


def _kept(base: Mapping[str, Any]) -> dict[str, Any]:
    """What the entry being changed says in fields that are not asked."""
    draft = Draft("")
    for name in left_alone():
        value = value_at(dict(base), name)
        if value is not None:
            draft.put(name, deepcopy(value))
    return draft.values


def _value(question: Question, sent: Sequence[str], today: date) -> Any:
    row = question.row
    if question.control == "ticks":
        return [each[:MOST_CHARACTERS] for every in sent if (each := clean(every))]
    text = clean(sent[0]) if sent else ""
    if question.control == "lines":
        return [each[:MOST_CHARACTERS] for each in items(row, text)[:MOST_ITEMS]]
    if row.kind == "text":
        return text
    words = " ".join(text.split())
    return words if row.kind == "line" else as_written(row, words[:MOST_CHARACTERS], today)


def _fill_in(draft: Draft, typed: Typed, today: date, space_before: Any) -> None:
    """What people leave out because it goes without saying: that it is so today, that I agree."""
    is_us = "us" in typed.get("teller", ())
    if is_us and not draft.get("permission.given_by") and draft.get("contact.name"):
        draft.put("permission.given_by", draft.get("contact.name"))
    agreed = is_us or draft.get("permission.given_by")
    if agreed and not draft.get("permission.on"):
        draft.put("permission.on", today.isoformat())
    space = draft.get("space.now")
    if space and space != space_before and not draft.get("space.as_of"):
        draft.put("space.as_of", today.isoformat())


def _noted(typed: Typed) -> list[str]:
    """What was made of an answer that people should know of."""
    written = clean("".join(typed.get("place.outcode", ())[:1]))
    if not places.full_postcode(written):
        return []
    kept = places.outward(written)
    return [f"We kept only {kept} of your postcode, so that nobody is led to your door."]


def _said(entry: Entry, problem: Problem) -> Said:
    """A problem as it is told beside its question."""
    name = field_of(entry, problem)
    question = _asked_about(name)
    hint = problem.hint
    for pattern, instead in _IN_A_FORM:
        hint = re.sub(pattern, instead, hint)
    if question is None:
        row = fields.by_name().get(name)
        return Said("", "", row.label if row else "", problem.message, hint)
    return Said(question.name, question.id, question.row.label, problem.message, hint)


def _in_order(said: Iterable[Said]) -> list[Said]:
    """What is said, in the order of the form; what is about no question comes first."""
    order = {name: number for number, name in enumerate(questions())}
    return sorted(said, key=lambda each: order.get(each.name, -1))


def _asked_about(name: str) -> Question | None:
    """The question for a field, or for the first box of a group that wants one filled."""
    inside = [each for each in questions().values() if name and each.row.group == name]
    reach = [each for each in inside if each.row.reach]
    return questions().get(name) or next(iter(reach or inside), None)


def _head(typed: Typed, entry: Entry) -> str:
    """The comment for the volunteer who gets the file. No word of anybody's is in it."""
    teller = next(iter(typed.get("teller", ())), "")
    if teller == "us":
        return f"{_FROM_US}\n"
    if teller == "them":
        return f"{_AGREED if entry.get('permission.given_by') else _NOT_YET}\n"
    return ""


def _changed(base: Mapping[str, Any], values: dict[str, Any]) -> list[str]:
    return [
        question.row.label
        for question in questions().values()
        if value_at(dict(base), question.name) != value_at(values, question.name)
    ]


def answers_of(values: Mapping[str, Any]) -> dict[str, list[str]]:
    """The answers that an entry amounts to, to start a change from."""
    answers: dict[str, list[str]] = {}
    for question in questions().values():
        value = value_at(dict(values), question.name)
        if value is None:
            continue
        if isinstance(value, list):
            written = [str(each) for each in value]
            answers[question.name] = (
                written if question.control == "ticks" else ["\n".join(written)]
            )
        else:
            answers[question.name] = [_as_typed(value)]
    return answers


def _as_typed(value: Any) -> str:
    """A value as it stands in a box."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float):
        return f"{value:.2f}".removesuffix(".00")
    return str(value)
