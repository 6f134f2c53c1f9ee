"""Firefox, driven in WebDriver BiDi, the language that it speaks itself.

Playwright drives only a Firefox that it has changed. This drives the one that people have.
"""

import json
import re
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path
from typing import Any

from websockets.sync.client import ClientConnection, connect

#: What the program is called: by its makers, and by Debian.
NAMES = ("firefox", "firefox-esr")

#: While it is driven, Firefox lets pages opened from a folder do what they otherwise may not; the
#: first of these says not to.
PREFERENCES = {"remote.prefs.recommended": False, "app.update.enabled": False}

#: The most that a page is long.
_PAGE_BYTES = 10_000_000

_READY = re.compile(r"WebDriver BiDi listening on (ws://\S+)")


class Firefox:
    """One page of a Firefox that is running."""

    def __init__(self, connection: ClientConnection) -> None:
        self._connection, self._numbers = connection, count(1)
        self._sources: dict[str, str] = {}
        self._tell("session.new", capabilities={})
        self._page = self._tell("browsingContext.create", type="tab")["context"]
        self._tell(
            "network.addDataCollector", dataTypes=["response"], maxEncodedDataSize=_PAGE_BYTES
        )
        self._tell("session.subscribe", events=["network.responseCompleted"])

    def turn_to(self, address: str) -> None:
        """Open an address, and wait until its page is there."""
        self._navigate(address, "complete")

    def source(self, address: str) -> str:
        """The HTML of a page as it came, from the server or from the service worker."""
        self._sources.clear()
        self._navigate(address, "none")
        while address not in self._sources:
            self._hear()
        request = self._sources[address]
        found = self._tell("network.getData", dataType="response", request=request)["bytes"]
        text: str = found["value"]
        return text

    def evaluate(self, script: str, given: object = None) -> Any:
        """What a function of the page makes of something; it comes and goes as JSON."""
        wrapped = f"Promise.resolve(({script})({json.dumps(given)})).then(JSON.stringify)"
        target = {"context": self._page}
        told = self._tell("script.evaluate", expression=wrapped, target=target, awaitPromise=True)
        if told["type"] == "exception":
            raise RuntimeError(told["exceptionDetails"]["text"])
        return json.loads(told["result"].get("value", "null"))

    def _navigate(self, address: str, wait: str) -> None:
        self._tell("browsingContext.navigate", context=self._page, url=address, wait=wait)

    def _tell(self, method: str, **parameters: Any) -> Any:
        """Send a command, and give what comes back. Raises RuntimeError when it was refused."""
        number = next(self._numbers)
        sent = {"id": number, "method": method, "params": parameters}
        self._connection.send(json.dumps(sent))
        while (reply := self._hear()).get("id") != number:
            continue
        if reply["type"] == "error":
            raise RuntimeError(f"{method}: {reply['message']}")
        return reply["result"]

    def _hear(self) -> dict[str, Any]:
        """The next thing that Firefox says."""
        said: dict[str, Any] = json.loads(self._connection.recv(timeout=30))
        if said.get("method") == "network.responseCompleted":
            request = said["params"]["request"]
            self._sources[request["url"]] = request["request"]
        return said


@contextmanager
def running_firefox(program: str, profile: Path) -> Iterator[Firefox]:
    """Firefox on its first day, until the end of the block. `profile` is an empty folder."""
    told = (
        f"user_pref({json.dumps(name)}, {json.dumps(to)});\n" for name, to in PREFERENCES.items()
    )
    (profile / "user.js").write_text("".join(told))
    command = [program, "--headless", "--no-remote", "--profile", str(profile)]
    with subprocess.Popen(
        [*command, "--remote-debugging-port", "0"],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
    ) as process:
        try:
            found = next(filter(None, map(_READY.search, process.stderr or ())), None)
            assert found, "Firefox did not start."
            with connect(f"{found[1]}/session", max_size=None) as connection:
                yield Firefox(connection)
        finally:
            process.terminate()
            process.communicate()
