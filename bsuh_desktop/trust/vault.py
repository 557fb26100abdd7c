"""The vault: one facilitator's secrets behind one passphrase, with a recovery code in case it is forgotten.

`vault.json` contains a random vault key wrapped twice: under Argon2id of the passphrase and under the recovery code.
The vault key encrypts the store's key, the device's signing key, its age identity and the recovery code itself, so that
a copy of the code can be sealed to the coordinator. The authenticated wrap detects a wrong passphrase before the store
is touched. FORMAT.md has it byte for byte.
"""

from __future__ import annotations

from pathlib import Path

import msgspec
from msgspec.structs import replace
from nacl.utils import random

from bsuh_desktop.domain.messages import KnownError, Message
from bsuh_desktop.paths import VAULT_FILE, has_profile
from bsuh_desktop.system.atomic_file import write_new_file, write_over
from bsuh_desktop.system.disk_errors import raising_known_errors
from bsuh_desktop.trust import vault_file
from bsuh_desktop.trust.recovery_code import new_recovery_code, read_recovery_code
from bsuh_desktop.trust.sealing import new_identity, recipient_of
from bsuh_desktop.trust.signing import SEED_BYTES, SigningKey


class _Secrets(msgspec.Struct, frozen=True):
    store_key: bytes
    signing_seed: bytes
    age_identity: str
    recovery_code: str = ""

    def __repr__(self) -> str:
        return "_Secrets()"


class Vault:
    """An unlocked vault. `recovery_code` is the code that also opens it; "" if an older app made the vault and did not
    store it. The repr shows no secret."""

    def __init__(self, secrets: _Secrets, vault_key: bytes) -> None:
        self._vault_key = vault_key
        self.store_key = secrets.store_key
        self.signing_key = SigningKey.from_seed(secrets.signing_seed)
        self.age_identity = secrets.age_identity
        self.age_recipient = recipient_of(secrets.age_identity)
        self.recovery_code = secrets.recovery_code

    @staticmethod
    def exists(folder: Path) -> bool:
        """True if there is a vault in `folder`."""
        return has_profile(folder)

    @classmethod
    def create(cls, folder: Path, passphrase: str) -> tuple[Vault, str]:
        """A new vault in `folder`, and its recovery code of 26 characters, which is stored only inside the vault.

        Takes 64 MiB and about 0.1 s. Raises KnownError `vault_exists`, `disk_full` or `read_only`.
        """
        if cls.exists(folder):
            raise vault_exists()
        code = new_recovery_code()
        secrets = _Secrets(random(vault_file.KEY_BYTES), random(SEED_BYTES), new_identity(), code)
        data, vault_key = vault_file.make_vault_file(passphrase, code, msgspec.json.encode(secrets))
        _write(folder / VAULT_FILE, data)
        return cls(secrets, vault_key), code

    @staticmethod
    def require(folder: Path) -> None:
        """Raises KnownError `no_vault` or `vault_damaged` if there is no vault that a passphrase could open."""
        _read(folder)

    @classmethod
    def opens(cls, folder: Path, passphrase: str) -> bool:
        """True if there is a vault in `folder` and `passphrase` opens it. Takes as long as unlocking."""
        try:
            cls.unlock(folder, passphrase)
        except KnownError:
            return False
        return True

    @classmethod
    def unlock(cls, folder: Path, passphrase: str) -> Vault:
        """Open the vault of `folder`. Raises KnownError `wrong_passphrase`, `vault_damaged` or `no_vault`."""
        file = _read(folder)
        return cls._of(file, _by_passphrase(file, passphrase))

    @classmethod
    def unlock_with_recovery(cls, folder: Path, code: str) -> Vault:
        """Open the vault of `folder` with its recovery code as people write it (hyphens, spaces, o for 0 are accepted).

        Raises KnownError `wrong_recovery_code`, `vault_damaged` or `no_vault`.
        """
        file = _read(folder)
        return cls._of(file, _by_code(file, code))

    @classmethod
    def renew(cls, folder: Path, code: str, passphrase: str) -> tuple[Vault, str]:
        """Open the vault of `folder` with its recovery code, and give it a new passphrase and a new code; the old ones
        no longer open it. After a power cut either the old or the new file is there.

        Raises KnownError as `unlock_with_recovery` does, and `disk_full` or `read_only`; then nothing has changed.
        """
        opened, new = cls.unlock_with_recovery(folder, code), new_recovery_code()
        secrets = _Secrets(opened.store_key, opened.signing_key.seed, opened.age_identity, new)
        data, vault_key = vault_file.make_vault_file(passphrase, new, msgspec.json.encode(secrets))
        _put_in_place(folder, data)
        return cls(secrets, vault_key), new

    @classmethod
    def new_code(cls, folder: Path, passphrase: str) -> str:
        """Give the vault of `folder` a new recovery code, if nobody knows the old one, or somebody who should not; the
        old one no longer opens it. After a power cut either the old or the new file is there.

        Raises KnownError as `unlock` does, and `disk_full` or `read_only`; then nothing has changed.
        """
        file = _read(folder)
        vault_key, code = _by_passphrase(file, passphrase), new_recovery_code()
        secrets = replace(_secrets_in(file.open_contents(vault_key)), recovery_code=code)
        _put_in_place(folder, vault_file.rewrap_recovery(file, vault_key, code, msgspec.json.encode(secrets)))
        return code

    def reread(self, folder: Path) -> Vault:
        """This vault as it is in `folder` now: its recovery code may have changed meanwhile.

        Raises KnownError `no_vault` or `vault_damaged`.
        """
        return self._of(_read(folder), self._vault_key)

    @classmethod
    def change_passphrase(cls, folder: Path, old: str, new: str) -> None:
        """Make `new` the passphrase of the vault of `folder` instead of `old`; recovery code and keys stay. After a
        power cut either the old or the new file is there.

        Raises KnownError as `unlock` does, and `disk_full` or `read_only`; then nothing has changed.
        """
        file = _read(folder)
        _put_in_place(folder, vault_file.rewrap_passphrase(file, _by_passphrase(file, old), new))

    def with_new_key(self, folder: Path) -> Vault:
        """Replace the signing key of this vault in `folder`, and return the changed vault. Passphrase, recovery code,
        store key and age identity stay. After a power cut either the old or the new file is there.

        Raises KnownError `no_vault`, `vault_damaged`, `disk_full` or `read_only`; then nothing has changed.
        """
        file = _read(folder)
        secrets = _secrets_in(file.open_contents(self._vault_key))
        changed = replace(secrets, signing_seed=random(SEED_BYTES))
        _put_in_place(folder, vault_file.reseal_contents(file, self._vault_key, msgspec.json.encode(changed)))
        return Vault(changed, self._vault_key)

    @classmethod
    def _of(cls, file: vault_file.VaultFile, vault_key: bytes) -> Vault:
        return cls(_secrets_in(file.open_contents(vault_key)), vault_key)

    def __repr__(self) -> str:
        return f"Vault({self.signing_key.key_id.hex()})"


