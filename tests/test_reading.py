"""From bytes to an entry: every value stays what was typed, and nothing ever raises."""

import time
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from ourpatch import fields
from ourpatch.checking import check_entry
from ourpatch.problems import report
from ourpatch.reading import Entry, read_entry, read_file
from ourpatch.reading.quoting import typed
from ourpatch.reading.text import LARGEST

ENTRIES = Path(__file__).parent / "entries"
LEAST = (
    "name: Sew Sociable\nsummary: A friendly sewing afternoon.\ncontact: {phone: 01632 960123}\n"
)


def good(name: str) -> Entry:
    """One of the good entries."""
    return read_file(ENTRIES / "good" / f"{name}.yml")


def read(text: str) -> Entry:
    """The entry in some text."""
    return read_entry(text.encode(), "sew-sociable.yml")


def places(entry: Entry) -> list[tuple[int, int]]:
    """Where the problems of an entry are."""
    return [(problem.line, problem.column) for problem in entry.problems]


def rules(entry: Entry) -> list[str]:
    """The rules that the problems of an entry are about."""
    return [problem.rule for problem in entry.problems]


def test_the_least_entry_is_read() -> None:
    """A name, a sentence and a phone number are an entry."""
    expected = {
        "name": "Two Mops",
        "summary": "Two sisters who clean houses in Twerton.",
        "contact": {"phone": "01632 960101"},
    }

    assert expected == good("the-least").values


def test_every_field_is_read_in_its_own_shape() -> None:
    """Numbers, prices, dates, yes and no, words and lists come out as the field table says."""
    entry = good("everything")

    assert {"who": ["disabled-people", "older-people"], "share": "three quarters"} == entry.get(
        "led_by"
    )
    assert ["company", "crafts"] == entry.get("help")
    assert {"from": 18, "to": 99} == entry.get("ages")
    assert "BA1 6RT" == entry.get("place.postcode")
    assert entry.get("place.public") is True
    assert entry.get("covers.anywhere") is False
    assert ["Tuesday 14:00-16:00"] == entry.get("when.weekly")
    assert {"text": "£4 a session, tea included", "from": 4.0, "unit": "session"} == entry.get(
        "cost"
    )
    assert "waiting list" == entry.get("space.now")
    assert "2026-10-03" == entry.get("space.as_of")
    assert ["enhanced-dbs", "public-liability-insurance"] == [
        seen["what"] for seen in entry.get("checks")
    ]
    assert entry.get("description").startswith("Bring something to mend")
    assert ["the-least", "shorthand"] == entry.get("status.instead")


def test_every_field_of_the_table_is_in_the_entry_that_has_everything() -> None:
    """The good entry called “everything” leaves no field out, so that each is tried somewhere."""
    entry = good("everything")
    missing = [
        row.name
        for row in fields.fields()
        if row.name not in entry.spots and "checks." not in row.name
    ]

    assert [] == missing


def test_no_value_is_guessed() -> None:
    """NO, 012, 1e3, 10:30, null and a date stay what somebody typed, where words are wanted."""
    expected = {
        "name": "NO",
        "summary": "012",
        "contact": {"name": "null", "phone": "0161 496 0123"},
        "when": {"text": "10:30"},
        "cost": {"text": "1e3"},
        "start": "2026-10-03",
        "identifiers": {"charity": "0123456", "company": "0x1F", "regulator": "~"},
        "covers": {"districts": ["NO", "on", "1.10", "1_000", ".5"]},
        "description": "true",
        "status": {"now": "open", "why": "off"},
    }

    assert expected == good("never-guessed").values


def test_a_group_may_be_written_as_its_main_part() -> None:
    """`status: open` and `cost: Free` are short for groups; so is a word in a list of groups."""
    values = good("shorthand").values

    assert {"outcode": "BA1"} == values["place"]
    assert {"text": "Free"} == values["cost"]
    assert {"now": "yes"} == values["space"]
    assert {"now": "open"} == values["status"]
    assert {"on": "2026-10-03"} == values["checked"]
    assert {"given_by": "Ron"} == values["permission"]
    assert {"name": "A list in the library"} == values["source"]
    assert [{"what": "enhanced-dbs"}, {"what": "first-aid"}] == values["checks"]


@pytest.mark.parametrize("name", ["windows", "byte-order-mark", "windows-both", "old-mac"])
def test_how_a_file_was_saved_does_not_matter(name: str) -> None:
    """Line ends of Windows and old Macs, and a byte order mark, leave no trace in any value."""
    entry = good(name)

    assert [] == entry.problems
    assert not any(mark in str(entry.values) for mark in ("\\r", "\ufeff"))
    assert entry.get("contact")


