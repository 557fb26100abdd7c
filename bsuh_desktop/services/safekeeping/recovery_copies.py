"""Facilitators' recovery codes at their coordinator: stored sealed, read out for a device number.

A code opens everything on that laptop, so each reading is recorded. It works once: a desk that was opened by it gets a
new code, which is sent with its next hand-over.
"""

from __future__ import annotations

import contextlib
import datetime
from collections.abc import Iterable
from pathlib import Path
from typing import Literal

import msgspec

from bsuh_desktop.domain import file_endings
from bsuh_desktop.domain.codes import DEVICE_LENGTH, encode, in_groups
from bsuh_desktop.domain.errors import KnownError
from bsuh_desktop.domain.messages import Message
from bsuh_desktop.exchange.signed_document_sandbox import SignedDocumentSandbox
from bsuh_desktop.services.desk.desk import Desk
from bsuh_desktop.services.desk.small_files import read_file
from bsuh_desktop.services.desk.staff import printed_code
from bsuh_desktop.store.given_grants import Given
from bsuh_desktop.store.recovery_copies import StoredRecoveryCopy
from bsuh_desktop.system.log import log
from bsuh_desktop.trust.grants import GrantKind
from bsuh_desktop.trust.recovery_copy import LARGEST_COPY, RecoveryCopy, open_copy, read_copy
from bsuh_desktop.trust.signing import key_id

MOST = 5000
"""How many files of one folder are examined."""

Reason = Literal["forgotten", "successor", "other"]
"""Why a code is read out: the passphrase is *forgotten*; a *successor* takes the laptop over; *other*."""


class CopyLine(msgspec.Struct, frozen=True):
    """One desk whose recovery code is stored here."""

    key: bytes
    """The desk's public key."""
    code: str
    """The code of that key, 5-5-4 characters."""
    device: str
    """The device number of its grant, four characters; "" if this desk granted none."""
    label: str
    """The facilitator's name, from the grant."""
    made: datetime.date
    """The day on which the copy was made."""
    read_on: datetime.date | None
    """The day on which the code was read out; None if it was not."""

    def __repr__(self) -> str:
        # The label is a person's name.
        return f"CopyLine({self.code})"


def take_copy(desk: Desk, copy: RecoveryCopy, data: bytes) -> bool:
    """Stores the sealed code `copy`, which was read from `data`, the bytes of a `recovery-….bsuhr` file.

    Returns False if nothing was stored: the same or a newer one is here, it belongs to another programme or is sealed
    to others, or this desk is not a coordinator's. It is decrypted only to check that this is possible.
    """
    if desk.practising or not (desk.coordinator_grant or desk.root_key) or copy.programme != desk.programme.id:
        return False
    if not _can_be_opened(desk, copy):
        return False
    return desk.store.recovery_copies.keep(StoredRecoveryCopy(copy.key, copy.number, copy.made.isoformat(), data))


def _can_be_opened(desk: Desk, copy: RecoveryCopy) -> bool:
    try:
        open_copy(copy, desk.identities)
    except KnownError:
        return False
    return True


def take_copies_beside(desk: Desk, paths: Iterable[Path]) -> int:
    """Stores the sealed codes in the folders of these files; returns how many were stored. A file that is no sealed
    code, or was altered, is skipped, because its desk sends it again."""
    folders = dict.fromkeys(path.parent for path in paths)
    files = (file for folder in folders for file in sorted(folder.glob(f"*{file_endings.RECOVERY_COPY}"))[:MOST])
    with SignedDocumentSandbox() as sandbox:
        return sum(_take_file(desk, file, sandbox) for file in files)


def _take_file(desk: Desk, file: Path, sandbox: SignedDocumentSandbox) -> bool:
    with contextlib.suppress(KnownError):
        data = read_file(file, LARGEST_COPY)
        return take_copy(desk, sandbox.read(data, RecoveryCopy), data)
    return False


def copies(desk: Desk) -> tuple[CopyLine, ...]:
    """Every desk whose code is stored here, by device number; desks without a number come last."""
    given = {one.key: one for one in desk.store.office.all(GrantKind.DEVICE)}
    lines = [_line(kept, given.get(kept.key)) for kept in desk.store.recovery_copies.all()]
    return tuple(sorted(lines, key=lambda line: (not line.device, line.device, line.code)))


def read_out(desk: Desk, key: bytes, reason: Reason) -> str:
    """The recovery code of that desk in groups of five, for the person who reads out the number on its lock screen. The
    day is recorded.

    Raises KnownError: no_recovery_copy, not_ours (sealed to others), altered.
    """
    kept = desk.store.recovery_copies.of_key(key)
    if kept is None:
        raise KnownError(
            "no_recovery_copy",
            Message("No recovery code of that laptop came here."),
            Message("It comes with a request for a grant, and with each hand-over."),
        )
    code = open_copy(read_copy(kept.file), desk.identities)
    desk.store.recovery_copies.note_read(key, desk.today().isoformat())
    log("recovery_read", device=key_id(key).hex(), code=reason)
    return "-".join(in_groups(code))


def _line(stored: StoredRecoveryCopy, given: Given | None) -> CopyLine:
    """Number and name are taken from the grant, because a stranger may have written what the copy says."""
    copy = read_copy(stored.file)
    device, label = (encode(given.low, DEVICE_LENGTH), given.label) if given else ("", "")
    read_on = datetime.date.fromisoformat(stored.read_on) if stored.read_on else None
    return CopyLine(stored.key, printed_code(key_id(stored.key).hex()), device, label, copy.made, read_on)
