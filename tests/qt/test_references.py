"""Qt's Python side loses no references: 6.12.0 lost one of True at every emit, and then Python aborts."""

from __future__ import annotations

import sys

import pytest
from PySide6.QtCore import QObject, Signal


class Bell(QObject):
    rung = Signal(bool, object)


@pytest.mark.skipif(sys.version_info >= (3, 12), reason="None and True cannot be counted from Python 3.12 on")
def test_emitting_a_signal_keeps_the_references_of_true_and_none() -> None:
    bell, heard = Bell(), 0

    def listen(loud: bool, note: object) -> None:
        nonlocal heard
        heard += loud

    bell.rung.connect(listen)
    before = [sys.getrefcount(each) for each in (True, None)]
    for _ in range(1000):
        bell.rung.emit(True, None)
    after = [sys.getrefcount(each) for each in (True, None)]
    assert heard == 1000
    assert all(now > then - 100 for then, now in zip(before, after, strict=True)), (before, after)
