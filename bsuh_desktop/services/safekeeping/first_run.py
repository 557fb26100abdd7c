"""The first run: creates a facilitator's own desk on this laptop, for practice or in a programme.

If the disk fails halfway, everything that was created is removed again.
"""

from __future__ import annotations

import contextlib
from collections.abc import Iterable, Iterator
from pathlib import Path

import msgspec

from bsuh_desktop.domain.pin import check_pin
from bsuh_desktop.domain.ports import Clock, Machine
from bsuh_desktop.paths import VAULT_FILE
from bsuh_desktop.services.desk.desk import Desk
from bsuh_desktop.services.desk.facilitator import check_name, set_facilitator
from bsuh_desktop.services.desk.machine_binding import this_machine
from bsuh_desktop.services.desk.passphrases import check_passphrase
from bsuh_desktop.services.programme.offers import join
from bsuh_desktop.services.safekeeping.desk_folders import CARD
from bsuh_desktop.services.safekeeping.opening import open_unlocked
from bsuh_desktop.services.safekeeping.restore import clear_interrupted
from bsuh_desktop.store.store import FILE_NAME, LOCK_NAME
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
