"""Days and times of day as text on certificates and screens: ১৪ জুলাই ২০২৬, সকাল ১০:৩০.

The parts of the day and where they begin follow Unicode CLDR for Bangla (morning1 to night1). At the end stands whether
something with a last day, such as a grant, is still valid, or has to be renewed soon."""

from __future__ import annotations

import datetime
import re
from typing import Literal

from bsuh_desktop.domain.local_text import Language, LocalText
from bsuh_desktop.domain.text import ascii_digits, bangla_digits


def day_after(day: datetime.date, keep: datetime.timedelta) -> datetime.date:
    """`day` plus `keep`, or the last possible date: a programme may have no end."""
    return day + keep if datetime.date.max - day > keep else datetime.date.max


BANGLA_MONTHS = (
    "জানুয়ারি",
    "ফেব্রুয়ারি",
    "মার্চ",
    "এপ্রিল",
    "মে",
    "জুন",
    "জুলাই",
    "আগস্ট",
    "সেপ্টেম্বর",
    "অক্টোবর",
    "নভেম্বর",
    "ডিসেম্বর",
)
ENGLISH_MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
_TIME = re.compile(r"([0-9]{1,2})(?:[:. ]?([0-9]{2}))?")
_LAST_AFTERNOON_HOUR = 5
_DAY_PARTS = ((20, "রাত"), (18, "সন্ধ্যা"), (16, "বিকাল"), (12, "দুপুর"), (6, "সকাল"), (4, "ভোর"), (0, "রাত"))


def date_words(day: datetime.date, language: Language) -> str:
    """The day in words: ১৪ জুলাই ২০২৬ or 14 July 2026."""
    if language == "bn":
        return f"{bangla_digits(day.day)} {BANGLA_MONTHS[day.month - 1]} {bangla_digits(day.year)}"
    return f"{day.day} {ENGLISH_MONTHS[day.month - 1]} {day.year}"


def date_text(day: datetime.date) -> LocalText:
    """The day in both languages."""
    return LocalText(date_words(day, "bn"), date_words(day, "en"))


def time_words(time: datetime.time, language: Language) -> str:
    """The time of day by the twelve-hour clock: সকাল ১০:৩০ or 10:30 am."""
    clock = f"{(time.hour + 11) % 12 + 1}:{time.minute:02d}"
    if language == "en":
        return f"{clock} {'am' if time.hour < 12 else 'pm'}"
    part = next(word for begins, word in _DAY_PARTS if time.hour >= begins)
    return f"{part} {bangla_digits(clock)}"


def time_text(time: datetime.time) -> LocalText:
    """The time of day in both languages."""
    return LocalText(time_words(time, "bn"), time_words(time, "en"))


def read_day(day: int | None, month: int | None, year: int | None) -> datetime.date | None:
    """The day of three typed numbers, the year with all its digits; None while one is missing, or if there is no such
    day."""
    if day is None or month is None or year is None or year < 1000:
        return None
    try:
        return datetime.date(year, month, day)
    except ValueError:
        return None


def read_time(text: str) -> datetime.time | None:
    """A time of day as people write it: 10:30, 1030, 10, ৯.১৫; None if it is not a time. One to five o'clock are read
    as afternoon, since there are no classes at those hours of the night."""
    found = _TIME.fullmatch(ascii_digits(text).strip())
    if found is None:
        return None
    hour, minute = int(found[1]), int(found[2] or 0)
    hour += 12 if 1 <= hour <= _LAST_AFTERNOON_HOUR else 0
    return datetime.time(hour, minute) if hour < 24 and minute < 60 else None


SOON_DAYS = 30
"""A grant ends soon from this many days before its last: a stick has to go to the coordinator and come back."""

Validity = Literal["holds", "ends_soon", "ended"]


def validity(last_day: datetime.date, today: datetime.date) -> Validity:
    """The validity today of something whose last day (included) is `last_day`."""
    if last_day < today:
        return "ended"
    return "ends_soon" if (last_day - today).days <= SOON_DAYS else "holds"
