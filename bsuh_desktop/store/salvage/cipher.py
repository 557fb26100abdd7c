"""SQLCipher 4 without SQLCipher: which pages are as they were written, and what stands on them.

A page has 4096 bytes: AES-256-CBC under the file's raw key, then 16 bytes IV and 64 bytes HMAC-SHA512 over both and the
page's number. The first page begins with a 16-byte salt in clear, from which the key of the HMAC is made.
"""

from __future__ import annotations

import hashlib
import hmac
import itertools
from collections.abc import Iterable, Sequence

PAGE, USABLE = 4096, 4016
"""Bytes of a page, and how many of them hold what was written."""

SALT = 16
_IV, _HMAC = 16, 64
_MASK, _ROUNDS = 0x3A, 2

_FEW = 4
"""Pages by which many salts are tried."""

Image = tuple[int, bytes]
"""A page's number, and its bytes as they stand on the disk."""


class PageKey:
    """The keys of one file. Without its salt no page can be proved; all can still be opened."""

    def __init__(self, key: bytes, salt: bytes | None) -> None:
        self._key = key
        self._proof: bytes | None = None
        if salt is not None:
            mask = bytes(byte ^ _MASK for byte in salt)
            self._proof = hashlib.pbkdf2_hmac("sha512", key, mask, _ROUNDS, len(key))

    @property
    def proves(self) -> bool:
        """False where the salt is lost."""
        return self._proof is not None

    def holds(self, number: int, page: bytes) -> bool:
        """True if this is page `number` as it was written."""
        if self._proof is None or len(page) != PAGE:
            return False
        start = SALT if number == 1 else 0
        said = hmac.digest(self._proof, page[start : PAGE - _HMAC] + number.to_bytes(4, "little"), "sha512")
        return hmac.compare_digest(said, page[PAGE - _HMAC :])

    def which(self, numbers: Iterable[int], page: bytes) -> int | None:
        """The one of `numbers`, none of them 1, that this page was written as; None if it is none of them."""
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
        """What stands on a page, without its last 80 bytes; in the place of the first page's salt stand zeros."""
        from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

        start = SALT if number == 1 else 0
        cipher = Cipher(algorithms.AES(self._key), modes.CBC(page[USABLE : USABLE + _IV])).decryptor()
        return bytes(start) + cipher.update(page[start:USABLE])


def find_key(key: bytes, salts: Sequence[bytes], images: Sequence[Image]) -> PageKey:
    """The keys of a file by the first of `salts` that proves one of `images`, or by one that differs from the first in
    a single byte: a disk that turned a bit there turned no other page. Without any of them none proves anything."""
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
