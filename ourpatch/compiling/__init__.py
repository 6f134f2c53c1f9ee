"""From entries to one SQLite database.

`prose` turns Markdown into safe HTML, `rows` one entry into the rows of the tables, `memory` keeps
what was read last time, `database` writes the file, and `build` runs the whole of it.
"""
