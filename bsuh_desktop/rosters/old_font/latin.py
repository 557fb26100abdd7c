"""Recognises words in real Latin letters, so that they are not converted to Bangla.

Each letter is evidence for one or the other: `v` is া, the commonest sign of Bangla names and rare in Latin ones, `t`
is ঃ. The weights were counted over 620 Bangla names typed in Bijoy and 1,000 Latin ones (of Bangladesh, Europe and
India), in bits: the logarithm of the ratio of the two frequencies.
"""

from __future__ import annotations

import re

from bsuh_desktop.rosters.old_font.tells import FONT_FEATURES, WORDS, tells

_BITS = {
    sign: bits
    for signs, bits in (
        ("t", -7),
        ("NO", -6),
        ("p", -5),
        ("EHJSTXaoröéêëìîáâäçñ", -4),
        ("GIVhu", -3),
        ("CFMUls", -2),
        ("ADLWn", -1),
        ("KPckmyz", 1),
        ("Zbgj", 2),
        ("wx", 3),
        ("_qv", 4),
        ("~", 5),
        ("`", 9),
        (FONT_FEATURES.replace("~", ""), 8),
    )
    for sign in signs
}
_TITLES = frozenset(["md", "mst", "most", "mosa", "mrs", "mr", "ms", "dr", "sk", "sr", "jr", "miss", "mohd"])
_BESIDE_A_WORD = "†‡©®™°*'’‘“”ªº`"
_SPOKEN = re.compile(
    "[b-df-hj-np-tv-z]{0,2}(?:[aeiou]{1,2}[b-df-hj-np-u]{1,3}){2,}[aeiou]?|[aeiou][b-df-hj-np-u]{1,3}[aeiou]", re.I
)
"""Alternating consonants and vowels, without v, w, x, y, z: Begum, Amina."""
_SHORT = re.compile("[b-df-hj-np-tv-z][aeiou][b-df-hj-np-tv-z]|[aeiou][b-df-hj-np-tv-z][aeiou]", re.I)
"""Das, Roy, Ali, but not Jla (ঔষধ)."""
_LATIN_AT_MOST, _SHORT_LATIN_AT_MOST = -5, -3
_ENOUGH_LETTERS = 4


def bijoy_score(text: str) -> int:
    """The sum of the weights of `text`: above 0 for Bijoy, below 0 for Latin."""
    return sum(_bits(word) for word in WORDS.findall(text) if len(word) > 1)


def holds_latin(text: str) -> bool:
    """True if a word of `text` is, or may well be, in real Latin letters."""
    return any(_looks_latin(word) for word in WORDS.findall(text))


def _bits(word: str) -> int:
    """The weight of a word without a mark at its end, which is no evidence: Rakib©."""
    end = 0 if word[-1] in FONT_FEATURES else _BITS.get(word[-1], 0)
    return sum(_BITS.get(sign, 0) for sign in word[:-1]) + end


def _looks_latin(word: str) -> bool:
    """True if `word` is a common title (Md, Mst), or has the letters of a Latin word rather than those of a Bangla one.
    A mark before or after a Latin word does not make it Bangla."""
    bare = word.strip(_BESIDE_A_WORD)
    if bare.casefold() in _TITLES or (_SHORT.fullmatch(bare) and _bits(bare) <= _SHORT_LATIN_AT_MOST):
        return True
    if sum(sign.isalpha() for sign in bare) < _ENOUGH_LETTERS or tells(bare):
        return False
    spoken = _SPOKEN.fullmatch(bare) and (bare.istitle() or bare.isupper() or bare.islower())
    return bool(spoken) or _bits(bare) <= _LATIN_AT_MOST
