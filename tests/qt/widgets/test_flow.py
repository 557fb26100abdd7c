"""Buttons that flow: on one line where it is long enough, else on as many as they need; hidden ones take no room."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QPushButton, QWidget

from bsuh_desktop.qt.widgets.layouts import Flow
from tests.helpers.hands import front, settle

pytestmark = pytest.mark.usefixtures("windows")


@pytest.fixture
def window() -> Iterator[QWidget]:
    made = QWidget()
    made.resize(700, 200)
    made.show()
    front(made)
    yield made
    made.deleteLater()


def flow(window: QWidget) -> tuple[Flow, list[QPushButton]]:
    part = Flow(window)
    buttons = [QPushButton(words, part) for words in ("All rows 58", "Only problems 6", "Only changes 9")]
    part.show()
    return part, buttons


def tops(part: Flow, buttons: list[QPushButton], width: int) -> list[int]:
    part.resize(width, part.heightForWidth(width))
    settle()
    assert part.height() >= max(button.geometry().bottom() for button in buttons if not button.isHidden())
    return [button.y() for button in buttons]


def test_one_line_is_enough_where_there_is_room(window: QWidget) -> None:
    part, buttons = flow(window)
    assert set(tops(part, buttons, part.sizeHint().width())) == {0}


def test_what_finds_no_room_goes_to_the_next_line(window: QWidget) -> None:
    part, buttons = flow(window)
    first, second, third = tops(part, buttons, part.sizeHint().width() - 1)
    assert first == second < third


def test_each_line_may_stand_in_the_middle(window: QWidget) -> None:
    part, buttons = flow(window)
    part.setProperty("centred", True)
    first, second, third = buttons
    for width in (part.sizeHint().width() + 101, part.sizeHint().width() - 1):
        tops(part, buttons, width)
        last = third if third.y() == first.y() else second
        assert first.x() - (width - 1 - last.geometry().right()) in (0, -1)
        assert third.y() == first.y() or third.x() - (width - 1 - third.geometry().right()) in (0, -1)
        assert first.x() > 0


def test_hidden_ones_take_no_room(window: QWidget) -> None:
    part, buttons = flow(window)
    before = part.sizeHint().width()
    buttons[0].hide()
    settle()
    assert part.sizeHint().width() < before
    assert buttons[1].x() == 0


def test_what_was_said_anew_on_a_hidden_page_needs_fewer_lines_when_it_is_seen(window: QWidget) -> None:
    part, buttons = flow(window)
    assert len(set(tops(part, buttons, 200))) > 1
    part.hide()
    for button in buttons:
        button.setText("A")
    part.show()
    settle()
    assert {button.y() for button in buttons} == {0}
    assert part.minimumHeight() == buttons[0].height()


class Giving(QPushButton):
    """May be half as wide as it likes."""

    def narrowest(self) -> int:
        return self.sizeHint().width() // 2


def test_one_that_yields_keeps_the_others_on_its_line(window: QWidget) -> None:
    part, buttons = flow(window)
    giving = Giving("Module: what was chosen", part)
    giving.show()
    buttons.append(giving)
    everything = part.sizeHint().width()
    half = giving.sizeHint().width() // 2
    assert set(tops(part, buttons, everything - half + 1)) == {0}
    assert giving.geometry().right() < part.width()
    assert giving.width() < giving.sizeHint().width()
    assert len(set(tops(part, buttons, everything - half - 2))) == 2
    assert giving.width() == giving.sizeHint().width(), "on a line of its own it has room"
