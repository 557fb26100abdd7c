"""What readiness says of a laptop, in which order, and that every remedy can be followed."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtWidgets import QLabel

from bsuh_desktop.domain.messages import Message
from bsuh_desktop.language import say
from bsuh_desktop.paths import resources
from bsuh_desktop.qt.home.readiness_lines import NAMES, lines_of, summary
from bsuh_desktop.qt.home.remedies import drawing_of, large_drawing_of, steps_of
from bsuh_desktop.services.home.doctor import Check, battery_check, examine
from bsuh_desktop.services.safekeeping.backup_status import BackupStatus
from bsuh_desktop.system.battery import Battery
from bsuh_desktop.system.clock import SystemClock
from tests.helpers import prepared
from tests.helpers.class_pages import read
from tests.helpers.hands import front, key, named, press, until, until_focused
from tests.helpers.screen_saver import nobody_listening
from tests.helpers.visit import Visit, visiting
from tests.helpers.wrong_language import in_other_tongue

pytestmark = pytest.mark.usefixtures("windows")
NO_BACKUP = BackupStatus("bad", Message("The newest backup could not be made: {reason}", reason="?"), None, None, 0)


def lines(visit: Visit, checks: list[Check], backup: BackupStatus | None = None) -> dict[str, str]:
    assert visit.bridge.facts is not None
    found = lines_of(checks, visit.bridge.facts, visit.bridge.projector, backup)
    return {line.name: line.light for line in found}


def test_what_asks_to_be_looked_at_stands_first(tmp_path: Path) -> None:
    with visiting(tmp_path, prepared.as_made) as visit:
        visit.unlock()
        checks = [*examine(tmp_path, SystemClock()), battery_check(Battery(40, False))]
        found = lines(visit, checks, NO_BACKUP)
    assert list(found.values())[:2] == ["stop", "look"]
    assert next(iter(found)) == "backup"
    calm = [name for name, light in found.items() if light not in ("stop", "look")]
    assert calm == [name for name in NAMES if name in calm]
    assert {"projector", "disk", "battery", "clock", "key", "backup"} <= found.keys()


def test_fonts_and_modules_are_named_only_if_they_are_not_in_order(tmp_path: Path) -> None:
    with visiting(tmp_path, prepared.as_made) as visit:
        visit.unlock()
        fine = examine(tmp_path, SystemClock())
        assert not {"fonts", "modules"} & lines(visit, fine).keys()
        broken = Check("fonts", "bad", Message("The Bangla fonts are missing."), Message("Install the app again."))
        assert lines(visit, [broken])["fonts"] == "stop"


def test_what_is_not_used_is_no_trouble(tmp_path: Path) -> None:
    with visiting(tmp_path, prepared.as_made) as visit:
        visit.unlock()
        assert visit.bridge.facts is not None
        unused = [Check("battery", "unused", Message("This computer has no battery."))]
        found = lines_of(unused, visit.bridge.facts, visit.bridge.projector, None)
    assert say(summary(found), "en") == "Everything you need is ready"


@pytest.mark.parametrize("name", NAMES)
def test_everything_has_its_drawings(name: str) -> None:
    icons = resources() / "illustrations" / "icons"
    assert (icons / f"{drawing_of(name)}.svg").is_file()
    assert (icons / f"{large_drawing_of(name)}.svg").is_file()


@pytest.mark.parametrize("name", NAMES)
def test_every_remedy_has_its_steps(name: str) -> None:
    assert 2 <= len(steps_of(name)) <= 3


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
