"""Spreadsheets turned into entries: reading them, mapping them, tidying, and keeping the folder."""

import re
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from textwrap import dedent
from typing import Any

import pytest
from conftest import PROJECT, TODAY, build_py

from ourpatch import places
from ourpatch.importing import capitals, spreadsheet, tidying
from ourpatch.importing.table import Unreadable, read_table
from ourpatch.reading import read_file

MAPS = PROJECT / "tests" / "importing"

LEAST = """\
    name: Name
    summary: What
    contact.phone: Phone
    """


@dataclass
class Imported:
    """What an import gave back, printed, and left in the folder."""

    code: int
    out: str
    err: str
    folder: Path

    @property
    def values(self) -> dict[str, dict[str, Any]]:
        """The entries in the folder by their ids."""
        return {path.stem: read_file(path).values for path in sorted(self.folder.glob("*.yml"))}

    @property
    def only(self) -> dict[str, Any]:
        """The one entry there is, without its source."""
        (values,) = self.values.values()
        return {key: value for key, value in values.items() if key != "source"}


Importer = Callable[..., Imported]


@pytest.fixture
def importing(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Importer:
    """A way to import a spreadsheet and a mapping, given as text, into the same folder."""

    def run(table: str | bytes, mapping: str = LEAST, name: str = "groups.csv") -> Imported:
        file, plan, folder = tmp_path / name, tmp_path / "map.yml", tmp_path / "entries"
        data = table if isinstance(table, bytes) else dedent(table).encode()
        file.write_bytes(data)
        plan.write_text(dedent(mapping), "utf-8")
        code = spreadsheet.run(file, plan, folder, date.fromisoformat(TODAY))
        told = capsys.readouterr()
        return Imported(code, told.out, told.err, folder)

    return run


@pytest.fixture
def real() -> Path:
    """The folder of real lists, which are not ours to publish and so not in the project."""
    folder = PROJECT.parent / "shared" / "real"
    if not folder.is_dir():
        pytest.skip(f"{folder} is not here, so no real list was imported.")
    return folder


# ── reading the file ────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    "data",
    [
        "Name,What,Phone\nTŷ Gwyn,Tea,01632 960123\n".encode(),
        "Name,What,Phone\nTŷ Gwyn,Tea,01632 960123\n".encode("utf-8-sig"),
        "Name;What;Phone\r\nTŷ Gwyn;Tea;01632 960123\r\n".encode(),
        "Name\tWhat\tPhone\nTŷ Gwyn\tTea\t01632 960123".encode("utf-16"),
        '\n"Name","What","Phone"\n"Tŷ Gwyn","Tea","01632 960123"\n'.encode(),
    ],
    ids=["plain", "with a mark", "semicolons", "tabs as Excel saves them", "quotes"],
)
def test_a_csv_is_read_however_it_was_saved(importing: Importer, data: bytes) -> None:
    """The letters, the separators and the line ends are found out, not asked for."""
    expected = {"name": "Tŷ Gwyn", "summary": "Tea", "contact": {"phone": "01632 960123"}}

    assert expected == importing(data).only


def test_windows_letters_are_read_with_a_warning(importing: Importer) -> None:
    """A file that is not UTF-8 is read as Windows saves it, and the summary says so."""
    imported = importing("Name,What,Phone\nCafé,Tea for £1,01632 960123\n".encode("cp1252"))

    assert ("Café", "Tea for £1") == (imported.only["name"], imported.only["summary"])
    assert "not UTF-8 (line 2)" in imported.out


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (b"", "This file is empty."),
        (b"\n , \n", "This file is empty."),
        (b"PK\x03\x04...", "This is an Excel or LibreOffice file."),
        (b"Name,Phone,Name\n", "Two columns have the same heading: “Name” (columns 1 and 3)."),
    ],
)
def test_a_file_that_is_no_table_is_refused(tmp_path: Path, data: bytes, expected: str) -> None:
    """The message says what the file is and what to do."""
    path = tmp_path / "list.csv"
    path.write_bytes(data)

    with pytest.raises(Unreadable, match=re.escape(expected)):
        read_table(path)


