from __future__ import annotations

from PySide6.QtWidgets import QApplication

from bsuh_desktop.qt.lock.idle import Idle
from tests.helpers.hands_off import MINUTE, HandsOff


def test_minutes_go_on_where_no_window_has_the_keys(qapp: QApplication) -> None:
    clock = HandsOff()
    idle = Idle(clock, lambda: 5, lambda: True)
    qapp.focusWindowChanged.emit(None)
    clock.ms += 5 * MINUTE - 1
    assert not idle.touched()
    clock.ms += 5 * MINUTE
    assert idle.touched(), "the touch that comes too late"
