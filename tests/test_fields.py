"""The field table and the vocabularies: data that volunteers edit, held to their own rules."""

import re
from collections import Counter
from typing import Any

import pytest
import yaml

from ourpatch import fields
from ourpatch.checking import check_entry
from ourpatch.fields import Field
from ourpatch.house import VOCABULARY
from ourpatch.reading import read_entry
from ourpatch.reading.quoting import typed
from ourpatch.reading.shapes import MANY, ONE
from ourpatch.text import fold
from ourpatch.words import FACETS, Term, nearest, slug, vocabulary

ROWS = fields.fields()
VALUES = [row for row in ROWS if not row.is_group]
TERMS = [term for facet in FACETS for term in vocabulary(facet).terms]

WELSH = re.compile(r"[A-Za-zÂÊÎÔÛŴŶâêîôûŵŷáéíóúẃýàèìòùäëïöüñç0-9 ,.'’()/&+-]+")


def raw(facet: str) -> dict[str, Any]:
    """A vocabulary file as it was written, every value as text."""
    whole: dict[str, Any] = yaml.load(
        (VOCABULARY / f"{facet}.yml").read_bytes(), Loader=yaml.CBaseLoader
    )
    return whole


def name_of(row: Field) -> str:
    """A row's name, for naming its test."""
    return row.name


def id_of(term: Term) -> str:
    """A term's facet and id, for naming its test."""
    return f"{term.facet}-{term.id}"


# The field table


@pytest.mark.parametrize("row", ROWS, ids=name_of)
def test_every_field_has_a_label_and_help_in_plain_words(row: Field) -> None:
    """A label is short, and help is a sentence or two that end as sentences do."""
    assert 1 < len(row.label) <= 60
    assert row.label[0].isupper()
    assert 10 < len(row.help) <= 220
    assert not re.search(
        r"\b(invalid|please|must be a valid|string|boolean|integer)\b", row.help, re.I
    )


def test_field_names_are_words_a_volunteer_would_type() -> None:
    """Small letters and underscores, each name once, and a group stands above its parts."""
    names = [row.name for row in ROWS]
    places = {name: number for number, name in enumerate(names)}

    assert [] == [name for name in names if not re.fullmatch(r"[a-z]+(_[a-z]+)*(\.[a-z_]+)?", name)]
    assert len(set(names)) == len(names)
    for row in ROWS:
        if row.group:
            assert fields.by_name()[row.group].is_group, row.name
            assert places[row.group] < places[row.name]


@pytest.mark.parametrize("row", ROWS, ids=name_of)
def test_every_kind_is_known_and_has_what_it_needs(row: Field) -> None:
    """Each field is of a kind that can be read, with its words, its choices or its limits."""
    assert row.kind in {*ONE, *MANY, "group", "groups"}
    if row.words:
        assert row.words in FACETS
    assert (row.kind in ("term", "terms")) == bool(row.words)
    assert (row.kind == "choice") == bool(row.choices)
    if row.kind == "whole number":
        assert row.least < row.most
    if row.main:
        assert row.main in fields.inside(row.name)
    if row.kind in ("line", "text"):
        assert row.longest, "words need a limit"


@pytest.mark.parametrize("row", VALUES, ids=name_of)
def test_every_example_is_accepted_by_its_own_field(row: Field) -> None:
    """The example of each field passes the checks of its own kind, whatever those become."""
    if row.kind in ONE:
        assert ONE[row.kind](row, str(row.example)) is not None
    else:
        assert all(MANY[row.kind](row, item) is not None for item in row.example)


@pytest.mark.parametrize("row", VALUES, ids=name_of)
def test_every_example_can_be_typed_into_an_entry(row: Field) -> None:
    """An entry with the example in its place passes whole, with no problem and no warning."""
    value = row.example
    words = " ".join(str(value).split())
    written = typed(words) if not isinstance(value, list) else (
        "[" + ", ".join(typed(item, flow=True) for item in value) + "]"
    )  # fmt: skip
    line = f"{row.key}: {written}\n"
    group = fields.by_name().get(row.group)
    if group:
        more = "    what: first aid\n" if row.group == "checks" and row.key != "what" else ""
        more += "  public: yes\n" if row.name == "place.postcode" else ""
        line = f"{row.group}:\n  {'- ' if group.kind == 'groups' else ''}{line}{more}"
    least = {"name": "name: x\n", "summary": "summary: x\n", "contact": "contact: {phone: 111}\n"}
    text = "".join(each for key, each in least.items() if key != row.name.split(".")[0]) + line
    if row.group == "contact" and not row.reach:
        text += "  phone: 111\n"
    entry = read_entry(text.encode(), "x.yml")
    check_entry(entry)

    assert [] == [problem.message for problem in entry.problems]
    assert row.name in entry.spots or row.group == "checks"


def test_columns_have_names_of_their_own() -> None:
    """No two fields of one table share a column, and columns are plain SQL names."""
    for table in ("entry", "entry_text"):
        columns = [row.column for row in fields.columns(table)]
        assert len(set(columns)) == len(columns)
        assert [] == [column for column in columns if not re.fullmatch(r"[a-z_]+", column)]