def _secrets_in(contents: bytes) -> _Secrets:
    return msgspec.json.decode(contents, type=_Secrets)


def _by_passphrase(file: vault_file.VaultFile, passphrase: str) -> bytes:
    """The vault key, opened by the passphrase."""
    vault_key = file.open_wrap(vault_file.Wrap.PASSPHRASE, passphrase)
    if vault_key is None:
        raise KnownError(
            "wrong_passphrase",
            Message("The passphrase does not match."),
            Message("Check the keyboard language."),
        )
    return vault_key


def _by_code(file: vault_file.VaultFile, code: str) -> bytes:
    """The vault key, opened by the recovery code."""
    vault_key = file.open_wrap(vault_file.Wrap.RECOVERY, read_recovery_code(code))
    if vault_key is None:
        raise KnownError(
            "wrong_recovery_code",
            Message("This recovery code belongs to another vault."),
            Message("Look for the sheet of this computer."),
        )
    return vault_key


def _write(path: Path, data: bytes) -> None:
    try:
        with raising_known_errors():
            write_new_file(path, data, private=True)
    except FileExistsError as error:
        raise vault_exists() from error


def _put_in_place(folder: Path, data: bytes) -> None:
    with raising_known_errors():
        write_over(folder / VAULT_FILE, data, private=True)


def vault_exists() -> KnownError:
    """An existing vault is never replaced by another desk's."""
    return KnownError(
        "vault_exists",
        Message("This folder already has a passphrase."),
        Message("Unlock it with that passphrase, or choose another folder."),
    )


def _read(folder: Path) -> vault_file.VaultFile:
    try:
        with (folder / VAULT_FILE).open("rb") as file:
            data = file.read(vault_file.LARGEST_VAULT + 1)
    except (FileNotFoundError, NotADirectoryError, IsADirectoryError) as error:
        raise KnownError(
            "no_vault",
            Message("There is no passphrase for this folder yet."),
            Message("Choose the right data folder, or set one up."),
        ) from error
    return vault_file.parse_vault_file(data)
