"""PostgreSQL's full text search as a contestant: a server of its own, and the best SQL we know.

One narrow table holds what is searched, with an index for the words (tsvector, GIN) and one for the
terms (an array of numbers, GIN); the cards lie in another. One statement gives a whole answer: the
matching rows once, with a mark for the filters that each one misses; one pass over their terms that
counts every facet without its own filter; the total; and the cards of the first page, ranked by
`ts_rank`. It is handed what we understood of a question, so it does none of that work. It leaves
out the areas that entries serve and the ages they take, and does not widen. Compilation (jit) and
parallel workers are off: they add to the processor's time of queries as short as these.
"""

import json
import os
import pwd
import shutil
import sqlite3
import subprocess
import tempfile
import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Self

from benchmarks.clock import Cost, cpu_of
from ourpatch.searching import Directory, Question
from ourpatch.searching.understanding import Meaning
from ourpatch.searching.wanting import Wanted

_SETTINGS = {
    "listen_addresses": "",
    "shared_buffers": "1GB",
    "work_mem": "256MB",
    "maintenance_work_mem": "512MB",
    "effective_cache_size": "4GB",
    "random_page_cost": "1.1",
    "jit": "off",
    "max_parallel_workers_per_gather": "0",
    "autovacuum": "off",
    "fsync": "off",
    "full_page_writes": "off",
    "synchronous_commit": "off",
}

_TABLES = """
CREATE TABLE card (number int PRIMARY KEY, facts jsonb NOT NULL);
CREATE TABLE found (
  number int PRIMARY KEY, sink int NOT NULL, latitude real, longitude real, travels real,
  terms int[] NOT NULL, document tsvector NOT NULL
);
CREATE TABLE raw (
  number int, sink int, latitude real, longitude real, travels real, terms int[],
  name text, words text, summary text, description text, facts jsonb
);
"""
_FILL = """
INSERT INTO card SELECT number, facts FROM raw;
INSERT INTO found SELECT number, sink, latitude, longitude, travels, terms,
  setweight(to_tsvector('english', name), 'A') || setweight(to_tsvector('english', words), 'B') ||
  setweight(to_tsvector('english', summary), 'C') ||
  setweight(to_tsvector('english', description), 'D')
FROM raw ORDER BY number;
DROP TABLE raw;
CREATE INDEX ON found USING gin (document) WITH (fastupdate = off);
CREATE INDEX ON found USING gin (terms) WITH (fastupdate = off);
VACUUM ANALYZE;
"""
_ANSWER = """
WITH matched AS MATERIALIZED (
  SELECT number, sink, terms, missed, far,
    CASE WHEN missed = 0 THEN {rank} END AS rank
  FROM (
    SELECT *, {missed} AS missed, {far} AS far FROM found WHERE {where}
  ) AS every WHERE missed IN ({shown}) AND {within}
)
SELECT json_build_object(
  'total', (SELECT count(*) FROM matched WHERE missed = 0),
  'counts', (SELECT json_object_agg(term, entries) FROM (
    SELECT term, count(*) AS entries FROM matched, unnest(terms) AS term
    WHERE {counted} GROUP BY term) AS counts),
  'results', (SELECT json_agg(facts) FROM (
    SELECT facts, first.far FROM (
      SELECT number, sink, rank, far FROM matched WHERE missed = 0 ORDER BY {order} LIMIT 20
    ) AS first JOIN card USING (number) ORDER BY {order}) AS cards)
);
"""
_FAR = """69.05 * sqrt((latitude - {0}) ^ 2 +
  ((longitude - {1}) * cos(radians((latitude + {0}) / 2))) ^ 2)"""


class Missing(Exception):
    """There is no PostgreSQL here."""


@dataclass(frozen=True, slots=True)
class Reply:
    """What came back, and what it cost the server's process and its client."""

    total: int
    counts: dict[int, int]
    results: int
    cost: Cost


