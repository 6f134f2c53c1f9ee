"""An entry as it was read: what it says, where, and what is wrong with it."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

from ourpatch.problems import Problem
from ourpatch.reading.faults import Fault


@dataclass(slots=True)
class Entry:
    """One file, read.

    `values` holds what it says, nested as in the file, in the shapes of the field table. `spots`
    holds the line and column of each value by its dotted path (`help.0`), of each field with no
    value, and of words inside a value that a problem is about (`summary#BA1 6RT`).
    `said` holds the paths that were written but could not be used, so that nobody is told that
    something is missing when it is only wrong. `complete` is false when reading stopped half way.
    `again` reads the file with care, when only its values were read.
    """

    path: str
    id: str
    values: dict[str, Any] = field(default_factory=dict)
    said: set[str] = field(default_factory=set)
    problems: list[Problem] = field(default_factory=list)
    complete: bool = True
    again: "Callable[[], Entry] | None" = None
    _spots: dict[str, tuple[int, int]] = field(default_factory=dict)
    _lines: list[str] = field(default_factory=list)

    @property
    def spots(self) -> dict[str, tuple[int, int]]:
        """Where everything stands, and what words stand there. See above."""
        self._look_again()
        return self._spots

    @property
    def lines(self) -> list[str]:
        """The lines of the file."""
        self._look_again()
        return self._lines

    @lines.setter
    def lines(self, lines: list[str]) -> None:
        """The lines of the file, when they are known."""
        self._lines = lines

    def _look_again(self) -> None:
        """Read a file with care of which only the values were read. Few files ever need it."""
        if self.again:
            careful, self.again = self.again(), None
            self._spots, self._lines = careful.spots, careful.lines

    def note(self, fault: Fault, path: str = "") -> None:
        """Add a fault to this entry's problems, with the line and the value it is about."""
        source = self.lines[fault.line - 1] if 0 < fault.line <= len(self.lines) else ""
        self.problems.append(
            Problem(
                path=self.path,
                line=fault.line,
                column=min(fault.column, len(source) + 1),
                message=fault.message,
                hint=fault.hint,
                rule=fault.rule,
                strength=fault.strength,
                source=source,
                field=path.partition("#")[0],
            )
        )

    def wrong(self, path: str, rule: str, message: str, hint: str = "", **more: Any) -> None:
        """Add a problem about the value at a dotted path, or about the whole file without one."""
        if path in self.spots:
            self.note(Fault(*self.spots[path], rule, message, hint, **more), path)
        else:
            self.problems.append(Problem(self.path, 1, 1, message, hint, rule, field=path, **more))

    def wrong_inside(
        self, path: str, words: str, rule: str, message: str, hint: str, **more: Any
    ) -> None:
        """Add a problem about some words inside a longer value, at the line where they stand."""
        line, column = self.spots.get(path, (1, 1))
        for number, source in enumerate(self.lines[line - 1 :], line):
            at = source.find(words, column - 1 if number == line else 0)
            if at >= 0:
                line, column = number, at + 1
                break
        self.spots[f"{path}#{words}"] = (line, column)
        self.wrong(f"{path}#{words}", rule, message, hint, **more)

    def texts(self) -> Iterator[tuple[str, str]]:
        """Every piece of text in the values, with its dotted path."""
        return _texts(self.values, "")

    def words(self) -> list[str]:
        """Every piece of text in the values, in no order."""
        found: list[str] = []
        waiting: list[Any] = [self.values]
        while waiting:
            values = waiting.pop()
            for value in values.values() if type(values) is dict else values:
                if type(value) is str:
                    found.append(value)
                elif type(value) is dict or type(value) is list:
                    waiting.append(value)
        return found

    def get(self, name: str) -> Any:
        """A value by its field's dotted name, or None."""
        group, _, key = name.partition(".")
        value = self.values.get(group)
        if not key:
            return value
        return value.get(key) if isinstance(value, dict) else None


def _texts(value: Any, path: str) -> Iterator[tuple[str, str]]:
    if isinstance(value, str):
        yield path, value
    elif isinstance(value, dict | list):
        pairs = value.items() if isinstance(value, dict) else enumerate(value)
        for key, inner in pairs:
            yield from _texts(inner, f"{path}.{key}" if path else str(key))
