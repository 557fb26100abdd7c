"""The file that is embedded in a PDF of certificates: every credential, and the grants for them.

Deterministic CBOR (RFC 8949, 4.2.1): [1, grants, [credential, …]], each as the bytes of its printed code; with several
certificates on a page [2, grants, [credential, …], per page]. If the words of a sheet are signed, too: [3, grants,
[credential, …], per page, [signed words, …]], with empty bytes for a sheet whose words are not signed.
"""

from __future__ import annotations

from collections.abc import Sequence

import cbor2
import msgspec

from bsuh_desktop.domain.certificates import PerPage
from bsuh_desktop.trust.credential import Credential, SignedWords, decode_credential, decode_words
from bsuh_desktop.trust.grants import Grant, decode_grants, encode_grants
from bsuh_desktop.trust.refusals import altered_file

EMBEDDED_NAME = "credentials.cbor"
ONE_A_PAGE, SEVERAL_A_PAGE, WITH_WORDS = 1, 2, 3
"""Versions of the format."""
_NUMBER, _BYTES, _LIST = 0, 2, 4
"""CBOR major types (RFC 8949, 3.1)."""


class Embedded(msgspec.Struct, frozen=True):
    """The device's grants and its credentials."""

    grants: tuple[Grant, ...]
    credentials: tuple[Credential, ...]
    """One for each certificate, in the order of the pages: from left to right, then from top to bottom."""
    per_page: PerPage = 1
    words: tuple[SignedWords | None, ...] = ()
    """Empty, or one entry for each credential in the same order, None if that sheet's words are not signed."""

    def pairs(self) -> list[tuple[Credential, SignedWords | None]]:
        """Each credential, with the signed words of its sheet."""
        return list(zip(self.credentials, self.words or [None] * len(self.credentials), strict=True))


def encode_embedded(
    credentials: Sequence[Credential], grants: Sequence[Grant], per_page: PerPage = 1, words: Sequence[bytes] = ()
) -> bytes:
    """The bytes of the file `credentials.cbor` inside the PDF. `words`: the encoded signed words of each sheet, empty
    bytes if they are not signed; an empty sequence if that is so for all."""
    codes = [credential.encode() for credential in credentials]
    if any(words):
        whole = [WITH_WORDS, encode_grants(grants), codes, per_page, list(words)]
        return bytes(cbor2.dumps(whole, canonical=True))
    content: list[object] = [ONE_A_PAGE if per_page == 1 else SEVERAL_A_PAGE, encode_grants(grants), codes]
    if per_page > 1:
        content.append(per_page)
    return bytes(cbor2.dumps(content, canonical=True))


def decode_embedded(data: bytes) -> Embedded:
    """The reverse of `encode_embedded`. Raises KnownError `altered` for any other bytes. Uses some hundred bytes of
    memory for each credential, whatever the file contains."""
    try:
        version, grants, codes, rest, words = _read_parts(data)
    except (ValueError, IndexError) as error:
        raise altered_file() from error
    per_page = _per_page(version, rest)
    if words is not None and (len(words) != len(codes) or not any(words)):
        raise altered_file()
    embedded = Embedded(
        decode_grants(grants),
        tuple(decode_credential(code) for code in codes),
        per_page,
        tuple(decode_words(one) if one else None for one in words or ()),
    )
    content = [version, grants, codes, *rest, *([] if words is None else [words])]
    if bytes(cbor2.dumps(content, canonical=True)) != data:
        raise altered_file()
    return embedded


def _read_parts(data: bytes) -> tuple[int, bytes, list[bytes], list[int], list[bytes] | None]:
    """(version, grants, credentials, certificates per page if given, signed words if given). Decoded by hand, because a
    general CBOR reader makes an object of 64 bytes for each byte of a file of nested empty lists. Raises ValueError, or
    IndexError at the end of the data."""
    kind, count, at = _head(data, 0)
    if kind != _LIST or not 3 <= count <= 5:
        raise ValueError("no list of three to five")
    version, at = _number(data, at)
    grants, at = _bytes(data, at)
    codes, at = _list_of_bytes(data, at)
    rest: list[int] = []
    words: list[bytes] | None = None
    if count > 3:
        per_page, at = _number(data, at)
        rest.append(per_page)
    if count > 4:
        words, at = _list_of_bytes(data, at)
    if at != len(data) or (words is None) != (version != WITH_WORDS):
        raise ValueError("more behind it, or less than the version says")
    return version, grants, codes, rest, words


def _list_of_bytes(data: bytes, at: int) -> tuple[list[bytes], int]:
    kind, number, at = _head(data, at)
    if kind != _LIST:
        raise ValueError("no list")
    found: list[bytes] = []
    for _ in range(number):
        one, at = _bytes(data, at)
        found.append(one)
    return found, at


def _number(data: bytes, at: int) -> tuple[int, int]:
    kind, number, at = _head(data, at)
    if kind != _NUMBER:
        raise ValueError("no whole number")
    return number, at


def _bytes(data: bytes, at: int) -> tuple[bytes, int]:
    kind, length, at = _head(data, at)
    if kind != _BYTES or length > len(data) - at:
        raise ValueError("no bytes, or fewer than they say")
    return data[at : at + length], at + length


def _head(data: bytes, at: int) -> tuple[int, int, int]:
    """(major type, argument, next offset) of the CBOR item at the offset `at` (RFC 8949, 3)."""
    kind, short = data[at] >> 5, data[at] & 31
    if short < 24:
        return kind, short, at + 1
    if short > 27:
        raise ValueError("a length that is not said")
    end = at + 1 + (1 << (short - 24))
    if end > len(data):
        raise ValueError("ends in a length")
    return kind, int.from_bytes(data[at + 1 : end], "big"), end


def _per_page(version: int, rest: list[int]) -> PerPage:
    """Certificates on a page. Raises KnownError `altered` for a value that no version allows."""
    if (version == ONE_A_PAGE and not rest) or (version == WITH_WORDS and rest == [1]):
        return 1
    if version in (SEVERAL_A_PAGE, WITH_WORDS) and rest == [2]:
        return 2
    if version in (SEVERAL_A_PAGE, WITH_WORDS) and rest == [4]:
        return 4
    raise altered_file()