def test_the_least_that_is_needed_is_little() -> None:
    """Only a name and a summary are required, and there are five ways to be reached."""
    assert ["name", "summary"] == [row.name for row in ROWS if row.required and not row.group]
    assert 5 == sum(row.reach for row in ROWS)
    assert all(row.group == "contact" for row in ROWS if row.reach)


# The vocabularies


@pytest.mark.parametrize("facet", FACETS)
def test_every_vocabulary_file_has_its_form(facet: str) -> None:
    """A heading, terms, and nothing else but groups; each term with the parts that it may have."""
    whole = raw(facet)

    assert {"facet", "label", "terms"} <= set(whole) <= {"facet", "label", "terms", "groups"}
    assert facet == whole["facet"]
    assert len(whole["terms"]) > 3
    for term in whole["terms"]:
        known = {"id", "label", "group", "synonyms", "cy", "codes", "secret_place"}
        assert {"id", "label", "cy"} <= set(term) <= known, term


@pytest.mark.parametrize("term", TERMS, ids=id_of)
def test_every_term_is_well_formed(term: Term) -> None:
    """An id for addresses, a short plain label, a Welsh label, and words that people say."""
    assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", term.id)
    assert 2 < len(term.label) <= 50
    assert term.label == term.label.strip()
    assert WELSH.fullmatch(term.cy), term.cy
    assert all(re.fullmatch(r"[A-Za-z]+:[A-Za-z0-9-]+", code) for code in term.codes)
    assert all(synonym == " ".join(synonym.split()) for synonym in term.synonyms)
    assert term.id == "other" or len(term.synonyms) >= 3


@pytest.mark.parametrize("facet", FACETS)
def test_no_word_means_two_things_in_one_vocabulary(facet: str) -> None:
    """An id or label names one term only, and a synonym stands once, under one term."""
    terms = vocabulary(facet).terms
    ids = Counter(term.id for term in terms)
    names: dict[str, set[str]] = {}
    for term in terms:
        for name in (term.id, term.label):
            names.setdefault(fold(name), set()).add(term.id)
    synonyms = Counter((fold(synonym)) for term in terms for synonym in term.synonyms)
    taken = {
        synonym: term.id
        for term in terms
        for synonym in map(fold, term.synonyms)
        if names.get(synonym, {term.id}) != {term.id}
    }

    assert [] == [id for id, count in ids.items() if count > 1]
    assert {} == {name: each for name, each in names.items() if len(each) > 1}
    assert [] == [synonym for synonym, count in synonyms.items() if count > 1]
    assert {} == taken


@pytest.mark.parametrize("term", TERMS, ids=id_of)
def test_every_name_of_a_term_finds_it(term: Term) -> None:
    """Its id, label and synonyms, in any case, with spaces for hyphens, are read as the term."""
    words = vocabulary(term.facet)
    names = [term.id, term.label, *term.synonyms, term.id.replace("-", " "), term.label.upper()]

    assert [] == [name for name in names if words.find(name) != term]
    assert [] == [name for name in names if words.find(f"  {name} ") != term]


@pytest.mark.parametrize("facet", FACETS)
def test_every_word_can_be_typed_in_a_list(facet: str) -> None:
    """No id needs quotes in square brackets, with hyphens or with spaces."""
    words = [
        word for term in vocabulary(facet).terms for word in (term.id, term.id.replace("-", " "))
    ]

    assert [] == [word for word in words if typed(word, flow=True) != word]


def test_kinds_of_help_stand_in_their_groups() -> None:
    """Each kind of help is in a group, each group has its label and colour, and none is empty."""
    words = vocabulary("help")
    groups = {group.id: group for group in words.groups}

    assert {term.group for term in words.terms} == set(groups)
    assert all(re.fullmatch(r"#[0-9a-f]{6}", group.colour) for group in groups.values())
    assert len({group.colour for group in groups.values()}) == len(groups)
    assert ["safe-place"] == [term.id for term in words.terms if term.secret_place]


# Near misses and names


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("gardning", "gardening"),
        ("gadrening", "gardening"),
        ("gardenning", "gardening"),
        ("kraft", None),
        ("crfts", "crafts"),
        ("zzz", None),
        ("", None),
    ],
)
def test_a_near_miss_is_one_slip_for_every_three_letters(written: str, meant: str | None) -> None:
    """Letters missed, added, changed or swapped are forgiven; other words stay other words."""
    assert meant == nearest(written, ["gardening", "crafts", "music"])


@pytest.mark.parametrize(
    ("name", "id"),
    [
        ("Sew Sociable & Co.", "sew-sociable-and-co"),
        ("Joy’s Mobile Hair", "joys-mobile-hair"),
        ("Tŷ Gŵyr", "ty-gwyr"),
        ("  The 'Old' Hen—House  ", "the-old-hen-house"),
        ("🚌", ""),
        ("x" * 200, "x" * 80),
    ],
)
def test_a_name_gives_the_name_of_a_file(name: str, id: str) -> None:
    """A file's name is made of the entry's name: small letters, digits and single dashes."""
    assert id == slug(name)
