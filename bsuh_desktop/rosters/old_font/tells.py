"""What tells in a single word that it was typed for an old Bangla font: something that no Latin name has."""

from __future__ import annotations

import re
import unicodedata

FONT_MARKS = "†‡ˆ‰˜™¨©ª«¬®¯°±²³µ¶¸»¼½¾×÷„…‹›“¤¥¦§¢£¡^~|\u00ad−"
"""Signs of the font that are no letters elsewhere. Some stand beside a Latin word, too: the place tells."""

WORDS = re.compile(r"[^\s.,()/:;\"!?\-]+")
"""Words with all signs within them."""

_CONSONANT = "b-df-hj-np-tvwxzB-DF-HJ-NP-TVWXZ`_"
_MARK = re.compile(f"[{re.escape(FONT_MARKS)}](?=.)|[A-Za-z_`][¨©³¼½¾¶µ±²~…„‚ƒ]|š[—Í‘’^¿]")
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
    """Whether `word` has a mark of the font in it, a vowel sign where Latin has no such letter, or a capital within."""
    accented = _CAPITAL.search(word) and not word.isupper()
    return bool(_MARK.search(word) or accented or _MISPLACED.search(_bare(word))) or _capital_within(_bare(word))


def _capital_within(plain: str) -> bool:
    """Whether a capital stands where no Latin name has it: RakibHasan, McDonald and deSouza are Latin."""
    if not plain.isalpha() or plain.isupper():
        return False
    first, *others = _CHUNKS.findall(plain) or [plain]
    latin_first = first[0].isupper() and (first.isupper() or bool(_VOWEL.search(first)))
    latin_others = all(_VOWEL.search(chunk) for chunk in others)
    return bool(others) and not (latin_others and (latin_first or first.casefold() in _BEGINNINGS))


def _bare(word: str) -> str:
    """`word` without the accents of Latin letters."""
    return "".join(sign for sign in unicodedata.normalize("NFD", word) if not unicodedata.combining(sign))
