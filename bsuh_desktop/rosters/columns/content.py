"""Recognises what a column contains from the shape of its cells alone: words, numbers, phones, dates, answers."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from bsuh_desktop.domain.text import ascii_digits
from bsuh_desktop.rosters.columns.column import Holds

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
