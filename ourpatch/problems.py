"""What is wrong with a file, where, and what to do about it; and three ways of printing that."""

import json
import unicodedata
from collections.abc import Callable, Iterable
from dataclasses import asdict, dataclass
from typing import Literal

Strength = Literal["error", "warning", "suggestion"]

#: What the machines that run pull requests call each strength.
_ANNOTATION = {"error": "error", "warning": "warning", "suggestion": "notice"}

#: No more of a line than this is ever printed: a value may be long, or nobody's business.
LONGEST_LINE = 80


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing to change. `line` and `column` count from 1; `source` is the line as it stands.

    An error keeps the entry out, a warning may wait, and a suggestion is only ever that. `field` is
    the dotted path of the value it is about, where the rule that found it knows.

    Problems sort by their place; those of one place stay in the order they were found.
    """

    path: str
    line: int
    column: int
    message: str
    hint: str = ""
    rule: str = ""
    strength: Strength = "error"
    source: str = ""
    field: str = ""

    def __lt__(self, other: "Problem") -> bool:
        """True when this one stands before the other."""
        return (self.path, self.line, self.column) < (other.path, other.line, other.column)

    @property
    def place(self) -> str:
        """`path:line:column`, as editors understand it."""
        return f"{self.path}:{self.line}:{self.column}"


def as_text(problem: Problem) -> str:
    """The problem as a person reads it: what to change, the line, a caret, a hint.

    The bar before the line keeps a line that starts with :: from being taken for a command by the
    machines that run pull requests.
    """
    may_wait = "" if problem.strength == "error" else f"{problem.strength}: "
    lines = [_printable(f"{problem.place}: {may_wait}{problem.message}")]
    if problem.source.strip():
        source, caret = _window(problem.source, problem.column)
        lines += [f"    | {source}", f"    | {' ' * caret}^"]
    if problem.hint:
        lines.append(_printable(f"    hint: {problem.hint}"))
    return "\n".join(lines)


def _window(source: str, column: int) -> tuple[str, int]:
    """At most LONGEST_LINE characters of the line, with the column in view; and where that now is.

    That is counted in columns of a screen, of which an emoji takes two and an accent may take none.
    """
    line = _printable(source.rstrip())
    at = min(max(column - 1, 0), len(line))
    first = max(0, min(at - LONGEST_LINE // 2, len(line) - LONGEST_LINE))
    cut = line[first : first + LONGEST_LINE]
    if first:
        cut = "…" + cut[1:]
    if first + LONGEST_LINE < len(line):
        cut = cut[:-1] + "…"
    return cut, sum(map(_width, cut[: at - first]))


def _printable(text: str) -> str:
    return "".join(c if c.isprintable() else " " for c in text)


def _width(character: str) -> int:
    """How many columns of a screen a character takes."""
    if unicodedata.combining(character):
        return 0
    return 2 if unicodedata.east_asian_width(character) in ("W", "F") else 1


def as_github(problem: Problem) -> str:
    """The problem as a note that GitHub and Forgejo put beside the line in a pull request."""
    words = f"{problem.message}\n{problem.hint}".strip()
    return (
        f"::{_ANNOTATION[problem.strength]} file={_escape(problem.path, ',:')},line={problem.line},"
        f"col={problem.column}::{_escape(words)}"
    )


def _escape(text: str, also: str = "") -> str:
    """Text that cannot end an annotation or start another one."""
    for character in "%\r\n" + also:
        text = text.replace(character, f"%{ord(character):02X}")
    return text


def as_json(problems: Iterable[Problem]) -> str:
    """All the problems as a JSON list of objects."""
    return json.dumps([asdict(problem) for problem in problems], ensure_ascii=False, indent=2)


def report(problems: list[Problem], how: str) -> str:
    """All the problems printed one way: `text`, `github` or `json`. Raises KeyError for another."""
    if how == "json":
        return as_json(problems)
    line: dict[str, Callable[[Problem], str]] = {"text": as_text, "github": as_github}
    gap = "\n\n" if how == "text" else "\n"
    return gap.join(line[how](problem) for problem in problems)
