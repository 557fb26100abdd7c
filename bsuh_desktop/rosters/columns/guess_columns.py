"""Guesses the columns of a list without headings from their cells, for a person to check.

Only columns that are unlikely to be anything else: one of rolls, one of names, one for sex. A second column of names
may be the fathers', and consent is never guessed.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from bsuh_desktop.domain.roster import roll_key, roll_number
from bsuh_desktop.domain.text import ascii_digits
from bsuh_desktop.rosters.columns.content import LOOKED_AT, MOSTLY, holds, shape_of
from bsuh_desktop.rosters.columns.heading_words import meaning_of
from bsuh_desktop.rosters.fields import NEVER_READ, Field
from bsuh_desktop.rosters.old_font.recognise import column_is_old
from bsuh_desktop.rosters.words import read_sex

_SERIAL = re.compile(r"^\d{1,3}\s*[.):।–-]+\s*(?=\S)")
_MOST = 0.7
_LARGEST_ROLL = 99_999
_LONGEST_ROLL = 14
_LONGEST_NAME = 60
_FEWEST_ROWS = 2
_FEWEST_NAMES_ALONE = 5

Texts = Sequence[str]


def guess(columns: Mapping[int, Texts]) -> dict[int, Field]:
    """The field of each column that is taken, by column number; `columns` are the non-blank texts. Empty if there is no
    column of names, or if there are only names and too few for a class."""
    name = next((number for number, texts in sorted(columns.items()) if are_names(texts)), None)
    if name is None:
        return {}
    rolls = [number for number, texts in sorted(columns.items()) if number != name and _are_rolls(texts)]
    fields: dict[int, Field] = {name: "name"}
    if rolls:
        fields[_roll_among(rolls, columns, name)] = "roll"
    sexes = [number for number, texts in columns.items() if number not in fields and _are_sexes(texts)]
    fields |= {sexes[0]: "sex"} if len(sexes) == 1 else {}
    return fields if rolls or len(columns[name]) >= _FEWEST_NAMES_ALONE else {}


def are_names(numbered: Texts) -> bool:
    """True for words without digits that are nearly all different: villages and religions repeat. If one cell names
    itself a village or a mother's name, the whole column is that. A serial number may stand before each."""
    texts = [_SERIAL.sub("", text) for text in numbered]
    good = [text for text in texts if shape_of(text) == "words" and _may_be_name(text)]
    # One learner may be called Ma Nu Ching: "ma" is a mother, too.
    if sum(meaning_of(text) in NEVER_READ for text in texts[:LOOKED_AT]) > len(texts[:LOOKED_AT]) // 10:
        return False
    if len(texts) < _FEWEST_ROWS or len(good) < _MOST * len(texts) or _are_sexes(texts):
        return False
    return len(set(good)) > MOSTLY * len(good) and (holds(texts) == "words" or column_is_old(texts[:LOOKED_AT]))


def _may_be_name(text: str) -> bool:
    return len(text) <= _LONGEST_NAME and len(text.split()) <= 7 and not any(letter.isdigit() for letter in text)


def _are_rolls(texts: Texts) -> bool:
    """True for small numbers, or short words with a number in them such as ৮-ক-১২, nearly all different. Dates are
    birth dates."""
    good = [text for text in texts if _may_be_roll(text)]
    different = {roll_key(text) for text in good}
    return len(good) >= max(_FEWEST_ROWS, _MOST * len(texts)) and len(different) >= _MOST * len(good)


def _may_be_roll(text: str) -> bool:
    number = roll_number(text)
    if number is not None:
        return 0 < number <= _LARGEST_ROLL
    short = len(text) <= _LONGEST_ROLL and " " not in text and any(letter.isdigit() for letter in text)
    return short and shape_of(text) in ("mixed", "words", "numbers")


def _roll_among(rolls: Sequence[int], columns: Mapping[int, Texts], name: int) -> int:
    """Among several columns of numbers, the one nearest to the name that does not merely count the rows."""
    own = [number for number in rolls if not _counts_rows(columns[number])] or list(rolls)
    before = [number for number in own if number < name] or own
    return min(before, key=lambda number: abs(number - name))


def _counts_rows(texts: Texts) -> bool:
    numbers = [int(digits) for text in texts if (digits := ascii_digits(text)).isascii() and digits.isdecimal()]
    return numbers == list(range(1, len(numbers) + 1))


def _are_sexes(texts: Texts) -> bool:
    return len(texts) >= _FEWEST_ROWS and sum(read_sex(text) is not None for text in texts) > _MOST * len(texts)
