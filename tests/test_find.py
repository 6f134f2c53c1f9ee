"""`/find`: filters, counts, pages and odd questions, held against the database's own tables."""

import math
from collections.abc import Mapping
from itertools import combinations
from typing import Any
from urllib.parse import quote

import pytest
from conftest import Page, Reply, Site

FACETS = (
    "help", "people", "where", "led_by", "kind", "pay_with", "access", "languages", "checks",
)  # fmt: skip

Chosen = Mapping[str, tuple[str, ...]]


def ids_with(site: Site, chosen: Chosen, but: str = "") -> set[str]:
    """The entries that have a term of each facet chosen, by plain SQL; `but` leaves a facet out."""
    found = set(site.sql("SELECT id FROM entry"))
    for facet, terms in chosen.items():
        if facet != but:
            marks = ", ".join("?" * len(terms))
            query = f"SELECT entry FROM entry_term WHERE facet = ? AND term IN ({marks})"
            found &= set(site.sql(query, facet, *terms))
    return found


def common_terms(site: Site, facet: str) -> list[str]:
    """The terms of a facet that entries have, the commonest first."""
    query = "SELECT term FROM entry_term WHERE facet = ? GROUP BY 1 ORDER BY count(*) DESC, 1"
    return site.sql(query, facet)


def ids_in(reply: Reply) -> set[str]:
    """The entries in an answer."""
    return {result["id"] for result in reply.json["results"]}


def counts_in(reply: Reply, facet: str) -> dict[str, int]:
    """The counts of one facet, without the terms that have none."""
    return {term["id"]: term["count"] for term in reply.json["facets"][facet] if term["count"]}


def test_every_entry_is_found_when_nothing_is_asked(site: Site) -> None:
    """With no question, the answer is the whole directory."""
    reply = site.find()

    assert set(site.sql("SELECT id FROM entry")) == ids_in(reply)
    assert len(reply.json["results"]) == reply.json["total"]


@pytest.mark.parametrize("facet", FACETS)
def test_ticks_in_one_facet_are_joined_with_or(site: Site, facet: str) -> None:
    """One tick gives the entries with that term; a second adds those with the other."""
    first, second, *_ = [*common_terms(site, facet), "no-such-term"]

    assert ids_with(site, {facet: (first,)}) == ids_in(site.find(**{facet: first}))
    assert ids_with(site, {facet: (first, second)}) == ids_in(site.find(**{facet: (first, second)}))


@pytest.mark.parametrize(("one", "other"), combinations(FACETS, 2))
def test_ticks_in_two_facets_are_joined_with_and(site: Site, one: str, other: str) -> None:
    """Ticks in different facets must all hold, and no count is off for it."""
    chosen = {one: tuple(common_terms(site, one)[:2]), other: tuple(common_terms(site, other)[1:2])}
    reply = site.find(**chosen)

    assert ids_with(site, chosen) == ids_in(reply)


QUESTIONS: list[Chosen] = [
    {},
    {"help": ("gardening",)},
    {"help": ("gardening", "cleaning", "company"), "where": ("your-home",)},
    {"people": ("older-people",), "pay_with": ("free", "direct-payment"), "kind": ("charity",)},
    {"led_by": ("disabled-people",), "access": ("step-free", "bsl"), "languages": ("english",)},
    {"checks": ("enhanced-dbs",), "where": ("your-home", "out-and-about"), "help": ("lifts",)},
    dict.fromkeys(FACETS, ()),
]


@pytest.mark.parametrize("chosen", QUESTIONS)
@pytest.mark.parametrize("facet", FACETS)
def test_counts_leave_out_their_own_ticks(site: Site, chosen: Chosen, facet: str) -> None:
    """Beside each term stands how many there would be with it, whatever is ticked in its facet."""
    chosen = {name: terms for name, terms in chosen.items() if terms}
    base = ids_with(site, chosen, but=facet)
    query = "SELECT term, entry FROM entry_term WHERE facet = ?"
    expected: dict[str, int] = {}
    for term, entry in site.sql(query, facet):
        if entry in base:
            expected[term] = expected.get(term, 0) + 1

    assert expected == counts_in(site.find(**chosen), facet)


@pytest.mark.parametrize(
    "question",
    [
        {"q": "gardening"},
        {"q": "garden", "help": ["gardening"]},
        {"q": "someone to take mum shopping BA1"},
        {"near": "BA1", "where": ["your-home"]},
        {"q": "company", "near": "Frome", "people": ["older-people", "carers"]},
    ],
)
def test_a_count_is_the_total_that_its_tick_gives(site: Site, question: dict[str, Any]) -> None:
    """Whatever was asked, ticking a term alone in its facet gives as many as stood beside it."""
    asked = site.find(**question)
    for facet in ("help", "people", "where"):
        for term, count in counts_in(asked, facet).items():
            ticked = site.find(**(question | {facet: [term], "page": 1}))
            assert (facet, term, count) == (facet, term, ticked.json["total"])


