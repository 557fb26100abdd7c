"""How far a desk's key has come, stored outside its data folder, so that going back to old data is noticed.

Authenticated with the store's own key, which only copies of the data have; nobody else can read anything from it.
FORMAT.md lists the fields.
"""

from __future__ import annotations

import hashlib
import hmac

import msgspec

from bsuh_desktop.domain.canonical import canonical_json
from bsuh_desktop.trust.signed_document import read_canonical

POSITION_START = b'{"position":'
LARGEST_POSITION = 4096
"""Bytes of a file; most have about 250."""
_MANIFEST_BYTES = 32
_SIGNED = b"bsuh/position/1\0"
_NAMED = b"bsuh/position-name/1\0"


class Position(msgspec.Struct, frozen=True, kw_only=True):
    """How many things the key has signed, and what the store contained."""

    format: int = 1
    sealed: int = 0
    """How many manifests of the key may have left the laptop."""
    manifest: bytes = b""
    """SHA-256 of the last one; empty if there is none."""
    serials: int = 0
    """The highest serial counter that was given."""
    went_back: int = 0
    """How many times data were found to have gone back to an earlier state."""
    events: int = 0
    """Events in all journals; only on the laptop, else 0."""
    given: int = 0
    """Grants and lists that an office gave; only on the laptop, else 0."""
    repairs: int = 0
    """Repairs of the store; only on the laptop, else 0."""

    def lacks(self, other: Position, manifest: bytes = b"") -> bool:
        """True if the key signed something by the `other` position that is not known at this one: it came further, or
        signed another manifest in the place where this position has `manifest` (empty if unknown)."""
        if self.sealed < other.sealed or self.serials < other.serials:
            return True
        return bool(manifest and other.manifest) and manifest != other.manifest

    def lacks_unsigned(self, other: Position) -> bool:
        """True if unsigned data of the `other` position are missing here. After a repair, which reported what was lost,
        fewer events are no evidence."""
        return self.repairs <= other.repairs and (self.events < other.events or self.given < other.given)


class _File(msgspec.Struct, frozen=True):
    position: Position
    proof: bytes


def write_position(position: Position, public: bytes, secret: bytes) -> bytes:
    """The file of the desk whose signing key is `public` and whose store has the key `secret`."""
    return canonical_json(_File(position, _proof(position, public, secret)))


def read_position(data: bytes, public: bytes, secret: bytes) -> Position | None:
    """The position in a file of exactly that key and store; None for any other file, or for one that was changed."""
    if len(data) > LARGEST_POSITION:
        return None
    try:
        file = read_canonical(data, _File)
    except ValueError:
        return None
    position = file.position
    numbers = (position.sealed, position.serials, position.went_back, position.events, position.given, position.repairs)
    if position.format != 1 or min(numbers) < 0 or len(position.manifest) not in (0, _MANIFEST_BYTES):
        return None
    return position if hmac.compare_digest(file.proof, _proof(position, public, secret)) else None


def position_name(public: bytes, secret: bytes) -> str:
    """The name of such a file outside a data folder; it does not reveal the desk."""
    return hmac.digest(secret, _NAMED + public, hashlib.sha256)[:16].hex()


def _proof(position: Position, public: bytes, secret: bytes) -> bytes:
    return hmac.digest(secret, _SIGNED + public + canonical_json(position), hashlib.sha256)
