"""Signatures: how anybody can check that a particular laptop wrote something.

Ed25519 (RFC 8032) by libsodium, which refuses signatures that are not in canonical form. The signed bytes are never
bare data but `bsuh/<kind>/<version>\\0 ‖ data`, so that a signature on one kind of thing is not valid for another.
"""

from __future__ import annotations

import hashlib

from nacl.bindings import crypto_sign_SEEDBYTES
from nacl.exceptions import BadSignatureError
from nacl.signing import SigningKey as _SodiumKey
from nacl.signing import VerifyKey
from nacl.utils import random

SEED_BYTES, PUBLIC_BYTES, SIGNATURE_BYTES, KEY_ID_BYTES = crypto_sign_SEEDBYTES, 32, 64, 8


class SigningKey:
    """A secret key. Its repr shows only the key id, never the secret."""

    def __init__(self, seed: bytes) -> None:
        self.seed = seed
        self._key = _SodiumKey(seed)
        self.public = bytes(self._key.verify_key)
        self.key_id = key_id(self.public)

    @classmethod
    def generate(cls) -> SigningKey:
        """A new key from the system's random source."""
        return cls(random(SEED_BYTES))

    @classmethod
    def from_seed(cls, seed: bytes) -> SigningKey:
        """The key derived from a 32-byte seed, always the same. Raises ValueError for another length."""
        if len(seed) != SEED_BYTES:
            raise ValueError(f"a seed has {SEED_BYTES} bytes, this one {len(seed)}")
        return cls(seed)

    def sign(self, kind: str, version: int, data: bytes) -> bytes:
        """The 64-byte signature of `data` as a thing of `kind` and `version`."""
        return self._key.sign(signed_bytes(kind, version, data)).signature

    def __repr__(self) -> str:
        return f"SigningKey({self.key_id.hex()})"


def signed_bytes(kind: str, version: int, data: bytes) -> bytes:
    """The bytes that a signature covers: kind and version, a zero byte, then the data."""
    return f"bsuh/{kind}/{version}\0".encode("ascii") + data


def verify(public: bytes, kind: str, version: int, data: bytes, signature: bytes) -> bool:
    """True if `signature` was made for exactly these values by the secret key of `public` (32 bytes)."""
    if len(public) != PUBLIC_BYTES or len(signature) != SIGNATURE_BYTES:
        return False
    try:
        VerifyKey(public).verify(signed_bytes(kind, version, data), signature)
    except BadSignatureError:
        return False
    return True


def key_id(public: bytes) -> bytes:
    """The id of a key: the first 8 bytes of the SHA-256 of its public key."""
    return hashlib.sha256(public).digest()[:KEY_ID_BYTES]
