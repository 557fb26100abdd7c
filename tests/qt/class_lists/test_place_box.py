from __future__ import annotations

import statistics
import time

from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from bsuh_desktop.qt.class_lists.place_box import fill_places
from bsuh_desktop.qt.widgets.pick_box import StillBox

FRAME = 0.016
"""Seconds of work."""


def test_a_countrys_schools_are_chosen_from_without_a_halt(qtbot: QtBot) -> None:
    page = QWidget()
    box = StillBox(page)
    box.setEditable(True)
    qtbot.addWidget(page)
    page.show()
    names = [f"কালীগঙ্গা উচ্চ বিদ্যালয় {number}" for number in range(20_000)]
    fill_places(box, names, "আমাদের স্কুল")
    assert (box.count(), box.currentText(), box.currentIndex()) == (20_000, "আমাদের স্কুল", -1)
    took = []
    for _ in range(5):
        start = time.thread_time()
        fill_places(box, names, names[7])
        box.sizeHint()
        took.append(time.thread_time() - start)
    assert statistics.median(took) < FRAME
    completer = box.completer()
    assert completer is not None
    completer.setCompletionPrefix("বিদ্যালয় 19999")
    assert completer.currentCompletion() == names[-1]
