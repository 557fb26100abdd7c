from __future__ import annotations

from PySide6.QtWidgets import QApplication

from bsuh_desktop.qt.window.desk_lock import IdleTimer
from tests.helpers.desks import clock_at


def test_minutes_go_on_where_no_window_has_the_keys(qapp: QApplication) -> None:
    clock = clock_at()
    idle = IdleTimer(clock, lambda: 5, lambda: True)
    qapp.focusWindowChanged.emit(None)
    clock.advance(299)
    assert not idle.touched()
    clock.advance(300)
    assert idle.touched(), "the touch that comes too late"
