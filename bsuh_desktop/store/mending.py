"""Puts a proved backup in the place of a damaged data file, which is kept beside it with everything that belongs to it.

A power cut in between leaves the damaged file where it was, or among those that are kept, with the backup still there:
both are found at the next opening, and it is begun again.
"""

from __future__ import annotations

import contextlib
import itertools
import shutil
from collections.abc import Iterator
from pathlib import Path

import msgspec

from bsuh_desktop.store.backups import Backup, backups, sync
from bsuh_desktop.store.carrying import Carried, carry_over
from bsuh_desktop.store.proving import Contents, look_into
from bsuh_desktop.store.store import FILE_NAME, take_lock
from bsuh_desktop.trust.disk_errors import known_disk_error
from bsuh_desktop.trust.new_file import keep_folder

KEPT_AS = "damaged-{number}"
_ENDS = ("", "-wal", "-shm")
"""The file itself first: the log of a file that is gone is thrown away, a file without its log may open as an older
one."""


class Mended(msgspec.Struct, frozen=True):
    """What stands in the place of the damaged file, how much of that was carried over from it, and where it is kept:
    None where there was none."""

    contents: Contents
    carried: Carried
    kept: Path | None


def mend(profile: Path, backup: Path, key: bytes) -> Mended:
    """Uses `backup`, which was proved, in the profile; the store must be closed.

    Raises KnownError: in_use, store_read_only, disk_full, store_damaged (the backup is, too); then all is as it was.
    """
    with contextlib.ExitStack() as held:
        held.callback(take_lock(profile).release)
        file, part, damaged = profile / FILE_NAME, profile / f".{FILE_NAME}.part", _damaged(profile)
        held.callback(_remove, part)
        with _said():
            shutil.copyfile(backup, part)
            carried = carry_over(damaged, part, key)
            contents = look_into(part, key)
            sync(part)
            kept = _set_aside(profile, [one.path for one in _newer(profile, backup)])
            part.rename(file)
            keep_folder(profile)
    return Mended(contents, carried, kept or (damaged.parent if damaged != file else None))


def _damaged(profile: Path) -> Path:
    """Where nothing stands in its place a power cut may have come just after it was set aside. One that was set aside
    long ago has less than any backup, and nothing is carried over from it."""
    file = profile / FILE_NAME
    if file.exists():
        return file
    aside = (profile / KEPT_AS.format(number=number) / FILE_NAME for number in itertools.count(1))
    there = list(itertools.takewhile(lambda path: path.parent.exists(), aside))
    return next((path for path in reversed(there) if path.exists()), file)


def _newer(profile: Path, used: Path) -> list[Backup]:
    """Backups that did not stand the proof: nothing is to be held against them any more."""
    return list(itertools.takewhile(lambda one: one.path != used, backups(profile)))


def _set_aside(profile: Path, newer: list[Path]) -> Path | None:
    ours = [profile / f"{FILE_NAME}{end}" for end in _ENDS]
    there = [path for path in (*ours, *newer) if path.exists()]
    if not there:
        return None
    names = (profile / KEPT_AS.format(number=number) for number in itertools.count(1))
    kept = next(path for path in names if not path.exists())
    kept.mkdir(mode=0o700)
    for path in there:
        path.rename(kept / path.name)
        keep_folder(kept)
        keep_folder(profile)
    return kept


@contextlib.contextmanager
def _said() -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise known_disk_error(error) or error from error


def _remove(part: Path) -> None:
    """Whatever was left of it, after a power cut, too."""
    for path in part.parent.glob(f"{part.name}*"):
        path.unlink(missing_ok=True)
