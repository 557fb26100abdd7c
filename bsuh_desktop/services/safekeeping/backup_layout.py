"""What a backup file holds and where, read without a key.

This is its directory, what it says of itself, the wraps of its vault, and which names are forgotten. FORMAT.md has it.
Whoever made the file need not be us: `backup_sandbox.py` calls this in a limited process.
"""

from __future__ import annotations

import errno
import zipfile
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, BinaryIO

import msgspec

from bsuh_desktop.domain.clock import local
from bsuh_desktop.domain.codes import DEVICE_LENGTH, decode, encode, staff_code
from bsuh_desktop.domain.errors import KnownError
from bsuh_desktop.domain.forgotten_list import Why, parse_list
from bsuh_desktop.domain.messages import Message
from bsuh_desktop.system.bounded_zip import BROKEN, open_zip, place_of, read_member
from bsuh_desktop.system.plain_file import file_not_opened, open_or_refuse
from bsuh_desktop.trust.vault_file import LARGEST_VAULT, VaultFile, parse_vault_file

VAULT, DATA, FORGOTTEN, ABOUT = "vault.json", "classes.db", "forgotten.txt", "backup.json"
_NAMES = {VAULT, DATA, FORGOTTEN, ABOUT}
BACKUP_VERSION = 1

LARGEST_ABOUT = 16 * 1024
LARGEST_FORGOTTEN = 4 * 1024 * 1024
"""Bytes of the list of the forgotten: 170,000 learners, more than one laptop has in its life."""
_MOST_SESSIONS = 1_000_000
LARGEST_DATA = 8 * 1024**3
"""Bytes of the data file: more than a facilitator's life fills."""
_LARGEST = {VAULT: LARGEST_VAULT, ABOUT: LARGEST_ABOUT, FORGOTTEN: LARGEST_FORGOTTEN, DATA: LARGEST_DATA}


class BackupFacts(msgspec.Struct, frozen=True, kw_only=True):
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


class StoredData(msgspec.Struct, frozen=True):
    """Where the data file's bytes stand in the backup, how many they are, and their CRC-32."""

    offset: Annotated[int, msgspec.Meta(ge=0)]
    size: Annotated[int, msgspec.Meta(ge=0, le=LARGEST_DATA)]
    crc: int


class BackupLayout(msgspec.Struct, frozen=True):
    """What was read of a backup. `vault` is None where it is damaged; `forgotten` are ids of learners, with why."""

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
            # Its directory names a place before the file's beginning; else the stick was pulled out, or is worn.
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
        data=StoredData(place_of(archive, data), data.file_size, data.CRC),
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
    """It is shown as it stands. Raises ValueError for what this app never writes."""
    local(about.made_ms, about.offset_minutes)
    if about.key:
        staff_code(about.key)
    if about.device and encode(decode(about.device), DEVICE_LENGTH) != about.device:
        raise ValueError("no device number")
    if not 0 <= about.sessions <= _MOST_SESSIONS:
        raise ValueError("fewer classes than none, or more than anybody holds")
    return about


def not_a_backup() -> KnownError:
    """A file that this app did not make as a backup, or that was changed or cut short."""
    return KnownError(
        "not_a_backup",
        Message("This file is not a backup, or it is incomplete."),
        Message("Choose a file whose name begins with backup- and ends in .bsuhb."),
    )


def _newer() -> KnownError:
    return KnownError(
        "newer_backup",
        Message("This backup was made by a newer version of the app."),
        Message("Install the newest version, then restore it."),
    )


def damaged_backup() -> KnownError:
    """A backup whose data does not stand its proof."""
    return KnownError(
        "backup_damaged",
        Message("This backup is damaged, so nothing of it was restored."),
        Message("Try an older backup, or another stick."),
    )
