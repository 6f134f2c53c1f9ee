"""What was found out lately, kept so that it need not be found out again."""

from collections import OrderedDict
from collections.abc import Callable, Hashable, Iterable, Mapping
from threading import Lock
from typing import Any, TypeVar

Key = TypeVar("Key", bound=Hashable)


class Lately:
    """At most so many things by their keys; those not asked for longest go first."""

    def __init__(self, most: int) -> None:
        self.most = most
        self._kept: OrderedDict[Any, Any] = OrderedDict()
        self._lock = Lock()

    def of(
        self, keys: Iterable[Key], make: Callable[[list[Key]], Mapping[Key, Any]]
    ) -> dict[Key, Any]:
        """The things of some keys. `make` gives those that are not here, which are then kept."""
        found: dict[Key, Any] = {}
        missing: list[Key] = []
        with self._lock:
            for key in keys:
                if key in self._kept:
                    self._kept.move_to_end(key)
                    found[key] = self._kept[key]
                else:
                    missing.append(key)
        if missing:
            made = make(missing)
            found |= made
            with self._lock:
                self._kept.update(made)
                while len(self._kept) > self.most:
                    self._kept.popitem(last=False)
        return found

    def clear(self) -> None:
        """Keep nothing of what was found out so far."""
        with self._lock:
            self._kept.clear()
