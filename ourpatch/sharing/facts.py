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
#: Said of every entry that is an example.
MADE_UP = "Made-up example. Nobody will answer the phone."

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


#: How to get in touch, by the label that people read: the column, and the column of its link.
_REACH = (
    ("Phone", "contact_phone", "contact_phone_link"),
    ("Text", "contact_text", "contact_text_link"),
    ("Email", "contact_email", ""),
    ("Website", "contact_website", "contact_website"),
    ("Social media", "contact_social", "contact_social"),
)


def ways_to_reach(result: Result) -> Iterator[tuple[str, str, str]]:
    """How to get in touch: label, words and link of each; nothing for what has closed."""
    facts = result.facts
    if is_closed(result):
        return
    for label, column, link in _REACH:
        if words := facts[column]:
            yield label, words, facts[link] if link else f"mailto:{words}"


def reach_lines(result: Result) -> Iterator[str]:
    """How to get in touch, a line for each way."""
    for label, words, _ in ways_to_reach(result):
        yield f"{label}: {words}"


def more_facts(result: Result, known: Directory) -> Iterator[tuple[str, str]]:
    """What else helps somebody to choose, price first. A sentence has an empty label."""
    facts = result.facts
    closed = is_closed(result)
    every = (
        ("Cost", price(facts)),
        ("When", facts["when"]),
        ("Where", _where(result)),
        ("Help with", labels(known, "help", facts["help"])),
        ("Ask for", "" if closed else facts["contact_name"]),
        ("How to start", "" if closed else facts.get("start")),
        ("", "" if closed else _REFERRAL.get(facts["referral"] or "", "")),
        ("Space now", "" if closed else _SPACE.get(facts["space"] or "", facts["space"])),
    )
    for label, value in every:
        if value:
            yield label, str(value)


def more_lines(result: Result, known: Directory) -> Iterator[str]:
    """The same as lines, and when somebody last asked them."""
    for label, value in more_facts(result, known):
        yield f"{label}: {value}" if label else value
    yield last_checked(result)
    if result.facts["sample"]:
        yield MADE_UP


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
