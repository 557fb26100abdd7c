"""The app asks once before something is lost, or while a class goes on; else it closes at once."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QLabel

from bsuh_desktop.services.safekeeping.opening import open_desk
from tests.helpers import prepared
from tests.helpers.desks import PASSPHRASE, clock_at
from tests.helpers.hands import button, key, press, tab_to, until
from tests.helpers.scenes.before import recovery_sheet
from tests.helpers.visit import Visit, visiting

pytestmark = pytest.mark.usefixtures("windows")


def asked(visit: Visit) -> str:
    """Closes the window as a person does; what is asked then."""
    assert not visit.window.close()
    dialog = visit.dialog()
    return "\n".join(label.text() for label in dialog.findChildren(QLabel) if label.isVisible())


def answered(visit: Visit, words: str) -> None:
    press(button(visit.seen(), words))
    until(lambda: QApplication.activeModalWidget() is None, "the question is closed")


def test_the_recovery_code_is_not_lost_by_the_idle_lock_or_by_closing(tmp_path: Path) -> None:
    with visiting(tmp_path) as visit:
        recovery_sheet(visit)
        assert visit.bridge.facts is not None
        visit.bridge.keep(idle_minutes=0)
        visit.window.lock.look()
        visit.quiet()
        assert visit.bridge.facts is not None
        assert visit.see("group_1").isVisible()
        code = visit.see("group_1")
        assert isinstance(code, QLabel)
        shown = code.text()
        assert "Have you written the code down?" in asked(visit)
        assert visit.seen().focusWidget() is button(visit.seen(), "Stay"), "the safe answer has the keys"
        answered(visit, "Stay")
        assert visit.window.isVisible()
        assert (code.text(), code.isVisible()) == (shown, True)
        asked(visit)
        answered(visit, "Close the app")
        assert not visit.window.isVisible()


def test_the_new_code_behind_the_door_is_not_lost_either(tmp_path: Path) -> None:
    from bsuh_desktop.services.safekeeping.first_run import NewDesk, first_run

    desk, code = first_run(tmp_path / "profile", NewDesk(PASSPHRASE, prepared.FACILITATOR), clock_at())
    desk.close()
    with visiting(tmp_path) as visit:
        assert visit.window.page.unsaved_warning() is None
        visit.press("forgotten")
        visit.write("code", code)
        visit.press("primary")
        visit.write("passphrase", "other words in a row")
        visit.write("again", "other words in a row")
        visit.press("primary")
        assert "Have you written the code down?" in asked(visit)
        answered(visit, "Stay")


def test_a_class_that_goes_on_is_asked_about_and_kept(tmp_path: Path) -> None:
    with visiting(tmp_path, prepared.at_teach) as visit:
        visit.unlock()
        visit.press("go_on")
        said = asked(visit)
        assert "Close the app during a class?" in said
        assert "Everything is kept." in said
        assert not visit.window.close(), "asked once, not twice"
        answered(visit, "Stay")
        assert visit.window.page.name == "teach"
        asked(visit)
        visit.bridge.set_language("bn")
        tab_to(visit.seen(), "leave")
        key(visit.seen(), "Return")
        until(lambda: not visit.window.isVisible(), "Enter presses the button that has the ring")
    desk = open_desk(tmp_path / "profile", PASSPHRASE, clock_at())
    (session,) = desk.store.journal.sessions()
    assert not desk.store.journal.state(session).finished
    desk.close()


def test_what_waits_behind_the_door_is_asked_about(tmp_path: Path) -> None:
    with visiting(tmp_path, prepared.with_class) as visit:
        visit.unlock()
        visit.press("from_paper")
        visit.write("end", "0945")
        visit.window.lock.lock()
        until(lambda: visit.window.page.name == "door", "the door is shown")
        visit.quiet()
        assert "What you typed on this page will be lost." in asked(visit)
        answered(visit, "Stay")
        visit.unlock()
        assert visit.window.page.name == "paper_class"


def test_without_a_class_nothing_is_asked(tmp_path: Path) -> None:
    with visiting(tmp_path, prepared.finished) as visit:
        visit.unlock()
        visit.press("certificates_now")
        assert visit.window.close()
