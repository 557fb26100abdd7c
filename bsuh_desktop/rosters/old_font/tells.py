"""Marks in a single word that show that it was typed in an old Bangla font, because no Latin name has them."""

from __future__ import annotations

import re
import unicodedata

FONT_FEATURES = "†‡ˆ‰˜™¨©ª«¬®¯°±²³µ¶¸»¼½¾×÷„…‹›“¤¥¦§¢£¡^~|\u00ad−"
"""Characters of the font that are not letters elsewhere. Some occur beside a Latin word, too: their place decides."""

WORDS = re.compile(r"[^\s.,()/:;\"!?\-]+")
"""Words with all characters within them."""

_CONSONANT = "b-df-hj-np-tvwxzB-DF-HJ-NP-TVWXZ`_"
_MARK = re.compile(f"[{re.escape(FONT_FEATURES)}](?=.)|[A-Za-z_`][¨©³¼½¾¶µ±²~…„‚ƒ]|š[—Í‘’^¿]")
_MISPLACED = re.compile(
    r"(?<![aeoAEO])w(?![aeiouyhrAEIOUYHR\W])"  # ি stands before its letter: Latin has aw, ew, ow there
    r"|(?<=[VCFPQXvcfpqx])w|(?<=[CFJMPQWXcfjmpqwx`_])v"  # no Latin pairs
    rf"|(?<=[{_CONSONANT}])v(?![aeiouyrAEIOUYR])"  # া between consonants
    r"|(?<=[b-df-hjkmpqstvwzB-DF-HJKMPQSTVWZ`_])x(?![aeiouyAEIOUY])"  # ী after a consonant
    r"|(?!\b[DO]`[A-Z])[A-Za-z][`_][A-Za-z]"  # দ and থ, not the apostrophe of D`Costa
)
_CAPITAL = re.compile("[A-Za-z][À-ÖØ-ÞŒŸ](?=[a-z]|$)")
_CHUNKS = re.compile("[A-Z]+[a-z]*|[a-z]+")
_VOWEL = re.compile("[aeiouyAEIOUY]")
_BEGINNINGS = frozenset(["mc", "mac", "de", "di", "da", "du", "la", "le", "van", "von", "al", "el", "st", "abd"])


def tells(word: str) -> bool:
    """True if `word` contains a mark of the font, a vowel sign where Latin has no such letter, or a capital inside."""
    accented = _CAPITAL.search(word) and not word.isupper()
    return bool(_MARK.search(word) or accented or _MISPLACED.search(_bare(word))) or _capital_within(_bare(word))


def _capital_within(plain: str) -> bool:
    """True if there is a capital where no Latin name has one: RakibHasan, McDonald and deSouza are Latin."""
    if not plain.isalpha() or plain.isupper():
        return False
    first, *others = _CHUNKS.findall(plain) or [plain]
    latin_first = first[0].isupper() and (first.isupper() or bool(_VOWEL.search(first)))
    latin_others = all(_VOWEL.search(chunk) for chunk in others)
    return bool(others) and not (latin_others and (latin_first or first.casefold() in _BEGINNINGS))


def _bare(word: str) -> str:
    """`word` without the accents of Latin letters."""
    return "".join(sign for sign in unicodedata.normalize("NFD", word) if not unicodedata.combining(sign))
