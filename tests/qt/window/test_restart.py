"""A lock closes the window, and says how the app comes back; what waits behind the door keeps it open."""

from __future__ import annotations

import dataclasses
import os
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QLabel

from bsuh_desktop.qt.dialogs.help_key import DIALOG
from bsuh_desktop.qt.navigation.screen import Destination
from bsuh_desktop.qt.window.restart import VARIABLE, StartAtDoor
from bsuh_desktop.services.class_lists.class_groups import class_groups
from bsuh_desktop.services.safekeeping.opening import open_desk
from tests.helpers import prepared
from tests.helpers.class_pages import class_of
from tests.helpers.desks import PASSPHRASE, clock_at
from tests.helpers.hands import button, key, press, until
from tests.helpers.list_pages import asked
from tests.helpers.visit import Visit, visiting

pytestmark = pytest.mark.usefixtures("windows")


def words(visit: Visit) -> str:
    return "\n".join(label.text() for label in visit.window.findChildren(QLabel) if label.isVisible())


def ended(visit: Visit) -> StartAtDoor:
    """The window is closed for the next process, of which this is told."""
    until(lambda: not visit.window.isVisible(), "the window is closed")
    assert visit.window.restart.start is not None
    return visit.window.restart.start


def test_a_lock_closes_everything_and_the_next_process_stands_at_that_door(tmp_path: Path) -> None:
    with visiting(tmp_path, prepared.with_class, restarts=True) as visit:
        visit.unlock()
        assert visit.window.restart.start is None
        key(visit.window, "Ctrl+L")
        start = ended(visit)
        assert (start.folder, start.screen, start.language) == (str(tmp_path / "profile"), "door", "en")
        assert (start.reason, start.help_open) == ("", False)
        # Nobody has the data any more.
        open_desk(tmp_path / "profile", PASSPHRASE, clock_at()).close()


def test_what_was_typed_waits_as_long_as_it_is_not_kept(tmp_path: Path) -> None:
    with visiting(tmp_path, prepared.with_class, restarts=True) as visit:
        visit.unlock()
        visit.in_private()
        (group,) = asked(visit, class_groups)
        visit.go("learners", group=group.group.id)
        visit.write("roll", "99")
        key(visit.window, "Ctrl+L")
        until(lambda: visit.window.page.name == "door", "the door is shown")
        visit.quiet()
        assert "The desk is covered, not locked" in words(visit)
        visit.press("language_bn")
        assert "ডেস্ক ঢাকা আছে, লক করা নয়" in words(visit)
        visit.press("language_en")
        visit.unlock()
        visit.press("save")
        key(visit.window, "Ctrl+L")
        assert ended(visit).screen == "door"


def test_closing_the_covered_desk_asks_and_lets_go(tmp_path: Path) -> None:
    with visiting(tmp_path, prepared.with_class, restarts=True) as visit:
        visit.unlock()
        visit.press("from_paper")
        visit.write("end", "0945")
        key(visit.window, "Ctrl+L")
        until(lambda: visit.window.page.name == "door", "the door is shown")
        visit.quiet()
        assert not visit.window.close()
        press(button(visit.dialog(), "Close the app"))
        until(lambda: not visit.window.isVisible(), "the window is closed")
        assert visit.window.restart.start is None, "whoever closes it wants no door"


def test_answers_in_memory_wait_too(tmp_path: Path) -> None:
    """As long as a private question is open, they stand nowhere else."""
    with visiting(tmp_path, prepared.asking_by_device, restarts=True) as visit:
        visit.unlock()
        visit.press("go_on")
        visit.bridge.conduct(lambda conduct: conduct.answer_privately(9, "B", conduct.state.events))
        visit.quiet()
        visit.window.lock.lock()
        until(lambda: visit.window.page.name == "door", "the door is shown")
        visit.quiet()
        assert "Unsaved work is still here" in words(visit)
        visit.unlock()
        visit.press("go_on")
        visit.bridge.conduct(lambda conduct: conduct.close_question())
        visit.quiet()
        assert class_of(visit).askings[-1].counts["B"] > 0
        visit.window.lock.lock()
        ended(visit)


