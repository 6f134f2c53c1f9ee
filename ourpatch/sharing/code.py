"""A link as a code that a phone scans: QR, drawn as SVG."""

import io

import segno

#: Bytes of a link. A longer one would make squares too fine for an old phone and a cheap printer.
LONGEST = 900

#: The empty squares that every code needs round it (ISO/IEC 18004).
BORDER = 4


def fits(link: str) -> bool:
    """True when a link is short enough for a code."""
    return len(link.encode()) <= LONGEST


def as_code(link: str, border: int = BORDER, pattern: int | None = None) -> bytes:
    """The code of a link, dark on light whatever the page. Raises ValueError if too long.

    `pattern` is one of the eight that a code can be laid over (0 to 7); without it all are tried
    for the most even, which takes five times as long.
    """
    if not fits(link):
        raise ValueError(f"a code holds {LONGEST} bytes, and this link has {len(link.encode())}")
    out = io.BytesIO()
    code = segno.make(link, micro=False, mask=pattern)
    code.save(out, "svg", border=border, light="#fff", dark="#000", omitsize=True, title=link)
    return out.getvalue()
