"""What a certificate says, before anybody draws it."""

from __future__ import annotations

import datetime
from typing import NamedTuple

import msgspec

from bsuh_desktop.domain.local_text import LocalText
from bsuh_desktop.domain.print_layout import Layout
from bsuh_desktop.domain.printed_words import Award, PrintedWords


class QrPayload(msgspec.Struct, frozen=True):
    """What one QR code holds: a byte segment, then a numeric segment.

    `digits` is ASCII 0-9; either may be empty. `modules` is the side the symbol must have (45, 49, 53, 57 …):
    a payload that does not fit is never made denser in silence.
    """

    prefix: bytes
    digits: str
    modules: int


NO_CODE = QrPayload(b"", "", 0)
"""Of a sheet whose codes are not known yet; it cannot be drawn."""
CODE1_MODULES, CODE1_LONG_MODULES, CODE2_MODULES = 49, 53, 57
CODE1_BITS = 154 * 8
"""What 49 modules hold at ECC M (ISO/IEC 18004, table 7: version 8-M, 154 data codewords); a longer name takes 53."""


def code1_payload(prefix: bytes, digits: str) -> QrPayload:
    """QR 1, as coarse as its payload lets it be. A byte segment has 4 + 8 bits before its bytes, a numeric one 4 + 10,
    then 10 bits for three digits, 7 for two, 4 for one."""
    rest = (0, 4, 7)[len(digits) % 3]
    bits = (12 + 8 * len(prefix) if prefix else 0) + 14 + len(digits) // 3 * 10 + rest
    return QrPayload(prefix, digits, CODE1_MODULES if bits <= CODE1_BITS else CODE1_LONG_MODULES)


class CertificateSheet(msgspec.Struct, frozen=True):
    """One learner's certificate. Without consent both names are empty and the sheet has a line for a hand.

    `serial` is 10 characters without its hyphen; `date` is the stated date; `code1` is QR 1. `words` are those that
    the sheet was signed with, if it is printed once more: of the rest then only the large name is drawn.
    """

    serial: str
    date: datetime.date
    module: LocalText
    grade: LocalText
    place: LocalText
    code1: QrPayload
    roll: str = ""
    name_bn: str = ""
    name_en: str = ""
    words: PrintedWords | None = None

    def __repr__(self) -> str:
        return f"CertificateSheet({self.serial})"


class PrintedSheet(NamedTuple):
    """All that is drawn on one sheet: `name` is the large one, "" for a line to write it on by hand."""

    serial: str
    date: datetime.date
    name: str
    code1: QrPayload
    code2: QrPayload
    words: PrintedWords

    def __repr__(self) -> str:
        return f"PrintedSheet({self.serial})"


class CertificateDesign(msgspec.Struct, frozen=True):
    """What all sheets of one batch share: the programme, who signs by hand, QR 2, and how they are printed."""

    programme: LocalText
    code2: QrPayload
    facilitator: str
    coordinator: str
    practice: bool
    award: Award = "taking_part"
    layout: Layout = Layout()
