"""From one service of an Open Referral UK feed to a draft of an entry."""

import re
from collections.abc import Callable
from typing import Any

from ourpatch import fields
from ourpatch.importing import doors, tidying
from ourpatch.importing.drafts import Draft
from ourpatch.importing.service_words import put_words
from ourpatch.importing.told_in_json import all_at, plain, text_at, texts_at, things_at

#: Fields of one line, and where their words may stand; the first that says something is used.
_LINES: dict[str, tuple[str, ...]] = {
    "name": ("name", "organization.name"),
    "contact.name": ("contacts.name",),
    "start": ("application_process",),
    "source.id": ("id",),
}
_REACHED: dict[str, tuple[str, ...]] = {
    "email": ("email", "contacts.email", "organization.email"),
    "website": ("url", "organization.website", "organization.url"),
    "social": ("organization.additional_websites.url",),
}
_PHONES = ("contacts.phones", "phones", "organization.phones", "service_at_locations.phones")
_DESCRIPTIONS = ("description", "organization.description")
_ADDRESSES = ("addresses", "physical_addresses")

_STATUSES = {"temporarily closed": "paused", "inactive": "closed", "defunct": "closed"}

#: Schemes of org-id.guide, and the field each belongs in.
_REGISTERS = {
    "GB-CHC": "charity", "GB-SC": "charity", "GB-NIC": "charity", "GB-COH": "company",
}  # fmt: skip

_DAYS = {
    "MO": "Monday", "TU": "Tuesday", "WE": "Wednesday", "TH": "Thursday", "FR": "Friday",
    "SA": "Saturday", "SU": "Sunday",
}  # fmt: skip
_TIME = re.compile(r"(\d\d:\d\d)(?::\d\d)?(?:Z|[+-]\d\d:?\d\d)?")

#: A longer name of an area is a sentence, and goes with the other words.
_LONGEST_AREA = 60

#: What has no field of its own, and the words that it begins with in the description.
_IN_WORDS = {"Also called": "alternate_name", "Accreditations": "accreditations"}

_MADE_UP = "made-up example"


def draft_of(service: dict[str, Any], number: int, feed: str, licence: str) -> Draft:
    """A draft of one service, refused where it lacks what no entry can be without."""
    draft = Draft(place=f"service {number}")
    more: list[str] = []
    for name, paths in _LINES.items():
        _line(draft, name, text_at(service, *paths), more)
    for put in (_status, _reach, _ages, _when, _cost, _covers, _numbers):
        put(draft, service, more)
    put_words(draft, service)
    _place(draft, service)
    _words(draft, service, more)
    draft.put("source.name", tidying.shorten(feed, 200))
    if licence:
        draft.put("source.licence", tidying.shorten(licence, 100))
    doors.hide(draft)
    doors.hide_refuge(draft)
    draft.refused = _refusal(draft)
    return draft


def _line(draft: Draft, name: str, words: str, more: list[str]) -> None:
    """Words on one line. Those that are too long are cut, and kept whole for the description."""
    row = fields.by_name()[name]
    line = tidying.one_line(words, ".")
    if row.longest and len(line) > row.longest:
        more.append(f"{row.label}: {words}")
        line = tidying.shorten(line, row.longest)
    if line:
        draft.put(name, line)


def _status(draft: Draft, service: dict[str, Any], more: list[str]) -> None:
    """Open, paused or closed; and what the feed warns of."""
    alert = text_at(service, "alert")
    if _MADE_UP in alert.lower():
        draft.put("sample", True)
    if now := _STATUSES.get(text_at(service, "status").lower()):
        draft.put("status.now", now)
        _line(draft, "status.why", alert, more)
    elif alert and not draft.get("sample"):
        more.insert(0, alert)


def _reach(draft: Draft, service: dict[str, Any], more: list[str]) -> None:
    """The ways to get in touch: of each kind the first, the others in words."""
    finders: dict[str, Callable[[str], Any]] = {
        "email": tidying.emails,
        "website": tidying.web_addresses,
        "social": tidying.web_addresses,
    }
    for way, paths in _REACHED.items():
        cells = texts_at(service, *paths)
        found = list(dict.fromkeys(each.value for cell in cells for each in finders[way](cell)))
        if found:
            draft.put(f"contact.{way}", found[0])
    if draft.get("contact.website") == (draft.get("contact.social") or ""):
        draft.take_out("contact.website")
    _phones(draft, service, more)


def _phones(draft: Draft, service: dict[str, Any], more: list[str]) -> None:
    """The first number to ring and the first to text; any others in words."""
    seen: set[str] = set()
    for phone in (each for path in _PHONES for each in things_at(service, path)):
        is_text = text_at(phone, "type").lower() in ("text", "sms")
        for number in (found.value for found in tidying.phones(text_at(phone, "number"))):
            way = "text" if is_text else "phone"
            if tidying.squeezed(number) in seen:
                continue
            seen.add(tidying.squeezed(number))
            if draft.get(f"contact.{way}"):
                more.append(f"Another phone number: {number}")
            else:
                draft.put(f"contact.{way}", number)


def _ages(draft: Draft, service: dict[str, Any], more: list[str]) -> None:
    for name, key in (("ages.from", "minimum_age"), ("ages.to", "maximum_age")):
        found = [*all_at(service, key), *all_at(service, f"eligibilitys.{key}")]
        ages = [age for age in found if isinstance(age, int | float) and 0 <= age <= 120]
        if ages:
            draft.put(name, int(ages[0]))


