"""Writes a backup file: one ZIP with everything a desk needs to start again on another laptop. See FORMAT.md.

Only counts, days and codes are unencrypted in it: the vault opens with the facilitator's passphrase or recovery code,
and the data file with a key from the vault.
"""

from __future__ import annotations

import contextlib
import hashlib
import threading
import zipfile
import zlib
from pathlib import Path
from typing import BinaryIO

import msgspec
from msgspec.structs import replace

from bsuh_desktop.domain.canonical import canonical_json
from bsuh_desktop.domain.errors import KnownError
from bsuh_desktop.domain.messages import Message
from bsuh_desktop.domain.ports import Progress
from bsuh_desktop.services.safekeeping.backup_layout import (
    ABOUT,
    DATA,
    FORGOTTEN,
    VAULT,
    BackupFacts,
    StoredData,
    damaged_backup,
)
from bsuh_desktop.store.backups import Backup
from bsuh_desktop.system.atomic_file import clear_left, move_over, new_stream, open_on_medium, temporary_name
from bsuh_desktop.system.export_file import known_error
from bsuh_desktop.system.plain_file import open_or_refuse

_CHUNK = 1024 * 1024


class BackupParts(msgspec.Struct, frozen=True):
    """What goes into a backup; `data` is a verified file that nobody writes to."""

    vault: bytes
    forgotten: bytes
    about: BackupFacts
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
    small = {VAULT: parts.vault, FORGOTTEN: parts.forgotten, ABOUT: canonical_json(parts.about)}
    with new_stream(part) as file, zipfile.ZipFile(file, "w", zipfile.ZIP_STORED) as archive:
        for name, data in small.items():
            archive.writestr(zipfile.ZipInfo(name), data)
        digest = _copy_in(archive, parts.data, counting)
    return {name: hashlib.sha256(data).hexdigest() for name, data in small.items()} | {DATA: digest}


def _copy_in(archive: zipfile.ZipFile, source: Path, counting: _Counting) -> str:
    member = zipfile.ZipInfo(DATA)
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


def extract_data(path: Path, data: StoredData, into: Path) -> None:
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
        raise damaged_backup()


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
