"""When each entry first appeared, and when and how it last changed, from the versions git has.

A change is news (a fact that people choose by) or not (a check, say). `changed_on` is of news
alone, `touched_on` of either.

Nothing here depends on the order in which git tells of commits, so that looking at the new ones
alone comes to the same as looking at all. What cannot be known is None: a wrong date is worse.
"""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

from ourpatch import fields
from ourpatch.fields import Field
from ourpatch.problems import Problem
from ourpatch.reading import read_entry

#: Beside the folder of entries: commits that changed many files and no facts, as if they were not.
IGNORED = "history-ignore.txt"

_FIELD = re.compile(rb"^([a-z_]+):(?=\s)", re.MULTILINE)

_HASH = re.compile(r"[0-9a-f]{7,64}")


class Version(NamedTuple):
    """One file as one commit left it. The newest is the greatest of `at`, `generation`, `commit`.

    `generation` is how many commits lie before it on the longest way: two that were made in the
    same second (a rebase does that) are told apart by it.
    """

    name: str
    at: int
    generation: int
    commit: str
    day: str
    why: str
    before: str
    after: str


class Story(NamedTuple):
    """What is told of an entry: days, the labels of what changed, what the commit says of it.

    `touched_on` is the last day on which anything that its file says became different.
    """

    added_on: str | None = None
    changed_on: str | None = None
    changed: tuple[str, ...] = ()
    changed_why: str | None = None
    touched_on: str | None = None


UNKNOWN = Story()


class Difference(NamedTuple):
    """What differs between two versions: the labels of what is news, and whether anything does."""

    labels: Sequence[str]
    any: bool


#: What differs between two versions of a file (by the names git has for their bytes); None when
#: that cannot be told. It is given many pairs at once.
Compare = Callable[[Iterable[tuple[str, str]]], Mapping[tuple[str, str], Difference | None]]


def ignored(folder: Path) -> tuple[frozenset[str], list[Problem]]:
    """The commits that IGNORED lists, and its lines that are no commit.

    One a line, whole or at least seven of its letters; # starts a comment.
    """
    path = folder.parent / IGNORED
    lines = path.read_text("utf-8", "replace").splitlines() if path.is_file() else []
    found: set[str] = set()
    problems = []
    for number, line in enumerate(lines, 1):
        words = line.partition("#")[0].strip().lower()
        if not words:
            continue
        if _HASH.fullmatch(words):
            found.add(words)
        else:
            hint = "write its letters and digits, as “git log” shows them"
            message = "This is not the name of a commit, so the line is left out."
            where = (str(path), number, 1)
            problems.append(Problem(*where, message, hint, "not-a-commit", "warning", line))
    return frozenset(found), problems


def stories(
    versions: Mapping[str, list[Version]],
    was: Mapping[str, Sequence[str]],
    left_out: frozenset[str],
    shallow: frozenset[str],
    compare: Compare,
) -> dict[str, Story]:
    """The story of every entry that git has versions of, by id.

    `versions` are by ids, `was` the ids that an entry had before. `left_out` and `shallow` are
    commits of which nothing follows.
    """
    silent = shallow | _whole(left_out, versions)
    told: dict[str, Story] = {}
    steps: dict[str, list[Version]] = {}
    for id in versions.keys() | was.keys():
        every = sorted(v for name in (id, *was.get(id, ())) for v in versions.get(name, ()))
        every.sort(key=lambda v: v[1:4])
        if not every:
            continue
        joined = _joined(every)
        first = joined[0]
        added = first.day if not first.before and first.commit not in silent else None
        told[id] = Story(added_on=added, touched_on=added)
        changes = [v for v in joined if v.before and v.after and v.before != v.after]
        steps[id] = [v for v in changes if v.commit not in silent]
    _tell_changes(told, steps, compare)
    return told


def touched_on(story: Story, days: Iterable[str], today: date) -> str | None:
    """The last day on which anything that we publish of an entry is known to have become different.

    A check is among it: who asked, and when, is published. `days` are those that the entry gives
    itself; git may be behind them, or know nothing. What has not come yet does not count.
    """
    every = (*days, story.added_on, story.touched_on)
    return max((day for day in every if day and day <= today.isoformat()), default=None)


