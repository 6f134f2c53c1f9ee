"""A fault: something to change at one spot of a file that is being read."""

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True)
class Fault:
    """What to change, at a line and column that count from 1. `rule` is the short name of the rule."""

    line: int
    column: int
    rule: str
    message: str
    hint: str = ""
    strength: Literal["error", "warning"] = "error"