def test_words_and_ticks_must_both_hold(site: Site) -> None:
    """A filter keeps of the entries found by words those that have its term, and adds none."""
    by_words = ids_in(site.find(q="gardening"))
    both = ids_in(site.find(q="gardening", where="your-home"))

    assert by_words & ids_with(site, {"where": ("your-home",)}) == both
    assert both


def test_what_is_ticked_is_marked(site: Site) -> None:
    """The answer says which terms are ticked, and so do the boxes, even with no results."""
    chosen = {"help": ("gardening", "payroll"), "languages": ("somali",)}
    facets = site.find(**chosen).json["facets"]
    marked = {
        facet: tuple(term["id"] for term in terms if term["selected"])
        for facet, terms in facets.items()
        if any(term["selected"] for term in terms)
    }
    known = {facet: tuple(sorted(terms)) for facet, terms in chosen.items()}

    assert known == {facet: tuple(sorted(terms)) for facet, terms in marked.items()}
    assert known == ticked_on(site.find("", **chosen).page)


def ticked_on(page: Page) -> dict[str, tuple[str, ...]]:
    """The boxes that are ticked on a page."""
    found: dict[str, list[str]] = {}
    for box in page.root.iter("input"):
        if box.get("type") == "checkbox" and "checked" in box.attrib:
            found.setdefault(box.get("name", ""), []).append(box.get("value", ""))
    return {facet: tuple(sorted(terms)) for facet, terms in found.items()}


def test_unknown_parameters_and_terms_are_left_out(site: Site) -> None:
    """A link that somebody tagged, or an old one, still gives an answer and never an empty list."""
    plain = site.find(help="gardening")
    tagged = site.find(
        help=["gardening", "hover-boards"],
        wheelchairs="yes",
        fbclid="abc",
        utm_source="newsletter",
        _facet="name",
        _where="1=2",
        sql="select 1",
        people="",
    )

    assert plain.body == tagged.body
    assert 200 == site.find("", kind="nothing-we-know").status
    assert site.find().body == site.find(kind="nothing-we-know").body


@pytest.mark.parametrize("question", [{}, {"pay_with": "own-money"}, {"q": "company"}])
def test_pages_hold_every_result_once_in_order(site: Site, question: dict[str, str]) -> None:
    """Following “next” from the first page visits the whole answer, and “previous” leads back."""
    whole = [result["id"] for result in site.find(**question).json["results"]]
    pages = [site.find("", **question)]
    while address := link_to(pages[-1], "next"):
        pages.append(site.get(address))
    back = [pages[-1]]
    while address := link_to(back[-1], "prev"):
        back.append(site.get(address))

    assert whole == [id for page in pages for id in entries_on(page)]
    assert math.ceil(len(whole) / 20) == len(pages)
    assert [entries_on(page) for page in pages] == [entries_on(page) for page in reversed(back)]


def link_to(reply: Reply, relation: str) -> str:
    """The address of the link with some relation, such as “next”; empty when there is none."""
    links = (link for link in reply.page.root.iter("a") if link.get("rel") == relation)
    return next((link.get("href", "").partition("#")[0] for link in links), "")


def entries_on(reply: Reply) -> list[str]:
    """The entries that a page of results links to, in order."""
    headings = [link for heading in reply.page.root.iter("h3") for link in heading.iter("a")]
    links = [link.get("href", "") for link in headings]
    return [link.removeprefix("/entry/") for link in links if link.startswith("/entry/")]


@pytest.mark.parametrize("page", ["abc", "0", "-1", "1.5", "", "%00", "٣", "1e3", "²"])
def test_an_odd_page_is_the_first(site: Site, page: str) -> None:
    """A page that is no number from one up gives the first."""
    first = site.get("/find")
    odd = site.get(f"/find?page={quote(page, safe='%')}")

    assert (200, entries_on(first)) == (odd.status, entries_on(odd))


@pytest.mark.parametrize("page", ["6", "999", "999999999", "9" * 30])
def test_a_page_beyond_the_end_shows_results(site: Site, page: str) -> None:
    """Nobody who turns too far is told that there is nothing."""
    assert 0 < len(entries_on(site.get(f"/find?page={page}")))
    assert 0 < len(site.get(f"/find.json?page={page}").json["results"])


