"""How a problem is printed: for people, for pull requests, for programs."""

import json

import pytest

from ourpatch.problems import LONGEST_LINE, Problem, as_github, as_text, report

PHONE = Problem(
    path="entries/sew-sociable.yml",
    line=3,
    column=18,
    message="“01632” cannot be a phone number.",
    hint="check that no digit is missing or doubled",
    rule="phone",
    source="contact: {phone: 01632}",
)


def drawn(source: str, column: int) -> tuple[str, int]:
    """The line of a problem as it is printed, and how many columns in the caret stands."""
    problem = Problem("x.yml", 1, column, "Change this.", source=source)
    _, line, caret = as_text(problem).split("\n")
    return line.removeprefix("    | "), len(caret.removeprefix("    | ")) - 1


def test_a_problem_shows_its_place_its_line_and_a_hint() -> None:
    """People read where it is, what is wrong, the line, a caret below the spot, and what to do."""
    expected = (
        "entries/sew-sociable.yml:3:18: “01632” cannot be a phone number.\n"
        "    | contact: {phone: 01632}\n"
        "    |                  ^\n"
        "    hint: check that no digit is missing or doubled"
    )

    assert expected == as_text(PHONE)


def test_a_problem_with_a_whole_file_shows_no_line() -> None:
    """A problem that is about no line in particular shows none."""
    problem = Problem("x.yml", 1, 1, "This entry has no name.", "add one")

    assert "x.yml:1:1: This entry has no name.\n    hint: add one" == as_text(problem)


def test_a_warning_says_that_it_is_one() -> None:
    """What may wait is told from what may not."""
    problem = Problem("x.yml", 5, 1, "This is HTML.", strength="warning")

    assert "x.yml:5:1: warning: This is HTML." == as_text(problem)
    assert as_github(problem).startswith("::warning ")


@pytest.mark.parametrize("column", [1, 30, 41, 100, 260, 300, 301, 999])
def test_a_long_line_is_cut_round_the_spot(column: int) -> None:
    """Of a long line only a part is printed, with the spot in it and dots where it was cut."""
    source = "".join(chr(ord("a") + n % 26) for n in range(300))
    line, caret = drawn(source, column)

    assert len(line) <= LONGEST_LINE
    assert (column > LONGEST_LINE // 2 + 1) == line.startswith("…")
    assert (column <= 260) == line.endswith("…")
    if column <= 300:
        assert source[column - 1] == line[caret]
    else:
        assert caret == len(line)


def test_a_line_that_just_fits_is_not_cut() -> None:
    """Eighty characters fit; the eighty-first makes dots."""
    assert ("x" * LONGEST_LINE, 0) == drawn("x" * LONGEST_LINE, 1)
    assert ("x" * (LONGEST_LINE - 1) + "…", 0) == drawn("x" * (LONGEST_LINE + 1), 1)


@pytest.mark.parametrize(
    ("source", "column", "caret"),
    [
        ("name: Tŷ Gŵyr: te", 14, 13),
        ("name: Ty\u0302 Gw\u0302yr: te", 16, 13),
        ("name: 🚌🚌: te", 9, 10),
        ("name: 買い物: te", 10, 12),
    ],
)
def test_the_caret_stands_below_its_letter_on_a_screen(
    source: str, column: int, caret: int
) -> None:
    """Emoji are two columns wide, and an accent of its own takes none."""
    assert (source, caret) == drawn(source, column)


def test_hidden_characters_are_drawn_as_spaces() -> None:
    """A line with control or direction characters cannot play tricks with a terminal."""
    assert ("a b c d", 2) == drawn("a\x1bb\u202ec\td", 3)


def test_a_file_name_cannot_play_tricks_either() -> None:
    """The name of a file is as much a stranger's words as what is in it."""
    problem = Problem("\x1b[31m\n::x.yml", 1, 1, "Change\nthis.", "so\n::so")

    assert " [31m ::x.yml:1:1: Change this.\n    hint: so ::so" == as_text(problem)


def test_an_annotation_names_file_line_and_column() -> None:
    """Pull requests show the message and its hint beside the line."""
    expected = (
        "::error file=entries/sew-sociable.yml,line=3,col=18::"
        "“01632” cannot be a phone number.%0Acheck that no digit is missing or doubled"
    )

    assert expected == as_github(PHONE)


@pytest.mark.parametrize(
    "words",
    [
        "100% safe",
        "x\n::set-env name=PATH::/evil",
        "x\r::stop-commands::y",
        "x\r\n::error file=other.yml,line=1::forged",
        "%0A::error::forged",
    ],
)
def test_no_words_can_forge_an_annotation(words: str) -> None:
    """Whatever a file says, an annotation stays one line, and its parts stay where they are."""
    problem = Problem(f"{words},line=9.yml", 1, 2, f"“{words}” is wrong.", words)
    line = as_github(problem)
    start, _, said = line.removeprefix("::").partition("::")

    assert 1 == len(line.splitlines())
    assert 2 == start.count(",")
    assert ",line=1,col=2" == start[-13:]
    assert f"“{words}” is wrong.\n{words}" == undone(said)


def undone(text: str) -> str:
    """What the other side makes of the text of an annotation."""
    for code, character in (("%0D", "\r"), ("%0A", "\n"), ("%25", "%")):
        text = text.replace(code, character)
    return text


def test_a_line_that_looks_like_a_command_is_not_one() -> None:
    """A line of a file printed for people never starts with ::, however it began."""
    problem = Problem("x.yml", 1, 1, "Change this.", source="::error file=other.yml::forged")

    assert not any(line.lstrip().startswith("::") for line in as_text(problem).splitlines())


def test_programs_get_every_part() -> None:
    """The JSON holds each problem with all its parts, in letters and not in codes."""
    told = report([PHONE, PHONE], "json")
    first, second = json.loads(told)

    assert first == second
    assert {
        "path": "entries/sew-sociable.yml",
        "line": 3,
        "column": 18,
        "message": "“01632” cannot be a phone number.",
        "hint": "check that no digit is missing or doubled",
        "rule": "phone",
        "strength": "error",
        "source": "contact: {phone: 01632}",
        "field": "",
    } == first
    assert "“01632”" in told
    assert [] == json.loads(report([], "json"))


def test_problems_are_set_apart_for_people_and_not_for_machines() -> None:
    """An empty line stands between problems for people; annotations follow each other."""
    assert 1 == report([PHONE, PHONE], "text").count("\n\n")
    assert 2 == len(report([PHONE, PHONE], "github").splitlines())


def test_another_form_is_not_known() -> None:
    """Asking for a form that does not exist is the caller's slip."""
    with pytest.raises(KeyError):
        report([PHONE], "xml")


def test_problems_sort_by_place_and_keep_their_order_there() -> None:
    """Problems go down the file; those of one spot stay as they were found."""
    spots = [("b.yml", 1, 1), ("a.yml", 2, 1), ("a.yml", 1, 9), ("a.yml", 1, 1), ("a.yml", 1, 1)]
    found = [Problem(*spot, message) for spot, message in zip(spots, "zyxwv", strict=True)]

    assert ["w", "v", "x", "y", "z"] == [problem.message for problem in sorted(found)]
