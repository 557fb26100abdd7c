"""The file of a backup: what a desk needs to begin again on another laptop, in one ZIP. FORMAT.md has it.

Nothing in it is in clear but counts, days and codes: the vault opens with the facilitator's words alone, and the data
file with what is in the vault.
"""

from __future__ import annotations

import contextlib
import errno
import hashlib
import os
import shutil
import threading
import zipfile
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import BinaryIO

import msgspec
from msgspec.structs import replace

from bsuh_desktop.domain.canonical import canonical_json
from bsuh_desktop.domain.clock import local
from bsuh_desktop.domain.codes import DEVICE_LENGTH, decode, encode, staff_code
from bsuh_desktop.domain.errors import KnownError
from bsuh_desktop.domain.messages import Message
from bsuh_desktop.domain.ports import Progress
from bsuh_desktop.exchange.atomic import said
from bsuh_desktop.store.backups import Backup
from bsuh_desktop.system.bounded_zip import open_zip, read_member
from bsuh_desktop.trust.new_file import clear_left, forget_cache, keep_folder, temporary_name

ENDING = ".bsuhb"
VAULT, DATA, FORGOTTEN, ABOUT = "vault.json", "classes.db", "forgotten.txt", "backup.json"
_NAMES = {VAULT, DATA, FORGOTTEN, ABOUT}
BACKUP_VERSION = 1

LARGEST_SMALL = 16 * 1024 * 1024
"""Bytes of everything in it but the data file."""
LARGEST_DATA = 8 * 1024**3
"""Bytes of the data file: more than a facilitator's life fills."""
_CHUNK = 1024 * 1024


class About(msgspec.Struct, frozen=True, kw_only=True):
    """`backup.json`: when the data was copied (Unix milliseconds), of which desk, and how many classes are in it. `key`
    is the key id in hexadecimal, `device` its number's four characters, "" where it waited; `app` is the version."""

    format: int = BACKUP_VERSION
    made_ms: int = 0
    offset_minutes: int
    key: str
    device: str
    sessions: int
    app: str


class _Format(msgspec.Struct, frozen=True):
    format: int


class Parts(msgspec.Struct, frozen=True):
    """What goes into a backup; `data` is a proved file that nobody writes to."""

    vault: bytes
    forgotten: bytes
    about: About
    data: Path = Path()

    def of(self, backup: Backup) -> Parts:
        """The same with that copy of the data."""
        about = replace(self.about, made_ms=int(backup.made.timestamp()) * 1000)
        return replace(self, about=about, data=backup.path)


class Stopped(Exception):
    """Whoever wanted the backup wants it no longer. Nothing was changed."""


