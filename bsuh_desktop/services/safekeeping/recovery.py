"""A passphrase forgotten or changed: opens the desk's keys with the recovery code and wraps them again."""

from __future__ import annotations

from pathlib import Path

from bsuh_desktop.domain.text import ascii_digits
from bsuh_desktop.paths import has_profile
from bsuh_desktop.services.desk.passphrases import check_passphrase
from bsuh_desktop.store.store import take_lock
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
