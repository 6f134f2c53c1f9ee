"""A new `directory.db` is served as soon as it is there, and no request is dropped or mixed."""

import asyncio
import os
import threading
import time
from collections.abc import Callable
from typing import Any
from weakref import WeakKeyDictionary

from datasette import hookimpl
from datasette.app import Datasette
from datasette.database import Database

NAME = "directory"

#: Seconds between looks at the file; a look costs one call of the operating system.
EVERY = 0.5

_swappers: "WeakKeyDictionary[Datasette, Swapper]" = WeakKeyDictionary()

#: Seconds until the connections to the old file are closed: longer than any query may take.
LET_FINISH = 10


class OneFile(Database):
    """A database that stays with the file it first opened, whatever is later put at its path.

    Datasette keeps one connection per thread under the database's name, so a second database of the
    same name would go on reading the first one's file. Here each object keeps its own connections.
    """

    def __init__(self, datasette: Datasette, path: str) -> None:
        super().__init__(datasette, path, is_mutable=False)
        self.identity = identity(path)
        self._mine = threading.local()

    async def execute_fn(self, fn: Callable[..., Any]) -> Any:
        """Run `fn(connection)` in a thread, on this object's own connection."""

        def in_thread() -> Any:
            connection = getattr(self._mine, "connection", None)
            if connection is None:
                connection = self._mine.connection = self.connect()
                self.ds._prepare_connection(connection, self.name)
            return fn(connection)

        return await asyncio.get_running_loop().run_in_executor(self.ds.executor, in_thread)


def identity(path: str) -> tuple[int, int, int]:
    """What changes when another file is put at a path."""
    status = os.stat(path)
    return status.st_dev, status.st_ino, status.st_mtime_ns


class Swapper:
    """Keeps the database being served the one that is now at its path."""

    def __init__(self, datasette: Datasette, path: str) -> None:
        self.datasette = datasette
        self.path = path
        self.looked = 0.0
        self.retired: list[tuple[float, OneFile]] = []
        self.serve(OneFile(datasette, path))

    def serve(self, fresh: OneFile) -> None:
        """Answer from this database from now on. One assignment, so no request sees half of it."""
        fresh.name = fresh.route = NAME
        self.datasette.databases = {**self.datasette.databases, NAME: fresh}

    def look(self) -> None:
        """Swap if another file is at the path. A path with nothing at it is waited for."""
        now = time.monotonic()
        if now - self.looked < EVERY:
            return
        self.looked = now
        served = self.datasette.databases[NAME]
        try:
            if identity(self.path) != served.identity:
                self.serve(OneFile(self.datasette, self.path))
                self.retired.append((now, served))
        except FileNotFoundError:
            return
        while self.retired and now - self.retired[0][0] > LET_FINISH:
            self.retired.pop(0)[1].close()


@hookimpl
def startup(datasette: Datasette) -> None:
    """Take over the one database that was named on the command line or found in the folder."""
    found = {name: db for name, db in datasette.databases.items() if db.path}
    if found:
        name = NAME if NAME in found else next(iter(found))
        datasette.databases = {n: db for n, db in datasette.databases.items() if n != name}
        _swappers[datasette] = Swapper(datasette, str(found[name].path))


@hookimpl
def asgi_wrapper(datasette: Datasette) -> Callable[[Any], Any]:
    """Look at the file before a request is answered, at most twice a second."""

    def wrap(app: Any) -> Any:
        async def look_first(scope: Any, receive: Any, send: Any) -> None:
            if swapper := _swappers.get(datasette):
                swapper.look()
            await app(scope, receive, send)

        return look_first

    return wrap
