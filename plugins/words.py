"""What every template may say: the site's name, its data, labels, and dates in words."""

from datetime import date
from typing import Any

from datasette import Request, hookimpl
from datasette.app import Datasette
from jinja2 import Environment

from ourpatch.searching import directory

_DEFAULTS = {"name": "Our Patch", "tagline": "", "area": ""}


@hookimpl
def prepare_jinja2_environment(env: Environment, datasette: Datasette) -> None:
    """`site` and `plain_date`, which error pages may use too."""
    site = _DEFAULTS | (datasette.plugin_config("our-patch") or {})
    if phone := str(site.get("helpline_phone", "")):
        site["helpline_link"] = "tel:" + "".join(c for c in phone if c in "+0123456789")
    env.globals["site"] = site
    env.globals["plain_date"] = plain_date


@hookimpl
def extra_template_vars(datasette: Datasette, request: Request | None) -> Any:
    """`build`, and the functions `label` and `group_of`."""

    async def words() -> dict[str, Any]:
        known = await datasette.get_database("directory").execute_fn(directory)

        def group_of(help_id: str) -> dict[str, str]:
            word = known.words["help"].get(help_id)
            return known.groups[word.group] if word else {}

        return {
            "build": {**known.build, "on": known.build["built_on"]},
            "label": known.label,
            "group_of": group_of,
        }

    return words


def plain_date(day: str | None) -> str:
    """A date in words: 2026-10-03 is “3 October 2026”. Months in full, for those who listen."""
    if not day:
        return ""
    found = date.fromisoformat(day)
    return f"{found.day} {_MONTHS[found.month - 1]} {found.year}"


_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September",
    "October", "November", "December",
)  # fmt: skip
