"""Work on another thread: in order, its answer on the window's thread, known errors told, bugs not swallowed."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from functools import partial

import pytest
import shiboken6
from PySide6.QtCore import QObject
from pytestqt.exceptions import capture_exceptions
from pytestqt.qtbot import QtBot

from bsuh_desktop.app.face import TaskQueue
from bsuh_desktop.domain.messages import KnownError, Message
from bsuh_desktop.qt.bridge.bridge import QtFace


@pytest.fixture
def tasks(qapp: object) -> Iterator[TaskQueue]:
    """A worker that is ended after the test."""
    made = TaskQueue("test", QtFace())
    yield made
    made.close()


def refuse() -> None:
    raise KnownError("no", Message("No."), Message("Do something else."))


def test_work_runs_in_order_elsewhere_and_answers_here(qtbot: QtBot, tasks: TaskQueue) -> None:
    here = threading.get_ident()
    worked: list[tuple[int, int]] = []
    answered: list[tuple[int, int]] = []

    def work(number: int) -> int:
        worked.append((number, threading.get_ident()))
        return number

    for number in range(50):
        tasks.run(partial(work, number), lambda result: answered.append((result, threading.get_ident())), None)
    assert tasks.busy
    qtbot.waitUntil(lambda: not tasks.busy)
    assert [number for number, _ in worked] == list(range(50))
    assert here not in {thread for _, thread in worked}
    assert answered == [(number, here) for number in range(50)]


def test_a_known_error_goes_to_whoever_minds_it(qtbot: QtBot, tasks: TaskQueue) -> None:
    minded: list[KnownError] = []
    reported: list[KnownError] = []
    tasks.error_reported.connect(reported.append)
    tasks.run(refuse, None, minded.append)
    qtbot.waitUntil(lambda: bool(minded))
    assert (minded[0].code, reported) == ("no", [])
    tasks.run(refuse, None, None)
    qtbot.waitUntil(lambda: bool(reported))
    assert (len(minded), reported[0].code) == (1, "no")


def test_a_bug_is_shown_and_the_worker_goes_on(qtbot: QtBot, tasks: TaskQueue) -> None:
    crashed: list[BaseException] = []
    tasks.crashed.connect(crashed.append)
    tasks.run(lambda: 1 // 0, None, None)
    qtbot.waitUntil(lambda: bool(crashed))
    assert isinstance(crashed[0], ZeroDivisionError)
    done: list[int] = []
    tasks.run(lambda: 7, done.append, None)
    qtbot.waitUntil(lambda: done == [7])


def test_whoever_waits_hears_of_a_bug_too(qtbot: QtBot, tasks: TaskQueue) -> None:
    minded: list[KnownError] = []
    tasks.run(lambda: 1 // 0, None, minded.append)
    qtbot.waitUntil(lambda: bool(minded))
    assert minded[0].code == "bug"


def test_progress_is_heard_on_the_window_s_thread(qtbot: QtBot, tasks: TaskQueue) -> None:
    heard: list[tuple[int, int, int]] = []
    tell = tasks.progress(lambda done, total: heard.append((done, total, threading.get_ident())))
    tasks.run(lambda: [tell(number, 3) for number in (1, 2, 3)], None, None)
    qtbot.waitUntil(lambda: len(heard) == 3)
    assert heard == [(number, 3, threading.get_ident()) for number in (1, 2, 3)]


def test_close_waits_for_what_was_handed_over(qapp: object) -> None:
    made = TaskQueue("test", QtFace())
    done: list[int] = []
    for number in range(20):
        made.run(partial(done.append, number), None, None)
    made.close()
    assert done == list(range(20))
    made.run(partial(done.append, 20), None, None)
    assert done[-1] == 19


class Listener(QObject):
    """Keeps what it heard where Qt has it: like a dialog, it cannot hear any more once it is deleted."""

    def hear(self, what: int) -> None:
        self.setProperty("heard", what)


def test_what_is_gone_is_told_nothing(qtbot: QtBot, tasks: TaskQueue) -> None:
    gone, here = Listener(), Listener()
    crashed: list[object] = []
    tasks.crashed.connect(crashed.append)
    for listener in (gone, here):
        tasks.run(lambda: 7, listener.hear, None)
    shiboken6.delete(gone)
    with capture_exceptions() as errors:
        qtbot.waitUntil(lambda: not tasks.busy)
    assert here.property("heard") == 7
    assert (errors, crashed) == ([], [])
