"""What a PDF of certificates carries inside: every credential, and the grants they stand on.

Deterministic CBOR (RFC 8949, 4.2.1): [1, grants, [credential, …]], all of them the bytes of the printed codes; where
several stand on a page, [2, grants, [credential, …], how many]. Where the words of a sheet are signed, too:
[3, grants, [credential, …], how many, [signed words, …]], with no bytes for a sheet whose words are not.
"""

from __future__ import annotations

from collections.abc import Sequence

import cbor2
import msgspec

from bsuh_desktop.domain.print_layout import PerPage
from bsuh_desktop.trust.credential import Credential, decode_credential
from bsuh_desktop.trust.grants import Grant, decode_grants, encode_grants
from bsuh_desktop.trust.printed_words import SignedWords, decode_words
from bsuh_desktop.trust.refusals import altered_file

EMBEDDED_NAME = "credentials.cbor"
ONE_A_PAGE, SEVERAL_A_PAGE, WITH_WORDS = 1, 2, 3
"""The versions of the format."""
_NUMBER, _BYTES, _LIST = 0, 2, 4
"""Kinds of items (RFC 8949, 3.1)."""


class Embedded(msgspec.Struct, frozen=True):
    """The device's grants and one credential a certificate, in the order in which they stand on the pages: from left to
    right, then from top to bottom. `words` are as many, in the same order, None where nobody signed
    them; or none at all."""

    grants: tuple[Grant, ...]
    credentials: tuple[Credential, ...]
    per_page: PerPage = 1
    words: tuple[SignedWords | None, ...] = ()

    def pairs(self) -> list[tuple[Credential, SignedWords | None]]:
        """Each credential, and the words that were signed for its sheet."""
        return list(zip(self.credentials, self.words or [None] * len(self.credentials), strict=True))


def encode_embedded(
    credentials: Sequence[Credential], grants: Sequence[Grant], per_page: PerPage = 1, words: Sequence[bytes] = ()
) -> bytes:
    """The bytes of the file `credentials.cbor` inside the PDF. `words` are the signed words of each sheet as they are
    encoded, no bytes where nobody signed them; none at all where that is so of every sheet."""
    codes = [credential.encode() for credential in credentials]
    if any(words):
        whole = [WITH_WORDS, encode_grants(grants), codes, per_page, list(words)]
        return bytes(cbor2.dumps(whole, canonical=True))
    content: list[object] = [ONE_A_PAGE if per_page == 1 else SEVERAL_A_PAGE, encode_grants(grants), codes]
    if per_page > 1:
        content.append(per_page)
    return bytes(cbor2.dumps(content, canonical=True))


def decode_embedded(data: bytes) -> Embedded:
    """What `encode_embedded` wrote. Raises KnownError `altered` for any other bytes. It takes some hundred bytes of
    memory for each credential, whatever the bytes say."""
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
    """The parts: version, grants, credentials, and how many stand on a page and the signed words, where these are
    there. Written out, because a
    general reader makes an object of 64 bytes of each byte of a file that holds nothing but empty lists. Raises
    ValueError, or IndexError at the data's end."""
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
    """The kind of the item at a place, its number (RFC 8949, 3), and the place behind both."""
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
    """How many stand on a page. KnownError `altered` for what no version says."""
    if (version == ONE_A_PAGE and not rest) or (version == WITH_WORDS and rest == [1]):
        return 1
    if version in (SEVERAL_A_PAGE, WITH_WORDS) and rest == [2]:
        return 2
    if version in (SEVERAL_A_PAGE, WITH_WORDS) and rest == [4]:
        return 4
    raise altered_file()
