"""`build.py serve`: Datasette in a process of its own, and this one rebuilding on every change."""

import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Set
from datetime import date
from pathlib import Path
from types import FrameType

from watchfiles import Change, watch

from ourpatch.compiling.build import Outcome, build
from ourpatch.house import ENTRIES, SITE

#: However closely a folder is watched, all of it is looked at again after so long.
LOOK_AT_ALL_SECONDS = 60

#: What a build says when it made something.
DONE = ("replaced", "written")


def serve(
    folder: Path,
    out: Path,
    host: str,
    port: int,
    tell: Callable[[Outcome], int],
    today: date | None = None,
) -> int:
    """Serve the database, and build it again whenever an entry changes, until stopped.

    Building has its own process, so that it never holds up an answer; Datasette sees the new file
    and swaps it in (plugins/hot_swap.py). Without `today`, each build works from the day it is.
    Gives the exit code: 2 when the port is taken.
    """
    if _is_taken(host, port):
        print(f"Port {port} is in use already. Try:  serve --port {port + 1}", file=sys.stderr)
        return 2
    stopped = threading.Event()
    servers: list[subprocess.Popen[bytes]] = []
    _stop_on_signals(stopped, servers)
    where = os.environ | {ENTRIES: str(folder.resolve())}
    server = subprocess.Popen(datasette_command(out, host, port), env=where)
    servers.append(server)
    if stopped.is_set():  # while it was being started
        server.terminate()
    print(f"Open http://{host}:{port}/ in a browser. Stop with Ctrl+C.", flush=True)
    following = (folder, out, tell, stopped, today)
    watcher = threading.Thread(target=_rebuild, args=following, daemon=True)
    watcher.start()
    try:
        code = server.wait()
    finally:
        stopped.set()
    watcher.join(timeout=5)
    return 0 if code in (0, -signal.SIGTERM, -signal.SIGINT) else 2


def datasette_command(out: Path, host: str, port: int) -> list[str]:
    """The command that serves one database with our pages, wherever the database stands."""
    return [
        *(sys.executable, "-m", "datasette", "serve", "--host", host, "--port", str(port)),
        *("--metadata", str(SITE / "metadata.yml")),
        *("--template-dir", str(SITE / "templates"), "--plugins-dir", str(SITE / "plugins")),
        *("--static", f"static:{SITE / 'static'}"),
        *_settings(),
        str(out),
    ]


def _settings() -> list[str]:
    import json

    settings = json.loads((SITE / "settings.json").read_text(encoding="utf-8"))
    words = {True: "on", False: "off"}
    return [
        part
        for name, value in settings.items()
        for part in (
            "--setting",
            name,
            words.get(value, str(value)) if isinstance(value, bool) else str(value),
        )
    ]


def _is_taken(host: str, port: int) -> bool:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError:
            return True
    return False


def _stop_on_signals(stopped: threading.Event, servers: "list[subprocess.Popen[bytes]]") -> None:
    def stop(number: int, frame: FrameType | None) -> None:
        stopped.set()
        for server in servers:
            server.terminate()

    signal.signal(signal.SIGTERM, stop)
    signal.signal(signal.SIGINT, stop)


def _rebuild(
    folder: Path,
    out: Path,
    tell: Callable[[Outcome], int],
    stopped: threading.Event,
    today: date | None,
) -> None:
    """Build again after every change in the folder and on every new day, and say what came of it.

    The first turn is for what changed after the first build and before the watch had begun.
    """
    turns = watch(
        folder,
        stop_event=stopped,
        debounce=300,
        rust_timeout=1000,
        yield_on_timeout=True,
        raise_interrupt=False,
    )
    built_on, looked, is_known = None, 0.0, False
    for changes in turns:
        day, now = today or date.today(), time.monotonic()
        is_new_day, is_due = day != built_on, now - looked > LOOK_AT_ALL_SECONDS
        if not (changes or is_new_day or is_due):
            continue
        # Whatever went wrong is looked at again with the next change.
        touched = _names_of(changes, folder) if is_known and not (is_new_day or is_due) else None
        built_on, looked, is_known = day, now if touched is None else looked, False
        try:
            outcome = build(folder, out, day, in_place=True, touched=touched)
            is_known = not outcome.errors
            if changes or (is_new_day and outcome.errors) or outcome.how in DONE:
                tell(outcome)
        except Exception as error:  # whatever it is, the next change deserves another try
            print(f"Could not build: {error}", file=sys.stderr)


def _names_of(changes: Set[tuple[Change, str]], folder: Path) -> Set[str] | None:
    """The names of the files of a folder that changed; None when it was not only those."""
    paths = [Path(path) for _, path in changes]
    inside = folder.resolve()
    if any(path.parent.resolve() != inside for path in paths):
        return None
    return {path.name for path in paths}
