"""One column of a list: its position, the school's heading, and what it contains, told by the shape of its cells."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from typing import Literal

import msgspec

from bsuh_desktop.domain.text import ascii_digits
from bsuh_desktop.rosters.vocabulary import FIELDS, NEVER_READ, Field, NotTaken

Holds = Literal["words", "numbers", "long_numbers", "dates", "answers", "mixed", "nothing"]
"""What a column contains, told by the shape of its cells alone: the values of a column that is not taken never leave
the reader. Long numbers are phones and the like; *answers* are few different words, as for sex or consent."""


Reason = Literal["", "hidden", "second", "same_script", "of_others", "all_different", "answers"]
"""Why a column is not taken although its heading names a field: it is hidden; another column has the field; another has
names in this script, so these may be a parent's; it is headed as somebody else's;
nearly every cell differs, so it is no class; it holds yes and no."""


class Column(msgspec.Struct, frozen=True):
    """A column of the list."""

    place: str
    """Its letter in the spreadsheet."""
    heading: str
    """The school's own words above it; several rows are joined from the top with a dash. Empty if they contain a digit:
    somebody's number may have got into the heading."""
    meaning: Field | NotTaken
    hidden: bool = False
    """True if the spreadsheet does not show it."""
    reason: Reason = ""
    holds: Holds = "nothing"
    filled: int = 0
    """How many of its cells below the headings are not blank."""

    @property
    def taken(self) -> bool:
        """True if the column is in the allow-list and is read."""
        return self.meaning in FIELDS

    @property
    def changeable(self) -> bool:
        """True if a person may say what the column contains; phones and the like are never read, whoever asks."""
        return self.meaning not in NEVER_READ

    def may_hold(self, choice: Field | Literal["none"]) -> bool:
        """True if a person may read the column as `choice`: long numbers and dates cannot be rolls or names."""
        return self.changeable and not (choice in ("roll", "name") and self.holds in ("long_numbers", "dates"))


def place_of(column: int) -> str:
    """The letters of a column in a spreadsheet: 0 is A, 26 is AA."""
    letters = ""
    column += 1
    while column:
        column, letter = divmod(column - 1, 26)
        letters = chr(ord("A") + letter) + letters
    return letters


LOOKED_AT = 300
"""How many cells of a column are examined."""

MOSTLY = 0.6
_LONG_NUMBER = re.compile(
    r"(?<!\d)(?<!\d[.])\+?\d{9,}"
    r"|(?<!\d)(?:\(?\+?88\)?[ ./()–-]{0,2}0?|0)[ ./()–-]{0,2}1[3-9](?:[ ./()–-]{0,2}\d){8}(?!\d)"
    r"|(?<!\d)\+\d(?:[ ./()–-]{0,2}\d){8,}"
    r"|(?<!\d)\d{3,}(?:[ .]\d{3,})+(?!\d)"
)
"""An identity number; a mobile phone of Bangladesh (01, a digit from 3, eight more) with any separators; a phone with a
country code; a number in groups. Composite rolls (2026-08-112) do not match."""
_EMPTY_BRACKETS = re.compile(r"\(\s*\)|\[\s*\]")
_DATE = re.compile(
    r"\d{4}[-/.]\d{1,2}[-/.]\d{1,2}(?:[ T][\d:.]+)?|\d{1,2}[-/.]\d{1,2}[-/.](?:\d{4}|\d{2})"
    r"|\d{1,2}[ -/][^\W\d]{3,10}[ ,-/]+\d{2,4}|[^\W\d]{3,10} \d{1,2},? \d{4}"
)
_NUMBER = re.compile(r"\d{1,8}(?:[.]\d+)?%?")
_ANSWERS = 6
_LONGEST_ANSWER = 20
_SEVERAL = 4


def holds(texts: Sequence[str]) -> Holds:
    """What these texts of non-blank cells contain; *mixed* if no shape is that of most of them."""
    looked_at = texts[:LOOKED_AT]
    if not looked_at:
        return "nothing"
    shapes = Counter(map(shape_of, looked_at))
    shape, number = shapes.most_common(1)[0]
    if shapes["long_numbers"] * 3 >= len(looked_at):
        return "long_numbers"
    if shape in ("words", "mixed") and _are_answers(looked_at):
        return "answers"
    return shape if number >= MOSTLY * len(looked_at) else "mixed"


def shape_of(text: str) -> Holds:
    """The shape of one cell."""
    digits = ascii_digits(text)
    if _DATE.fullmatch(digits):
        return "dates"
    if has_long_number(text):
        return "long_numbers"
    if _NUMBER.fullmatch(digits):
        return "numbers"
    return "words" if sum(letter.isalpha() for letter in text) > 1 else "mixed"


def has_long_number(text: str) -> bool:
    """True if `text` contains nine or more digits in a row, as phones and identity numbers do."""
    return without_long_numbers(text) != text


def without_long_numbers(text: str) -> str:
    """`text` without such numbers, and without the brackets around them."""
    digits = ascii_digits(text)
    spans = [found.span() for found in _LONG_NUMBER.finditer(digits) if sum(map(str.isdigit, found[0])) > 8]
    if not spans:
        return text
    for begin, end in reversed(spans):
        text = text[:begin] + text[end:]
    return _EMPTY_BRACKETS.sub("", text).strip(" -–,;:/|+()_")


def _are_answers(texts: Sequence[str]) -> bool:
    different = set(texts)
    return (
        len(texts) >= _SEVERAL
        and len(different) <= min(_ANSWERS, len(texts) // 2)
        and all(len(text) <= _LONGEST_ANSWER for text in different)
    )
