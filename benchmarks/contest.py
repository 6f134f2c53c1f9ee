"""One size of directory, every contestant, and the same questions in turn."""

import sqlite3
import time
from collections import defaultdict
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path

from benchmarks.clock import Cost, middle
from benchmarks.postgres import Missing, Postgres
from benchmarks.questions import Asked, questions
from benchmarks.stock import Stock
from ourpatch.searching import Answer, Question, answer, directory

SERVED = "ours"
COLD = "ours, cold"
OURS = (SERVED, COLD)
POSTGRES = "PostgreSQL"
STOCK = "stock Datasette"

#: Classes of words for which every contestant should find the same.
_PLAIN = ("no words", "common", "middling", "rare")


@dataclass(slots=True)
class Contest:
    """What every answer cost: by contestant, then by the question's place in `asked`."""

    size: int
    asked: list[Asked]
    spent: dict[str, dict[int, list[Cost]]] = field(default_factory=dict)
    totals: dict[str, dict[int, int]] = field(default_factory=lambda: defaultdict(dict))
    told: list[str] = field(default_factory=list)

    @property
    def contestants(self) -> list[str]:
        """Their names."""
        return list(self.spent)

    def note(self, name: str, at: int, total: int, cost: Cost) -> None:
        """Keep what an answer cost, and how many entries were found."""
        self.spent.setdefault(name, {}).setdefault(at, []).append(cost)
        self.totals[name][at] = total

    def costs(
        self, name: str, like: str = "", words: str = "", placed: bool | None = None
    ) -> list[float]:
        """A contestant's milliseconds for each question.

        Only those that `like` was asked too, of one class of words, or with a place or without.
        """
        return [
            middle(cost.cpu for cost in costs) * 1000
            for at, costs in self.spent[name].items()
            if at in self.spent[like or name]
            and words in ("", self.asked[at].words)
            and placed in (None, bool(self.asked[at].question.near))
        ]

    def walls(self, name: str) -> list[float]:
        """The same by the clock on the wall."""
        return [middle(c.wall for c in costs) * 1000 for costs in self.spent[name].values()]

    def compare(self, name: str) -> None:
        """Tell where a contestant found another number of entries than we did."""
        same, other = 0, []
        for at, total in self.totals[name].items():
            asked = self.asked[at]
            if asked.words not in _PLAIN or asked.question.near:
                continue
            if name == STOCK and asked.filters:
                continue  # its array filters ask for all the terms, ours for any
            ours = self.totals[SERVED][at]
            same += total == ours
            if total != ours:
                other.append(f"“{asked.question.q}” with {asked.filters} filters {ours}/{total}")
        self.told.append(
            f"{name} finds as many as we do for {same} of {same + len(other)} questions of one word"
            f" or none. Ours/theirs otherwise: {', '.join(other) or 'none'}."
        )


def opened(path: Path) -> tuple[sqlite3.Connection, Cost]:
    """A connection with its directory read, and what that cost."""
    connection = sqlite3.connect(f"file:{path}?mode=ro&immutable=1", uri=True)
    wall, cpu = time.perf_counter(), time.process_time()
    directory(connection)
    return connection, Cost(time.process_time() - cpu, time.perf_counter() - wall)


def ask_ours(connection: sqlite3.Connection, question: Question) -> tuple[Answer, Cost]:
    """Our answer and its cost."""
    wall, cpu = time.perf_counter(), time.process_time()
    found = answer(connection, question)
    return found, Cost(time.process_time() - cpu, time.perf_counter() - wall)


def run(path: Path, plain: Path | None, rounds: int) -> Contest:
    """Let everybody answer every question, in turn, so many times."""
    connection, _ = opened(path)
    known = directory(connection)
    contest = Contest(known.build["entries"], questions(connection))
    with ExitStack() as stack:
        postgres = stock = None
        if plain:
            stock = Stock(plain)
            stack.callback(stock.close)
            try:
                postgres = stack.enter_context(Postgres(plain, known))
                contest.told.append(f"PostgreSQL is {postgres.version}.")
            except Missing as missing:
                contest.told.append(f"PostgreSQL was left out: {missing}.")
        for turn in range(-1, rounds):  # the first turn only warms the disk's cache, and is dropped
            known.forget()
            for at, asked in enumerate(contest.asked):
                _ask_all(contest, at, asked, turn, connection, postgres, stock)
            for at, asked in enumerate(contest.asked):
                known.forget()
                found, cost = ask_ours(connection, asked.question)
                if turn >= 0:
                    contest.note(COLD, at, found.total, cost)
    for name in contest.contestants:
        if name not in OURS:
            contest.compare(name)
    return contest


def _ask_all(
    contest: Contest,
    at: int,
    asked: Asked,
    turn: int,
    connection: sqlite3.Connection,
    postgres: Postgres | None,
    stock: Stock | None,
) -> None:
    known = directory(connection)
    found, cost = ask_ours(connection, asked.question)
    if turn >= 0:
        contest.note(SERVED, at, found.total, cost)
    if postgres:
        reply = postgres.answer(asked.question, found.meaning)
        if turn >= 0:
            contest.note(POSTGRES, at, reply.total, reply.cost)
    if stock and turn == 0 and not asked.question.near:
        words = " ".join(
            known.label(*wanted.terms[0]) if wanted.terms else " ".join(wanted.words)
            for wanted in found.meaning.wanted
            if not wanted.hint
        )
        contest.note(STOCK, at, *stock.answer(asked.question, words))
