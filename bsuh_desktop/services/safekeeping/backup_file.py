"""Backups of an open desk: started when due, whether they are in order, and one as a file that leaves the laptop.

A backup file is one ZIP with everything a desk needs to start again on another laptop: the newest good copy of the data
with its vault. See FORMAT.md. Only counts, days and codes are unencrypted in it: the vault opens with the facilitator's
passphrase or recovery code, and the data file with a key from the vault."""

from __future__ import annotations

import contextlib
import datetime
import hashlib
import threading
import zipfile
import zlib
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, Literal

import msgspec
from msgspec.structs import replace

from bsuh_desktop import __version__
from bsuh_desktop.domain import file_endings
from bsuh_desktop.domain.canonical import canonical_json
from bsuh_desktop.domain.clock import local
from bsuh_desktop.domain.dates import date_text, time_words
from bsuh_desktop.domain.forgotten_list import list_text
from bsuh_desktop.domain.local_text import LocalText
from bsuh_desktop.domain.messages import KnownError, Message
from bsuh_desktop.domain.ports import Progress
from bsuh_desktop.paths import VAULT_FILE
from bsuh_desktop.services.desk.small_files import code_of
from bsuh_desktop.services.safekeeping import backup_layout
from bsuh_desktop.services.safekeeping.desk_folders import BackupFile
from bsuh_desktop.store.backups import Backup, backups, newest_good
from bsuh_desktop.store.forgotten import read_list
from bsuh_desktop.system.atomic_file import clear_left, move_over, new_stream, open_on_medium, temporary_name
from bsuh_desktop.system.export_file import known_error
from bsuh_desktop.system.files import open_or_refuse
from bsuh_desktop.system.folders import make_folder, refuse_own_folder
from bsuh_desktop.system.log import log

if TYPE_CHECKING:
    from bsuh_desktop.services.desk.desk import Desk


class BackupStatus(msgspec.Struct, frozen=True):
    """Whether the backups are in order; `state` is *unused* while there was nothing to back up."""

    state: Literal["ok", "unused", "bad"]
    text: Message
    remedy: Message | None
    newest: datetime.datetime | None
    """When the newest backup was made, at the programme's offset."""
    count: int
    """The number of backups."""


def backup_if_due(desk: Desk, events_only: bool = False) -> bool:
    """Begins a backup in the background if one is due; returns whether it did.

    It is due when something was written before the desk was unlocked, a class was finished, papers or a file left the
    desk, names were deleted, or any change is older than ten minutes. Where `events_only` were written by a class that
    goes on, only the time is looked at.
    """
    return desk.backups.begin_if_due(desk.clock.now(), events_only)


def backup_standing(desk: Desk) -> BackupStatus:
    """Whether the desk's backups are in order, and what to do if not."""
    kept, trouble = backups(desk.folder), desk.backups.trouble
    newest = programme_time(kept[0].made, desk.programme.offset_minutes) if kept else None
    if trouble is not None:
        text = Message("The newest backup could not be made: {reason}", reason=trouble.message)
        return BackupStatus("bad", text, trouble.remedy, newest, len(kept))
    if newest is None:
        return BackupStatus("unused", Message("The app makes a backup after every class."), None, None, 0)
    day, time = day_and_time(newest)
    text = Message("Newest backup on this laptop: {day}, {time}.", day=day, time=time)
    return BackupStatus("ok", text, None, newest, len(kept))


def programme_time(moment: datetime.datetime, offset_minutes: int) -> datetime.datetime:
    """A time at the programme's offset."""
    return moment.astimezone(datetime.timezone(datetime.timedelta(minutes=offset_minutes)))


def day_and_time(moment: datetime.datetime) -> tuple[LocalText, LocalText]:
    """Day and time of day as texts to use in a sentence."""
    time = LocalText(time_words(moment.time(), "bn"), time_words(moment.time(), "en"))
    return date_text(moment.date()), time


_CHUNK = 1024 * 1024


class BackupParts(msgspec.Struct, frozen=True):
    """What goes into a backup; `data` is a verified file that nobody writes to."""

    vault: bytes
    forgotten: bytes
    about: backup_layout.BackupFacts
    data: Path = Path()

    def of(self, backup: Backup) -> BackupParts:
        """The same parts with the data of `backup`."""
        about = replace(self.about, made_ms=int(backup.made.timestamp()) * 1000)
        return replace(self, about=about, data=backup.path)


class BackupStopped(Exception):
    """The caller stopped the backup. Nothing was changed."""


def write_zip(
    path: Path, parts: BackupParts, progress: Progress | None = None, stop: threading.Event | None = None
) -> str:
    """Writes the backup to `path` and returns its SHA-256 in hexadecimal.

    The new file is read back completely before it replaces an older one. `progress` counts megabytes.
    Raises KnownError: disk_full, read_only, stick_removed, stick_altered; BackupStopped. The older file is then
    unchanged.
    """
    try:
        clear_left(path)
        part = temporary_name(path)
        try:
            return _put(part, path, parts, _Counting(parts, progress, stop))
        finally:
            with contextlib.suppress(OSError):
                part.unlink(missing_ok=True)
    except OSError as error:
        raise _known_error(error) from error


def _put(part: Path, path: Path, parts: BackupParts, counting: _Counting) -> str:
    wanted = _write(part, parts, counting)
    with open_on_medium(part) as file:
        sha256, found = _sha256(file, counting).hex(), _hashes(file)
    if found != wanted:
        raise KnownError(
            "stick_altered",
            Message("The file on the stick differs from what was written."),
            Message("Use another stick."),
        )
    move_over(part, path)
    return sha256


