"""Pairs of entries that look alike and are two organisations: `different.yml`, with the reasons.

It stands beside the entries, because such a fact belongs to neither of the two. Each item is
`- {entries: [one-id, other-id], why: A sentence.}`
"""

from pathlib import Path

import yaml

from ourpatch.problems import Problem

FILE = "different.yml"

_EXAMPLE = "write  - {entries: [sew-sociable, sew-social], why: Two groups in two towns.}"


def different(folder: Path) -> tuple[set[frozenset[str]], list[Problem]]:
    """The pairs that the file beside a folder of entries names, and what is wrong with the file."""
    path = folder.parent / FILE
    if not path.is_file():
        return set(), []
    try:
        written = yaml.load(path.read_bytes(), Loader=yaml.CBaseLoader) or []
        top = yaml.compose(path.read_bytes(), Loader=yaml.CSafeLoader)
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        mark = getattr(error, "problem_mark", None)
        line = mark.line + 1 if mark else 1
        return set(), [_wrong(path, line, "This list of pairs cannot be read from here on.")]
    if not isinstance(written, list):
        return set(), [_wrong(path, 1, "This should be a list of pairs.")]
    pairs: set[frozenset[str]] = set()
    problems = []
    for node, item in zip(top.value if top else (), written, strict=False):
        ids = item.get("entries") if isinstance(item, dict) else None
        line = node.start_mark.line + 1
        if not isinstance(ids, list) or len(set(map(str, ids))) != 2:
            problems.append(_wrong(path, line, "This does not name two entries."))
        elif not str(item.get("why") or "").strip():
            problems.append(_wrong(path, line, "This does not say why they are two."))
        else:
            pairs.add(frozenset(map(str, ids)))
    return pairs, problems


def _wrong(path: Path, line: int, message: str) -> Problem:
    return Problem(str(path), line, 1, message, _EXAMPLE, "different")
