"""Labels of the groups, columns and numbers of figures."""

from __future__ import annotations

import datetime

from bsuh_desktop.domain.dates import BANGLA_MONTHS, ENGLISH_MONTHS
from bsuh_desktop.domain.local_text import Language, LocalText
from bsuh_desktop.domain.messages import Message
from bsuh_desktop.domain.numbers import local_count
from bsuh_desktop.domain.text import bangla_digits
from bsuh_desktop.language import say
from bsuh_desktop.presenters.figures.table_rows import ColumnKey
from bsuh_desktop.register.queries import Dimension
from bsuh_desktop.services.figures.dimension_names import DIMENSION_NAMES
from bsuh_desktop.services.figures.values import FigureRow

METHOD = Message(
    "Learners are counted separately without names: on one laptop by the number that it gave "
    "them, on several laptops by place, year, class and roll. A learner with neither is counted "
    "once in each class."
)


def column_text(key: ColumnKey, by: Dimension) -> Message:
    """A column's title."""
    return {
        "name": DIMENSION_NAMES[by],
        "classes": Message("Classes"),
        "attendances": Message("Attendances"),
        "learners": Message("Learners"),
        "attendance": Message("Present"),
        "certificates": Message("Certificates"),
        "completion": Message("Completion"),
        "minutes": Message("Minutes"),
        "later": Message("Entered later"),
    }[key]


def column_tip(key: ColumnKey) -> Message:
    """Definition of a column's numbers."""
    return {
        "name": Message("By their order"),
        "classes": Message("Classes that were held"),
        "attendances": Message("Everybody who was present, each time"),
        "learners": Message("Different learners who were present, each once"),
        "attendance": Message("How many of the learners on the lists were present"),
        "certificates": Message("Certificates that were earned"),
        "completion": Message("How many of those present earned a certificate"),
        "minutes": Message("Average minutes in a class"),
        "later": Message("Classes that were entered later"),
    }[key]


def counted(classes: int) -> Message:
    """A number of classes."""
    if classes == 0:
        return Message("no class")
    if classes == 1:
        return Message("1 class")
    return Message("{count} classes", count=local_count(classes))


def row_name(row: FigureRow, language: Language) -> str:
    """Name of a row's group, said: rows are sorted and searched by it in one language."""
    names = [label.text_in(language) or value for label, value in zip(row.labels, row.values, strict=True)]
    return " · ".join(name for name in names if name) or say(Message("not known"), language)


def month_text(month: str) -> LocalText:
    """2026-07 as: July 2026."""
    number, year = int(month[5:7]) - 1, month[:4]
    return LocalText(f"{BANGLA_MONTHS[number]} {bangla_digits(year)}", f"{ENGLISH_MONTHS[number]} {year}")


def month_short(month: str) -> LocalText:
    """2026-07 as: Jul, for the trend."""
    number = int(month[5:7]) - 1
    return LocalText(_BANGLA_SHORT[number], ENGLISH_MONTHS[number][:3])


_BANGLA_SHORT = ("জানু", "ফেব্রু", "মার্চ", "এপ্রি", "মে", "জুন", "জুলা", "আগ", "সেপ্টে", "অক্টো", "নভে", "ডিসে")


def span_text(first: datetime.date, last: datetime.date) -> LocalText:
    """From one month to another."""
    one, other = (month_text(day.isoformat()[:7]) for day in (first, last))
    return one if one == other else LocalText(f"{one.bn} – {other.bn}", f"{one.en} – {other.en}")
