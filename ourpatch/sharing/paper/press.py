"""From what paper says to a PDF, by Typst: tagged as PDF/UA-1 asks, with our own font, offline."""

import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any
from xml.etree import ElementTree

import ourpatch
from ourpatch.house import SITE

if TYPE_CHECKING:
    import typst

_TEMPLATE = Path(__file__).with_name("paper.typ")
_SVG = "{http://www.w3.org/2000/svg}"

#: Letters that our font is known to have, so that only others are tried.
_PLAIN = re.compile(r"[\n -~¡-ſŴ-ŷẀ-ẅỲỳ–—‘’“”•…€·]")

#: Stands for a letter that no font here has. What is only a picture is left out.
_MISSING = "□"
_PICTURES = re.compile(r"[\u2190-\u2bff\U0001f000-\U0001faff\ufe0f\u200d\U000e0000-\U000e007f]")

#: So many letters with nowhere to break would stick out of a narrow page.
_LONGEST_RUN = 28
_PIECE = 18


#: What is no text that people read: names of things, links and drawings.
_AS_IT_IS = {"id", "link", "code", "patch", "patches", "cloth", "language"}


@dataclass(frozen=True, slots=True)
class Sheet:
    """The paper and the letters: `size` is A4 or A5; letters are 14pt, or 18pt where `large`."""

    size: str = "A4"
    large: bool = False


def pressed(said: dict[str, Any]) -> bytes:
    """The PDF of what paper.typ is told. The same words give the same bytes on the same machine.

    A process of its own makes it: Typst keeps a gigabyte for a thousand entries, and a server
    would never get it back. Raises RuntimeError with what Typst said when there is no PDF.
    """
    made = subprocess.run(
        [sys.executable, "-m", "ourpatch.sharing.paper.press"],
        input=json.dumps(said, ensure_ascii=False).encode(),
        capture_output=True,
        env={**os.environ, "PYTHONPATH": str(Path(ourpatch.__file__).parents[1])},
        check=False,
    )
    if made.returncode:
        raise RuntimeError(f"the PDF could not be made: {made.stderr.decode()[-2000:]}")
    return made.stdout


def _print(said: dict[str, Any]) -> bytes:
    text = _whole(said)
    missing = _not_printable({*text})
    made = _typst().compile(
        input=_TEMPLATE,
        format="pdf",
        pdf_standards=["ua-1"],
        sys_inputs={"data": _whole(said, missing) if missing else text},
    )
    assert isinstance(made, bytes)
    return made


def _whole(said: Any, missing: frozenset[str] = frozenset()) -> str:
    return json.dumps(_tidied(said, missing), ensure_ascii=False)


def _tidied(said: Any, missing: frozenset[str]) -> Any:
    """The same with every text fit to print; drawings, ids and links as they are."""
    if isinstance(said, dict):
        return {k: v if k in _AS_IT_IS else _tidied(v, missing) for k, v in said.items()}
    if isinstance(said, list):
        return [_tidied(each, missing) for each in said]
    return _fit(said, missing) if isinstance(said, str) else said


def _fit(text: str, missing: frozenset[str]) -> str:
    """A text without letters that cannot be printed, and with somewhere to break long runs."""
    if missing:
        text = "".join(_instead(letter) if letter in missing else letter for letter in text)
    return re.sub(rf"\S{{{_LONGEST_RUN},}}", lambda run: "".join(_broken(run[0])), text)


def _instead(letter: str) -> str:
    return "" if _PICTURES.match(letter) else _MISSING


def _broken(run: str) -> Iterator[str]:
    """A long run with breaks that do not show: after a sign, or after so many letters."""
    since = 0
    for letter in run:
        yield letter
        since += 1
        if since >= _PIECE or (since > 3 and letter in "/@.-_?&="):
            yield "\u200b"
            since = 0


def _not_printable(letters: set[str]) -> frozenset[str]:
    """Those of some letters that no font here has, or that mark nothing."""
    unusual = sorted(letter for letter in letters if not _PLAIN.match(letter))
    return frozenset(_failing(unusual))


def _failing(letters: list[str]) -> Iterator[str]:
    """Try letters together; where that fails, each half of them."""
    import typst

    try:
        trial = b'#set document(title: "-")\n#set text(font: "Atkinson Hyperlegible Next")\n'
        trial += b"#json(bytes(sys.inputs.data)).join(linebreak())"
        _typst().compile(
            input=trial,
            format="pdf",
            pdf_standards=["ua-1"],
            sys_inputs={"data": json.dumps([f"a{letter}a" for letter in letters] or ["a"])},
        )
    except typst.TypstError:
        if len(letters) == 1:
            yield letters[0]
            return
        middle = len(letters) // 2
        yield from _failing(letters[:middle])
        yield from _failing(letters[middle:])


@cache
def _typst() -> "typst.Compiler":
    """Typst with our font first, then its own and the machine's for letters that ours has not."""
    import typst

    fonts = typst.Fonts(font_paths=[str(SITE / "static" / "fonts")])
    return typst.Compiler(root=_TEMPLATE.parent, font_paths=fonts)


@cache
def patches() -> dict[str, str]:
    """The patches of static/patches.svg, each as a drawing of its own, by kind of help."""
    ElementTree.register_namespace("", "http://www.w3.org/2000/svg")
    sheet = ElementTree.parse(SITE / "static" / "patches.svg").getroot()
    found = {}
    for symbol in sheet.iter(f"{_SVG}symbol"):
        symbol.tag = f"{_SVG}svg"
        id = symbol.attrib.pop("id")
        found[id] = ElementTree.tostring(symbol, encoding="unicode")
    return found


if __name__ == "__main__":
    sys.stdout.buffer.write(_print(json.load(sys.stdin.buffer)))
