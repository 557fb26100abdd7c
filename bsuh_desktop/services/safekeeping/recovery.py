"""A passphrase forgotten or changed: the code on the sheet opens the keys of the desk and puts them under new words."""

from __future__ import annotations

from pathlib import Path

from bsuh_desktop.domain.text import ascii_digits
from bsuh_desktop.services.desk.passphrases import check_passphrase
from bsuh_desktop.trust.vault import Vault


def check_code(folder: Path, code: str) -> None:
    """Is this the recovery code of the desk in `folder`, in either script's digits? Nothing changes.

    Raises KnownError: wrong_recovery_code, vault_damaged, no_vault.
    """
    Vault.unlock_with_recovery(folder, ascii_digits(code))


def check_own(folder: Path, passphrase: str) -> None:
    """Is this the passphrase of the desk in `folder`? Nothing changes.

    Raises KnownError: wrong_passphrase, vault_damaged, no_vault.
    """
    Vault.unlock(folder, passphrase)


def recover(folder: Path, code: str, passphrase: str) -> str:
    """From now on `passphrase` unlocks the desk in `folder`, and the code that is returned does so on another such
    day; the old ones do not any more. The desk itself stays locked.

    Raises KnownError: weak_passphrase, wrong_recovery_code, vault_damaged, no_vault, disk_full, read_only.
    """
    check_passphrase(passphrase)
    _, new_code = Vault.renew(folder, ascii_digits(code), passphrase)
    return new_code


def change_passphrase(folder: Path, old: str, new: str) -> None:
    """From now on `new` unlocks the desk in `folder`, and `old` does not; the recovery code stays. The desk may be open
    meanwhile.

    Raises KnownError: weak_passphrase, wrong_passphrase, vault_damaged, no_vault, disk_full, read_only.
    """
    check_passphrase(new)
    Vault.change_passphrase(folder, old, new)


def new_code(folder: Path, passphrase: str) -> str:
    """Another recovery code for the desk in `folder`; the old one opens it no more. A desk that is open meanwhile takes
    it over with `Desk.reread_vault`.

    Raises KnownError: wrong_passphrase, vault_damaged, no_vault, disk_full, read_only.
    """
    return Vault.new_code(folder, passphrase)
