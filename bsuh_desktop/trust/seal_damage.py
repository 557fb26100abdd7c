"""What is wrong with a sealed file that does not open? Its bytes as far as they go, proved by nothing.

They tell a person whether a copy ends too early. Nothing of them is ever taken in, shown or kept.
"""

from __future__ import annotations

import hashlib
import hmac
import re
from base64 import b64decode

from nacl.bindings import (
    crypto_aead_chacha20poly1305_ietf_decrypt,
    crypto_aead_chacha20poly1305_ietf_encrypt,
    crypto_scalarmult,
    crypto_scalarmult_base,
)
from nacl.exceptions import CryptoError

from bsuh_desktop.trust.bech32 import bytes_of
from bsuh_desktop.trust.sealing import Opener

_STANZA = re.compile(rb"^-> X25519 ([A-Za-z0-9+/]{43})\n([A-Za-z0-9+/]{43})\n", re.MULTILINE)
_END_OF_HEADER = re.compile(rb"^--- [A-Za-z0-9+/]{43}\n", re.MULTILINE)
_WRAP, _PAYLOAD = b"age-encryption.org/v1/X25519", b"payload"
_NONCE, _TAG, _CHUNK = 16, 16, 65536


def unproved(sealed: bytes, opener: Opener) -> tuple[bytes, ...]:
    """What lies behind the seal up to where the file ends, whatever was done to it. Nobody knows of a chunk that comes
    last whether it was written as the last one: so both are there. Nothing where no key fits."""
    end = _END_OF_HEADER.search(sealed)
    key = _file_key(sealed[: end.start()], opener) if end is not None else None
    if end is None or key is None:
        return ()
    payload = sealed[end.end() :]
    stream = _hkdf(key, payload[:_NONCE], _PAYLOAD)
    chunks = [payload[start : start + _CHUNK + _TAG] for start in range(_NONCE, len(payload), _CHUNK + _TAG)]
    if not chunks:
        return (b"",)
    before = b"".join(_opened(chunk, stream, number, False) for number, chunk in enumerate(chunks[:-1]))
    return tuple(before + _opened(chunks[-1], stream, len(chunks) - 1, last) for last in (True, False))


def _opened(chunk: bytes, key: bytes, number: int, last: bool) -> bytes:
    """Without its tag. ChaCha20 is a stream of bits: to seal once more what was sealed opens it."""
    data, nonce = chunk[:-_TAG], number.to_bytes(11, "big") + bytes([last])
    return bytes(crypto_aead_chacha20poly1305_ietf_encrypt(data, None, nonce, key))[: len(data)]


def _file_key(header: bytes, opener: Opener) -> bytes | None:
    for identity in opener.keys:
        scalar = bytes_of(str(identity).lower())
        own = crypto_scalarmult_base(scalar)
        for share, body in (map(_plain, found.groups()) for found in _STANZA.finditer(header)):
            try:
                wrap = _hkdf(crypto_scalarmult(scalar, share), share + own, _WRAP)
                return bytes(crypto_aead_chacha20poly1305_ietf_decrypt(body, None, bytes(12), wrap))
            except (CryptoError, RuntimeError):
                continue
    return None


def _plain(text: bytes) -> bytes:
    return b64decode(text + b"=" * (-len(text) % 4))


def _hkdf(secret: bytes, salt: bytes, info: bytes) -> bytes:
    """HKDF (RFC 5869) with SHA-256, one block."""
    return hmac.digest(hmac.digest(salt, secret, hashlib.sha256), info + b"\x01", hashlib.sha256)
