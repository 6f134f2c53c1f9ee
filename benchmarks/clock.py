"""What things cost: the processor's time of this process and of others, and memory."""

import resource
import statistics
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Cost:
    """Seconds: the processor's, and the clock's on the wall."""

    cpu: float
    wall: float


def cpu_of(pid: int) -> float:
    """The seconds that every thread of a process has had a processor, to the nanosecond (Linux)."""
    spent = 0
    for thread in Path(f"/proc/{pid}/task").iterdir():
        spent += int((thread / "schedstat").read_text().split()[0])
    return spent / 1e9


def resident() -> tuple[int, int]:
    """The megabytes of memory that this process holds now, and the most it has held."""
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return pages * resource.getpagesize() // 1_000_000, most * 1024 // 1_000_000


def middle(values: Iterable[float]) -> float:
    """The median."""
    return statistics.median(values)


def p95(values: Iterable[float]) -> float:
    """What 95 in a hundred stay below."""
    return statistics.quantiles(values, n=20, method="inclusive")[-1]
