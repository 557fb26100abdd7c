"""The vault: one facilitator's secrets behind one passphrase, with a recovery code for the day it is forgotten.

`vault.json` holds a random vault key wrapped twice, under Argon2id of the passphrase and under the recovery code;
under the vault key stand the store's key, the device's signing key and the device's age identity. The authenticated
wrap decides "wrong passphrase" before the store is touched. FORMAT.md has it byte for byte.
"""

from __future__ import annotations

from pathlib import Path

import msgspec
from nacl.utils import random

from bsuh_desktop.domain.errors import KnownError
from bsuh_desktop.domain.messages import Message
from bsuh_desktop.paths import VAULT_FILE, has_profile
from bsuh_desktop.trust.disk_errors import known_disk_error
from bsuh_desktop.trust.new_file import write_new_file, write_over
from bsuh_desktop.trust.recovery_code import new_recovery_code, read_recovery_code
from bsuh_desktop.trust.sealing import new_identity, recipient_of
from bsuh_desktop.trust.signing import SEED_BYTES, SigningKey
from bsuh_desktop.trust.vault_file import KEY_BYTES, VaultFile, Wrap, make_vault_file, parse_vault_file


class _Secrets(msgspec.Struct, frozen=True):
    store_key: bytes
    signing_seed: bytes
    age_identity: str

    def __repr__(self) -> str:
        return "_Secrets()"


class Vault:
    """An unlocked vault. Its printed form shows no secret."""

    def __init__(self, store_key: bytes, signing_seed: bytes, age_identity: str) -> None:
        self.store_key = store_key
        self.signing_key = SigningKey.from_seed(signing_seed)
        self.age_identity = age_identity
        self.age_recipient = recipient_of(age_identity)

    @staticmethod
    def exists(folder: Path) -> bool:
        """True if `folder` holds a vault."""
        return has_profile(folder)

    @classmethod
    def create(cls, folder: Path, passphrase: str) -> tuple[Vault, str]:
        """A new vault in `folder`, and its recovery code of 26 characters, which is kept nowhere else.

        Takes 64 MiB and about 0.1 s. Raises KnownError `vault_exists`, `disk_full` or `read_only`.
        """
        if cls.exists(folder):
            raise _exists()
        secrets, code = _Secrets(random(KEY_BYTES), random(SEED_BYTES), new_identity()), new_recovery_code()
        data = make_vault_file(passphrase, code, msgspec.json.encode(secrets))
        _write(folder / VAULT_FILE, data)
        return cls(secrets.store_key, secrets.signing_seed, secrets.age_identity), code

    @staticmethod
    def require(folder: Path) -> None:
        """Raises KnownError `no_vault` or `vault_damaged` where there is nothing that a passphrase could open."""
        _read(folder)

    @classmethod
    def opens(cls, folder: Path, passphrase: str) -> bool:
        """True if there is a vault in `folder` and `passphrase` is its. Takes as long as unlocking."""
        try:
            cls.unlock(folder, passphrase)
        except KnownError:
            return False
        return True

    @classmethod
    def unlock(cls, folder: Path, passphrase: str) -> Vault:
        """The vault of `folder`. Raises KnownError `wrong_passphrase`, `vault_damaged` or `no_vault`."""
        return cls._of(_by_passphrase(_read(folder), passphrase))

    @classmethod
    def unlock_with_recovery(cls, folder: Path, code: str) -> Vault:
        """The vault of `folder` by its recovery code as people write it (hyphens, blanks, o for 0 are understood).

        Raises KnownError `wrong_recovery_code`, `vault_damaged` or `no_vault`.
        """
        return cls._of(_by_code(_read(folder), code))

    @classmethod
    def renew(cls, folder: Path, code: str, passphrase: str) -> tuple[Vault, str]:
        """The vault of `folder`, opened by its recovery code, now under a new passphrase and a new code: the old ones
        open it no more. A power cut leaves the old file or the new one.

        Raises KnownError as `unlock_with_recovery` does, and `disk_full` or `read_only`: then all is as it was.
        """
        contents = _by_code(_read(folder), code)
        new_code = new_recovery_code()
        _put_in_place(folder, make_vault_file(passphrase, new_code, contents))
        return cls._of(contents), new_code

    @classmethod
    def new_code(cls, folder: Path, passphrase: str) -> str:
        """Another recovery code for the vault of `folder`, where nobody was told the one that it has; that one opens it
        no more. A power cut leaves the old file or the new one.

        Raises KnownError as `unlock` does, and `disk_full` or `read_only`: then all is as it was.
        """
        contents, code = _by_passphrase(_read(folder), passphrase), new_recovery_code()
        _put_in_place(folder, make_vault_file(passphrase, code, contents))
        return code

    @classmethod
    def _of(cls, contents: bytes) -> Vault:
        secrets = msgspec.json.decode(contents, type=_Secrets)
        return cls(secrets.store_key, secrets.signing_seed, secrets.age_identity)

    def __repr__(self) -> str:
        return f"Vault({self.signing_key.key_id.hex()})"


def _by_passphrase(file: VaultFile, passphrase: str) -> bytes:
    """What the vault keeps, opened by its passphrase."""
    vault_key = file.open_wrap(Wrap.PASSPHRASE, passphrase)
    if vault_key is None:
        raise KnownError(
            "wrong_passphrase",
            Message("The passphrase does not match."),
            Message("Check the keyboard language."),
        )
    return file.open_contents(vault_key)


def _by_code(file: VaultFile, code: str) -> bytes:
    """What the vault keeps, opened by its recovery code."""
    vault_key = file.open_wrap(Wrap.RECOVERY, read_recovery_code(code))
    if vault_key is None:
        raise KnownError(
            "wrong_recovery_code",
            Message("This recovery code belongs to another vault."),
            Message("Look for the sheet of this computer."),
        )
    return file.open_contents(vault_key)


def _write(path: Path, data: bytes) -> None:
    try:
        write_new_file(path, data, private=True)
    except FileExistsError as error:
        raise _exists() from error
    except OSError as error:
        raise known_disk_error(error) or error from error


def _put_in_place(folder: Path, data: bytes) -> None:
    try:
        write_over(folder / VAULT_FILE, data, private=True)
    except OSError as error:
        raise known_disk_error(error) or error from error


def _exists() -> KnownError:
    return KnownError(
        "vault_exists",
        Message("This folder already has a passphrase."),
        Message("Unlock it with that passphrase, or choose another folder."),
    )


def _read(folder: Path) -> VaultFile:
    try:
        data = (folder / VAULT_FILE).read_bytes()
    except (FileNotFoundError, NotADirectoryError, IsADirectoryError) as error:
        raise KnownError(
            "no_vault",
            Message("There is no passphrase for this folder yet."),
            Message("Choose the right data folder, or set one up."),
        ) from error
    return parse_vault_file(data)
