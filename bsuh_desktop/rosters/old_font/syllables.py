"""Whether a Bangla text is made of whole syllables: no vowel sign without its letter, none with two."""

from __future__ import annotations

import re
import unicodedata

_LETTER = "(?:[ডঢয]়|[ক-নপ-রলশ-হ])"
_CLUSTER = f"(?:র\u200d্য|{_LETTER})(?:্{_LETTER})*"
_VOWEL = "[অ-ঋএঐও-ঔ]"
_SIGN = "[া-ৃেৈোৌ]"
_SYLLABLE = f"(?:{_CLUSTER}(?:{_SIGN}?ঁ?[ংঃ]?)|(?:[অএ]্যা|{_VOWEL})ঁ?[ংঃ]?|(?:র্)?ৎ)"
_NO_BEGINNING = "ৎ|[ডঢ]়|ণ|[ঙঞ](?![া-ৌ্])"
_WORD = re.compile(f"(?!{_NO_BEGINNING}){_SYLLABLE}+(?:(?<=[ক-হ়])্)?")
_A_WITHIN = re.compile("[ক-হ়]অ(?!্য)")
_WORDS = re.compile("[\u0980-\u09e3\u200c\u200d]+")
MOST_JOINED = 4
_TOO_MANY = re.compile(f"(?:{_LETTER}্){{{MOST_JOINED},}}{_LETTER}")


def well_formed(text: str) -> bool:
    """Whether each run of Bangla letters in `text` is a word of whole syllables, and there is one; figures and marks
    between the words may be any. No word begins with ড় ঢ় ৎ ণ or a bare ঙ ঞ, no অ follows a letter without a vowel,
    and no more than four letters are joined."""
    words = _WORDS.findall(unicodedata.normalize("NFC", text))
    return bool(words) and all(map(_is_word, words))


def _is_word(word: str) -> bool:
    return bool(_WORD.fullmatch(word)) and not (_TOO_MANY.search(word) or _A_WITHIN.search(word))
