"""What a PDF of certificates carries inside: every credential, and the grants they stand on.

Deterministic CBOR (RFC 8949, 4.2.1): [1, grants, [credential, …]], all of them the bytes of the printed codes.
"""

from __future__ import annotations

from collections.abc import Sequence

import cbor2
import msgspec

from bsuh_desktop.trust.credential import Credential, decode_credential
from bsuh_desktop.trust.grants import Grant, decode_grants, encode_grants
from bsuh_desktop.trust.refusals import altered_file

EMBEDDED_NAME = "credentials.cbor"
EMBEDDED_VERSION = 1


class Embedded(msgspec.Struct, frozen=True):
    """The device's grants and one credential a certificate, in the order of the pages."""

    grants: tuple[Grant, ...]
    credentials: tuple[Credential, ...]


def encode_embedded(credentials: Sequence[Credential], grants: Sequence[Grant]) -> bytes:
    """The bytes of the file `credentials.cbor` inside the PDF."""
    codes = [credential.encode() for credential in credentials]
    return bytes(cbor2.dumps([EMBEDDED_VERSION, encode_grants(grants), codes], canonical=True))


def decode_embedded(data: bytes) -> Embedded:
    """What `encode_embedded` wrote. Raises KnownError `altered` for any other bytes."""
    try:
        value = cbor2.loads(data)
        version, grants, codes = value
        whole = (
            type(version) is int and version == EMBEDDED_VERSION and bytes(cbor2.dumps(value, canonical=True)) == data
        )
        kinds = {type(grants), *map(type, codes)}
    except (cbor2.CBORDecodeError, cbor2.CBOREncodeError, ValueError, TypeError) as error:
        raise altered_file() from error
    if not whole or not isinstance(codes, list) or kinds != {bytes}:
        raise altered_file()
    return Embedded(decode_grants(grants), tuple(decode_credential(code) for code in codes))
