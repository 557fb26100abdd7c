"""Normalised text: one Unicode form, and digits of both scripts.

In NFC ড় ঢ় য় are two code points and ো ৌ one; ত্ with a zero-width joiner is the old spelling of ৎ, and the joiner in
র‍্যা is kept because it changes the shape.
"""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bsuh_desktop.domain.messages import Language

BANGLA_DIGITS = "০১২৩৪৫৬৭৮৯"
_TO_BANGLA = str.maketrans("0123456789", BANGLA_DIGITS)
_TO_ASCII = str.maketrans(BANGLA_DIGITS, "0123456789")
_OLD_KHANDA_TA = "ত্\u200d"
_JOINERS = "\u200c\u200d"
_CONTROLS = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029]")
_FILLERS = "\u115f\u1160\u17b4\u17b5\u2065\u2800\u3164\uffa0\U0001d159"
"""Characters that count as letters, marks or signs but show nothing: fillers of Hangul and Khmer, an empty Braille
cell."""
_CHANGE_OTHERS = "\u034f\u180b-\u180f\ufe00-\ufe0f\U000e0000-\U000e0fff"
"""Variation selectors and joiners that count as marks: alone they show nothing."""
_SHOWS_NOTHING = re.compile(f"[\\s{_JOINERS}{_FILLERS}{_CHANGE_OTHERS}]*")
_DIRECTIONS = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")


def clean(text: str) -> str:
    """`text` in NFC, with ৎ as one sign, without invisible characters (soft hyphens, direction marks, byte-order marks;
    the two joiners that shape letters stay), stripped, and with runs of blanks as one. "" if nothing in it is
    visible."""
    whole = unicodedata.normalize("NFC", text.replace(_OLD_KHANDA_TA, "ৎ"))
    seen = (sign for sign in whole if sign in _JOINERS or unicodedata.category(sign) != "Cf")
    text = " ".join("".join(seen).split())
    return "" if _SHOWS_NOTHING.fullmatch(text) else text


def shown(text: str) -> str:
    """Foreign `text` made safe to show in a sentence: without control characters that a terminal would obey, line
    breaks, and marks that change the direction of what follows. Everything else stays."""
    return _CONTROLS.sub(" ", _DIRECTIONS.sub("", text))


def bangla_digits(value: int | str) -> str:
    """`value` with Bangla digits and no grouping: for years, rolls, serials and helplines."""
    return str(value).translate(_TO_BANGLA)


def ascii_digits(text: str) -> str:
    """`text` with Bangla digits replaced by ASCII ones; everything else stays."""
    return text.translate(_TO_ASCII)


def digits_in(language: Language, text: int | str) -> str:
    """`text` with its digits, Bangla or ASCII, in those of `language`."""
    return bangla_digits(text) if language == "bn" else ascii_digits(str(text))


def grouped_bangla(number: int) -> str:
    """A count in Bangla digits with lakh grouping: 2500000 is ২৫,০০,০০০."""
    digits = str(abs(number))
    head, tail = digits[:-3], digits[-3:]
    while head:
        tail = f"{head[-2:]},{tail}"
        head = head[:-2]
    return ("−" if number < 0 else "") + bangla_digits(tail)
