"""What the search makes of words and questions, how it adds points up, and that nothing upsets it.

What is in tests/search/vectors.yml the browser's search is held to as well.
"""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from ourpatch import text
from ourpatch.searching import PAGE_SIZE, Question, answer, directory, points_in_words, results
from ourpatch.searching.bits import numbers_in, set_of
from ourpatch.searching.lately import Lately
from ourpatch.searching.points import Points
from ourpatch.searching.question import LONGEST_TEXT, read_question
from ourpatch.searching.understanding import Meaning, understand
from ourpatch.searching.wanting import Wanted

VECTORS = Path(__file__).parent / "search" / "vectors.yml"

HOSTILE = [
    "x" * 500,
    "mum " * 125,
    "🧹🧽🪣 for my 🏠",
    '"',
    '"""',
    "'",
    "*",
    "gard*",
    "NEAR(",
    "NEAR(cleaning shopping, 2)",
    "name:cleaning",
    "-cleaning",
    "cleaning NOT shopping",
    "AND",
    "OR OR OR",
    "^cleaning",
    "cleaning) OR (1",
    "{name summary} : x",
    "'; DROP TABLE entry; --",
    '" OR 1=1 --',
    "%00 \x00 \x1f",
    "\u202etfel",
    "ﷺ ½ ﬁ ʼn",
    "٣ ３ Ⅷ",
    "im ٣٤",
    "aged 99 years old, 99, 0 yrs",
    "<script>alert(1)</script>",
    "{{ 7*7 }} ${x}",
    "../../etc/passwd",
    "in",
    "near near near",
    "BA1 BA2 BA3 BA11",
    "ba1 9",
    "\\",
    "ẞ ŷ ŵ ø",
]

#: Entries 0 to 15 as bits, and the points to give them.
GIVEN = st.lists(st.tuples(st.integers(0, 2**16 - 1), st.integers(0, 300)), max_size=12)


def vectors(part: str) -> list[Any]:
    """One part of the shared vectors."""
    parts = yaml.load(VECTORS.read_bytes(), Loader=yaml.CSafeLoader)
    found: list[Any] = parts[part]
    return found


@pytest.fixture(scope="module")
def sample(sample_db: Path) -> Iterator[sqlite3.Connection]:
    """A connection to the sample patch."""
    with closing(sqlite3.connect(sample_db)) as connection:
        yield connection


@pytest.mark.parametrize(("written", "expected"), vectors("fold"))
def test_fold_evens_out(written: str, expected: str) -> None:
    """
    Case, accents, hyphens and odd spacing make no difference.
    """
    assert expected == text.fold(written)


@pytest.mark.parametrize(("written", "expected"), vectors("words"))
def test_words_of_text(written: str, expected: list[str]) -> None:
    """
    Words are letters and digits, and an apostrophe never parts one.
    """
    assert expected == text.words_of(written)


@pytest.mark.parametrize(("several", "expected"), vectors("singular"))
def test_singular(several: str, expected: str) -> None:
    """
    A word loses the ending that makes it several, and no other.
    """
    assert expected == text.singular(several)


@pytest.mark.parametrize(("one", "other", "expected"), vectors("slips"))
def test_slips_either_way(one: str, other: str, expected: int) -> None:
    """
    Slips are counted the same from either word.
    """
    assert expected == text.slips(one, other)
    assert expected == text.slips(other, one)


@pytest.mark.parametrize(("word", "expected"), vectors("deletions"))
def test_deletions(word: str, expected: list[str]) -> None:
    """
    A word's deletions are itself, and itself with any one letter left out.
    """
    assert expected == sorted(text.deletions(word))


def asked(vector: dict[str, Any]) -> Question:
    """The question of a vector."""
    return Question(q=vector["q"], near=vector.get("near", ""))


def told(wanted: Wanted) -> list[Any]:
    """One wanted thing as the vectors write it."""
    words = " ".join(wanted.words)
    terms = [f"{facet}/{term}" for facet, term in wanted.terms]
    age = [] if wanted.age is None else [wanted.age]
    return [f"?{words}" if wanted.hint else words, *age, *terms]


def as_vector(meaning: Meaning) -> dict[str, Any]:
    """A meaning as the vectors write it, without what is empty."""
    parts = {
        "wanted": [told(wanted) for wanted in meaning.wanted],
        "place": meaning.place.id if meaning.place else "",
        "places": [place.label for place in meaning.places],
        "unknown": meaning.unknown,
        "corrections": dict(meaning.corrections),
    }
    return {name: part for name, part in parts.items() if part}


@pytest.mark.parametrize(
    "vector", vectors("questions"), ids=lambda v: f"{v['q']} {v.get('near', '')}"
)
def test_understand(sample: sqlite3.Connection, vector: dict[str, Any]) -> None:
    """
    A question means what the vectors say: things wanted, a place, words put right.
    """
    expected = {name: part for name, part in vector.items() if name not in ("q", "near")}

    assert expected == as_vector(understand(sample, directory(sample), asked(vector)))


