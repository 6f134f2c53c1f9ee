"""What somebody takes away: `/find.json` and `/find.csv`, in the shapes of docs/design.md."""

import csv
import io

import pytest
from conftest import TODAY, Reply, ServeEntries, Site

#: What a spreadsheet takes for the start of a formula (OWASP).
FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")

HOSTILE_NAMES = {
    "web-link": '=HYPERLINK("http://x")',
    "command": "=cmd|' /C calc'!A0",
    "plus": "+1+1",
    "minus": "-2+3",
    "at": "@SUM(1+1)*cmd|' /C calc'!A0",
    "quoted": '"=1+1',
    "comma": 'Tea, "cake" and a chat; £2',
    "apostrophe": "'=1+1",
    "wide": "＝1＋1",
}


def rows_of(reply: Reply) -> list[dict[str, str]]:
    """The rows of a CSV download, as a spreadsheet reads them."""
    return list(csv.DictReader(io.StringIO(reply.body.decode("utf-8-sig"), newline="")))


@pytest.fixture(scope="module")
def formulas(serve_entries: ServeEntries) -> Site:
    """A patch where every name would be a formula."""
    entries = {
        id: {
            "name": name,
            "summary": name,
            "cost": name,
            "start": name,
            "place": {"outcode": "BA1"},
        }
        for id, name in HOSTILE_NAMES.items()
    }
    return serve_entries("formulas", entries)


def test_json_has_the_promised_parts_in_order(site: Site) -> None:
    """The outermost parts of an answer are those of the design, and no others."""
    document = site.find(q="gardening", near="BA1", help=["gardening", "cleaning"]).json

    assert [
        "question", "understood", "total", "page", "pages", "results", "facets", "data",
    ] == list(document)  # fmt: skip
    assert ("gardening", "BA1") == (document["question"]["q"], document["question"]["near"])
    assert {"gardening", "cleaning"} == set(document["question"]["help"])
    assert {"words", "place", "corrections", "widened"} <= document["understood"].keys()
    assert {
        "built_on", "licence", "licence_link", "asked", "link", "publisher",
    } == document["data"].keys()  # fmt: skip
    assert TODAY == document["data"]["built_on"]


def test_json_values_have_the_promised_shapes(site: Site) -> None:
    """Numbers are numbers, lists are lists, and nothing is null that should be empty."""
    document = site.find(q="gardening").json
    shapes = {name: type(value) for name, value in document.items()}
    understood = {name: type(value) for name, value in document["understood"].items()}

    assert {
        "question": dict, "understood": dict, "total": int, "page": int, "pages": int,
        "results": list, "facets": dict, "data": dict,
    } == shapes  # fmt: skip
    assert (list, list, bool) == (
        understood["words"],
        understood["corrections"],
        understood["widened"],
    )
    assert isinstance(document["understood"]["place"], dict | None)


def test_each_result_begins_alike_and_has_every_fact(site: Site) -> None:
    """A result begins with its name, and has what was promised and every column of its row."""
    results = site.find().json["results"]
    columns = set(site.sql("SELECT name FROM pragma_table_info('entry')")) - {"number", "sink"}
    promised = {"miles", "checked_on", "stale", "why"} | columns
    began = {tuple(result)[:3] for result in results}
    shapes = {
        (isinstance(result["miles"], int | float | None), isinstance(result["stale"], bool))
        for result in results
    }

    assert {("id", "name", "summary")} == began
    assert {frozenset()} == {frozenset(promised - result.keys()) for result in results}
    assert {(True, True)} == shapes
    assert {True} == {isinstance(result["help"], list) for result in results}


def test_each_facet_has_its_terms(site: Site) -> None:
    """Every facet is there, each term with an id, a label, a count and whether it is ticked."""
    facets = site.find(help="gardening").json["facets"]
    keys = {tuple(term) for terms in facets.values() for term in terms}

    assert site.sql("SELECT id FROM facet ORDER BY position") == list(facets)
    assert {("id", "label", "count", "selected")} == keys
    assert [True] == [term["selected"] for term in facets["help"] if term["id"] == "gardening"]


@pytest.mark.parametrize("form", ["json", "csv"])
def test_a_download_is_the_whole_answer(site: Site, form: str) -> None:
    """A download has every result, not the page of twenty that was on the screen."""
    reply = site.find(form, pay_with="own-money")
    ids = [result["id"] for result in site.find(pay_with="own-money").json["results"]]
    expected = site.sql(
        "SELECT count(*) FROM entry_term WHERE facet = 'pay_with' AND term = 'own-money'"
    )
    found = rows_of(reply) if form == "csv" else reply.json["results"]

    assert expected == [len(found)]
    assert ids == [row["id"] for row in found]
    assert len(found) > 20


