"""With which name each serial was seen: the same serial with two names is a doubt for a verifier who has seen both.

No name is stored. A serial is stored as a keyed hash, and a name as two bytes of one: they tell two names apart, except
once in 65,536 times, and do not prove whose name it was.
"""

from __future__ import annotations

import hashlib
import hmac
import secrets
from collections.abc import Mapping

import msgspec

from bsuh_desktop.domain.codes import serial_text
from bsuh_desktop.trust.credential import Credential

_SERIAL, _NAME = b"bsuh/serial-seen/1\0", b"bsuh/serial-name/1\0"
SERIAL_BYTES, _NAME_BYTES = 16, 2
PAIR_BYTES = SERIAL_BYTES + _NAME_BYTES


class Sighting(msgspec.Struct, frozen=True):
    """One valid certificate."""

    place: int
    """Its place among the items of its proof."""
    printed: str
    """Its serial as it is printed."""
    serial: bytes
    """Hash of the serial, which may be remembered."""
    name: bytes
    """Hash of the name, which may be remembered."""
    given_here: bool = False
    """True if this laptop gave the serial."""
    differs: bool = False
    """True if what this laptop gave has another signature."""


class SerialNames(msgspec.Struct, frozen=True):
    """What a verifier remembers of serials and names."""

    secret: bytes = msgspec.field(default_factory=lambda: secrets.token_bytes(32))
    """Key of the hashes, which nobody else has."""
    before: tuple[tuple[bytes, bytes], ...] = ()
    """Pairs of hashes, of serial and name."""
    issued: Mapping[str, bytes] = {}
    """Signatures of the certificates that this laptop gave, by serial. Nothing is remembered of these, because a name
    on them may have to be erased."""
    own: frozenset[bytes] = frozenset()
    """Ids of the keys by which it gave them."""

    def sighting(self, place: int, root: bytes, credential: Credential) -> Sighting:
        """The sighting of a valid certificate at that `place` of its document, in the programme of the root key
        `root`."""
        serial = root + credential.serial.encode("ascii")
        given = self.issued.get(credential.serial) if credential.key_id in self.own else None
        return Sighting(
            place=place,
            printed=serial_text(credential.serial),
            serial=self._hash(_SERIAL, serial)[:SERIAL_BYTES],
            name=self._hash(_NAME, serial + credential.name.encode())[:_NAME_BYTES],
            given_here=given is not None,
            differs=bool(given) and given != credential.signature,
        )

    def _hash(self, what: bytes, value: bytes) -> bytes:
        return hmac.digest(self.secret, what + value, hashlib.sha256)

    def __repr__(self) -> str:
        return f"SerialNames({len(self.before)})"
