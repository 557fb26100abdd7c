"""F1 opens the guide at the page on which somebody is: on every page, before the desk is open, over what is open."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from bsuh_desktop.qt.classroom.shared_device.shared_device import SharedDevice
from bsuh_desktop.qt.dialogs.guide_dialog import GuideDialog
from bsuh_desktop.qt.dialogs.guide_sections import COVERED, SECTIONS, Section, read_guide
from bsuh_desktop.qt.dialogs.this_screen import ThisScreen
from bsuh_desktop.qt.widgets.pick_box import PickBox
from bsuh_desktop.qt.window.pages import PAGES, STEPS
from tests.helpers import prepared
from tests.helpers.hands import front, key, named, settle, until
from tests.helpers.scenes.before import who_am_i
from tests.helpers.visit import Visit, visiting

pytestmark = pytest.mark.usefixtures("windows")


def guided(visit: Visit, section: Section) -> None:
    """F1 opens it at `section`, and Escape closes it again: whatever was in front is in front as before."""
    before = visit.seen()
    key(before, "F1")
    until(lambda: isinstance(QApplication.activeModalWidget(), GuideDialog), f"the guide over {before.objectName()}")
    visit.quiet()
    guide = read_guide(section.guide, "en")
    assert named(visit.seen(), "guide", PickBox).currentText() == guide.title
    assert named(visit.seen(), "section", PickBox).currentText() == guide.headings[section.anchor]
    key(visit.seen(), "Escape")
    until(lambda: not isinstance(QApplication.activeModalWidget(), GuideDialog), "the guide is closed")
    visit.quiet()
    front(before)
    assert visit.seen() is before


def test_on_every_page_and_over_what_is_open_there(tmp_path: Path) -> None:
    with visiting(tmp_path, prepared.at_teach, projector=True) as visit:
        guided(visit, SECTIONS["door"])
        visit.unlock()
        groups: list[str] = []
        visit.bridge.query(lambda desk: desk.store.rosters.groups()[0].id, groups.append)
        visit.quiet()
        visit.press("go_on")
        for name in sorted(PAGES, key=lambda name: name not in STEPS[1:]):
            visit.go(name, group=groups[0])
            assert visit.window.page.name == name
            guided(visit, SECTIONS[name])
        visit.go("home")
        visit.window.choose_look()
        assert isinstance(visit.dialog(), ThisScreen)
        guided(visit, SECTIONS["home"])
        key(visit.seen(), "Escape")
        visit.press("go_on")
        key(visit.window, "F1")
        dialog = visit.dialog()
        visit.window.lock.lock_or_cover()
        visit.quiet()
        assert visit.window.lock.covered
        assert not dialog.isVisible(), "nothing lies over the cover"
        guided(visit, COVERED)
        assert visit.window.lock.covered


def test_in_the_first_run(tmp_path: Path) -> None:
    with visiting(tmp_path) as visit:
        guided(visit, SECTIONS["first_run"])
        who_am_i(visit)
        guided(visit, SECTIONS["first_run"])


def test_not_in_learners_hands_nor_on_the_stage(tmp_path: Path) -> None:
    with visiting(tmp_path, prepared.asking_by_device) as visit:
        visit.unlock()
        visit.in_private()
        visit.press("go_on")
        key(visit.window, "F5")
        until(lambda: visit.bridge.projector.over_desk, "the stage lies over the desk")
        key(visit.seen(), "F1")
        settle()
        assert QApplication.activeModalWidget() is None
        key(visit.seen(), "F5")
        visit.quiet()
        visit.press("next_step", "pass")
        device = visit.seen()
        assert isinstance(device, SharedDevice)
        key(device, "F1")
        visit.quiet()
        assert visit.seen() is device
