from __future__ import annotations

import functools
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication, QLabel, QPlainTextEdit

from bsuh_desktop.domain.messages import KnownError, Message
from bsuh_desktop.qt.navigation.screen import Screen
from bsuh_desktop.services.safekeeping.opening import open_desk
from bsuh_desktop.system.log import last_lines
from tests.helpers import prepared
from tests.helpers.class_pages import class_of
from tests.helpers.desks import PASSPHRASE, clock_at
from tests.helpers.hands import button, hold_enter, key, press, settle, until
from tests.helpers.visit import Visit, visiting

pytestmark = pytest.mark.usefixtures("windows")


class Stubborn(Screen):
    """A page with a bug."""

    name = "stubborn"

    def leave(self) -> None:
        raise ZeroDivisionError


class Refusing(Screen):
    """A page that cannot keep what it has."""

    name = "refusing"

    def leave(self) -> None:
        refuse()


def close_over_a_bug(folder: Path) -> None:
    with visiting(folder, prepared.at_teach) as visit:
        visit.unlock()
        visit.press("go_on")
        visit.window._page = Stubborn(visit.bridge, visit.window)
        visit.window.close()
        press(button(visit.dialog(), "Close the app"))
        until(lambda: not visit.window.isVisible(), "the window is closed")


def test_the_desk_is_locked_on_closing_whatever_a_page_does_wrong(tmp_path: Path) -> None:
    with pytest.raises(ZeroDivisionError):
        close_over_a_bug(tmp_path)
    # Somebody else may have it now: nothing holds it open.
    open_desk(tmp_path / "profile", PASSPHRASE, clock_at()).close()


def test_a_known_error_is_told_and_a_page_that_cannot_be_left_is_left_and_its_bug_is_shown(tmp_path: Path) -> None:
    with visiting(tmp_path, prepared.with_class) as visit:
        visit.unlock()
        undo = visit.window.crashes.install()
        try:
            QTimer.singleShot(0, visit.window, refuse)
            settle()
        finally:
            undo()
        assert told(visit) == "The disk is full. Remove some files and try again."
        assert QApplication.activeModalWidget() is None
        assert last_lines(1)[0].endswith(" refused code=disk_full")
        visit.window._page = Stubborn(visit.bridge, visit.window)
        visit.press("rail_classes")
        report = visit.dialog().findChild(QPlainTextEdit, "report")
        assert isinstance(report, QPlainTextEdit)
        assert "ZeroDivisionError" in report.toPlainText()
        press(button(visit.seen(), "Go on"))
        assert visit.window.page.name == "classes"
        visit.window._page = Refusing(visit.bridge, visit.window)
        visit.press("rail_home")
        assert visit.window.page.name == "home"
        assert told(visit) == "The disk is full. Remove some files and try again."


def told(visit: Visit) -> str:
    labels = visit.window.bar.findChildren(QLabel)
    return " ".join(label.text() for label in labels if label.isVisible() and label.text())


def refuse() -> None:
    raise KnownError("disk_full", Message("The disk is full."), Message("Remove some files and try again."))


def test_enter_held_down_goes_one_slide_on(tmp_path: Path) -> None:
    with visiting(tmp_path, functools.partial(prepared.at_slide, number=7)) as visit:
        visit.unlock()
        visit.press("go_on")
        assert visit.window.focusWidget() is visit.see("next_step")
        key(visit.window, "Return")
        hold_enter(visit.window)
        visit.quiet()
        assert class_of(visit).view.slide == 8


def pictures(folder: Path, shown: bool) -> Iterator[QImage]:
    """Pages in large text that were shown, or hidden, when the text grew. Without a backup one is made three seconds
    after unlocking, and Home counts it among what is fine."""
    with visiting(folder, prepared.backed_up) as visit:
        visit.unlock()
        visit.in_private()
        visit.press("go_on")
        for screen in ("home", "verify", "teach"):
            visit.bridge.choose_look(text_scale=1.0, contrast="calm")
            visit.go(screen)
            visit.go("laptop")
            if shown:
                visit.go(screen)
            visit.bridge.choose_look(text_scale=1.5, contrast="high")
            page = visit.window.findChild(Screen, screen)
            assert page is not None
            assert page.testAttribute(Qt.WidgetAttribute.WA_WState_Polished) is shown, (
                "a step of the text costs one page"
            )
            visit.go(screen)
            visit.still()
            yield visit.window.grab().toImage()


def test_a_page_that_was_hidden_when_the_text_grew_looks_like_one_that_was_shown(tmp_path: Path) -> None:
    assert list(pictures(tmp_path / "hidden", shown=False)) == list(pictures(tmp_path / "shown", shown=True))
