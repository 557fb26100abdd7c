"""Sentences in a table: they wrap, their row grows, and nothing of them is cut."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QRect
from PySide6.QtWidgets import QApplication

from bsuh_desktop.presenters.rows import Cell, Column, Row
from bsuh_desktop.qt.look.theme import apply_theme
from bsuh_desktop.qt.widgets.row_delegate import PaintedButton, verb_rect
from bsuh_desktop.qt.widgets.row_table import RowTable
from tests.helpers.clipping import clipped
from tests.helpers.hands import settle
from tests.qt.widgets.conftest import Show

SENTENCE = "এই রোল দুইটি সারিতে আছে, কার রোল সেটি বেছে নিন। This roll stands in two rows, choose whose it is."


@pytest.fixture
def table(show: Show) -> RowTable:
    table = RowTable()
    table.set_columns([Column("Roll", 60), Column("What was read")])
    short = Row("1", (Cell("1"), Cell("Fine", light="ok")))
    long = Row("2", (Cell("2"), Cell(SENTENCE, SENTENCE, "stop", bold=True)))
    table.set_rows([short, long])
    show(table, width=900, height=400)
    return table


def test_a_row_grows_with_its_sentence(table: RowTable) -> None:
    wide = table.rowHeight(1)
    table.resize(360, 400)
    settle()
    assert table.rowHeight(1) > wide
    assert table.rowHeight(0) == 44
    assert clipped(table) == []


def test_a_sentence_is_whole_in_large_letters(table: RowTable, qapp: QApplication) -> None:
    apply_theme(qapp, 2)
    settle()
    assert clipped(table) == []


def test_a_row_shrinks_again_with_its_words(table: RowTable) -> None:
    table.resize(360, 400)
    settle()
    table.set_rows([Row("1", (Cell("1"), Cell("Fine"))), Row("2", (Cell("2"), Cell("Fine")))])
    assert table.rowHeight(1) == 44


@pytest.mark.usefixtures("qapp")
def test_a_button_is_as_high_in_a_row_of_many_lines() -> None:
    usual, high = (
        verb_rect(QRect(0, 0, 200, height), PaintedButton("open", "Open", "secondary", None)) for height in (52, 120)
    )
    assert usual.height() == high.height()
    assert high.center().y() == QRect(0, 0, 200, 120).center().y()
