"""What a class is called: ৮ম শ্রেণি, ক শাখা, or Grade 8, section Ka.

Spelling follows the Bangla Academy: শ্রেণি, and ১ম ২য় ৩য় ৪র্থ ৫ম ৬ষ্ঠ … ১০ম.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Hashable

from bsuh_desktop.domain.local_text import LocalText
from bsuh_desktop.domain.text import ascii_digits, bangla_digits, clean

_ORDINALS = {1: "ম", 2: "য়", 3: "য়", 4: "র্থ", 6: "ষ্ঠ", 11: "শ", 12: "শ"}
_ENGLISH = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
_BANGLA = (
    "প্রথম", "দ্বিতীয়", "তৃতীয়", "চতুর্থ", "পঞ্চম", "ষষ্ঠ", "সপ্তম", "অষ্টম", "নবম", "দশম", "একাদশ", "দ্বাদশ",
)  # fmt: skip
_ROMAN = ("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii")
_IN_WORDS = {clean(word): number for words in (_ENGLISH, _BANGLA, _ROMAN) for number, word in enumerate(words, 1)}
_NUMBERED = re.compile(rf"0*([0-9]{{1,2}})(?:st|nd|rd|th|{'|'.join(clean(one) for one in set(_ORDINALS.values()))})?")
_AROUND = {clean(word) for word in ("class", "grade", "section", "শ্রেণি", "শ্রেণী", "ক্লাস", "শাখা")}
"""Words that a list may write beside the grade or the section itself."""

_SECTIONS = {"ka": "ক", "kha": "খ", "ga": "গ", "gha": "ঘ", "umo": "ঙ", "cha": "চ", "chha": "ছ", "ja": "জ", "jha": "ঝ"}
_SPOKEN = {letter: sound for sound, letter in _SECTIONS.items()}


@functools.lru_cache(256)
def class_words(grade: str, section: str = "") -> LocalText:
    """A class in both languages. A grade from 1 to 12 may be written in any way (6, ৬ষ্ঠ, ষষ্ঠ শ্রেণি, Class Six);
    anything else (a club's group) is kept as written. A section may be a Bangla letter, its sound (ক, ka) or anything
    else. Either may be empty."""
    grade_text, section_text = _grade(clean(grade)), _section(clean(section))
    return LocalText(_joined(grade_text.bn, section_text.bn), _joined(grade_text.en, section_text.en))


def class_key(grade: str, section: str) -> Hashable:
    """A key that is equal for the same class, however its grade and section are written: Ka, ka and ক; অষ্টম, ৮ and
    Class 8."""
    words = class_words(grade, section)
    return words.bn.casefold(), words.en.casefold()


@functools.lru_cache(256)
def grade_number(grade: str) -> int:
    """The grade from 1 to 12, however it is written; 0 for anything else, such as a club's group."""
    return _grade_number(clean(grade)) or 0


def _joined(*parts: str) -> str:
    return ", ".join(part for part in parts if part)


def _grade_number(grade: str) -> int | None:
    """The grade from 1 to 12, or None if it is not a grade."""
    said = _alone(grade)
    numbered = _NUMBERED.fullmatch(ascii_digits(said).casefold())
    number = int(numbered.group(1)) if numbered else _IN_WORDS.get(said.casefold(), 0)
    return number if 1 <= number <= 12 else None


def _alone(words: str) -> str:
    """`words` without "class", "section" and the like, unless nothing else would be left."""
    all_words = [word for word in re.split(r"[\s:–-]+", words) if word]
    kept = [word for word in all_words if word.casefold() not in _AROUND]
    return " ".join(kept) if 0 < len(kept) < len(all_words) else words


def _grade(grade: str) -> LocalText:
    value = _grade_number(grade)
    if value is None:
        return LocalText(grade, grade)
    ending = clean(_ORDINALS.get(value, "ম"))
    return LocalText(f"{bangla_digits(value)}{ending} শ্রেণি", f"Grade {value}")


def _section(section: str) -> LocalText:
    if not section:
        return LocalText()
    section = _alone(section)
    letter = _SECTIONS.get(section.lower(), section)
    sound = _SPOKEN.get(letter, section)
    return LocalText(f"{letter} শাখা", f"section {sound.capitalize() if sound.islower() else sound}")