def write_archive(
    path: Path, parts: Parts, progress: Progress | None = None, stop: threading.Event | None = None
) -> str:
    """Writes the backup at `path`, over an older one only when the new one was read again whole; returns its SHA-256 in
    hexadecimal. `progress` counts megabytes.

    Raises KnownError: disk_full, read_only, stick_removed; Stopped. Then what stood there stands there still.
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
        raise _said(error) from error


def _put(part: Path, path: Path, parts: Parts, counting: _Counting) -> str:
    wanted = _write(part, parts, counting)
    with part.open("rb") as file, contextlib.suppress(OSError):
        forget_cache(file.fileno())
    # The whole file comes from the stick first; its members are then looked into in memory.
    sha256 = sha256_of(part, counting).hex()
    if _hashes(part) != wanted:
        raise KnownError(
            "stick_altered",
            Message("What was written is not what came back from the stick."),
            Message("Use another stick."),
        )
    part.replace(path)
    keep_folder(path.parent)
    return sha256


class _Counting:
    """How far it has come: every byte is written once and read once."""

    def __init__(self, parts: Parts, progress: Progress | None, stop: threading.Event | None) -> None:
        self._total = max(1, 2 * parts.data.stat().st_size // _CHUNK)
        self._done = 0
        self._progress = progress
        self._stop = stop

    def step(self) -> None:
        """One more megabyte. Raises Stopped."""
        if self._stop is not None and self._stop.is_set():
            raise Stopped
        self._done = min(self._done + 1, self._total)
        if self._progress is not None:
            self._progress(self._done, self._total)


def _write(part: Path, parts: Parts, counting: _Counting) -> dict[str, str]:
    """The SHA-256 of each member."""
    small = {VAULT: parts.vault, FORGOTTEN: parts.forgotten, ABOUT: canonical_json(parts.about)}
    with part.open("xb") as file:
        with zipfile.ZipFile(file, "w", zipfile.ZIP_STORED) as archive:
            for name, data in small.items():
                archive.writestr(zipfile.ZipInfo(name), data)
            digest = _copy_in(archive, parts.data, counting)
        file.flush()
        os.fsync(file.fileno())
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


def _hashes(path: Path) -> dict[str, str]:
    found = {}
    with path.open("rb") as file, zipfile.ZipFile(file) as archive:
        for member in archive.infolist():
            digest = hashlib.sha256()
            with archive.open(member) as data:
                while chunk := data.read(_CHUNK):
                    digest.update(chunk)
            found[member.filename] = digest.hexdigest()
    return found


def _said(error: OSError) -> Exception:
    known = said(error)
    if known is None or known.code != "stick_removed":
        return known or error
    return KnownError("stick_removed", known.message, Message("Plug it in, and make the backup again."))


class Archive:
    """An open backup file: its small parts, and the data file to be taken out."""

    def __init__(self, file: BinaryIO) -> None:
        """Raises KnownError `not_a_backup` or `newer_backup`."""
        try:
            self._zip = open_zip(file)
            self._check()
            small = {
                name: read_member(self._zip, self._zip.getinfo(name), LARGEST_SMALL)
                for name in (VAULT, FORGOTTEN, ABOUT)
            }
            self.vault, self.forgotten = small[VAULT], small[FORGOTTEN].decode("ascii")
            if msgspec.json.decode(small[ABOUT], type=_Format).format > BACKUP_VERSION:
                raise _newer()
            self.about = _checked(msgspec.json.decode(small[ABOUT], type=About))
        except (zipfile.BadZipFile, ValueError, NotImplementedError, RuntimeError, EOFError) as error:
            raise not_a_backup() from error
        except OSError as error:
            # Its directory names a place before the file's beginning.
            if error.errno != errno.EINVAL:
                raise
            raise not_a_backup() from error

    def _check(self) -> None:
        members: Mapping[str, zipfile.ZipInfo] = {one.filename: one for one in self._zip.infolist()}
        if members.keys() != _NAMES or len(self._zip.infolist()) != len(_NAMES):
            raise ValueError("other members than a backup has")
        for name, member in members.items():
            most = LARGEST_DATA if name == DATA else LARGEST_SMALL
            if member.compress_type != zipfile.ZIP_STORED or member.file_size > most:
                raise ValueError("packed, or larger than anything of ours")

    def extract_data(self, into: Path) -> None:
        """Takes the data file out. Raises KnownError: not_a_backup, disk_full, read_only; OSError."""
        try:
            with self._zip.open(DATA) as data, into.open("xb") as file:
                shutil.copyfileobj(data, file, _CHUNK)
                file.flush()
                os.fsync(file.fileno())
        except (zipfile.BadZipFile, EOFError) as error:
            raise damaged_backup() from error


def _checked(about: About) -> About:
    """It is shown as it stands. Raises ValueError for what this app never writes."""
    local(about.made_ms, about.offset_minutes)
    if about.key:
        staff_code(about.key)
    if about.device and encode(decode(about.device), DEVICE_LENGTH) != about.device:
        raise ValueError("no device number")
    if about.sessions < 0:
        raise ValueError("fewer classes than none")
    return about


@contextlib.contextmanager
def open_archive(path: Path) -> Iterator[Archive]:
    """The backup at `path`. Raises KnownError: file_not_opened, not_a_backup, newer_backup."""
    try:
        if not path.is_file():
            raise FileNotFoundError
        file = path.open("rb")
    except (OSError, ValueError) as error:
        raise KnownError(
            "file_not_opened",
            Message("The file could not be opened."),
            Message("Plug the stick in, and choose it again."),
        ) from error
    with file:
        yield Archive(file)


def sha256_of(path: Path, counting: _Counting | None = None) -> bytes:
    """The SHA-256 of a file."""
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while chunk := file.read(_CHUNK):
            digest.update(chunk)
            if counting is not None:
                counting.step()
    return digest.digest()


def not_a_backup() -> KnownError:
    """A file that this app did not make as a backup, or that was changed or cut short."""
    return KnownError(
        "not_a_backup",
        Message("This file is no backup, or it is not whole."),
        Message("Choose a file whose name begins with backup- and ends in .bsuhb."),
    )


def _newer() -> KnownError:
    return KnownError(
        "newer_backup",
        Message("This backup was made by a newer version of the app."),
        Message("Install the newest version, then bring it back."),
    )


def damaged_backup() -> KnownError:
    """A backup whose data does not stand its proof."""
    return KnownError(
        "backup_damaged",
        Message("This backup is damaged, so nothing of it was brought back."),
        Message("Try an older backup, or another stick."),
    )
