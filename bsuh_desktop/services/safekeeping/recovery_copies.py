"""The recovery codes of facilitators' desks at their coordinator: kept sealed, read out against the device number.

A code opens everything on that laptop, so that each reading is noted. It is used once: the desk that was opened by it
has another code from then on, which comes with its next hand-over.
"""

from __future__ import annotations

import contextlib
import datetime
from collections.abc import Iterable
from pathlib import Path
from typing import Literal

import msgspec

from bsuh_desktop.domain.codes import DEVICE_LENGTH, encode, in_groups
from bsuh_desktop.domain.errors import KnownError
from bsuh_desktop.domain.messages import Message
from bsuh_desktop.exchange.signed_document_sandbox import SignedDocumentSandbox
from bsuh_desktop.services.desk.desk import Desk
from bsuh_desktop.services.desk.log import log
from bsuh_desktop.services.desk.small_files import read_file
from bsuh_desktop.services.desk.staff import printed_code
from bsuh_desktop.store.given_grants import Given
from bsuh_desktop.store.recovery_copies import KeptCopy
from bsuh_desktop.trust.grants import GrantKind
from bsuh_desktop.trust.recovery_copy import ENDING, LARGEST_COPY, RecoveryCopy, open_copy, read_copy
from bsuh_desktop.trust.signing import key_id

MOST = 5000
"""Files of one folder that are looked at."""

Reason = Literal["forgotten", "successor", "other"]
"""Why a code is read out: the passphrase is *forgotten*; a *successor* takes the laptop over; *other*."""


class CopyLine(msgspec.Struct, frozen=True):
    """One desk whose code is kept: its public key, the code of that key (5-5-4 characters), its device number (four
    characters, "" where this desk granted none) and its facilitator's name as the grant has them, the day of the copy,
    and the day on which it was read out, None while it was not."""

    key: bytes
    code: str
    device: str
    label: str
    made: datetime.date
    read_on: datetime.date | None

    def __repr__(self) -> str:
        # The label is a person's name.
        return f"CopyLine({self.code})"


def take_copy(desk: Desk, copy: RecoveryCopy, data: bytes) -> bool:
    """Keeps the sealed code that was read from the bytes of a file (`recovery-….bsuhr`) where this desk coordinates;
    False where there was nothing to keep: the same, or a newer one, is here, it is of another programme, sealed to
    others, or no coordinator works here. It is opened to see that it can be; nobody reads it."""
    if desk.practising or not (desk.office or desk.root_key) or copy.programme != desk.programme.id:
        return False
    if not _can_be_opened(desk, copy):
        return False
    return desk.store.recovery_copies.keep(KeptCopy(copy.key, copy.number, copy.made.isoformat(), data))


def _can_be_opened(desk: Desk, copy: RecoveryCopy) -> bool:
    try:
        open_copy(copy, desk.identities)
    except KnownError:
        return False
    return True


def take_copies_beside(desk: Desk, paths: Iterable[Path]) -> int:
    """Keeps the sealed codes that lie in the folders of these files; a file that is none, or was changed, is passed
    over, for its desk sends it again. Returns how many were kept."""
    folders = dict.fromkeys(path.parent for path in paths)
    files = (file for folder in folders for file in sorted(folder.glob(f"*{ENDING}"))[:MOST])
    with SignedDocumentSandbox() as sandbox:
        return sum(_take_file(desk, file, sandbox) for file in files)


def _take_file(desk: Desk, file: Path, sandbox: SignedDocumentSandbox) -> bool:
    with contextlib.suppress(KnownError):
        data = read_file(file, LARGEST_COPY)
        return take_copy(desk, sandbox.read(data, RecoveryCopy), data)
    return False


def copies(desk: Desk) -> tuple[CopyLine, ...]:
    """Every desk whose code is kept here, by device number; those that wait come last."""
    given = {one.key: one for one in desk.store.office.all(GrantKind.DEVICE)}
    lines = [_line(kept, given.get(kept.key)) for kept in desk.store.recovery_copies.all()]
    return tuple(sorted(lines, key=lambda line: (not line.device, line.device, line.code)))


def read_out(desk: Desk, key: bytes, reason: Reason) -> str:
    """The code of that desk in groups of five, to be read out to whoever says the number on its lock screen; noted with
    the day.

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


def _line(kept: KeptCopy, given: Given | None) -> CopyLine:
    """Number and name are those of the grant: what a copy says of itself, a stranger may have written."""
    copy = read_copy(kept.file)
    device, label = (encode(given.low, DEVICE_LENGTH), given.label) if given else ("", "")
    read_on = datetime.date.fromisoformat(kept.read_on) if kept.read_on else None
    return CopyLine(kept.key, printed_code(key_id(kept.key).hex()), device, label, copy.made, read_on)
