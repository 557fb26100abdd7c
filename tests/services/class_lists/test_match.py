from __future__ import annotations

import pytest

from bsuh_desktop.services.class_lists.match import agree, are_alike, can_be_compared, compared, keys_of
from tests.helpers.later_lists import a_known_class, in_class, listed

RAKIB = keys_of("মোঃ রকিব", "Md. Rakib")


@pytest.mark.parametrize(
    ("name_bn", "name_en", "expected"),
    [
        ("মো: রকিব", None, True),
        ("মোহাম্মদ রকিব", "Mohammad Rakib", True),
        (None, "MD RAKIB", True),
        ("মোঃ রকিব", "Md. Raqib", False),
        ("মোঃ সাকিব", None, False),
        (None, None, False),
    ],
)
def test_one_name_agrees_in_each_script_that_both_have(name_bn: str, name_en: str, expected: bool) -> None:
    assert agree(RAKIB, keys_of(name_bn, name_en)) is expected


def test_names_in_different_scripts_cannot_be_compared() -> None:
    bangla, english = keys_of("মোঃ রকিব", None), keys_of(None, "Md. Rakib")
    assert not can_be_compared(bangla, english)
    assert can_be_compared(RAKIB, english)
    assert not agree(bangla, english)


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("রহিমা খাতুন", "রহিমা খাতূন", True),
        ("শ্রেয়া চক্রবর্ত্তী", "শ্রেয়া চক্রবর্তী", True),
        ("মোঃ রকিব", "মোঃ রাকিব", True),
        ("মং চাই", "নাদিয়া সুলতানা", False),
        ("করিম মিয়া", "শান্ত চাকমা", False),
    ],
)
def test_a_name_that_is_written_anew_is_alike(one: str, other: str, expected: bool) -> None:
    assert are_alike(keys_of(one, None), keys_of(other, None)) is expected


def test_only_pairs_with_one_roll_are_compared_beforehand() -> None:
    base = a_known_class([in_class(11, "১", "রহিমা খাতুন"), in_class(12, "2", "রহিমা খাতুন"), in_class(13, "", "রহিমা খাতুন")])
    known = compared([listed(2, "1", "রহিমা খাতূন"), listed(3, None, "রহিমা খাতূন")], base)
    assert known.alike == {(2, 11)}
