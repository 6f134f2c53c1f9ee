"""A made-up patch for the tests, in which everything is as long as it may be, and much is Welsh."""

from typing import Any

#: A word as long as a Welsh village, which no screen may be widened by.
LONG_WORD = "Llanfairpwllgwyngyllgogerychwyrndrobwllllantysiliogogogoch"

_LONG_NAMES = (
    f"{LONG_WORD} Befriending",
    "Clwb Cŵn, Ŵyn a Chrwydro’r Tŷ Gŵyr dros Bobl Hŷn Llŷn ac Eifionydd",
    "W" * 100,
    "The Long and Really Rather Particular Name of a Friendly Little Group That Meets Often",
    "Aberystwyth/Machynlleth/Llanbrynmair/Carno/Caersws/Newtown/Welshpool/Shrewsbury-Shopping-Club",
)


def long_entries() -> dict[str, dict[str, Any]]:
    """Twenty-five entries in which everything is as long as it may be."""
    return {f"long-{number:02}": _long_entry(number) for number in range(25)}


def _long_entry(number: int) -> dict[str, Any]:
    name = _LONG_NAMES[number % len(_LONG_NAMES)]
    return {
        "name": name if number < len(_LONG_NAMES) else f"{number} {name}"[:100],
        "summary": f"{LONG_WORD} ŵ ŷ Ŵ Ŷ â ê î ô û {'x' * 60} {LONG_WORD}"[:200],
        "kind": "community interest company",
        "led_by": {"who": ["people with a learning disability", "people from ethnic minorities"]},
        "help": ["communication support", "work and training", "furniture and clothes"],
        "people": ["people with mental health needs", "people with long-term illness"],
        "place": {
            "venue": f"Neuadd Goffa {LONG_WORD}"[:100],
            "address": f"{LONG_WORD}, {LONG_WORD}",
            "postcode": "BA1 6RT",
            "public": "yes",
        },
        "covers": {"districts": [LONG_WORD[:40], "BA1", "Bradford-on-Avon"]},
        "when": f"{'Dydd Mawrth/' * 20}",
        "cost": f"£{'1234567890' * 6} {LONG_WORD}",
        "pay_with": ["personal health budget", "childcare vouchers"],
        "contact": {
            "name": LONG_WORD,
            "phone": "01632 960123",
            "email": f"{'a' * 60}.{'b' * 60}@{'c' * 50}.{'d' * 50}.example",
            "website": f"https://{'e' * 60}.example/{'f' * 90}",
        },
        "start": f"Ring, and ask for {LONG_WORD}.",
        "access": ["accessible parking", "support on the day", "wheelchair transport"],
        "languages": ["British Sign Language", "Welsh"],
        "checks": [{"what": "moving and handling training", "seen_by": LONG_WORD}],
        "description": f"{LONG_WORD}\n\n- {'y' * 120}\n- [link](https://{'g' * 60}.example/)\n\n"
        f"> {'z' * 120}\n\n`{'q' * 120}`",
        "cy": {"name": f"Cyfeillion {LONG_WORD}", "summary": f"Croeso i bawb yn {LONG_WORD}."},
        "sample": "yes",
    }
