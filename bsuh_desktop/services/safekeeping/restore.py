"""Restores a backup: to a fresh laptop with a new key, or by merging it into the same facilitator's desk.

Everything is prepared in a separate folder and verified, and erasures are repeated there. The vault is moved last:
until then there is no desk. After a merge, what either of the two has is in the result."""

from __future__ import annotations

import contextlib
import datetime
import shutil
from collections.abc import Iterator
from pathlib import Path

import msgspec
from msgspec.structs import replace

from bsuh_desktop.domain.canonical import canonical_json
from bsuh_desktop.domain.clock import local
from bsuh_desktop.domain.forgotten_list import Why
from bsuh_desktop.domain.messages import DAMAGED, KnownError
from bsuh_desktop.domain.ports import Clock, Machine
from bsuh_desktop.domain.text import ascii_digits
from bsuh_desktop.paths import VAULT_FILE, has_profile
from bsuh_desktop.services.desk.desk import Desk
from bsuh_desktop.services.desk.facilitator import printed_code
from bsuh_desktop.services.desk.machine import this_machine
from bsuh_desktop.services.erasure.retention import check_before_reading, purge_before_reading
from bsuh_desktop.services.safekeeping.backup_file import extract_data, sha256_of
from bsuh_desktop.services.safekeeping.backup_layout import BackupSandbox, damaged_backup
from bsuh_desktop.services.safekeeping.desk_folders import BackupLook, Restored
from bsuh_desktop.services.safekeeping.desk_key import start_new_key
from bsuh_desktop.services.safekeeping.opening import open_unlocked, require_practice_in
from bsuh_desktop.services.safekeeping.repair_report import RepairReport, report_of
from bsuh_desktop.store.backups import FOLDER as BACKUPS
from bsuh_desktop.store.file_check import look_into, opens_with
from bsuh_desktop.store.forgotten import add_to_list, read_list
from bsuh_desktop.store.office import need_new_key
from bsuh_desktop.store.replace_damaged import MERGING, mend
from bsuh_desktop.store.store import FILE_NAME, LOCK_NAME, LOG_NAME, take_lock
from bsuh_desktop.system.atomic_file import copy_private, move_over, write_new_file, write_over
from bsuh_desktop.system.disk_errors import raising_known_errors
from bsuh_desktop.system.folders import make_folder
from bsuh_desktop.system.log import log
from bsuh_desktop.trust.vault import Vault, vault_exists


class MergeRequest(msgspec.Struct, frozen=True):
    """What to restore, and where."""

    path: Path
    """The backup file."""
    folder: Path
    """The data folder of the desk."""
    ready: Path
    """The folder in which the backup was unpacked."""
    vault: Vault
    """The vault that opens both."""
    forgotten: dict[str, Why]
    """The ids of learners that the backup lists as erased, with the reason."""
    clock: Clock
    machine: Machine
    stated: datetime.date | None = None
    """Today's date as a person stated it."""


def merge(wanted: MergeRequest) -> Restored:
    """Merges the backup. The desk gets a new key if the old one may have signed something that neither of them has.

    Raises KnownError: in_use, newer_store, date_needed, bad_date, disk_full, store_read_only; then nothing was merged.
    """
    _check_day(wanted)
    add_to_list(wanted.folder, wanted.forgotten)
    mended = mend(wanted.folder, wanted.ready / FILE_NAME, wanted.vault.store_key)
    if mended.carried.everything and mended.damaged_copy is not None:
        # It contains nothing that is not in the new file.
        shutil.rmtree(mended.damaged_copy, ignore_errors=True)
    desk = open_unlocked(wanted.folder, wanted.vault, wanted.clock, suspect=True, machine=wanted.machine)
    try:
        start_new_key(desk)
        names = purge_before_reading(desk, wanted.stated)
        desk.forget_deleted()
        # A damaged file that contains an erased name is not kept.
        kept = mended.damaged_copy if mended.damaged_copy and mended.damaged_copy.exists() else None
        return restored_of(desk, wanted, names, report_of(replace(mended, damaged_copy=kept)))
    finally:
        desk.close()


