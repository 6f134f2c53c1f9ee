"""Ways to reach people: phone numbers, email addresses, web addresses."""

import re
from functools import lru_cache
from urllib.parse import urlsplit

import phonenumbers

from ourpatch.fields import Field
from ourpatch.reading.faults import Wrong, short

# Ten digits after the 0, none of the kinds that are written without one.
_BRITISH = re.compile(r"0[12378][0-9]{9}")
# What most web addresses are, in which there is nothing to look for.
_PLAIN_ADDRESS = re.compile(r"https?://(?:[a-z0-9-]+\.)+[a-z][a-z0-9-]+(?:/[a-zA-Z0-9_./-]*)?")
_EMAIL = re.compile(r"[^@\s<>,;:\"()]+@[^@\s<>,;:\"()]+\.[^@\s<>,;:\"().]{2,}")


def phone(field: Field, text: str) -> str:
    """A phone number people in the United Kingdom can ring, spaced as they would expect."""
    spaced = _spaced_phone(text)
    if not spaced:
        message = f"“{short(text)}” cannot be a phone number."
        raise Wrong(message, _phone_hint(field, text), "phone")
    return spaced


def _phone_hint(field: Field, text: str) -> str:
    """The number that is in it, when one is; else what to look for."""
    as_digits = text.translate(str.maketrans("OoIl", "0011"))
    if as_digits != text and (meant := _spaced_phone(as_digits)):
        return f"did you mean {meant}? Letters look like digits there"
    for found in re.findall(r"\+?\d[\d ()-]{5,}\d", text):
        if meant := _spaced_phone(found):
            return f"write  {field.key}: {meant}, and put the rest in start"
    return "check that no digit is missing or doubled"


def _spaced_phone(text: str) -> str:
    """The number in national form, or empty when no such number can exist."""
    digits = text.replace(" ", "")
    if not _BRITISH.fullmatch(digits):
        return _as_parsed(text)
    # How it is spaced follows from its first digits, so that each exchange is looked up once.
    model = _as_parsed(f"{digits[:7]}0000")
    rest = iter(digits)
    return "".join(next(rest) if c.isdigit() else c for c in model)


@lru_cache(maxsize=4096)
def _as_parsed(text: str) -> str:
    """The number in national form, or empty when no such number can exist.

    “Can exist” is what libphonenumber calls possible (its length and first digits), not what it
    calls valid: new ranges open faster than its tables, and the numbers that Ofcom keeps for
    drama, which the sample entries use, are not valid ones. British numbers shorter than ten digits
    are few and old, so those must be valid: else a digit has been left out.
    """
    if re.search(r"[A-Za-z]", re.sub(r"(?i)\b(ext|x|extension)\b\.?", "", text)):
        return ""
    try:
        number = phonenumbers.parse(text, "GB")
    except phonenumbers.NumberParseException:
        return ""
    if phonenumbers.is_valid_short_number_for_region(number, "GB"):
        return text
    if (
        phonenumbers.is_possible_number_with_reason(number)
        != phonenumbers.ValidationResult.IS_POSSIBLE
    ):
        return ""
    abroad = number.country_code != 44
    short_one = (number.national_number or 0) < 10**9
    if not abroad and short_one and not phonenumbers.is_valid_number(number):
        return ""
    form = phonenumbers.PhoneNumberFormat
    return phonenumbers.format_number(number, form.INTERNATIONAL if abroad else form.NATIONAL)


def email(field: Field, text: str) -> str:
    """An email address."""
    if not _EMAIL.fullmatch(text):
        inside = _EMAIL.search(text)
        hint = "an email address looks like hello@example.org"
        if inside:
            hint = f"write only the address:  {field.key}: {inside[0]}"
        raise Wrong(f"“{short(text)}” is not an email address.", hint, "email")
    return text


def web_address(field: Field, text: str) -> str:
    """A web address that starts with http:// or https://."""
    if is_web_address(text):
        return text
    message = f"“{short(text)}” is not a web address."
    hint = "copy the whole address from your browser; it starts with https://"
    if is_web_address(f"https://{text}"):
        message, hint = "A web address starts with https://", f"write  {field.key}: https://{text}"
    elif "." in text and re.search(r"\s", text):
        message = "A web address has no spaces in it."
    elif re.match(r"https?://[^/]*@", text):
        message = "A web address on a public page holds no name or password."
        hint = "take out everything between // and @, and the @"
    raise Wrong(message, hint, "web-address")


def is_web_address(text: str) -> bool:
    """True for http and https addresses with a real host and nothing hidden in them."""
    if _PLAIN_ADDRESS.fullmatch(text):
        return True
    try:
        parts = urlsplit(text)
        host = parts.hostname or ""
        _ = parts.port
    except ValueError:
        return False
    return (
        parts.scheme in ("http", "https")
        and not re.search(r"[\s<>\"\\`]", text)
        and not parts.username
        and bool(re.fullmatch(r"[\w-]+(\.[\w-]+)*\.[^\W\d_][\w-]+", host))
    )
