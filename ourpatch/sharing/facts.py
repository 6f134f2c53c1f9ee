"""The facts of an entry as lines of plain words, for what people read away from our pages."""

from collections.abc import Iterator
from typing import Any

from ourpatch.searching import Directory, Result
from ourpatch.sharing.wording import inline, plain_date

#: What is said of help to start, by the choices of the field `referral`.
_REFERRAL = {
    "not needed": "You can go straight to them.",
    "needed": "Somebody has to refer you, such as your doctor or a social worker.",
    "either": "You can go straight to them, or somebody can refer you.",
}
_SPACE = {"yes": "Yes", "no": "No, they are full", "waiting list": "There is a waiting list"}


def state(result: Result) -> str:
    """What must be known before anything else: closed, or having a break; empty when open."""
    facts = result.facts
    since = plain_date(facts["status_since"])
    if facts["status"] == "closed":
        return f"Closed{f' on {since}' if since else ''}."
    if facts["status"] == "paused":
        return f"Having a break{f' since {since}' if since else ''}."
    return ""


def is_closed(result: Result) -> bool:
    """True when nobody should be rung there any more."""
    return bool(result.facts["status"] == "closed")


def labels(known: Directory, facet: str, ids: list[str]) -> str:
    """The labels of some terms, with commas between."""
    return ", ".join(known.label(facet, id) for id in ids)


def reach_lines(result: Result) -> Iterator[str]:
    """How to get in touch; nothing for what has closed."""
    facts = result.facts
    if is_closed(result):
        return
    for label, column in (
        ("Phone", "contact_phone"),
        ("Text", "contact_text"),
        ("Email", "contact_email"),
        ("Website", "contact_website"),
        ("Social media", "contact_social"),
    ):
        if facts[column]:
            yield f"{label}: {facts[column]}"


def more_lines(result: Result, known: Directory) -> Iterator[str]:
    """What else helps somebody to choose, the price first."""
    facts = result.facts
    yield from _line("Cost", price(facts))
    yield from _line("When", facts["when"])
    yield from _line("Where", _where(result))
    yield from _line("Help with", labels(known, "help", facts["help"]))
    if not is_closed(result):
        yield from _line("Ask for", facts["contact_name"])
        yield from _line("How to start", facts.get("start"))
        yield from _line("", _REFERRAL.get(facts["referral"] or "", ""))
        yield from _line("Space now", _SPACE.get(facts["space"] or "", facts["space"]))
    yield last_checked(result)
    if facts["sample"]:
        yield "Made-up example. Nobody will answer the phone."


def price(facts: dict[str, Any]) -> str:
    """The cost in their own words, or the lowest price."""
    if facts["cost"] or facts["cost_from"] is None:
        return facts["cost"] or ""
    if not facts["cost_from"]:
        return "Free"
    pounds = f"{facts['cost_from']:.2f}".removesuffix(".00")
    unit = facts["cost_unit"]
    each = f" {'an' if unit in ('hour', 'item') else 'a'} {unit}" if unit else ""
    return f"From £{pounds}{each}"


def last_checked(result: Result) -> str:
    """When somebody last asked them, as a sentence."""
    if not result.checked_on:
        return "Not checked with them yet."
    old = ", so some of it may have changed" if result.stale else ""
    return f"Last checked {plain_date(result.checked_on)}{old}."


def _where(result: Result) -> str:
    facts = result.facts
    address = [facts["place_venue"], facts["place_address"], facts["place_postcode"]]
    spot = ", ".join(filter(None, address)) or facts["based"] or ""
    return ", ".join(filter(None, (spot, inline(result.distance))))


def _line(label: str, value: Any) -> Iterator[str]:
    if value:
        yield f"{label}: {value}" if label else str(value)
