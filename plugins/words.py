"""What every template may say: the site's name, when the data is from, labels, and dates in words."""

from datetime import date
from typing import Any

from datasette import Request, hookimpl
from datasette.app import Datasette

from ourpatch.searching import directory

_DEFAULTS = {"name": "Our Patch", "tagline": "", "area": ""}


@hookimpl
def extra_template_vars(datasette: Datasette, request: Request | None) -> Any:
    """`site`, `build`, and the functions `label`, `group_of` and `plain_date`."""

    async def words() -> dict[str, Any]:
        known = await datasette.get_database("directory").execute_fn(directory)
        site = _DEFAULTS | (datasette.plugin_config("our-patch") or {})
        if phone := site.get("helpline_phone"):
            site["helpline_link"] = "tel:" + "".join(c for c in str(phone) if c in "+0123456789")

        def group_of(help_id: str) -> dict[str, str]:
            word = known.words["help"].get(help_id)
            return known.groups[word.group] if word else {}

        return {
            "site": site,
            "build": {**known.build, "on": known.build["built_on"]},
            "label": known.label,
            "group_of": group_of,
            "plain_date": plain_date,
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
