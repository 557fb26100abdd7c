"""Copies of a facilitator's data on the same laptop: made whole, proved whole, and only then given their name.

A backup is one encrypted file under the store's own key. Backups are ordered by the number in their name and never by
its date: a laptop that wakes in 2019 or 2036 must not push the good ones out.
"""

from __future__ import annotations

import contextlib
import datetime
import os
import re
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

import msgspec

from bsuh_desktop.domain.errors import DAMAGED, KnownError
from bsuh_desktop.store.database import connect
from bsuh_desktop.store.database_errors import translated
from bsuh_desktop.store.file_proof import END, ENDS, Contents, extent_of, has_more, is_ours, look_into, prove_pages
from bsuh_desktop.store.salvage.cipher import SALT
from bsuh_desktop.system.atomic_file import keep_folder

FOLDER = "backups"
NEWEST, DAYS = 3, 7
"""How many of the newest are kept, and of how many days the newest of each."""

_LAST_ENDS = f"{ENDS} ORDER BY number DESC LIMIT 8"
"""A lost log takes the last minutes with it; looking at every class would take 15 ms (200 classes)."""

_NAME = re.compile(r"classes-(\d{8}T\d{6}Z)-(\d{6,})\.db", re.ASCII)
_TIME = "%Y%m%dT%H%M%SZ"


class Backup(msgspec.Struct, frozen=True):
    """One backup. `made` is the laptop's time, in UTC, `number` its place among all that were ever made."""

    path: Path
    number: int
    made: datetime.datetime


def backups(profile: Path) -> list[Backup]:
    """The backups of the profile in that folder, the newest first. What is half-written is none."""
    place = profile / FOLDER
    found = [_backup(path) for path in place.iterdir()] if place.is_dir() else []
    return sorted((one for one in found if one), key=lambda one: one.number, reverse=True)


def worth_keeping(made: Sequence[Backup]) -> list[Backup]:
    """Of backups, the newest first: the newest three, and the newest of each of the last seven days that have one."""
    kept, days = list(made[:NEWEST]), set[datetime.date]()
    for one in made:
        day = one.made.date()
        if day not in days and len(days) < DAYS:
            days.add(day)
            kept += [one] if one not in kept else []
    return kept


def make_backup(profile: Path, file: Path, key: bytes, made: datetime.datetime) -> tuple[Backup, Contents]:
    """Copies `file` as it is at this moment, whoever writes to it meanwhile, proves the copy, and lets go of older ones
    that need not be kept. May run on a thread of its own.

    Raises KnownError: store_damaged (the file is, no backup was touched), disk_full, store_read_only; OSError.
    """
    place = profile / FOLDER
    place.mkdir(mode=0o700, exist_ok=True)
    number = max((one.number for one in backups(profile)), default=0) + 1
    path = place / f"classes-{made.astimezone(datetime.UTC).strftime(_TIME)}-{number:06}.db"
    with _unfinished(path) as part:
        _copy(file, part, key)
        sync(part)
        contents = look_into(part, key)
        part.rename(path)
        keep_folder(place)
    if contents.names_deleted is None:
        _keep(profile, worth_keeping(backups(profile)))
    else:
        keep_newest(profile)
    return Backup(path, number, made), contents


def keep_newest(profile: Path) -> None:
    """Lets go of all backups but the newest."""
    _keep(profile, backups(profile)[:1])


def newest_good(profile: Path, key: bytes) -> tuple[Backup, Contents] | None:
    """The newest backup that stands every proof, or None."""
    for one in backups(profile):
        try:
            return one, look_into(one.path, key)
        except KnownError as error:
            if error.code not in DAMAGED:
                raise
    return None


def is_behind(profile: Path, file: Any, key: bytes) -> bool:
    """True if the newest backup holds more than the open `file`: then that has lost its write-ahead log, or is a copy
    of an earlier day. A backup that cannot be read says nothing."""
    for newest in backups(profile)[:1]:
        with contextlib.suppress(KnownError), contextlib.closing(connect(newest.path, key, "ro")) as backup:
            if not is_ours(backup):
                return False
            ends = backup.execute(_LAST_ENDS).fetchall()
            lost = any(has_more(end, file.execute(END, (number,)).fetchall()) for number, end in ends)
            return lost or extent_of(file).lacks(extent_of(backup))
    return False


def _copy(file: Path, part: Path, key: bytes) -> None:
    with (
        translated(),
        contextlib.closing(connect(file, key, "rw")) as source,
        contextlib.closing(connect(part, key, "rwc", _salt(file))) as copy,
    ):
        # Before a page is copied: the copy of a damaged one would be a good page with nothing on it (seen).
        prove_pages(source)
        # Nobody reads the copy before it is synced as a whole, so that nothing is journalled or synced on the way.
        copy.execute("PRAGMA journal_mode = OFF")
        copy.execute("PRAGMA synchronous = OFF")
        source.backup(copy)
        # One file that can be read where nothing can be written: no write-ahead log beside it.
        copy.execute("PRAGMA journal_mode = DELETE")


def _salt(file: Path) -> bytes:
    """The file's own, so that its pages can be proved by it where the first of them is lost."""
    with file.open("rb") as opened:
        return opened.read(SALT)


@contextlib.contextmanager
def _unfinished(path: Path) -> Iterator[Path]:
    """A name for a file that is not whole yet; what is left under such names, of earlier ones too, is taken away."""
    _remove(path.parent.glob(".*.part*"))
    try:
        yield path.with_name(f".{path.name}.part")
    finally:
        with contextlib.suppress(OSError):
            _remove(path.parent.glob(".*.part*"))


def _keep(profile: Path, kept: Sequence[Backup]) -> None:
    _remove(one.path for one in backups(profile) if one not in kept)
    keep_folder(profile / FOLDER)


def _remove(paths: Iterable[Path]) -> None:
    for path in list(paths):
        path.unlink(missing_ok=True)


def sync(path: Path) -> None:
    """Returns when all bytes of a file are on the disk."""
    with path.open("r+b") as file:
        os.fsync(file.fileno())


def _backup(path: Path) -> Backup | None:
    name = _NAME.fullmatch(path.name)
    if name is None:
        return None
    try:
        # Each name is read with every backup, and `strptime` takes twenty times as long.
        return Backup(path, int(name[2]), datetime.datetime.fromisoformat(name[1]))
    except ValueError:
        return None
