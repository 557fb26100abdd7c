"""Qt's own complaints stand in the log by category and function, never by what they say."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import qCritical, qInstallMessageHandler, qWarning

from bsuh_desktop.qt.application.qt_log import install, note_qt_message
from bsuh_desktop.system.log import close_log, last_lines

NAME = "জ্যোৎস্না চাকমা"


@pytest.fixture
def listening() -> Iterator[None]:
    """As while the app runs."""
    close_log()
    undo = install()
    yield
    undo()
    close_log()


def test_severity_category_and_function_are_noted(listening: None, capfd: pytest.CaptureFixture[str]) -> None:
    qWarning(f"QPainter::begin: cannot open /home/{NAME}")
    qCritical(f"{NAME} is missing")
    first, second = last_lines()
    assert first.endswith(" qt code=warning place=default:QPainter.begin")
    assert second.endswith(" qt code=critical place=default:-")
    assert NAME in capfd.readouterr().err, "who starts the app from a terminal sees what Qt says"


def test_afterwards_they_go_where_they_went_before() -> None:
    install()()
    before = qInstallMessageHandler(None)
    qInstallMessageHandler(before)
    assert before is not note_qt_message