def test_the_first_run_of_another_facilitator_is_where_it_goes_on(tmp_path: Path) -> None:
    with visiting(tmp_path, prepared.with_class, restarts=True) as visit:
        visit.unlock()
        visit.press("rail_laptop", "another_facilitator")
        press(visit.see("lock"))
        start = ended(visit)
        assert (start.folder, start.screen) == (str(tmp_path / "profile" / "desks" / "2"), "first_run")
    with visiting(tmp_path, start=dataclasses.replace(start, language="bn")) as visit:
        assert visit.window.page.name == "first_run"
        assert visit.bridge.profile == tmp_path / "profile" / "desks" / "2"
        assert visit.bridge.root == tmp_path / "profile"
        assert visit.bridge.language == "bn"


def test_whoever_lets_go_of_what_waits_for_another_desk_leaves_nothing_of_it(tmp_path: Path) -> None:
    with visiting(tmp_path, prepared.with_class, restarts=True) as visit:
        visit.unlock()
        visit.press("from_paper")
        visit.write("end", "0945")
        key(visit.window, "Ctrl+L")
        until(lambda: visit.window.page.name == "door", "the door is shown")
        visit.window.go(Destination("first_run", path=tmp_path / "profile" / "desks" / "2"))
        press(button(visit.dialog(), "Open the other desk"))
        assert ended(visit).screen == "first_run"


def test_why_the_passphrase_is_asked_for_stands_at_the_door_and_help_stays_open(tmp_path: Path) -> None:
    with visiting(tmp_path, prepared.at_teach, restarts=True) as visit:
        visit.unlock()
        visit.press("go_on")
        key(visit.window, "Ctrl+L")
        visit.quiet()
        key(visit.window, "F8")
        until(lambda: visit.bridge.stage.shown.black, "the class may see it: the stage is black first")
        key(visit.seen(), "F8")
        visit.dialog()
        visit.window.lock._lock_spent()
        start = ended(visit)
        assert (start.reason, start.help_open) == ("pin_spent", True)
    with visiting(tmp_path, start=start) as visit:
        assert visit.dialog().objectName() == DIALOG
        key(visit.seen(), "F8")
        until(lambda: QApplication.activeModalWidget() is None, "help is closed")
        assert "The class PIN was wrong 5 times. Now the passphrase opens the desk." in words(visit)
        visit.unlock()
        visit.press("go_on")
        assert class_of(visit)


def test_a_file_that_was_found_damaged_is_proved_by_the_next_process(tmp_path: Path) -> None:
    with visiting(tmp_path, prepared.at_teach, restarts=True) as visit:
        visit.unlock()
        visit.bridge._give_up()
        start = ended(visit)
        assert start.reason == "store_damaged"
    with visiting(tmp_path, start=start) as visit:
        assert "The data file is damaged. Unlock your desk: the app looks for a good backup." in words(visit)
        visit.quiet()
        assert visit.bridge._worker._suspect
        visit.unlock()
        assert not visit.bridge._worker._suspect, "it was all right"


def test_the_window_comes_back_as_large_as_it_was(tmp_path: Path) -> None:
    with visiting(tmp_path, prepared.as_made, restarts=True) as visit:
        visit.unlock()
        visit.window.setGeometry(20, 10, 1200, 720)
        visit.quiet()
        key(visit.window, "Ctrl+L")
        start = ended(visit)
    with visiting(tmp_path, start=start) as visit:
        assert visit.window.size().toTuple() == (1200, 720)


def test_it_is_told_once_and_what_cannot_be_read_is_an_ordinary_start(tmp_path: Path) -> None:
    start = StartAtDoor(str(tmp_path), "door", "bn", "AAAA", True, "pin_spent")
    environment: dict[str, str] = {}
    start.tell(environment)
    assert StartAtDoor.from_environment(environment) == start
    assert environment == {}
    assert StartAtDoor.from_environment(environment) is None
    for odd in ("", "[]", "{", '{"folder": "x"}', environment_of(dataclasses.replace(start, screen="home"))):
        assert StartAtDoor.from_environment({VARIABLE: odd}) is None
    assert VARIABLE not in os.environ


def environment_of(start: StartAtDoor) -> str:
    said: dict[str, str] = {}
    start.tell(said)
    return said[VARIABLE]
