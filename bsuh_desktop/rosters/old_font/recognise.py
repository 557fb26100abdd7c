"""Whether a cell, or a whole column, was typed in an old Bangla font.

Nothing in a file says so: "bvg" is নাম only to the eye that knows the font. What tells are signs that no Latin name
holds, capitals within a word, and vowel signs where no Latin word has these letters; and the cell must be read as
whole Bangla words by `bijoy`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from bsuh_desktop.rosters.old_font.bijoy import as_typed, to_unicode
from bsuh_desktop.rosters.old_font.latin import MARKED_WORDS, capitals_within

_SIGN = re.compile(
    r"[A-Za-zÀ-ÿ_`]?[†‡ˆ‰˜™¨©ª«¬®¯°±²³µ¶¸»¼½¾×÷„…‹›“¤¥¦§¢£^~\u00ad−][A-Za-zÀ-ÿ_`]|(?<=[A-Za-z_`])[¨©³¼½¾¶µ±°²~]"
)
_SIGN_OF_A_VOWEL = re.compile(
    r"(?<![aeoAEO])w(?![aeiouyhrAEIOUYHR\W])"  # ি stands before its letter: Latin has aw, ew, ow there
    r"|(?<=[b-df-hj-np-tvwxzB-DF-HJ-NP-TVWXZ`_])v(?![aeiouyrAEIOUYR])"  # া between consonants
    r"|(?<=[b-df-hj-km-qstvwzB-DF-HJ-KM-QSTVWZ`_])x(?![aeiouyAEIOUY])"  # ী after a consonant
    r"|(?<=[A-Za-z])[`_](?=[A-Za-z])"
)
_LATIN = re.compile(r"[A-Za-z]")
_BANGLA = re.compile("[\u0980-\u09ff]")


def looks_old(text: str) -> bool:
    """Whether one cell is surely Bangla typed in Bijoy. Strict: a name in Latin letters never is."""
    return to_unicode(text) is not None and _tells(as_typed(text))


def column_is_old(texts: Sequence[str]) -> bool:
    """Whether the cells of one column were typed in Bijoy: more of them surely are than surely are not, and at least a
    third of all that say anything."""
    said = [text for text in texts if _LATIN.search(text) or _BANGLA.search(text) or looks_old(text)]
    old = sum(map(looks_old, said))
    other = sum(to_unicode(text) is None for text in said)
    return old > other and 3 * old >= len(said)


def _tells(typed: str) -> bool:
    return any(
        _SIGN.search(word) or _SIGN_OF_A_VOWEL.search(word) or capitals_within(word)
        for word in MARKED_WORDS.findall(typed)
    )
