"""For programs that read the whole site: robots.txt, the sitemap, and how to search from a browser.

Sources: RFC 9309 (robots.txt), sitemaps.org 0.9, OpenSearch 1.1.
"""

from collections.abc import Iterable, Sequence
from xml.sax.saxutils import escape

from ourpatch.sharing.heading import Publisher
from ourpatch.sharing.links import entry_link

#: The most addresses that one sitemap may have (sitemaps.org).
MOST = 50_000

#: Pages that are no entry. They stand in the first sitemap.
PAGES = ("/", "/about", "/downloads", "/share-our-directory")

#: Those that fetch a page because somebody sent it, to show its title and picture beside it.
_SHOWING_LINKS = (
    "facebookexternalhit", "Twitterbot", "LinkedInBot", "Slackbot", "TelegramBot", "Discordbot",
    "WhatsApp", "Mastodon", "Bluesky",
)  # fmt: skip

#: The longest names that OpenSearch allows.
_SHORT, _LONG = 16, 48

_XML = '<?xml version="1.0" encoding="UTF-8"?>\n'
_SITEMAPS = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'


def robots(publisher: Publisher) -> str:
    """Everybody is welcome. Questions and lists are kept out, because there is no end of them."""
    shown = "".join(f"User-agent: {name}\n" for name in _SHOWING_LINKS)
    return (
        "# Welcome. Every entry has a page of its own, and the sitemap lists them all.\n"
        "# Addresses with a question in them have no end, and show the same entries again.\n"
        "# The whole directory in one file is at /downloads.\n"
        "User-agent: *\n"
        "Disallow: /*?\n"
        "Disallow: /directory/\n"
        "Disallow: /qr.svg\n"
        "\n"
        "# Those who show a page that somebody sends may look at any page.\n"
        f"{shown}Allow: /\n"
        "\n"
        f"Sitemap: {publisher.link('/sitemap.xml')}\n"
    )


def maps_for(entries: int) -> int:
    """How many sitemaps so many entries need."""
    return max(1, -(-(entries + len(PAGES)) // MOST))


def span(number: int) -> tuple[int, int]:
    """Which entries stand in a sitemap, counted from 1: how many come before, and how many."""
    if number == 1:
        return 0, MOST - len(PAGES)
    return (number - 1) * MOST - len(PAGES), MOST


def index_of_maps(maps: int, publisher: Publisher) -> str:
    """The list of all sitemaps, for a directory too large for one."""
    places = (publisher.link(f"/sitemap-{number}.xml") for number in range(1, maps + 1))
    inside = "".join(f"<sitemap><loc>{escape(place)}</loc></sitemap>\n" for place in places)
    return f"{_XML}<sitemapindex {_SITEMAPS}>\n{inside}</sitemapindex>\n"


def site_map(pages: Sequence[str], entries: Iterable[tuple[str, str]], publisher: Publisher) -> str:
    """One sitemap: some pages, and some entries with the day each last changed."""
    places = [(page, "") for page in pages]
    places += [(entry_link(id), day) for id, day in entries]
    inside = "".join(_place(publisher.link(path), day) for path, day in places)
    return f"{_XML}<urlset {_SITEMAPS}>\n{inside}</urlset>\n"


def _place(link: str, day: str) -> str:
    changed = f"<lastmod>{day}</lastmod>" if day else ""
    return f"<url><loc>{escape(link)}</loc>{changed}</url>\n"


def open_search(publisher: Publisher, tagline: str) -> str:
    """How a browser can search here from its own address bar."""
    find = publisher.link("/find?q={searchTerms}")
    picture = publisher.link("/static/icon.svg")
    return (
        f'{_XML}<OpenSearchDescription xmlns="http://a9.com/-/spec/opensearch/1.1/">\n'
        f"<ShortName>{escape(publisher.name[:_SHORT].strip())}</ShortName>\n"
        f"<LongName>{escape(publisher.name[:_LONG].strip())}</LongName>\n"
        f"<Description>{escape(tagline or publisher.name)}</Description>\n"
        f'<Image width="16" height="16" type="image/svg+xml">{escape(picture)}</Image>\n'
        f'<Url type="text/html" template="{escape(find)}"/>\n'
        "<InputEncoding>UTF-8</InputEncoding>\n"
        "<Language>en-GB</Language>\n"
        "</OpenSearchDescription>\n"
    )
