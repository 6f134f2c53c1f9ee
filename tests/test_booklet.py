"""Booklets and sheets of paper, read by programs that nobody here wrote (pypdf, pikepdf, page)."""

import io
import shutil
from collections import Counter
from collections.abc import Iterator, Mapping
from itertools import pairwise
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from conftest import PROJECT, TODAY, ServeEntries, Site, build_py, write_entry
from playwright.sync_api import Browser
from printed import links, opened, printed

from ourpatch.sharing.forms import forms_for

checker = pytest.importorskip("page", reason="page-validation is not here to check PDFs.")

ADDRESS = "https://our-patch.example"
AS_IT_WAS = "as it was on 21 November 2026"
POINTS_IN_MM = 72 / 25.4

#: Everything that means something to Typst, to JSON or to a page, and letters that few fonts have.
HOSTILE = {
    "typst": '#1 *friends* _of_ $x^2$ @home <b> `code` \\ "quoted" // not a comment',
    "escape": '#sys.inputs #import "x": * #panic("out") [brackets] {braces} ~ -- ---',
    "markup": "= Heading + item - item / term: <script>alert(1)</script> &amp;",
    "welsh": "Ŵyn a’r ŷd, Tŷ Gwyn, Ẅ ẁ ỳ â ê î ô û",
    "polish": "Łódź i przyjaciele, Çağrı, Ñandú",
    "others": "Привіт, Ελλάδα",
    "quotes": "It's “ours” – 'all' of it… £5 or €6",
}

LONG = "We will talk it over with you first, and then we will write it down. " * 4


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of entries with hostile names, and of some that are too long or hardly there."""
    entries = tmp_path_factory.mktemp("hostile") / "entries"
    for id, name in HOSTILE.items():
        write_entry(entries, id, name=name, summary=name, help=["gardening"])
    write_entry(entries, "party", name="Party 🎉 people 👩‍👧", help=["company"])
    write_entry(entries, "run", name="Llanfair" + "pwllgwyngyll" * 6, summary="x" * 190)
    write_entry(
        entries, "long", name="Long and whole", help=["crafts"], start=LONG, cost=LONG, when=LONG,
        contact={"phone": "01632 960777", "email": f"{'somebody.' * 6}else@example.org"},
    )  # fmt: skip
    return entries


def publish(entries: Path, out: Path, *options: str) -> bytes:
    """The booklet that the command makes of some entries."""
    given = ("--entries", entries, "--today", TODAY, "--address", ADDRESS, "--out", out)
    told = build_py("publish", "booklet", *given, *options)
    assert 0 == told.returncode, told.stderr
    assert f"{out} is ready" in told.stdout
    return out.read_bytes()


@pytest.fixture(scope="module")
def samples(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """The booklet of the project's own entries."""
    return publish(PROJECT / "entries", tmp_path_factory.mktemp("booklet") / "booklet.pdf")


