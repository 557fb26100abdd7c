"""SQLCipher 4's page format without SQLCipher: verifies and decrypts single pages.

A page has 4096 bytes: AES-256-CBC under the file's raw key, then 16 bytes IV and 64 bytes HMAC-SHA512 over both and the
page number. The first page begins with a 16-byte salt in clear, from which the HMAC key is derived.
"""

from __future__ import annotations

import hashlib
import hmac
import itertools
from collections.abc import Iterable, Sequence

PAGE, USABLE = 4096, 4016
"""Bytes of a page, and how many of them are content."""

SALT = 16
_IV, _HMAC = 16, 64
_MASK, _ROUNDS = 0x3A, 2

_FEW = 4
"""On how many pages each of many salts is tried."""

Image = tuple[int, bytes]
"""A page's number, and its encrypted bytes."""


class PageKey:
    """The keys of one file. Without the file's salt pages can be decrypted but not verified."""

    def __init__(self, key: bytes, salt: bytes | None) -> None:
        self._key = key
        self._proof: bytes | None = None
        if salt is not None:
            mask = bytes(byte ^ _MASK for byte in salt)
            self._proof = hashlib.pbkdf2_hmac("sha512", key, mask, _ROUNDS, len(key))

    @property
    def matches(self) -> bool:
        """False if the salt is lost, so that no page can be verified."""
        return self._proof is not None

    def holds(self, number: int, page: bytes) -> bool:
        """True if this is page `number`, unaltered."""
        if self._proof is None or len(page) != PAGE:
            return False
        start = SALT if number == 1 else 0
        said = hmac.digest(self._proof, page[start : PAGE - _HMAC] + number.to_bytes(4, "little"), "sha512")
        return hmac.compare_digest(said, page[PAGE - _HMAC :])

    def which(self, numbers: Iterable[int], page: bytes) -> int | None:
        """The one of `numbers`, none of them 1, under which this page is valid; None if there is none."""
        if self._proof is None or len(page) != PAGE:
            return None
        said = hmac.new(self._proof, page[: PAGE - _HMAC], "sha512")
        for number in numbers:
            one = said.copy()
            one.update(number.to_bytes(4, "little"))
            if hmac.compare_digest(one.digest(), page[PAGE - _HMAC :]):
                return number
        return None

    def opened(self, number: int, page: bytes) -> bytes:
        """A page's decrypted content without the last 80 bytes; the salt of the first page is replaced by zeros."""
        from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

        start = SALT if number == 1 else 0
        cipher = Cipher(algorithms.AES(self._key), modes.CBC(page[USABLE : USABLE + _IV])).decryptor()
        return bytes(start) + cipher.update(page[start:USABLE])


def find_key(key: bytes, salts: Sequence[bytes], images: Sequence[Image]) -> PageKey:
    """The keys of a file, with the first of `salts` that verifies one of `images`. If none does, salts that differ in a
    single byte are tried, because a flipped bit in the salt leaves all other pages valid. If no salt fits, the result
    verifies nothing."""
    whole = [salt for salt in salts if len(salt) == SALT]
    tried = itertools.chain(((salt, images) for salt in whole), ((near, images[:_FEW]) for near in _near(whole)))
    for salt, some in tried:
        page_key = PageKey(key, salt)
        if any(page_key.holds(*image) for image in some):
            return page_key
    return PageKey(key, None)


def _near(salts: Sequence[bytes]) -> Iterable[bytes]:
    for salt, place in itertools.product(salts[:1], range(SALT)):
        for other in range(256):
            if other != salt[place]:
                yield salt[:place] + bytes([other]) + salt[place + 1 :]
