"""A folder of files that is published whole or not at all.

The new folder is written beside the old one and put in its place by renaming. A file that did not
change keeps its bytes and its date. Files that somebody else put there stay.
"""

import os
import shutil
from collections.abc import Iterable
from pathlib import Path

#: Names every file of the folder that this made, one on a line. A folder without it is not ours.
LIST = "files.txt"


def publish(files: Iterable[tuple[str, bytes]], folder: Path) -> dict[str, int]:
    """Write files, given by their path inside the folder, and nothing else that we ever wrote.

    Gives the size of each. Raises OSError when the folder is somebody else's, or cannot be written;
    then it is as it was.
    """
    fresh, old = _beside(folder, "new"), _beside(folder, "old")
    if old.is_dir() and not folder.exists():  # the last time stopped between the two renames
        old.rename(folder)
    ours = _ours(folder)
    shutil.rmtree(fresh, ignore_errors=True)
    try:
        sizes = {name: _write(fresh, folder, name, body) for name, body in files}
        listed = "".join(f"{name}\n" for name in sorted({*sizes, LIST}))
        sizes[LIST] = _write(fresh, folder, LIST, listed.encode())
        _bring_along(folder, fresh, ours)
    except BaseException:
        shutil.rmtree(fresh, ignore_errors=True)
        raise
    shutil.rmtree(old, ignore_errors=True)
    if folder.exists():
        folder.rename(old)
    fresh.rename(folder)
    shutil.rmtree(old, ignore_errors=True)
    return sizes


def _beside(folder: Path, ending: str) -> Path:
    return folder.with_name(f"{folder.name}.{ending}")


def _ours(folder: Path) -> set[str]:
    """The files in a folder that an earlier publishing wrote."""
    if folder.is_file():
        raise FileExistsError(f"{folder} is a file. Name a folder.")
    listed = folder / LIST
    if listed.is_file():
        return set(listed.read_text("utf-8").splitlines())
    if folder.is_dir() and any(folder.iterdir()):
        raise FileExistsError(
            f"{folder} has files in it that this did not make. Name an empty folder, or a new one."
        )
    return set()


def _write(fresh: Path, folder: Path, name: str, body: bytes) -> int:
    """Write one file. Where the old folder has the same, it keeps the date of that one."""
    path, before = fresh / name, folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(body)
    if before.is_file():
        told = before.stat()
        if told.st_size == len(body) and before.read_bytes() == body:
            os.utime(path, ns=(told.st_atime_ns, told.st_mtime_ns))
    return len(body)


def _bring_along(folder: Path, fresh: Path, ours: set[str]) -> None:
    """Copy what somebody else put in the old folder, such as a host's own settings."""
    for path in folder.rglob("*") if folder.is_dir() else ():
        name = path.relative_to(folder).as_posix()
        if name not in ours and not path.is_dir() and not (fresh / name).exists():
            (fresh / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(path, fresh / name, follow_symlinks=False)
