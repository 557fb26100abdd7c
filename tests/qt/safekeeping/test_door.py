from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit

from bsuh_desktop.services.desk.desk import Desk
from bsuh_desktop.services.safekeeping.first_run import NewDesk, first_run
from bsuh_desktop.store.database_errors import in_use
from tests.helpers.access import out_of_reach
from tests.helpers.cached_work import derived_once
from tests.helpers.clipping import clipped
from tests.helpers.desks import PASSPHRASE, clock_at, copied_desk
from tests.helpers.hands import key, type_in, until
from tests.helpers.visit import Visit, visiting

pytestmark = pytest.mark.usefixtures("windows")
NAME, NEW = "শিরিন আক্তার", "পাহাড় বক চাঁদ"


def first(folder: Path) -> Desk:
    return first_run(folder / "profile", NewDesk(PASSPHRASE, NAME, "4826"), clock_at())[0]


@pytest.fixture
def code(qapp: QApplication, tmp_path: Path) -> str:
    """A practice desk on which `NAME` works, locked with `PASSPHRASE`; its recovery code."""
    desk = copied_desk(tmp_path, clock_at(), make=first)
    desk.close()
    return desk.vault.recovery_code


@pytest.fixture
def door(code: str, tmp_path: Path) -> Iterator[Visit]:
    """Before that desk's door."""
    with visiting(tmp_path) as visit:
        yield visit


def words(visit: Visit) -> str:
    """All that can be read on labels now."""
    return "\n".join(label.text() for label in visit.window.findChildren(QLabel) if label.isVisible())


def field(visit: Visit, name: str) -> QLineEdit:
    found = visit.see(name)
    assert isinstance(found, QLineEdit)
    return found


def at_home(visit: Visit) -> None:
    until(lambda: visit.window.page.name == "home", "the desk opens at Home")
    visit.quiet()


def test_what_is_told_after_a_message_was_put_away_is_seen(door: Visit) -> None:
    error = in_use()
    for _ in range(2):
        door.bridge.error_reported.emit(error)
        door.quiet()
        assert str(error.message) in words(door)
        door.press("close_message")
        assert str(error.message) not in words(door)


def test_the_passphrase_and_enter_open_the_desk_at_home_until_it_is_locked(door: Visit) -> None:
    assert "This laptop is locked" in words(door)
    assert NAME not in words(door) + door.window.windowTitle()
    door.write("passphrase", "river")
    assert field(door, "passphrase").displayText() != "river"
    assert "The keyboard writes English letters." in words(door)
    door.press("show_passphrase")
    assert field(door, "passphrase").displayText() == "river", "the letters are shown to who wants to see them"
    primary, can_ask = door.see("primary"), list[bool]()
    door.bridge.unlocking.connect(lambda: can_ask.append(primary.isEnabled()))
    door.write("passphrase", PASSPHRASE)
    key(door.window, "Return")
    at_home(door)
    assert can_ask == [False], "while it unlocks nobody can ask for it again"
    assert door.bridge.facts is not None
    assert door.bridge.facts.facilitator == NAME
    door.bridge.lock()
    until(lambda: door.window.page.name == "door", "the door is shown")
    assert field(door, "passphrase").text() == ""
    assert field(door, "passphrase").echoMode() == QLineEdit.EchoMode.Password


def test_a_wrong_passphrase_stands_selected_and_its_problem_follows_the_language(door: Visit) -> None:
    with derived_once():
        door.write("passphrase", "not these words at all")
        door.press("primary", "language_bn")
    assert "পাসবাক্য মেলেনি।" in words(door)
    assert "does not match" not in words(door)
    door.press("language_en")
    assert "The passphrase does not match. Check the keyboard language." in words(door)
    assert field(door, "passphrase").property("state") == "stop"
    with derived_once():
        door.press("primary")
    assert field(door, "passphrase").selectedText() == "not these words at all"
    type_in(field(door, "passphrase"), PASSPHRASE)
    assert "does not match" not in words(door)
    key(door.window, "Return")
    at_home(door)


def test_a_letter_written_into_the_middle_of_a_code_leaves_the_cursor_there(door: Visit) -> None:
    door.press("forgotten")
    mended = field(door, "code")
    type_in(mended, "abcdefgh")
    assert mended.text() == "ABCDE FGH"
    type_in(mended, "-")
    assert (mended.text(), mended.cursorPosition()) == ("ABCDE FGH", 9), "what is no part of a code goes at once"
    mended.setCursorPosition(2)
    type_in(mended, "x")
    assert (mended.text(), mended.cursorPosition()) == ("ABXCD EFGH", 3)
    assert "9 of 26 characters" in words(door)


def test_every_page_of_the_door_is_walked_by_keys_alone(door: Visit, code: str) -> None:
    assert out_of_reach(door.window) == []
    door.press("forgotten")
    assert out_of_reach(door.window) == []
    door.write("code", code)
    key(door.window, "Return")
    until(lambda: "Choose a passphrase" in words(door), "the code was right")
    door.quiet()
    assert out_of_reach(door.window) == []
    key(door.window, "Escape")
    assert "Recovery code" in words(door)
    key(door.window, "Escape")
    assert "Unlock your desk" in words(door)


def cut(visit: Visit) -> list[str]:
    visit.quiet()
    return clipped(visit.window)


def test_nothing_is_cut_in_a_small_window_and_large_letters(door: Visit, code: str) -> None:
    door.window.resize(1024, 700)
    door.speak("bn", 2.0)
    door.write("passphrase", "wrong words")
    door.press("primary")
    found = cut(door)
    door.press("forgotten")
    door.write("code", "0" * 26)
    door.press("primary")
    found += cut(door)
    door.write("code", code)
    door.press("primary")
    assert found + cut(door) == []


def test_the_door_stands_before_keys_and_database_are_loaded() -> None:
    heavy = "nacl", "pyrage", "sqlcipher3", "sqlite_utils", "python_calamine", "reportlab", "bsuh_desktop.trust.vault"
    script = f"import bsuh_desktop.qt.safekeeping.door, sys; print(*set({heavy}) & set(sys.modules))"
    loaded = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert loaded.stdout.split() == []
