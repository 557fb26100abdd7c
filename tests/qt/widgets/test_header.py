"""The head of a page: its lines, and the read-outs that change by themselves."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QWidget

from bsuh_desktop.qt.look import colours
from bsuh_desktop.qt.look.theme import apply_theme
from bsuh_desktop.qt.widgets.header import PageHeader
from tests.helpers.clipping import clipped
from tests.helpers.hands import key, named, press, settle
from tests.qt.widgets.conftest import Show, shows


def test_it_says_where_one_is(show: Show) -> None:
    header = PageHeader()
    header.set_texts("Step 2 of 4 · Grade 8, section Kha", "Roll call")
    header.set_readouts([("clock", "10:05 am"), ("battery", "38%")])
    window = show(header, width=900)
    assert named(window, "header_title", QLabel).text() == "Roll call"
    assert named(window, "readout_clock", QLabel).text() == "10:05 am"
    assert shows(header, colours.INK, colours.LINE)


def test_a_read_out_changes_in_its_place(show: Show) -> None:
    header = PageHeader()
    header.set_readouts([("clock", "10:05 am"), ("battery", "38%")])
    window = show(header, width=900)
    clock = named(window, "readout_clock", QLabel)
    header.set_readouts([("clock", "10:06 am"), ("battery", "38%")])
    settle()
    assert named(window, "readout_clock", QLabel) is clock
    assert clock.text() == "10:06 am"
    header.set_readouts([("lock", "Locked")])
    settle()
    assert window.findChild(QLabel, "readout_clock") is None


def test_the_lock_is_a_button_for_mouse_and_keyboard(show: Show) -> None:
    header, wanted = PageHeader(), list[bool]()
    header.lock_wanted.connect(lambda: wanted.append(True))
    header.set_readouts([("clock", "10:05 am"), ("lock", "Unlocked")])
    window = show(header, width=900)
    lock = named(window, "readout_lock", QPushButton)
    press(lock)
    assert wanted == [True]
    lock.setFocus()
    key(lock, "Space")
    assert wanted == [True, True]
    assert lock.focusPolicy() == Qt.FocusPolicy.TabFocus, "a click takes the keyboard from no field"
    assert "Ctrl+L" in lock.toolTip()
    header.set_readouts([("clock", "10:05 am"), ("lock", "লক খোলা")])
    assert lock.text() == "লক খোলা"


def test_a_long_title_takes_two_lines(show: Show) -> None:
    header = PageHeader()
    header.set_texts("Classes", "শিক্ষার্থী তালিকা: যা বোঝা গেল, আর যা এখনো ঠিক করতে হবে")
    header.set_readouts([("clock", "10:05 am")])
    window = show(header, width=500, height=300)
    assert clipped(window) == []
    assert window.width() == 500


LONG = [("clock", "সকাল ১০:০৫"), ("battery", "৩৮%"), ("play", "অনুশীলন"), ("lock", "লক খোলা")]


def top_of(window: QWidget, name: str) -> int:
    """Px from the top of the window."""
    return named(window, name).mapTo(window, QPoint(0, 0)).y()


def under_title(window: QWidget, readout: str) -> bool:
    """True if the read-out stands below the whole title, False if beside it."""
    title = named(window, "header_title")
    return top_of(window, f"readout_{readout}") >= top_of(window, "header_title") + title.height()


def test_read_outs_stand_beside_a_title_that_leaves_room(show: Show) -> None:
    header = PageHeader()
    header.set_texts("Step 2 of 4 · Grade 8, section Kha", "Roll call")
    alone = header.heightForWidth(900)
    header.set_readouts(LONG)
    assert header.heightForWidth(900) == alone, "they take no line of their own"
    window = show(header, width=900)
    assert not under_title(window, "clock")
    assert named(window, "readout_lock").mapTo(window, QPoint(0, 0)).x() > 700
    assert clipped(window) == []


@pytest.mark.parametrize("width", [614, 400, 300])
def test_in_large_letters_read_outs_go_under_the_title(show: Show, width: int) -> None:
    application = QApplication.instance()
    assert isinstance(application, QApplication)
    apply_theme(application, 2.0)
    header = PageHeader()
    header.set_texts("ধাপ ২, মোট ৪ · ৮ম শ্রেণি, ক শাখা", "ট্যাপ, ফাঁদ আর টাকা")
    header.set_readouts(LONG)
    window = show(header, width=width, height=700)
    assert under_title(window, "clock")
    assert clipped(window) == []
    assert window.width() == width


def test_they_come_back_beside_it_when_there_is_room_again(show: Show) -> None:
    header = PageHeader()
    header.set_texts("Classes", "শিক্ষার্থী তালিকা: যা বোঝা গেল")
    header.set_readouts(LONG)
    window = show(header, width=600, height=300)
    assert under_title(window, "clock")
    header.set_texts("Classes", "তালিকা")
    settle()
    assert not under_title(window, "clock")