def test_rows_are_numbered_as_the_spreadsheet_shows_them(tmp_path: Path) -> None:
    """Empty rows and cells with several lines do not put the numbers out."""
    path = tmp_path / "list.csv"
    path.write_bytes(b'Name,What\r\n"A\r\nB",x\r\n,\r\nC,y\r\n')

    assert [(2, "A\nB"), (4, "C")] == [(r.number, r.cells["Name"]) for r in read_table(path).rows]


def test_words_beyond_the_headings_are_told(importing: Importer) -> None:
    """A cell with no heading above it is not lost without a word."""
    imported = importing("Name,What,Phone\nTea,Talk,01632 960123,ring after six\n")

    assert "“ring after six” stands in a column with no heading" in imported.out


# ── the mapping ─────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("line", "at", "message", "hint"),
    [
        ("contact.fone: Phone", "4:1", "no field called “contact.fone”", "“contact.phone”"),
        ("phone: Phone", "4:1", "no field called “phone”", "“contact.phone”"),
        ("start: Waht", "4:8", "no column called “Waht”", "did you mean “What”?"),
        ("start: Zebra", "4:8", "no column called “Zebra”", "“Name”, “What”, “Phone”"),
        ("start: {colunm: What}", "4:9", "“colunm” cannot stand", "did you mean “column”?"),
        ("start: {split: ';'}", "4:8", "does not say what becomes start", "column: Heading"),
        ("help: {value: gardenning}", "4:15", "“gardenning”", "“gardening”"),
        ("kind: {column: What, terms: {x: chairty}}", "4:33", "“chairty”", "“charity”"),
        ("start: {column: What, split: ','}", "4:30", "nothing to split", "take split out"),
        ("contact: Phone", "4:1", "“contact” has parts", "contact.phone"),
        ("name: What", "4:1", "“name” is written twice. The first is on line 1", ""),
        ("checked.on: {value: 2026-10-03}", "4:1", "cannot say that an entry was checked", "asks"),
        ("checks: Phone", "4:1", "cannot say that papers were seen", ""),
        ("place.address: What", "4:1", "may be somebody’s home", "place.public: {value: yes}"),
        ("place.public: {value: maybe}", "4:23", "“maybe”", ""),
        ("kind: {column: What, terms: {A: charity, a: other}}", "4:42", "“a” is written twice", ""),
        ("split: ','", "4:1", "no field called “split”", "goes inside the braces"),
    ],
)
def test_a_wrong_mapping_is_told_before_any_row_is_read(
    importing: Importer, line: str, at: str, message: str, hint: str
) -> None:
    """Each problem has its line and column and a near miss, and nothing is written."""
    imported = importing("Name,What,Phone\nTea,Talk,01632 960123\n", dedent(LEAST) + line + "\n")

    assert 2 == imported.code
    assert f"map.yml:{at}: " in imported.err
    assert message in imported.err
    assert hint.replace("asks", "asking the people") in imported.err
    assert not imported.folder.exists()


def test_all_that_is_wrong_with_a_mapping_is_told_at_once(importing: Importer) -> None:
    """Nobody has to run the command five times to hear of five slips."""
    imported = importing("Name,What\n", "nmae: Name\nhelp: {value: nonsense}\nkind: Knid\n")

    assert ["map.yml:1:1", "map.yml:2:15", "map.yml:3:7"] == [
        place.rpartition("/")[2] for place in re.findall(r"^(\S+:\d+:\d+):", imported.err, re.M)
    ]


def test_a_mapping_must_say_what_no_entry_can_be_without(importing: Importer) -> None:
    """A mapping with no name, no summary and no way to get in touch would refuse every row."""
    imported = importing("Name,What\nTea,Talk\n", "start: What\n")

    assert 2 == imported.code
    for expected in ("where the name comes from", "where the summary comes from", "get in touch"):
        assert expected in imported.err


