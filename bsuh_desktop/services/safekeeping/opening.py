"""Opens a desk: repeats erasures before anything is readable, and stops keys that another copy may have used."""

from __future__ import annotations

import contextlib
from pathlib import Path

from bsuh_desktop.domain.messages import KnownError, Message
from bsuh_desktop.domain.ports import Clock, Machine
from bsuh_desktop.paths import is_portable
from bsuh_desktop.services.desk.backup_thread import Backups
from bsuh_desktop.services.desk.desk import Desk, joined_programme
from bsuh_desktop.services.desk.facilitator import printed_code
from bsuh_desktop.services.desk.helplines import OLD_HELP_FILE
from bsuh_desktop.services.desk.machine import require_practice, this_machine
from bsuh_desktop.services.erasure.erase import catch_up
from bsuh_desktop.services.safekeeping.desk_folders import desk_of, write_card
from bsuh_desktop.services.safekeeping.desk_key import PositionMark, has_mark, settle_key
from bsuh_desktop.store.store import FILE_NAME, ReadOnlyStore, is_missing
from bsuh_desktop.system.folders import make_folder
from bsuh_desktop.trust.vault import Vault


def open_desk(
    folder: Path,
    passphrase: str,
    clock: Clock,
    resources: Path | None = None,
    run: str | None = None,
    machine: Machine = this_machine,
) -> Desk:
    """Unlocks the profile in `folder`; pass `run` if this run of the app had it open before.

    Raises KnownError: no_vault, wrong_passphrase, vault_damaged, in_use, store_damaged, portable_copy.
    """
    return open_unlocked(folder, Vault.unlock(folder, passphrase), clock, resources, run, machine=machine)


def open_unlocked(
    folder: Path,
    vault: Vault,
    clock: Clock,
    resources: Path | None = None,
    run: str | None = None,
    *,
    suspect: bool = False,
    machine: Machine = this_machine,
    stays: bool = True,
) -> Desk:
    """The same with an unlocked vault.

    `suspect` verifies the whole file first. `stays` is false for a desk in a temporary folder, which is prepared, tried
    or shown there: it writes nothing outside of that folder.
    """
    _require_store(folder, vault)
    # Before anything is written: opening brings the file to this app's version.
    require_practice_in(folder, vault)
    desk = Desk(folder, vault, clock, resources, run, suspect, machine)
    try:
        mark = PositionMark(desk) if stays else None
        desk.key_mark = mark
        settle_key(desk)
        if mark is not None:
            mark.settle()
        desk.backups = Backups(folder, desk.store, clock.now())
        catch_up(desk)
        write_card(desk)
        desk.before_close = lambda: _before_close(desk)
        with contextlib.suppress(OSError):
            (folder / OLD_HELP_FILE).unlink()
    except BaseException:
        desk.store.close()
        raise
    return desk


def new_practice_desk(
    folder: Path, passphrase: str, clock: Clock, resources: Path | None = None, stays: bool = True
) -> Desk:
    """Creates a desk on the demonstration programme.

    `resources` contains packs and programme files, by default those of the app. With `stays` false it writes nothing
    outside of its folder.
    Raises KnownError: vault_exists, disk_full, read_only.
    """
    make_folder(folder, private=True)
    vault, _ = Vault.create(folder, passphrase)
    desk = open_unlocked(folder, vault, clock, resources, stays=stays)
    desk.join_demonstration()
    return desk


def _require_store(folder: Path, vault: Vault) -> None:
    """Raises KnownError `store_gone` if the data file is missing from `folder` although a desk of this vault was open
    before: `desk.json` has the code of its key, or the mark outside of the folder exists. A first run that was
    interrupted before it created a data file has neither."""
    if not is_missing(folder):
        return
    if desk_of(folder).code == printed_code(vault.signing_key.key_id.hex()) or has_mark(vault):
        raise KnownError(
            "store_gone",
            Message("The data file of this desk is gone. It was here: {path}", path=str(folder / FILE_NAME)),
            Message("Put it back. Or move everything out of that folder, then restore a backup, or start a new desk."),
        )


def require_practice_in(folder: Path, vault: Vault) -> None:
    """Raises KnownError `portable_copy` in the portable copy if the desk in `folder` has joined a programme. A file
    that is not there yet or cannot be read is left to whoever opens it."""
    programme = None
    if is_portable():
        with contextlib.suppress(KnownError), ReadOnlyStore(folder, vault.store_key) as store:
            programme = joined_programme(store.facts)
    require_practice(programme)


def _before_close(desk: Desk) -> None:
    """Updates `desk.json`, since code and number may have changed. Errors of a damaged file are left to the next
    opening."""
    with contextlib.suppress(KnownError):
        write_card(desk)
        desk.keep_mark()
