"""What a certificate says, before anybody draws it."""

from __future__ import annotations

import datetime
from typing import Literal

import msgspec

from bsuh_desktop.domain.local_text import LocalText

Award = Literal["taking_part", "completing"]


class QrPayload(msgspec.Struct, frozen=True):
    """What one QR code holds: a byte segment, then a numeric segment.

    `digits` is ASCII 0-9; either may be empty. `modules` is the side the symbol must have (45, 49, 53, 57 …):
    a payload that does not fit is never made denser in silence.
    """

    prefix: bytes
    digits: str
    modules: int


class CertificateSheet(msgspec.Struct, frozen=True):
    """One learner's certificate. Without consent both names are empty and the sheet has a line for a hand.

    `serial` is 10 characters without its hyphen; `date` is the stated date; `code1` is QR 1.
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


class CertificateDesign(msgspec.Struct, frozen=True):
    """What all sheets of one batch share: the programme, who signs by hand, and QR 2."""

    programme: LocalText
    code2: QrPayload
    facilitator: str
    coordinator: str
    practice: bool
    award: Award = "taking_part"
