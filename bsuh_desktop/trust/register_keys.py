"""The register's two secrets, grown from the desk's vault: one locks its rows, one turns ids into pseudonyms.

HMAC-SHA256 (RFC 2104) for both and for the pseudonyms; XChaCha20-Poly1305 (draft-irtf-cfrg-xchacha) for what is
locked. Whoever has the register's folder without the vault reads no row in it, and finds nobody by roll or id.
"""

from __future__ import annotations

import hmac

import msgspec
from nacl.exceptions import CryptoError
from nacl.secret import Aead

from bsuh_desktop.domain.errors import KnownError
from bsuh_desktop.domain.messages import Message

_LOCK, _PSEUDONYMS = b"bsuh/register-lock/1", b"bsuh/pseudonyms/1"
_NO_ZERO = "\N{REPLACEMENT CHARACTER}"


class RegisterKeys(msgspec.Struct, frozen=True):
    """Two keys of 32 bytes. Their printed form shows neither."""

    lock: bytes
    pseudonyms: bytes

    def __repr__(self) -> str:
        return "RegisterKeys()"


def register_keys(store_key: bytes) -> RegisterKeys:
    """The keys that grow from the vault's 32-byte store key, the same each time: they stay when the device's signing
    key, the passphrase or the recovery code changes."""
    return RegisterKeys(hmac.digest(store_key, _LOCK, "sha256"), hmac.digest(store_key, _PSEUDONYMS, "sha256"))


def pseudonym(key: bytes, kind: str, *parts: str) -> int:
    """The signed 64-bit number that stands for `parts` as a thing of `kind`, never 0. A zero character within a part is
    taken for U+FFFD, so that nobody's roll reaches over into another part."""
    text = "\0".join((kind, *parts))
    if text.count("\0") != len(parts):
        text = "\0".join((kind, *(part.replace("\0", _NO_ZERO) for part in parts)))
    return int.from_bytes(hmac.digest(key, text.encode(), "sha256")[:8], "big", signed=True) or 1


def lock_bytes(data: bytes, key: bytes, place: str = "") -> bytes:
    """`data`, locked: 24 random bytes and what only `key` opens, and only at `place` (such as a file's name)."""
    return bytes(Aead(key).encrypt(data, place.encode()))


def unlock_bytes(data: bytes, key: bytes, place: str = "") -> bytes:
    """What `lock_bytes` locked for `place`. Raises KnownError `register_damaged`."""
    try:
        return Aead(key).decrypt(data, place.encode())
    except (CryptoError, ValueError) as error:
        raise register_damaged() from error


def register_damaged() -> KnownError:
    """Rows of the register are not as they were written, or are another desk's. The archive still has everything."""
    return KnownError(
        "register_damaged",
        Message("Some rows of this register cannot be read."),
        Message("Make them anew from the archive: bsuh collect --rebuild. No class is lost."),
    )
