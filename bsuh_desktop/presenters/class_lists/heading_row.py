"""Which row of a list holds its headings: the rows about them, as little of them as a person needs to see it."""

from __future__ import annotations

import msgspec

from bsuh_desktop.app.desk_session import DeskSession
from bsuh_desktop.domain.local_text import digits_text
from bsuh_desktop.domain.messages import Message
from bsuh_desktop.presenters.parts import NO_TEXT, Joined, Text
from bsuh_desktop.presenters.person_words import HIDDEN
from bsuh_desktop.presenters.rows import Cell, Column, Row
from bsuh_desktop.rosters.read_options import NO_HEADING
from bsuh_desktop.rosters.top_rows import TopCell, TopRow
from bsuh_desktop.services.class_lists.import_plan import ImportPlan

THIS_ROW, NO_ROW, BACK = "this_row", "no_row", "back"
COLUMNS = (Column(Message("Row"), 112), Column(Message("What it holds")))


class HeadingRowModel(msgspec.Struct, frozen=True):
    """The table of the dialog, and the row that holds the headings now; "" if there is none."""

    rows: tuple[Row, ...]
    current: str


class HeadingRow:
    """The question; `chosen` is the answer. Names stand in it as what they are, with their length, and so in public
    view not at all."""

    def __init__(self, session: DeskSession, plan: ImportPlan) -> None:
        self._session = session
        self._plan = plan

    def model(self) -> HeadingRowModel:
        """The dialog as it should look now."""
        now = self._plan.heading_row
        rows = tuple(_row(row, row.number == now, self._session.public) for row in self._plan.top)
        return HeadingRowModel(rows, str(now) if now != NO_HEADING else "")

    def chosen(self, key: str, row: str) -> int | None:
        """The row of the headings after the answer `key` while the cursor is on `row`; None if it stays as it is."""
        place = NO_HEADING if key == NO_ROW else int(row or NO_HEADING) if key == THIS_ROW else self._plan.heading_row
        return None if place == self._plan.heading_row else place


def _row(row: TopRow, now: bool, public: bool) -> Row:
    words = Joined(tuple(_words(cell, public) for cell in row.cells))
    number = Cell(digits_text(row.number), Message("headings now") if now else NO_TEXT, bold=now)
    return Row(str(row.number), (number, Cell(words)), "ok" if now else "")


def _words(cell: TopCell, public: bool) -> Text:
    if cell.kind == "heading":
        return cell.words
    if cell.kind == "nothing":
        return NO_TEXT
    if public:
        return HIDDEN
    return {
        "name": Message("name, length {count}", count=cell.length),
        "number": Message("number, length {count}", count=cell.length),
        "date": Message("date"),
    }.get(cell.kind, Message("text, length {count}", count=cell.length))
