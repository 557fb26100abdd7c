"""A table of rows: its buttons can be clicked and reached by keys, and the cursor keeps its row."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QEvent, QItemSelectionModel, QObject, QPoint, QRect, Qt
from PySide6.QtGui import QPaintEvent, QRegion
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from bsuh_desktop.domain.messages import Message
from bsuh_desktop.presenters.rows import Cell, CellButton, Column, Row
from bsuh_desktop.qt.look import i18n
from bsuh_desktop.qt.look.theme import apply_theme
from bsuh_desktop.qt.widgets import painted_text
from bsuh_desktop.qt.widgets.row_delegate import painted_row
from bsuh_desktop.qt.widgets.row_table import RowTable
from tests.helpers.hands import key, press, press_words, settle, until
from tests.helpers.list_pages import verb_area
from tests.qt.widgets.conftest import Show


def _rows(count: int) -> list[Row]:
    return [_row(str(roll)) for roll in range(1, count + 1)]


def _row(key_: str, state: str = "", name: str = "ক্ষিতীশ রহমান") -> Row:
    return Row(key_, (Cell(key_), Cell(name), Cell(verb=CellButton("mend", f"Mend {key_}"))), state)


@pytest.fixture
def table(show: Show) -> RowTable:
    table = RowTable()
    table.setObjectName("roster")
    table.set_columns([Column("Roll", 60), Column("Name"), Column("", 140)])
    table.set_rows(_rows(30))
    show(table, width=700, height=400)
    table.setFocus()
    until(table.hasFocus, "the table has the focus")
    table.set_current("1")
    return table


def test_a_click_presses_the_button_of_its_row(table: RowTable, qtbot: QtBot) -> None:
    with qtbot.waitSignal(table.verb_pressed) as pressed:
        press_words(table, "Mend 3")
    assert pressed.args == ["3", "mend"]


def test_a_click_beside_the_button_presses_nothing(table: RowTable, qtbot: QtBot) -> None:
    area = verb_area(table, "2", 2)
    with qtbot.assertNotEmitted(table.verb_pressed):
        press(table.viewport(), area.center() - QPoint(area.width() // 2 + 10, 0))


def test_a_mouse_that_goes_up_elsewhere_presses_nothing(table: RowTable, qtbot: QtBot) -> None:
    down, up = verb_area(table, "2", 2).center(), verb_area(table, "4", 2).center()
    with qtbot.assertNotEmitted(table.verb_pressed):
        QTest.mousePress(table.viewport(), Qt.MouseButton.LeftButton, pos=down)
        QTest.mouseRelease(table.viewport(), Qt.MouseButton.LeftButton, pos=up)


@pytest.mark.parametrize("touch", ["Space", "Return"])
def test_keys_reach_the_button(table: RowTable, qtbot: QtBot, touch: str) -> None:
    for each in ("Down", "Right", "Right"):
        key(table, each)
    with qtbot.waitSignal(table.verb_pressed) as pressed:
        key(table, touch)
    assert pressed.args == ["2", "mend"]


def test_the_ring_leaves_its_row_whole(table: RowTable, qtbot: QtBot) -> None:
    painted: list[QRegion] = []

    class Painted(QObject):
        def eventFilter(self, watched: QObject, event: QEvent) -> bool:
            if isinstance(event, QPaintEvent):
                painted.append(event.region())
            return False

    # As where the focus comes to a table that was not touched yet: the row has the ring, but is not chosen.
    table.clearSelection()
    table.selectionModel().setCurrentIndex(table.model().index(0, 0), QItemSelectionModel.SelectionFlag.NoUpdate)
    settle()
    ear = Painted()
    table.viewport().installEventFilter(ear)
    table.set_current("3")
    settle()
    row = QRect(0, table.rowViewportPosition(0), table.viewport().width(), table.rowHeight(0))
    anew = QRegion()
    for region in painted:
        anew = anew.united(region)
    assert QRegion(row).subtracted(anew).isEmpty()


def test_enter_opens_a_row(table: RowTable, qtbot: QtBot) -> None:
    with qtbot.waitSignals([table.row_moved]):
        key(table, "Down")
    with qtbot.waitSignal(table.chosen) as chosen:
        key(table, "Return")
    assert chosen.args == ["2"]


def test_a_double_click_opens_a_row(table: RowTable, qtbot: QtBot) -> None:
    cell = table.visualRect(table.model().index(4, 1)).center()
    with qtbot.waitSignal(table.chosen) as chosen:
        QTest.mouseDClick(table.viewport(), Qt.MouseButton.LeftButton, pos=cell)
    # It leaves the button pressed, and later windows would not follow the focus under a pressed button.
    QTest.mouseRelease(table.viewport(), Qt.MouseButton.LeftButton, pos=cell)
    assert chosen.args == ["5"]


def test_tab_leaves_the_table(table: RowTable) -> None:
    table.setTabKeyNavigation(False)
    before = table.currentIndex()
    key(table, "Tab")
    assert table.currentIndex() == before


def test_the_cursor_stays_on_its_row_when_others_come_and_go(table: RowTable) -> None:
    table.set_current("7")
    table.set_rows([row for row in _rows(30) if row.key not in ("2", "3")])
    assert table.current_key() == "7"
    table.set_rows(_rows(3))
    assert table.current_key() == ""


def test_only_the_row_that_changed_is_painted_anew(table: RowTable) -> None:
    table.clearFocus()
    settle()
    painted: list[str] = []

    def hear(text: str, _needed: object, _rect: object) -> None:
        painted.append(text)

    rows = [_row(row.key, "stop", "শান্ত চাকমা") if row.key == "3" else row for row in _rows(30)]
    painted_text.observers.append(hear)
    try:
        table.set_rows(rows)
        settle()
    finally:
        painted_text.observers.remove(hear)
    assert {"3", "শান্ত চাকমা", "Mend 3"} <= set(painted)
    assert not {"1", "5", "Mend 5"} & set(painted)


def test_rows_grow_with_the_text(table: RowTable, qapp: QApplication) -> None:
    heights = [table.rowHeight(0)]
    for scale in (1.5, 2):
        apply_theme(qapp, scale)
        settle()
        heights.append(table.rowHeight(0))
    assert heights == [52, 68, 83]
    assert table.columnWidth(0) == 120
    assert table.horizontalHeader().length() <= table.viewport().width()


def test_a_second_line_or_a_button_makes_a_row_taller() -> None:
    assert painted_row(Row("1", (Cell("a"), Cell("b", "c")))).tall
    assert not painted_row(Row("1", (Cell("a"), Cell("b")))).tall


def test_a_cell_is_told_with_its_light(table: RowTable) -> None:
    table.set_rows([Row("1", (Cell("1"), Cell("Roll 12 twice", "rows 14, 31", "stop"), Cell()))])
    assert table.model().index(0, 1).data(Qt.ItemDataRole.AccessibleTextRole) == "Problem, Roll 12 twice, rows 14, 31"


def test_rows_of_a_view_model_are_said_again_in_another_language(table: RowTable, qapp: QApplication) -> None:
    table.set_columns([Column(Message("Class"), 120), Column(Message("Status"))])
    table.set_rows([Row("1", (Cell(Message("Roll call")), Cell(12, light="ok")))])
    header = table.model().headerData(0, Qt.Orientation.Horizontal)
    assert (header, [cell.text for cell in table.rows()[0].cells]) == ("Class", ["Roll call", "12"])
    translator = i18n.speak(qapp, "bn")
    settle()
    header = table.model().headerData(0, Qt.Orientation.Horizontal)
    assert (header, [cell.text for cell in table.rows()[0].cells]) == ("ক্লাস", ["হাজিরা", "১২"])
    qapp.removeTranslator(translator)


def test_a_row_that_has_not_changed_stays_as_it_was_painted(table: RowTable) -> None:
    table.set_rows([_row("1"), _row("2")])
    before = table.rows()
    table.set_rows([_row("1"), _row("2", name="মং চাই")])
    assert table.rows()[0] is before[0]
    assert table.rows()[1].cells[1].text == "মং চাই"