ODD_WORDS = [
    "x" * 500,
    "gardening " * 50,
    "y" * 20_000,
    "🪴 gardening 👵🏽",
    '"',
    '"gardening',
    '""',
    "'",
    "*",
    "garden*",
    "NEAR(",
    "NEAR(a b, 2)",
    "AND",
    "a OR b AND NOT c",
    "name:x",
    "^gardening",
    "{name} : x",
    "-",
    "(((",
    "); DROP TABLE entry; --",
    "' OR 1=1 --",
    "\x00",
    "a\x00b",
    "\r\nSet-Cookie: a=b",
    "cŵn a ŵyn, tŷ, Llŷn",
    "ŷ",
    "ﬁsh ﬀ ½ Ⅷ",
    "مرحبا بالعالم",
    "你好",
    "a\u0301\u0302\u0303" * 50,
    "\u202e backwards \u2066",
    "%",
    "%%%20",
    "\\",
    "${7*7} {{7*7}} <%= 7 %>",
    "<script>alert(1)</script>",
    "?help=gardening&q=x#results",
    " ",
    "the of and",
    "1",
    "01632 960123",
    "BA1 2AB",
    "sam@example.org",
    "../../etc/passwd",
]


@pytest.mark.parametrize("text", ODD_WORDS, ids=lambda text: repr(text)[:30])
@pytest.mark.parametrize("box", ["q", "near"])
def test_whatever_is_typed_is_answered(site: Site, text: str, box: str) -> None:
    """Anything in either box gives a whole page and a whole JSON answer."""
    page = site.find("", **{box: text})
    document = site.find(**{box: text})

    assert (200, 200) == (page.status, document.status)
    assert [] == page.page.faults
    assert document.json["total"] == len(document.json["results"])


@pytest.mark.parametrize("query", ["q=%ff%fe", "q=%", "q=%zz", "q", "=", "&&&", "q=a&q=b", "q=%00"])
def test_a_mangled_address_is_answered(site: Site, query: str) -> None:
    """An address that a mail program has broken still opens."""
    assert [200, 200, 200] == [site.get(f"/find{form}?{query}").status for form in FORMS]


FORMS = ("", ".json", ".csv")


def test_filters_are_taken_off_one_by_one(site: Site) -> None:
    """Each selected filter has a link of its own that takes off one filter and nothing else."""
    address = "/find?q=home&help=gardening&help=cleaning&people=older-people&near=BA1"
    for left in (3, 2, 1, 0):
        page = site.get(address.partition("#")[0]).page
        removing = [to for text, to in page.links().items() if "Remove" in text]
        assert (left, left) == (len(removing), sum(map(len, ticked_on(page).values())))
        address = removing[0] if removing else address
        assert "q=home" in address
        assert "near=BA1" in address


def test_removing_a_filter_keeps_the_others(site: Site) -> None:
    """Taking off one of two ticks leaves the other, and the other facets, as they were."""
    page = site.get("/find?help=gardening&help=cleaning&people=older-people&page=2").page
    label = site.sql("SELECT label FROM term WHERE facet = 'help' AND id = 'gardening'")[0]
    (address,) = (to for text, to in page.links().items() if "Remove" in text and label in text)

    left = ticked_on(site.get(address.partition("#")[0]).page)

    assert {"help": ("cleaning",), "people": ("older-people",)} == left
    assert "page=" not in address


def test_no_results_name_the_filter_that_emptied_them(site: Site) -> None:
    """When nothing is left, each filter that could be dropped is offered, and leads on."""
    pairs = combinations(sorted(site.sql("SELECT DISTINCT term FROM entry_term")), 2)
    empty = next(
        chosen
        for one, other in pairs
        if (chosen := as_two_facets(site, one, other)) and not ids_with(site, chosen)
    )
    links = {to.partition("#")[0] for to in site.find("", **empty).page.links().values()}
    wider = {f"/find?{facet}={term}" for facet, (term,) in empty.items()}

    assert 0 == site.find(**empty).json["total"]
    assert set() == wider - links
    assert {True} == {0 < len(entries_on(site.get(address))) for address in wider}


def as_two_facets(site: Site, one: str, other: str) -> Chosen | None:
    """Two terms as a question, when they are of different facets."""
    query = "SELECT min(facet) FROM entry_term WHERE term = ?"
    first, second = site.sql(query, one)[0], site.sql(query, other)[0]
    return {first: (one,), second: (other,)} if first != second else None


def test_the_whole_question_is_in_the_address(site: Site) -> None:
    """The form sends with GET, so that any answer can be sent to somebody as a link."""
    page = site.get("/find?q=home&near=BA1&help=gardening").page
    (form,) = (form for form in page.root.iter("form") if form.get("id") == "find")
    boxes = {box.get("name"): box.get("value") for box in form.iter("input")}

    assert ("get", "/find#results") == (form.get("method"), form.get("action"))
    assert ("home", "BA1") == (boxes["q"], boxes["near"])
    assert [box for box in page.root.iter("input") if box.get("type") == "checkbox"]
    assert {"find"} == {
        box.get("form") for box in page.root.iter("input") if box.get("type") == "checkbox"
    }
