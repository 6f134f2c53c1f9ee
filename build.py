#!/usr/bin/env python3
"""The one command: `python build.py` builds, `python build.py serve` shows. See `--help`."""

import sys

try:
    from ourpatch.cli import main
except ModuleNotFoundError as missing:
    sys.exit(
        f"The Python package “{missing.name}” is not installed here. Run this first:\n"
        "  python3 -m venv .venv && .venv/bin/pip install -c constraints.txt -e .\n"
        "and then use  .venv/bin/python build.py"
    )

if __name__ == "__main__":
    sys.exit(main())
