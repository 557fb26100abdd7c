"""One of several classes of a list, as the list calls it and as we do: ৬ষ্ঠ, ষষ্ঠ, Six and 6 are one grade."""

from __future__ import annotations

import re

from bsuh_desktop.domain.class_words import class_words
from bsuh_desktop.domain.local_text import LocalText
from bsuh_desktop.domain.text import ascii_digits, clean
from bsuh_desktop.rosters.wishes import Part

_ENGLISH = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
_BANGLA = (
    "প্রথম", "দ্বিতীয়", "তৃতীয়", "চতুর্থ", "পঞ্চম", "ষষ্ঠ", "সপ্তম", "অষ্টম", "নবম", "দশম", "একাদশ", "দ্বাদশ",
)  # fmt: skip
_IN_WORDS = {clean(word): number for words in (_ENGLISH, _BANGLA) for number, word in enumerate(words, 1)}


def part_title(part: Part) -> LocalText:
    """The class of a list in our words."""
    return class_title(part.grade, part.section)


def class_title(grade: str, section: str) -> LocalText:
    """A class by its number where its grade has one, however that is written."""
    number = re.search(r"\d+", ascii_digits(grade))
    said = [_IN_WORDS[word] for word in clean(grade).casefold().split() if word in _IN_WORDS]
    return class_words(number.group() if number else str(said[0]) if said else grade, section)
