"""The recovery code: opens a desk whose passphrase is forgotten; a sealed copy of it is with the coordinator.

A passphrase that is forgotten or changed wraps the desk's keys again. This desk's code is written, sealed for the
coordinator, beside grant requests and hand-overs; at the coordinator copies are stored sealed and read out for a device
number. A code opens everything on that laptop, so each reading is recorded. It works once: a desk that was opened by it
gets a new code, which is sent with its next hand-over."""

from __future__ import annotations

import contextlib
import datetime
import hashlib
from collections.abc import Iterable
from pathlib import Path
from typing import Literal

import msgspec

from bsuh_desktop.domain import file_endings
from bsuh_desktop.domain.codes import DEVICE_LENGTH, encode, in_groups
from bsuh_desktop.domain.messages import KnownError, Message
from bsuh_desktop.domain.text import ascii_digits
from bsuh_desktop.exchange.signed_document_sandbox import SignedDocumentSandbox
from bsuh_desktop.paths import has_profile
from bsuh_desktop.services.desk.desk import Desk, why_new_key
from bsuh_desktop.services.desk.facilitator import printed_code
from bsuh_desktop.services.desk.passphrases import check_passphrase
from bsuh_desktop.services.desk.small_files import code_of, read_file
from bsuh_desktop.store.office import Given, StoredRecoveryCopy
from bsuh_desktop.store.store import take_lock
from bsuh_desktop.system.atomic_file import write_over
from bsuh_desktop.system.export_file import holds, raising_known_errors
from bsuh_desktop.system.folders import make_folder
from bsuh_desktop.system.log import log
from bsuh_desktop.trust.grants import GrantKind
from bsuh_desktop.trust.recovery_code import LARGEST_COPY, RecoveryCopy, open_copy, read_copy, seal_code, sign_copy
from bsuh_desktop.trust.signing import key_id
from bsuh_desktop.trust.vault import Vault


def check_code(folder: Path, code: str) -> None:
    """Checks the recovery code of the desk in `folder`, in either script's digits; changes nothing.

    Raises KnownError: wrong_recovery_code, vault_damaged, no_vault.
    """
    Vault.unlock_with_recovery(folder, ascii_digits(code))


def require_closed(folder: Path) -> None:
    """Raises KnownError if the desk in `folder` is open, in this process or another: in_use, store_read_only."""
    take_lock(folder).release()


def check_own(folder: Path, passphrase: str) -> None:
    """Checks the passphrase of the desk in `folder`; changes nothing.

    Raises KnownError: wrong_passphrase, vault_damaged, no_vault.
    """
    Vault.unlock(folder, passphrase)


def recover(folder: Path, code: str, passphrase: str) -> str:
    """Sets a new passphrase for the desk in `folder` and returns a new recovery code; the old ones stop working.

    The desk itself stays locked. If another process has it open, nothing is changed: whoever works there could not come
    back with the words that they know.
    Raises KnownError: weak_passphrase, wrong_recovery_code, vault_damaged, no_vault, in_use, store_read_only,
    disk_full, read_only.
    """
    check_passphrase(passphrase)
    lock = take_lock(folder) if has_profile(folder) else None
    try:
        _, new_code = Vault.renew(folder, ascii_digits(code), passphrase)
    finally:
        if lock is not None:
            lock.release()
    return new_code


def change_passphrase(folder: Path, old: str, new: str) -> None:
    """Replaces the passphrase `old` of the desk in `folder` with `new`; the recovery code stays valid.

    The desk may be open.
    Raises KnownError: weak_passphrase, wrong_passphrase, vault_damaged, no_vault, disk_full, read_only.
    """
    check_passphrase(new)
    Vault.change_passphrase(folder, old, new)


def new_code(folder: Path, passphrase: str) -> str:
    """A new recovery code for the desk in `folder`; the old one stops working.

    If the desk is open, call `Desk.reread_vault` afterwards.
    Raises KnownError: wrong_passphrase, vault_damaged, no_vault, disk_full, read_only.
    """
    return Vault.new_code(folder, passphrase)


_FILE, _OF = "recovery_copy", "recovery_copy_of"
"""Facts: the newest copy's file, and the SHA-256 of its inputs; while those are unchanged, the same bytes are sent."""


def write_recovery_copy(desk: Desk, folder: Path) -> Path | None:
    """Writes the sealed code into `folder`, replacing an older one, and returns its path.

    None if there is nothing to write: the desk practises, has named no partner, or its vault is older than this
    feature.
    Raises KnownError: disk_full, read_only, stick_removed.
    """
    data = recovery_copy(desk)
    if data is None:
        return None
    make_folder(folder)
    path = folder / f"recovery-{code_of(desk.vault.signing_key.public)}{file_endings.RECOVERY_COPY}"
    if not holds(path, data):
        with raising_known_errors():
            write_over(path, data)
    return path


def recovery_copy(desk: Desk) -> bytes | None:
    """The bytes of the file, sealed again if the code, the key, its number or the recipients changed."""
    known = desk.programme.find_partner(desk.partner) is not None
    if desk.practising or not known or not desk.vault.recovery_code or why_new_key(desk):
        # Never seal it to the demonstration's recipients: their keys are public.
        return None
    recipients, key = desk.programme.recipients_for(desk.partner), desk.vault.signing_key.public
    words = "\n".join((desk.vault.recovery_code, key.hex(), desk.device, *sorted(recipients)))
    made_of, before = hashlib.sha256(words.encode()).digest(), desk.store.facts.get(_FILE)
    if before is not None and desk.store.facts.get(_OF) == made_of:
        return before
    copy = RecoveryCopy(
        programme=desk.programme.id,
        key=key,
        number=1 if before is None else read_copy(before).number + 1,
        made=desk.today(),
        device=desk.device,
        sealed=seal_code(desk.vault.recovery_code, key, recipients),
    )
    file = sign_copy(copy, desk.signing_key)
    with desk.store.transaction():
        desk.store.facts.put(_FILE, file)
        desk.store.facts.put(_OF, made_of)
    return file


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
