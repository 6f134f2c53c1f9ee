"""Gentle suggestions: what is found, what is left alone, and that nothing ever fails for them."""

import json
import re
from pathlib import Path

import pytest
import yaml
from conftest import build_py, write_entry

from ourpatch.fields import by_name
from ourpatch.house import VOCABULARY
from ourpatch.plain_words import look_at, plain_words, shouting, suggest
from ourpatch.problems import Problem, report
from ourpatch.reading import read_entry


def rules(text: str) -> list[str]:
    """The rules that some words could do better by."""
    return [found.rule for found in look_at(text)]


@pytest.mark.parametrize(
    ("text", "words", "plainer"),
    [
        ("We support service users.", "service users", "people"),
        ("For the Service User and carers.", "Service User", "people"),
        ("We signpost people.", "signpost", "tell people where to go"),
        ("A holistic afternoon.", "holistic", "the whole person, or leave it out"),
        ("For people suffering from pain.", "suffering from", "has, or lives with"),
        ("Offers\nrespite care.", "respite", "a break"),
        ("You can self-refer, prior\n to coming.", "self-refer", "come straight to us"),
    ],
)
def test_jargon_is_found_with_its_plainer_word(text: str, words: str, plainer: str) -> None:
    """In any case, in the plural, and over the end of a line."""
    first = next(iter(look_at(text)))

    assert ("plain-word", words, f"plainer: {plainer}") == (first.rule, first.words, first.hint)
    assert f"“{words}”" in first.message


@pytest.mark.parametrize(
    "text",
    [
        "A friendly sewing afternoon for anyone who would like company.",
        "Our respiteful garden, a cohortative mood and pathways to clear.",
        "Run by the RNIB, MIND and the NHS. BSL and DBS. BA1, BA2.",
        "Ring before 9am. There is no form.",
        "",
        "- one\n- two\n- three",
        "Dewch â rhywbeth i’w drwsio.",
        "word " * 29 + "word.",
    ],
)
def test_plain_words_are_left_alone(text: str) -> None:
    """Ordinary sentences, initials, and parts of longer words are nobody's business."""
    assert [] == rules(text)


def test_a_long_sentence_is_told_once_and_lists_are_not_one() -> None:
    """A sentence of more than thirty words; a list of many short things is many sentences."""
    assert ["long-sentence"] == rules("word " * 31 + "end.")
    assert [] == rules("\n".join(f"- thing {number} of ours" for number in range(40)))
    assert [] == rules("Short one. " * 20)


@pytest.mark.parametrize(
    ("text", "shouts"),
    [
        ("FRIENDLY SEWING every week", True),
        ("SEW SOCIABLE", False),
        ("THE FRIENDLY SEWING CLUB", True),
        ("CROESO CYNNES i bawb", True),
        ("Friendly Sewing", False),
        ("NHS RNIB", False),
    ],
)
def test_shouting_is_two_long_words_in_capitals(text: str, shouts: bool) -> None:
    """Initials are short, so they do not count."""
    assert shouts == bool(list(shouting(text)))


def test_a_word_said_twice_is_told_once() -> None:
    """One suggestion for each plainer word is enough."""
    assert ["plain-word"] == rules("Service users help service users.")


def test_only_words_of_prose_are_looked_at() -> None:
    """Names, addresses and Welsh stay as they are; a name in capitals is the only thing told."""
    text = (
        "name: Holistic Service Users\nsummary: x\ncontact: {phone: 111, name: Stakeholder}\n"
        "cy: {summary: holistic}\nidentifiers: {regulator: HOLISTIC SHOUTING}\n"
    )
    entry = read_entry(text.encode(), "x.yml")
    suggest(entry)

    assert [] == entry.problems


def test_a_suggestion_stands_where_the_words_are(tmp_path: Path) -> None:
    """It has a line, a column and a hint, is no failure even with --strict, and comes last."""
    write_entry(tmp_path, "one", description="All is well.\n\nWe signpost you.\n")
    told = build_py("check", tmp_path, "--entries", tmp_path, "--strict")

    assert 0 == told.returncode
    assert "suggestion: Not everybody knows or likes “signpost”." in told.stdout
    assert "hint: plainer: tell people where to go" in told.stdout
    assert told.stdout.endswith("1 file checked: 0 problems, 1 suggestion.\n")


def test_the_forms_for_machines_know_suggestions(tmp_path: Path) -> None:
    """In a pull request it is a notice; in JSON its strength says what it is."""
    write_entry(tmp_path, "one", summary="For service users.")
    annotated = build_py("check", tmp_path, "--entries", tmp_path, "--format", "github")
    (said,) = json.loads(
        build_py("check", tmp_path, "--entries", tmp_path, "--format", "json").stdout
    )

    assert annotated.stdout.startswith("::notice file=")
    assert ("suggestion", "summary", 2) == (said["strength"], said["field"], said["line"])


def test_a_build_says_nothing_of_them(tmp_path: Path) -> None:
    """Suggestions are for those who write, not for those who publish."""
    write_entry(tmp_path / "entries", "one", summary="For service users.")
    told = build_py("build", "--entries", tmp_path / "entries", "--out", tmp_path / "directory.db")

    assert (0, "") == (told.returncode, told.stderr)


def test_a_suggestion_is_printed_as_one() -> None:
    """The word stands before the message."""
    problem = Problem("x.yml", 1, 1, "Long.", strength="suggestion")

    assert "x.yml:1:1: suggestion: Long." == report([problem], "text")


def test_the_list_is_well_kept() -> None:
    """Each word is found once, in small letters, and what is said instead is not itself jargon."""
    raw = yaml.safe_load((VOCABULARY / "plain-words.yml").read_text("utf-8"))
    written = [word for row in raw["words"] for word in row["find"]]

    assert {"fields", "longest", "words"} == set(raw)
    assert len(set(written)) == len(written) > 50
    assert [] == [word for word in written if word != word.casefold()]
    assert all({"find", "say"} == set(row) for row in raw["words"])
    assert [] == [row["say"] for row in raw["words"] if rules(row["say"])]
    assert all(by_name()[name].kind in ("line", "text") for name in plain_words().fields)
    assert all(re.search(plain_words().pattern, word) for word in written)
