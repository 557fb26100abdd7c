"""The dialog with what to do about a check of the laptop: opened, followed, in both languages, by keys alone."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtWidgets import QLabel

from tests.helpers import prepared
from tests.helpers.class_pages import read
from tests.helpers.hands import front, key, named, press, until, until_focused
from tests.helpers.no_bus import nobody_listening
from tests.helpers.visit import visiting
from tests.helpers.wrong_language import in_other_tongue

pytestmark = pytest.mark.usefixtures("windows")


def test_a_remedy_is_opened_followed_and_looked_at_again(tmp_path: Path) -> None:
    with nobody_listening(), visiting(tmp_path, prepared.as_made) as visit:
        visit.unlock()
        visit.press("remedy_awake")
        dialog = visit.dialog()
        said = [label.text() for label in dialog.findChildren(QLabel)]
        assert "This laptop may go to sleep in class." in said
        assert "Open the power settings of the laptop." in said
        key(dialog, "F9")
        visit.quiet()
        assert in_other_tongue(dialog, "bn") == [], "it follows the language while it is open"
        key(dialog, "F9")
        press(named(dialog, "done_look_again"))
        until(lambda: visit.seen() is visit.window, "the dialog is closed")
        visit.quiet()
        assert "Change its power settings." in read(visit, "readiness_awake")


def test_a_remedy_by_keys_alone(tmp_path: Path) -> None:
    with nobody_listening(), visiting(tmp_path, prepared.as_made) as visit:
        visit.unlock()
        visit.see("remedy_awake").setFocus()
        key(visit.window, "Return")
        visit.dialog()
        key(visit.seen(), "Escape")
        until(lambda: visit.seen() is visit.window, "the dialog is closed")
        front(visit.window)
        until_focused(visit.see("remedy_awake"))
        visit.window.page.retranslate()
        visit.quiet()
        until_focused(visit.see("remedy_awake"), "what says the same anew leaves the keys where they are")
