"""Our Patch: a directory of small, local, people-run support.

Data flows one way through the package, and a room imports only from rooms before it:

    reading -> checking -> compiling -> (directory.db) -> searching -> sharing

The halves on either side of the database file do not know each other; only the command line
(`ourpatch.cli`) and the Datasette plugins may call both.
"""

__version__ = "0.1.0"
