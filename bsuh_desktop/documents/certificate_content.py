"""The content of a certificate, without its drawing, and its words, Bangla first, English second.

The words stand together, for a native reader to check."""

from __future__ import annotations

import datetime
import unicodedata
from typing import NamedTuple

import msgspec

from bsuh_desktop.domain.certificates import AwardWording, Layout, PrintedWords
from bsuh_desktop.domain.local_text import LocalText
from bsuh_desktop.domain.text import bangla_digits


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


CERTIFICATE = LocalText("সনদ", "Certificate")
GIVEN_TO = "এই সনদ দেওয়া হলো"
NAME = LocalText("নাম", "Name")
ROLL = "রোল"
FACILITATOR = LocalText("সহায়ক", "Facilitator")
COORDINATOR = LocalText("সমন্বয়কারী", "Coordinator")
DATE = LocalText("তারিখ", "Date")
PRACTICE = LocalText("অনুশীলন", "PRACTICE")
CODE_1 = "১ সনদ"
CODE_2 = "২ অনুমতিপত্র"
OFFLINE = "যাচাই ইন্টারনেট ছাড়াই"

# The words say what really happened: a learner who was present took part, whether or not the module was finished.
AFTER_TITLE: dict[AwardWording, str] = {
    "taking_part": " মডিউলে অংশ নেওয়ার জন্য",
    "completing": " মডিউলটি শেষ করার জন্য",
}
_ENGLISH_REASON: dict[AwardWording, str] = {
    "taking_part": "for taking part in the module",
    "completing": "for completing the module",
}


def english_reason(award: AwardWording, module: str, date: str) -> tuple[str, str]:
    """Why the certificate was given, and for what: two lines, or one joined by a blank."""
    return _ENGLISH_REASON[award], f"“{module}” on {date}"


def words_of(sheet: CertificateSheet, design: CertificateDesign) -> PrintedWords:
    """The words of a newly issued certificate."""
    roll = f"{ROLL} {bangla_digits(sheet.roll)}" if sheet.roll else ""
    parts = (roll, sheet.grade.text_in("bn"), sheet.place.text_in("bn"))
    return PrintedWords(
        programme=_nfc(design.programme.text_in("bn")),
        second_name=_nfc(sheet.name_en if sheet.name_bn else ""),
        group=_nfc(", ".join(part for part in parts if part)),
        module=LocalText(_nfc(sheet.module.text_in("bn")), _nfc(sheet.module.text_in("en"))),
        award=design.award,
        facilitator=_nfc(design.facilitator),
        coordinator=_nfc(design.coordinator),
        practice=design.practice,
    )


def _nfc(text: str) -> str:
    """NFC, in which text is set and signed."""
    return unicodedata.normalize("NFC", text)


def both(text: LocalText) -> str:
    """Both languages in one line; only one if they are the same or one is missing."""
    return " · ".join(dict.fromkeys(part for part in (text.bn, text.en) if part))