def _check_day(wanted: MergeRequest) -> None:
    """Checks the stated day on a trial merge, because only the merged data shows whether names are due for deletion."""
    trial = wanted.ready / "trial"
    trial.mkdir(mode=0o700)
    try:
        with contextlib.closing(_tried(wanted, trial)) as desk:
            check_before_reading(desk, wanted.stated)
    finally:
        shutil.rmtree(trial, ignore_errors=True)


def _tried(wanted: MergeRequest, trial: Path) -> Desk:
    lock = take_lock(wanted.folder)
    try:
        for name in (FILE_NAME, LOG_NAME):
            if (wanted.folder / name).exists():
                copy_private(wanted.folder / name, trial / name)
    finally:
        lock.release()
    add_to_list(trial, {**wanted.forgotten, **read_list(wanted.folder)})
    mend(trial, wanted.ready / FILE_NAME, wanted.vault.store_key)
    return open_unlocked(trial, wanted.vault, wanted.clock, machine=wanted.machine, stays=False)


def restored_of(desk: Desk, wanted: MergeRequest, names: int, report: RepairReport | None = None) -> Restored:
    """The result of restoring into `desk`; `names` were deleted; `report` is given for a merge into an existing
    desk."""
    return Restored(
        folder=wanted.folder,
        path=wanted.path,
        sha256=sha256_of(wanted.path).hex(),
        sessions=len(desk.store.journal.sessions()),
        key=desk.vault.signing_key.key_id.hex(),
        standing=desk.standing(practice=False),
        report=report,
        names=names,
    )


READY = ".restoring"
"""The folder in which a new desk is prepared, inside a profile that has no store yet."""


def clear_interrupted(folder: Path) -> None:
    """Deletes what an interrupted restore left in `folder`. The vault is moved last: if it is missing, the data file
    beside it is only the backup's copy."""
    ready = folder / READY
    if not ready.exists():
        return
    if not has_profile(folder):
        for path in folder.glob(f"{FILE_NAME}*"):
            with contextlib.suppress(OSError):
                path.unlink()
    shutil.rmtree(ready, ignore_errors=True)


_STAYS_BEHIND = {LOCK_NAME, BACKUPS}


def look_at_backup(path: Path) -> BackupLook:
    """The description in the backup at `path`. Raises KnownError: file_not_opened, not_a_backup, newer_backup."""
    with BackupSandbox() as sandbox:
        return look_at_one(path, sandbox)


def look_at_one(path: Path, sandbox: BackupSandbox) -> BackupLook:
    """The same with a sandbox that is already open, for several backups. Raises the same KnownErrors."""
    about = sandbox.read(path).about
    made = local(about.made_ms, about.offset_minutes)
    return BackupLook(path, made, about.sessions, printed_code(about.key) if about.key else "", about.device)


def restore(
    path: Path,
    folder: Path,
    secret: str,
    clock: Clock,
    by_code: bool = False,
    machine: Machine = this_machine,
    stated: datetime.date | None = None,
) -> Restored:
    """Restores the backup at `path` into the data folder `folder`.

    `secret` is the passphrase under which the backup was made or, with `by_code`, its recovery code. If the same
    facilitator's desk is there, `secret` is that desk's own, and what the backup has beyond the desk is merged into it;
    another facilitator's desk is never touched. Names whose time is over are deleted before anything is readable. If
    the clock is in doubt and says that there are such names, `stated` has to be given: today's date as a person states
    it.
    Raises KnownError: file_not_opened, not_a_backup, newer_backup, backup_damaged, wrong_passphrase,
    wrong_recovery_code, vault_exists, in_use, newer_store, date_needed, bad_date, disk_full, read_only, portable_copy;
    then nothing was changed.
    """
    clear_interrupted(folder)
    there = has_profile(folder) or (folder / FILE_NAME).exists()
    with BackupSandbox() as sandbox:
        backup = sandbox.read(path)
    with _place(folder, MERGING if there else READY) as ready:
        if backup.vault is not None:
            write_new_file(ready / VAULT_FILE, canonical_json(backup.vault), private=True)
        vault = _own_vault(folder, ready, secret, by_code) if there else _backups_vault(ready, secret, by_code)
        extract_data(path, backup.data, ready / FILE_NAME)
        if there and not opens_with(ready / FILE_NAME, vault.store_key):
            raise damaged_backup() if _is_of(ready, vault, secret, by_code) else vault_exists()
        _prove(ready, vault)
        require_practice_in(ready, vault)
        wanted = MergeRequest(path, folder, ready, vault, backup.forgotten, clock, machine, stated)
        done = merge(wanted) if there else _begin(wanted)
    log("backup", code="restored", count=done.sessions)
    return done


