"""Twenty thousand places in one table: only what is seen is ever written, and read out one cell at a time."""

from __future__ import annotations

from collections.abc import Iterator
from typing import cast

import pytest
from msgspec.structs import replace
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from bsuh_desktop.domain.local_text import LocalText
from bsuh_desktop.presenters.figures.figures import ShownRows
from bsuh_desktop.presenters.figures.table_rows import COLUMN_KEYS, ColumnKey, PreparedRows, prepare, row_name
from bsuh_desktop.qt.figures.figure_table import FigureTable
from bsuh_desktop.qt.look.theme import apply_theme
from bsuh_desktop.services.figures.published_figures import FigureCounts, FigureRow, Withheld
from tests.helpers.hands import key, settle
from tests.helpers.work import calls, steps

MANY = 20_000
WIDE, NARROW = 1100, 500

pytestmark = pytest.mark.usefixtures("windows")


def row(place: int) -> FigureRow:
    name = f"School {place * 7919 % MANY:05}"
    counts = FigureCounts(place % 97 + 1, 100, 90, 80, 70, 60, 45, place % 3)
    few = replace(counts, certificates=Withheld.UNDER)
    return FigureRow((f"eiin:{place}",), (LocalText(name, name),), few if place % 50 == 7 else counts)


@pytest.fixture(scope="module")
def prepared() -> PreparedRows:
    """The rows as a worker gets them ready."""
    return prepare([row(place) for place in range(MANY)], lambda one: row_name(one, "en"), 10)


@pytest.fixture
def table(qapp: QApplication, qtbot: QtBot, prepared: PreparedRows) -> Iterator[FigureTable]:
    apply_theme(qapp)
    made = FigureTable()
    qtbot.addWidget(made)
    made.resize(WIDE, 480)
    made.show_rows(shown(prepared, "name", down=False))
    made.show()
    settle()
    yield made
    qapp.setStyleSheet("")


def shown(prepared: PreparedRows, by: ColumnKey, down: bool = True, search: str = "") -> ShownRows:
    order = tuple(prepared.arranged(by, down, search))
    return ShownRows(prepared, order, "place", "en", by, down)


def show(table: FigureTable, prepared: PreparedRows, by: ColumnKey) -> None:
    table.show_rows(shown(prepared, by))


@pytest.mark.parametrize("by", COLUMN_KEYS)
def test_twenty_thousand_rows_are_shown_with_the_work_of_two_hundred(
    table: FigureTable, prepared: PreparedRows, by: ColumnKey
) -> None:
    few = prepare([row(place) for place in range(MANY // 100)], lambda one: row_name(one, "en"), 10)

    def work(rows: PreparedRows) -> int:
        show(table, rows, by)
        settle()
        return steps(lambda: show(table, rows, by))

    assert work(prepared) <= 1.1 * work(few)


def test_only_what_is_seen_is_written(table: FigureTable, prepared: PreparedRows) -> None:
    def look_around() -> None:
        show(table, prepared, "classes")
        for place in (0, MANY // 2, MANY - 1):
            table.scrollTo(table.model().index(place, 0))
            settle()

    asked = calls(look_around)["FigureModel.data"]
    seen = 4 * (table.viewport().height() // table.rowHeight(0) + 2) * len(COLUMN_KEYS)
    # Of each cell its words, its place in it and the like, and of some twice.
    assert 0 < asked < 20 * seen < MANY, (asked, seen)
    assert table.model().rowCount() == MANY
    assert table.rowHeight(0) == table.rowHeight(MANY - 1) > 0


def test_the_cursor_stays_on_its_group(table: FigureTable, prepared: PreparedRows) -> None:
    table.setFocus()
    key(table, "Down")
    before = table.current_values()
    show(table, prepared, "classes")
    assert table.current_values() == before != ()
    table.go_to(next(row for row, place in enumerate(table.shown.order) if place == 9))
    assert table.current_values() == ("eiin:9",)


def test_a_narrow_one_says_everything_in_one_cell(table: FigureTable, prepared: PreparedRows) -> None:
    model = table.model()
    assert model.columnCount() == len(COLUMN_KEYS)
    assert [model.index(7, column).data() for column in (1, 8)] != ["", ""]
    table.resize(NARROW, 480)
    settle()
    assert model.columnCount() == 1
    order = prepared.arranged("name", False)
    told = cast(str, model.index(next(n for n, place in enumerate(order) if place == 0), 0).data())
    assert told.startswith("School 00000; Classes: 1; Attendances: 80; Learners: 70; Present: 80%; ")
    few = cast(str, model.index(next(n for n, place in enumerate(order) if place == 7), 0).data())
    assert "Certificates: under 10; Completion: –; " in few


def test_few_rows_take_no_more_height_than_they_need(table: FigureTable, prepared: PreparedRows) -> None:
    many = table.minimumHeight()
    few = prepare([row(place) for place in range(3)], lambda one: row_name(one, "en"), 10)
    table.show_rows(shown(few, "name", down=False))
    needed = table.horizontalHeader().height() + 3 * table.rowHeight(0)
    assert needed <= table.minimumHeight() == table.maximumHeight() <= needed + 4 < many
    table.show_rows(shown(few, "name", down=False, search="nowhere"))
    assert table.minimumHeight() >= needed, "a search moves nothing under the hand"
    show(table, prepared, "name")
    assert table.minimumHeight() == many < table.maximumHeight()
