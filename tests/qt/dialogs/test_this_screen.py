"""How a person likes the screen: chosen in a dialog over every page, kept beside the vault, found again at the door."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QPushButton

from bsuh_desktop import settings
from bsuh_desktop.qt.dialogs.this_screen import ThisScreen
from bsuh_desktop.qt.look import colours, theme
from bsuh_desktop.qt.stage.stage import StageWindow
from bsuh_desktop.qt.widgets.dialog import Dim
from tests.helpers import prepared
from tests.helpers.access import name_of, out_of_reach
from tests.helpers.clipping import clipped
from tests.helpers.hands import key, named, until, until_laid_out
from tests.helpers.visit import Visit, visiting

pytestmark = pytest.mark.usefixtures("windows")


@pytest.fixture
def door(tmp_path: Path) -> Iterator[Visit]:
    """A practice desk that is locked."""
    with visiting(tmp_path, prepared.as_made) as visit:
        yield visit


def kept(visit: Visit) -> settings.Settings:
    return settings.load(visit.bridge.profile)


def closed(visit: Visit) -> None:
    until(lambda: QApplication.activeModalWidget() is None, "the dialog is closed")
    visit.quiet()


def test_the_text_grows_at_once_and_is_as_large_at_the_next_start(door: Visit) -> None:
    key(door.window, "Ctrl++")
    door.press("this_screen")
    dialog = door.dialog()
    assert named(dialog, "text_125", QPushButton).isChecked(), "the size that a key chose is the chosen one"
    door.press("text_100")
    before = named(dialog, "sample_words").fontInfo().pixelSize()
    door.press("text_200")
    assert named(dialog, "sample_words").fontInfo().pixelSize() == 2 * before
    assert theme.scale() == kept(door).text_scale == 2.0
    door.press("text_125")
    assert theme.scale() == kept(door).text_scale == 1.25
    door.press("idle_20")
    assert kept(door).idle_minutes == 20
    assert named(door.dialog(), "idle_20", QPushButton).isChecked()
    door.press("idle_5")
    assert (kept(door).idle_minutes, door.bridge.settings.idle_minutes) == (5, 5)


def test_by_keys_alone(door: Visit) -> None:
    key(door.window, "Ctrl+,")
    dialog = door.dialog()
    for _ in range(20):
        if QApplication.focusWidget() is named(dialog, "contrast_calm"):
            break
        key(dialog, "Tab")
    key(dialog, "Right")
    door.quiet()
    assert colours.in_use() == "high"
    key(dialog, "Ctrl+,")
    closed(door)


def test_the_foot_of_the_rail_leads_to_it_and_high_contrast_holds_at_once_at_the_door_and_behind_it(
    door: Visit, monkeypatch: pytest.MonkeyPatch
) -> None:
    door.press("this_screen", "contrast_high", "close")
    closed(door)
    assert colours.IVORY.name() == "#ffffff"
    until(Dim.of(door.window).isHidden, "the page is light")
    paper = door.window.grab().toImage()
    assert paper.pixelColor(paper.width() - 4, 4).name() == "#ffffff"
    assert kept(door).contrast == "high"
    door.unlock()
    assert colours.in_use() == "high"
    for place in ("rail_home", "rail_classes"):
        door.press(place)
        assert name_of(door.see("this_screen")) == "This screen"
        door.press("this_screen")
        assert isinstance(door.dialog(), ThisScreen)
        door.press("close")
        closed(door)
    door.press("this_screen", "contrast_calm")
    assert colours.in_use() == kept(door).contrast == "calm"
    heard: list[bool] = []
    really = StageWindow.set_motion

    def hear(stage: StageWindow, motion: bool) -> None:
        heard.append(motion)
        really(stage, motion)

    monkeypatch.setattr(StageWindow, "set_motion", hear)
    for chosen, moves in (("motion_off", False), ("motion_on", True)):
        door.press(chosen)
        assert heard[-1] is kept(door).motion is moves, "no movement reaches the stage that stands"
    spoken = door.bridge.stage_language
    other = "en" if spoken == "bn" else "bn"
    door.press("desk_bn", f"stage_{other}")
    assert (door.bridge.language, door.bridge.stage_language) == ("bn", other)
    assert named(door.dialog(), "close", QPushButton).text() == "বন্ধ করুন"
    assert "২০০%" in name_of(named(door.dialog(), "text_200"))


def test_the_door_follows_before_it_is_unlocked(tmp_path: Path) -> None:
    settings.save(tmp_path / "profile", settings.Settings("en", "bn", 1.5, "high"))
    with visiting(tmp_path, prepared.as_made) as visit:
        assert theme.worn() == (1.5, "high")
        assert visit.bridge.facts is None


def test_on_the_smallest_laptop_in_the_largest_letters_nothing_is_cut(door: Visit) -> None:
    door.window.resize(1024, 768)
    door.press("this_screen", "contrast_high", "text_200")
    dialog = door.dialog()
    for language in ("bn", "en"):
        door.press(f"desk_{language}")
        until_laid_out(dialog)
        assert clipped(dialog) == out_of_reach(dialog) == []
        assert door.window.frameGeometry().contains(dialog.frameGeometry())
