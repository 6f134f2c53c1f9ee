"""The order of results, as a sum of points that anybody can check by hand.

An entry's points are sums of whole numbers given to sets of entries: “offers it” is a set, “covers
where you are” is a set. So the order is the same for everybody, on every machine and in the
browser, and the page can say why. This is the whole table; /about shows it.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field

#: The facet whose terms are what an entry offers; the others say for whom and how.
HELP = "help"
#: Facets whose terms many entries have: they count, but nobody is found for these alone.
WIDE_FACETS = ("kind", "where")

#: Points for each thing asked for. For what an entry is listed under: its first kind of help,
#: another kind, or who it is for, how to pay and so on. An age it says it takes counts as offered.
FIRST = 6
OFFERS = 5
LISTED = 4
#: Then for its own words, where they stand plainest; twice that when the words are no term of ours.
IN_NAME = 5
IN_SUMMARY = 4
IN_DESCRIPTION = 1

#: How much each thing counts: a kind of help, another term, an age, a word that few entries have,
#: any other; and what is only hinted at (“mum”: an older person).
WEIGHTS = {"help": 4, "term": 3, "age": 4, "rare": 4, "common": 1, "hint": 1}
#: A word is rare when at most this share of the entries have it.
RARE = 0.05

#: For the whole question: not closed or paused, and not gone without a check for a year.
OPEN = 1
FRESH = 1

#: Points for how near it is, for the whole question: one for every ring it is inside. Miles.
RINGS = (30, 15, 10, 5, 2)
#: Rings for those who come to where you are, or serve it: as if next door.
COVERS_YOU = 5
#: Rings for those who give no place but say the name of yours.
NAMES_YOUR_PLACE = 4
#: Rings for those who can help anywhere, online or by phone: behind the people round the corner.
ANYWHERE = 3
#: Rings for those who travel, but not as far as you.
OUT_OF_REACH = 1

#: When everything asked for is in its name, somebody is looking for that name.
NAMED = 6

#: Last, for when nothing else tells two entries apart.
CHECKED = 1  # checked within the last year
SPACE = 1  # has space now


@dataclass(slots=True)
class Points:
    """A sum for every entry at once. Plane p holds bit p of each sum, as a set of entries."""

    planes: list[int] = field(default_factory=list)

    def add(self, entries: int, points: int) -> None:
        """Give the entries of a set some points. Raises ValueError for fewer than none."""
        if points < 0:
            raise ValueError(f"an entry cannot be given {points} points")
        at = 0
        while points:
            if points & 1:
                self._add_at(entries, at)
            points >>= 1
            at += 1

    def _add_at(self, carry: int, at: int) -> None:
        while carry:
            if at >= len(self.planes):
                self.planes += [0] * (at + 1 - len(self.planes))
            self.planes[at], carry = self.planes[at] ^ carry, self.planes[at] & carry
            at += 1

    def at_least(self, points: int) -> int:
        """The entries with at least so many points."""
        if points <= 0:
            return -1
        higher, equal = 0, -1
        for at in reversed(range(max(len(self.planes), points.bit_length()))):
            plane = self.planes[at] if at < len(self.planes) else 0
            if points >> at & 1:
                equal &= plane
            else:
                higher |= equal & plane
                equal &= ~plane
        return higher | equal

    def most(self) -> int:
        """The most points that any entry has."""
        found, best = -1, 0
        for at in reversed(range(len(self.planes))):
            if found & self.planes[at]:
                found &= self.planes[at]
                best |= 1 << at
        return best

    def best_first(self, entries: int) -> Iterable[int]:
        """The entries of a set as smaller sets of equal points, most points first."""
        yield from self._split(entries, len(self.planes) - 1)

    def _split(self, entries: int, at: int) -> Iterable[int]:
        if not entries:
            return
        if at < 0:
            yield entries
            return
        plane = self.planes[at]
        yield from self._split(entries & plane, at - 1)
        yield from self._split(entries & ~plane, at - 1)


def points_in_words() -> list[tuple[str, list[tuple[str, str]]]]:
    """The whole table for people to read: headings, and under each what earns how many points."""
    return [
        (
            "For each thing you ask for",
            [
                ("It is the first of their kinds of help", f"{FIRST}"),
                ("It is another of their kinds of help, or an age they say they take", f"{OFFERS}"),
                ("It is something else they are listed under, such as who it is for", f"{LISTED}"),
                ("They do not rule out the age you say", f"{LISTED}"),
                ("Your words are in their name", f"{IN_NAME}"),
                ("Your words are in their summary", f"{IN_SUMMARY}"),
                ("Your words, or words like them, are further down", f"{IN_DESCRIPTION}"),
            ],
        ),
        (
            "How much a thing counts: its points, so many times",
            [
                ("A kind of help", f"{WEIGHTS['help']} times"),
                ("Who it is for, how to pay, and so on", f"{WEIGHTS['term']} times"),
                ("An age", f"{WEIGHTS['age']} times"),
                (f"A word that few entries have (at most {RARE:.0%})", f"{WEIGHTS['rare']} times"),
                ("Any other word", f"{WEIGHTS['common']} times"),
                ("A guess, such as that mum is an older person", f"{WEIGHTS['hint']} times"),
                ("Your words, when we have no kind of help or other name for them", "twice that"),
            ],
        ),
        (
            "For the place you ask about, times what the best of them has of what you want",
            [
                ("They come to it, or say they cover it", f"{COVERS_YOU}"),
                *(
                    (f"Based within {miles} miles", f"{ring}")
                    for ring, miles in enumerate(RINGS, 1)
                ),
                ("They name it and say nothing more of where they are", f"{NAMES_YOUR_PLACE}"),
                ("They help from anywhere, online or by phone", f"{ANYWHERE}"),
                ("They travel, but not so far", f"{OUT_OF_REACH} at most"),
            ],
        ),
        (
            "Last, the first three times the same",
            [
                ("Not having a break, and not closed", f"{OPEN}"),
                ("Checked with them in the last year, or new", f"{FRESH}"),
                ("All your words are in their name", f"{NAMED}"),
                ("Has space now", "a little"),
            ],
        ),
    ]
