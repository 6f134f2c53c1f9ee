"""Near me, who comes to you, what sinks, and why: on small patches made up here."""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from typing import Any

import pytest
from conftest import TODAY, built, write_entry

from ourpatch.searching import Answer, Question, answer

Ask = Callable[..., Answer]

CHECKED = {"on": "2026-10-03", "how": "phone"}

#: All of them mow lawns. Bradford-on-Avon (BA15) and Keynsham (BS31) are each about six miles from
#: the middle of Bath (BA1), Bristol (BS1) is about eleven and Wells (BA5) sixteen.
MOWERS: dict[str, dict[str, Any]] = {
    "hall-in-bath": {"place": {"outcode": "BA1"}, "where": ["our place"]},
    "hall-in-keynsham": {"place": {"outcode": "BS31"}, "where": ["our place"]},
    "comes-from-bradford": {
        "place": {"outcode": "BA15"}, "covers": {"within_miles": 10}, "where": ["your home"],
    },
    "too-far-from-wells": {
        "place": {"outcode": "BA5"}, "covers": {"within_miles": 3}, "where": ["your home"],
    },
    "serves-bath": {"place": {"outcode": "BS1"}, "covers": {"districts": ["BA1"]}},
    "names-bath": {"summary": "Grass cut in Bath and round about."},
    "online": {"covers": {"online": True}, "where": ["online"]},
    "by-phone": {"covers": {"anywhere": True}, "where": ["by phone"]},
    "stale-in-bath": {"place": {"outcode": "BA1"}, "checked": CHECKED | {"on": "2024-01-05"}},
    "closed-in-bath": {"place": {"outcode": "BA1"}, "status": {"now": "closed", "why": "Moved."}},
    "village": {
        "place": {
            "venue": "Lark Hill Rooms", "address": "High Street, Upper Wibbleton",
            "postcode": "BA2 9ZZ", "public": True,
        },
    },
}  # fmt: skip


@pytest.fixture(scope="module")
def ask(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ask]:
    """A way to ask that patch: `ask("gardening", near="BA1")`."""
    folder = tmp_path_factory.mktemp("mowers") / "entries"
    for id, fields in MOWERS.items():
        write_entry(folder, id, **{"help": ["gardening"], "checked": CHECKED} | fields)
    with closing(sqlite3.connect(built(folder))) as connection:
        yield lambda q="", **rest: answer(connection, Question(q=q, **rest))


def ids(found: Answer) -> list[str]:
    """The ids of an answer, in order."""
    return [result.id for result in found.results]


def test_near_travellers_first(ask: Ask) -> None:
    """
    Someone who comes to you from six miles off beats a hall as far away.
    """
    found = ids(ask("gardening", near="BA1"))

    assert found.index("comes-from-bradford") < found.index("hall-in-keynsham")


def test_near_serving_counts_as_near(ask: Ask) -> None:
    """
    Someone who says they serve where you are comes before those based nearer who do not.
    """
    found = ids(ask("gardening", near="BA1"))

    assert found.index("serves-bath") < found.index("hall-in-keynsham")


def test_near_out_of_reach_last(ask: Ask) -> None:
    """
    Someone who travels, but not as far as you, comes after everybody local, and says so.
    """
    found = ask("gardening", near="BA1")
    why = {result.id: result.why for result in found.results}

    assert ids(found).index("too-far-from-wells") > ids(found).index("online")
    assert ("Gardening", "may not come as far as BA1") == why["too-far-from-wells"]


@pytest.mark.parametrize("afar", ["online", "by-phone"])
def test_near_online_kept_behind(ask: Ask, afar: str) -> None:
    """
    Help from afar is never lost, even within two miles, and never before help round the corner.
    """
    found = ids(ask("gardening", near="BA1", within=2))

    assert found.index(afar) > found.index("hall-in-bath")
    assert found.index(afar) > found.index("comes-from-bradford")


def test_near_names_the_place(ask: Ask) -> None:
    """
    Those who only name the place in their own words count as near it.
    """
    found = ids(ask("gardening", near="Bath"))

    assert found.index("names-bath") < found.index("hall-in-keynsham")


def test_within_leaves_out(ask: Ask) -> None:
    """
    A limit of miles leaves out those based further off, but not those who come or serve.
    """
    found = ids(ask("gardening", near="BA1", within=3))

    assert {"hall-in-keynsham", "too-far-from-wells"}.isdisjoint(found)
    assert {"hall-in-bath", "comes-from-bradford", "serves-bath"} <= set(found)


