"""What keeps entries true: whom to ask again, what became of each, who is here twice or not at all.

`freshness` says whom to ask again and `marking` notes in a file that somebody did. `history` is
what `git` knows of each entry. Files beside the folder of entries hold what belongs to no one
entry, so that nothing a machine finds out is written into a contributor's file.
"""