def test_a_mapping_that_is_no_mapping_says_how_to_begin(importing: Importer) -> None:
    """An empty file and a list are answered with a first line to write."""
    for mapping in ("", "- name\n"):
        imported = importing("Group,What\n", mapping)

        assert 2 == imported.code
        assert "name: Group" in imported.err


# ── what one row becomes ────────────────────────────────────────────────────────────────────────

NAMES = [
    ("THE CHESHIRE WILDLIFE TRUST LIMITED", "The Cheshire Wildlife Trust Limited"),
    ("ST. MARY-LE-BOW PTA", "St. Mary-le-Bow PTA"),
    ("O'BRIEN & MCDONALD'S YMCA", "O'Brien & McDonald's YMCA"),
    ("KING HENRY VIII WOMEN'S INSTITUTE", "King Henry VIII Women's Institute"),
    ("3RD ASHTON-UPON-MERSEY SCOUT GROUP", "3rd Ashton-upon-Mersey Scout Group"),
    ("FIRST ASIAN SUPPORT TRUST (FAST) LTD", "First Asian Support Trust (FAST) Ltd"),
    ("TLC: TALK, LISTEN, CHANGE CIC", "TLC: Talk, Listen, Change CIC"),
    ("AGE UK TRAFFORD", "Age UK Trafford"),
    ("ROYAL SOCIETY FOR ANIMALS (ALTRINCHAM)", "Royal Society for Animals (Altrincham)"),
    ("ST SAVIOUR C OF E SCHOOL P.T.A.", "St Saviour C of E School P.T.A."),
    ("Y W C A PLAYGROUP", "Y W C A Playgroup"),
    ("ART WITH A HEART", "Art with a Heart"),
    ("FAITHS4CHANGE AND THE SALE U3A", "Faiths4Change and the Sale U3A"),
    ("CHAIM V'TIKVAH", "Chaim V'Tikvah"),
    ("RSPCA", "RSPCA"),
    ("Citizens Advice SORT Group", "Citizens Advice SORT Group"),
    ("4CT Limited", "4CT Limited"),
]


@pytest.mark.parametrize(("shouted", "expected"), NAMES)
def test_a_name_in_capitals_is_made_readable(shouted: str, expected: str) -> None:
    """Abbreviations, numerals, Mc and O' keep their form; a name that does not shout is kept."""
    assert expected == capitals.readable_name(shouted, capitals.Learned())


def test_a_text_in_capitals_borrows_from_the_rest_of_the_list() -> None:
    """Names of places and abbreviations are written as the list writes them where it is calm."""
    learned = capitals.Learned(["We teach BSL in Salford, and help with BSL in Salford."] * 2)
    actual = capitals.readable_text("WE TEACH BSL IN SALFORD. JOIN US, AS I DID, AT CUP.", learned,
                                    "Communities United Project")  # fmt: skip

    assert "We teach BSL in Salford. Join us, as I did, at CUP." == actual


LONG = "We meet for tea. Everybody is welcome, from Mr. Green to the smallest child, and so on."