@contextlib.contextmanager
def _place(folder: Path, name: str) -> Iterator[Path]:
    """A temporary folder in the profile to prepare data in; deleted on exit, with the profile if that is empty."""
    make_folder(folder, private=True)
    ready = folder / name
    try:
        with raising_known_errors():
            shutil.rmtree(ready, ignore_errors=True)
            ready.mkdir(mode=0o700)
            yield ready
    finally:
        shutil.rmtree(ready, ignore_errors=True)
        with contextlib.suppress(OSError):
            # Removes it only if it is empty.
            folder.rmdir()


def _prove(ready: Path, vault: Vault) -> None:
    """Raises KnownError if the data file is not as it was copied."""
    try:
        look_into(ready / FILE_NAME, vault.store_key)
    except KnownError as error:
        raise damaged_backup() if error.code in DAMAGED else error from error


def _backups_vault(ready: Path, secret: str, by_code: bool) -> Vault:
    try:
        return _opened(ready, secret, by_code)
    except KnownError as error:
        raise damaged_backup() if error.code in ("vault_damaged", "no_vault") else error from error


def _opened(folder: Path, secret: str, by_code: bool) -> Vault:
    return Vault.unlock_with_recovery(folder, ascii_digits(secret)) if by_code else Vault.unlock(folder, secret)


def _own_vault(folder: Path, ready: Path, secret: str, by_code: bool) -> Vault:
    """The vault of the desk in `folder`. If it is damaged or missing, it is taken from the backup, provided that it
    opens the data file here."""
    try:
        return _opened(folder, secret, by_code)
    except KnownError as error:
        if error.code in ("wrong_passphrase", "wrong_recovery_code"):
            _refuse_other(ready, secret, by_code)
            raise
        if error.code not in ("vault_damaged", "no_vault"):
            raise
    vault = _backups_vault(ready, secret, by_code)
    if not opens_with(folder / FILE_NAME, vault.store_key):
        raise vault_exists()
    write_over(folder / VAULT_FILE, (ready / VAULT_FILE).read_bytes(), private=True)
    return vault


def _is_of(ready: Path, vault: Vault, secret: str, by_code: bool) -> bool:
    """True if the backup's vault is that of the desk in `folder`."""
    try:
        return _opened(ready, secret, by_code).store_key == vault.store_key
    except KnownError:
        return False


def _refuse_other(ready: Path, secret: str, by_code: bool) -> None:
    """Raises KnownError `vault_exists` if the secret opens the backup but not the desk that is there."""
    try:
        _opened(ready, secret, by_code)
    except KnownError:
        return
    raise vault_exists()


def _begin(wanted: MergeRequest) -> Restored:
    """A new desk: its data repeats the listed erasures and gets a new key before it is moved into place."""
    ready = wanted.ready
    add_to_list(ready, {**wanted.forgotten, **read_list(wanted.folder)})
    desk = open_unlocked(ready, wanted.vault, wanted.clock, machine=wanted.machine, stays=False)
    try:
        check_before_reading(desk, wanted.stated)
        need_new_key(desk.store.db, "restored")
        start_new_key(desk)
        names = purge_before_reading(desk, wanted.stated)
        desk.forget_deleted()
        done = restored_of(desk, wanted, names)
    finally:
        desk.close()
    _move(ready, wanted.folder)
    return done


def _move(ready: Path, folder: Path) -> None:
    """Moves the vault last: until then there is no desk here."""
    moved = [path for path in ready.iterdir() if path.name not in _STAYS_BEHIND]
    for path in sorted(moved, key=lambda path: path.name == VAULT_FILE):
        move_over(path, folder / path.name)
