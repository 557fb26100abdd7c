"""Conversion between signed bytes and the text of a printed code, in both directions.

The text is the programme's prefix (may be empty), then the bytes as one decimal number: in a QR code a byte segment and
a numeric segment (ISO/IEC 18004), the densest encoding that every scanner returns unchanged. What follows the prefix's
`#` is never sent to a server. n bytes always give the same number of digits, padded with zeros, so that every text but
the printed one is refused.
"""

from __future__ import annotations

from typing import Literal

from bsuh_desktop.trust.credential import CREDENTIAL_VERSION
from bsuh_desktop.trust.refusals import altered_code, unreadable

MOST_DIGITS = 1000
LONGEST_PREFIX = 20
_DIGITS = "0123456789"
_GRANTS_START = 0x8A

CodeKind = Literal["credential", "grants", "unknown"]


def qr_segments(prefix: str, data: bytes) -> tuple[bytes, str]:
    """The byte segment and the numeric segment of a QR code. Raises ValueError for empty or overlong data."""
    digits = str(int.from_bytes(data, "big")).zfill(_digit_count(len(data)))
    if not data or len(digits) > MOST_DIGITS:
        raise ValueError(f"{len(data)} bytes do not fit in a code")
    return prefix.encode("ascii"), digits


def from_text(text: str) -> bytes:
    """The bytes of a scanned text, with any prefix that a programme may have had: only the bytes are signed.

    Raises KnownError `altered` for a text that no programme prints, `unreadable` if it is longer than any code.
    """
    prefix = text.rstrip(_DIGITS)
    if not usable_prefix(prefix):
        raise altered_code()
    return _bytes_of(text[len(prefix) :])


def usable_prefix(prefix: str) -> bool:
    """True if codes on certificates may begin with `prefix`: ASCII, short, and not ending in a digit; may be empty."""
    fits = len(prefix) <= LONGEST_PREFIX and prefix.isascii() and prefix.isprintable()
    return fits and not prefix[-1:].isdigit()


def kind_of(data: bytes) -> CodeKind:
    """Which code the bytes are, by their first byte: the certificate's first, its second, or neither."""
    if data[:1] == bytes([CREDENTIAL_VERSION]):
        return "credential"
    return "grants" if data[:1] == bytes([_GRANTS_START]) else "unknown"


def _bytes_of(digits: str) -> bytes:
    if len(digits) > MOST_DIGITS:
        # This was never a code of ours, so "this certificate was changed" would be the wrong message.
        raise unreadable()
    if not (digits.isascii() and digits.isdigit()):
        raise altered_code()
    count = ((10 ** len(digits)).bit_length() - 1) // 8
    number = int(digits)
    if count == 0 or _digit_count(count) != len(digits) or number.bit_length() > 8 * count:
        raise altered_code()
    return number.to_bytes(count, "big")


def _digit_count(byte_count: int) -> int:
    """The number of decimal digits needed for any number of `byte_count` bytes."""
    return len(str(256**byte_count - 1))
