"""Recognises whether a cell, or a whole column, was typed in an old Bangla font.

Nothing in a file says so: "bvg" is নাম only in that font. Three tests must agree: a word of the cell has a mark of the
font (`tells`), the weights of its letters favour Bijoy (`latin.bits`), and the cell converts to whole Bangla words
(`bijoy`).
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from bsuh_desktop.rosters.old_font.bijoy import as_typed, to_unicode
from bsuh_desktop.rosters.old_font.latin import bijoy_score
from bsuh_desktop.rosters.old_font.tells import FONT_FEATURES, WORDS, tells

_DIGIT = re.compile(r"\d")
_AT_RISK = re.compile("[\u0080-\u009f\u00ad&]")
_SOFT_HYPHEN, _SAME_LETTER = "\u00ad", "¬"
_SAYS_SOMETHING = re.compile(f"[A-Za-z\u0980-\u09e3{re.escape(FONT_FEATURES)}]")
_SURE, _LIKELY = 4, 3


def looks_old(text: str) -> bool:
    """True if the cell certainly is Bangla typed in Bijoy. Strict: never true for a name in Latin letters."""
    typed = as_typed(text)
    words = [word for word in WORDS.findall(typed) if not _DIGIT.search(word)]
    return bijoy_score(typed) >= _SURE and any(map(tells, words)) and to_unicode(text) is not None


def column_is_old(texts: Sequence[str]) -> bool:
    """True if a column was typed in Bijoy: at least one cell certainly was, and more than half of the non-blank cells
    certainly or probably were."""
    said = [text for text in texts if _SAYS_SOMETHING.search(as_typed(text))]
    likely = sum(looks_old(text) or _likely(text) for text in said)
    return 2 * likely > len(said) and any(map(looks_old, said))


def fit_to_be_tidied(text: str) -> str:
    """`text` with characters replaced that cleaning would remove. The soft hyphen is ্ল in this font, which has a
    second character for it; control characters are its letters, wrongly decoded. Latin and Bangla texts are not
    changed."""
    if not _AT_RISK.search(text) or not looks_old(text):
        return text
    return as_typed(text).replace(_SOFT_HYPHEN, _SAME_LETTER)


def _likely(text: str) -> bool:
    return bijoy_score(as_typed(text)) >= _LIKELY and to_unicode(text) is not None
