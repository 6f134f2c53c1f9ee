"""What every download says of itself: what was asked, whose it is, from when, and the way back."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from ourpatch.searching import Answer, Directory
from ourpatch.sharing.links import answer_link
from ourpatch.sharing.wording import how_many, plain_date


@dataclass(frozen=True, slots=True)
class Publisher:
    """Whose site it is: its name, and its address, such as https://patch.example."""

    name: str
    address: str

    def link(self, path: str) -> str:
        """A whole address, for those who are not on the site."""
        return self.address + path


def publisher_of(site: Mapping[str, Any], address: str) -> Publisher:
    """Whose site it is, from metadata.yml. `address` is where it was asked, if that has none."""
    return Publisher(str(site["name"]), str(site.get("address") or address).rstrip("/"))


@dataclass(frozen=True, slots=True)
class Heading:
    """The lines at the head or the foot of a download. `link` opens the same answer, up to date."""

    asked: str
    note: str
    total: str
    publisher: str
    as_of: str
    licence: str
    licence_link: str
    link: str
    samples: str

    @property
    def source(self) -> str:
        """Where it is from and from when, as a sentence."""
        made_up = f" {self.samples}" if self.samples else ""
        return f"From {self.publisher}, as it was on {plain_date(self.as_of)}.{made_up}"

    @property
    def terms(self) -> str:
        """What may be done with it, as a sentence; empty when no licence is named."""
        if not self.licence:
            return ""
        link = f" ({self.licence_link})" if self.licence_link else ""
        return f"You may use it again under the licence {self.licence}{link}."


def heading(answer: Answer, known: Directory, publisher: Publisher) -> Heading:
    """The heading of an answer."""
    build = known.build
    return Heading(
        asked=asked_in_words(answer, known),
        note=answer.shortlist.note if answer.shortlist else "",
        total=how_many(answer.total, "entry", "entries"),
        publisher=publisher.name,
        as_of=build["built_on"],
        licence=build["licence"],
        licence_link=build["licence_link"],
        link=publisher.link(answer_link(answer)),
        samples=_samples(build["samples"], build["entries"]),
    )


def _samples(made_up: int, every: int) -> str:
    if not made_up:
        return ""
    return "All of it is made-up examples." if made_up == every else "Some are made-up examples."


def asked_in_words(answer: Answer, known: Directory) -> str:
    """What was asked, as people would say it."""
    if answer.shortlist is not None:
        return "A list that somebody chose"
    asked = answer.question
    near = f"near {asked.near}" if asked.near else ""
    within = f"within {how_many(asked.within, 'mile', 'miles')}" if asked.within is not None else ""
    said = f"“{asked.q}”" if asked.q else "Anybody" if near or within else ""
    parts = [" ".join(filter(None, (said, near, within)))]
    for facet, terms in asked.chosen.items():
        labels = " or ".join(known.label(facet, term) for term in terms)
        parts.append(f"{known.facets[facet]}: {labels}")
    return ". ".join(filter(None, parts)) or "Everybody in the directory"
