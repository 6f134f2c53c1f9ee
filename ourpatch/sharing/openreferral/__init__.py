"""Entries as Open Referral UK (version 3), for other systems to gather.

`feed` answers each address, `question` reads what is asked of a list, `records` reads the entries
of one page, and `paging` puts them in their envelope. `services`, `details`, `locations` and
`taxonomies` say what an entry becomes; `ids` gives everything its UUID. Nothing is left empty or
null: what we do not know is not there. docs/open-referral.md has the whole table.
"""

from ourpatch.sharing.openreferral.feed import about, one, some
from ourpatch.sharing.openreferral.question import Unclear

__all__ = ["Unclear", "about", "one", "some"]
