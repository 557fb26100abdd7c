from __future__ import annotations

from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from bsuh_desktop.qt.widgets.pick_box import StillBox, fill_places


def test_a_countrys_schools_are_chosen_from(qtbot: QtBot) -> None:
    page = QWidget()
    box = StillBox(page)
    box.setEditable(True)
    qtbot.addWidget(page)
    page.show()
    names = [f"কালীগঙ্গা উচ্চ বিদ্যালয় {number}" for number in range(20_000)]
    fill_places(box, names, "আমাদের স্কুল")
    assert (box.count(), box.currentText(), box.currentIndex()) == (20_000, "আমাদের স্কুল", -1)
    completer = box.completer()
    assert completer is not None
    completer.setCompletionPrefix("বিদ্যালয় 19999")
    assert completer.currentCompletion() == names[-1]


def test_no_name_is_measured_for_the_width_of_the_box(qtbot: QtBot) -> None:
    """As wide as the widest of 20,000 names it would be only once each of them was measured: a halt of 0.2 s."""
    box = StillBox()
    box.setEditable(True)
    qtbot.addWidget(box)
    fill_places(box, ["কালীগঙ্গা"], "")
    narrow = box.sizeHint()
    fill_places(box, ["কালীগঙ্গা উচ্চ বিদ্যালয় " * 20], "")
    assert box.sizeHint() == narrow
