"""What was signed for a certificate, for comparison with what its sheet shows."""

from __future__ import annotations

import datetime
from typing import Literal

import msgspec

from bsuh_desktop.domain.local_text import LocalText
from bsuh_desktop.domain.printed_words import PrintedWords

UnsignedLine = Literal["programme", "second_name", "group", "module", "award", "facilitator", "coordinator"]
"""A line of a sheet that nobody signed."""


class Signed(msgspec.Struct, frozen=True, kw_only=True):
    """What was signed for one sheet, and what is known of it from the programme."""

    name: str
    """"" for an empty line."""
    serial: str
    """10 characters."""
    day: datetime.date
    code1: str
    """The digits of QR 1."""
    code2: str
    """The digits of QR 2."""
    practice: bool
    """Known from the grants."""
    titles: tuple[LocalText, ...] = ()
    """Titles that the module with the signed number may have; empty if it is not known here."""
    programme: str = ""
    """The heading; "" if not known."""
    words: PrintedWords | None = None
    """Words that were signed beside the first code; None if nobody signed them."""

    def __repr__(self) -> str:
        return f"Signed({self.serial})"
