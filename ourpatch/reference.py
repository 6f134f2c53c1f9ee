"""Writes what docs/ has of the vocabulary: `python -m ourpatch.reference`.

A test holds the files to what this makes, so they cannot fall behind.
"""

from collections.abc import Iterator
from pathlib import Path

from ourpatch.editor import blank_entry, schema
from ourpatch.fields import Field, by_name, fields
from ourpatch.house import SITE
from ourpatch.words import FACETS, vocabulary

_MADE = "<!-- Made by `python -m ourpatch.reference` from vocabulary/. Change it there. -->\n"


def fields_page() -> str:
    """docs/fields.md: every field, what to write in it, and an example."""
    return "\n".join([_MADE, *_fields_page(), ""])


def _fields_page() -> Iterator[str]:
    yield "# The fields of an entry\n"
    yield "Three things are needed: `name`, `summary` and one way to get in touch. Leave out"
    yield "whatever you do not know. A dot means “inside”: `contact.phone` is written\n"
    yield "```yaml\ncontact:\n  phone: 01632 960123\n```\n"
    yield "The words in brackets after some fields are explained in [words.md](words.md).\n"
    for row in fields():
        yield f"## `{row.name}`\n"
        yield f"**{row.label}.** {row.help}\n"
        yield f"- Kind: {_kind(row)}"
        if row.required:
            yield "- Needed: yes"
        if row.main:
            yield f"- On its own, `{row.key}: …` is short for `{row.key}: {{{row.main}: …}}`"
        if row.example is not None:
            yield f"- Example: `{_example(row)}`"
        if row.open_referral:
            yield f"- In Open Referral UK: `{row.open_referral}`"
        yield ""


def _kind(row: Field) -> str:
    """A field's kind in a few words, with its limits."""
    if row.words:
        return f"{row.kind}, from [{row.words}](words.md#{row.words})"
    if row.choices:
        return "one of " + ", ".join(f"`{choice}`" for choice in row.choices)
    limit = f", at most {row.longest}" if row.longest else ""
    if row.kind == "whole number":
        limit = f" from {row.least} to {row.most}"
    return row.kind + limit


def _example(row: Field) -> str:
    value = row.example
    written = f"[{', '.join(value)}]" if isinstance(value, list) else " ".join(str(value).split())
    group = by_name().get(row.group)
    if group is None:
        return f"{row.key}: {written}"
    inner = f"{{{row.key}: {written}}}"
    return f"{group.key}: [{inner}]" if group.kind == "groups" else f"{group.key}: {inner}"


def words_page() -> str:
    """docs/words.md: every word of every vocabulary."""
    return "\n".join([_MADE, *_words_page(), ""])


def _words_page() -> Iterator[str]:
    yield "# The words\n"
    yield "Write the word on the left. People read the label. The search finds an entry by the"
    yield "label, and by everything that people say instead.\n"
    for facet in FACETS:
        words = vocabulary(facet)
        yield f"## {facet}\n"
        yield f"*{words.label}*\n"
        yield "| word | label | people also say |"
        yield "| --- | --- | --- |"
        for term in words.terms:
            said = ", ".join(term.synonyms).replace("|", "\\|")
            yield f"| `{term.id.replace('-', ' ')}` | {term.label} | {said} |"
        yield ""


PAGES = {
    "fields.md": fields_page,
    "words.md": words_page,
    "entry.schema.json": schema,
    "blank-entry.yml": blank_entry,
}


def main(folder: Path = SITE / "docs") -> None:
    """Write every page into the folder."""
    for name, make in PAGES.items():
        (folder / name).write_text(make(), encoding="utf-8")


if __name__ == "__main__":
    main()
