"""The list of keys says what the keys do: each is pressed, and none of a class is missing."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QScrollArea, QTextEdit, QWidget

from bsuh_desktop.qt.dialogs import guide_dialog, help_key, keys
from bsuh_desktop.qt.dialogs.keys import KEYS, TEACH, keys_on
from bsuh_desktop.qt.stage import shortcuts
from bsuh_desktop.qt.stage.shortcuts import command_of
from bsuh_desktop.qt.widgets.text_lines import TextLines
from tests.helpers import prepared
from tests.helpers.class_pages import read, status, touch
from tests.helpers.hands import key, named, until
from tests.helpers.list_pages import PLAIN as LIST
from tests.helpers.visit import Visit, visiting

PLAIN = Qt.KeyboardModifier.NoModifier


def texts(dialog: QWidget) -> set[str]:
    """All words of the dialog."""
    return {part.text() for kind in (QLabel, TextLines) for part in dialog.findChildren(kind)}


def event_of(press: str) -> QKeyEvent:
    pressed = QKeySequence(press)[0]  # type: ignore[index]  # the stubs forget __getitem__
    return QKeyEvent(QEvent.Type.KeyPress, pressed.key(), pressed.keyboardModifiers())


def test_every_key_of_a_class_is_listed_with_what_it_does() -> None:
    listed = {press: line.command for line in KEYS for press in line.presses if line.command}
    assert {press: command_of(event_of(press)) for press in listed} == listed
    handled = {QKeySequence(code).toString(): command for code, command in shortcuts._KEYS.items()}
    assert handled.items() <= listed.items()


def test_every_key_that_counts_hands_is_listed() -> None:
    listed = {press for line in KEYS if TEACH in line.pages for press in line.presses}
    # The digits stand for each other, and so do the two keys that say Enter.
    counts = {QKeySequence(code).toString() for code in shortcuts._HAND_KEYS} - {"Enter"}
    assert counts - {"Return"} <= listed
    assert shortcuts.hand_key_of(QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_1, PLAIN, "1")) == 1
    assert "1" in listed


def test_no_key_is_listed_twice_for_a_page() -> None:
    for page in ("home", "roll_call", "teach"):
        presses = [press for _, lines in keys_on(page) for line in lines for press in line.presses]
        assert len(presses) == len(set(presses))


def opens(visit: Visit, press: str, name: str) -> None:
    key(visit.window, press)
    until(lambda: (top := QApplication.activeModalWidget()) and top.objectName() == name, f"{press} opens {name}")
    visit.quiet()
    key(visit.seen(), "Esc")
    visit.quiet()


@pytest.mark.usefixtures("windows")
def test_the_keys_of_every_page_do_what_is_said(tmp_path: Path) -> None:
    with visiting(tmp_path, prepared.at_teach, projector=True) as visit:
        visit.unlock()
        bridge = visit.bridge

        def changes(press: str, what: Callable[[], object]) -> None:
            before = what()
            key(visit.window, press)
            visit.quiet()
            assert what() != before, press

        looks: dict[str, Callable[[], object]] = {
            "F9": lambda: bridge.language,
            "Shift+F9": lambda: bridge.stage_language,
            "Ctrl++": lambda: bridge.settings.text_scale,
            "Ctrl+-": lambda: bridge.settings.text_scale,
            "Tab": visit.window.focusWidget,
            "F6": visit.window.focusWidget,
        }
        dialogs = {"F1": guide_dialog.DIALOG, "?": keys.DIALOG, "F8": help_key.DIALOG, "Ctrl+,": "this_screen_dialog"}
        visit.press("see_tour")
        for press, what in looks.items():
            changes(press, what)
        for press, name in dialogs.items():
            opens(visit, press, name)
        visit.see("go_on").setFocus()
        key(visit.see("go_on"), "Return")
        visit.quiet()
        assert visit.window.page.name == "teach"
        changes("Ctrl+L", lambda: bridge.covered)
        pressed = {*looks, *dialogs, "Return", "Ctrl+L"}
        assert pressed == {press for line in KEYS if not line.pages for press in line.presses}


@pytest.mark.usefixtures("windows")
def test_the_keys_of_a_class_do_what_is_said(tmp_path: Path) -> None:
    pressed: set[str] = set()

    def does(visit: Visit, press: str, what: Callable[[], object], part: str = "") -> None:
        before = what()
        key(visit.see(part) if part else visit.seen(), press)
        visit.quiet()
        assert what() != before, press
        pressed.add(press)

    with visiting(tmp_path / "roll", prepared.at_roll_call) as visit:
        visit.unlock()
        visit.press("go_on")
        visit.write("headcount", "57")
        visit.press("open_list")
        touch(visit, 6)
        does(visit, "L", lambda: status(visit, 6), "chips")
        key(visit.window, "Ctrl+Z")
        visit.quiet()
        does(visit, "Ctrl+Y", lambda: status(visit, 6))
        does(visit, "Ctrl+Return", lambda: (visit.seen().objectName(), visit.window.page.name))
        visit.press("start")
    with visiting(tmp_path / "hands", lambda desk: prepared.at_slide(desk, 6)) as visit:
        visit.unlock()
        visit.press("go_on")
        visit.speak("en", 2.0)
        visit.quiet()
        words, page = (
            named(visit.window.page, "notes_words", QTextEdit),
            named(visit.window.page, "scroll", QScrollArea),
        )

        def notes() -> tuple[int, int]:
            return words.verticalScrollBar().value(), page.verticalScrollBar().value()

        does(visit, "Down", notes)
        does(visit, "Up", notes)
        does(visit, "G", visit.seen)
        key(visit.seen(), "Esc")
        visit.press("next_step")
        typed = named(visit.window.page, "count_a", QLineEdit)
        does(visit, "1", typed.text)
        does(visit, "Backspace", typed.text)
        does(visit, "M", lambda: read(visit, "sum"))
        key(visit.window, "F5")
        until(lambda: visit.bridge.projector.over_desk, "the stage covers the desk")
        does(visit, "Esc", lambda: visit.bridge.projector.over_desk)
    with visiting(tmp_path / "lists", prepared.with_class) as visit:
        visit.unlock()
        visit.press("rail_classes")
        QApplication.clipboard().setText(LIST)
        does(visit, "Ctrl+V", lambda: visit.window.page.name)
        assert "Pasted table" in read(visit, "file_news")
        QApplication.clipboard().setText("a line")
        visit.see("choose_file").setFocus()
        does(visit, "Ctrl+V", lambda: read(visit, "file_news"))
    assert pressed == {press for line in KEYS if line.pages and not line.command for press in line.presses}


@pytest.mark.usefixtures("windows")
def test_a_question_mark_lists_the_keys_of_the_page_and_so_does_the_guide(tmp_path: Path) -> None:
    with visiting(tmp_path, prepared.at_teach, projector=True) as visit:
        visit.unlock()
        visit.press("go_on")
        key(visit.window, "?")
        dialog = visit.dialog()
        assert {"Keys of the keyboard", "On this page", "Slides black, and back", "Everywhere"} <= texts(dialog)
        visit.bridge.set_language("bn")
        visit.quiet()
        assert {"এই পাতায়", "স্লাইড কালো, আবার আগের মতো"} <= texts(dialog)
        key(dialog, "Esc")
        key(visit.window, "F1")
        visit.press("keys")
        assert visit.dialog().objectName() == keys.DIALOG
        key(visit.seen(), "Esc")