@pytest.mark.parametrize(
    ("text", "longest", "expected"),
    [
        ("Tea and talk.", 40, "Tea and talk."),
        (f"All are welcome to our weekly tea. {LONG}", 50, "All are welcome to our weekly tea."),
        (LONG[17:], 50, "Everybody is welcome, from Mr. Green…"),
        (LONG[17:], 60, "Everybody is welcome, from Mr. Green to the smallest child…"),
        ("Tea, cake and every kind of company for anyone", 35, "Tea, cake and every kind…"),
        ("x" * 50, 10, "x" * 9 + "…"),
    ],
)
def test_a_long_text_is_cut_where_it_can_be_cut(text: str, longest: int, expected: str) -> None:
    """At a sentence's end; else at a clause's or a word's, with a sign that more follows."""
    actual = tidying.shorten(text, longest)

    assert len(actual) <= longest
    assert expected == actual


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("01632 960123 or 07700 900123", "01632 960123"),
        ("(01632) 960 123 (mornings only)", "(01632) 960 123"),
        ("me@example.org / 01632\n960123", "01632 960123"),
        ("O1632 960123", "01632 960123"),
        ("+44 (0)1632 960123", "+44 (0)1632 960123"),
        ("999", "999"),
        ("sam07700900123@example.org", None),
        ("ask at the bar", None),
    ],
)
def test_a_phone_number_is_found_among_other_words(cell: str, expected: str | None) -> None:
    """The first number is used; a letter O for 0 is mended; an address's digits are no number."""
    found = next(tidying.phones(cell), None)

    assert expected == (found and re.sub(r"\s+", " ", found.value))


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("www.example.org", ["https://www.example.org"]),
        ("http://a.example/x  b.example", ["http://a.example/x", "https://b.example"]),
        ("HTTP//:www.example.org,", ["http://www.example.org"]),
        ("hello@example.org", []),
        ("javascript:alert(1)", []),
        ("www,example.org none", []),
    ],
)
def test_web_addresses_are_found_and_given_a_scheme(cell: str, expected: list[str]) -> None:
    """What is no web address is not made into one."""
    assert expected == [found.value for found in tidying.web_addresses(cell)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2026-10-03", "2026-10-03"),
        ("3/10/2026", "2026-10-03"),
        ("3rd October 2026", "2026-10-03"),
        ("2026-10-03 00:00:00", "2026-10-03"),
        ("next week", "next week"),
    ],
)
def test_dates_are_read_as_people_in_britain_write_them(text: str, expected: str) -> None:
    """The day comes before the month; what cannot be read is left for the field's own message."""
    assert expected == tidying.day(text)


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        (" ba1 6rt ", ("BA1 6RT", "BA1")),
        ("WA15 OHF", ("WA15 0HF", "WA15")),
        ("BA1", ("", "BA1")),
        ("BA1 6??", ("", "BA1")),
        ("ZZ1 1AA", ("", "")),
    ],
)
def test_a_postcode_is_mended_and_halved(cell: str, expected: tuple[str, str]) -> None:
    """A letter O for a 0 is mended where only one postcode can be meant."""
    assert expected == tidying.mended_postcode(cell)


def test_the_whole_mapping_format_at_work(importing: Importer) -> None:
    """Columns, values, splits, terms, drops and dotted names, as docs/import.md describes them."""
    table = (
        "Name,What,Phone,Type,Help,Ages,From,Since,Post code,Seen,Cost\n"
        "TEA & TALK,Tea for anyone.,01632 960123,Reg. charity,chat; Cooking;-,16,4.50,3/10/2026,"
        "BA1 6RT,Y,NA\n"
    )
    mapping = """\
        name: Name
        summary: What
        contact.phone: Phone
        kind: {column: Type, terms: {reg. charity: charity}, value: other}
        help:
          column: Help
          split: ";"
          terms: {chat: [company, befriending]}
          drop: ["-"]
        ages.from: Ages
        cost.from: From
        cost: {column: Cost, value: Ask us}
        permission.on: Since
        place.outcode: Post code
        personal_care: Seen
        drop: [na]
        """
    expected = {
        "name": "Tea & Talk",
        "summary": "Tea for anyone.",
        "kind": "charity",
        "help": ["company", "befriending", "cooking"],
        "ages": {"from": 16},
        "place": {"outcode": "BA1"},
        "cost": {"text": "Ask us", "from": 4.5},
        "contact": {"phone": "01632 960123"},
        "permission": {"on": "2026-10-03"},
        "personal_care": True,
    }

    assert expected == importing(table, mapping).only


