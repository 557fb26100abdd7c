"""Planted slots that do too much are told with what they did; what others do meanwhile is not theirs."""

from __future__ import annotations

import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QEventLoop, QTimer
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QVBoxLayout

from bsuh_desktop.trust.recovery_code import new_recovery_code
from tests.helpers import hands
from tests.helpers.call_listener import listeners
from tests.helpers.slot_work import CALLS, CRAFTS, counting_work
from tests.helpers.sources import PACKAGE

WIDGETS = 40


def work(calls: int) -> None:
    for number in range(calls):
        abs(number)


@pytest.fixture
def bell(windows: None, qapp: QApplication) -> Iterator[QPushButton]:
    bell = QPushButton("Ring")
    bell.setObjectName("bell")
    bell.show()
    hands.press(bell)
    yield bell
    bell.close()
    bell.deleteLater()


def told(bell: QPushButton, slot: Callable[[], object]) -> list[str]:
    """What is said of one press on a bell that does this."""
    bell.clicked.connect(slot)
    with counting_work() as counted:
        hands.press(bell)
        hands.settle()
    assert counted.events > 3
    return counted.too_much


def test_a_slot_that_makes_too_many_calls_is_told_with_what_it_called(bell: QPushButton) -> None:
    def count_everybody() -> None:
        for _ in range(CALLS // 10):
            work(10)

    (said,) = told(bell, count_everybody)
    assert said.startswith("MouseButtonRelease at QWidgetWindow")
    assert f"work {CALLS // 10}" in said


def test_a_small_slot_is_not_accused(bell: QPushButton) -> None:
    assert told(bell, lambda: work(CALLS // 2)) == []


def test_a_slot_that_opens_a_file_of_the_person_s_is_told(bell: QPushButton, tmp_path: Path) -> None:
    path = tmp_path / "list.csv"
    path.write_text("Roll,Name\n", "utf-8")
    (said,) = told(bell, lambda: path.read_text("utf-8"))
    assert f"opens {path}" in said


def test_the_app_s_own_files_are_read_by_whoever_needs_them_first(bell: QPushButton) -> None:
    assert told(bell, lambda: (PACKAGE / "__init__.py").read_text("utf-8")) == []


def test_a_slot_that_lists_a_folder_is_told(bell: QPushButton, tmp_path: Path) -> None:
    (said,) = told(bell, lambda: list(tmp_path.iterdir()))
    assert f"opens {tmp_path}" in said


def test_a_slot_that_starts_a_process_is_told(bell: QPushButton) -> None:
    (said,) = told(bell, lambda: subprocess.run([sys.executable, "-c", ""], check=True))
    assert "starts " in said


def test_a_window_that_lets_a_craft_work_is_told(bell: QPushButton) -> None:
    planted: dict[str, Callable[[], object]] = {"new_recovery_code": new_recovery_code}
    source = f"def slot():\n    [new_recovery_code() for _ in range({CRAFTS + 1})]\n"
    exec(compile(source, str(PACKAGE / "qt" / "planted.py"), "exec"), planted)
    (said,) = told(bell, planted["slot"])
    assert "trust/recovery_code.py" in said
    assert "called from qt/planted.py:2 slot" in said


def test_what_is_shown_for_the_first_time_may_cost_more(bell: QPushButton) -> None:
    column = QVBoxLayout(bell)

    def grow() -> None:
        for _ in range(WIDGETS):
            column.addWidget(QLabel("One more", bell))
        bell.resize(bell.sizeHint())
        for label in bell.findChildren(QLabel):
            label.show()
        work(CALLS + 10 * WIDGETS)

    assert told(bell, grow) == []


def test_a_loop_that_a_slot_opens_is_not_its_work(bell: QPushButton) -> None:
    def ask() -> None:
        loop = QEventLoop()
        for _ in range(3):
            QTimer.singleShot(0, bell, lambda: work(CALLS // 2))
        QTimer.singleShot(0, loop.quit)
        loop.exec()

    assert told(bell, ask) == []


def test_what_a_worker_does_meanwhile_is_not_the_window_s_work(bell: QPushButton, tmp_path: Path) -> None:
    def help_me() -> None:
        work(2 * CALLS)
        list(tmp_path.iterdir())

    def ask() -> None:
        worker = threading.Thread(target=help_me)
        worker.start()
        worker.join()

    assert told(bell, ask) == []


def test_nothing_is_counted_afterwards(bell: QPushButton) -> None:
    before = listeners()
    with counting_work() as counted:
        assert listeners() != before
    bell.clicked.connect(lambda: work(2 * CALLS))
    hands.press(bell)
    assert (counted.events, counted.too_much) == (0, [])
    assert listeners() == before
