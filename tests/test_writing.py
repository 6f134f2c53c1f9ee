"""Entries written back to files: what `to_yaml` writes is read as the same values."""

from textwrap import dedent
from typing import Any

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from ourpatch import fields
from ourpatch.fields import Field
from ourpatch.reading import read_entry
from ourpatch.reading.text import has_unseen
from ourpatch.words import vocabulary
from ourpatch.writing import to_yaml

#: Values that look like something else to YAML, to a shell, or to a tired eye.
AWKWARD = [
    "NO", "yes", "~", "null", "0161", "1e3", "0x1F", "10:30", "2026-10-03", "- one", "? two",
    "# three", "a: b", "a #b", "a:", "[x]", "{x}", "&x", "*x", "!x", "|", ">", "%x", "@x", "`x`",
    "'x'", '"x"', "“x”", "‘x’", "x'y", 'x"y', "back\\slash", "C:\\new", "---", "...", "=", "<<",
    '=HYPERLINK("http://x")', 'Ŵyn & "Co"', "🧵 thread", "日本", "a\u00a0b", "e\u0301",
]  # fmt: skip

FIXED = {
    "phone": "01632 960123",
    "email": "hello@example.org",
    "web address": "https://example.org/?q=1#:x",
    "outcode": "BA1",
    "postcode": "BA1 6RT",
    "date": "2026-10-03",
    "past date": "2026-10-03",
}


def words(row: Field) -> st.SearchStrategy[str]:
    """Words that a field may hold, as reading would give them."""
    letters = st.characters(exclude_categories=["Cs"], exclude_characters="\r")
    typed = st.text(letters, min_size=1, max_size=60) | st.sampled_from(AWKWARD)
    one_line = row.kind != "text"
    tidy = typed.map(lambda text: " ".join(text.split()) if one_line else text.strip())
    longest = min(row.longest or 100, 100)
    return tidy.filter(lambda text: 0 < len(text) <= longest and not has_unseen(text))


def value(row: Field) -> st.SearchStrategy[Any]:
    """A value of one field."""
    ids = [term.id for term in vocabulary(row.words).terms] if row.words else [""]
    pounds = st.integers(0, 99_999_999).map(lambda pence: pence / 100)
    found: dict[str, st.SearchStrategy[Any]] = {
        "line": words(row),
        "text": words(row),
        "term": st.sampled_from(ids),
        "terms": st.lists(
            st.sampled_from(ids), min_size=1, max_size=min(row.longest or 5, 5), unique=True
        ),
        "lines": st.lists(
            words(row).filter(lambda text: len(text) <= 40), min_size=1, max_size=4, unique=True
        ),
        "weekly times": st.just(["Tuesday 14:00-16:00", "Sunday 22:00-02:00"]),
        "entry ids": st.just(["sew-sociable", "no", "1234"]),
        "choice": st.sampled_from(row.choices or ("",)),
        "whole number": st.integers(row.least, max(row.most, row.least)),
        "money": pounds,
        "yes or no": st.booleans(),
    }
    if row.kind in FIXED:
        return st.just(FIXED[row.kind])
    if row.kind == "group":
        return group(row.name)
    if row.kind == "groups":
        return st.lists(group(row.name), min_size=1, max_size=2, unique_by=repr)
    return found[row.kind]


def group(name: str) -> st.SearchStrategy[dict[str, Any]]:
    """Some of the fields of a group, or of the whole entry for an empty name."""
    parts = {key: value(row) for key, row in fields.inside(name).items()}
    return st.fixed_dictionaries({}, optional=parts).filter(bool)


@settings(max_examples=300, deadline=None, suppress_health_check=list(HealthCheck))
@given(values=group(""))
@example(values={"description": "one  \ntwo\n\n\tthree"})
@example(values={"description": "cost:\u00a0free\n\u00a0- x"})
@example(values={"sample": False, "cost": {"from": 0.0}, "space": {"now": "no"}})
def test_what_is_written_is_read_as_the_same_values(values: dict[str, Any]) -> None:
    """Any entry that could be read can be written and read again, and nothing in it changes."""
    written = to_yaml(values)
    entry = read_entry(written.encode(), "an-entry.yml")

    assert [] == entry.problems, written
    assert values == entry.values


@pytest.mark.parametrize("name", AWKWARD)
def test_a_name_that_looks_like_something_else_stays_that_name(name: str) -> None:
    """A name of NO, 10:30 or “[x]” is still that name when it is read back."""
    actual = read_entry(to_yaml({"name": name}).encode(), "x.yml").values

    assert {"name": " ".join(name.split())} == actual


def test_the_file_looks_as_a_volunteer_would_write_it() -> None:
    """Fields stand in the order of the table, with quotes only where they are needed."""
    values = {
        "sample": True,
        "description": "Bring something to mend.\n\n- tea\n- thread",
        "contact": {"phone": "01632 960123", "name": "Jo: mornings"},
        "help": ["company", "crafts"],
        "cost": {"from": 4.5, "text": "£4.50, tea included"},
        "checks": [{"on": "2026-09-30", "what": "first-aid"}],
        "name": "St John's “Sew & So”",
        "identifiers": {"charity": "0123456"},
        "space": {"as_of": "2026-10-03", "now": "yes"},
    }
    expected = """\
        name: St John's “Sew & So”
        help: [company, crafts]
        cost:
          text: £4.50, tea included
          from: 4.50
        contact:
          name: "Jo: mornings"
          phone: 01632 960123
        space:
          now: yes
          as_of: 2026-10-03
        checks:
          - what: first-aid
            on: 2026-09-30
        identifiers:
          charity: "0123456"
        description: |
          Bring something to mend.

          - tea
          - thread
        sample: yes
        """

    assert dedent(expected) == to_yaml(values)


def test_a_long_list_stands_below_its_field() -> None:
    """A list too long for one line has a line for each thing in it."""
    districts = [f"The parish of Upper Something {number}" for number in range(4)]
    actual = to_yaml({"covers": {"districts": districts}})

    assert "  districts:\n    - The parish of Upper Something 0\n" in actual


def test_a_field_that_nobody_knows_is_not_written() -> None:
    """A slip in the program is found when it is made, not in somebody's file."""
    with pytest.raises(KeyError, match="telephone"):
        to_yaml({"contact": {"telephone": "01632 960123"}})
