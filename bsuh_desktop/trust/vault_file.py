"""How `vault.json` is built: keys from words, wraps that notice a wrong key, a check that notices a damaged file.

Argon2id (RFC 9106), 64 MiB and 3 passes, by libsodium; XChaCha20-Poly1305 (draft-irtf-cfrg-xchacha) for the wraps,
each bound to its place in the file by associated data.
"""

from __future__ import annotations

import hashlib
import unicodedata
from enum import StrEnum

import msgspec
from msgspec.structs import replace
from nacl.exceptions import CryptoError
from nacl.pwhash import argon2id
from nacl.secret import Aead
from nacl.utils import random

from bsuh_desktop.domain.canonical import canonical_json
from bsuh_desktop.domain.errors import KnownError
from bsuh_desktop.domain.messages import Message
from bsuh_desktop.trust.strict_json import read_canonical

VAULT_VERSION = 1
KEY_BYTES, SALT_BYTES = Aead.KEY_SIZE, argon2id.SALTBYTES
_WRAPPED_BYTES = Aead.NONCE_SIZE + KEY_BYTES + Aead.MACBYTES
_LENGTHS = (SALT_BYTES, _WRAPPED_BYTES, _WRAPPED_BYTES)
MEMORY_BYTES, PASSES = 64 * 1024 * 1024, 3
LARGEST_VAULT = 16 * 1024
"""Bytes of `vault.json`, which has less than 1,000. Its salt and wraps must be read before any key can be known."""


class Wrap(StrEnum):
    """What a wrap of the vault key opens with."""

    PASSPHRASE = "passphrase"
    RECOVERY = "recovery"


class VaultFile(msgspec.Struct, frozen=True):
    """`vault.json`: `check` is the SHA-256 of the canonical JSON of everything else. Bytes stand in base64."""

    format: int
    salt: bytes
    by_passphrase: bytes
    by_recovery: bytes
    contents: bytes
    check: bytes = b""

    def open_wrap(self, wrap: Wrap, words: str) -> bytes | None:
        """The vault key, or None if `words` are not the ones it was wrapped with."""
        wrapped = self.by_passphrase if wrap is Wrap.PASSPHRASE else self.by_recovery
        try:
            return Aead(_key_of(wrap, words, self.salt)).decrypt(wrapped, _place(wrap))
        except CryptoError:
            return None

    def open_contents(self, vault_key: bytes) -> bytes:
        """What the vault keeps. Raises KnownError `vault_damaged`."""
        try:
            return Aead(vault_key).decrypt(self.contents, _place("contents"))
        except CryptoError as error:
            raise damaged() from error

    def fingerprint(self) -> bytes:
        """What `check` must be."""
        everything = {**msgspec.structs.asdict(self), "check": b""}
        return hashlib.sha256(canonical_json(everything)).digest()


def make_vault_file(passphrase: str, code: str, contents: bytes) -> tuple[bytes, bytes]:
    """The bytes of a new `vault.json`, and its vault key, which is made here and stands nowhere else."""
    vault_key, salt = random(KEY_BYTES), random(SALT_BYTES)
    by_passphrase, by_recovery = (
        _wrapped(wrap, words, salt, vault_key) for wrap, words in ((Wrap.PASSPHRASE, passphrase), (Wrap.RECOVERY, code))
    )
    file = VaultFile(VAULT_VERSION, salt, by_passphrase, by_recovery, _sealed(contents, vault_key))
    return _written(file), vault_key


def rewrap_passphrase(file: VaultFile, vault_key: bytes, passphrase: str) -> bytes:
    """The bytes of the same file under another passphrase. The salt stays, for the recovery code's wrap stands on it
    and the code may be known to nobody here."""
    return _written(replace(file, by_passphrase=_wrapped(Wrap.PASSPHRASE, passphrase, file.salt, vault_key)))


def rewrap_recovery(file: VaultFile, vault_key: bytes, code: str, contents: bytes) -> bytes:
    """The bytes of the same file under another recovery code, which stands in the `contents`, too."""
    wrapped = _wrapped(Wrap.RECOVERY, code, file.salt, vault_key)
    return _written(replace(file, by_recovery=wrapped, contents=_sealed(contents, vault_key)))


def reseal_contents(file: VaultFile, vault_key: bytes, contents: bytes) -> bytes:
    """The bytes of the same file with other `contents` under the same wraps."""
    return _written(replace(file, contents=_sealed(contents, vault_key)))


def _wrapped(wrap: Wrap, words: str, salt: bytes, vault_key: bytes) -> bytes:
    return bytes(Aead(_key_of(wrap, words, salt)).encrypt(vault_key, _place(wrap)))


def _sealed(contents: bytes, vault_key: bytes) -> bytes:
    return bytes(Aead(vault_key).encrypt(contents, _place("contents")))


def _written(file: VaultFile) -> bytes:
    return canonical_json(replace(file, check=file.fingerprint()))


def parse_vault_file(data: bytes) -> VaultFile:
    """The file of these bytes, if it is whole. Raises KnownError `vault_damaged`."""
    if len(data) > LARGEST_VAULT:
        raise damaged()
    try:
        file = read_canonical(data, VaultFile)
    except ValueError as error:
        raise damaged() from error
    lengths = (len(file.salt), len(file.by_passphrase), len(file.by_recovery))
    if file.format != VAULT_VERSION or file.check != file.fingerprint() or lengths != _LENGTHS:
        raise damaged()
    return file


def _key_of(wrap: Wrap, words: str, salt: bytes) -> bytes:
    """The key that words stand for. The passphrase is taken in NFC: keyboards write ো in one sign or two."""
    if wrap is Wrap.RECOVERY:
        return hashlib.sha256(b"bsuh/recovery-code/1\0" + salt + words.encode("ascii")).digest()
    secret = unicodedata.normalize("NFC", words).encode("utf-8")
    return argon2id.kdf(KEY_BYTES, secret, salt, opslimit=PASSES, memlimit=MEMORY_BYTES)


def _place(name: str) -> bytes:
    return f"bsuh/vault/{VAULT_VERSION}/{name}".encode("ascii")


def damaged() -> KnownError:
    """The file is not as it was written: no passphrase can tell more."""
    return KnownError(
        "vault_damaged",
        Message("The file with the keys is damaged."),
        Message("Restore the newest backup, or ask your coordinator."),
    )
