"""From signed bytes to the text that a code on paper holds, and back from what a scanner read.

The text is the programme's prefix (perhaps none), then the bytes as one decimal number: in a QR code a byte segment
and a numeric segment (ISO/IEC 18004), the densest way to carry bytes that every scanner returns unchanged. Behind
the prefix's `#` nothing is sent to a server. n bytes are always the same count of digits, zeros in front, so that
every text but the one that was printed is refused.
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


def segments(prefix: str, data: bytes) -> tuple[bytes, str]:
    """The byte segment and the numeric segment of a QR code. Raises ValueError for empty or overlong data."""
    digits = str(int.from_bytes(data, "big")).zfill(_digit_count(len(data)))
    if not data or len(digits) > MOST_DIGITS:
        raise ValueError(f"{len(data)} bytes do not fit in a code")
    return prefix.encode("ascii"), digits


def from_text(text: str) -> bytes:
    """The bytes of a scanned text, behind whatever prefix a programme has had: the signature stands in the bytes.

    Raises KnownError `altered` for a text that no programme prints, `unreadable` where it is longer than any code.
    """
    prefix = text.rstrip(_DIGITS)
    if not usable_prefix(prefix):
        raise altered_code()
    return _bytes_of(text[len(prefix) :])


def usable_prefix(prefix: str) -> bool:
    """True if certificates' codes may begin so: ASCII, short, and no digit at its end; none is fine too."""
    fits = len(prefix) <= LONGEST_PREFIX and prefix.isascii() and prefix.isprintable()
    return fits and not prefix[-1:].isdigit()


def kind_of(data: bytes) -> CodeKind:
    """What a code's bytes begin to be: the certificate's first code, its second, or neither."""
    if data[:1] == bytes([CREDENTIAL_VERSION]):
        return "credential"
    return "grants" if data[:1] == bytes([_GRANTS_START]) else "unknown"


def _bytes_of(digits: str) -> bytes:
    if len(digits) > MOST_DIGITS:
        # No code ever was: whoever holds it is not to hear that a certificate was changed.
        raise unreadable()
    if not (digits.isascii() and digits.isdigit()):
        raise altered_code()
    count = ((10 ** len(digits)).bit_length() - 1) // 8
    number = int(digits)
    if count == 0 or _digit_count(count) != len(digits) or number.bit_length() > 8 * count:
        raise altered_code()
    return number.to_bytes(count, "big")


def _digit_count(byte_count: int) -> int:
    """How many decimal digits hold every number of so many bytes."""
    return len(str(256**byte_count - 1))
