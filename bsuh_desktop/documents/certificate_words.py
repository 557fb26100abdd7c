"""The words on every certificate, Bangla first, English second, in one place for a native reader to check."""

from __future__ import annotations

import unicodedata

from bsuh_desktop.documents.certificate_content import CertificateDesign, CertificateSheet
from bsuh_desktop.domain.local_text import LocalText
from bsuh_desktop.domain.printed_words import AwardWording, PrintedWords
from bsuh_desktop.domain.text import bangla_digits

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
