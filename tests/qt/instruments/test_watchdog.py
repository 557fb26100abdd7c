"""The watchdog finds a planted slow slot, says whose it is, and minds neither building nor waiting."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QApplication, QPushButton, QWidget

from bsuh_desktop.qt.building import building
from tests.helpers import hands
from tests.helpers.watchdog import watching


def work(ms: float) -> None:
    """Keeps the processor busy for `ms` of this thread."""
    end = time.thread_time() + ms / 1000
    while time.thread_time() < end:
        pass


@pytest.fixture
def bell(windows: None, qapp: QApplication) -> Iterator[QPushButton]:
    bell = QPushButton("Ring")
    bell.setObjectName("bell")
    bell.show()
    hands.press(bell)
    yield bell
    bell.close()
    bell.deleteLater()


def test_a_planted_slow_slot_is_told_with_its_name(bell: QPushButton) -> None:
    def count_everybody() -> None:
        work(30)

    bell.clicked.connect(count_everybody)
    with watching() as watch:
        hands.press(bell)
    assert len(watch.offenders) == 1
    slow = watch.offenders[0]
    assert 29 < slow.ms < 100
    assert (slow.receiver, slow.name, slow.event) == ("QPushButton", "bell", "MouseButtonRelease")
    called, *inner = slow.slot.split(" > ")
    assert called.startswith("tests/qt/instruments/test_watchdog.py:")
    assert called.endswith("count_everybody")
    assert inner[-1].endswith(" work")
    assert "MouseButtonRelease at QPushButton “bell”" in str(slow)


def test_a_quick_slot_is_counted_and_not_accused(bell: QPushButton) -> None:
    bell.clicked.connect(lambda: work(2))
    with watching() as watch:
        hands.press(bell)
    assert not watch.offenders
    assert 2 <= watch.longest_ms < 8
    assert watch.events > 3


class Picture(QWidget):
    """Something that takes long to paint."""

    ms = 0.0

    def paintEvent(self, event: QPaintEvent) -> None:
        work(self.ms)


def test_slow_painting_is_told_once_where_it_happens(bell: QPushButton) -> None:
    picture = Picture(bell)
    picture.setObjectName("picture")
    picture.show()
    picture.repaint()
    bell.clicked.connect(picture.repaint)
    picture.ms = 40
    with watching() as watch:
        hands.press(bell)
    assert {(slow.name, slow.event) for slow in watch.offenders} == {("picture", "Paint")}


def test_what_is_slow_only_together_is_told_at_the_event_that_holds_it(bell: QPushButton) -> None:
    picture = Picture(bell)
    picture.resize(8, 8)
    picture.show()
    picture.repaint()
    bell.clicked.connect(lambda: [picture.repaint() for _ in range(6)])
    picture.ms = 4
    with watching() as watch:
        hands.press(bell)
    assert [(slow.name, slow.event) for slow in watch.offenders] == [("bell", "MouseButtonRelease")]


def test_what_is_painted_within_a_slot_has_a_frame_of_its_own(bell: QPushButton) -> None:
    picture = Picture(bell)
    picture.resize(8, 8)
    picture.show()
    picture.repaint()
    bell.clicked.connect(lambda: work(4))
    bell.clicked.connect(picture.repaint)
    # The button paints itself and what is on it before it rings.
    picture.ms = 3
    with watching() as watch:
        hands.press(bell)
    assert not watch.offenders


def test_building_a_screen_is_apart(bell: QPushButton) -> None:
    def build() -> None:
        with building():
            work(30)

    bell.clicked.connect(build)
    with watching() as watch:
        hands.press(bell)
    assert not watch.offenders
    bell.clicked.connect(lambda: work(30))
    bell.clicked.disconnect(build)
    with watching() as watch:
        hands.press(bell)
    assert len(watch.offenders) == 1


def test_the_first_painting_after_building_is_apart_and_the_second_is_not(bell: QPushButton) -> None:
    picture = Picture(bell)
    picture.resize(8, 8)

    def build() -> None:
        with building():
            picture.show()

    bell.clicked.connect(build)
    picture.ms = 40
    with watching() as watch:
        hands.press(bell)
        hands.settle()
        assert not watch.offenders
        picture.update()
        hands.settle()
    assert len(watch.offenders) == 1


def test_a_slow_slot_right_after_building_is_told(bell: QPushButton) -> None:
    def build() -> None:
        with building():
            QTimer.singleShot(0, bell, lambda: work(30))

    bell.clicked.connect(build)
    with watching() as watch:
        hands.press(bell)
        hands.settle()
    assert len(watch.offenders) == 1


def test_what_a_worker_does_meanwhile_is_not_the_windows_work(bell: QPushButton) -> None:
    def help_me() -> None:
        worker = threading.Thread(target=work, args=(50,))
        worker.start()
        worker.join()

    bell.clicked.connect(help_me)
    with watching() as watch:
        hands.press(bell)
    assert not watch.offenders


def test_nothing_is_watched_afterwards(bell: QPushButton) -> None:
    with watching() as watch:
        pass
    bell.clicked.connect(lambda: work(30))
    hands.press(bell)
    assert not watch.offenders
    assert "witness" not in {thread.name for thread in threading.enumerate()}
