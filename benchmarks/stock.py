"""Stock Datasette's table page as a contestant: `_search`, and six array facets.

It is asked in process, for JSON, with no suggestions of further facets and with its time limits
raised until it answers; with those it comes with, it leaves facets out. A filter takes one term
only, for its array filters ask for all the terms at once, and its counts keep every filter. It
knows no places, so it is only asked the questions that have none.
"""

import asyncio
import time
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from datasette.app import Datasette

from benchmarks.clock import Cost
from ourpatch.searching import Question

#: The facets that are asked for.
FACETS = ("help", "people", "where", "pay_with", "access", "languages")

_LIMIT = 600_000  # milliseconds
_SETTINGS = {
    "sql_time_limit_ms": _LIMIT,
    "facet_time_limit_ms": _LIMIT,
    "suggest_facets": False,
    "default_facet_size": 60,
    "cache_size_kb": 0,
}


class Stock:
    """Stock Datasette over a plain table of the entries."""

    def __init__(self, plain: Path) -> None:
        self.name = plain.stem
        self.loop = asyncio.new_event_loop()
        self.datasette = Datasette([], immutables=[str(plain)], settings=_SETTINGS)
        self.loop.run_until_complete(self.datasette.invoke_startup())

    def answer(self, question: Question, words: str) -> tuple[int, Cost]:
        """How many rows the table page finds, and what it costs."""
        asked = [("_facet_array", facet) for facet in FACETS] + [("_size", "20")]
        asked += [("_search", words)] if words else []
        asked += [(f"{f}__arraycontains", terms[0]) for f, terms in question.chosen.items()]
        path = f"/{self.name}/entry.json?{urlencode(asked)}"
        started, before = time.perf_counter(), time.process_time()
        found: Any = self.loop.run_until_complete(self.datasette.client.get(path))
        cost = Cost(time.process_time() - before, time.perf_counter() - started)
        reply = found.json()
        assert found.status_code == 200 and len(reply["facet_results"]) == len(FACETS), path
        return reply["filtered_table_rows_count"], cost

    def close(self) -> None:
        """Let go of the database."""
        self.datasette.executor.shutdown()
        self.loop.close()