class _Counting:
    """Counts progress: every byte is written once and read once."""

    def __init__(self, parts: BackupParts, progress: Progress | None, stop: threading.Event | None) -> None:
        self._total = max(1, 2 * parts.data.stat().st_size // _CHUNK)
        self._done = 0
        self._progress = progress
        self._stop = stop

    def step(self) -> None:
        """Counts one more megabyte. Raises BackupStopped."""
        if self._stop is not None and self._stop.is_set():
            raise BackupStopped
        self._done = min(self._done + 1, self._total)
        if self._progress is not None:
            self._progress(self._done, self._total)


def _write(part: Path, parts: BackupParts, counting: _Counting) -> dict[str, str]:
    """Writes the members and returns the SHA-256 of each, by name."""
    small = {
        backup_layout.VAULT: parts.vault,
        backup_layout.FORGOTTEN: parts.forgotten,
        backup_layout.ABOUT: canonical_json(parts.about),
    }
    with new_stream(part) as file, zipfile.ZipFile(file, "w", zipfile.ZIP_STORED) as archive:
        for name, data in small.items():
            archive.writestr(zipfile.ZipInfo(name), data)
        digest = _copy_in(archive, parts.data, counting)
    return {name: hashlib.sha256(data).hexdigest() for name, data in small.items()} | {backup_layout.DATA: digest}


def _copy_in(archive: zipfile.ZipFile, source: Path, counting: _Counting) -> str:
    member = zipfile.ZipInfo(backup_layout.DATA)
    member.file_size = source.stat().st_size
    digest = hashlib.sha256()
    with source.open("rb") as data, archive.open(member, "w") as into:
        while chunk := data.read(_CHUNK):
            counting.step()
            digest.update(chunk)
            into.write(chunk)
    return digest.hexdigest()


def _hashes(file: BinaryIO) -> dict[str, str]:
    found = {}
    with zipfile.ZipFile(file) as archive:
        for member in archive.infolist():
            digest = hashlib.sha256()
            with archive.open(member) as data:
                while chunk := data.read(_CHUNK):
                    digest.update(chunk)
            found[member.filename] = digest.hexdigest()
    return found


def _known_error(error: OSError) -> Exception:
    known = known_error(error)
    if known is None or known.code != "stick_removed":
        return known or error
    return KnownError("stick_removed", known.message, Message("Plug it in, and make the backup again."))


def extract_data(path: Path, data: backup_layout.StoredData, into: Path) -> None:
    """Copies the data file out of the backup at `path` to `into` as it is, without checking its contents.

    Raises KnownError: file_not_opened, backup_damaged; OSError.
    """
    left, crc = data.size, 0
    with open_or_refuse(path) as file, new_stream(into) as out:
        file.seek(data.offset)
        while left and (chunk := file.read(min(_CHUNK, left))):
            crc = zlib.crc32(chunk, crc)
            out.write(chunk)
            left -= len(chunk)
    if left or crc != data.crc:
        raise backup_layout.damaged_backup()


def sha256_of(path: Path) -> bytes:
    """The SHA-256 of a file."""
    with path.open("rb") as file:
        return _sha256(file)


def _sha256(file: BinaryIO, counting: _Counting | None = None) -> bytes:
    digest = hashlib.sha256()
    while chunk := file.read(_CHUNK):
        digest.update(chunk)
        if counting is not None:
            counting.step()
    return digest.digest()


def write_backup(desk: Desk, folder: Path, progress: Progress | None = None) -> BackupFile:
    """Writes a backup of the whole desk into `folder` under a new name, reads it back and returns where it is.

    `progress` counts megabytes.
    Raises KnownError: own_folder, disk_full, read_only, stick_removed, stick_altered, backup_failed, store_damaged.
    """
    refuse_own_folder(folder, desk.folder, Message("A backup in the app's own folder is lost with the laptop."))
    make_folder(folder)
    desk.backups.make_now(desk.clock.now())
    parts = parts_of(desk).of(_require_newest(desk))
    path = folder / _name(parts.about, code_of(desk.vault.signing_key.public))
    sha256 = write_zip(path, parts, progress)
    log("backup", code="written", count=parts.about.sessions)
    return BackupFile(path, sha256, parts.about.sessions, parts.about.key, desk.standing(practice=False))


def _require_newest(desk: Desk) -> Backup:
    """The newest backup on this laptop that passes every check. Raises KnownError `backup_failed`."""
    found = newest_good(desk.folder, desk.vault.store_key)
    if found is None:
        raise KnownError(
            "backup_failed",
            Message("There is no good backup on this laptop to copy."),
            Message("Check the disk, and try again."),
        )
    return found[0]


def parts_of(desk: Desk) -> BackupParts:
    """The parts of a backup file except the copy of the data."""
    known = {one.learner: one.why for one in desk.store.forgotten.all().values()}
    about = backup_layout.BackupFacts(
        offset_minutes=desk.programme.offset_minutes,
        key=desk.vault.signing_key.key_id.hex(),
        device=desk.device,
        sessions=len(desk.store.journal.sessions()),
        app=__version__,
    )
    forgotten = list_text({**read_list(desk.folder), **known}).encode("ascii")
    return BackupParts((desk.folder / VAULT_FILE).read_bytes(), forgotten, about)


def _name(about: backup_layout.BackupFacts, code: str) -> str:
    """`backup-<code of the desk>-<time>.bsuhb`: nothing personal, and another name each time."""
    return f"backup-{code}-{local(about.made_ms, about.offset_minutes):%Y%m%dT%H%M%S}{file_endings.BACKUP}"
