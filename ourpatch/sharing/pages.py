"""Pages of HTML from the templates, for a server, and for anything else that wants pages.

Datasette's own way of drawing templates is asynchronous throughout, which costs twice the time on a
page of twenty results; our pages have nothing to wait for.
"""

from collections.abc import Mapping, Sequence
from functools import cache, partial
from typing import Any

from jinja2 import Environment, FileSystemLoader

from ourpatch.house import SITE
from ourpatch.searching import Directory, Shortlist
from ourpatch.sharing.links import carrying, list_link
from ourpatch.sharing.wording import (
    changed_words,
    inline,
    plain_date,
    plain_money,
    plain_month,
    plain_size,
)

_NOTHING_KEPT = Shortlist()


@cache
def _templates() -> Environment:
    """The templates, everything in them escaped."""
    loader = FileSystemLoader(SITE / "templates")
    environment = Environment(loader=loader, autoescape=True)
    environment.globals |= {
        "plain_date": plain_date,
        "plain_money": plain_money,
        "plain_month": plain_month,
        "plain_size": plain_size,
        "changed_words": changed_words,
    }
    environment.filters["inline"] = inline
    return environment


def draw(
    template: str,
    known: Directory,
    site: Mapping[str, Any],
    kept: Shortlist = _NOTHING_KEPT,
    **context: Any,
) -> str:
    """One page. `site` is the patch's own name and helpline, from metadata.yml.

    `kept` is the list that somebody is making.
    """
    page = _templates().get_template(template)
    listed = list_of(kept, context.get("own_link", ""))
    return page.render(site=site, **listed, **words_of(known), **context)


def list_of(kept: Shortlist, own_link: str) -> dict[str, Any]:
    """What every template may say of somebody's list, from the page at `own_link`.

    The list is in the address of every page they turn to, so each link goes through `carry`. From
    an id, `put_on` and the three others give this page with the list changed.
    """

    def here(changed: Shortlist) -> str:
        return carrying(own_link, changed)

    return {
        "kept": kept,
        "kept_pairs": kept.parameters(),
        "kept_link": list_link(kept),
        "carry": partial(carrying, shortlist=kept),
        "put_on": lambda id: here(kept.with_one(id)),
        "take_off": lambda id: here(kept.without(id)),
        "move_up": lambda id: here(kept.moved(id, -1)),
        "move_down": lambda id: here(kept.moved(id, 1)),
    }


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
