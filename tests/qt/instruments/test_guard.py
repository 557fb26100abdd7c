"""A planted window that does the desk's work itself is stopped; workers, tests and imports are not."""

from __future__ import annotations

import importlib
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from typing import Any

import pytest
from PySide6.QtCore import QCoreApplication, QObject, Signal

from bsuh_desktop.trust import recovery_code
from tests.helpers.call_listener import listeners
from tests.helpers.guard import OffTheGuiThread, guarding
from tests.helpers.sources import PACKAGE

SOURCE = """
def show():
    return recovery_code.new_recovery_code()

def load():
    return importlib.reload(recovery_code)
"""


class Bell(QObject):
    rung = Signal()


@pytest.fixture
def planted() -> dict[str, Any]:
    """Functions that seem to stand in a window's module."""
    module: dict[str, Any] = {"importlib": importlib, "recovery_code": recovery_code}
    exec(compile(SOURCE, str(PACKAGE / "qt" / "planted.py"), "exec"), module)
    return module


@pytest.fixture
def show(planted: dict[str, Any]) -> Callable[[], str]:
    shown: Callable[[], str] = planted["show"]
    return shown


def test_a_window_that_calls_the_trust_floor_is_stopped_there(show: Callable[[], str]) -> None:
    with (
        pytest.raises(
            OffTheGuiThread, match=r"trust/recovery_code.py:\d+ new_recovery_code .* from qt/planted.py:3 show"
        ),
        guarding(),
    ):
        show()


def test_a_slot_is_stopped_and_the_offence_not_forgotten(qapp: QCoreApplication, show: Callable[[], str]) -> None:
    bell, caught = Bell(), list[OffTheGuiThread]()

    def ring() -> None:
        try:
            show()
        except OffTheGuiThread as offence:
            caught.append(offence)

    bell.rung.connect(ring)
    with pytest.raises(OffTheGuiThread, match="planted"), guarding():
        bell.rung.emit()
    assert len(caught) == 1


def test_a_worker_may(show: Callable[[], str]) -> None:
    with guarding() as guard, ThreadPoolExecutor(1) as worker:
        assert worker.submit(show).result()
    assert not guard.offences


def test_a_test_may_and_so_may_an_import(planted: dict[str, Any]) -> None:
    with guarding() as guard:
        recovery_code.new_recovery_code()
        planted["load"]()
    assert not guard.offences


def test_afterwards_nothing_is_watched(show: Callable[[], str]) -> None:
    before = listeners()
    with suppress(OffTheGuiThread), guarding():
        assert listeners() != before
        show()
    assert listeners() == before
    assert show()
