"""Our JavaScript modules as one script, for where modules cannot be loaded.

A page opened from a folder may load no module, and older browsers none in a service worker. Each
module becomes a function that gives what it exports, after those that it imports. Only the plain
ways of importing and exporting are known, which are all that our modules use; a name that is
exported must not be given another value later. Lines that are nothing but a comment are left
out, so no text in a script may have a line that begins with two slashes.
"""

import re
from pathlib import Path

_IMPORT = re.compile(
    r'^import\s+(?:([\w$]+)|\*\s+as\s+([\w$]+)|\{([^}]*)\})\s+from\s+"([^"]+)";?\n', re.M
)
_FROM = re.compile(r'^export\s+\{([^}]*)\}\s+from\s+"([^"]+)";?\n', re.M)
_DECLARED = re.compile(r"^export\s+((?:async\s+)?(?:function\*?|class|const|let)\s+([\w$]+))", re.M)
_LISTED = re.compile(r"^export\s+\{([^}]*)\};?\n?", re.M)
_DEFAULT = re.compile(r"^export\s+default\s+", re.M)
_COMMENT = re.compile(r"^[ \t]*//.*\n", re.M)
_LEFT = re.compile(r"^(?:import|export)\b.*", re.M)


def bundle(entry: Path, name: str = "") -> str:
    """A module and all that it imports as one classic script. Raises ValueError when it cannot.

    With `name` a page finds there what the module exports, as `name.answer` and so on.
    """
    written: dict[Path, str] = {}
    _write(entry.resolve(), written, ())
    given = f"return module{len(written) - 1};\n" if name else ""
    whole = "\n".join(written.values()) + given
    around = f"globalThis.{name} = (() => {{\n{whole}}})();\n" if name else whole
    return f'"use strict";\n{around}'


def _write(path: Path, written: dict[Path, str], above: tuple[Path, ...]) -> None:
    """Write a module after those that it imports."""
    if path in above:
        raise ValueError(f"{path.name} imports itself, by way of {above[-1].name}")
    text = _COMMENT.sub("", path.read_text("utf-8"))
    for found in (*_IMPORT.finditer(text), *_FROM.finditer(text)):
        other = (path.parent / found[found.lastindex or 0]).resolve()
        if other not in written:
            _write(other, written, (*above, path))
    written[path] = _wrapped(path, text, list(written))


def _wrapped(path: Path, text: str, before: list[Path]) -> str:
    """A module as a function that gives what it exports."""

    def name_of(address: str) -> str:
        return f"module{before.index((path.parent / address).resolve())}"

    def imported(found: re.Match[str]) -> str:
        default, everything, some, address = found.groups()
        taken = everything or (f"{{ default: {default} }}" if default else _pairs(some))
        return f"const {taken} = {name_of(address)};\n"

    gives = {name: name for _, name in _DECLARED.findall(text)}
    for names in _LISTED.findall(_FROM.sub("", text)):
        gives |= {out: own for own, out in _names(names)}
    for names, address in _FROM.findall(text):
        gives |= {out: f"{name_of(address)}.{own}" for own, out in _names(names)}
    gives |= {"default": "theDefault"} if _DEFAULT.search(text) else {}
    text = _IMPORT.sub(imported, _FROM.sub("", text))
    text = _DECLARED.sub(r"\1", _LISTED.sub("", text))
    text = _DEFAULT.sub("const theDefault = ", text)
    # A module knows where it was loaded from; a script that was joined stands in the page's place.
    text = text.replace("import.meta.url", "self.location.href")
    if left := _LEFT.search(text):
        raise ValueError(f"{path.name}: this cannot be joined: {left[0]}")
    given = ", ".join(f"{out}: {own}" for out, own in gives.items())
    return f"const module{len(before)} = (() => {{\n{text}\nreturn {{ {given} }};\n}})();\n"


def _names(listed: str) -> list[tuple[str, str]]:
    """The names in braces, each with what it is called outside."""
    parts = [part.split(" as ") for part in re.split(r"\s*,\s*", listed.strip()) if part]
    return [(part[0].strip(), part[-1].strip()) for part in parts]


def _pairs(listed: str) -> str:
    return "{ " + ", ".join(f"{own}: {out}" for own, out in _names(listed)) + " }"
