"""A table of 60,000 rows: shown, scrolled and filtered without waiting, each row as high as its words need."""

from __future__ import annotations

import pytest
from pytestqt.qtbot import QtBot

from bsuh_desktop.presenters.rows import Cell, Column, Row
from bsuh_desktop.qt.collection.long_table import LazyRows, LongTable
from tests.helpers.hands import key, settle
from tests.helpers.slot_work import counting_work

pytestmark = pytest.mark.usefixtures("windows")

COUNT = 60_000
_LONG = "This laptop has sent two versions of this class. You decide which one holds. " * 2


@pytest.fixture
def table(qtbot: QtBot) -> LongTable:
    made = LongTable()
    qtbot.addWidget(made)
    made.set_columns([Column("Class", 240), Column("Verdict", 180), Column("Why")])
    made.resize(720, 400)
    made.show_things(range(COUNT), row)
    made.show()
    settle()
    return made


def row(number: int) -> Row:
    why = _LONG if number % 7 == 0 else "55 learners, 220 answers"
    return Row(str(number), (Cell(f"Class {number}", "Taps", bold=True), Cell("Merged", light="ok"), Cell(why)))


def in_sight(table: LongTable) -> list[int]:
    return list(range(table.rowAt(0), table.rowAt(table.viewport().height() - 1) + 1))


def test_only_rows_in_sight_are_made(table: LongTable) -> None:
    made: list[int] = []

    def making(number: int) -> Row:
        made.append(number)
        return row(number)

    table.show_things(range(COUNT), making)
    settle()
    assert set(made) == set(in_sight(table))


def test_rows_that_were_seen_are_made_again_once_too_many_are_kept(table: LongTable) -> None:
    made: list[int] = []

    def making(number: int) -> Row:
        made.append(number)
        return row(number)

    rows = LazyRows(range(COUNT), making)
    assert [rows[place].key for place in (0, 0, 1)] == ["0", "0", "1"]
    assert made == [0, 1]
    for place in range(COUNT // 10):
        rows[place]
    rows[0]
    assert made.count(0) == 2


def test_fewer_rows_are_no_more_work_to_whoever_has_scrolled_down(table: LongTable) -> None:
    made: list[int] = []

    def making(number: int) -> Row:
        made.append(number)
        return row(number)

    table.verticalScrollBar().setValue(table.verticalScrollBar().maximum())
    settle()
    table.show_things(range(0, COUNT, 5), making)
    settle()
    assert set(in_sight(table)) <= {number // 5 for number in made}
    assert len(made) < 100


def test_rows_in_sight_are_as_high_as_their_words(table: LongTable) -> None:
    for place in (0, 30_000, COUNT - 1):
        table.scrollTo(table.model().index(place, 0))
        settle()
        heights = {number: table.rowHeight(number) for number in in_sight(table)}
        assert all((height > 60) == (number % 7 == 0) for number, height in heights.items()), heights


def test_nobody_waits_for_sixty_thousand_rows(table: LongTable) -> None:
    even = tuple(range(0, COUNT, 2))
    with counting_work() as counted:
        for share in range(0, 101, 4):
            bar = table.verticalScrollBar()
            bar.setValue(bar.maximum() * share // 100)
            settle()
        table.show_things(even, row)
        settle()
        table.set_current(str(even[-1]))
        settle()
        for _ in range(20):
            key(table, "Up")
        settle()
    assert counted.too_much == []
    assert counted.events > 100


def test_the_cursor_stays_on_its_thing(table: LongTable) -> None:
    table.set_current("40000")
    table.show_things(range(0, COUNT, 2), row)
    assert table.current_key() == "40000"
    table.show_things(range(1, COUNT, 2), row)
    assert table.current_key() == ""
    table.set_current("41")
    assert table.rows()[table.currentIndex().row()].key == "41"
    table.set_current("")
    assert table.current_key() == ""