def test_a_page_can_be_asked_for_too(site: Site) -> None:
    """With `page`, a download has that page of the answer."""
    whole = [result["id"] for result in site.find().json["results"]]
    second = site.find(page=2).json

    assert whole[20:40] == [result["id"] for result in second["results"]]
    assert (2, len(whole)) == (second["page"], second["total"])
    assert whole[20:40] == [row["id"] for row in rows_of(site.find("csv", page=2))]


def test_the_page_offers_the_whole_answer(site: Site) -> None:
    """The links to downloads ask the same question, without the page that was turned to."""
    links = site.find("", pay_with="own-money", page=2).page.links().values()
    downloads = [link for link in links if link.startswith("/find.")]

    assert {"/find.csv?pay_with=own-money", "/find.json?pay_with=own-money"} <= set(downloads)


def test_csv_opens_in_a_spreadsheet(site: Site) -> None:
    """CSV starts with the mark that Excel needs for UTF-8, and every line ends as Windows likes."""
    body = site.find("csv").body
    lines = body.decode("utf-8-sig").split("\r\n")

    assert body.startswith(b"\xef\xbb\xbf")
    assert not body.startswith(b"\xef\xbb\xbf\xef\xbb\xbf")
    assert "" == lines[-1]
    assert lines[0].startswith("id,")
    assert "pobl hŷn" in body.decode() or "Cymraeg" in body.decode() or "Welsh" in body.decode()


def test_csv_reads_back_as_the_same_words(site: Site) -> None:
    """Names and summaries come back letter for letter, with their accents and commas."""
    rows = {row["id"]: (row["name"], row["summary"]) for row in rows_of(site.find("csv"))}
    expected = {
        id: (name, said) for id, name, said in site.sql("SELECT id, name, summary FROM entry")
    }

    assert expected == {id: tuple(map(plain, values)) for id, values in rows.items()}


def plain(cell: str) -> str:
    """A cell without the apostrophe that keeps a spreadsheet from running it."""
    return cell[1:] if cell.startswith("'") and cell[1:].lstrip().startswith(FORMULA) else cell


def test_no_cell_is_a_formula(formulas: Site) -> None:
    """Whatever people call themselves, no cell of a download runs when it is opened."""
    rows = rows_of(formulas.find("csv"))
    cells = [cell for row in rows for cell in row.values()]

    assert [] == [cell for cell in cells if cell.startswith(FORMULA) and not is_number(cell)]
    names = {row["id"]: plain(row["name"]) for row in rows}
    assert names == {id: plain(name) for id, name in HOSTILE_NAMES.items()}


def is_number(cell: str) -> bool:
    """True for a plain number, which no spreadsheet runs."""
    try:
        float(cell)
    except ValueError:
        return False
    return True


def test_json_says_what_people_wrote(formulas: Site) -> None:
    """JSON is for programs, so nothing is added to a name."""
    results = formulas.find().json["results"]

    assert HOSTILE_NAMES == {result["id"]: result["name"] for result in results}


def test_numbers_stay_numbers_in_a_spreadsheet(site: Site) -> None:
    """Positions west of Greenwich are numbers below nothing, and a map needs them as numbers."""
    west = [row["longitude"] for row in rows_of(site.find("csv")) if row.get("longitude")]

    assert west
    assert [] == [cell for cell in west if not is_number(cell)]


def test_an_empty_answer_has_the_same_columns(site: Site) -> None:
    """A download with no results has the same first line, so that nothing that reads it breaks."""
    some = site.find("csv").text.partition("\r\n")[0]
    none = site.find("csv", q="zzzzqqqq", help="gardening").text

    assert f"{some}\r\n" == none


@pytest.mark.parametrize(
    ("form", "kind"),
    [("json", "application/json; charset=utf-8"), ("csv", "text/csv; charset=utf-8")],
)
def test_a_download_says_what_it_is(site: Site, form: str, kind: str) -> None:
    """Each form has its own media type and a file name to save it under."""
    reply = site.find(form)

    assert kind == reply.header("content-type")
    assert f'filename="our-patch.{form}"' in reply.header("content-disposition")


@pytest.mark.parametrize(
    "path", ["/find.exe", "/find.JSON", "/find.", "/find.json.exe", "/find.db"]
)
def test_a_form_that_is_not_there_is_not_found(site: Site, path: str) -> None:
    """An ending that we do not have is a page that we do not have."""
    assert 404 == site.get(path).status
