"""Replaces a damaged data file with a repaired one; the damaged file is kept beside it with everything belonging to it.

A power cut in between leaves the damaged file in place, or already set aside, with the backup still there: both are
detected at the next opening, and the repair starts again. `remove_leftovers` deletes files that were set aside: they
still contain what has to be forgotten."""

from __future__ import annotations

import contextlib
import itertools
import shutil
from pathlib import Path

import msgspec

from bsuh_desktop.store.backups import FOLDER as BACKUPS
from bsuh_desktop.store.backups import Backup, backups
from bsuh_desktop.store.carry_over import CarriedOver, Damage, Readable, carry_over, look_for
from bsuh_desktop.store.file_check import Contents, look_into
from bsuh_desktop.store.forgotten import add_to_list, read_list
from bsuh_desktop.store.store import FILE_NAME, LOG_NAME, take_lock
from bsuh_desktop.system.atomic_file import copy_private, move_over, sync_file, sync_folder
from bsuh_desktop.system.disk_errors import raising_known_errors

FORGETTING = "forgetting"
"""A fact: something was forgotten, and not every older copy of it on this laptop has gone yet."""


DAMAGED_NAME = "damaged-{number}"
"""The folder in which a damaged file is kept."""

MERGING = ".merging"
"""The folder that contains a backup while it is merged into an existing desk."""

_NAMES = (DAMAGED_NAME.format(number="*"), MERGING, f".{FILE_NAME}.part*")


def remove_leftovers(profile: Path) -> bool:
    """Deletes the damaged files kept in the profile, and what a power cut left of a repair or a backup merge. Returns
    False if one of them cannot be deleted now."""
    kept = [path for name in _NAMES for path in profile.glob(name)]
    for path in kept:
        with contextlib.suppress(OSError):
            shutil.rmtree(path) if path.is_dir() else path.unlink()
    if kept:
        with contextlib.suppress(OSError):
            sync_folder(profile)
    return not any(path.exists() for path in kept)


_ENDS = ("", "-wal", "-shm")
"""The database file comes first: the log of a missing file is discarded, whereas a file without its log may open as an
older state."""


class RepairResult(msgspec.Struct, frozen=True):
    """The result of a repair."""

    contents: Contents
    """What the repaired file contains."""
    carried: CarriedOver
    """How much was recovered from the damaged file."""
    damaged_copy: Path | None
    """Where the damaged file was put; None if there was none."""


def mend(profile: Path, backup: Path | None, key: bytes) -> RepairResult:
    """Replaces the damaged file with the verified `backup` plus everything that the damaged file contains beyond it;
    without a backup, with a new file of what can still be read. The store must be closed.

    Raises KnownError: in_use, store_read_only, disk_full, newer_store, store_damaged (the backup is damaged, too).
    After an error nothing has changed.
    """
    with contextlib.ExitStack() as held:
        held.callback(take_lock(profile).release)
        file, part, damaged = profile / FILE_NAME, profile / f".{FILE_NAME}.part", _damaged(profile)
        held.callback(_remove, part)
        with raising_known_errors():
            _remove(part)
            if backup is not None:
                copy_private(backup, part)
            carried = carry_over(_damage_in(profile, apart=_is_from_elsewhere(profile, backup)), part, key)
            contents = look_into(part, key)
            sync_file(part)
            # The list beside the store first: after a power cut, whatever is opened forgets these learners.
            add_to_list(profile, carried.forget)
            kept = _set_aside(profile, [one.path for one in _newer(profile, backup)])
            move_over(part, file)
    return RepairResult(contents, carried, kept or (damaged.parent if damaged != file else None))


def readable_in(profile: Path, key: bytes) -> Readable:
    """What a repair without any backup would recover. Raises KnownError: store_read_only."""
    with raising_known_errors():
        return look_for(_damage_in(profile), key)


def _damage_in(profile: Path, apart: bool = False) -> Damage:
    """The damaged file of a profile with its log; `apart` as in `Damage`."""
    file = _damaged(profile)
    logs = (path for path in (file.with_name(LOG_NAME), profile / LOG_NAME) if path.exists())
    return Damage(file, next(logs, profile / LOG_NAME), read_list(profile), apart)


def _damaged(profile: Path) -> Path:
    """The damaged file: the data file itself or, if there is none, the last one that was set aside, because a power cut
    may have come just after that. One that was set aside long ago has less than any backup, so nothing is recovered
    from it."""
    file = profile / FILE_NAME
    if file.exists():
        return file
    aside = (profile / DAMAGED_NAME.format(number=number) / FILE_NAME for number in itertools.count(1))
    there = list(itertools.takewhile(lambda path: path.parent.exists(), aside))
    return next((path for path in reversed(there) if path.exists()), file)


def _newer(profile: Path, used: Path | None) -> list[Backup]:
    """Backups newer than the `used` one, which failed verification: they are set aside so that later checks do not
    compare with them. Empty if `used` was brought from elsewhere, which says nothing about them."""
    if _is_from_elsewhere(profile, used):
        return []
    return list(itertools.takewhile(lambda one: one.path != used, backups(profile)))


def _is_from_elsewhere(profile: Path, used: Path | None) -> bool:
    return used is not None and used.parent != profile / BACKUPS


def _set_aside(profile: Path, newer: list[Path]) -> Path | None:
    ours = [profile / f"{FILE_NAME}{end}" for end in _ENDS]
    there = [path for path in (*ours, *newer) if path.exists()]
    if not there:
        return None
    names = (profile / DAMAGED_NAME.format(number=number) for number in itertools.count(1))
    kept = next(path for path in names if not path.exists())
    kept.mkdir(mode=0o700)
    for path in there:
        move_over(path, kept / path.name)
        sync_folder(profile)
    return kept


def _remove(part: Path) -> None:
    """Deletes the temporary file and its logs, also those left by a power cut."""
    for path in part.parent.glob(f"{part.name}*"):
        path.unlink(missing_ok=True)
