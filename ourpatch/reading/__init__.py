"""From the bytes of one file to the facts of one entry, with everything that is wrong with them.

`text` turns bytes into characters, `nodes` (with `screening`) characters into a tree, `shapes`
(with `days` and `reaching`) one piece of text into one value, and `filling` the tree into an
`entry`, led by the field table. When something is wrong, `wording` (with `stopping`, `lining_up`
and `quoting`) and `hints` say so in words that people can act on; `losing` looks for what would go
unnoticed.

All of that is for files in which something is wrong. `quickly` reads the others, in a third of the
time, and leaves whatever it has any doubt about to the careful reader.
"""

from ourpatch.reading.entry import Entry
from ourpatch.reading.filling import read_entry, read_file

__all__ = ["Entry", "read_entry", "read_file"]
