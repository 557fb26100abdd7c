"""A column of a list as a line: the school's words and ours, side by side or under each other, never cut."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QWidget

from bsuh_desktop.qt.class_lists.columns_card import ColumnChoice, ColumnLine
from bsuh_desktop.qt.look import colours
from tests.helpers.clipping import clipped
from tests.helpers.hands import choose, front, settle
from tests.helpers.painted_words import painted_words

pytestmark = pytest.mark.usefixtures("windows")


@pytest.fixture
def window() -> Iterator[QWidget]:
    made = QWidget()
    made.setObjectName("window")
    made.resize(300, 200)
    made.show()
    front(made)
    yield made
    made.deleteLater()


def shown(line: ColumnLine | ColumnChoice, window: QWidget, width: int) -> dict[str, tuple[float, float]]:
    """Where the texts stand in the line, once it is `width` wide."""
    line.setParent(window)
    line.show()
    line.resize(width, line.heightForWidth(width))
    settle()
    assert not clipped(line)
    return {words.text: (words.box.left(), words.box.top()) for words in painted_words(line)}


def test_short_words_stand_on_one_line(window: QWidget) -> None:
    line = ColumnLine()
    line.tell("Mobile", "not taken", colours.CORAL_TEXT)
    places = shown(line, window, 240)
    assert places["Mobile"][0] < places["not taken"][0]
    assert places["Mobile"][1] == places["not taken"][1]


def test_long_words_stand_under_each_other(window: QWidget) -> None:
    line = ColumnLine()
    line.tell("Guardian", "→ whoever brings the child to school", colours.INK)
    places = shown(line, window, 200)
    assert places["Guardian"][1] < places["→ whoever brings the child to school"][1]


def test_a_choice_is_picked_on_the_line_itself(window: QWidget) -> None:
    line, heard = ColumnChoice(), list[int]()
    line.setObjectName("column_B")
    line.set_choices(("name", "roll"), 0)
    line.tell("Called", "→ name", colours.INK)
    line.activated.connect(heard.append)
    shown(line, window, 240)
    assert line.height() >= 44
    choose(line, "roll")
    assert (heard, line.currentText()) == ([1], "roll")
