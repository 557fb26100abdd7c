"""How a class is called: ৮ম শ্রেণি, ক শাখা, or Grade 8, section Ka.

Spelling as the Bangla Academy's: শ্রেণি, and ১ম ২য় ৩য় ৪র্থ ৫ম ৬ষ্ঠ … ১০ম.
"""

from __future__ import annotations

from bsuh_desktop.domain.local_text import LocalText
from bsuh_desktop.domain.text import ascii_digits, bangla_digits, clean

_ORDINALS = {1: "ম", 2: "য়", 3: "য়", 4: "র্থ", 6: "ষ্ঠ", 11: "শ", 12: "শ"}
_SECTIONS = {"ka": "ক", "kha": "খ", "ga": "গ", "gha": "ঘ", "umo": "ঙ", "cha": "চ", "chha": "ছ", "ja": "জ", "jha": "ঝ"}
_SPOKEN = {letter: sound for sound, letter in _SECTIONS.items()}


def class_words(grade: str, section: str = "") -> LocalText:
    """A class in both languages. A grade that is no number from 1 to 12 (a club's group) stands as it was written;
    a section may be a Bangla letter, its sound (ক, ka) or anything else; either may be empty."""
    grade_text, section_text = _grade(clean(grade)), _section(clean(section))
    return LocalText(_joined(grade_text.bn, section_text.bn), _joined(grade_text.en, section_text.en))


def _joined(*parts: str) -> str:
    return ", ".join(part for part in parts if part)


def _grade(grade: str) -> LocalText:
    number = ascii_digits(grade)
    if not (number.isascii() and number.isdigit() and 1 <= int(number) <= 12):
        return LocalText(grade, grade)
    value = int(number)
    ending = clean(_ORDINALS.get(value, "ম"))
    return LocalText(f"{bangla_digits(value)}{ending} শ্রেণি", f"Grade {value}")


def _section(section: str) -> LocalText:
    if not section:
        return LocalText()
    letter = _SECTIONS.get(section.lower(), section)
    sound = _SPOKEN.get(letter, section)
    return LocalText(f"{letter} শাখা", f"section {sound.capitalize() if sound.islower() else sound}")
