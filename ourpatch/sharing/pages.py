"""Pages of HTML from the templates, for a server, and for anything else that wants pages.

Datasette's own way of drawing templates is asynchronous throughout, which costs twice the time on a
page of twenty results; our pages have nothing to wait for.
"""

from collections.abc import Mapping, Sequence
from datetime import date
from functools import cache
from typing import Any

from jinja2 import Environment, FileSystemLoader

from ourpatch.house import SITE
from ourpatch.searching import Directory

_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September",
    "October", "November", "December",
)  # fmt: skip

#: No more changes than this are named in a sentence.
MOST_CHANGES = 3


@cache
def _templates() -> Environment:
    """The templates, everything in them escaped."""
    loader = FileSystemLoader(SITE / "templates")
    environment = Environment(loader=loader, autoescape=True)
    environment.globals["plain_date"] = plain_date
    environment.globals["plain_month"] = plain_month
    environment.globals["changed_words"] = changed_words
    environment.filters["inline"] = inline
    return environment


def draw(template: str, known: Directory, site: Mapping[str, Any], **context: Any) -> str:
    """One page. `site` is the patch's own name and helpline, from metadata.yml."""
    page = _templates().get_template(template)
    return page.render(site=site, **words_of(known), **context)


def words_of(known: Directory) -> dict[str, Any]:
    """What every template may say of the data: `build`, and three functions.

    `label` is what people call a term; `labels` those of some terms inside a sentence, joined with
    commas and a last word; `group_of` the family of a kind of help.
    """

    def group_of(help_id: str) -> dict[str, str]:
        word = known.words["help"].get(help_id)
        return known.groups[word.group] if word else {}

    def labels(facet: str, ids: Sequence[str], last: str = " and") -> str:
        words = [inline(known.label(facet, id)) for id in ids]
        return f"{last} ".join(filter(None, (", ".join(words[:-1]), *words[-1:])))

    build = {**known.build, "on": known.build["built_on"]}
    return {"build": build, "label": known.label, "labels": labels, "group_of": group_of}


def inline(words: str) -> str:
    """A label inside a sentence: “Disabled people” loses its capital, “LGBT+ people” does not."""
    return words if words[1:2].isupper() else words[:1].lower() + words[1:]


def plain_date(day: str | None) -> str:
    """A date in words: 2026-10-03 is “3 October 2026”. Months in full, for those who listen."""
    if not day:
        return ""
    found = date.fromisoformat(day)
    return f"{found.day} {_MONTHS[found.month - 1]} {found.year}"


def plain_month(day: str | None) -> str:
    """The month of a date in words: 2026-10-03 is in “October 2026”."""
    return plain_date(day).partition(" ")[2]


def changed_words(labels: Sequence[str]) -> str:
    """What changed, to begin a sentence: “Cost and phone changed”."""
    if len(labels) > MOST_CHANGES:
        return f"{labels[0]} and {len(labels) - 1} other things changed"
    first, *others = labels or ["Something"]
    rest = [inline(label) for label in others]
    listed = ", ".join([first, *rest[:-1]])
    return " and ".join([listed, *rest[-1:]]) + " changed"
