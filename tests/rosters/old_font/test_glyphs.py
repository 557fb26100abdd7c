from __future__ import annotations

import itertools
import re
from collections import Counter

from bsuh_desktop.rosters import old_font

TABLES = (
    old_font.VOWELS,
    old_font.LETTERS,
    old_font.HALVES,
    old_font.JOINED,
    old_font.BEFORE,
    old_font.AFTER,
    old_font.WITH_SIGN,
    old_font.MARKS,
    old_font.PLAIN,
)


def test_a_sign_is_one_thing() -> None:
    for one, other in itertools.combinations(TABLES, 2):
        assert set(one) & set(other) == set()


def test_every_sign_is_one_of_the_code_page() -> None:
    for sign in set().union(*TABLES) - {"−"}:
        assert len(sign.encode("cp1252")) == 1


def test_what_stands_for_letters_is_letters_joined() -> None:
    joined = re.compile("[ক-হ]়?(?:্[ক-হ]়?)*")
    assert all(
        joined.fullmatch(read)
        for table in (old_font.LETTERS, old_font.HALVES, old_font.JOINED)
        for read in table.values()
    )


def test_two_joined_letters_have_a_sign_in_either_font() -> None:
    counted = Counter(old_font.LETTERS.values())
    assert {read for read, times in counted.items() if times > 1} == {"ক্ষ", "ণ্ড"}


def test_every_ascii_letter_means_something() -> None:
    letters = set("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz")
    assert letters - set().union(*TABLES) == {old_font.KHANDA_TA}
