"""What a scanner reads from a code on paper."""

from __future__ import annotations

from bsuh_desktop.trust.credential import qr_segments


def to_text(prefix: str, data: bytes) -> str:
    """The whole text of a code: both of its segments. Raises ValueError for empty or overlong data."""
    before, digits = qr_segments(prefix, data)
    return before.decode("ascii") + digits
