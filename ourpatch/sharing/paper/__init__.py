"""An answer on paper: a booklet, or a few sheets, as PDF that also reads well aloud (PDF/UA-1).

`saying` is what an entry says there, and `in_full` what one alone says besides; `arranging` has the
parts and lists of a booklet; `press` makes the PDF with Typst from `paper.typ`.
"""

from ourpatch.sharing.paper.making import as_large_print, as_paper, paper
from ourpatch.sharing.paper.press import Sheet

__all__ = ["Sheet", "as_large_print", "as_paper", "paper"]