def _when(draft: Draft, service: dict[str, Any], more: list[str]) -> None:
    """Days and times: in words, and as weekly times where they are."""
    _line(draft, "when.text", "; ".join(texts_at(service, "schedules.description")), more)
    every = [*things_at(service, "schedules"), *things_at(service, "regular_schedules")]
    weekly = dict.fromkeys(line for each in every for line in _weekly(each))
    if weekly:
        draft.put("when.weekly", list(weekly)[: fields.by_name()["when.weekly"].longest])


def _weekly(schedule: dict[str, Any]) -> list[str]:
    """A repeating time as ours are written; none for what is not every week."""
    days = text_at(schedule, "byday", "weekday").upper().split(",")
    times = [_TIME.fullmatch(text_at(schedule, name)) for name in ("opens_at", "closes_at")]
    freq, interval = text_at(schedule, "freq"), text_at(schedule, "interval") or "1"
    if not all(times) or freq.upper() not in ("", "WEEKLY") or interval not in ("1", "1.0"):
        return []
    opens, closes = (time[1] for time in times if time)
    names = (_DAYS.get(day.strip()[:2]) for day in days)
    return [f"{name} {opens}-{closes}" for name in names if name]


def _cost(draft: Draft, service: dict[str, Any], more: list[str]) -> None:
    """The price in words, and the lowest as a number when it is in pounds."""
    options = things_at(service, "cost_options")
    in_words = text_at(service, "fees", "fees_description")
    listed = "; ".join(filter(None, (_option(option) for option in options)))
    _line(draft, "cost.text", in_words or listed, more)
    priced = [o for o in options if text_at(o, "currency").upper() in ("", "GBP")]
    amounts = [(o["amount"], o) for o in priced if isinstance(o.get("amount"), int | float)]
    if amounts:
        amount, option = min(amounts, key=lambda pair: pair[0])
        draft.put("cost.from", amount)
        units = "|".join(fields.by_name()["cost.unit"].choices)
        unit = re.search(rf"\b(?:per|an?|each) ({units})\b", text_at(option, "amount_description"))
        if unit:
            draft.put("cost.unit", unit[1])


def _option(option: dict[str, Any]) -> str:
    amount = option.get("amount")
    price = f"£{amount:g}" if isinstance(amount, int | float) else ""
    said = text_at(option, "option"), price, text_at(option, "amount_description")
    return " ".join(filter(None, said))


def _covers(draft: Draft, service: dict[str, Any], more: list[str]) -> None:
    """The areas it serves."""
    districts = []
    for name in texts_at(service, "service_areas.name", "service_areas.service_area"):
        if miles := re.fullmatch(r"Up to (\d+) miles? from .*", name):
            draft.put("covers.within_miles", int(miles[1]))
        elif name in ("Anywhere", "Anywhere, online"):
            draft.put("covers.online" if "online" in name else "covers.anywhere", True)
        elif len(name) <= _LONGEST_AREA:
            districts.append(name)
        else:
            more.append(f"Area: {name}")
    if districts:
        draft.put("covers.districts", districts[: fields.by_name()["covers.districts"].longest])


def _numbers(draft: Draft, service: dict[str, Any], more: list[str]) -> None:
    """The numbers of registers."""
    for each in things_at(service, "organization.organization_identifiers"):
        scheme = text_at(each, "identifier_scheme", "identifier_type").upper()
        number = text_at(each, "identifier")
        name = _REGISTERS.get(scheme, "regulator" if "REGULATOR" in scheme else "")
        if name and number:
            draft.put(f"identifiers.{name}", number)


def _place(draft: Draft, service: dict[str, Any]) -> None:
    """Only the first half of a postcode: a feed does not say which of its places are homes."""
    for location in things_at(service, "service_at_locations.location"):
        paths = (f"{each}.postal_code" for each in _ADDRESSES)
        _, half = tidying.mended_postcode(text_at(location, *paths, "name"))
        if half:
            draft.put("place.outcode", half)
            if text_at(location, *(f"{each}.address_1" for each in _ADDRESSES)):
                why = "A feed does not say which addresses are homes."
                draft.notes.append(f"place.address: Left out. {why}")
            return


def _words(draft: Draft, service: dict[str, Any], more: list[str]) -> None:
    """What it does: a sentence or two for lists, and all the words for its page."""
    whole = text_at(service, *_DESCRIPTIONS)
    first, _, rest = whole.partition("\n\n")
    row = fields.by_name()["summary"]
    line = tidying.one_line(first, ".")
    parts = [rest] if len(line) <= row.longest else [whole]
    if line:
        draft.put("summary", tidying.shorten(line, row.longest))
    for label, path in _IN_WORDS.items():
        parts += [f"{label}: {text}" for text in texts_at(service, path)]
    described = "\n\n".join(filter(None, (plain(part) for part in (*parts, *more))))
    longest = fields.by_name()["description"].longest
    if len(described) > longest:
        over = f"description: It was {len(described):,} characters long and was cut at {longest:,}."
        draft.notes.append(over)
    if described:
        draft.put("description", tidying.shorten(described, longest))


def _refusal(draft: Draft) -> str:
    """Why a draft cannot be an entry, or an empty text."""
    lacks = [name for name in ("name", "summary") if not draft.get(name)]
    if lacks:
        return "; ".join(f"there is no {name}" for name in lacks)
    ways = [row.name for row in fields.fields() if row.reach]
    if any(draft.get(way) for way in ways) or draft.get("status.now") == "closed":
        return ""
    return "there is no way to get in touch"