def test_lines_are_counted_alike_however_they_end() -> None:
    """A problem stands on the same line and column with any line ends, with or without a mark."""
    text = LEAST + "kind: charty\n"
    for ends in ("\n", "\r\n", "\r"):
        for mark in (b"", b"\xef\xbb\xbf"):
            entry = read_entry(mark + text.replace("\n", ends).encode(), "x.yml")
            assert [(4, 7)] == places(entry)


def test_words_people_type_are_understood() -> None:
    """Terms in any case, with hyphens or spaces; numbers and postcodes however they are spaced."""
    values = good("as-people-type").values

    assert "micro-enterprise" == values["kind"]
    assert ["hair-and-feet"] == values["help"]
    assert ["older-people", "wheelchair-users"] == values["people"]
    assert ["your-home"] == values["where"]
    assert {"outcode": "BA1"} == values["place"]
    assert ["cash", "own-money"] == values["pay_with"]
    assert {"phone": "01632 960116"} == values["contact"]
    assert {"text": "£20", "from": 20.0, "unit": "visit"} == values["cost"]
    assert values["personal_care"] is False
    assert ["Monday 09:00-12:00", "Friday 22:00-02:00"] == values["when"]["weekly"]
    assert "Toenails cut at home, gently." == values["summary"]
    assert not {"access", "languages"} & values.keys()


def test_welsh_letters_emoji_and_apostrophes_stay() -> None:
    """Letters with roofs, emoji and curly apostrophes inside words come through as they are."""
    assert "Tŷ Gŵyr" == good("welsh").get("name")
    assert "siân@tŷgŵyr.example" == good("welsh").get("contact.email")
    assert "Sam’s Day Out 🚌" == good("emoji").get("name")
    assert "Joy’s Mobile Hair & Nails" == good("apostrophes").get("name")
    assert "“Sew” and “Knit”" == good("titles-in-quotes").get("name")


def test_blocks_and_quotes_hold_their_words() -> None:
    """Lines of a block stay lines, folded ones become one, and quotes are taken off."""
    assert "Knit and Natter at Number Nine" == good("block-words").get("name")
    assert good("block-words").get("description").startswith("# Mondays\n\n    Lines that start")
    assert "Come up the stairs and knock twice, or ring the bell." == good("block-words").get(
        "start"
    )
    assert "It's Monday: 10 to 12" == good("colons-and-hashes").get("when.text")
    assert "One line,\n\nthen another." == good("colons-and-hashes").get("description")


def test_every_value_knows_its_place() -> None:
    """The line and column of each value is kept, in characters, for messages to point at."""
    spots = good("welsh").spots
    lines = good("welsh").lines

    for path, written in (
        ("name", "Tŷ Gŵyr"),
        ("languages.1", "English"),
        ("contact.website", "https://tŷgŵyr"),
        ("cy.summary", "Cwmni"),
    ):
        line, column = spots[path]
        assert lines[line - 1][column - 1 :].startswith(written)


def test_the_id_is_the_name_of_the_file() -> None:
    """An entry's id is its file's name without .yml, wherever the file is."""
    assert "sew-sociable" == read_entry(LEAST.encode(), "some/where/sew-sociable.yml").id


def test_problems_come_in_the_order_of_the_lines() -> None:
    """However they were found, problems are told from the top of the file to its end."""
    entry = read("nmae: x\nkind: charty\nhelp: crafts\nages: {to: x, from: y}\n" + LEAST[-32:])
    found = places(entry)

    assert sorted(found) == found
    assert 5 == len(found)


def test_a_misspelt_field_is_not_also_missing() -> None:
    """One slip makes one problem: what was nearly written is not said to be missing as well."""
    for slip in ("nmae: Sew", "Name: Sew", "“name”: Sew", "name: [Sew, Sociable]", "name: *x"):
        entry = read(LEAST.replace("name: Sew Sociable", slip))
        check_entry(entry)
        assert 1 == len(entry.problems), report(entry.problems, "text")


