"""The lists inside a service: who to ask for, when, for how much, where to, under which words."""

from typing import Any
from urllib.parse import quote, urlsplit, urlunsplit

from ourpatch.searching import Directory
from ourpatch.sharing.openreferral.ids import Ids, told
from ourpatch.sharing.openreferral.records import Record
from ourpatch.sharing.openreferral.taxonomies import Taxonomies

#: Filters whose words are about who runs it; those of all others are about what it does.
ORGANIZATION_FACETS = ("kind", "led_by")

#: How a day of the week is written in a repeating event (RFC 5545).
DAYS = {
    "Monday": "MO", "Tuesday": "TU", "Wednesday": "WE", "Thursday": "TH", "Friday": "FR",
    "Saturday": "SA", "Sunday": "SU",
}  # fmt: skip

#: A charity number begins with these letters where it is not from England and Wales. Schemes are
#: those of org-id.guide.
_CHARITY_SCHEMES = {"SC": "GB-SC", "NI": "GB-NIC"}
_CHARITY_SCHEME, _COMPANY_SCHEME = "GB-CHC", "GB-COH"


def contacts(record: Record, ids: Ids) -> list[dict[str, Any]]:
    """Who to ask for and the numbers to ring. Phones stand here, as in the feeds of councils."""
    contact = record.get("contact") or {}
    numbers = [("voice", contact.get("phone"), ""), ("text", contact.get("text"), _TEXT)]
    phones = [
        told(
            {
                "id": ids.of("phone", record.id, kind),
                "number": number,
                "type": kind,
                "description": about,
            }
        )
        for kind, number, about in numbers
        if number
    ]
    said = told({"name": contact.get("name"), "email": contact.get("email"), "phones": phones})
    first = {
        "id": ids.of("contact", record.id),
        "service_id": ids.of("service", record.id),
    }
    return [first | said] if said else []


_TEXT = "Text or WhatsApp"


def schedules(record: Record, known: Directory, ids: Ids) -> list[dict[str, Any]]:
    """When and how people meet: one for each weekly time, or one in words."""
    common = told(
        {
            "service_id": ids.of("service", record.id),
            "description": record.get("when.text"),
            "attending_type": "; ".join(
                known.label("where", term) for term in record.get("where") or []
            ),
        }
    )
    weekly = [
        {"id": ids.of("schedule", record.id, line), **common, **_repeating(line)}
        for line in dict.fromkeys(record.get("when.weekly") or [])
    ]
    in_words = [{"id": ids.of("schedule", record.id), **common}] if len(common) > 1 else []
    return weekly or in_words


def _repeating(line: str) -> dict[str, Any]:
    """A weekly time such as “Tuesday 14:00-16:00”. Times are those on the wall."""
    day, times = line.split(" ", 1)
    opens, closes = times.split("-")
    return {
        "freq": "WEEKLY",
        "interval": 1,
        "byday": DAYS[day],
        "opens_at": opens,
        "closes_at": closes,
    }


def cost_options(record: Record, ids: Ids) -> list[dict[str, Any]]:
    """The lowest price, when it is there as a number."""
    amount, unit = record.get("cost.from"), record.get("cost.unit")
    if amount is None:
        return []
    each = f"for {'an' if unit in ('hour', 'item') else 'a'} {unit}" if unit else None
    return [
        told(
            {
                "id": ids.of("cost_option", record.id),
                "service_id": ids.of("service", record.id),
                "option": "Free" if amount == 0 else "Lowest price",
                "amount": int(amount) if float(amount).is_integer() else amount,
                "amount_description": each,
                "currency": "GBP",
            }
        )
    ]


def service_areas(record: Record, ids: Ids) -> list[dict[str, Any]]:
    """Whom they come to or serve, in words."""
    covers = record.get("covers") or {}
    names = [str(name) for name in covers.get("districts") or []]
    if miles := covers.get("within_miles"):
        base = record.outcode or "their place"
        names.append(f"Up to {miles} {'mile' if miles == 1 else 'miles'} from {base}")
    names += ["Anywhere, online"] if covers.get("online") else []
    names += ["Anywhere"] if covers.get("anywhere") else []
    return [
        {
            "id": ids.of("service_area", record.id, name),
            "service_id": ids.of("service", record.id),
            "name": name,
            "service_area": name,
        }
        for name in dict.fromkeys(names)
    ]


def languages(record: Record, known: Directory, ids: Ids) -> list[dict[str, Any]]:
    """The languages they can use with people."""
    return [
        {
            "id": ids.of("language", record.id, term),
            "service_id": ids.of("service", record.id),
            "name": known.label("languages", term),
        }
        for term in record.get("languages") or []
    ]


def attributes(
    record: Record, known: Taxonomies, ids: Ids, of_organization: bool
) -> list[dict[str, Any]]:
    """The words it is listed under: those about who runs it, or all the others."""
    return [
        {
            "id": ids.of("attribute", record.id, facet, term),
            "link_id": ids.of("organization" if of_organization else "service", record.id),
            "link_entity": "organization" if of_organization else "service",
            "link_type": facet,
            "taxonomy_term_id": known.terms[facet, term]["id"],
            "taxonomy_term": known.terms[facet, term],
        }
        for facet, terms in _words(record, known).items()
        if (facet in ORGANIZATION_FACETS) == of_organization
        for term in dict.fromkeys(terms)
    ]


def _words(record: Record, known: Taxonomies) -> dict[str, list[str]]:
    """The terms an entry has in each filter."""
    found = {facet: record.get(facet) or [] for facet in known.lists}
    found["led_by"] = record.get("led_by.who") or []
    found["checks"] = [check["what"] for check in record.get("checks") or []]
    found["kind"] = [kind] if (kind := record.get("kind")) else []
    return found


def identifiers(record: Record, ids: Ids) -> list[dict[str, Any]]:
    """The numbers that registers know it by."""
    numbers = record.get("identifiers") or {}
    charity = str(numbers.get("charity") or "")
    scheme = _CHARITY_SCHEMES.get(charity[:2].upper(), _CHARITY_SCHEME)
    rows = [
        ("Charity number", scheme, charity),
        ("Company number", _COMPANY_SCHEME, numbers.get("company")),
        ("Care regulator", None, numbers.get("regulator")),
    ]
    return [
        told(
            {
                "id": ids.of("identifier", record.id, kind),
                "organization_id": ids.of("organization", record.id),
                "identifier_scheme": scheme,
                "identifier_type": kind,
                "identifier": number,
            }
        )
        for kind, scheme, number in rows
        if number
    ]


def uri(address: str | None) -> str | None:
    """A web address in plain letters, as a URI must be: its ŵ and spaces written as %C5%B5 and %20.

    None when that cannot be done.
    """
    try:
        parts = urlsplit(address or "")
        host = parts.netloc.encode("idna").decode() if not parts.netloc.isascii() else parts.netloc
    except ValueError:
        return None
    keep = "/:@!$&'()*+,;=~%-._"
    path, query, tail = (quote(part, safe=keep + "?") for part in parts[2:])
    return urlunsplit((parts.scheme, host, path, query, tail)) or None
