"""Whose directory it is, as metadata.yml says: its name, words, address and helpline."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import yaml

_DEFAULTS = {"name": "Our Patch", "tagline": "", "area": ""}


def whose(told: Mapping[str, Any] | None) -> dict[str, Any]:
    """What every page may say of the patch, from its lines in metadata.yml."""
    site = {**_DEFAULTS, **(told or {})}
    if phone := str(site.get("helpline_phone", "")):
        site["helpline_link"] = "tel:" + "".join(c for c in phone if c in "+0123456789")
    return site


def whose_in(metadata: Path) -> dict[str, Any]:
    """The same, from the file itself, where no Datasette reads it."""
    told = yaml.safe_load(metadata.read_bytes()) or {}
    return whose(told.get("plugins", {}).get("our-patch"))