@pytest.mark.parametrize(
    ("slip", "rule"),
    [
        ("contact: 01632 960123", "wrong-shape"),
        ("contact: {phone: 01632}", "phone"),
        ("contact: {phne: 01632 960123}", "unknown-key"),
        ("contact: {phone 01632 960123}", "no-colon"),
        ("contact: [phone]", "wrong-shape"),
        ("contact: &a {phone: 01632 960123}", "anchor"),
        ("phone: 01632 960123", "unknown-key"),
        ("contact:\nphone: 01632 960123", "unknown-key"),
    ],
)
def test_a_slip_in_the_phone_number_is_not_a_missing_phone_number(slip: str, rule: str) -> None:
    """A way to get in touch that is only written wrong is not said to be missing as well."""
    entry = read(LEAST.replace("contact: {phone: 01632 960123}", slip))
    check_entry(entry)

    assert [rule] == rules(entry)


def test_what_stands_before_a_broken_line_is_checked_all_the_same() -> None:
    """Problems above the line where the parser stops are told in the same run, without echoes."""
    entry = read("name: Sew\nkind: charty\nhelp: [crafts\npeople: [oldr people]\nages: {from: x}\n")
    check_entry(entry)

    assert ["unknown-term", "bracket"] == rules(entry)
    assert not entry.complete


def test_a_spoilt_line_does_not_hide_the_others() -> None:
    """Tabs and hidden characters are told together with the problems of other lines."""
    entry = read(
        "name: Sew\u200bing\nkind: charty\ncontact:\n\tphone: 01632 960123\nhlep: [crafts]\n"
    )

    assert ["hidden-character", "unknown-term", "tab", "unknown-key"] == rules(entry)


def test_twenty_of_a_kind_are_enough() -> None:
    """A file with hundreds of hidden characters is told of twenty lines, not of hundreds."""
    entry = read("".join(f"# line {n}\u200b\n" for n in range(300)) + LEAST)

    assert ["hidden-character"] * 20 == rules(entry)


@pytest.mark.parametrize("escape", ["\\0", "\\u202e", "\\x1b[31m", "\\u200b", "\\x85", "\\uFEFF"])
def test_escapes_cannot_bring_hidden_characters_in(escape: str) -> None:
    """What the screen keeps out of a file cannot come in as an escape between double quotes."""
    entry = read(LEAST.replace("Sew Sociable", f'"Sew{escape} Sociable"'))

    assert ["hidden-character"] == rules(entry)
    assert entry.get("name") is None


def test_messages_never_repeat_a_long_value() -> None:
    """However long or odd a value is, a message holds at most a few words of it, on one line."""
    long = "x" * 3000
    text = "\n".join(
        [
            f"name: {long}",
            f'"{long[:600]}\\n\\n::error::forged": 1',
            f"kind: {long}",
            f"help: {long}",
            f"personal_care: {long}",
            f"ages: {{from: {long}, to: {long} {long}}}",
            f"contact: {{phone: {long}, email: {long}, website: {long}, {long[:600]}: 1}}",
            f"checked: {{on: {long}, how: {long}}}",
            f"place: {{outcode: {long}, postcode: {long}}}",
            f"when: {{weekly: [{long}]}}",
            f"status: {{now: {long}, instead: ['{long}!']}}",
        ]
    )
    entry = read(text)

    assert len(entry.problems) > 12
    for problem in entry.problems:
        assert len(f"{problem.message}{problem.hint}") < 500
        assert "\n" not in f"{problem.message}{problem.hint}"


def test_size_stops_a_book_and_not_an_entry() -> None:
    """The largest file allowed is read; with one byte more, the size that is told is too large."""
    start = LEAST + "# "
    largest = read_entry((start + "x" * (LARGEST - len(start))).encode(), "x.yml")
    larger = read_entry((start + "x" * (LARGEST - len(start) + 1)).encode(), "x.yml")

    assert [] == largest.problems
    assert ["This file is 65 KB. An entry is 64 KB at most."] == [
        problem.message for problem in larger.problems
    ]


