"""A pack's signature: the hashes of all its files, signed by the programme's root key.

FORMAT.md has it byte for byte.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping

import msgspec

from bsuh_desktop.content.pack_files import FILE_LIMIT, SIGNATURE_FILE
from bsuh_desktop.domain.errors import KnownError
from bsuh_desktop.domain.messages import Message
from bsuh_desktop.domain.verdicts import Verdict
from bsuh_desktop.trust.refusals import altered_file
from bsuh_desktop.trust.signed_document import SignedDocument
from bsuh_desktop.trust.signing import SigningKey

PACK_VERSION = 1


class SignedPack(msgspec.Struct, frozen=True):
    """The signed values: the pack's id and version, and the SHA-256 of each file except the signature, by name."""

    format: int
    id: str
    version: int
    files: dict[str, bytes]


def sign_pack(files: Mapping[str, bytes], pack_id: str, version: int, signer: SigningKey) -> bytes:
    """The bytes of `pack.sig` for a pack's `files`; an existing signature among them is ignored."""
    return _FILE.sign(SignedPack(PACK_VERSION, pack_id, version, hashes_of(files)), signer)


def signer_of(files: Mapping[str, bytes]) -> bytes | None:
    """The public key that signed exactly these files; None if there is no signature. Whose key it is follows from the
    programme.

    Raises KnownError `altered`: a file differs, is missing or was added, or the signature is wrong.
    """
    data = files.get(SIGNATURE_FILE)
    if data is None:
        return None
    pack, signer = _FILE.read_with_signer(data)
    found = hashes_of(files)
    for name in sorted(found.keys() | pack.files.keys()):
        if found.get(name) != pack.files.get(name):
            raise _altered(name)
    return signer


def hashes_of(files: Mapping[str, bytes]) -> dict[str, bytes]:
    """The SHA-256 of each file except the signature."""
    return {name: hashlib.sha256(data).digest() for name, data in files.items() if name != SIGNATURE_FILE}


def _altered(name: str) -> KnownError:
    return KnownError(
        Verdict.ALTERED,
        Message("This module pack was changed after it was signed. First difference: {file}", file=name),
        altered_file().remedy,
    )


def _signature_altered() -> KnownError:
    return _altered(SIGNATURE_FILE)


_FILE = SignedDocument(
    name="pack",
    kind="pack",
    body=SignedPack,
    largest=FILE_LIMIT,
    signer=None,
    unreadable=_signature_altered,
    newer=_signature_altered,
    altered=_signature_altered,
)
