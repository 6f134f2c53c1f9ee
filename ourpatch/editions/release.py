"""What a phone keeps so that the site works with no signal: every file, with its size and digest.

A phone fetches the list first, then each file, and uses them only when all are what the list says.
"""

import gzip
import hashlib
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ourpatch.editions.bundle import bundle
from ourpatch.house import SITE
from ourpatch.sharing.wording import plain_date

#: Where the directory stands among the files of a release.
DIRECTORY = "/travelling.db.gz"

#: Files that pages load without naming them in a template; and all that they name, but for those
#: that no page shows: what a phone's home screen takes for itself, and the picture for other sites.
_UNNAMED = ("static/offline/metered.js", "static/pages/wording.js")
_NAMED = re.compile(r"/(static/(?!icons/|picture\.png)[\w./-]+)")


@dataclass(frozen=True, slots=True)
class File:
    """One file: its address, its bytes, and those bytes as they travel."""

    path: str
    body: bytes
    small: bytes

    def listed(self) -> dict[str, Any]:
        """The file as the list names it. `sent` is how many bytes travel."""
        digest = hashlib.sha256(self.body).hexdigest()
        return {"path": self.path, "digest": digest, "sent": len(self.small)}


def file(path: str, body: bytes) -> File:
    """A file for a release, at an address."""
    return File(path, body, gzip.compress(body, 9, mtime=0))


def static_files(site: Path = SITE) -> list[File]:
    """The style, drawings and scripts that pages name, and what the search itself loads."""
    pages = "".join(path.read_text("utf-8") for path in (site / "templates").glob("*.html"))
    names = {*_NAMED.findall(pages), *_UNNAMED}
    engine = (site / "static" / "vendor").rglob("*.wasm")
    names |= {path.relative_to(site).as_posix() for path in engine}
    return [file(f"/{name}", (site / name).read_bytes()) for name in sorted(names)]


@dataclass(frozen=True, slots=True)
class Worker:
    """The service worker: its script, the digest that it begins with, and its size as sent."""

    script: str
    program: str
    sent: int


def worker(site: Path = SITE) -> Worker:
    """The service worker as one script."""
    joined = bundle(site / "static" / "offline" / "worker.js")
    program = hashlib.sha256(joined.encode()).hexdigest()[:16]
    script = f'const PROGRAM = "{program}";\n{joined}'
    return Worker(script, program, len(gzip.compress(script.encode(), 9)))


def release(
    files: list[File], worker: Worker, build: Mapping[str, Any], site: Mapping[str, Any]
) -> dict[str, Any]:
    """The list of a release. Its version follows from everything in it."""
    told = {
        "program": worker.program,
        "program_sent": worker.sent,
        "as_it_was_on": plain_date(build["built_on"]),
        "site": dict(site),
        "files": [each.listed() for each in files],
    }
    written = json.dumps(told, sort_keys=True, ensure_ascii=False).encode()
    return {"version": hashlib.sha256(written).hexdigest()[:16], **told}


def app(site: Mapping[str, Any]) -> dict[str, Any]:
    """The web app manifest: what a phone's home screen shows, and where it begins."""
    pictures = [("192", "any"), ("512", "any"), ("512", "maskable")]
    return {
        "id": "/",
        "name": site["name"],
        "short_name": site["name"],
        "description": site["tagline"],
        "lang": "en-GB",
        "start_url": "/",
        "scope": "/",
        "display": "standalone",
        "background_color": "#f8f3e8",
        "theme_color": "#f8f3e8",
        "icons": [
            {
                "src": f"/static/icons/{purpose}-{size}.png",
                "sizes": f"{size}x{size}",
                "type": "image/png",
                "purpose": purpose,
            }
            for size, purpose in pictures
        ],
    }
