"""Figures as the country reads them: lakhs and crores, digits of the language, a share that promises nothing."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bsuh_desktop.domain.local_text import Language
from bsuh_desktop.domain.numbers import count_text, large_text, share, share_text


@pytest.mark.parametrize(
    ("number", "english", "bangla"),
    [(0, "0", "০"), (999, "999", "৯৯৯"), (62_418, "62,418", "৬২,৪১৮"), (248_160, "2,48,160", "২,৪৮,১৬০")],
)
def test_counts_are_grouped_in_lakhs(number: int, english: str, bangla: str) -> None:
    assert count_text(number, "en") == large_text(number, "en") == english
    assert count_text(number, "bn") == large_text(number, "bn") == bangla


@pytest.mark.parametrize(
    ("number", "english", "bangla"),
    [
        (999_999, "9,99,999", "৯,৯৯,৯৯৯"),
        (1_000_000, "10.0 lakh", "১০.০ লাখ"),
        (2_499_999, "24.9 lakh", "২৪.৯ লাখ"),
        (9_999_999, "99.9 lakh", "৯৯.৯ লাখ"),
        (10_000_000, "1.0 crore", "১.০ কোটি"),
        (12_345_678_901, "1,234.5 crore", "১,২৩৪.৫ কোটি"),
    ],
)
def test_large_ones_are_said_short_and_never_rounded_up(number: int, english: str, bangla: str) -> None:
    assert (large_text(number, "en"), large_text(number, "bn")) == (english, bangla)


@pytest.mark.parametrize(
    ("part", "whole", "language", "said"),
    [(71, 100, "en", "71%"), (5, 8, "bn", "৬৩%"), (0, 0, "en", "–"), (0, 7, "en", "0%"), (9_999, 10_000, "en", "99%")],
)
def test_a_share_in_words(part: int, whole: int, language: Language, said: str) -> None:
    assert share_text(part, whole, language) == said


@given(st.integers(1, 10**9), st.data())
def test_only_all_is_a_hundred_and_only_none_is_zero(whole: int, data: st.DataObject) -> None:
    part = data.draw(st.integers(0, whole))
    percent = share(part, whole)
    assert percent is not None
    assert (percent == 100) == (part == whole)
    assert (percent == 0) == (part == 0)
    assert 0 < part < whole or percent in (0, 100)
    assert abs(percent - 100 * part / whole) <= 1