def _whole(beginnings: frozenset[str], versions: Mapping[str, list[Version]]) -> frozenset[str]:
    """The commits whose names begin so."""
    if not beginnings:
        return beginnings
    every = {v.commit for some in versions.values() for v in some}
    starts = tuple(beginnings)
    return frozenset(commit for commit in every if commit.startswith(starts))


def _joined(versions: list[Version]) -> list[Version]:
    """The versions, those of one commit (an old name lost, a new one gained) as one."""
    joined: list[Version] = []
    for version in versions:
        if joined and joined[-1].commit == version.commit:
            one = joined[-1]
            before, after = one.before or version.before, one.after or version.after
            joined[-1] = one._replace(before=before, after=after)
        else:
            joined.append(version)
    return joined


def _tell_changes(
    told: dict[str, Story], steps: dict[str, list[Version]], compare: Compare
) -> None:
    """Add to each story its newest step that is news, and the day of its newest step of any kind.

    Empties `steps`. They are looked at in rounds, one of every entry in each, so that git is asked
    a few times.
    """
    touched: set[str] = set()
    while steps := {id: some for id, some in steps.items() if some}:
        news = compare({(some[-1].before, some[-1].after) for some in steps.values()})
        for id, some in list(steps.items()):
            step = some.pop()
            found = news[step.before, step.after]
            if (found is None or found.any) and id not in touched:
                touched.add(id)
                told[id] = told[id]._replace(touched_on=step.day)
            if found is None or found.labels:
                changed = tuple(found.labels) if found else ()
                told[id] = told[id]._replace(
                    changed_on=step.day, changed=changed, changed_why=step.why or None
                )
                some.clear()


def differences(before: bytes, after: bytes) -> Difference | None:
    """What two versions of an entry say differently: the labels of what is news, in table order.

    Several parts of a group are told by the group's own label. There are no labels when only things
    that are no news differ (a check), and no difference at all when it is a comment or spacing.
    None when a version cannot be read.
    """
    parts = _parts(before), _parts(after)
    if None not in parts:
        # Nearly always: only the fields whose text differs need reading, in a tenth of the time.
        one, other = (part or {} for part in parts)
        same = {name for name in one.keys() & other.keys() if one[name] == other[name]}
        old, new = ({k: text for k, text in part.items() if k not in same} for part in (one, other))
        before, after = b"".join(old.values()), b"".join(new.values())
    olds, news = _values(before), _values(after)
    if olds is None or news is None:
        return None
    pairs = ((row, olds.get(row.key), news.get(row.key)) for row in fields.inside("").values())
    differing = [(row, one, other) for row, one, other in pairs if one != other]
    return Difference([_label(*each) for each in differing if each[0].news], bool(differing))


def _parts(data: bytes) -> dict[str, bytes] | None:
    """The lines of each field at the top of a file, by its name; None for an unusual file.

    A line that begins with a field's name and a colon begins that field, and what stands before the
    first is left out. A value can only look so at the start of a line inside quotes, which leaves
    an open quote behind, and then the part cannot be read.
    """
    found = _FIELD.split(data)
    names = [name.decode() for name in found[1::2]]
    if not names or len(set(names)) < len(names) or set(names) - fields.inside("").keys():
        return None
    rest = found[2::2]
    return {name: name.encode() + b":" + text for name, text in zip(names, rest, strict=True)}


def _values(data: bytes) -> dict[str, Any] | None:
    """What some lines of an entry say; None when they cannot be read whole."""
    if not data.strip():
        return {}
    entry = read_entry(data, "version.yml")
    return entry.values if entry.complete and (entry.values or entry.said) else None


def _label(row: Field, one: Any, other: Any) -> str:
    """What to call a difference: by the part that differs when it is one alone."""
    if row.kind != "group":
        return row.label
    one, other = one or {}, other or {}
    parts = [
        part for key, part in fields.inside(row.name).items() if one.get(key) != other.get(key)
    ]
    return parts[0].label if len(parts) == 1 else row.label
