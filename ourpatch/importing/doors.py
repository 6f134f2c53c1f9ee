"""Nobody's front door by accident: where an entry may say it is, and where it must not.

A list of contacts is often a list of homes, and git remembers for ever. So a postcode is cut to its
first half unless the list says that the place is public; and a refuge gets no place at all.
"""

import re
from collections.abc import Callable

from ourpatch import fields, places
from ourpatch.importing import tidying
from ourpatch.importing.cells import Cell
from ourpatch.importing.drafts import Draft
from ourpatch.importing.leftovers import Use
from ourpatch.importing.mapping import Plan
from ourpatch.importing.options import Rule
from ourpatch.importing.table import Row
from ourpatch.words import vocabulary

#: Made here and not like other fields, because it must be known first if the place is public.
POSTCODE = ("place.outcode", "place.postcode")

ADDRESS = ("place.venue", "place.address")

_WITH_WORDS = ("line", "text", "lines")


def place(plan: Plan, row: Row, draft: Draft, use: Use) -> None:
    """Set the postcode, as much of it as may be told, and keep or take out the address."""
    public = draft.get("place.public") is True
    for rule in plan.rules:
        if rule.field.name in POSTCODE:
            _postcode(rule, row, draft, use, public)
    if _is_secret(draft):
        _take_out_place(draft)
    elif not public:
        hidden = [name for name in ADDRESS if draft.take_out(name)]
        if hidden:
            draft.tidied["place.address left out, because the place is not public"] += 1
    elif address := draft.get("place.address"):
        bare = tidying.without_postcode(address, draft.get("place.postcode") or "")
        draft.put("place.address", bare)


def _postcode(rule: Rule, row: Row, draft: Draft, use: Use, public: bool) -> None:
    cell = Cell(rule, row)
    use.used += cell.dropped
    whole, half = tidying.mended_postcode(cell.text)
    if not half:
        message = f"“{cell.text}” is not a postcode."
        use.wrong += [(span, rule.field.name, message) for span in cell.whole()]
        if rule.value:
            draft.put(rule.field.name, rule.value)
        return
    use.used += cell.whole()
    read_as = whole or half
    if tidying.squeezed(read_as) != tidying.squeezed(cell.text):
        draft.notes.append(f"{rule.field.name}: “{cell.text}” was read as {read_as}.")
    if public and whole and rule.field.name == "place.postcode":
        draft.put("place.postcode", whole)
    elif not draft.get("place.postcode"):
        draft.put("place.outcode", half)
        draft.tidied["place.postcode cut to its first half"] += bool(whole)


def hide_refuge(draft: Draft) -> None:
    """Take out the place of a safe place to stay, wherever a draft has it."""
    if _is_secret(draft):
        _take_out_place(draft)


def _is_secret(draft: Draft) -> bool:
    """True for a safe place to stay, such as a refuge."""
    secret = {term.id for term in vocabulary("help").terms if term.secret_place}
    return bool(secret.intersection(draft.get("help") or ()))


def _take_out_place(draft: Draft) -> None:
    """Take out the place of a refuge, and its postcode wherever else the row had it."""
    half = draft.get("place.outcode") or (draft.get("place.postcode") or "").partition(" ")[0]
    if not draft.take_out("place"):
        return
    draft.notes.append("place: Left out. A safe place to stay must not say where it is.")
    if half:
        near = re.compile(rf"[\s,(]*\b{half}\b([\s-]*\d[a-z]{{2}}\b)?\)?", re.IGNORECASE)
        _rewrite(draft, lambda words: near.sub("", words), "with the first half of a postcode, cut")


def hide(draft: Draft) -> None:
    """Cut every whole postcode in the words of an entry whose place is not public."""
    if draft.get("place.public") is not True:
        _rewrite(draft, hide_doors, "with a whole postcode or map position, cut")


def hide_doors(text: str) -> str:
    """Text with every whole postcode cut to its first half, and without map positions."""
    halved = places.FULL_POSTCODE.sub(_first_half, text)
    return places.COORDINATES.sub("", halved)


def _first_half(found: re.Match[str]) -> str:
    return places.outward(found[0]) or re.sub(r"[\s-]*\w{3}$", "", found[0]).upper()


def _rewrite(draft: Draft, change: Callable[[str], str], what: str) -> None:
    """Change the words of a draft wherever it has any, and count the fields that differ."""
    for row in fields.fields():
        words = draft.get(row.name)
        if not words or row.kind not in _WITH_WORDS:
            continue
        listed = words if isinstance(words, list) else [words]
        changed = [change(each).strip() for each in listed]
        if changed != listed:
            draft.put(row.name, changed if isinstance(words, list) else changed[0])
            draft.tidied[f"{row.name} {what}"] += 1