def test_one_column_can_feed_two_fields(importing: Importer) -> None:
    """Each takes what fits it; what more there is goes to the description, whole."""
    table = (
        "Name,What,Contact\nTea,Talk,sam@example.org or 01632 960123 (mornings) www.example.org\n"
    )
    imported = importing(
        table, "name: Name\nsummary: What\ncontact.phone: Contact\ncontact.email: Contact\n"
    )

    assert {"phone": "01632 960123", "email": "sam@example.org"} == imported.only["contact"]
    assert (
        "Contact: sam@example.org or 01632 960123 (mornings) www.example.org"
        == imported.only["description"]
    )


def test_several_columns_can_make_one_field(importing: Importer) -> None:
    """An address in three columns becomes one line, without the empty ones."""
    table = "Name,What,Phone,Street,Area,Town\nTea,Talk,01632 960123,1 High Street,,BATH\n"
    mapping = dedent(LEAST) + "place.public: {value: yes}\nplace.address: [Street, Area, Town]\n"

    assert "1 High Street, BATH" == importing(table, mapping).only["place"]["address"]


def test_a_long_summary_is_kept_whole_in_the_description(importing: Importer) -> None:
    """The summary ends with a sentence, and not one word of the rest is lost."""
    words = "We meet every week for tea and talk. " * 8
    imported = importing(f"Name,What,Phone\nTea,{words},01632 960123\n")

    assert ("We meet every week for tea and talk. " * 5).strip() == imported.only["summary"]
    assert words.strip() == imported.only["description"]


def test_a_home_address_never_gets_in(importing: Importer) -> None:
    """Whole postcodes are cut wherever they stand, unless the list says the place is public."""
    table = """\
        Name,What,Phone,Post code,Public
        Tea,Talk at 1 High Street BA1 6RT,01632 960123,ba16rt,no
        Cake,Talk at 1 High Street BA1 6RT,01632 960123,ba16rt,yes
        """
    mapping = dedent(LEAST) + dedent("""\
        place.postcode: Post code
        place.public: Public
        """)
    imported = importing(table, mapping)

    assert {"outcode": "BA1", "public": False} == imported.values["tea"]["place"]
    assert "Talk at 1 High Street BA1" == imported.values["tea"]["summary"]
    assert {"postcode": "BA1 6RT", "public": True} == imported.values["cake"]["place"]
    assert not places.FULL_POSTCODE.search((imported.folder / "tea.yml").read_text("utf-8"))


def test_a_web_address_that_names_a_door_is_left_out(importing: Importer) -> None:
    """The checks that every entry passes have the last word; the entry stands without the value."""
    table = "Name,What,Phone,Web\nTea,Talk,01632 960123,https://example.org/ba1-6rt\n"
    imported = importing(table, dedent(LEAST) + "contact.website: Web\n")

    assert {"phone": "01632 960123"} == imported.only["contact"]
    assert "contact.website: Left out." in imported.out


def test_a_refuge_gets_no_place(importing: Importer) -> None:
    """Whatever the list says of where it is, not even the first half of the postcode is kept."""
    table = "Name,What,Phone,Post code\nHaven,A safe place (BA1 6RT).,01632 960123,BA1 6RT\n"
    mapping = dedent(LEAST) + dedent("""\
        place.postcode: Post code
        place.public: {value: yes}
        source.id: [Name, Post code]
        help: {value: safe place}
        """)
    imported = importing(table, mapping)

    assert 1 == len(imported.values)
    assert "BA1" not in (imported.folder / "haven.yml").read_text("utf-8")
    assert "row 2 (Haven): place: Left out." in imported.out


def test_rows_that_cannot_be_entries_are_listed_with_the_reason(importing: Importer) -> None:
    """The row's number, its name, and what stood in the cells that were needed."""
    imported = importing("""\
        Name,What,Phone
        Tea,Talk,01632 960123
        ,Talk,01632 960123
        Cake,,01632 960123
        Bread,Talk,ask Sam
        """)

    assert "3 rows could not be used:" in imported.out
    assert "row 3: there is no name: “Name” is empty." in imported.out
    assert "row 4 (Cake): there is no summary: “What” is empty." in imported.out
    assert "row 5 (Bread): there is no way to get in touch: “Phone” says “ask Sam”." in imported.out
    assert "4 rows, 1 entry in" in imported.out
    assert (0, ["tea"]) == (imported.code, list(imported.values))


