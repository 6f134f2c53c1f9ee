"""Writes the forms for new issues from the field table: `python -m ourpatch.issue_forms`.

A form asks for the same fields, with the same labels and help, as an entry has. What somebody sends
with it comes back as an entry (`importing/issue.py`). GitHub and Forgejo read the same files.
A test holds the files to what this makes.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml

from ourpatch.fields import Field, by_name
from ourpatch.house import SITE
from ourpatch.words import vocabulary

#: What a form for a new entry asks, the least first. The description is last: see importing/issue.
ASKED = (
    "name", "summary", "contact.name", "contact.phone", "contact.text", "contact.email",
    "contact.website", "help", "people", "led_by.who", "kind", "place.outcode", "where",
    "when.text", "cost.text", "pay_with", "start", "access", "languages", "description",
)  # fmt: skip

_MADE = "# Made by `python -m ourpatch.issue_forms` from vocabulary/. Change it there.\n"

_PUBLIC = """\
Three things are enough: the name, a sentence, and one way to get in touch. Leave out the rest as
you like. **Everybody can read what you write here**, now and later, so write no home address: the
first half of the postcode is enough.
"""

#: Kinds of field that are chosen from a list; of some, several may be.
_CHOICES = {"terms": True, "term": False}


def labels(row: Field) -> list[str]:
    """What people choose from for a field with words, in the order of its vocabulary."""
    return [term.label for term in vocabulary(row.words).terms]


def add_form() -> dict[str, Any]:
    """The form for somebody who is not in the directory."""
    asked = [_question(by_name()[name]) for name in ASKED]
    agreed = {"label": "They have said yes to being listed here, or I am them.", "required": True}
    return {
        "name": "Add a group or a small business",
        "description": "Somebody who helps people near by, and is not in the directory yet.",
        "title": "Add: ",
        "labels": ["new-entry"],
        "body": [
            {"type": "markdown", "attributes": {"value": _PUBLIC}},
            *asked,
            _who(),
            {
                "type": "checkboxes",
                "id": "agreed",
                "attributes": {"label": "Before you send it", "options": [agreed]},
            },
        ],
    }


def change_form() -> dict[str, Any]:
    """The form for something that is wrong, old or closed."""
    return {
        "name": "Something is wrong, or has closed",
        "description": "An entry that should be changed, or a group that has stopped.",
        "title": "Change: ",
        "labels": ["change"],
        "body": [
            {
                "type": "input",
                "id": "entry",
                "attributes": {"label": "Which entry", "description": "Its name, or its page."},
                "validations": {"required": True},
            },
            {
                "type": "textarea",
                "id": "change",
                "attributes": {
                    "label": "What is different now",
                    "description": "In your own words. No home address: everybody can read this.",
                },
                "validations": {"required": True},
            },
            _who(),
        ],
    }


def _question(row: Field) -> dict[str, Any]:
    """One question of a form, in the words of the field table."""
    told: dict[str, Any] = {"label": row.label, "description": row.help}
    kind = "dropdown" if row.kind in _CHOICES else "textarea" if row.kind == "text" else "input"
    if row.kind in _CHOICES:
        told |= {"multiple": _CHOICES[row.kind], "options": labels(row)}
    elif row.kind not in ("text", "lines"):
        told["placeholder"] = str(row.example)
    question = {"type": kind, "id": row.name.replace(".", "-"), "attributes": told}
    return question | ({"validations": {"required": True}} if row.required else {})


def _who() -> dict[str, Any]:
    options = ["I am part of it", "I am not, but I know them", "I only came across it"]
    told = {"label": "Who are you to them?", "options": options}
    return {"type": "dropdown", "id": "who", "attributes": told}


def _config() -> dict[str, Any]:
    return {"blank_issues_enabled": True}


def files() -> Iterator[tuple[str, str]]:
    """Every file of `.github/ISSUE_TEMPLATE`: its name and its text."""
    for name, form in (("add", add_form()), ("change", change_form()), ("config", _config())):
        text = yaml.safe_dump(form, allow_unicode=True, sort_keys=False, width=10_000)
        yield f"{name}.yml", _MADE + text


def main(folder: Path = SITE / ".github" / "ISSUE_TEMPLATE") -> None:
    """Write every form into the folder."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in files():
        (folder / name).write_text(text, "utf-8")


if __name__ == "__main__":
    main()
