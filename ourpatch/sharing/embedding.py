"""Our pages on other people's: the search box in a frame, and what a link looks like (oEmbed).

Sources: oembed.com 1.0 (`type`, `html`, `maxwidth`, `maxheight`, thumbnails).
"""

from html import escape
from typing import Any
from urllib.parse import urlsplit

from ourpatch.searching import Question
from ourpatch.sharing.heading import Publisher
from ourpatch.sharing.links import entry_link, find_link

#: The picture that stands for the whole site wherever one is wanted, and its size.
PICTURE = {"link": "/static/picture.png", "width": 1200, "height": 630}

#: How wide and how high the search box likes to be, in pixels: so high, it fits on an old phone.
WIDTH, HEIGHT = 540, 590


def embed_link(question: Question) -> str:
    """The search box, with a question in it already."""
    return find_link(question.on_page(1)).replace("/find", "/embed", 1)


def frame(publisher: Publisher, question: Question, width: int = 0, height: int = HEIGHT) -> str:
    """The HTML that shows the search box in a frame; without `width` as wide as there is room."""
    link = escape(publisher.link(embed_link(question)))
    title = escape(f"Search {publisher.name}")
    wide = str(width) if width else "100%"
    look = "border:0" if width else f"border:0;max-width:{WIDTH}px"
    return (
        f'<iframe src="{link}" title="{title}" width="{wide}" height="{height}" style="{look}"'
        ' loading="lazy"></iframe>'
    )


def path_on(publisher: Publisher, asked_at: str, url: str) -> tuple[str, str] | None:
    """The path and the question of an address of ours; None for anybody else's.

    `asked_at` is the address that the site was asked at, which is ours too.
    """
    try:
        parts = urlsplit(url)
    except ValueError:
        return None
    ours = {urlsplit(address).netloc for address in (publisher.address, asked_at)}
    if parts.scheme not in ("http", "https") or parts.netloc not in ours:
        return None
    return parts.path, parts.query


def entry_as_oembed(entry: dict[str, Any], publisher: Publisher) -> dict[str, Any]:
    """An entry: a link with its name, and its sentence for those who show more."""
    link = publisher.link(entry_link(entry["id"]))
    about = {"type": "link", "title": entry["name"], "url": link, "description": entry["summary"]}
    return {**about, **_common(publisher)}


def search_as_oembed(
    title: str, question: Question, publisher: Publisher, width: int | None, height: int | None
) -> dict[str, Any]:
    """A question: the search box with it, no larger than there is room for."""
    wide = min(width or WIDTH, WIDTH)
    high = min(height or HEIGHT, HEIGHT)
    html = frame(publisher, question, wide, high)
    size = {"width": wide, "height": high}
    return {"type": "rich", "title": title, "html": html, **size, **_common(publisher)}


def _common(publisher: Publisher) -> dict[str, Any]:
    return {
        "version": "1.0",
        "provider_name": publisher.name,
        "provider_url": publisher.link("/"),
        "cache_age": 86400,
        "thumbnail_url": publisher.link(str(PICTURE["link"])),
        "thumbnail_width": PICTURE["width"],
        "thumbnail_height": PICTURE["height"],
    }