def test_what_could_not_become_its_field_is_told(importing: Importer) -> None:
    """The entry is made without it; the same slip in many rows is told once, with the rows."""
    table = "Name,What,Phone,Web,Help\nTea,Talk,01632 960123,not yet,zzz\n"
    table += "Cake,Talk,0163,www.example.org,zzz\n"
    mapping = dedent(LEAST) + "contact.website: Web\nhelp: {column: Help, value: other}\n"
    imported = importing(table, mapping)

    assert "row 2 (Tea): contact.website: “not yet” " in imported.out
    assert "row 3 (Cake): contact.phone: “0163” " in imported.out
    assert re.search(r"^  rows 2, 3: help: “zzz” ", imported.out, re.M)
    assert ["other"] == imported.values["tea"]["help"]


def test_columns_that_are_not_used_are_named_once(importing: Importer) -> None:
    """Whoever wrote the mapping sees what it leaves behind."""
    imported = importing("Name,What,Phone,Colour,Shape\nTea,Talk,01632 960123,red,round\n")

    assert "Columns that the mapping does not use: “Colour”, “Shape”." in imported.out


def test_when_nothing_can_be_used_the_command_fails(importing: Importer) -> None:
    """A list in which no row is an entry is a problem, and so is a list with no rows."""
    assert 1 == importing("Name,What,Phone\nTea,Talk,none\n").code
    assert 1 == importing("Name,What,Phone\n").code


def test_words_that_would_run_a_program_do_no_harm(importing: Importer) -> None:
    """Names like a formula, YAML or HTML stay names, and an unsafe link is left out."""
    names = ['=HYPERLINK("http://x")', "Ŵyn & 'Co'", "a: [b] # c", "<script>x</script>", "- !!x"]
    table = "Name,What,Phone,More\n" + "".join(
        '"' + name.replace('"', '""') + '",Talk,01632 960123,[x](javascript:x)\n' for name in names
    )
    imported = importing(table, dedent(LEAST) + "description: More\n")

    assert sorted(names) == sorted(values["name"] for values in imported.values.values())
    assert all("description" not in values for values in imported.values.values())


# ── the folder ──────────────────────────────────────────────────────────────────────────────────

LISTED = dedent(LEAST) + dedent("""\
    place.outcode: Where
    source.name: {value: The old list}
    source.id: Number
    """)

TWICE = """\
    Number,Name,What,Phone,Where
    1,Tea,Talk,01632 960123,BA1
    2,Tea,Talk,01632 960124,BA2
    3,Tea,Talk,01632 960125,BA2
    4,Cake,Talk,01632 960126,BA1
    """


def test_names_that_come_twice_are_told_apart_by_place(importing: Importer) -> None:
    """With the outward code when a name is not the only one, then with a number."""
    assert ["cake", "tea-ba1", "tea-ba2", "tea-ba2-2"] == sorted(importing(TWICE, LISTED).values)


def test_the_same_list_again_changes_nothing(importing: Importer) -> None:
    """Files, ids and times stay as they were, whatever order the rows come in."""
    first = importing(TWICE, LISTED)
    before = {p.name: (p.read_bytes(), p.stat().st_mtime_ns) for p in first.folder.iterdir()}
    heading, *rows = dedent(TWICE).splitlines()
    again = importing("\n".join([heading, *reversed(rows)]) + "\n", LISTED)

    assert "(0 new, 0 changed, 4 the same)" in again.out
    assert before == {
        p.name: (p.read_bytes(), p.stat().st_mtime_ns) for p in again.folder.iterdir()
    }


