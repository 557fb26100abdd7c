"""The rail: places and steps, the language and help, all by mouse and by keys."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QGuiApplication, QImage
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from bsuh_desktop.qt.look.i18n import CatalogueTranslator, switch
from bsuh_desktop.qt.look.theme import apply_theme
from bsuh_desktop.qt.widgets.rail import Rail
from tests.helpers.access import name_of
from tests.helpers.hands import key, named, press, settle, until_focused
from tests.helpers.painted_words import painted_words
from tests.qt.widgets.conftest import Show

_PLACES = [("home", "Home", "home", ""), ("classes", "Classes", "people", ""), ("hand_over", "Hand over", "usb", "3")]
_STEPS = [("set_up", "Set up", "done"), ("roll_call", "Roll call", "now"), ("teach", "Teach", "next")]


@pytest.fixture
def rail(show: Show, translator: CatalogueTranslator) -> Rail:
    rail = Rail()
    rail.set_destinations(_PLACES)
    rail.set_current("home")
    show(rail, height=700)
    return rail


def test_a_place_is_chosen_by_click_and_by_key(rail: Rail, qtbot: QtBot) -> None:
    with qtbot.waitSignal(rail.chosen) as chosen:
        press(named(rail, "rail_classes"))
    assert chosen.args == ["classes"]
    with qtbot.waitSignal(rail.chosen) as chosen:
        key(named(rail, "rail_classes"), "Space")
    assert chosen.args == ["classes"]


def test_a_click_alone_does_not_move_where_one_is(rail: Rail) -> None:
    press(named(rail, "rail_classes"))
    assert [entry.isChecked() for entry in rail.entries()] == [True, False, False]
    rail.set_current("classes")
    assert [entry.isChecked() for entry in rail.entries()] == [False, True, False]


def test_what_waits_is_told_with_the_place(rail: Rail) -> None:
    assert name_of(named(rail, "rail_hand_over")) == "Hand over, 3"


def test_in_a_class_there_are_steps_and_a_way_home(rail: Rail, qtbot: QtBot) -> None:
    rail.set_steps(_STEPS)
    settle()
    assert [entry.text() for entry in rail.entries()] == ["Set up", "Roll call", "Teach"]
    assert [entry.isEnabled() for entry in rail.entries()] == [True, True, False]
    with qtbot.waitSignal(rail.chosen) as chosen:
        press(named(rail, "back_to_home"))
    assert chosen.args == ["home"]


def test_the_state_of_a_step_is_told(rail: Rail) -> None:
    rail.set_steps(_STEPS)
    settle()
    told = [entry.accessibleDescription() for entry in rail.entries()]
    assert told == ["Done", "Now", "Still to come"]


def test_the_language_follows_the_desk(
    rail: Rail, qapp: QApplication, translator: CatalogueTranslator, qtbot: QtBot
) -> None:
    assert rail.languages["en"].isChecked()
    with qtbot.waitSignal(rail.language_chosen) as chosen:
        press(named(rail, "language_bn"))
    assert chosen.args == ["bn"]
    switch(qapp, translator, "bn")
    settle()
    assert rail.languages["bn"].isChecked()
    rail.set_steps(_STEPS)
    assert "২" in {words.text for entry in rail.entries() for words in painted_words(entry)}


def test_help_is_always_there(rail: Rail, qtbot: QtBot) -> None:
    with qtbot.waitSignal(rail.help_wanted):
        press(named(rail, "child_help"))
    rail.set_steps(_STEPS)
    settle()
    with qtbot.waitSignal(rail.help_wanted):
        press(named(rail, "child_help"))


def test_the_guide_is_always_there(rail: Rail, qtbot: QtBot) -> None:
    for steps in (False, True):
        if steps:
            rail.set_steps(_STEPS)
            settle()
        with qtbot.waitSignal(rail.guide_wanted):
            press(named(rail, "open_guide"))


def test_the_focus_stays_on_an_entry_that_is_made_anew(rail: Rail) -> None:
    named(rail, "rail_classes").setFocus()
    rail.set_destinations([*_PLACES[:2], ("hand_over", "Hand over", "usb", "4")])
    settle()
    until_focused(named(rail, "rail_classes"))


@pytest.mark.parametrize("language", ["bn", "en"])
def test_large_text_still_fits_a_small_laptop(
    rail: Rail, qapp: QApplication, translator: CatalogueTranslator, language: str
) -> None:
    apply_theme(qapp, 2)
    settle()
    brand = next(words for words in painted_words(rail) if words.text == "Use Heart")
    assert brand.box.left() + brand.needed.width() <= named(rail, "open_guide").x()
    rail.set_destinations([(f"place{n}", "যাচাই করুন", "shield", "3") for n in range(8)])
    settle()
    assert rail.minimumSizeHint().height() <= 700
    rail.set_steps([(f"step{n}", "হাজিরা", "done") for n in range(4)])
    settle()
    assert rail.minimumSizeHint().height() <= 700


def test_painted_before_the_loop_comes_to_its_layout_the_thread_runs_between_the_steps_only(rail: Rail) -> None:
    rail.set_steps(_STEPS)
    settle()
    whole = on_screen(rail)
    rail.set_destinations(_PLACES)
    settle()
    rail.set_steps(_STEPS)
    # As the stage does when it opens at the same moment.
    rail.repaint()
    settle()
    assert on_screen(rail) == whole, "nothing is left of what was painted too early"


def on_screen(rail: Rail) -> QImage:
    """What a person sees of it: to grab the widget would paint it anew."""
    QGuiApplication.sync()
    return rail.screen().grabWindow(rail.winId()).toImage()
