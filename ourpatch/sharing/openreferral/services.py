"""An entry as a service of an organisation: each entry is one of both."""

from dataclasses import dataclass
from typing import Any

from ourpatch.searching import Directory
from ourpatch.sharing.openreferral import details
from ourpatch.sharing.openreferral.ids import Ids, told
from ourpatch.sharing.openreferral.locations import service_at_locations
from ourpatch.sharing.openreferral.records import Record
from ourpatch.sharing.openreferral.taxonomies import Taxonomies
from ourpatch.sharing.pages import words_of
from ourpatch.sharing.wording import plain_date

#: A closed group stays in the feed and says that it is no more, so that whoever gathered it while
#: it was open hears of it. “inactive” would leave open whether it comes back.
STATUSES = {"open": "active", "paused": "temporarily closed", "closed": "defunct"}

_SPACE = {
    "yes": "There is space for somebody new",
    "no": "There is no space now",
    "waiting list": "There is a waiting list",
}
_REFERRAL = {
    "not needed": "Nobody has to refer you.",
    "needed": "Somebody has to refer you.",
    "either": "You can come by yourself, or somebody can refer you.",
}
_SHARE = {
    "all": "All of the people in charge are",
    "three quarters": "At least three quarters of the people in charge are",
    "most": "More than half of the people in charge are",
    "not said": "They have not said how many of the people in charge are",
}
_PERSONAL_CARE = {
    True: "They can help with washing, dressing, eating or the toilet.",
    False: "They do not help with washing, dressing, eating or the toilet.",
}

#: What a list leaves out, because there may be several of each.
_SEVERAL = (
    "schedules", "service_areas", "service_at_locations", "languages", "cost_options", "contacts",
    "attributes", "organization_identifiers", "additional_websites", "addresses", "accessibility",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Made:
    """What is needed to make a service of a record: the labels, the terms and the ids."""

    known: Directory
    taxonomies: Taxonomies
    ids: Ids


def service(record: Record, made: Made) -> dict[str, Any]:
    """A service with all there is to tell about it."""
    ids, known = made.ids, made.known
    places = service_at_locations(record, known, ids).values()
    return told(
        {
            **_short_facts(record, made),
            "organization": organization(record, made),
            "contacts": details.contacts(record, ids),
            "schedules": details.schedules(record, known, ids),
            "cost_options": details.cost_options(record, ids),
            "service_areas": details.service_areas(record, ids),
            "service_at_locations": list(places),
            "languages": details.languages(record, known, ids),
            "attributes": details.attributes(record, made.taxonomies, ids, False),
        }
    )


def organization(record: Record, made: Made) -> dict[str, Any]:
    """The people who run it."""
    id = made.ids.of("organization", record.id)
    social = details.uri(record.get("contact.social"))
    page = {"id": made.ids.of("website", record.id), "label": "Social media", "url": social}
    return told(
        {
            "id": id,
            "name": record.get("name"),
            "alternate_name": record.get("cy.name"),
            "description": record.get("summary"),
            "email": record.get("contact.email"),
            "website": details.uri(record.get("contact.website")),
            "additional_websites": [page] if social else [],
            "organization_identifiers": details.identifiers(record, made.ids),
            "attributes": details.attributes(record, made.taxonomies, made.ids, True),
        }
    )


def places_of(record: Record, made: Made) -> dict[str, dict[str, Any]]:
    """Each place of a service by its kind, with the whole service in it."""
    whole = service(record, made)
    whole.pop("service_at_locations", None)
    places = service_at_locations(record, made.known, made.ids)
    return {kind: {**place, "service": whole} for kind, place in places.items()}


def shortened(thing: dict[str, Any]) -> dict[str, Any]:
    """The same without what there may be several of, for lists."""
    return {
        name: shortened(value) if isinstance(value, dict) else value
        for name, value in thing.items()
        if name not in _SEVERAL
    }


def _short_facts(record: Record, made: Made) -> dict[str, Any]:
    """All there is only one of."""
    get = record.get
    return {
        "id": made.ids.of("service", record.id),
        "organization_id": made.ids.of("organization", record.id),
        "name": get("name"),
        "alternate_name": get("cy.name"),
        "description": "\n\n".join(filter(None, (get("summary"), get("description")))),
        "url": details.uri(get("contact.website")) or details.uri(get("contact.social")),
        "email": get("contact.email"),
        "status": STATUSES[get("status.now") or "open"],
        "alert": _alert(record),
        "fees": get("cost.text"),
        "minimum_age": get("ages.from"),
        "maximum_age": get("ages.to"),
        "application_process": _sentences(get("start"), _REFERRAL.get(get("referral"))),
        "wait_time": _with_day(_SPACE.get(get("space.now")), "as it was on", get("space.as_of")),
        "accreditations": "; ".join(_seen(check, made) for check in get("checks") or []),
        "additional_information": _sentences(
            _PERSONAL_CARE.get(get("personal_care")), _share(record, made.known), _from(record)
        ),
        "assured_date": get("checked.on"),
        "last_modified": f"{record.modified}T00:00:00Z",
    }


def _alert(record: Record) -> str:
    """What somebody must know before anything else."""
    now, since = record.get("status.now"), record.get("status.since")
    day = plain_date(since)
    ended = {
        "paused": f"Having a break since {day}" if day else "Having a break",
        "closed": f"It closed on {day}" if day else "It has closed",
    }.get(now)
    sample = "This is a made-up example. Nobody will answer the phone."
    return _sentences(sample if record.get("sample") else None, ended, record.get("status.why"))


def _share(record: Record, known: Directory) -> str | None:
    """How many of those in charge are the people who run it."""
    who, share = record.get("led_by.who"), record.get("led_by.share")
    if not (who and share):
        return None
    return f"{_SHARE[share]} {words_of(known)['labels']('led_by', who, ' or')}"


def _seen(check: dict[str, Any], made: Made) -> str:
    """One paper and who saw it. Seeing a paper is not approval."""
    by = f"by {check['seen_by']}" if "seen_by" in check else ""
    on = f"on {plain_date(check['on'])}" if "on" in check else ""
    seen = f": seen {' '.join(filter(None, (by, on)))}" if by or on else ""
    return made.known.label("checks", check["what"]) + seen


def _from(record: Record) -> str | None:
    """Whose list it came from, which their licence may want said."""
    source = record.get("source") or {}
    if not source.get("name"):
        return None
    more = [source[part] for part in ("licence", "link") if part in source]
    return f"From {source['name']}" + (f" ({', '.join(more)})" if more else "")


def _with_day(said: str | None, word: str, day: str | None) -> str | None:
    return f"{said} ({word} {plain_date(day)})." if said and day else said


def _sentences(*parts: str | None) -> str:
    """Some sentences one after the other, each with its full stop."""
    ended = (part if part.endswith((".", "!", "?", "…")) else f"{part}." for part in parts if part)
    return " ".join(ended)
