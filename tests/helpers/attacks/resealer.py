"""Seals changed contents again to the very same recipients, cheaply: whoever opens a file holds its file key.

age v1 (C2SP age): the file key stands in every stanza and the header's MAC hangs on it alone, so the same header fits
any text that is encrypted under the key anew. Written by the specification, not by the programme's own code.
"""

from __future__ import annotations

import base64
import io
import os
import zipfile
import zlib
from collections.abc import Iterator, Mapping

from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from bsuh_desktop.exchange.package import MEMBERS
from bsuh_desktop.trust.sealing import seal
from tests.helpers.attacks import zips

_LETTERS = "QPZRY9X8GF2TVDW0S3JN54KHCE6MUA7L"
_CHUNK = 64 * 1024


class Resealer:
    """One header for as many texts as one likes; `identity` is one of those who may open it."""

    def __init__(self, recipients: tuple[str, ...], identity: str) -> None:
        sealed = seal(b"", recipients)
        end = sealed.index(b"\n---") + 1
        end = sealed.index(b"\n", end) + 1
        self._header = sealed[:end]
        self._file_key = _unwrapped(self._header, identity)

    def seal(self, text: bytes) -> bytes:
        """`text` sealed anew."""
        nonce = os.urandom(16)
        key = ChaCha20Poly1305(_derived(self._file_key, nonce, b"payload"))
        chunks = [text[start : start + _CHUNK] for start in range(0, max(1, len(text)), _CHUNK)]
        last = len(chunks) - 1
        parts = [
            key.encrypt(place.to_bytes(11, "big") + bytes([place == last]), chunk, None)
            for place, chunk in enumerate(chunks)
        ]
        return self._header + nonce + b"".join(parts)


def _unwrapped(header: bytes, identity: str) -> bytes:
    secret = X25519PrivateKey.from_private_bytes(_secret_of(identity))
    own = secret.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)
    for stanza in header.split(b"\n-> X25519 ")[1:]:
        share, body = (_decoded(line) for line in stanza.split(b"\n")[:2])
        shared = secret.exchange(X25519PublicKey.from_public_bytes(share))
        wrap = _derived(shared, share + own, b"age-encryption.org/v1/X25519")
        try:
            return ChaCha20Poly1305(wrap).decrypt(bytes(12), body, None)
        except Exception:  # noqa: BLE001 - another recipient's stanza
            continue
    raise ValueError("sealed to somebody else")


def _derived(secret: bytes, salt: bytes, info: bytes) -> bytes:
    return HKDF(algorithm=SHA256(), length=32, salt=salt, info=info).derive(secret)


def _decoded(line: bytes) -> bytes:
    return base64.b64decode(line + b"=" * (-len(line) % 4))


def _secret_of(identity: str) -> bytes:
    """The 32 bytes of an `AGE-SECRET-KEY-1…` (Bech32)."""
    number = 0
    for letter in identity.removeprefix("AGE-SECRET-KEY-1")[:-6]:
        number = number << 5 | _LETTERS.index(letter)
    return (number >> 4).to_bytes(32, "big")


class StoredFile:
    """The members of a file in a stored ZIP, of which single bytes can be changed with the ZIP's checks set right."""

    def __init__(self, members: Mapping[str, bytes]) -> None:
        self.members = dict(members)
        self._whole = zips.stored(members)
        with zipfile.ZipFile(io.BytesIO(self._whole)) as archive:
            self._headers = {info.filename: info.header_offset for info in archive.infolist()}
            start = archive.start_dir
        self._entries = dict[str, int]()
        for name in MEMBERS:
            self._entries[name] = start
            start += 46 + len(name)

    def with_byte(self, name: str, place: int, value: int) -> bytes:
        """The archive with one byte of a member changed."""
        header, data = self._headers[name], bytearray(self.members[name])
        data[place] = value
        whole, check = bytearray(self._whole), zlib.crc32(data).to_bytes(4, "little")
        whole[header + 14 : header + 18] = check
        whole[self._entries[name] + 16 : self._entries[name] + 20] = check
        whole[header + 30 + len(name) + place] = value
        return bytes(whole)

    def flips(self, name: str) -> Iterator[bytes]:
        """The archive once for every bit of a member, with that bit turned."""
        for place, value in enumerate(self.members[name]):
            for bit in range(8):
                yield self.with_byte(name, place, value ^ 1 << bit)

    @property
    def whole(self) -> bytes:
        """The honest archive."""
        return self._whole
