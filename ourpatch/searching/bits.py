"""Sets of entry numbers as whole numbers, one bit for each entry."""

import json
import re
from collections.abc import Collection, Iterable
from itertools import chain

#: So few numbers are sooner taken off a set one by one than found by looking through its bytes.
FEW = 8

#: When at least one entry in so many is in a set, it is quicker made from a mark for each entry.
MANY = 30

_MARK = ord("1")
_RUN = re.compile(rb"[^\0]+")


def numbers_in(bits: int, most: int, skip: int = 0) -> list[int]:
    """The entry numbers in a set, smallest first: at most so many, after skipping some."""
    if bits.bit_count() <= FEW:
        return _one_by_one(bits)[skip : skip + most]
    found: list[int] = []
    left = bits.to_bytes((bits.bit_length() + 7) // 8, "little")
    for at, byte in _not_empty(left):
        if skip >= (count := byte.bit_count()):
            skip -= count
            continue
        here = [at * 8 + bit for bit in range(8) if byte >> bit & 1]
        found += here[skip:]
        skip = 0
        if len(found) >= most:
            break
    return found[:most]


def _one_by_one(bits: int) -> list[int]:
    """The entry numbers in a set of a few, smallest first."""
    found = []
    while bits:
        lowest = bits & -bits
        found.append(lowest.bit_length() - 1)
        bits ^= lowest
    return found


def all_numbers_in(bits: int) -> list[int]:
    """All the entry numbers in a set, smallest first."""
    digits = f"{bits:b}"[::-1]
    found = []
    at = digits.find("1")
    while at >= 0:
        found.append(at)
        at = digits.find("1", at + 1)
    return found


def _not_empty(bits: bytes) -> Iterable[tuple[int, int]]:
    """The bytes that are not nought, with where they stand; long runs of noughts cost nothing."""
    for run in _RUN.finditer(bits):
        yield from enumerate(run[0], run.start())


def union(some: Iterable[Iterable[int]], size: int) -> int:
    """The set of all the entry numbers in some lists, all below `size`."""
    return set_of(list(chain.from_iterable(some)), size)


def set_of(numbers: Collection[int], size: int) -> int:
    """The set of these entry numbers, all below `size`."""
    if len(numbers) * MANY > size:
        marks = bytearray(b"0") * size
        for number in numbers:
            marks[-1 - number] = _MARK
        return int(marks, 2)
    bits = bytearray(size // 8 + 1)
    for number in numbers:
        bits[number >> 3] |= 1 << (number & 7)
    return int.from_bytes(bits, "little")


def listed(text: str | None) -> list[int]:
    """The numbers that SQLite's group_concat joined with commas."""
    return json.loads(f"[{text}]") if text else []
