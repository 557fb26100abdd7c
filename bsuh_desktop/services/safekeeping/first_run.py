"""The first run: creates a facilitator's own desk on this laptop, for practice or in a programme.

The command line creates desks for an office or a new member of a programme. If the disk fails halfway, everything that
was created is removed again."""

from __future__ import annotations

import contextlib
import shutil
from collections.abc import Iterable, Iterator
from pathlib import Path

import msgspec

from bsuh_desktop.domain.pin import check_pin
from bsuh_desktop.domain.ports import Clock, Machine
from bsuh_desktop.paths import VAULT_FILE
from bsuh_desktop.services.desk.desk import Desk
from bsuh_desktop.services.desk.facilitator import check_name, set_facilitator
from bsuh_desktop.services.desk.machine import this_machine
from bsuh_desktop.services.desk.passphrases import check_passphrase
from bsuh_desktop.services.programme.join import join
from bsuh_desktop.services.safekeeping.desk_folders import CARD
from bsuh_desktop.services.safekeeping.opening import open_unlocked
from bsuh_desktop.services.safekeeping.restore import clear_interrupted
from bsuh_desktop.store.store import FILE_NAME, LOCK_NAME
from bsuh_desktop.system.atomic_file import write_new_file
from bsuh_desktop.system.disk_errors import raising_known_errors
from bsuh_desktop.system.folders import make_folder
from bsuh_desktop.trust.vault import Vault

_FILES = (VAULT_FILE, LOCK_NAME, CARD, *(FILE_NAME + end for end in ("", "-wal", "-shm")))


class NewDesk(msgspec.Struct, frozen=True):
    """What a person entered on the first run."""

    passphrase: str
    facilitator: str
    pin: str | None = None
    """The class PIN; optional."""
    programme: bytes | None = None
    """The file of the programme to join; None practises on the demonstration programme."""
    partner: int = 0
    """The number of the partner that this facilitator works for."""

    def __repr__(self) -> str:
        # Passphrase, PIN and name must not get into a crash report.
        return f"NewDesk({'practice' if self.programme is None else 'joined'})"


def first_run(folder: Path, wish: NewDesk, clock: Clock, machine: Machine = this_machine) -> tuple[Desk, str]:
    """Creates and opens a desk in `folder`; returns it with its recovery code, which is stored nowhere else.

    Takes about 0.2 s.
    Raises KnownError: weak_passphrase, no_facilitator_name, bad_pin, unreadable, altered, unknown_partner,
    vault_exists, disk_full, read_only.
    """
    check_passphrase(wish.passphrase)
    check_name(wish.facilitator)
    if wish.pin is not None:
        check_pin(wish.pin)
    clear_interrupted(folder)
    make_folder(folder, private=True)
    ours = [name for name in _FILES if not (folder / name).exists()]
    vault, code = Vault.create(folder, wish.passphrase)
    with _nothing_left_behind(folder, ours):
        desk = open_unlocked(folder, vault, clock, machine=machine)
        try:
            _settle(desk, wish)
        except BaseException:
            desk.close()
            raise
    return desk, code


def _settle(desk: Desk, wish: NewDesk) -> None:
    if wish.programme is not None:
        join(desk, wish.programme, wish.partner)
    if desk.practising:
        desk.join_demonstration()
    set_facilitator(desk, wish.facilitator, wish.pin)


@contextlib.contextmanager
def _nothing_left_behind(folder: Path, ours: Iterable[str]) -> Iterator[None]:
    """Deletes the files named `ours` if this first run fails. A store that existed before is not among them: its vault
    may be found again, and with it all its classes."""
    try:
        yield
    except BaseException:
        for name in ours:
            with contextlib.suppress(OSError):
                (folder / name).unlink()
        raise


OFFICE = "কার্যালয় · Office"
"""The name of a desk whose owner gives none."""

_UNTOLD = "recovery-code-not-told"
"""An empty file in a new desk's folder until its recovery code was shown."""


@contextlib.contextmanager
def fresh_desk(folder: Path, wish: NewDesk, clock: Clock) -> Iterator[tuple[Desk, str]]:
    """Creates a desk in `folder`; yields it open, with its recovery code, which is stored nowhere else.

    If the body of the context fails, the desk is removed, because nobody has seen its recovery code. After a power cut
    it remains, and `untold_code` gives another code for it. Call `code_shown` once the code was shown.
    Raises KnownError: the same as `first_run`.
    """
    before = set(folder.iterdir()) if folder.is_dir() else None
    desk, code = _marked(folder, wish, clock)
    try:
        yield desk, code
    except BaseException:
        desk.close()
        _clear(folder, before)
        raise
    desk.close()


def _marked(folder: Path, wish: NewDesk, clock: Clock) -> tuple[Desk, str]:
    check_passphrase(wish.passphrase)
    check_name(wish.facilitator)
    make_folder(folder, private=True)
    # A file left by a power cut before there was any key means the same for this desk.
    with raising_known_errors(), contextlib.suppress(FileExistsError):
        write_new_file(folder / _UNTOLD, b"", private=True)
    try:
        return first_run(folder, wish, clock)
    except BaseException:
        code_shown(folder)
        raise


def untold_code(folder: Path, passphrase: str) -> str | None:
    """A new recovery code for the desk in `folder` if its first one was never shown, because power was cut while the
    desk was created. None for every other desk.

    Raises KnownError: wrong_passphrase, vault_damaged, disk_full, read_only.
    """
    return Vault.new_code(folder, passphrase) if (folder / _UNTOLD).exists() else None


def code_shown(folder: Path) -> None:
    """Records that the recovery code of the desk in `folder` was shown to a person."""
    with contextlib.suppress(OSError):
        (folder / _UNTOLD).unlink()


def _clear(folder: Path, before: set[Path] | None) -> None:
    """Deletes what was not in `folder` before; also the folder itself if it did not exist (`before` is None)."""
    if before is None:
        shutil.rmtree(folder, ignore_errors=True)
        return
    for path in sorted(set(folder.iterdir()) - before):
        if path.is_dir() and not path.is_symlink():
            shutil.rmtree(path, ignore_errors=True)
        else:
            path.unlink(missing_ok=True)
