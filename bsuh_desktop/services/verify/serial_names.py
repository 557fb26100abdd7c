"""With which name each serial was seen: two names on one serial are a doubt for whoever has seen both.

No name is kept. A serial stands as a keyed hash, and of a name two bytes of one: they tell two names apart, all but
once in 65,536 times, and are no proof of whose name it was.
"""

from __future__ import annotations

import hashlib
import hmac
import secrets
from collections.abc import Mapping

import msgspec

from bsuh_desktop.domain.codes import print_serial
from bsuh_desktop.trust.credential import Credential

_SERIAL, _NAME = b"bsuh/serial-seen/1\0", b"bsuh/serial-name/1\0"
SERIAL_BYTES, _NAME_BYTES = 16, 2
PAIR_BYTES = SERIAL_BYTES + _NAME_BYTES


class Sighting(msgspec.Struct, frozen=True):
    """One certificate that holds: its place among the items of its proof, its serial as it is printed, the hashes of
    serial and name that may be remembered; whether this laptop gave it, and whether what it gave `differs`."""

    place: int
    printed: str
    serial: bytes
    name: bytes
    given_here: bool = False
    differs: bool = False


class SerialNames(msgspec.Struct, frozen=True):
    """What a verifier remembers: pairs of hashes, made with a `secret` that nobody else has. `issued` are the
    signatures of the certificates that this laptop gave by its `own` keys (their ids), by their serials: of these
    nothing is remembered, for a name on them may have to be forgotten."""

    secret: bytes = msgspec.field(default_factory=lambda: secrets.token_bytes(32))
    before: tuple[tuple[bytes, bytes], ...] = ()
    issued: Mapping[str, bytes] = {}
    own: frozenset[bytes] = frozenset()

    def sighting(self, place: int, root: bytes, credential: Credential) -> Sighting:
        """What the certificate at that place of its document shows, which holds in the programme of the root key
        `root`."""
        serial = root + credential.serial.encode("ascii")
        given = self.issued.get(credential.serial) if credential.key_id in self.own else None
        return Sighting(
            place=place,
            printed=print_serial(credential.serial),
            serial=self._hash(_SERIAL, serial)[:SERIAL_BYTES],
            name=self._hash(_NAME, serial + credential.name.encode())[:_NAME_BYTES],
            given_here=given is not None,
            differs=bool(given) and given != credential.signature,
        )

    def _hash(self, what: bytes, value: bytes) -> bytes:
        return hmac.digest(self.secret, what + value, hashlib.sha256)

    def __repr__(self) -> str:
        return f"SerialNames({len(self.before)})"
