"""The clock of an activity counts down, pauses, and forgets nothing by accident."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QTimer
from pytestqt.qtbot import QtBot

from bsuh_desktop.qt.stage.control import ActivityTimer


class Watch:
    """A clock that the test turns, in milliseconds."""

    def __init__(self) -> None:
        self.now = 0

    def __call__(self) -> int:
        return self.now


@pytest.fixture
def watch() -> Watch:
    return Watch()


@pytest.fixture
def timer(qapp: object, watch: Watch) -> ActivityTimer:
    return ActivityTimer(clock=watch)


def test_it_counts_whole_seconds_down_to_nothing(timer: ActivityTimer, watch: Watch) -> None:
    assert timer.left_s(5) is None
    timer.start(5, 120)
    assert (timer.left_s(5), timer.running, timer.slide) == (120, True, 5)
    watch.now = 1
    assert timer.left_s(5) == 120
    watch.now = 1000
    assert timer.left_s(5) == 119
    watch.now = 500_000
    timer.tick()
    assert (timer.left_s(5), timer.running) == (0, False)


def test_a_pause_keeps_what_is_left(timer: ActivityTimer, watch: Watch) -> None:
    timer.start(5, 120)
    watch.now = 20_500
    timer.pause()
    watch.now = 90_000
    assert timer.left_s(5) == 100
    timer.start(5, 120)
    watch.now = 90_400
    assert timer.left_s(5) == 100
    watch.now = 90_600
    assert timer.left_s(5) == 99


def test_another_activity_leaves_the_first_where_it_was(timer: ActivityTimer, watch: Watch) -> None:
    timer.start(5, 120)
    watch.now = 30_000
    timer.start(8, 60)
    watch.now = 40_000
    assert (timer.left_s(5), timer.left_s(8)) == (90, 50)
    timer.start(5, 120)
    assert (timer.left_s(5), timer.left_s(8)) == (90, 50)


def test_what_is_up_begins_anew(timer: ActivityTimer, watch: Watch) -> None:
    timer.start(5, 60)
    watch.now = 61_000
    timer.tick()
    timer.start(5, 60)
    assert timer.left_s(5) == 60


def test_another_class_begins_without_clocks(timer: ActivityTimer) -> None:
    timer.start(5, 60)
    timer.reset()
    assert (timer.left_s(5), timer.running, timer.slide) == (None, False, 0)


def test_each_second_is_told_by_itself(qtbot: QtBot) -> None:
    timer = ActivityTimer()
    timer.start(5, 3600)
    (tick,) = timer.findChildren(QTimer)
    assert 0 < tick.interval() <= 1000, "it looks again when the next second has gone"
    with qtbot.waitSignal(timer.changed):
        pass
    left = timer.left_s(5)
    assert left is not None
    assert 0 < left < 3600
    timer.pause()
