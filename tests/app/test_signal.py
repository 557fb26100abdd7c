"""Signals of the app: order, listeners that are gone, and one that fails."""

from __future__ import annotations

import gc
import sys
from collections.abc import Callable

import pytest
import shiboken6
from PySide6.QtWidgets import QDialog

from bsuh_desktop.app.face import InlineFace, Signal
from bsuh_desktop.qt.bridge.bridge import QtFace


class Listener:
    """Keeps what it heard."""

    def __init__(self, heard: list[int]) -> None:
        self.heard = heard

    def hear(self, what: int) -> None:
        self.heard.append(what)


def signal() -> Signal[[int]]:
    return Signal(InlineFace().is_alive)


def test_listeners_hear_in_order_until_they_are_disconnected() -> None:
    heard: list[str] = []
    changed = signal()
    first: Callable[[int], object] = lambda what: heard.append(f"first {what}")  # noqa: E731
    changed.connect(first)
    changed.connect(lambda what: heard.append(f"second {what}"))
    changed.emit(1)
    changed.disconnect(first)
    changed.emit(2)
    changed.disconnect()
    changed.emit(3)
    assert heard == ["first 1", "second 1", "second 2"]


def test_a_method_does_not_keep_its_screen_alive() -> None:
    heard: list[int] = []
    changed = signal()
    stays, goes = Listener(heard), Listener(heard)
    changed.connect(stays.hear)
    changed.connect(goes.hear)
    del goes
    gc.collect()
    changed.emit(1)
    assert heard == [1]


def test_a_dialog_that_qt_has_deleted_hears_nothing(qapp: object) -> None:
    face, dialog = QtFace(), QDialog()
    changed: Signal[[]] = Signal(face.is_alive)
    changed.connect(dialog.reject)
    dialog.show()
    changed.emit()
    assert not dialog.isVisible()
    shiboken6.delete(dialog)
    changed.emit()


def test_a_listener_that_fails_keeps_no_news_from_the_others(monkeypatch: pytest.MonkeyPatch) -> None:
    heard: list[int] = []
    reported: list[object] = []
    monkeypatch.setattr(sys, "excepthook", lambda _, error, __: reported.append(str(error)))
    changed = signal()

    def fail(_: int) -> None:
        raise ValueError("a bug")

    changed.connect(fail)
    changed.connect(heard.append)
    changed.emit(1)
    assert (heard, reported) == ([1], ["a bug"])


def test_who_connects_while_news_is_told_hears_the_next() -> None:
    heard: list[int] = []
    changed = signal()
    changed.connect(lambda _: changed.connect(heard.append))
    changed.emit(1)
    assert heard == []
    changed.emit(2)
    assert heard == [2]
