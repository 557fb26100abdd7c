"""What a name in Latin letters looks like, so that it is not taken for one that was typed in an old Bangla font."""

from __future__ import annotations

import re
import unicodedata

MARKED_WORDS = re.compile(r"[^\s.,()/:;\"!?\-]+")
"""Words with the signs within them that no Latin word has."""

_TITLES = frozenset(
    [
        "md",
        "mst",
        "most",
        "mosa",
        "mrs",
        "mr",
        "ms",
        "dr",
        "sk",
        "sr",
        "jr",
        "miss",
        "mohd",
        "mohammad",
        "mohammed",
        "muhammad",
        "al",
        "abu",
        "abdul",
        "begum",
        "khatun",
        "akter",
    ]
)
_ONE_CASE = re.compile(r"[A-Z]?[a-z]+|[A-Z]+")
_OLD_SIGNS = re.compile("[vwxyz]")
_CHUNKS = re.compile("[A-Z]*[a-z]*")
_VOWELS = re.compile("[aeiouyAEIOUY]")
_BEGINNINGS = frozenset(
    ["mc", "mac", "de", "di", "da", "du", "la", "le", "van", "von", "al", "el", "st", "abd", "bin", "ibn", "o", "d"]
)
SHORT = 3


def holds_latin(text: str) -> bool:
    """Whether a word of `text` is, or may well be, written in Latin letters as such."""
    return any(looks_latin(word) for word in MARKED_WORDS.findall(text))


def looks_latin(word: str) -> bool:
    """Whether `word` is a usual title (Md, Mst), or has the letters and capitals of a Latin word and none of the signs
    of which a Bangla word of its length has some."""
    plain = _without_accents(word).strip("†‡©®™°*'’‘“”")
    if plain.casefold() in _TITLES:
        return True
    return len(plain) > SHORT and bool(_ONE_CASE.fullmatch(plain)) and not _OLD_SIGNS.search(plain.casefold())


def capitals_within(word: str) -> bool:
    """Whether a capital stands within `word` as no Latin name has it: RakibHasan, McDonald and deSouza are Latin."""
    plain = _without_accents(word)
    if not plain.isalpha() or plain.isupper():
        return False
    first, *others = [chunk for chunk in re.findall("[A-Z]+[a-z]*|[a-z]+", plain) if chunk]
    if not others:
        return False
    latin_first = first[0].isupper() and (first.isupper() or bool(_VOWELS.search(first)))
    return not (latin_first or first.casefold() in _BEGINNINGS) or not all(
        len(o) > 1 and _VOWELS.search(o) for o in others
    )


def _without_accents(word: str) -> str:
    return "".join(sign for sign in unicodedata.normalize("NFD", word) if not unicodedata.combining(sign))
