"""Classes that were held, the newest first; each opens its wrap-up, read-only."""

from __future__ import annotations

from typing import Protocol

import msgspec

from bsuh_desktop.app.desk_session import DeskSession
from bsuh_desktop.domain.dates import date_text
from bsuh_desktop.domain.messages import Message
from bsuh_desktop.presenters.parts import NO_TEXT, Empty, Joined, Part, Text
from bsuh_desktop.presenters.presenter import PageView, TablePresenter
from bsuh_desktop.presenters.rows import Cell, CellButton, Column, Row
from bsuh_desktop.services.home.home import HeldClass, held_classes

OPEN = "open"
"""The button of a row."""


class HeldModel(msgspec.Struct, frozen=True, kw_only=True):
    """The page: a row for each class."""

    nothing: Empty
    table_space: Part
    consent_withdrawn: Part
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]


class HeldView(PageView[HeldModel], Protocol):
    """The page."""

    def set_current(self, session: str) -> None:
        """Moves the cursor to the row of that class."""


class HeldPresenter(TablePresenter[HeldModel]):
    """Reloads its rows each time it is entered."""

    heading = Message("Held classes")
    view: HeldView

    def __init__(self, session: DeskSession, view: HeldView) -> None:
        super().__init__(session, view)
        self._classes: tuple[HeldClass, ...] | None = None

    def breadcrumb(self) -> Text:
        """Number of classes, once the desk has answered."""
        return NO_TEXT if self._classes is None else Message("On this laptop: {count}", count=len(self._classes))

    def enter(self) -> None:
        """Reloads the classes."""
        super().enter()
        self.session.query(held_classes, self.in_visit(self._on_classes))

    def _on_classes(self, classes: tuple[HeldClass, ...]) -> None:
        self._classes = classes
        self.refresh()
        if classes:
            self.view.set_current(classes[0].session)
        self.view.focus("rows" if classes else "back")

    def open_withdrawal(self, session: str) -> None:
        """Opens withdrawal for the class under the cursor; "" if there is none."""
        if session:
            self.view.open("withdrawal", session=session, path="held")

    def open_class(self, session: str) -> None:
        """Opens a class as it was finished."""
        self.session.take_class(session, self.in_visit(lambda: self.view.open("wrap_up", session=session)))

    def model(self) -> HeldModel:
        """The page as it should look now."""
        there = None if self._classes is None else bool(self._classes)
        return HeldModel(
            nothing=Empty(
                there is False, Message("No class has been held yet"), Message("Finished classes appear here.")
            ),
            table_space=Part(shown=there),
            consent_withdrawn=Part(shown=there),
            columns=_columns(self._wide),
            rows=tuple(_row(one, self._wide) for one in self._classes or ()),
        )


def _columns(wide: bool) -> tuple[Column, ...]:
    """In a narrow table the day is below the class, and activating a row opens the class."""
    name, there = Column(Message("Class")), Column(Message("Present"), 90 if wide else 88)
    if not wide:
        return name, there
    return Column(Message("Day"), 170), name, there, Column(Message("Minutes"), 100), Column("", 120)


def _row(one: HeldClass, wide: bool) -> Row:
    day, what = date_text(one.date), list[Text]((one.module, one.place))
    if one.to_reprint:
        what.insert(0, Message("Certificates to print again: {count}", count=one.to_reprint))
    if one.names_over:
        what.append(Message("Names deleted"))
    if not wide:
        return Row(one.session, (Cell(one.title, Joined((day, *what)), bold=True), Cell(one.present)))
    if one.practice:
        what.append(Message("Practice"))
    name, verb = Cell(one.title, Joined(tuple(what)), bold=True), CellButton(OPEN, Message("Open"))
    return Row(one.session, (Cell(day), name, Cell(one.present), Cell(one.minutes), Cell(verb=verb)))
