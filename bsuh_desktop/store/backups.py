"""Backups of a facilitator's data on the same laptop, verified completely before they get their final name.

A backup is one encrypted file under the store's own key. Backups are ordered by the number in their name and never by
date: a laptop that wakes in 2019 or 2036 must not push the good ones out.
"""

from __future__ import annotations

import contextlib
import datetime
import re
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

import msgspec

from bsuh_desktop.domain.messages import DAMAGED, KnownError
from bsuh_desktop.store.database import connect
from bsuh_desktop.store.database_errors import translated
from bsuh_desktop.store.file_check import END, ENDS, Contents, extent_of, has_more, is_ours, look_into, prove_pages
from bsuh_desktop.store.salvage.pages import SALT
from bsuh_desktop.system.atomic_file import move_over, sync_file, sync_folder

FOLDER = "backups"
NEWEST, DAYS = 3, 7
"""How many of the newest backups are kept, and for how many days the newest of each day."""

_LAST_ENDS = f"{ENDS} ORDER BY number DESC LIMIT 8"
"""Compared in `is_behind`: losing the write-ahead log loses the last minutes, so the latest classes suffice. Comparing
every class would take 15 ms (200 classes)."""

_NAME = re.compile(r"classes-(\d{8}T\d{6}Z)-(\d{6,})\.db", re.ASCII)
_TIME = "%Y%m%dT%H%M%SZ"


class Backup(msgspec.Struct, frozen=True):
    """One backup."""

    path: Path
    number: int
    """Its sequence number among all backups ever made."""
    made: datetime.datetime
    """The laptop's wall time, in UTC."""


def backups(profile: Path) -> list[Backup]:
    """The backups in the profile folder, newest first. Half-written files are ignored."""
    place = profile / FOLDER
    found = [_backup(path) for path in place.iterdir()] if place.is_dir() else []
    return sorted((one for one in found if one), key=lambda one: one.number, reverse=True)


def worth_keeping(made: Sequence[Backup]) -> list[Backup]:
    """The backups to keep of `made` (newest first): the newest three, and the newest of each of the last seven days
    that have one."""
    kept, days = list(made[:NEWEST]), set[datetime.date]()
    for one in made:
        day = one.made.date()
        if day not in days and len(days) < DAYS:
            days.add(day)
            kept += [one] if one not in kept else []
    return kept


def make_backup(profile: Path, file: Path, key: bytes, made: datetime.datetime) -> tuple[Backup, Contents]:
    """Copies `file` as it is at this moment, even while it is being written to, verifies the copy, and deletes older
    backups that need not be kept. May run on a thread of its own.

    Raises KnownError: store_damaged (the file is damaged, no backup was touched), disk_full, store_read_only; OSError.
    """
    place = profile / FOLDER
    place.mkdir(mode=0o700, exist_ok=True)
    number = max((one.number for one in backups(profile)), default=0) + 1
    path = place / f"classes-{made.astimezone(datetime.UTC).strftime(_TIME)}-{number:06}.db"
    with _unfinished(path) as part:
        _copy(file, part, key)
        sync_file(part)
        contents = look_into(part, key)
        move_over(part, path)
    if contents.names_deleted is None:
        _keep(profile, worth_keeping(backups(profile)))
    else:
        keep_newest(profile)
    return Backup(path, number, made), contents


def keep_newest(profile: Path) -> None:
    """Deletes all backups but the newest."""
    _keep(profile, backups(profile)[:1])


def newest_good(profile: Path, key: bytes) -> tuple[Backup, Contents] | None:
    """The newest backup that passes every check, or None."""
    for one in backups(profile):
        try:
            return one, look_into(one.path, key)
        except KnownError as error:
            if error.code not in DAMAGED:
                raise
    return None


def is_behind(profile: Path, file: Any, key: bytes) -> bool:
    """True if the newest backup contains more than the open `file`, which then has lost its write-ahead log or is a
    copy from an earlier day. A backup that cannot be read counts as not containing more."""
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
        # Check before copying: SQLCipher copies a damaged page as a valid page with nothing on it (seen in practice).
        prove_pages(source)
        # Nobody reads the copy before it is synced as a whole, so no journal and no sync are needed while copying.
        copy.execute("PRAGMA journal_mode = OFF")
        copy.execute("PRAGMA synchronous = OFF")
        source.backup(copy)
        # No write-ahead log beside the backup, so that it is one file which can be read in a read-only folder.
        copy.execute("PRAGMA journal_mode = DELETE")


def _salt(file: Path) -> bytes:
    """The file's own salt, so that the copy's pages can be verified with it if its first page is lost."""
    with file.open("rb") as opened:
        return opened.read(SALT)


@contextlib.contextmanager
def _unfinished(path: Path) -> Iterator[Path]:
    """A temporary name for a file that is not complete yet. Leftovers under such names, including earlier ones, are
    deleted."""
    _remove(path.parent.glob(".*.part*"))
    try:
        yield path.with_name(f".{path.name}.part")
    finally:
        with contextlib.suppress(OSError):
            _remove(path.parent.glob(".*.part*"))


def _keep(profile: Path, retained: Sequence[Backup]) -> None:
    _remove(one.path for one in backups(profile) if one not in retained)
    sync_folder(profile / FOLDER)


def _remove(paths: Iterable[Path]) -> None:
    for path in list(paths):
        path.unlink(missing_ok=True)


def _backup(path: Path) -> Backup | None:
    name = _NAME.fullmatch(path.name)
    if name is None:
        return None
    try:
        # The name of each backup is parsed with every backup, and `strptime` takes twenty times as long.
        return Backup(path, int(name[2]), datetime.datetime.fromisoformat(name[1]))
    except ValueError:
        return None
