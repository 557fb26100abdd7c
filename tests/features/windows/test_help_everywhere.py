"""F8 opens help for a child wherever somebody is: on every page, before the desk is open, over whatever is open."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QFileDialog

from bsuh_desktop.qt.classroom.shared_device.shared_device import SharedDevice
from bsuh_desktop.qt.dialogs.child_help import ChildHelp
from bsuh_desktop.qt.dialogs.this_screen import ThisScreen
from bsuh_desktop.qt.window.pages import PAGES, STEPS
from tests.helpers import prepared
from tests.helpers.desks import PASSPHRASE
from tests.helpers.hands import front, key, until
from tests.helpers.scenes.before import who_am_i
from tests.helpers.visit import Visit, visiting

pytestmark = pytest.mark.usefixtures("windows")


def helped(visit: Visit) -> None:
    """F8 opens it, and F8 closes it again: whatever was in front is in front as before."""
    before = visit.seen()
    key(before, "F8")
    until(lambda: isinstance(QApplication.activeModalWidget(), ChildHelp), f"help over {before.objectName()}")
    visit.quiet()
    key(visit.seen(), "F8")
    until(lambda: not isinstance(QApplication.activeModalWidget(), ChildHelp), "help is closed")
    visit.quiet()
    front(before)
    assert visit.seen() is before


def test_on_every_page_and_over_what_is_open_there(tmp_path: Path) -> None:
    with visiting(tmp_path, prepared.at_teach, projector=True) as visit:
        helped(visit)
        visit.press("forgotten")
        helped(visit)
        visit.press("back")
        visit.unlock()
        groups: list[str] = []
        visit.bridge.query(lambda desk: desk.store.rosters.groups()[0].id, groups.append)
        visit.quiet()
        visit.press("go_on")
        for name in sorted(PAGES, key=lambda name: name not in STEPS[1:]):
            visit.go(name, group=groups[0])
            assert visit.window.page.name == name
            helped(visit)
        visit.go("import_list")
        visit.press("choose_file")
        assert isinstance(visit.seen(), QFileDialog)
        helped(visit)
        key(visit.seen(), "Escape")
        visit.window.choose_look()
        assert isinstance(visit.dialog(), ThisScreen)
        helped(visit)
        key(visit.seen(), "Escape")
        visit.go("home")
        visit.press("go_on")
        key(visit.window, "Ctrl+L")
        visit.quiet()
        assert visit.window.lock.covered
        helped(visit)
        assert visit.window.lock.covered


def test_on_every_page_of_the_first_run(tmp_path: Path) -> None:
    with visiting(tmp_path) as visit:
        helped(visit)
        who_am_i(visit)
        helped(visit)
        visit.press("primary")
        visit.write("passphrase", PASSPHRASE)
        visit.write("again", PASSPHRASE)
        helped(visit)
        visit.press("primary")
        assert visit.window.unsaved_warning(), "the code stands there that is shown once"
        helped(visit)
        assert visit.window.unsaved_warning()


def test_in_learners_hands_it_opens_over_the_device_and_leads_nowhere_else(tmp_path: Path) -> None:
    with visiting(tmp_path, prepared.asking_by_device) as visit:
        visit.unlock()
        visit.in_private()
        visit.press("go_on", "next_step", "pass")
        device = visit.seen()
        assert isinstance(device, SharedDevice)
        helped(visit)
        assert visit.bridge.in_class_hands
        assert device.isVisible()
