"""From the bytes of one file to the facts of one entry, with everything that is wrong with them.

`text` turns bytes into characters, `nodes` characters into a tree, `shapes` (with `days` and
`reaching`) one piece of text into one value, and `entry` the tree into an entry, all led by the
field table. When something is wrong, `wording` (with `stopping` and `lining_up`) and `hints` say so
in words that people can act on.
"""

from ourpatch.reading.entry import Entry, read_entry, read_file

__all__ = ["Entry", "read_entry", "read_file"]
