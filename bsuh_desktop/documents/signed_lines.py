"""What was signed of a certificate, as it is compared with what is seen on its sheet."""

from __future__ import annotations

import datetime
from typing import Literal

import msgspec

from bsuh_desktop.domain.local_text import LocalText
from bsuh_desktop.domain.printed_words import PrintedWords

UnsignedLine = Literal["programme", "second_name", "group", "module", "award", "facilitator", "coordinator"]
"""A line of a sheet that nobody signed."""


class Signed(msgspec.Struct, frozen=True, kw_only=True):
    """What was signed for one sheet, and what the programme says of it.

    `name` is "" for an empty line, `serial` has 10 characters; `code1` and `code2` are the digits of both codes.
    `practice` is known by the grants. `titles` are those that the module with the signed number may bear, none where it
    is not known here; `programme` is the heading, "" where none is known. `words` were signed beside the first code;
    None where nobody signed them.
    """

    name: str
    serial: str
    day: datetime.date
    code1: str
    code2: str
    practice: bool
    titles: tuple[LocalText, ...] = ()
    programme: str = ""
    words: PrintedWords | None = None

    def __repr__(self) -> str:
        return f"Signed({self.serial})"