@pytest.mark.parametrize(
    "text",
    [
        "[" * 60_000,
        "help: " + "[" * 60_000,
        "{a: " * 15_000,
        "- " * 30_000,
        "? " * 30_000,
        "a:\n" * 20_000,
        "".join(" " * n + "a:\n" for n in range(350)),
        "a: &a [b]\n" + "c: [" + "*a, " * 15_000 + "]\n",
        "&a " * 20_000,
        "! " * 30_000,
        '"' * 60_000,
        "'" * 60_000,
        "a: |\n" + " \n" * 30_000,
        "#" * 60_000,
        "\t" * 60_000,
        "\u200b" * 20_000,
        "\u00a0" * 30_000,
        ": " * 30_000,
        "- a: b\n" * 9_000,
        "help: [" + "crafts, " * 8_000 + "]\n",
        "people: [" + "nobody, " * 8_000 + "]\n",
        "covers: {districts: [" + "BA1 BA2, " * 7_000 + "]}\n",
        "contact: {" + "phone: 1, " * 6_000 + "}\n",
        "description: |\n" + "  name: x status: y\n" * 3_000,
        "description: |\n" + "  [x](javascript:y) <b> BA1 6RT\n" * 190,
        "description: |\n  " + "(" * 60_000,
        "description: |\n  " + "<a " * 20_000,
        "description: |\n  " + "](" * 30_000,
        "description: |\n  " + "a:" * 30_000,
        "start: " + "5" * 60_000,
        "# " + "x" * 60_000,
        "# " + "x- " * 20_000,
        "x" * 60_000,
        "\n" * 60_000,
    ],
    ids=lambda text: repr(text[:12]),
)
def test_no_file_takes_long(text: str) -> None:
    """Whatever the largest files hold, reading and checking one takes less than a second or two."""
    began = time.process_time()
    entry = read(text)
    check_entry(entry)

    assert time.process_time() - began < 2
    assert entry.problems


@pytest.mark.parametrize("flow", [False, True])
@given(text=st.text(st.characters(categories=("L", "N", "P", "S", "Zs")), min_size=1, max_size=30))
def test_words_typed_as_a_hint_says_are_read_back(flow: bool, text: str) -> None:
    """What a hint tells people to type is read as the words it is about."""
    text = " ".join(text.split())
    written = typed(text, flow) if text else "x"
    entry = read(f"start: {{a: {written}}}\n" if flow else f"start: {written}\n")
    source = yaml.load(
        f"[{written}]" if flow else f"start: {written}",
        Loader=yaml.BaseLoader,
    )

    assert (text or "x") == (source[0] if flow else source["start"])
    assert entry.complete


@settings(max_examples=400, deadline=None, derandomize=True)
@given(st.binary(max_size=400))
def test_no_bytes_raise(data: bytes) -> None:
    """Any bytes at all are an entry or a list of problems, never a traceback."""
    whole_and_printable(data)


@settings(max_examples=400, deadline=None, derandomize=True)
@given(st.text(max_size=300))
def test_no_text_raises(text: str) -> None:
    """Any text at all is an entry or a list of problems, never a traceback."""
    whole_and_printable(text.encode("utf-8", "surrogatepass"))


#: The characters that mean something to YAML, and the words that mean something to us.
PIECES = st.sampled_from(
    [
        *":-[]{},#&*!|>'\"%@`?~\\\n \t.0",
        ": ",
        "\n  ",
        "\n- ",
        " #",
        "---",
        "...",
        "\u00a0",
        "\u2028",
    ]
    + [row.key for row in fields.fields()]
    + ["yes", "01632 960123", "BA1 6RT", "crafts", "2026-10-03", "“x”", "x"]
)


@settings(max_examples=1000, deadline=None, derandomize=True)
@given(st.lists(PIECES, max_size=40).map("".join))
def test_no_heap_of_yaml_pieces_raises(text: str) -> None:
    """Text made of the signs and words that a real entry is made of never raises."""
    whole_and_printable(text.encode())


NESTED = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(), st.floats(), st.text(max_size=12)),
    lambda inner: st.one_of(
        st.lists(inner, max_size=4),
        st.dictionaries(
            st.one_of(st.sampled_from([row.key for row in fields.fields()]), st.text(max_size=6)),
            inner,
            max_size=6,
        ),
    ),
    max_leaves=20,
)


@settings(max_examples=400, deadline=None, derandomize=True)
@given(NESTED, st.booleans())
def test_no_yaml_raises(value: Any, flow: bool) -> None:
    """Any YAML that a program may write, in our fields or out of them, never raises."""
    whole_and_printable(yaml.safe_dump(value, default_flow_style=flow, allow_unicode=True).encode())


def whole_and_printable(data: bytes) -> None:
    """Read and check some bytes; what comes of it can be printed and points into the file."""
    entry = read_entry(data, "x.yml")
    found = check_entry(entry)
    for how in ("text", "github", "json"):
        report(found, how).encode()
    lines = max(1, len(entry.lines))

    assert found or entry.get("name")
    assert all(1 <= problem.line <= lines for problem in found)
    assert all(
        1 <= problem.column <= len(problem.source) + 1 or not problem.source for problem in found
    )
    assert sorted(found) == found
