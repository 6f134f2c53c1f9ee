"""How many entries of a set have each term."""

from collections.abc import Collection, Mapping

from ourpatch.searching.bits import all_numbers_in

#: What two ways of counting cost, measured in sets of a term looked through. Adding up the terms of
#: so many entries costs as much as one such set; finding the entries and going through all terms,
#: as many as these sets and the terms of these entries.
ENTRIES_TO_A_SET = 5_000
SETS_TO_FIND_THEM = 14
ENTRIES_TO_BEGIN = 120

Pair = tuple[str, str]


class Counting:
    """The sets of the terms, and the same turned on its side: for each entry, the terms it has."""

    def __init__(self, sets: Mapping[Pair, int], size: int) -> None:
        self.sets, self.size = sets, size
        self.pairs = list(sets)
        self.width = len(sets) // 8 + 1
        self.rows = self._turned()

    def _turned(self) -> bytes:
        """A row of bits for each entry, one bit for each pair of a facet and a term.

        Eight terms and every eighth entry at a time, so that the work is done on long strings.
        """
        height = self.size // 8 + 1
        rows = bytearray(height * 8 * self.width)
        for first in range(0, len(self.pairs), 8):
            sets = [
                self.sets[pair].to_bytes(height, "little") for pair in self.pairs[first : first + 8]
            ]
            for bit in range(8):
                place = 0
                for at, bits in enumerate(sets):
                    place |= int.from_bytes(bits.translate(_MOVED[bit][at]), "little")
                row = bit * self.width + first // 8
                rows[row :: 8 * self.width] = place.to_bytes(height, "little")
        return bytes(rows)

    def count(self, entries: int, facets: Collection[str]) -> dict[Pair, int]:
        """How many of some entries have each term of some facets."""
        wanted = [pair for pair in self.pairs if pair[0] in facets]
        added = (entries.bit_count() + ENTRIES_TO_BEGIN) * ENTRIES_TO_A_SET
        if added < (len(wanted) - SETS_TO_FIND_THEM) * self.size:
            return self._add_up(all_numbers_in(entries), facets)
        return {pair: (entries & self.sets[pair]).bit_count() for pair in wanted}

    def _add_up(self, numbers: list[int], facets: Collection[str]) -> dict[Pair, int]:
        """The same, from the rows of the entries: every byte of them at a time, then its bits."""
        wide = self.width
        rows = b"".join([self.rows[number * wide : number * wide + wide] for number in numbers])
        ones = int.from_bytes(b"\1" * len(numbers), "little")
        masks = [ones << bit for bit in range(8)]
        counts = {}
        for first in range(wide):
            column = int.from_bytes(rows[first::wide], "little")
            for pair, mask in zip(self.pairs[first * 8 : first * 8 + 8], masks, strict=False):
                if pair[0] in facets:
                    counts[pair] = (column & mask).bit_count()
        return counts


#: For each bit of a byte, and each bit it may become, the byte with nothing else.
_MOVED = [
    [bytes((byte >> old & 1) << new for byte in range(256)) for new in range(8)] for old in range(8)
]