def test_a_changed_row_changes_its_own_file_only(importing: Importer) -> None:
    """The file keeps its name, and the summary says which fields are different."""
    importing(TWICE, LISTED)
    changed = importing(dedent(TWICE).replace("960126", "960199").replace("Cake", "Buns"), LISTED)

    assert "cake.yml: name, contact.phone" in changed.out
    assert "(0 new, 1 changed, 3 the same)" in changed.out
    assert "Buns" == changed.values["cake"]["name"]


def test_a_file_of_somebody_else_is_never_touched(importing: Importer) -> None:
    """A name that is taken gets another file, and the twin is named."""
    first = importing(TWICE, LISTED)
    own = first.folder / "buns.yml"
    own.write_text("name: Buns\nsummary: Ours.  # with a comment\n", "utf-8")
    added = importing(dedent(TWICE) + "5,Buns,Talk,01632 960127,BA3\n", LISTED)

    assert "name: Buns\nsummary: Ours.  # with a comment\n" == own.read_text("utf-8")
    assert "buns-ba3.yml and buns.yml" in added.out
    assert "(1 new, 0 changed, 4 the same)" in added.out


def test_what_people_added_to_an_imported_entry_stays(importing: Importer) -> None:
    """A list changes only the fields that its mapping fills."""
    first = importing(TWICE, LISTED)
    with (first.folder / "cake.yml").open("a", encoding="utf-8") as file:
        file.write("access: [step-free]\nstatus: {now: paused}\n")
    values = importing(dedent(TWICE).replace("960126", "960199"), LISTED).values["cake"]

    assert "01632 960199" == values["contact"]["phone"]
    assert (["step-free"], {"now": "paused"}) == (values["access"], values["status"])


def test_an_entry_that_somebody_checked_is_left_alone(importing: Importer) -> None:
    """Its people know better than the list; the summary says what the list has now."""
    first = importing(TWICE, LISTED)
    with (first.folder / "cake.yml").open("a", encoding="utf-8") as file:
        file.write("checked: {on: 2026-10-03, how: phone}\n")
    before = (first.folder / "cake.yml").read_bytes()
    again = importing(dedent(TWICE).replace("960126", "960199"), LISTED)

    assert before == (again.folder / "cake.yml").read_bytes()
    assert "cake.yml: it has checked, so somebody looks after it" in again.out
    assert "The list now has another contact.phone" in again.out
    assert "(0 new, 0 changed, 3 the same, 1 left alone)" in again.out


def test_a_row_that_is_gone_is_told_and_its_file_kept(importing: Importer) -> None:
    """Perhaps it closed: that is for a person to find out."""
    importing(TWICE, LISTED)
    again = importing(dedent(TWICE).replace("4,Cake,Talk,01632 960126,BA1\n", ""), LISTED)

    assert "The list has these no longer." in again.out
    assert "  cake.yml" in again.out
    assert "cake" in again.values


def test_rows_with_one_number_do_not_share_a_file(importing: Importer) -> None:
    """The second row called the same is numbered, the same way each time."""
    table = dedent(TWICE).replace("\n2,", "\n1,").replace("\n3,", "\n1,")
    importing(table, LISTED)
    again = importing(table, LISTED)

    assert "(0 new, 0 changed, 4 the same)" in again.out
    assert ["1", "1 (2)", "1 (3)", "4"] == sorted(
        values["source"]["id"] for values in again.values.values()
    )


def test_a_mapping_that_says_nothing_of_the_source_still_works(importing: Importer) -> None:
    """The file's name and each row's own name and place stand in for it."""
    imported = importing("Name,What,Phone\nTea,Talk,01632 960123\n")

    assert {"name": "groups.csv", "id": "Tea"} == imported.values["tea"]["source"]
    assert "1 the same" in importing("Name,What,Phone\nTea,Talk,01632 960123\n").out


# ── real lists, and the command itself ──────────────────────────────────────────────────────────


