"""The manifest: the list of an attendance file's members with their hashes, signed by the device that wrote them."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping

import msgspec

from bsuh_desktop.domain.canonical import canonical_json
from bsuh_desktop.domain.codes import is_session_id
from bsuh_desktop.trust.signing import SigningKey, verify
from bsuh_desktop.trust.strict_json import read_canonical

ATTENDANCE_VERSION = 1
RECEIPT_KEY_BYTES = 32
_HASH_BYTES = 32

MANIFEST, SIGNATURE = "manifest.json", "manifest.sig"
GRANTS, SESSION, ROWS, JOURNAL, NAMES = (
    "grants.cbor",
    "session.json",
    "attendance.csv",
    "journal.jsonl",
    "names.csv.age",
)
LISTED = (GRANTS, SESSION, ROWS, JOURNAL, NAMES)
"""The members whose hashes are in the manifest."""


class Chain(msgspec.Struct, frozen=True):
    """The journal's head (SHA-256) and its number of entries."""

    head: bytes
    length: int


class Manifest(msgspec.Struct, frozen=True):
    """`manifest.json`, with bytes in base64."""

    format: int
    programme: str
    """Id of the programme."""
    session: str
    revision: int
    practice: bool
    recipients: tuple[str, ...]
    """The recipients that the file is sealed to."""
    chain: Chain
    nth: int
    """Number of this manifest among those of the signer's key, from 1."""
    prev: bytes
    """SHA-256 of the key's previous manifest; empty for the first."""
    receipt_key: bytes
    """Known only to its writer and to those who can open the file."""
    signer: bytes
    """The device's public key."""
    members: dict[str, bytes]
    """Name → SHA-256."""

    def encode(self) -> bytes:
        """The signed bytes."""
        return canonical_json(self)

    def __repr__(self) -> str:
        # Hides the receipt key, a secret of writer and coordinator.
        return f"Manifest({self.session}, {self.revision})"


def hashes_of(members: Mapping[str, bytes]) -> dict[str, bytes]:
    """SHA-256 of each member that a manifest lists."""
    return {name: hashlib.sha256(members[name]).digest() for name in LISTED}


def sign_manifest(manifest: Manifest, signer: SigningKey) -> bytes:
    """The 64 bytes of `manifest.sig`."""
    return signer.sign("attendance", ATTENDANCE_VERSION, manifest.encode())


def read_manifest(data: bytes, signature: bytes) -> Manifest:
    """The manifest of a file, if its signer signed it. Who the signer is follows from the grants.

    Raises ValueError for any other bytes.
    """
    manifest = read_canonical(data, Manifest)
    if manifest.format != ATTENDANCE_VERSION:
        raise ValueError("a manifest of another version")
    if not _possible(manifest):
        raise ValueError("what no manifest can say")
    if not verify(manifest.signer, "attendance", ATTENDANCE_VERSION, data, signature):
        raise ValueError("the manifest's signature does not hold")
    return manifest


def _possible(manifest: Manifest) -> bool:
    counted = manifest.nth >= 1 and manifest.revision >= 1 and is_session_id(manifest.session)
    return counted and len(manifest.prev) in (0, _HASH_BYTES) and len(manifest.receipt_key) == RECEIPT_KEY_BYTES
