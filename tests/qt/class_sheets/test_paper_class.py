"""The page on which a class sheet is typed in: corrections are free until the class is kept."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtWidgets import QComboBox, QLineEdit

from bsuh_desktop.qt.widgets.chips import ChipGrid
from bsuh_desktop.services.class_sheets.class_sheet import SheetWish, save_sheet
from bsuh_desktop.services.desk.desk import Desk
from tests.helpers import prepared
from tests.helpers.class_pages import class_of, read, shows
from tests.helpers.desks import a_group, rows
from tests.helpers.hands import choose, key, press, until
from tests.helpers.visit import Visit, visiting

pytestmark = pytest.mark.usefixtures("windows")


def at_the_page(visit: Visit) -> None:
    visit.unlock()
    visit.in_private()
    visit.press("from_paper")


def enter_roll(visit: Visit, typed: str) -> None:
    visit.write("roll", typed)
    key(visit.see("roll"), "Return")
    visit.quiet()


def fill(visit: Visit, girls: str = "30", boys: str = "28") -> None:
    for name, text in (("start", "0700"), ("end", "0745"), ("girls", girls), ("boys", boys)):
        visit.write(name, text)


def text(visit: Visit, name: str) -> str:
    field = visit.see(name)
    assert isinstance(field, QLineEdit)
    return field.text()


def test_the_preview_says_what_is_missing_and_then_what_will_be_kept(tmp_path: Path) -> None:
    with visiting(tmp_path, prepared.with_class) as visit:
        at_the_page(visit)
        for name in ("sheet_number", "start", "end", "day"):
            until(visit.see(name).hasFocus, f"{name} has the keys")
            key(visit.window, "Return")
        until(visit.see("month").hasFocus, "the month has the keys")
        assert not visit.see("keep").isEnabled()
        assert read(visit, "preview") == "Write when the class started and ended."
        fill(visit)
        assert text(visit, "headcount") == "58"
        visit.press("language_bn")
        assert (text(visit, "start"), text(visit, "headcount")) == ("৭:০০", "৫৮")
        assert "মিনিট" in read(visit, "preview")
        visit.press("language_en")
        assert text(visit, "start") == "7:00"
        enter_roll(visit, "5 12")
        assert "3 August 2026 · 45 min · in the room: 58 · present: 56 · absent: 2" in read(visit, "preview")
        assert "Headcount 58, roll call 56." in read(visit, "remarks")
        assert visit.see("keep").isEnabled()
        enter_roll(visit, "5 12")
        enter_roll(visit, "5 8l +1")
        assert text(visit, "added") == "1"
        assert "absent: 1 · late: 1" in read(visit, "preview")
        enter_roll(visit, "5 8l")
        assert "absent" not in read(visit, "preview")
        assert "late" not in read(visit, "preview")
        chips = visit.see("chips")
        assert isinstance(chips, ChipGrid)
        press(chips, chips.chip_rect(2).center())
        assert "absent: 1" in read(visit, "preview")
        enter_roll(visit, "5 77")
        assert "Nobody in this class matches: 77" in read(visit, "hint")
        assert text(visit, "roll") == "5 77"
        assert "absent: 1" in read(visit, "preview")


def test_hands_by_eye_are_typed_with_the_letters_of_the_sheet(tmp_path: Path) -> None:
    with visiting(tmp_path, prepared.with_class) as visit:
        at_the_page(visit)
        fill(visit)
        visit.write("tally_1_a", "m")
        visit.write("tally_1_b", "12x")
        assert text(visit, "tally_1_b") == "12", "no other letter is taken"
        assert read(visit, "preview") == "Question 1: write numbers, or M, S and F, not both."
        visit.write("tally_1_b", "F")
        assert "questions: 1" in read(visit, "preview")
        visit.press("language_bn")
        assert (text(visit, "tally_1_a"), text(visit, "tally_1_b")) == ("বে", "অ")
        visit.press("language_en")
        visit.press("keep")
        until(lambda: visit.window.page.name == "wrap_up", "the class is kept")
        assert [asking.levels for asking in class_of(visit).askings] == [{"A": "most", "B": "few"}]


def test_no_name_stands_there_while_the_class_can_see_it(tmp_path: Path) -> None:
    with visiting(tmp_path, prepared.with_class) as visit:
        visit.unlock()
        visit.press("from_paper")
        enter_roll(visit, "5")
        assert read(visit, "hint") == "5: absent"
        visit.in_private()
        enter_roll(visit, "5")
        assert len(read(visit, "hint")) > len("5: present")
        visit.bridge.projector.set_shows_this_screen(True)
        visit.quiet()
        assert read(visit, "hint") == "5: present", "what was said in private does not stay"


def test_the_number_of_a_sheet_finds_its_class(tmp_path: Path) -> None:
    numbers: list[str] = []

    def two_classes(desk: Desk) -> None:
        prepared.with_class(desk)
        second = a_group(desk, rows(3))
        numbers.append(save_sheet(desk, SheetWish((second,), prepared.PACK), tmp_path).number)

    with visiting(tmp_path, two_classes) as visit:
        at_the_page(visit)
        chips, choice = visit.see("chips"), visit.see("group_choice")
        assert isinstance(chips, ChipGrid)
        assert isinstance(choice, QComboBox)
        assert (choice.currentIndex(), chips.cursor_card()) == (0, 1)
        visit.write("sheet_number", numbers[0].lower())
        visit.quiet()
        until(lambda: choice.currentIndex() == 1, "the other class is chosen")
        assert "was printed for this class, 3 August 2026" in read(visit, "number_text")
        fill(visit, "2", "1")
        assert "present: 3" in read(visit, "preview")


def test_nothing_is_kept_for_the_class_before_while_another_one_is_looked_up(tmp_path: Path) -> None:
    with visiting(tmp_path, prepared.with_class) as visit:
        at_the_page(visit)
        fill(visit)
        visit.write("added", "2")
        assert visit.see("keep").isEnabled()
        choice = visit.see("group_choice")
        assert isinstance(choice, QComboBox)
        with visit.slow_desk():
            choose(choice, "Without a list")
            visit.write("girls", "29")
            assert not visit.see("keep").isEnabled()
        assert visit.see("keep").isEnabled()
        assert not shows(visit, "roll_card")
        assert not shows(visit, "added"), "where there is no list, nobody is asked who stands on none"
        visit.write("girls", "30")
        visit.press("keep")
        until(lambda: visit.window.page.name == "wrap_up", "the class is kept")
        assert class_of(visit).counts.present == 58


def test_leaving_asks_before_what_is_typed_is_lost(tmp_path: Path) -> None:
    with visiting(tmp_path, prepared.with_class) as visit:
        at_the_page(visit)
        visit.press("back")
        assert visit.window.page.name == "home"
        visit.press("from_paper")
        visit.write("girls", "30")
        visit.press("back", "stay")
        enter_roll(visit, "5")
        visit.press("back", "stay")
        assert visit.window.page.name == "paper_class"
        visit.press("rail_classes", "stay")
        assert visit.window.page.name == "paper_class"
        visit.press("back", "leave")
        assert visit.window.page.name == "home"
        visit.press("from_paper")
        enter_roll(visit, "5")
        visit.press("rail_classes", "leave")
        assert visit.window.page.name == "classes"


def test_the_rest_of_a_class_shows_what_stands(tmp_path: Path) -> None:
    with visiting(tmp_path, prepared.at_teach) as visit:
        visit.bridge.clock.advance(3600)  # type: ignore[attr-defined]
        visit.unlock()
        visit.in_private()
        visit.press("rest_from_paper")
        assert not visit.see("start").isEnabled()
        assert not visit.see("day").isEnabled()
        assert not shows(visit, "group_choice")
        assert not shows(visit, "tally_1_a"), "the first questions were counted on the desk"
        assert text(visit, "headcount") == "55"
        visit.write("end", "0955")
        visit.press("keep")
        until(lambda: visit.window.page.name == "wrap_up", "the class is kept")
        visit.quiet()
        assert (class_of(visit).counts.absent, class_of(visit).counts.late) == (3, 2)
        assert class_of(visit).entered_later
