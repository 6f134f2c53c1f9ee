"""From entries to one SQLite database.

`prose` turns Markdown into safe HTML, `rows` one entry into the rows of the tables, and `asking`
its words and areas into what a question is understood by. `memory` keeps what was read last time
and `gathering` reads the rest. `database` writes the file, `replacing` changes a few rows of it,
and `build` runs the whole.
"""
