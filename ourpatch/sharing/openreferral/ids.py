"""The UUIDs that Open Referral wants, made from our own ids: the same ones every time."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any
from uuid import NAMESPACE_URL, UUID, uuid5

#: What all our UUIDs follow from.
OURS = uuid5(NAMESPACE_URL, "our-patch:open-referral")


def shared(*parts: str) -> str:
    """The id of something that every patch has alike: a vocabulary or a word of one."""
    return str(uuid5(OURS, "/".join(parts)))


@cache
def _of_patch(patch: str) -> UUID:
    return uuid5(OURS, f"patch/{patch}")


@dataclass(frozen=True, slots=True)
class Ids:
    """The ids of one patch. They follow from its name: two patches may each have a “lunch-club”."""

    patch: str

    def of(self, kind: str, *parts: str) -> str:
        """The id of something in an entry: `of("service", "sew-sociable")`."""
        return str(uuid5(_of_patch(self.patch), "/".join((kind, *parts))))

    def index(self, kind: str, entries: Iterable[tuple[str, int]]) -> dict[int, int]:
        """Entry numbers by the ids of one kind of thing, for finding an entry again."""
        root = _of_patch(self.patch)
        return {uuid5(root, f"{kind}/{id}").int: number for id, number in entries}


def as_number(text: str) -> int | None:
    """A UUID as `index` has it; None for text that is none."""
    try:
        return UUID(text).int
    except ValueError:
        return None


def told(facts: Mapping[str, Any]) -> dict[str, Any]:
    """Only the facts that say something: no nulls, empty texts or empty lists. 0 and no remain."""
    return {name: fact for name, fact in facts.items() if fact not in (None, "", [], {})}
