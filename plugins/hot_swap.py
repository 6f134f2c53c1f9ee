"""A new `directory.db` is served as soon as it is there, and no request is dropped or mixed."""

import asyncio
import sqlite3
import sys
import time
from collections.abc import Callable
from contextvars import ContextVar
from pathlib import Path
from queue import LifoQueue
from typing import Any
from weakref import WeakKeyDictionary

from datasette import hookimpl
from datasette.app import Datasette
from datasette.database import Database

NAME = "directory"

#: Seconds between looks at the file; a look costs one call of the operating system.
EVERY = 0.5

_swappers: "WeakKeyDictionary[Datasette, Swapper]" = WeakKeyDictionary()

#: The file that the request being answered began with, and is answered from to its end.
_begun_with: "ContextVar[OneFile | None]" = ContextVar("begun_with", default=None)


class OneFile(Database):
    """A database that stays with one file, whatever is later put at its path.

    Datasette opens a connection when a thread first needs one, and by then another file may be at
    the path. Here all are opened at once, and lent to whichever thread asks.
    """

    def __init__(self, datasette: Datasette, path: str) -> None:
        super().__init__(datasette, path, is_mutable=False)
        self.name = self.route = NAME
        self.requests = 0
        self.identity = identity(path)
        self.free: LifoQueue[sqlite3.Connection] = LifoQueue()
        for _ in range(datasette.setting("num_sql_threads") or 1):
            connection = self.connect()
            connection.execute("SELECT digest FROM build").fetchone()
            datasette._prepare_connection(connection, NAME)
            self.free.put(connection)

    async def execute_fn(self, fn: Callable[..., Any]) -> Any:
        """Run `fn(connection)` in a thread, on the file that this request began with."""
        file = _begun_with.get() or self

        def in_thread() -> Any:
            connection = file.free.get()
            try:
                return fn(connection)
            finally:
                file.free.put(connection)

        return await asyncio.get_running_loop().run_in_executor(self.ds.executor, in_thread)

    async def table_counts(self, limit: int = 10) -> Any:
        """How many rows each table has, remembered with the file that they were counted in."""
        return await Database.table_counts(_begun_with.get() or self, limit)

    def close_if_idle(self) -> bool:
        """Close it unless a request or a thread still needs it; True when it is closed."""
        is_idle = not self.requests and self.free.qsize() == len(self._all_file_connections)
        if is_idle:
            self.close()
        return is_idle


def identity(path: str) -> tuple[int, int, int]:
    """What changes when another file is put at a path."""
    status = Path(path).stat()
    return status.st_dev, status.st_ino, status.st_mtime_ns


def opened(datasette: Datasette, path: str) -> OneFile:
    """The file that is at a path, opened again if it is replaced in the middle of that."""
    file = OneFile(datasette, path)
    while identity(path) != file.identity:
        file.close()
        file = OneFile(datasette, path)
    return file


class Swapper:
    """Keeps the database being served the one that is now at its path."""

    def __init__(self, datasette: Datasette, path: str) -> None:
        self.datasette, self.path = datasette, path
        self.looked = 0.0
        self.refused: tuple[int, int, int] | None = None
        self.replaced: list[OneFile] = []
        self.serve(opened(datasette, path))

    def serve(self, fresh: OneFile) -> None:
        """Begin every request with this file from now on."""
        self.served = fresh
        self.datasette.databases = {**self.datasette.databases, NAME: fresh}

    def look(self) -> None:
        """Swap if another file is at the path, and it is a directory."""
        now = time.monotonic()
        if now - self.looked < EVERY:
            return
        self.looked = now
        self.replaced = [old for old in self.replaced if not old.close_if_idle()]
        try:
            found = identity(self.path)
            if found not in (self.served.identity, self.refused):
                old = self.served
                self.serve(opened(self.datasette, self.path))
                self.replaced.append(old)
        except FileNotFoundError:
            return
        except sqlite3.DatabaseError as error:
            self.refused = found
            print(f"{self.path} is not a directory ({error}); the last one stays.", file=sys.stderr)


@hookimpl
def startup(datasette: Datasette) -> None:
    """Take over the one database that was named on the command line or found in the folder."""
    found = {name: db for name, db in datasette.databases.items() if db.path}
    if found:
        name = NAME if NAME in found else next(iter(found))
        datasette.databases = {n: db for n, db in datasette.databases.items() if n != name}
        _swappers[datasette] = Swapper(datasette, str(found[name].path))


@hookimpl(trylast=True)
def asgi_wrapper(datasette: Datasette) -> Callable[[Any], Any]:
    """Look at the file before a request is answered, at most twice a second.

    This wraps all the others, which find the file's identity in the scope as `directory_file`.
    """

    def wrap(app: Any) -> Any:
        async def with_one_file(scope: Any, receive: Any, send: Any) -> None:
            swapper = _swappers.get(datasette)
            if swapper is None or scope["type"] != "http":
                await app(scope, receive, send)
                return
            swapper.look()
            file = swapper.served
            file.requests += 1
            before = _begun_with.set(file)
            try:
                await app({**scope, "directory_file": file.identity}, receive, send)
            finally:
                _begun_with.reset(before)
                file.requests -= 1

        return with_one_file

    return wrap
