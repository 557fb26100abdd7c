from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QScrollArea, QWidget

from bsuh_desktop.qt.dialogs.child_help import ChildHelp
from tests.helpers import prepared
from tests.helpers.access import out_of_reach
from tests.helpers.clipping import clipped
from tests.helpers.desks import PASSPHRASE
from tests.helpers.hands import key, until
from tests.helpers.until import PATIENCE_S
from tests.helpers.visit import Visit, visiting

pytestmark = pytest.mark.usefixtures("windows")


@pytest.fixture
def door(qapp: QApplication, tmp_path: Path) -> Iterator[Visit]:
    """A practice desk that is locked."""
    with visiting(tmp_path, prepared.as_made) as visit:
        yield visit


def help_over(visit: Visit) -> QWidget:
    """Presses F8; the dialog."""
    key(visit.window, "F8")
    dialog = visit.dialog()
    assert isinstance(dialog, ChildHelp)
    return dialog


def words(dialog: QWidget) -> list[str]:
    """All that can be read on labels, from top to bottom."""
    return [label.text() for label in dialog.findChildren(QLabel) if label.isVisible() and label.text()]


def closed(visit: Visit) -> None:
    until(lambda: QApplication.activeModalWidget() is None, "the dialog is closed")
    visit.quiet()


def test_it_listens_first_before_unlocking_and_speaks_both_languages(door: Visit) -> None:
    said = words(help_over(door))
    assert "Listen to the child first" in said
    assert "Say: “Only those who need to know will know.”" in said
    assert said[said.index("999") + 1] == "In danger now? Call this number first."
    assert "Focal points of your partner" not in said
    key(door.seen(), "Escape")
    closed(door)
    assert door.bridge.facts is None
    door.press("language_bn")
    said = words(help_over(door))
    assert "১০৯৮" in said
    assert "1098" not in said


def test_three_keys_close_it_and_it_opens_by_its_button_too(door: Visit) -> None:
    for keys in ("F8", "Escape", "Return"):
        key(help_over(door), keys)
        closed(door)
    assert isinstance(help_over(door), ChildHelp)
    key(door.seen(), "Escape")
    closed(door)
    door.press("child_help")
    dialog = door.dialog()
    assert isinstance(dialog, ChildHelp)
    assert out_of_reach(dialog) == []
    door.press("close")
    closed(door)


def test_no_busy_worker_keeps_it_waiting(door: Visit) -> None:
    goes_on = threading.Event()
    door.bridge.ask(lambda: goes_on.wait(PATIENCE_S), lambda _: None)
    try:
        key(door.window, "F8")
        until(QApplication.activeModalWidget, "help is there")
        assert "1098" in words(door.seen())
    finally:
        goes_on.set()


def test_it_stays_while_the_desk_behind_it_is_opened_and_locked_and_says_what_holds_now(door: Visit) -> None:
    dialog = help_over(door)
    assert "Focal point (practice)" not in words(dialog)
    door.bridge.unlock(PASSPHRASE)
    until(lambda: door.bridge.facts, "the desk is unlocked")
    door.quiet()
    assert door.seen() is dialog
    assert "Focal point (practice)" in words(dialog)
    assert "Your coordinator tells you the number." in words(dialog)
    english = words(dialog)
    door.bridge.set_language("bn")
    door.quiet()
    bangla = words(dialog)
    assert len(bangla) == len(english)
    assert not set(english) & set(bangla), "every label is said anew"
    assert "১০৯৮" in bangla
    assert dialog.windowTitle() == "শিশুর সাহায্য দরকার"
    assert clipped(dialog) == []
    door.bridge.set_language("en")
    door.in_private()
    assert "No projector shows this page." in " ".join(words(dialog)), "the class sees it no more"
    assert "Focal point (practice)" in words(dialog)
    door.window.lock.lock_or_cover()
    until(lambda: door.bridge.facts is None, "the desk is locked")
    door.quiet()
    assert door.seen() is dialog
    assert "Focal point (practice)" not in words(dialog)


def test_in_large_letters_it_is_read_out_whole_the_keys_move_it_and_nothing_is_cut(door: Visit) -> None:
    door.window.resize(1024, 700)
    door.speak("en", 2.0)
    dialog = help_over(door)
    read = dialog.accessibleDescription()
    assert all(text in read for text in words(dialog)[1:]), "a screen reader says all of it"
    area = dialog.findChild(QScrollArea)
    assert isinstance(area, QScrollArea)
    for _ in range(20):
        key(dialog, "PgDown")
    assert area.verticalScrollBar().value() == area.verticalScrollBar().maximum() > 0
    assert out_of_reach(dialog) == []
    key(dialog, "Escape")
    closed(door)
    door.speak("bn", 2.0)
    assert clipped(help_over(door)) == []


@pytest.mark.usefixtures("qapp")
def test_the_class_goes_on_and_the_stage_is_unaware(tmp_path: Path) -> None:
    with visiting(tmp_path, prepared.at_teach, projector=True) as visit:
        visit.unlock()
        visit.press("go_on")
        key(visit.window, "F5")
        visit.quiet()
        before = (visit.bridge.picture, visit.bridge.stage.content, headers(visit))
        told: list[str] = []
        visit.bridge.stage.changed.connect(lambda: told.append("changed"))
        dialog = help_over(visit)
        assert "The projector does not show this page. The class stays where it is." in " ".join(words(dialog))
        visit.press("close")
        closed(visit)
        assert (visit.bridge.picture, visit.bridge.stage.content, headers(visit)) == before
        assert told == []


@pytest.mark.usefixtures("qapp")
def test_on_the_only_screen_nobody_says_that_the_stage_does_not_show_it(tmp_path: Path) -> None:
    """The stage lies over the desk, and help over the stage: black or not, a projector would show it."""
    with visiting(tmp_path, prepared.at_teach) as visit:
        visit.unlock()
        visit.press("go_on")
        projector = visit.bridge.projector
        for shows, black, expected in (
            (None, False, "If a projector shows this laptop's screen, the class sees this page."),
            (True, True, "If a projector shows this laptop's screen, the class sees this page."),
            (False, False, "No projector shows this page. The class stays where it is."),
        ):
            projector.set_shows_this_screen(shows)
            visit.bridge.stage.set_black(black)
            if not projector.showing:
                key(visit.window, "F5")
            visit.quiet()
            assert projector.over_desk

            until(lambda: QGuiApplication.focusWindow() is projector._stage.windowHandle(), "the stage has the keys")
            QTest.keyClick(projector._stage.windowHandle(), Qt.Key.Key_F8)
            if shows is None:
                # The class may see it: the stage turns black first.
                until(lambda: visit.bridge.stage.shown.black, "the stage is black")
                QTest.keyClick(projector._stage.windowHandle(), Qt.Key.Key_F8)
            said = " ".join(words(visit.dialog()))
            assert expected in said
            assert "The projector does not show this page" not in said
            visit.press("close")
            closed(visit)
            until(lambda: QGuiApplication.focusWindow() is projector._stage.windowHandle(), "it has the keys again")


def headers(visit: Visit) -> object:
    """The newest event of the journal."""
    found: list[object] = []
    visit.bridge.query(lambda desk: desk.store.journal.last_header(), found.append)
    visit.quiet()
    return found[0]
