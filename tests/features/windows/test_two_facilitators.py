"""Two facilitators on one laptop: each has a desk, and nothing of one stands in the other's window or folder."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtWidgets import QAbstractButton, QLabel, QLineEdit, QWidget

from bsuh_desktop.services.class_lists.class_groups import class_groups
from bsuh_desktop.services.safekeeping.desk_folders import desk_of
from tests.helpers import prepared, safekeeping
from tests.helpers.class_pages import read
from tests.helpers.desks import PASSPHRASE
from tests.helpers.hands import key, until
from tests.helpers.list_pages import asked, on_page
from tests.helpers.painted_words import painted_words
from tests.helpers.text_room import paints_itself
from tests.helpers.visit import Visit, visiting

pytestmark = pytest.mark.usefixtures("windows", "known_keys")
SECOND, WORDS = "মং চাই", "নদী ঘুড়ি আম পাখি"
SCHOOL = "Kaliganga"


def test_neither_sees_the_others_classes(tmp_path: Path) -> None:
    with visiting(tmp_path, prepared.with_class) as visit:
        visit.unlock()
        visit.in_private()
        visit.press("rail_classes")
        assert SCHOOL in "".join(everything(visit))
        a_desk_for_another(visit)
        makes_a_desk(visit)
        assert not [text for text in everything(visit) if SCHOOL in text or prepared.FACILITATOR in text]
        assert asked(visit, class_groups) == []
        opens_the_first(visit)
        assert not [text for text in everything(visit) if SECOND in text]
        visit.press("rail_classes")
        assert SCHOOL in "".join(everything(visit))
    here, there = desk_of(tmp_path / "profile"), desk_of(tmp_path / "profile" / "desks" / "2")
    assert here.code != there.code
    assert {here.emblem, there.emblem} == {"book", "kite"}
    assert (there.folder / "settings.json").exists()
    assert (there.folder / "logs" / "desk.log").exists()


def everything(visit: Visit) -> list[str]:
    """All that any part of the window says, seen or hidden."""
    texts = [visit.window.windowTitle()]
    for part in visit.window.findChildren(QWidget):
        texts += [part.accessibleName(), part.toolTip()]
        if isinstance(part, QLabel | QAbstractButton | QLineEdit):
            texts.append(part.text())
        if part.isVisible() and paints_itself(part):
            texts += [words.text for words in painted_words(part)]
    return texts


def a_desk_for_another(visit: Visit) -> None:
    """The first desk is locked, and a first run stands there."""
    visit.press("rail_laptop", "another_facilitator", "lock")
    on_page(visit, "first_run")
    assert visit.bridge.facts is None


def makes_a_desk(visit: Visit) -> None:
    """As on a laptop of one's own; before the desk is made the way back leads to the first one's door."""
    visit.press("back")
    on_page(visit, "door")
    visit.unlock()
    visit.press("rail_laptop", "another_facilitator", "lock")
    on_page(visit, "first_run")
    visit.press("bangla", "practise", "primary")
    visit.write("facilitator", SECOND)
    visit.write("pin", "6284")
    visit.write("again", "6284")
    visit.press("primary")
    visit.write("passphrase", WORDS)
    visit.write("again", WORDS)
    visit.press("primary")
    visit.write("confirm", read(visit, "group_5"))
    visit.press("primary", "without", "primary")
    on_page(visit, "home")


def opens_the_first(visit: Visit) -> None:
    """By its drawing; the second one's passphrase does not open it."""
    key(visit.window, "Ctrl+L")
    on_page(visit, "door")
    visit.press("other_desk")
    until(lambda: len(cards(visit)) == 2, "both desks stand there")
    visit.press("desk_1", "primary")
    on_page(visit, "door")
    assert visit.bridge.language == "en", "the second one chose Bangla, for the own desk alone"
    visit.write("passphrase", WORDS)
    visit.press("primary")
    assert "The passphrase does not match." in read(visit, "problem")
    visit.write("passphrase", PASSPHRASE)
    visit.press("primary")
    on_page(visit, "home")


def cards(visit: Visit) -> list[QAbstractButton]:
    found = visit.window.findChildren(QAbstractButton)
    return [card for card in found if card.objectName().startswith("desk_") and card.isVisible()]


def test_what_waits_behind_the_door_is_nobody_elses(tmp_path: Path) -> None:
    with visiting(tmp_path, safekeeping.several) as visit:
        until(lambda: len(cards(visit)) == 3, "the desks stand there")
        visit.press("primary")
        visit.unlock()
        visit.in_private()
        visit.press("rail_home", "from_paper")
        visit.write("girls", "30")
        key(visit.window, "Ctrl+L")
        on_page(visit, "door")
        to_the_second(visit)
        visit.press("stay")
        assert visit.bridge.profile == tmp_path / "profile"
        to_the_second(visit)
        visit.press("leave")
        until(lambda: visit.bridge.profile.name == "2", "the other door stands there")
        visit.quiet()
        assert not visit.window.findChildren(QWidget, "paper_class"), "the page is gone"
        visit.unlock()
        on_page(visit, "home")


def to_the_second(visit: Visit) -> None:
    """From the door of the first desk."""
    if not cards(visit):
        visit.press("other_desk")
    visit.press("desk_2", "primary")
