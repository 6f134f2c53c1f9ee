"""One entry as linked data (JSON-LD, schema.org), for search engines: facts and no opinions.

It says nothing that its page does not. A home has no address here, and a closed group no phone.
"""

from collections.abc import Iterator
from typing import Any

from ourpatch.searching import Directory
from ourpatch.sharing.heading import Publisher
from ourpatch.sharing.links import entry_link

#: Kinds that trade; all others are organisations of no special sort.
_BUSINESSES = ("micro-enterprise", "co-operative")

_PAID_IN = "GBP"


def linked_data(entry: dict[str, Any], known: Directory, publisher: Publisher) -> dict[str, Any]:
    """A page about somebody: when anything on it changed, its licence, and who it is about."""
    link = publisher.link(entry_link(entry["id"]))
    return {
        "@context": "https://schema.org",
        "@type": "WebPage",
        "@id": link,
        "url": link,
        "name": entry["name"],
        "inLanguage": "en-GB",
        "isPartOf": {"@type": "WebSite", "name": publisher.name, "url": publisher.link("/")},
        **_if_any("dateModified", entry["history"]["touched_on"]),
        **_if_any("license", known.build["licence_link"]),
        "mainEntity": _about(entry, known, f"{link}#it"),
    }


def _about(entry: dict[str, Any], known: Directory, id: str) -> dict[str, Any]:
    """Who the page is about."""
    status = entry["status"]
    about = {
        "@type": "LocalBusiness" if entry.get("kind") in _BUSINESSES else "Organization",
        "@id": id,
        "name": entry["name"],
        "description": entry["summary"],
        **_if_any("disambiguatingDescription", entry.get("sample") and "Made-up example."),
        **_if_any("areaServed", [*_areas(entry)]),
        **_if_any("address", _address(entry)),
        **_if_any("identifier", [*_numbers(entry)]),
    }
    if status["now"] == "closed":
        return {**about, **_if_any("dissolutionDate", status.get("since"))}
    contact = entry.get("contact", {})
    return {
        **about,
        **_if_any("telephone", contact.get("phone")),
        **_if_any("email", contact.get("email")),
        **_if_any("url", contact.get("website")),
        **_if_any("sameAs", contact.get("social")),
        **_if_any("makesOffer", _offer(entry, known)),
    }


def _areas(entry: dict[str, Any]) -> Iterator[Any]:
    """Where people may live: districts by name, or in the words of the page."""
    covers = entry.get("covers", {})
    for name in covers.get("districts", []):
        yield {"@type": "AdministrativeArea", "name": name}
    if miles := covers.get("within_miles"):
        based = entry.get("based")
        yield f"Up to {miles} miles{f' from {based}' if based else ''}"
    if covers.get("online") or covers.get("anywhere"):
        yield "Anywhere"


def _address(entry: dict[str, Any]) -> dict[str, str]:
    """The address of a public place, and of nobody's home."""
    place = entry.get("place", {})
    if not place.get("public"):
        return {}
    street = ", ".join(filter(None, (place.get("venue"), place.get("address"))))
    return {
        "@type": "PostalAddress",
        **_if_any("streetAddress", street),
        **_if_any("postalCode", place.get("postcode")),
        "addressCountry": "GB",
    }


def _numbers(entry: dict[str, Any]) -> Iterator[dict[str, str]]:
    for register, number in entry.get("identifiers", {}).items():
        yield {"@type": "PropertyValue", "propertyID": register, "value": number}


def _offer(entry: dict[str, Any], known: Directory) -> dict[str, Any]:
    """What they do and what it costs."""
    cost = entry.get("cost", {})
    services = [
        {"@type": "Service", "name": known.label("help", id)} for id in entry.get("help", [])
    ]
    price = cost.get("from")
    asked = (
        {}
        if price is None
        else {"@type": "PriceSpecification", "minPrice": price, "priceCurrency": _PAID_IN}
    )
    said = {
        **_if_any("itemOffered", services),
        **_if_any("description", cost.get("text")),
        **_if_any("priceSpecification", asked),
    }
    return {"@type": "Offer", **said} if said else {}


def _if_any(name: str, value: Any) -> dict[str, Any]:
    """A fact that is known; nothing for one that is not."""
    return {name: value} if value else {}
