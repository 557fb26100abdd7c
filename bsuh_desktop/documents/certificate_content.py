"""The content of a certificate, without its drawing."""

from __future__ import annotations

import datetime
from typing import NamedTuple

import msgspec

from bsuh_desktop.domain.local_text import LocalText
from bsuh_desktop.domain.print_layout import Layout
from bsuh_desktop.domain.printed_words import AwardWording, PrintedWords


class QrPayload(msgspec.Struct, frozen=True):
    """The content of one QR code: a byte segment, then a numeric segment."""

    prefix: bytes
    """May be empty, like `digits`."""
    digits: str
    """ASCII 0-9."""
    modules: int
    """The side that the symbol must have (45, 49, 53, 57 …): a payload that does not fit is an error and never makes
    the code denser."""


NO_CODE = QrPayload(b"", "", 0)
"""Of a sheet whose codes are not known yet; it cannot be drawn."""
CODE1_MODULES, CODE1_LONG_MODULES, CODE2_MODULES = 49, 53, 57
CODE1_BITS = 154 * 8
"""Capacity of 49 modules at ECC M (ISO/IEC 18004, table 7: version 8-M, 154 data codewords); a longer name takes 53."""


def code1_payload(prefix: bytes, digits: str) -> QrPayload:
    """QR 1 with the fewest modules that its payload fits into. A byte segment has 4 + 8 bits before its bytes, a
    numeric one 4 + 10, then 10 bits for three digits, 7 for two, 4 for one."""
    rest = (0, 4, 7)[len(digits) % 3]
    bits = (12 + 8 * len(prefix) if prefix else 0) + 14 + len(digits) // 3 * 10 + rest
    return QrPayload(prefix, digits, CODE1_MODULES if bits <= CODE1_BITS else CODE1_LONG_MODULES)


class CertificateSheet(msgspec.Struct, frozen=True):
    """One learner's certificate. Without consent both names are empty and the sheet has a line to write the name by
    hand."""

    serial: str
    """10 characters without the hyphen."""
    date: datetime.date
    """The stated date."""
    module: LocalText
    grade: LocalText
    place: LocalText
    code1: QrPayload
    """QR 1."""
    roll: str = ""
    name_bn: str = ""
    name_en: str = ""
    words: PrintedWords | None = None
    """For a reprint, the words that the sheet was signed with; then only these and the large name are drawn."""

    def __repr__(self) -> str:
        return f"CertificateSheet({self.serial})"


class PrintedSheet(NamedTuple):
    """Everything that is drawn on one sheet."""

    serial: str
    date: datetime.date
    name: str
    """The large name; "" for a line to write it by hand."""
    code1: QrPayload
    code2: QrPayload
    words: PrintedWords

    def __repr__(self) -> str:
        return f"PrintedSheet({self.serial})"


class CertificateDesign(msgspec.Struct, frozen=True):
    """What all sheets of one batch share."""

    programme: LocalText
    code2: QrPayload
    """QR 2."""
    facilitator: str
    """Signs by hand, like the `coordinator`."""
    coordinator: str
    practice: bool
    award: AwardWording = "taking_part"
    layout: Layout = Layout()
