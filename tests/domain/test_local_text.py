"""A text in both languages, and digits in each."""

from __future__ import annotations

import pytest

from bsuh_desktop.domain.local_text import LocalText, digits_text


@pytest.mark.parametrize("written", [17, "17", "১৭", "1৭"])
def test_digits_are_those_of_the_language_however_they_were_written(written: int | str) -> None:
    assert digits_text(written) == LocalText("১৭", "17")


def test_other_characters_stay_as_they_are_written() -> None:
    assert digits_text("ক-৭, 12b") == LocalText("ক-৭, ১২b", "ক-7, 12b")


def test_a_text_of_one_language_stands_in_for_the_other() -> None:
    assert LocalText(bn="ক").text_in("en") == LocalText(en="ক").text_in("bn") == "ক"
