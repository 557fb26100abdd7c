"""When will the class be held? A day, and optionally a time; and a date as it is typed in three fields."""

from __future__ import annotations

import datetime
from typing import Literal, Protocol

import msgspec

from bsuh_desktop.app.desk_session import DeskSession
from bsuh_desktop.domain.dates import date_text, read_day, read_time, time_text
from bsuh_desktop.domain.messages import Message
from bsuh_desktop.presenters.parts import NO_TEXT, Field, Part

DatePart = Literal["day", "month", "year"]
WhichDay = Literal["on_today", "on_tomorrow", "on_another"]


class TypedDate:
    """A date as it is typed, in three fields for numbers."""

    def __init__(self, day: datetime.date | None = None) -> None:
        self._numbers: dict[DatePart, int | None] = {"day": None, "month": None, "year": None}
        if day is not None:
            self._numbers = {"day": day.day, "month": day.month, "year": day.year}

    def write(self, part: DatePart, number: int | None) -> None:
        """Takes a number from its field; None if that is empty."""
        self._numbers[part] = number

    def day(self) -> datetime.date | None:
        """The date; None if it is incomplete or does not exist."""
        return read_day(self._numbers["day"], self._numbers["month"], self._numbers["year"])

    def fields(self, problem: bool = False) -> dict[str, Field]:
        """The three fields of a form; marked if the date is refused."""
        return {part: Field(value=number, problem=problem) for part, number in self._numbers.items()}


class ClassDateModel(msgspec.Struct, frozen=True, kw_only=True):
    """Three choices for the day, the typed date in words, and the button that accepts both."""

    on_today: Part
    on_tomorrow: Part
    on_another: Part
    date_fields: Part
    day: Field
    month: Field
    year: Field
    day_text: Part
    time: Field
    time_text: Part
    when_problem: Part
    accept: Part


class ClassDateView(Protocol):
    """The dialog."""

    def bind(self, model: ClassDateModel) -> None:
        """Shows the model."""


class ClassDatePresenter:
    """Begins with the day and time chosen so far; without any, with today."""

    def __init__(
        self,
        session: DeskSession,
        view: ClassDateView,
        today: datetime.date,
        day: datetime.date | None,
        time: datetime.time | None,
    ) -> None:
        self._view = view
        self._today = today
        ahead = ((day or today) - today).days
        self._which: WhichDay = "on_tomorrow" if ahead == 1 else "on_today" if ahead <= 0 else "on_another"
        self._date = TypedDate(day or today)
        self._time = session.digits(f"{time.hour}:{time.minute:02d}") if time else ""

    def day(self) -> datetime.date | None:
        """The chosen day; None if it does not exist or is past."""
        if self._which == "on_today":
            return self._today
        if self._which == "on_tomorrow":
            return self._today + datetime.timedelta(days=1)
        day = self._date.day()
        return day if day is not None and day >= self._today else None

    def time(self) -> datetime.time | None:
        """The typed time; None if there is none or it is invalid."""
        return read_time(self._time)

    def choose(self, which: WhichDay) -> None:
        """One of the three choices."""
        self._which = which
        self.refresh()

    def write_date(self, part: DatePart, number: int | None) -> None:
        """Somebody typed a number of another day."""
        self._date.write(part, number)
        self.refresh()

    def write_time(self, text: str) -> None:
        """Somebody typed a time."""
        self._time = text
        self.refresh()

    def refresh(self) -> None:
        """Shows what is chosen."""
        self._view.bind(self.model())

    def model(self) -> ClassDateModel:
        """The dialog as it should look now."""
        day, time, problem = self.day(), self.time(), self._problem()
        return ClassDateModel(
            on_today=Part(checked=self._which == "on_today"),
            on_tomorrow=Part(checked=self._which == "on_tomorrow"),
            on_another=Part(checked=self._which == "on_another"),
            date_fields=Part(shown=self._which == "on_another"),
            **self._date.fields(),
            day_text=Part(shown=day is not None, text=date_text(day) if day else NO_TEXT),
            time=Field(value=self._time),
            time_text=Part(text=time_text(time) if time else NO_TEXT),
            when_problem=Part(shown=problem is not None, text=problem or NO_TEXT),
            accept=Part(enabled=problem is None),
        )

    def _problem(self) -> Message | None:
        if self.day() is None:
            return Message("Write today's date or a later one.")
        wrong = self._time.strip() and self.time() is None
        return Message("Write the time as 10:30, or leave it empty.") if wrong else None