def test_within_needs_a_place(ask: Ask) -> None:
    """
    A limit of miles from nowhere leaves nobody out.
    """
    assert ask("gardening").total == ask("gardening", within=1).total


def test_stale_and_closed_sink(ask: Ask) -> None:
    """
    Of the same place, the checked come first, then the stale, then the closed; none is lost.
    """
    same = ["hall-in-bath", "stale-in-bath", "closed-in-bath"]

    assert same == [id for id in ids(ask("gardening", near="BA1")) if id in same]


def test_sort_nearest(ask: Ask) -> None:
    """
    Asked for the nearest first, miles count and nothing else; those with no place come last.
    """
    found = ask("gardening", near="BA1", sort="nearest")
    miles = [result.miles for result in found.results if result.miles is not None]

    assert sorted(miles) == miles
    assert [None] * 3 == [result.miles for result in found.results][len(miles) :]


def test_why_says_what_gave_points(ask: Ask) -> None:
    """
    A result says which words, which place and which distance brought it.
    """
    found = ask("someone to mow the lawn in Bath")
    first = {result.id: result for result in found.results}["comes-from-bradford"]

    assert ("Gardening", "covers Bath") == first.why
    assert "about 5 miles" == first.distance


@pytest.mark.parametrize("near", ["Upper Wibbleton", "upper wibbleton", "Upper Wibbleton, Bath"])
def test_near_village_of_entries(ask: Ask, near: str) -> None:
    """
    A village that only an entry's address names is where that entry is.
    """
    found = ask("gardening", near=near)

    assert "Upper Wibbleton" == (found.meaning.place and found.meaning.place.name)
    assert "less than a mile" == {r.id: r.distance for r in found.results}["village"]


def test_near_village_in_question(ask: Ask) -> None:
    """
    The same village is understood in the question, after “in” or “near”.
    """
    found = ask("lawn mowing near upper wibbleton").meaning

    assert ("Upper Wibbleton", "") == (found.place and found.place.name, found.unknown)


def test_near_unknown_still_searches(ask: Ask) -> None:
    """
    A place that nobody knows is said to be unknown, and everybody is found.
    """
    found = ask("gardening", near="Nowhereville")

    assert ("Nowhereville", len(MOWERS)) == (found.meaning.unknown, found.total)


@pytest.mark.parametrize(
    ("miles", "words"), [("BA1", "in BA1"), ("Bath", "about 1 mile"), ("BA2", "about 2 miles")]
)
def test_distance_in_words(ask: Ask, miles: str, words: str) -> None:
    """
    Distances are whole miles in words, never decimals.
    """
    found = ask("gardening", near=miles)

    assert words == {result.id: result.distance for result in found.results}["hall-in-bath"]


@pytest.fixture(scope="module")
def ask_clubs(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ask]:
    """A way to ask a patch of clubs for different ages, and of entries without any of our terms."""
    folder = tmp_path_factory.mktemp("clubs") / "entries"
    write_entry(folder, "tots", help=["crafts"], ages={"to": 5}, checked=CHECKED)
    write_entry(folder, "teens", help=["crafts"], ages={"from": 13, "to": 19}, checked=CHECKED)
    write_entry(folder, "grown-ups", help=["crafts"], ages={"from": 18}, checked=CHECKED)
    write_entry(folder, "anyone", help=["crafts"], checked=CHECKED)
    write_entry(folder, "no-terms", summary="A pantry with tins, and hot soup on Fridays.")
    write_entry(folder, "other-only", help=["other"], summary="A foodbank in the church.")
    write_entry(folder, "cleaner", help=["cleaning"], summary="I clean your larder and pantry.")
    with closing(sqlite3.connect(built(folder, TODAY))) as connection:
        yield lambda q="", **rest: answer(connection, Question(q=q, **rest))


@pytest.mark.parametrize(
    ("said", "first"),
    [("my daughter is 15", "teens"), ("a 4 year old", "tots"), ("adults", "grown-ups")],
)
def test_ages_order(ask_clubs: Ask, said: str, first: str) -> None:
    """
    Who says they take the age comes first, who says nothing of ages next.
    """
    assert [first, "anyone"] == ids(ask_clubs(f"crafts for {said}"))[:2]


def test_own_words_stand_for_terms(ask_clubs: Ask) -> None:
    """
    Entries with no kind of help are judged by their words; those that have some are not.
    """
    found = ask_clubs("food bank")

    assert {"no-terms", "other-only"} == set(ids(found))
    assert ("Food, in their own words",) == found.results[-1].why
