"""Progress bars: on a terminal, and only for what takes more than a second."""

from collections.abc import Iterable
from typing import TypeVar

from tqdm import tqdm

Item = TypeVar("Item")


def bar(items: Iterable[Item], label: str, total: int | None = None) -> "tqdm[Item]":
    """The same items, with a bar on standard error while somebody is looking."""
    return tqdm(items, desc=label, total=total, delay=1, disable=None, leave=False, unit="")