@pytest.fixture(scope="module")
def strange(hostile: Path, tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """The booklet of the hostile entries, in the hardest size: small paper, large letters."""
    out = tmp_path_factory.mktemp("strange") / "booklet.pdf"
    return publish(hostile, out, "--size", "A5", "--large")


def test_everybody_is_in_the_booklet(samples: bytes, site: Site) -> None:
    """Every name is there, and every number of those who have not closed."""
    said = " ".join(printed(samples))
    names = site.sql("SELECT name FROM entry")
    phones = site.sql("SELECT contact_phone FROM entry WHERE status != 'closed'")

    assert len(names) > 50
    assert [] == [name for name in names if name not in said]
    assert [] == [phone for phone in phones if phone and phone not in said]


def test_what_has_closed_has_no_number(samples: bytes, site: Site) -> None:
    """Nobody is sent to ring somebody who is gone; the booklet says that they have closed."""
    pages = printed(samples)
    (first,) = [at for at, page in enumerate(pages) if page.startswith("No longer going")]
    (last,) = [at for at, page in enumerate(pages) if page.startswith("By place")]
    closed = " ".join(pages[first:last])

    assert [] == [
        name
        for name in site.sql("SELECT name FROM entry WHERE status = 'closed'")
        if name not in closed
    ]
    assert "Closed on 31 July 2026." in closed
    assert "01632" not in closed


def test_every_page_says_from_when_it_is(samples: bytes, strange: bytes) -> None:
    """A page that comes loose still says how old it is."""
    assert [] == [page for page in printed(samples) + printed(strange) if AS_IT_WAS not in page]


def test_the_booklet_finds_people_three_ways(samples: bytes, site: Site) -> None:
    """Contents with the kinds of help, then who is where, then everybody from A to Z."""
    pages = printed(samples)
    kinds = site.sql("SELECT label FROM term WHERE facet = 'help' AND entries > 0")
    contents = " ".join(pages[1:4])
    (by_place,) = [at for at, page in enumerate(pages) if page.startswith("By place")]
    (a_to_z,) = [at for at, page in enumerate(pages) if page.startswith("Everybody, from A to Z")]
    places, index = " ".join(pages[by_place:a_to_z]), " ".join(pages[a_to_z:])

    assert [] == [label for label in kinds if label not in contents]
    assert "Frome, BA11" in places
    assert "Online, by phone, or wherever you live" in places
    assert [] == [name for name in site.sql("SELECT name FROM entry") if name not in index]


def test_the_index_is_right(samples: bytes, site: Site) -> None:
    """The page that the index gives is the page with the entry on it."""
    pages = printed(samples)
    (a_to_z,) = [at for at, page in enumerate(pages) if page.startswith("Everybody, from A to Z")]
    index = " ".join(pages[a_to_z:])
    for id, name in site.sql("SELECT id, name FROM entry"):
        number = index.partition(f"{name} ")[2].split()[0]
        assert f"our-patch.example/entry/{id}" in pages[int(number) - 1], name


def test_every_entry_has_its_page(samples: bytes, site: Site) -> None:
    """Each entry's short address is printed, and leads to its page."""
    said = " ".join(printed(samples))
    ids = site.sql("SELECT id FROM entry")
    led_to = links(samples)

    assert [] == [id for id in ids if f"our-patch.example/entry/{id}" not in said]
    assert [] == [id for id in ids if f"{ADDRESS}/entry/{id}" not in led_to]


def test_no_entry_is_split(samples: bytes, site: Site) -> None:
    """An entry is on one page, from its name to its address."""
    assert [] == split_in(samples, site, site.sql("SELECT id FROM entry"))


def test_few_entries_are_split_on_small_paper(site: Site, tmp_path: Path) -> None:
    """On A5 only an entry that is longer than a page goes on over it."""
    every_fourth = site.sql("SELECT id FROM entry WHERE status = 'open' ORDER BY id")[::4]
    folder = tmp_path / "entries"
    folder.mkdir()
    for id in every_fourth:
        shutil.copy(PROJECT / "entries" / f"{id}.yml", folder)
    made = publish(folder, tmp_path / "a.pdf", "--size", "A5")

    assert len(every_fourth) >= 20
    assert len(split_in(made, site, every_fourth)) <= 5


def split_in(made: bytes, site: Site, ids: list[str]) -> list[str]:
    """Those of some entries whose name or number is not on the page with their address."""
    pages = [page.replace(" ", "") for page in printed(made)]
    split = []
    for id, *said in site.sql("SELECT id, name, contact_phone FROM entry WHERE status != 'closed'"):
        if id in ids:
            (foot, *_) = [page for page in pages if f"our-patch.example/entry/{id}" in page]
            whole = all((words or "").replace(" ", "") in foot for words in said)
            split += [] if whole else [id]
    return split


@pytest.mark.parametrize("large", [False, True])
@pytest.mark.parametrize(("size", "wide", "high"), [("A4", 210, 297), ("A5", 148, 210)])
def test_paper_and_letters_are_as_asked(
    size: str, wide: int, high: int, large: bool, tmp_path: Path
) -> None:
    """A4 and A5; letters of 14 points and none under 12, in large print 18 and none under 16."""
    folder = tmp_path / "entries"
    folder.mkdir()
    for id in ("box-valley-car-scheme", "bath-deaf-cafe", "brave-faces"):
        shutil.copy(PROJECT / "entries" / f"{id}.yml", folder)
    options = ("--size", size, *(["--large"] if large else []))
    made = publish(folder, tmp_path / "booklet.pdf", *options)
    boxes = [[float(side) for side in page.mediabox] for page in opened(made).pages]
    sizes = letter_sizes(made)

    assert {(0, 0, wide, high)} == {*map(in_mm, boxes)}
    assert (18 if large else 14) == sizes.most_common(1)[0][0]
    assert min(sizes) >= (16 if large else 12)


def in_mm(box: list[float]) -> tuple[int, ...]:
    """A page's sides in whole millimetres."""
    return tuple(round(side / POINTS_IN_MM) for side in box)


def letter_sizes(made: bytes) -> Counter[float]:
    """How many letters there are of each size, in points."""
    sizes: Counter[float] = Counter()

    def count(text: str, _page: Any, matrix: Any, _font: Any, size: float) -> None:
        if text.strip():
            sizes[round(size * abs(matrix[3]), 1)] += len(text.strip())

    for page in opened(made).pages:
        page.extract_text(visitor_text=count)
    return sizes


@pytest.mark.parametrize("id", HOSTILE)
def test_names_print_as_they_are_written(id: str, strange: bytes) -> None:
    """What means something to Typst is only words, wherever a name stands."""
    said = "".join(printed(strange)).replace(" ", "")

    assert said.count(HOSTILE[id].replace(" ", "")) >= 2


def test_letters_that_no_font_has_stop_nothing(strange: bytes) -> None:
    """A little picture in a name is printed or left out; the rest of the name is there."""
    said = " ".join(printed(strange))

    assert "Party" in said
    assert "people" in said


def test_what_is_too_long_for_a_page_is_whole(strange: bytes) -> None:
    """A very long entry goes on over the page, its number beside its name, and loses no word."""
    pages = printed(strange)
    (first,) = [page for page in pages if "01632 960777" in page]
    said = "".join(pages).replace(" ", "").replace("\xad", "")

    assert "Long and whole" in first
    assert 3 * 4 == said.count("writeitdown.")
    assert "x" * 190 in said
    assert "pwllgwyngyll" * 6 in said
    assert "somebody." * 6 in said


def test_welsh_is_in_our_own_letters(tmp_path: Path) -> None:
    """The font has ŵ and ŷ, so that no other steps in, and it travels in the file."""
    write_entry(tmp_path / "entries", "ty-gwyn", name=HOSTILE["welsh"], help=["company"])
    made = publish(tmp_path / "entries", tmp_path / "booklet.pdf")

    assert {"AtkinsonHyperlegibleNext-Regular", "AtkinsonHyperlegibleNext-Bold"} == fonts_in(made)


def fonts_in(made: bytes) -> set[str]:
    """The fonts that travel in a PDF, by their own names; all those it uses must."""
    found = set()
    with pikepdf.open(io.BytesIO(made)) as pdf:
        for thing in pdf.objects:
            if isinstance(thing, pikepdf.Dictionary) and thing.get("/Type") == "/FontDescriptor":
                assert {"/FontFile2", "/FontFile3"} & {*thing.keys()}
                found.add(str(thing["/FontName"]).partition("+")[2])
    return found


@pytest.mark.parametrize("which", ["samples", "strange"])
def test_somebody_elses_checker_finds_nothing(which: str, request: pytest.FixtureRequest) -> None:
    """No rule of PDF/UA-1 that a program can tell is broken, as `page` reads them (104 of them)."""
    assert [] == broken_in(request.getfixturevalue(which))


def test_somebody_elses_checker_would_find_something(strange: bytes) -> None:
    """The same checker refuses the same booklet without its title, its language or its tags."""
    refused = {}
    for name in ("Lang", "MarkInfo", "StructTreeRoot", "Metadata"):
        out = io.BytesIO()
        with pikepdf.open(io.BytesIO(strange)) as pdf:
            del pdf.Root[f"/{name}"]
            pdf.save(out)
        refused[name] = broken_in(out.getvalue())

    assert [] == [name for name, broken in refused.items() if not broken]


def broken_in(made: bytes) -> list[str]:
    """The rules of PDF/UA-1 that a PDF breaks."""
    report = checker.validate_pdf_bytes(made, profile="ua1")
    assert report.rules.total > 100
    return [f"{each.rule_id}: {each.message}" for each in report.failures]


def test_it_reads_well_aloud(samples: bytes, site: Site) -> None:
    """It is marked as PDF/UA-1, with its language, its title, and headings in their order."""
    with pikepdf.open(io.BytesIO(samples)) as pdf:
        root = pdf.Root
        with pdf.open_metadata() as metadata:
            assert "1" == metadata["pdfuaid:part"]
            assert f"Our Patch: Everybody in the directory, {AS_IT_WAS}" == metadata["dc:title"]
        assert root.MarkInfo.Marked
        assert "en-GB" == str(root.Lang)
        assert root.ViewerPreferences.DisplayDocTitle
        tags = [*tags_in(root.StructTreeRoot)]
    levels = [int(tag[1:]) for tag in tags if tag[:1] == "H" and tag[1:].isdigit()]
    (entries,) = site.sql("SELECT count(*) FROM entry")

    assert {"Document", "TOC", "TOCI", "P", "Link", "L", "LI"} <= {*tags}
    assert entries == levels.count(3)
    assert 1 == levels[0]
    assert [] == [two for two in pairwise(levels) if two[1] > two[0] + 1]


def tags_in(node: Any) -> Iterator[str]:
    """The tags of a PDF in the order that they are read."""
    if not isinstance(node, pikepdf.Dictionary):
        return
    if "/S" in node:
        yield str(node["/S"])[1:]
    children: Any = node.get("/K", [])
    for child in children if isinstance(children, pikepdf.Array) else [children]:
        yield from tags_in(child)


def test_a_booklet_of_a_question(tmp_path: Path, site: Site) -> None:
    """`--find` takes a question, or the whole link of a search; the same makes the same bytes."""
    question = "help=gardening&near=BA1"
    link = f"{ADDRESS}/find?{question}"
    made = publish(PROJECT / "entries", tmp_path / "a.pdf", "--find", question)
    pasted = publish(PROJECT / "entries", tmp_path / "b.pdf", "--find", link)
    expected = [each["id"] for each in site.get(f"/find.json?{question}").json["results"]]
    found = [link.rpartition("/")[2] for link in links(made) if "/entry/" in link]

    assert made == pasted
    assert sorted(expected) == sorted(found)
    assert "Anybody near BA1. Kind of help: Gardening" in printed(made)[0]


WRONG: Mapping[str, tuple[tuple[str, ...], str]] = {
    "no such filter": (("booklet", "--find", "colour=green"), "“colour=green” asks nothing"),
    "nobody": (("booklet", "--find", "q=zzzzqqqq&help=gardening"), "Nobody answers “q=zzzzqqqq"),
    "not a PDF": (("booklet", "--out", "booklet.zip"), "Name a file such as booklet.pdf"),
    "no web address": (("booklet", "--address", "our-patch"), "our-patch is no web address"),
    "no paper": (("site", "--size", "A5"), "--size and --large are for a booklet"),
}


@pytest.mark.parametrize("case", WRONG)
def test_what_cannot_be_made_is_said(case: str, tmp_path: Path) -> None:
    """What is wrong is said in words, nothing is written, and the exit code is 2."""
    options, message = WRONG[case]
    out = ("--out", str(tmp_path / "booklet.pdf"))
    told = build_py("publish", "--today", TODAY, *out, *options)

    assert 2 == told.returncode
    assert message in told.stderr
    assert "Traceback" not in told.stderr
    assert [] == [*tmp_path.iterdir()]


def test_without_an_address_there_are_no_codes(tmp_path: Path) -> None:
    """A booklet whose site is nowhere yet is made all the same, and says how to get codes."""
    write_entry(tmp_path / "entries", "one")
    given = ("--entries", tmp_path / "entries", "--out", tmp_path / "a.pdf", "--today", TODAY)
    told = build_py("publish", "booklet", *given)

    assert 0 == told.returncode
    assert "--address https://our-patch.example" in told.stdout
    assert ["tel:+441632960123"] == links((tmp_path / "a.pdf").read_bytes())


def test_a_list_on_paper_keeps_its_order_and_its_note(site: Site) -> None:
    """A sheet has the list as somebody chose it, with what they wrote, and who is not here now."""
    ids = "two-mops,bath-deaf-cafe,nobody-of-that-name"
    reply = site.get(f"/list.pdf?ids={ids}&note=Ring+*Two*+first.")
    said = " ".join(printed(reply.body))

    assert "application/pdf" == reply.header("content-type")
    assert "Ring *Two* first." in said
    assert said.index("Two Mops") < said.index("Bath Deaf Café")
    assert "not in the directory now: nobody-of-that-name" in said
    assert f"{site.base}/entry/two-mops" in links(reply.body)


def test_one_entry_on_paper(site: Site) -> None:
    """An entry's sheet is called by its name, and starts with it."""
    reply = site.get("/entry/bath-deaf-cafe.pdf")
    about = opened(reply.body).metadata

    assert about
    assert f"Bath Deaf Café, Our Patch, {AS_IT_WAS}" == about.title
    assert printed(reply.body)[0].startswith("Bath Deaf Café")
    assert 404 == site.get("/entry/nobody-of-that-name.pdf").status
    assert [] == broken_in(reply.body)
    assert "/entry/bath-deaf-cafe.pdf" in site.get("/entry/bath-deaf-cafe").text


def test_one_entry_is_whole_on_paper(serve_entries: ServeEntries) -> None:
    """The sheet of one entry has their own words too, in both languages, without Markdown."""
    words = {
        "description": "# About\n\n"
        + "**We** do, #1 $x$. " * 110
        + "\n\n- one\n- [two](https://a.example)",
        "cy": {"name": "Ŵyn", "summary": "Crynodeb.", "description": "Mwy am yr ŷd."},
        "ages": {"from": 18},
        "access": ["step-free"],
    }
    patch = serve_entries("whole", {"welsh": {"name": 'Ŵyn & "Co"', **words}})
    reply = patch.get("/entry/welsh.large.pdf")
    said = " ".join(printed(reply.body))

    assert 'Ŵyn & "Co"' in printed(reply.body)[0]
    assert 110 == said.replace(" ", "").count("Wedo,#1$x$.")
    assert "• one • two (https://a.example) Crynodeb. Mwy am yr ŷd." in said
    assert "Ages 18 and over" in said
    assert "**" not in said
    assert [] == broken_in(reply.body)
    with pikepdf.open(io.BytesIO(reply.body)) as pdf:
        spoken = {
            str(each.Lang)
            for each in pdf.objects
            if isinstance(each, pikepdf.Dictionary) and "/Lang" in each
        }
    assert {"en-GB", "cy-GB"} <= spoken


def test_too_many_for_paper_is_said(serve_entries: ServeEntries) -> None:
    """A server offers paper for so many entries only, and says so to whoever asks for more."""
    crowd = serve_entries("crowd", {f"one-{n}": {"help": ["company"]} for n in range(501)})
    reply = crowd.get("/find.pdf")
    page = crowd.get("/find")

    assert ["pdf", "large.pdf"] == [form.ending for form in forms_for(500) if "pdf" in form.ending]
    assert 400 == reply.status
    assert "501 are too many for this form. Ask for 500 or fewer" in reply.text
    assert "/find.xlsx" in page.text
    assert "/find.pdf" not in page.text


@pytest.mark.parametrize("path", ["/entry/two-mops", "/find?q=gardening", "/list?ids=two-mops"])
def test_printed_pages_have_our_letters_and_screens_do_not(
    browser: Browser, site: Site, path: str
) -> None:
    """A page is printed in our letters; on a screen nobody fetches them."""
    context = browser.new_context()
    page = context.new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(site.base + path, wait_until="networkidle")
    on_screen = [url for url in asked if "/fonts/" in url or "/qr.svg" in url]
    page.emulate_media(media="print")
    page.evaluate("document.fonts.ready")  # a browser with a slow line prints in its own letters
    made = page.pdf(format="A4")
    context.close()

    assert [] == on_screen
    assert [url for url in asked if "/qr.svg" in url]
    assert [name for name in fonts_in(made) if "AtkinsonHyperlegibleNext" in name]
    assert f"{site.base}{path}" in " ".join(printed(made))
