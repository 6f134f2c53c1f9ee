"""An answer as cards for an address book: vCard 3.0, RFC 2426.

3.0 and not 4.0: iPhones, Android, Outlook, Gmail and old phones all bring in 3.0; Outlook does not
know 4.0, and what 4.0 adds is of no use here.
"""

from collections.abc import Iterator

from ourpatch.searching import Answer, Directory, Result
from ourpatch.sharing.facts import is_closed, more_lines, state
from ourpatch.sharing.heading import Heading, Publisher, heading
from ourpatch.sharing.links import entry_link

#: Bytes on a line, its end not counted (RFC 2426, 2.6).
WIDEST = 75


def as_vcard(answer: Answer, known: Directory, publisher: Publisher) -> Iterator[bytes]:
    """The answer as cards, one for each entry."""
    about = heading(answer, known, publisher)
    for result in answer.results:
        lines = _lines(result, known, publisher, about)
        yield b"".join(folded(line) for line in lines)


def _lines(result: Result, known: Directory, publisher: Publisher, about: Heading) -> Iterator[str]:
    page = publisher.link(entry_link(result.id))
    name = f"{result.name} (closed)" if is_closed(result) else result.name
    yield "BEGIN:VCARD"
    yield "VERSION:3.0"
    yield "PRODID:-//Our Patch//EN"
    yield f"UID:{escaped(page)}"
    yield f"FN:{escaped(name)}"
    # An organisation has no family name; Apple's own line says so, and the others pass over it.
    yield "N:;;;;"
    yield f"ORG:{escaped(name)}"
    yield "X-ABShowAs:COMPANY"
    yield from _ways_to_reach(result)
    yield from _address(result)
    # An address is no text, so it has no escapes; but many readers would stop at a comma.
    yield f"URL:{(result.facts['contact_website'] or page).replace(',', '%2C')}"
    if result.facts["help"]:
        words = [escaped(known.label("help", id)) for id in result.facts["help"]]
        yield f"CATEGORIES:{','.join(words)}"
    if result.checked_on:
        yield f"REV:{result.checked_on}T00:00:00Z"
    note = [state(result), result.summary, *more_lines(result, known), page]
    note += ["", f"{about.asked}. {about.source}", about.terms, about.link]
    yield f"NOTE:{escaped(chr(10).join(line for line in note if line))}"
    yield "END:VCARD"


def _ways_to_reach(result: Result) -> Iterator[str]:
    """Numbers as phones dial them. What has closed is not to be rung."""
    facts = result.facts
    if is_closed(result):
        return
    if facts["contact_phone_link"]:
        yield f"TEL;TYPE=WORK,VOICE:{_number(facts['contact_phone_link'])}"
    if facts["contact_text_link"]:
        yield f"TEL;TYPE=CELL:{_number(facts['contact_text_link'])}"
    if facts["contact_email"]:
        yield f"EMAIL;TYPE=INTERNET:{escaped(facts['contact_email'])}"


def _number(link: str) -> str:
    """The number in a link such as tel:+441632960123;ext=4 or sms:+447700900123."""
    number, _, more = link.partition(":")[2].partition(";")
    extension = more.removeprefix("ext=")
    return f"{number},{extension}" if extension else number


def _address(result: Result) -> Iterator[str]:
    """The address of a public place. For a home, a phone would put a pin on a wrong door."""
    facts = result.facts
    if facts["place_public"] and facts["place_postcode"]:
        parts = ("", facts["place_venue"], facts["place_address"], "", "", facts["place_postcode"])
        yield "ADR;TYPE=WORK:" + ";".join(
            escaped(part or "") for part in (*parts, "United Kingdom")
        )


def escaped(text: str) -> str:
    """Text as a card holds it."""
    plain = text.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,")
    return "\\n".join(plain.splitlines())


def folded(line: str) -> bytes:
    """A line in pieces of at most 75 bytes, no letter cut in two; a piece after the first is led in
    by a space.
    """
    left = line.encode()
    pieces = []
    room = WIDEST
    while len(left) > room:
        cut = room
        while left[cut] & 0xC0 == 0x80:  # in the middle of a letter
            cut -= 1
        pieces.append(left[:cut])
        left, room = left[cut:], WIDEST - 1
    return b"\r\n ".join([*pieces, left]) + b"\r\n"
