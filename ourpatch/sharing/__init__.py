"""From an answer to a form that somebody can take away. One file a form; `forms` lists them.

No form asks the database anything: each is a rendering of one `Answer`. Only `openreferral`, a feed
that other systems page through, asks for its own pages.
"""
