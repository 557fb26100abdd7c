"""The manifest: what makes one whole out of an attendance file's members, signed by the device that wrote them."""

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
"""The members whose hashes the manifest holds."""


class Chain(msgspec.Struct, frozen=True):
    """The journal's head (SHA-256) and how many entries it has."""

    head: bytes
    length: int


class Manifest(msgspec.Struct, frozen=True):
    """`manifest.json`; bytes stand in base64.

    `signer` is the device's public key, `nth` counts that key's manifests from 1, and `prev` is the SHA-256 of its
    previous one, no bytes for the first. `receipt_key` is known only to who can open the file and to its writer.
    """

    format: int
    programme: str
    session: str
    revision: int
    practice: bool
    recipients: tuple[str, ...]
    chain: Chain
    nth: int
    prev: bytes
    receipt_key: bytes
    signer: bytes
    members: dict[str, bytes]

    def encode(self) -> bytes:
        """The signed bytes."""
        return canonical_json(self)

    def __repr__(self) -> str:
        # The receipt key is a secret of writer and coordinator.
        return f"Manifest({self.session}, {self.revision})"


def hashes_of(members: Mapping[str, bytes]) -> dict[str, bytes]:
    """SHA-256 of each member that a manifest lists."""
    return {name: hashlib.sha256(members[name]).digest() for name in LISTED}


def sign_manifest(manifest: Manifest, signer: SigningKey) -> bytes:
    """`manifest.sig`: 64 bytes."""
    return signer.sign("attendance", ATTENDANCE_VERSION, manifest.encode())


def read_manifest(data: bytes, signature: bytes) -> Manifest:
    """The manifest of a file, if its signer signed it. Who the signer is, the grants say.

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
