"""Whether a cell, or a whole column, was typed in an old Bangla font.

Nothing in a file says so: "bvg" is নাম only to the eye that knows the font. A word of the cell must tell (`tells`), its
letters together must speak for Bijoy (`latin.bits`), and the cell must be read as whole Bangla words (`bijoy`).
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from bsuh_desktop.rosters.old_font.bijoy import as_typed, to_unicode
from bsuh_desktop.rosters.old_font.latin import bits
from bsuh_desktop.rosters.old_font.tells import FONT_MARKS, WORDS, tells

_DIGIT = re.compile(r"\d")
_AT_RISK = re.compile("[\u0080-\u009f\u00ad&]")
_SOFT_HYPHEN, _SAME_LETTER = "\u00ad", "¬"
_SAYS_SOMETHING = re.compile(f"[A-Za-z\u0980-\u09e3{re.escape(FONT_MARKS)}]")
_SURE, _LIKELY = 4, 3


def looks_old(text: str) -> bool:
    """Whether one cell is surely Bangla typed in Bijoy. Strict: a name in Latin letters never is."""
    typed = as_typed(text)
    words = [word for word in WORDS.findall(typed) if not _DIGIT.search(word)]
    return bits(typed) >= _SURE and any(map(tells, words)) and to_unicode(text) is not None


def column_is_old(texts: Sequence[str]) -> bool:
    """Whether the cells of one column were typed in Bijoy: one at least is surely, and of all that say anything more
    than half are surely or likely so."""
    said = [text for text in texts if _SAYS_SOMETHING.search(as_typed(text))]
    likely = sum(looks_old(text) or _likely(text) for text in said)
    return 2 * likely > len(said) and any(map(looks_old, said))


def fit_to_be_tidied(text: str) -> str:
    """`text` so that tidying it takes no letter away. The soft hyphen is ্ল in this font, which has a second sign for
    it; control signs are its signs, wrongly decoded. Latin and Bangla texts stay as they are."""
    if not _AT_RISK.search(text) or not looks_old(text):
        return text
    return as_typed(text).replace(_SOFT_HYPHEN, _SAME_LETTER)


def _likely(text: str) -> bool:
    return bits(as_typed(text)) >= _LIKELY and to_unicode(text) is not None
