"""A visit leaves the application as it found it, and tells of errors that Qt would only print."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

from bsuh_desktop.qt.look.i18n import CatalogueTranslator
from bsuh_desktop.qt.look.theme import scale
from tests.helpers import prepared
from tests.helpers.hands import settle
from tests.helpers.visit import LAPTOP, visiting

pytestmark = pytest.mark.usefixtures("windows")


def test_nothing_of_a_visit_stays(tmp_path: Path, qapp: QApplication) -> None:
    # Tests of single widgets leave the look on that they have put on.
    qapp.setStyleSheet("")
    before = (qapp.font(), qapp.styleSheet(), [screen.name() for screen in qapp.screens()])
    with visiting(tmp_path, projector=True) as visit:
        visit.speak("bn", 2.0)
        assert scale() == 2.0
        assert len(qapp.screens()) == 2
        assert visit.window.size().toTuple() == LAPTOP
    assert (qapp.font(), qapp.styleSheet(), [screen.name() for screen in qapp.screens()]) == before
    assert scale() == 1.0
    assert not qapp.findChildren(CatalogueTranslator)


def test_the_screens_are_given_back_after_a_failure_too(tmp_path: Path, qapp: QApplication) -> None:
    before = [screen.name() for screen in qapp.screens()]
    with pytest.raises(ZeroDivisionError), visiting(tmp_path, projector=True):
        _ = 1 / 0
    assert [screen.name() for screen in qapp.screens()] == before


def fail(*_: object) -> None:
    raise ZeroDivisionError("planted")


def visit_with_a_bad_slot(folder: Path) -> None:
    with visiting(folder) as visit:
        QTimer.singleShot(0, visit.window, fail)
        settle()


def visit_with_a_bad_question(folder: Path) -> None:
    with visiting(folder, prepared.as_made) as visit:
        visit.unlock()
        visit.bridge.query(fail, print)
        visit.quiet()


@pytest.mark.parametrize("bad", [visit_with_a_bad_slot, visit_with_a_bad_question])
def test_an_error_in_a_slot_or_on_a_worker_ends_the_visit(tmp_path: Path, bad: Callable[[Path], None]) -> None:
    with pytest.raises(ZeroDivisionError, match="planted"):
        bad(tmp_path)
