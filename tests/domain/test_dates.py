from __future__ import annotations

import datetime
import unicodedata

import pytest

from bsuh_desktop.domain.dates import (
    BANGLA_MONTHS,
    ENGLISH_MONTHS,
    date_text,
    date_words,
    read_day,
    read_time,
    time_words,
)
from bsuh_desktop.domain.local_text import LocalText


def test_a_day_is_said_in_both_languages() -> None:
    assert date_text(datetime.date(2026, 7, 14)) == LocalText("১৪ জুলাই ২০২৬", "14 July 2026")


def test_a_day_below_ten_has_no_leading_nought() -> None:
    assert date_words(datetime.date(2026, 2, 3), "bn") == "৩ ফেব্রুয়ারি ২০২৬"


def test_twelve_different_months_in_nfc() -> None:
    assert len(set(BANGLA_MONTHS)) == len(set(ENGLISH_MONTHS)) == 12
    assert all(unicodedata.is_normalized("NFC", month) for month in BANGLA_MONTHS)


@pytest.mark.parametrize(
    ("hour", "bangla", "english"),
    [
        (0, "রাত ১২:৩০", "12:30 am"),
        (3, "রাত ৩:৩০", "3:30 am"),
        (4, "ভোর ৪:৩০", "4:30 am"),
        (6, "সকাল ৬:৩০", "6:30 am"),
        (10, "সকাল ১০:৩০", "10:30 am"),
        (12, "দুপুর ১২:৩০", "12:30 pm"),
        (16, "বিকাল ৪:৩০", "4:30 pm"),
        (18, "সন্ধ্যা ৬:৩০", "6:30 pm"),
        (20, "রাত ৮:৩০", "8:30 pm"),
        (23, "রাত ১১:৩০", "11:30 pm"),
    ],
)
def test_each_part_of_the_day_has_its_word(hour: int, bangla: str, english: str) -> None:
    time = datetime.time(hour, 30)
    assert (time_words(time, "bn"), time_words(time, "en")) == (bangla, english)


def test_minutes_keep_two_digits() -> None:
    assert time_words(datetime.time(9, 5), "bn") == "সকাল ৯:০৫"


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("10:30", (10, 30)),
        ("1030", (10, 30)),
        ("৯.১৫", (9, 15)),
        ("915", (9, 15)),
        ("13:05", (13, 5)),
        ("1:30", (13, 30)),
        ("24:00", None),
        ("10:60", None),
        ("10", (10, 0)),
        ("১", (13, 0)),
        ("24", None),
        ("10:", None),
        ("ten", None),
        ("", None),
    ],
)
def test_a_time_as_people_write_it(typed: str, read: tuple[int, int] | None) -> None:
    assert read_time(typed) == (None if read is None else datetime.time(*read))


@pytest.mark.parametrize(
    ("numbers", "known"),
    [
        ((29, 2, 2028), True),
        ((29, 2, 2027), False),
        ((31, 4, 2026), False),
        ((3, 8, 26), False),
        ((3, None, 2026), False),
        ((0, 8, 2026), False),
    ],
)
def test_a_day_of_three_numbers(numbers: tuple[int | None, int | None, int | None], known: bool) -> None:
    day, month, year = numbers
    found = read_day(day, month, year)
    assert (found is not None) == known
    assert found is None or (found.day, found.month, found.year) == numbers