class Postgres:
    """A server with one database, for as long as the `with` lasts."""

    def __init__(self, plain: Path, known: Directory) -> None:
        self.plain, self.known = plain, known
        self.codes = {
            (facet, term): at * 1000 + n
            for at, (facet, terms) in enumerate(known.words.items())
            for n, term in enumerate(terms)
        }

    def __enter__(self) -> Self:
        binaries = _binaries()
        self.user = pwd.getpwnam("nobody") if os.geteuid() == 0 else pwd.getpwuid(os.geteuid())
        self.home = Path(tempfile.mkdtemp(prefix="our-patch-pg-", dir="/tmp"))
        os.chown(self.home, self.user.pw_uid, self.user.pw_gid)
        data = self.home / "data"
        make = [binaries / "initdb", "-D", data, "-U", "bench", "-A", "trust"]
        self._start([*make, "-E", "UTF8", "--locale=C.UTF-8", "--no-sync"]).wait()
        settings = (part for pair in _SETTINGS.items() for part in ("-c", "=".join(pair)))
        self.server = self._start([binaries / "postgres", "-D", data, "-k", self.home, *settings])
        self._wait(binaries)
        client = [binaries / "psql", "-h", self.home, "-U", "bench", "-d", "postgres", "-XqAt"]
        self.client = subprocess.Popen(
            list(map(str, client)),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            cwd="/",
        )
        self.backend = int(self._said("SELECT pg_backend_pid();"))
        self.version = self._said("SHOW server_version;").split()[0]
        self._fill()
        return self

    def __exit__(self, *_: object) -> None:
        self.client.kill()
        self.client.wait()
        self.server.terminate()
        self.server.wait()
        shutil.rmtree(self.home)

    def _start(self, command: Sequence[object]) -> "subprocess.Popen[bytes]":
        """Start a program of PostgreSQL's, never as root, which it refuses."""
        as_user: dict[str, Any] = {}
        if os.geteuid() == 0:
            as_user = {"user": self.user.pw_uid, "group": self.user.pw_gid, "extra_groups": []}
        with Path(os.devnull).open("wb") as quiet:
            words = list(map(str, command))
            return subprocess.Popen(words, cwd="/", stdout=quiet, stderr=quiet, **as_user)

    def _wait(self, binaries: Path) -> None:
        for _ in range(300):
            ready = subprocess.run([binaries / "pg_isready", "-q", "-h", self.home], cwd="/")
            if ready.returncode == 0:
                return
            time.sleep(0.1)
        raise Missing("PostgreSQL did not start")

    def _said(self, sql: str) -> str:
        """What the client prints for some SQL."""
        assert self.client.stdin and self.client.stdout
        self.client.stdin.write(f"{sql}\n\\echo =done=\n")
        self.client.stdin.flush()
        lines = []
        while (line := self.client.stdout.readline()) != "=done=\n":
            if not line:
                raise Missing("the client of PostgreSQL has stopped")
            lines.append(line)
        return "".join(lines).strip()

    def _fill(self) -> None:
        """Load the same entries."""
        self._said(_TABLES)
        file = self.home / "raw.tsv"
        with sqlite3.connect(self.plain) as connection, file.open("w", encoding="utf-8") as out:
            connection.row_factory = sqlite3.Row
            for row in connection.execute("SELECT * FROM entry ORDER BY number"):
                out.write("\t".join(map(_copied, self._columns(dict(row)))) + "\n")
        self._said(f"\\copy raw FROM '{file}'")
        file.unlink()
        self._said(_FILL)

    def _columns(self, row: dict[str, Any]) -> Iterable[Any]:
        texts = [row.pop(name) for name in ("words", "description")]
        terms = sorted(
            self.codes[facet, term]
            for facet in self.known.words
            for term in dict.fromkeys(_terms(row[facet], facet in self.known.lists))
        )
        yield from (row[name] for name in ("number", "sink", "latitude", "longitude"))
        yield row["covers_within_miles"]
        yield "{" + ",".join(map(str, terms)) + "}"
        yield from (row["name"], texts[0], row["summary"], texts[1])
        yield json.dumps({name: value for name, value in row.items() if value is not None})

    def answer(self, question: Question, meaning: Meaning) -> Reply:
        """Answer a question, given what we understood of it."""
        sql = self._sql(question, meaning)
        started, backend, client = (
            time.perf_counter(),
            cpu_of(self.backend),
            cpu_of(self.client.pid),
        )
        said = self._said(sql)
        wall = time.perf_counter() - started
        cpu = cpu_of(self.backend) - backend + cpu_of(self.client.pid) - client
        reply = json.loads(said)
        counts = {int(term): entries for term, entries in (reply["counts"] or {}).items()}
        return Reply(reply["total"], counts, len(reply["results"] or []), Cost(cpu, wall))

    def _sql(self, question: Question, meaning: Meaning) -> str:
        facets = list(self.known.words)
        filters = {
            facets.index(f): self._array((f, t) for t in ts) for f, ts in question.chosen.items()
        }
        missed = [
            f"((NOT terms && {terms})::int << {at})" for at, terms in enumerate(filters.values())
        ]
        counted = [f"missed = {1 << at} AND term / 1000 = {f}" for at, f in enumerate(filters)]
        needed = [wanted for wanted in meaning.wanted if not wanted.hint]
        words = " or ".join(word for wanted in meaning.wanted for word in wanted.words)
        rank = f"ts_rank(document, websearch_to_tsquery('english', {_text(words)}))"
        place = meaning.place
        order = "rank DESC, sink, number"
        if place:
            nearer = "rank / (1 + coalesce(far, 30) / 10) DESC, sink, number"
            order = "far, sink, number" if question.sort == "nearest" else nearer
        within = f"(far <= {question.within} OR far <= travels OR terms && {self._afar()})"
        return _ANSWER.format(
            rank=rank if words else 0,
            missed=" + ".join(missed) or "0",
            far=_FAR.format(place.latitude, place.longitude) if place else "NULL::real",
            where=" AND ".join(self._has(wanted) for wanted in needed) or "true",
            shown=", ".join(["0", *(str(1 << at) for at in range(len(filters)))]),
            within=within if place and question.within else "true",
            counted=" OR ".join(["missed = 0", *counted]),
            order=order,
        ).replace("\n", " ")

    def _has(self, wanted: Wanted) -> str:
        """The condition that an entry has a wanted thing, by its words or its terms."""
        words = " ".join(wanted.words)
        if wanted.age is not None:
            return "true"
        if not wanted.terms:
            return f"document @@ plainto_tsquery('english', {_text(words)})"
        own = " & ".join(f"{word}:ACD" for word in wanted.words)
        said = f"document @@ to_tsquery('english', {_text(own)})"
        return f"({said} OR terms && {self._array(wanted.terms)})"

    def _array(self, terms: Iterable[tuple[str, str]]) -> str:
        return f"ARRAY[{', '.join(str(self.codes[pair]) for pair in terms)}]"

    def _afar(self) -> str:
        return self._array([("where", "online"), ("where", "by-phone")])


def _terms(value: str | None, is_list: bool) -> list[str]:
    if not value:
        return []
    terms: list[str] = json.loads(value) if is_list else [value]
    return terms


def _text(words: str) -> str:
    return "'" + words.replace("'", "''") + "'"


def _copied(value: Any) -> str:
    if value is None:
        return "\\N"
    text = str(value).replace("\\", "\\\\")
    return text.replace("\t", " ").replace("\n", "\\n")


def _binaries() -> Path:
    """Where PostgreSQL's programs are. Raises Missing when they are nowhere."""
    found = shutil.which("pg_config")
    folders = (
        [Path(subprocess.check_output([found, "--bindir"], text=True).strip())] if found else []
    )
    folders += sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)
    folders += [Path(path).parent for name in ("initdb",) if (path := shutil.which(name))]
    for folder in folders:
        if all((folder / name).exists() for name in ("initdb", "postgres", "psql", "pg_isready")):
            return folder
    raise Missing("there is no PostgreSQL on this machine (apt-get install postgresql)")
