"""The register's two secrets, derived from the desk's vault: one encrypts its rows, one turns ids into pseudonyms.

HMAC-SHA256 (RFC 2104) for both and for the pseudonyms; XChaCha20-Poly1305 (draft-irtf-cfrg-xchacha) for encryption.
Anybody who has the register's folder without the vault can read no row in it, and find nobody by roll or id.
"""

from __future__ import annotations

import functools
import hashlib
import hmac
from collections.abc import Callable
from typing import TYPE_CHECKING

import msgspec
from nacl.exceptions import CryptoError
from nacl.secret import Aead

from bsuh_desktop.domain.messages import KnownError, Message
from bsuh_desktop.system.launcher import typed_command

if TYPE_CHECKING:
    from hashlib import _Hash as Hash

_BLOCK_BYTES, _INNER, _OUTER = 64, 0x36, 0x5C
_LOCK, _PSEUDONYMS = b"bsuh/register-lock/1", b"bsuh/pseudonyms/1"
_NO_ZERO = "\N{REPLACEMENT CHARACTER}"


class RegisterKeys(msgspec.Struct, frozen=True):
    """Two keys of 32 bytes. Its repr shows neither."""

    lock: bytes
    pseudonyms: bytes

    def __repr__(self) -> str:
        return "RegisterKeys()"


def register_keys(store_key: bytes) -> RegisterKeys:
    """The keys derived from the vault's 32-byte store key, always the same: they stay when the device's signing key,
    the passphrase or the recovery code changes."""
    return RegisterKeys(hmac.digest(store_key, _LOCK, "sha256"), hmac.digest(store_key, _PSEUDONYMS, "sha256"))


def pseudonym(key: bytes, kind: str, *parts: str) -> int:
    """A signed 64-bit number, never 0, for `parts` (at least one) as a thing of `kind`. A zero character within a part
    is replaced by U+FFFD, so that nobody's roll can extend into another part."""
    return pseudonyms_of(key, kind, *parts[:-1])(parts[-1])


def pseudonyms_of(key: bytes, kind: str, *parts: str) -> Callable[[str], int]:
    """A function from the last part to the pseudonym, for things that share all other parts: a class has hundreds of
    them, and the shared parts are hashed only once."""
    inner, outer = _begun(key)
    begun = inner.copy()
    begun.update("".join(f"{_plain(part)}\0" for part in (kind, *parts)).encode())

    def made(last: str) -> int:
        within, around = begun.copy(), outer.copy()
        within.update((last if "\0" not in last else _plain(last)).encode())
        around.update(within.digest())
        return from_bytes(around.digest()[:8], "big", signed=True) or 1

    from_bytes = int.from_bytes
    return made


def _plain(part: str) -> str:
    return part.replace("\0", _NO_ZERO)


@functools.lru_cache(maxsize=4)
def _begun(key: bytes) -> tuple[Hash, Hash]:
    """The inner and outer hash of HMAC-SHA256 (RFC 2104, 2) after the key: a country has millions of pseudonyms under
    one key, and each then costs a third. Raises ValueError for a key that is longer than a block."""
    if len(key) > _BLOCK_BYTES:
        raise ValueError("a key of the register has 32 bytes")
    padded = key.ljust(_BLOCK_BYTES, b"\0")
    inner, outer = (hashlib.sha256(bytes(byte ^ pad for byte in padded)) for pad in (_INNER, _OUTER))
    return inner, outer


def lock_bytes(data: bytes, key: bytes, file_name: str = "") -> bytes:
    """`data` encrypted with `key`: 24 random bytes and the ciphertext, which can be decrypted only for the same `place`
    (such as a file's name)."""
    return bytes(Aead(key).encrypt(data, file_name.encode()))


def unlock_bytes(data: bytes, key: bytes, file_name: str = "") -> bytes:
    """The data that `lock_bytes` encrypted for `place`. Raises KnownError `register_damaged`."""
    try:
        return Aead(key).decrypt(data, file_name.encode())
    except (CryptoError, ValueError) as error:
        raise register_damaged() from error


def register_damaged() -> KnownError:
    """Rows of the register are not as they were written, or belong to another desk. The archive still has
    everything."""
    return KnownError(
        "register_damaged",
        Message("Some rows of this register cannot be read."),
        Message(
            "No class is lost. Make them again from the archive: {command}",
            command=typed_command("collect", "--rebuild"),
        ),
    )


def register_not_readable() -> KnownError:
    """The user may not read the register's folder, or its disk was removed."""
    return KnownError(
        "not_readable",
        Message("This register cannot be read."),
        Message("Ask the person who keeps its folder to let you read it, or plug its disk in again."),
    )
