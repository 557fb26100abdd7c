"""How far a desk's key has come, noted where its data folder is not: a folder that goes back does not take that along.

Authenticated by the store's own key, which a copy of the data has and nobody else: for every other reader it says
nothing. FORMAT.md lists the fields.
"""

from __future__ import annotations

import hashlib
import hmac

import msgspec

from bsuh_desktop.domain.canonical import canonical_json
from bsuh_desktop.trust.strict_json import read_canonical

POSITION_START = b'{"position":'
LARGEST_POSITION = 4096
"""Bytes of a file, which has some 250."""
_MANIFEST_BYTES = 32
_SIGNED = b"bsuh/position/1\0"
_NAMED = b"bsuh/position-name/1\0"


class Position(msgspec.Struct, frozen=True, kw_only=True):
    """`sealed` manifests of the key may have left the laptop, the last of which has the SHA-256 `manifest` (no bytes
    where there is none); counters up to `serials` were given. `went_back` times data were found to have gone back.

    On the laptop alone, else 0: `events` stand in all journals, `given` counts an office's grants and lists, `repairs`
    grows with every repair of the store."""

    format: int = 1
    sealed: int = 0
    manifest: bytes = b""
    serials: int = 0
    went_back: int = 0
    events: int = 0
    given: int = 0
    repairs: int = 0

    def lacks(self, other: Position, manifest: bytes = b"") -> bool:
        """True if the key signed something by the `other` position that is not known at this one: it came further, or
        signed another manifest in a place where `manifest` stands here (no bytes where that is not known)."""
        if self.sealed < other.sealed or self.serials < other.serials:
            return True
        return bool(manifest and other.manifest) and manifest != other.manifest

    def lacks_unsigned(self, other: Position) -> bool:
        """True if something of the `other` position is missing that no signature has left the laptop for. A repair
        since has said what was lost: then less is no sign."""
        return self.repairs <= other.repairs and (self.events < other.events or self.given < other.given)


class _File(msgspec.Struct, frozen=True):
    position: Position
    proof: bytes


def write_position(position: Position, public: bytes, secret: bytes) -> bytes:
    """The file of the desk whose signing key is `public` and whose store has the key `secret`."""
    return canonical_json(_File(position, _proof(position, public, secret)))


def read_position(data: bytes, public: bytes, secret: bytes) -> Position | None:
    """The position in a file of that very key and store; None for any other file, and for one that was changed."""
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
    """What such a file is called outside of a data folder: it tells nobody of which desk it is."""
    return hmac.digest(secret, _NAMED + public, hashlib.sha256)[:16].hex()


def _proof(position: Position, public: bytes, secret: bytes) -> bytes:
    return hmac.digest(secret, _SIGNED + public + canonical_json(position), hashlib.sha256)
