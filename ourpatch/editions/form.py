"""The empty form for a new entry, as a phone keeps it: it can be filled in with no signal.

What is sent from it there is answered by static/offline/unsent.js.
"""

from collections.abc import Iterable, Mapping
from types import SimpleNamespace
from typing import Any

from ourpatch.searching import Directory
from ourpatch.sharing.pages import draw

#: Where the form stands among the files of a release.
FORM = "/offline/form.html"


def empty_form(
    known: Directory, site: Mapping[str, Any], steps: Iterable[Any], tellers: Mapping[str, str]
) -> bytes:
    """The page at /suggest, as it is with no signal. `steps` and `tellers` are from `adding`."""
    page = draw(
        "suggest.html",
        known,
        site,
        request=SimpleNamespace(path="/suggest"),
        at="/suggest",
        answers={},
        steps=[step for step in steps if not step.changes_only],
        tellers=tellers,
        offline=True,
    )
    return page.encode()
