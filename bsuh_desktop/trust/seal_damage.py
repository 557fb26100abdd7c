"""Why a sealed file does not open: decrypts what can be decrypted, without authentication.

This is only used to tell a person whether a copy ends too early. Nothing of the result is ever accepted, shown or
stored.
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
    """The unauthenticated plain bytes up to the end of the file, whatever was done to it. It is unknown whether the
    last chunk was written as the last one, so both results are returned. Empty if no key fits."""
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
    """The plain bytes of one chunk, without its tag. ChaCha20 is a stream cipher: encrypting the ciphertext again
    decrypts it."""
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
