"""Merges a backup into the same facilitator's desk: what either of them has is in the result."""

from __future__ import annotations

import contextlib
import datetime
import shutil
from pathlib import Path

import msgspec
from msgspec.structs import replace

from bsuh_desktop.domain.forgotten_list import Why
from bsuh_desktop.domain.ports import Clock, Machine
from bsuh_desktop.services.desk.desk import Desk
from bsuh_desktop.services.erasure.purge import check_before_reading, purge_before_reading
from bsuh_desktop.services.safekeeping.backup_zip import sha256_of
from bsuh_desktop.services.safekeeping.new_key import start_new_key
from bsuh_desktop.services.safekeeping.opening import open_unlocked
from bsuh_desktop.services.safekeeping.repair_report import RepairReport, report_of
from bsuh_desktop.services.safekeeping.values import Restored
from bsuh_desktop.store.forgotten import add_to_list, read_list
from bsuh_desktop.store.replace_damaged import mend
from bsuh_desktop.store.store import FILE_NAME, LOG_NAME, take_lock
from bsuh_desktop.system.atomic_file import copy_private
from bsuh_desktop.trust.vault import Vault


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
