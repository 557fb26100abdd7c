"""What a PDF of certificates carries inside: every credential, and the grants they stand on.

Deterministic CBOR (RFC 8949, 4.2.1): [1, grants, [credential, …]], all of them the bytes of the printed codes; where
several stand on a page, [2, grants, [credential, …], how many].
"""

from __future__ import annotations

from collections.abc import Sequence

import cbor2
import msgspec

from bsuh_desktop.domain.layout import PerPage
from bsuh_desktop.trust.credential import Credential, decode_credential
from bsuh_desktop.trust.grants import Grant, decode_grants, encode_grants
from bsuh_desktop.trust.refusals import altered_file

EMBEDDED_NAME = "credentials.cbor"
ONE_A_PAGE, SEVERAL_A_PAGE = 1, 2
"""The versions of the format."""


class Embedded(msgspec.Struct, frozen=True):
    """The device's grants and one credential a certificate, in the order in which they stand on the pages: from left to
    right, then from top to bottom."""

    grants: tuple[Grant, ...]
    credentials: tuple[Credential, ...]
    per_page: PerPage = 1


def encode_embedded(credentials: Sequence[Credential], grants: Sequence[Grant], per_page: PerPage = 1) -> bytes:
    """The bytes of the file `credentials.cbor` inside the PDF."""
    codes = [credential.encode() for credential in credentials]
    content: list[object] = [ONE_A_PAGE if per_page == 1 else SEVERAL_A_PAGE, encode_grants(grants), codes]
    if per_page > 1:
        content.append(per_page)
    return bytes(cbor2.dumps(content, canonical=True))


def decode_embedded(data: bytes) -> Embedded:
    """What `encode_embedded` wrote. Raises KnownError `altered` for any other bytes."""
    try:
        value = cbor2.loads(data)
        version, grants, codes, *rest = value
        whole = bytes(cbor2.dumps(value, canonical=True)) == data
        kinds = {type(grants), *map(type, codes)}
    except (cbor2.CBORDecodeError, cbor2.CBOREncodeError, ValueError, TypeError) as error:
        raise altered_file() from error
    if not whole or not isinstance(codes, list) or kinds != {bytes}:
        raise altered_file()
    per_page = _per_page(version, rest)
    return Embedded(decode_grants(grants), tuple(decode_credential(code) for code in codes), per_page)


def _per_page(version: object, rest: list[object]) -> PerPage:
    """How many stand on a page. KnownError `altered` for what no version says."""
    # A truth or a fraction is equal to a whole number, and yet another value in CBOR.
    if any(type(number) is not int for number in (version, *rest)):
        raise altered_file()
    if version == ONE_A_PAGE and not rest:
        return 1
    if version == SEVERAL_A_PAGE and rest == [2]:
        return 2
    if version == SEVERAL_A_PAGE and rest == [4]:
        return 4
    raise altered_file()
