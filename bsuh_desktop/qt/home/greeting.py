"""Home's greeting: weekday with date, and good morning."""

from __future__ import annotations

import datetime

from bsuh_desktop.domain.dates import date_words
from bsuh_desktop.domain.messages import Language, Message

_NOON, _EVENING = 12, 17


def greeting(hour: int, name: str) -> Message:
    """Good morning until noon, good afternoon until five, then good evening; with the name if there is one."""
    if hour < _NOON:
        return Message("Good morning, {name}", name=name) if name else Message("Good morning")
    if hour < _EVENING:
        return Message("Good afternoon, {name}", name=name) if name else Message("Good afternoon")
    return Message("Good evening, {name}", name=name) if name else Message("Good evening")


def weekday(day: datetime.date, language: Language) -> Message:
    """Such as: Tuesday, 14 July 2026."""
    date = date_words(day, language)
    days = (
        Message("Monday, {date}", date=date),
        Message("Tuesday, {date}", date=date),
        Message("Wednesday, {date}", date=date),
        Message("Thursday, {date}", date=date),
        Message("Friday, {date}", date=date),
        Message("Saturday, {date}", date=date),
        Message("Sunday, {date}", date=date),
    )
    return days[day.weekday()]
