"""What a backup file contains and where, read without a key in a limited process. See FORMAT.md.

Reads its directory, its description, the wrapped keys of its vault and the list of erased learners. The file may have
been made by anybody, so `BackupSandbox` reads this in a process that has no key. The vault and the data file inside are
encrypted; they are read here only after they were opened with their keys."""

from __future__ import annotations

import errno
import os
import zipfile
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, BinaryIO

import msgspec

from bsuh_desktop.domain.clock import local
from bsuh_desktop.domain.codes import DEVICE_LENGTH, decode, encode, staff_code
from bsuh_desktop.domain.forgotten_list import Why, parse_list
from bsuh_desktop.domain.messages import KnownError, Message
from bsuh_desktop.system.bounded_zip import BROKEN, offset_of, open_zip, read_member
from bsuh_desktop.system.files import file_not_opened, open_or_refuse
from bsuh_desktop.system.process_limits import ONE_DOCUMENT
from bsuh_desktop.system.sandbox import DocumentSandbox
from bsuh_desktop.trust.vault_file import LARGEST_VAULT, VaultFile, parse_vault_file

VAULT, DATA, FORGOTTEN, ABOUT = "vault.json", "classes.db", "forgotten.txt", "backup.json"
_NAMES = {VAULT, DATA, FORGOTTEN, ABOUT}
BACKUP_VERSION = 1

LARGEST_ABOUT = 16 * 1024
LARGEST_FORGOTTEN = 4 * 1024 * 1024
"""Bytes of the list of erased learners: 170,000 learners, more than one laptop ever has."""
_MOST_SESSIONS = 1_000_000
LARGEST_DATA = 8 * 1024**3
"""Bytes of the data file: more than a facilitator's life fills."""
_LARGEST = {VAULT: LARGEST_VAULT, ABOUT: LARGEST_ABOUT, FORGOTTEN: LARGEST_FORGOTTEN, DATA: LARGEST_DATA}


class BackupFacts(msgspec.Struct, frozen=True, kw_only=True):
    """The contents of `backup.json`."""

    format: int = BACKUP_VERSION
    made_ms: int = 0
    """When the data was copied, in Unix milliseconds."""
    offset_minutes: int
    """Minutes to add to UTC to show that time."""
    key: str
    """The key id of the desk, in hexadecimal."""
    device: str
    """The device number, four characters; "" if the desk had no grant yet."""
    sessions: int
    """The number of classes in the backup."""
    app: str
    """The version of the app that made it."""


class _Format(msgspec.Struct, frozen=True):
    format: int


class StoredData(msgspec.Struct, frozen=True):
    """Position of the data file in the backup, its size in bytes and its CRC-32."""

    offset: Annotated[int, msgspec.Meta(ge=0)]
    size: Annotated[int, msgspec.Meta(ge=0, le=LARGEST_DATA)]
    crc: int


class BackupLayout(msgspec.Struct, frozen=True):
    """What was read of a backup.

    `vault` is None if it is damaged; `forgotten` are the ids of erased learners, with the reason.
    """

    about: BackupFacts
    vault: VaultFile | None
    forgotten: dict[str, Why]
    data: StoredData


def read_layout(path: Path) -> BackupLayout:
    """The layout of the backup at `path`. Raises KnownError: file_not_opened, not_a_backup, newer_backup."""
    with open_or_refuse(path) as file:
        try:
            return _layout(file)
        except BROKEN as error:
            raise not_a_backup() from error
        except OSError as error:
            # EINVAL: its directory names a position before the file's start. Else the stick was removed or is failing.
            raise (not_a_backup() if error.errno == errno.EINVAL else file_not_opened()) from error


def _layout(file: BinaryIO) -> BackupLayout:
    archive = open_zip(file)
    _check(archive)
    small = {name: read_member(archive, archive.getinfo(name), _LARGEST[name]) for name in (VAULT, FORGOTTEN, ABOUT)}
    if (version := msgspec.json.decode(small[ABOUT], type=_Format).format) != BACKUP_VERSION:
        raise _newer() if version > BACKUP_VERSION else ValueError("no format of ours")
    data = archive.getinfo(DATA)
    return BackupLayout(
        about=_checked(msgspec.json.decode(small[ABOUT], type=BackupFacts)),
        vault=_vault(small[VAULT]),
        forgotten=parse_list(small[FORGOTTEN].decode("ascii")),
        data=StoredData(offset_of(archive, data), data.file_size, data.CRC),
    )


def _check(archive: zipfile.ZipFile) -> None:
    members: Mapping[str, zipfile.ZipInfo] = {one.filename: one for one in archive.infolist()}
    if members.keys() != _NAMES or len(archive.infolist()) != len(_NAMES):
        raise ValueError("other members than a backup has")
    for name, member in members.items():
        stored = member.compress_type == zipfile.ZIP_STORED and member.compress_size == member.file_size
        if not stored or member.file_size > _LARGEST[name]:
            raise ValueError("packed, or larger than anything of ours")


def _vault(data: bytes) -> VaultFile | None:
    try:
        return parse_vault_file(data)
    except KnownError:
        return None


def _checked(about: BackupFacts) -> BackupFacts:
    """Checks values that are shown to people. Raises ValueError for values that this app never writes."""
    local(about.made_ms, about.offset_minutes)
    if about.key:
        staff_code(about.key)
    if about.device and encode(decode(about.device), DEVICE_LENGTH) != about.device:
        raise ValueError("no device number")
    if not 0 <= about.sessions <= _MOST_SESSIONS:
        raise ValueError("fewer classes than none, or more than anybody holds")
    return about


def not_a_backup() -> KnownError:
    """The file was not made by this app as a backup, or was changed or truncated."""
    return KnownError(
        "not_a_backup",
        Message("This file is not a backup, or it is incomplete."),
        Message("Choose a file whose name begins with “backup-” and ends in “.bsuhb”."),
    )


def _newer() -> KnownError:
    return KnownError(
        "newer_backup",
        Message("This backup was made by a newer version of the app."),
        Message("Install the newest version, then restore it."),
    )


def damaged_backup() -> KnownError:
    """The data in the backup fails its check."""
    return KnownError(
        "backup_damaged",
        Message("This backup is damaged, so nothing of it was restored."),
        Message("Try an older backup, or another stick."),
    )


CHILD = "bsuh_desktop.services.safekeeping.backup_sandbox_child"


class Question(msgspec.Struct, frozen=True):
    """The absolute path of the file to read, as the system encodes it."""

    path: bytes


class BackupSandbox(DocumentSandbox):
    """Reads one backup after another. A context manager: its process ends on exit. Use it from one thread at a time."""

    def read(self, path: Path) -> BackupLayout:
        """The layout of the backup at `path`.

        Raises KnownError: file_not_opened, not_a_backup, newer_backup; SandboxError (also a KnownError) if reading
        exceeds the limits for one document or the process dies.
        """
        question = Question(os.fsencode(path.absolute()))
        return self._ask_one(CHILD, ONE_DOCUMENT, question, msgspec.msgpack.Decoder(BackupLayout))
