"""The format of `vault.json`: keys from words, wraps that detect a wrong key, a hash that detects a damaged file.

Argon2id (RFC 9106), 64 MiB and 3 passes, by libsodium; XChaCha20-Poly1305 (draft-irtf-cfrg-xchacha) for the wraps, each
bound to its place in the file by associated data.
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
from bsuh_desktop.domain.messages import KnownError, Message
from bsuh_desktop.trust.signed_document import read_canonical

VAULT_VERSION = 1
KEY_BYTES, SALT_BYTES = Aead.KEY_SIZE, argon2id.SALTBYTES
_WRAPPED_BYTES = Aead.NONCE_SIZE + KEY_BYTES + Aead.MACBYTES
_LENGTHS = (SALT_BYTES, _WRAPPED_BYTES, _WRAPPED_BYTES)
MEMORY_BYTES, PASSES = 64 * 1024 * 1024, 3
LARGEST_VAULT = 16 * 1024
"""Limit for `vault.json` in bytes; it has less than 1,000. Salt and wraps must be read before any key is known."""


class Wrap(StrEnum):
    """What opens a wrap of the vault key."""

    PASSPHRASE = "passphrase"
    RECOVERY = "recovery"


class VaultFile(msgspec.Struct, frozen=True):
    """`vault.json`, with bytes in base64."""

    format: int
    salt: bytes
    by_passphrase: bytes
    """The vault key, wrapped under the passphrase."""
    by_recovery: bytes
    """The vault key, wrapped under the recovery code."""
    contents: bytes
    """The secrets, encrypted with the vault key."""
    check: bytes = b""
    """SHA-256 of the canonical JSON of everything else."""

    def open_wrap(self, wrap: Wrap, words: str) -> bytes | None:
        """The vault key, or None if it was not wrapped with `words`."""
        wrapped = self.by_passphrase if wrap is Wrap.PASSPHRASE else self.by_recovery
        try:
            return Aead(_key_of(wrap, words, self.salt)).decrypt(wrapped, _place(wrap))
        except CryptoError:
            return None

    def open_contents(self, vault_key: bytes) -> bytes:
        """The decrypted contents. Raises KnownError `vault_damaged`."""
        try:
            return Aead(vault_key).decrypt(self.contents, _place("contents"))
        except CryptoError as error:
            raise damaged() from error

    def fingerprint(self) -> bytes:
        """The right value of `check`."""
        everything = {**msgspec.structs.asdict(self), "check": b""}
        return hashlib.sha256(canonical_json(everything)).digest()


def make_vault_file(passphrase: str, code: str, contents: bytes) -> tuple[bytes, bytes]:
    """The bytes of a new `vault.json`, and its new vault key, which is stored nowhere else."""
    vault_key, salt = random(KEY_BYTES), random(SALT_BYTES)
    by_passphrase, by_recovery = (
        _wrapped(wrap, words, salt, vault_key) for wrap, words in ((Wrap.PASSPHRASE, passphrase), (Wrap.RECOVERY, code))
    )
    file = VaultFile(VAULT_VERSION, salt, by_passphrase, by_recovery, _sealed(contents, vault_key))
    return _written(file), vault_key


def rewrap_passphrase(file: VaultFile, vault_key: bytes, passphrase: str) -> bytes:
    """The bytes of the same file with another passphrase. The salt must stay: the recovery code's wrap depends on it,
    and the code may not be known here."""
    return _written(replace(file, by_passphrase=_wrapped(Wrap.PASSPHRASE, passphrase, file.salt, vault_key)))


def rewrap_recovery(file: VaultFile, vault_key: bytes, code: str, contents: bytes) -> bytes:
    """The bytes of the same file with another recovery code, which is also in the `contents`."""
    wrapped = _wrapped(Wrap.RECOVERY, code, file.salt, vault_key)
    return _written(replace(file, by_recovery=wrapped, contents=_sealed(contents, vault_key)))


def reseal_contents(file: VaultFile, vault_key: bytes, contents: bytes) -> bytes:
    """The bytes of the same file with other `contents` and the same wraps."""
    return _written(replace(file, contents=_sealed(contents, vault_key)))


def _wrapped(wrap: Wrap, words: str, salt: bytes, vault_key: bytes) -> bytes:
    return bytes(Aead(_key_of(wrap, words, salt)).encrypt(vault_key, _place(wrap)))


def _sealed(contents: bytes, vault_key: bytes) -> bytes:
    return bytes(Aead(vault_key).encrypt(contents, _place("contents")))


def _written(file: VaultFile) -> bytes:
    return canonical_json(replace(file, check=file.fingerprint()))


def parse_vault_file(data: bytes) -> VaultFile:
    """The vault file in `data`. Raises KnownError `vault_damaged`."""
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
    """The key derived from a passphrase or a recovery code. The passphrase is normalised to NFC, since some keyboards
    write ো as one sign, others as two."""
    if wrap is Wrap.RECOVERY:
        return hashlib.sha256(b"bsuh/recovery-code/1\0" + salt + words.encode("ascii")).digest()
    secret = unicodedata.normalize("NFC", words).encode("utf-8")
    return argon2id.kdf(KEY_BYTES, secret, salt, opslimit=PASSES, memlimit=MEMORY_BYTES)


def _place(name: str) -> bytes:
    return f"bsuh/vault/{VAULT_VERSION}/{name}".encode("ascii")


def damaged() -> KnownError:
    """The file is not as it was written; no passphrase can help."""
    return KnownError(
        "vault_damaged",
        Message("The file with the keys is damaged."),
        Message("Restore the newest backup, or ask your coordinator."),
    )
