"""What a page that can fetch nothing needs, as text: the search, its engine, and the directory."""

import gzip
import json
import re
from base64 import b64encode
from collections.abc import Mapping
from typing import Any

from ourpatch.editions.bundle import bundle
from ourpatch.house import SITE

_STATIC = SITE / "static"

#: Scripts of the site that pages can do without; here they are plain ones.
EXTRAS = ("share", "near-me")


def joined(name: str) -> str:
    """One of static/editions/ and all that it imports, as one plain script that leaves no names."""
    return f"(() => {{\n{bundle(_STATIC / 'editions' / f'{name}.js')}\n}})();\n"


def extra(name: str) -> str:
    """One of EXTRAS as a plain script."""
    text = (_STATIC / f"{name}.js").read_text("utf-8")
    return f"(() => {{\n{text.replace('import.meta.url', 'document.currentScript.src')}\n}})();\n"


def as_text(zipped: bytes) -> str:
    """Some bytes as text that a page can hold."""
    return b64encode(zipped).decode()


def engine_as_text() -> str:
    """The engine of the search, zipped."""
    engine = (_STATIC / "vendor" / "sqlite" / "sqlite3.wasm").read_bytes()
    return as_text(gzip.compress(engine, 9, mtime=0))


def told(site: Mapping[str, Any]) -> str:
    """What pages may say of the patch, for a script or a page to hold."""
    return for_script(json.dumps(dict(site), ensure_ascii=False, default=str))


def for_script(text: str) -> str:
    """JSON that may stand between the tags of a script."""
    return re.sub(r"[<>&\u2028\u2029]", lambda found: f"\\u{ord(found[0]):04x}", text)