def test_the_charity_register_is_imported(
    real: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Of Trafford's 736 charities, 714 become entries; the others have no words or no contact."""
    table, plan = real / "trafford_charities.csv", MAPS / "trafford_charities.yml"
    today = date.fromisoformat(TODAY)

    assert 0 == spreadsheet.run(table, plan, tmp_path, today)
    out = capsys.readouterr().out
    assert "736 rows, 714 entries" in out
    assert 19 == len(re.findall(r"^  row .*: there is no summary", out, re.M))
    assert 3 == len(re.findall(r"^  row .*: there is no way to get in touch", out, re.M))
    texts = {path.stem: path.read_text("utf-8") for path in tmp_path.glob("*.yml")}
    assert [] == [name for name, text in texts.items() if places.FULL_POSTCODE.search(text)]
    assert [] == [name for name, text in texts.items() if "\nchecked:" in text]
    wildlife = read_file(tmp_path / "the-cheshire-wildlife-trust-limited.yml").values
    assert "The Cheshire Wildlife Trust Limited" == wildlife["name"]
    assert "01948 820728" == wildlife["contact"]["phone"]
    assert wildlife["description"].startswith(wildlife["summary"])

    assert 0 == spreadsheet.run(table, plan, tmp_path, today)
    assert "(0 new, 0 changed, 714 the same), 22 refused" in capsys.readouterr().out


def test_the_food_banks_are_imported(
    real: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Of 171 rows, 168 become entries; 55 repeated names each get a file of their own."""
    plan = MAPS / "gm_food_banks.yml"
    today = date.fromisoformat(TODAY)

    assert 0 == spreadsheet.run(real / "gm_food_banks.csv", plan, tmp_path, today)
    assert "171 rows, 168 entries" in capsys.readouterr().out
    two_in_one = read_file(tmp_path / "harpurhey-community-church.yml").values
    assert "http://christchurchharpurhey.org/" == two_in_one["contact"]["website"]
    assert "hcconline.org.uk" in two_in_one["description"]
    mixed = read_file(tmp_path / "baguley-surestart-centre.yml").values["contact"]
    assert "baguley.sscc@manchester.gov.uk 0161 227 3477" == f"{mixed['email']} {mixed['phone']}"


@pytest.mark.parametrize("name", ["trafford_charities", "gm_food_banks"])
def test_what_the_command_imports_passes_the_checks(real: Path, tmp_path: Path, name: str) -> None:
    """`build.py import` and then `build.py check`, as a volunteer would run them."""
    shutil.copy(real / f"{name}.csv", tmp_path)
    folder = tmp_path / "entries"
    told = build_py("import", tmp_path / f"{name}.csv", "--map", MAPS / f"{name}.yml",
                    "--into", folder, "--today", TODAY)  # fmt: skip
    assert 0 == told.returncode, told.stderr[-2000:]
    checked = build_py("check", folder, "--entries", folder, "--today", TODAY)

    assert 0 == checked.returncode, checked.stdout[:2000]


def test_the_command_says_which_file_is_missing(tmp_path: Path) -> None:
    """A slip in a file's name is answered with that name, not with a traceback."""
    told = build_py("import", tmp_path / "gone.csv", "--map", "x.yml", "--into", tmp_path / "e")

    assert 2 == told.returncode
    assert "gone.csv: No such file" in told.stderr


def test_the_example_in_the_guide_is_what_happens(importing: Importer) -> None:
    """The spreadsheet and the mapping of docs/import.md give the very file that it shows."""
    guide = (PROJECT / "docs" / "import.md").read_text("utf-8")
    table, mapping, expected = re.findall(r"```(?:csv|yaml)\n(.*?)```", guide, re.S)[:3]
    imported = importing(table, mapping)

    assert ["lift-club", "sew-sociable"] == list(imported.values)
    assert expected == (imported.folder / "sew-sociable.yml").read_text("utf-8")
    assert "row 4 (Quiet Garden): there is no summary" in imported.out
