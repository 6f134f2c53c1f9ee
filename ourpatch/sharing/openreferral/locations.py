"""Where an entry is. Of a home, only what everybody may know: the first half of its postcode."""

from typing import Any

from ourpatch.searching import Directory
from ourpatch.sharing.openreferral.ids import Ids, told
from ourpatch.sharing.openreferral.records import Record

#: The kinds of place, in the order in which a list of them has them.
PLACES = ("physical", "virtual")

#: Entries that have each kind of place. `locations` must say the same of one entry.
PLACED = {
    "physical": "outcode IS NOT NULL OR place_public AND "
    "(place_venue IS NOT NULL OR place_address IS NOT NULL)",
    "virtual": """covers_online OR id IN (
      SELECT entry FROM entry_term WHERE facet = 'where' AND term IN ('online', 'by-phone')
    )""",
}

#: Postcode areas that are not of the United Kingdom (ISO 3166); all others are.
_COUNTRIES = {"JE": "JE", "GY": "GG", "IM": "IM"}
_COUNTRY = "GB"

_FROM_AFAR = {"online": "Online", "by-phone": "By phone"}

#: Longest address that has a town of its own after the last comma.
_STREET_AND_TOWN = 2


def service_at_locations(record: Record, known: Directory, ids: Ids) -> dict[str, dict[str, Any]]:
    """Each place where an entry's service is, by its kind; without the service itself."""
    return {
        kind: {
            "id": ids.of(f"service_at_location:{kind}", record.id),
            "service_id": ids.of("service", record.id),
            "location_id": location["id"],
            "location": location,
        }
        for kind, location in locations(record, known, ids).items()
    }


def locations(record: Record, known: Directory, ids: Ids) -> dict[str, dict[str, Any]]:
    """The places of an entry by their kind: none, a place on the ground, from afar, or both."""
    found = {"physical": _on_the_ground(record, known, ids), "virtual": _from_afar(record, ids)}
    return {kind: location for kind, location in found.items() if location}


def _on_the_ground(record: Record, known: Directory, ids: Ids) -> dict[str, Any]:
    place = record.get("place") or {}
    is_public = place.get("public") is True
    named = place.get("venue") or place.get("address") if is_public else None
    if not (named or record.outcode):
        return {}
    return told(
        {
            "id": ids.of("location", record.id, "physical"),
            "location_type": "physical",
            "name": named or record.outcode,
            "description": _how_exact(record, is_public),
            "latitude": record.latitude,
            "longitude": record.longitude,
            "addresses": [address] if (address := _address(record, ids)) else [],
            "accessibility": [
                {
                    "id": ids.of("accessibility", record.id, term),
                    "location_id": ids.of("location", record.id, "physical"),
                    "description": known.label("access", term),
                    "accessibility": known.label("access", term),
                }
                for term in record.get("access") or []
            ],
        }
    )


def _how_exact(record: Record, is_public: bool) -> str:
    """How far a place on a map can be trusted."""
    middle = f"The position is the middle of {record.outcode}" if record.latitude else ""
    if is_public:
        return f"{middle}, not of the building." if middle else ""
    reason = "Only the first half of the postcode is told, because it may be somebody's home."
    return f"{reason} {middle}." if middle else reason


def _address(record: Record, ids: Ids) -> dict[str, Any]:
    """The address of a public place, if we know all that an address must have."""
    place = record.get("place") or {}
    parts = [part.strip() for part in str(place.get("address") or "").split(",") if part.strip()]
    venue = place.get("venue")
    street = ", ".join(parts[:-1]) if len(parts) >= _STREET_AND_TOWN else "".join(parts)
    postcode = place.get("postcode") or record.outcode
    if place.get("public") is not True or not (street or venue) or not postcode:
        return {}
    if not record.district:
        return {}
    return {
        "id": ids.of("address", record.id),
        "location_id": ids.of("location", record.id, "physical"),
        "address_1": street or venue,
        "city": parts[-1] if len(parts) >= _STREET_AND_TOWN else record.district,
        "state_province": record.district,
        "postal_code": postcode,
        "country": _COUNTRIES.get(postcode[:2], _COUNTRY),
        "address_type": "physical",
    }


def _from_afar(record: Record, ids: Ids) -> dict[str, Any]:
    """Help that comes over a wire."""
    ways = [way for term, way in _FROM_AFAR.items() if term in (record.get("where") or [])]
    if record.get("covers.online") and "Online" not in ways:
        ways.insert(0, "Online")
    if not ways:
        return {}
    return {
        "id": ids.of("location", record.id, "virtual"),
        "location_type": "virtual",
        "name": " and ".join([ways[0], *(way.lower() for way in ways[1:])]),
    }
