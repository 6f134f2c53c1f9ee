"""What people call the areas that they serve, and how to tell one name from two."""

from functools import cache

from ourpatch import places
from ourpatch.text import fold

#: So many people make a town, whose name next to another is two areas and not one long name.
TOWN = 1000


@cache
def area_names() -> frozenset[str]:
    """What every town, village and council is called, folded."""
    known: list[places.Place | places.District] = [*places.places(), *places.districts()]
    return frozenset(fold(name) for each in known for name in (each.name, *each.other_names))


@cache
def town_names() -> frozenset[str]:
    """What the towns with so many people are called, folded."""
    return frozenset(fold(each.name) for each in places.places() if each.population >= TOWN)


@cache
def run_together(area: str) -> bool:
    """True for names of towns with nothing between them (“Bath Frome”), which no area is called."""
    words = fold(area).split()
    if " ".join(words) in area_names():
        return False
    parts = ((" ".join(words[:at]), " ".join(words[at:])) for at in range(1, len(words)))
    return any(
        one in town_names() and (other in town_names() or run_together(other))
        for one, other in parts
    )