@pytest.mark.parametrize("hostile", HOSTILE, ids=repr)
def test_answer_hostile_words(sample: sqlite3.Connection, hostile: str) -> None:
    """
    Whatever is typed in either box is only words, and gets an answer.
    """
    known = {facet: words.keys() for facet, words in directory(sample).words.items()}
    question = read_question([("q", hostile), ("near", hostile)], known)

    for each in (question, Question(q=hostile), Question(near=hostile)):
        found = answer(sample, each)

        assert len(found.results) == min(found.total, PAGE_SIZE)
        assert len(question.q) <= LONGEST_TEXT


@settings(deadline=None)
@given(st.text(max_size=60))
def test_answer_any_words(sample_db: Path, typed: str) -> None:
    """
    No text at all upsets the search.
    """
    with closing(sqlite3.connect(sample_db)) as connection:
        assert answer(connection, Question(q=typed)).total <= directory(connection).build["entries"]


def sums(given: list[tuple[int, int]]) -> dict[int, int]:
    """Everybody's points, added up one by one."""
    return {
        entry: sum(points for entries, points in given if entries >> entry & 1)
        for entry in range(16)
    }


def added(given: list[tuple[int, int]]) -> Points:
    """The same in planes of bits."""
    total = Points()
    for entries, points in given:
        total.add(entries, points)
    return total


@given(GIVEN, st.integers(0, 2**16 - 1))
def test_points_best_first(given: list[tuple[int, int]], chosen: int) -> None:
    """
    Entries come out best first, equals together, as adding up one by one would have it.
    """
    one_by_one = sums(given)
    entries = numbers_in(chosen, 16)
    in_order = sorted({one_by_one[entry] for entry in entries}, reverse=True)
    expected = [[entry for entry in entries if one_by_one[entry] == points] for points in in_order]

    assert expected == [numbers_in(equal, 16) for equal in added(given).best_first(chosen)]


@given(GIVEN, st.integers(0, 1000))
def test_points_at_least(given: list[tuple[int, int]], least: int) -> None:
    """
    Those with at least so many points, and the most that anybody has, are as adding up gives.
    """
    one_by_one, total = sums(given), added(given)
    expected = [entry for entry, points in one_by_one.items() if points >= least]

    assert expected == numbers_in(total.at_least(least) & (2**16 - 1), 16)
    assert max(one_by_one.values()) == total.most()


def test_points_never_negative() -> None:
    """
    Points cannot be taken away: they are refused at once, instead of for ever.
    """
    with pytest.raises(ValueError, match="-1"):
        Points().add(0b101, -1)


def test_points_in_words_plain() -> None:
    """
    Every line of the public table has words and an amount, and amounts are whole numbers.
    """
    for heading, lines in points_in_words():
        assert heading and lines
        for words, amount in lines:
            assert words and amount
            assert "." not in amount


@given(st.sets(st.integers(0, 2000)), st.integers(0, 30), st.integers(0, 30))
def test_numbers_in_set_of(numbers: set[int], most: int, skip: int) -> None:
    """
    A set gives back the numbers it was made of, smallest first, a page at a time.
    """
    bits = set_of(numbers, 2001)

    assert sorted(numbers)[skip : skip + most] == numbers_in(bits, most, skip)
    assert len(numbers) == bits.bit_count()


def test_what_was_found_out_is_found_out_once() -> None:
    """Only what is not kept is made, and what was not asked for longest goes first."""
    made: list[list[int]] = []

    def squares(keys: list[int]) -> dict[int, int]:
        made.append(keys)
        return {key: key * key for key in keys}

    lately = Lately(3)

    assert {1: 1, 2: 4} == lately.of([1, 2], squares)
    assert {2: 4, 3: 9} == lately.of([2, 3], squares)
    assert {1: 1, 4: 16} == lately.of([1, 4], squares)
    assert {2: 4} == lately.of([2], squares)  # it had waited longest when 4 came
    assert [[1, 2], [3], [4], [2]] == made
    lately.clear()
    assert {4: 16} == lately.of([4], squares)
    assert [4] == made[-1]


def test_facts_are_the_same_however_many_are_read(
    sample_db: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Those of a page are kept, a download's are not; long words come only when asked for."""
    monkeypatch.setattr(results, "SHOWN_AT_ONCE", PAGE_SIZE)
    with closing(sqlite3.connect(sample_db)) as connection:
        page = [each.facts for each in answer(connection, Question()).results]
        whole = [each.facts for each in answer(connection, Question(), whole=True).results]
        in_full = answer(connection, Question(), whole=True, in_full=True)

        assert page == whole[:PAGE_SIZE]
        assert [False, True] == [
            "description" in facts for facts in (whole[0], in_full.results[0].facts)
        ]
