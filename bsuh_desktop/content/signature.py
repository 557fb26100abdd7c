"""A pack's signature: the hashes of all its files, signed by the programme's root key.

FORMAT.md has it byte for byte.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping

import msgspec

from bsuh_desktop.content.placeholders import places
from bsuh_desktop.content.source import FILE_LIMIT, SIGNATURE_FILE
from bsuh_desktop.domain.canonical import canonical_json
from bsuh_desktop.domain.local_text import LocalText
from bsuh_desktop.domain.messages import KnownError, Message
from bsuh_desktop.domain.verdicts import Verdict
from bsuh_desktop.trust.refusals import altered_file
from bsuh_desktop.trust.signed_document import SignedDocument
from bsuh_desktop.trust.signing import SigningKey

WITHOUT_COMMON, PACK_VERSION = 1, 2
"""Signatures of the first format do not say which common sentences the pack was signed with."""


class SignedPack(msgspec.Struct, frozen=True, omit_defaults=True):
    """The signed values: the pack's id and version, and the SHA-256 of each file except the signature, by name."""

    format: int
    id: str
    version: int
    files: dict[str, bytes]
    common: bytes = b""
    """`common_hash` when it was signed; empty in the first format."""


def sign_pack(
    files: Mapping[str, bytes], pack_id: str, version: int, signer: SigningKey, common: Mapping[str, LocalText]
) -> bytes:
    """The bytes of `pack.sig` for a pack's `files`; an existing signature among them is ignored. `common` are the
    shared sentences by id."""
    shown = common_hash(files, common)
    return _FILE.sign(SignedPack(PACK_VERSION, pack_id, version, hashes_of(files), shown), signer)


def common_hash(files: Mapping[str, bytes], common: Mapping[str, LocalText]) -> bytes:
    """SHA-256 of the canonical JSON of those shared sentences that the pack shows, by id."""
    texts = [data.decode("utf-8", "replace") for name, data in files.items() if name.endswith((".toml", ".md"))]
    named = {name for text in texts for kind, name in places(text) if kind == "common"}
    return hashlib.sha256(canonical_json({name: common[name] for name in named & common.keys()})).digest()


def shows_other_sentences(files: Mapping[str, bytes], common: Mapping[str, LocalText]) -> bool:
    """True if the shared sentences of a signed pack are others here than when it was signed. Raises KnownError
    `altered` as `signer_of`."""
    data = files.get(SIGNATURE_FILE)
    signed = b"" if data is None else _FILE.read(data).common
    return signed not in (b"", common_hash(files, common))


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
    versions=(WITHOUT_COMMON, PACK_VERSION),
    possible=lambda pack: (pack.format == PACK_VERSION) == bool(pack.common),
    signer=None,
    unreadable=_signature_altered,
    newer=_signature_altered,
    altered=_signature_altered,
)
