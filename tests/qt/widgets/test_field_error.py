"""Fields: numbers in both scripts, and what a field shows when its content cannot be."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot

from bsuh_desktop.qt.look import colours, theme
from bsuh_desktop.qt.look.i18n import CatalogueTranslator, switch
from bsuh_desktop.qt.widgets.fields import NumberEdit, set_problem
from bsuh_desktop.qt.widgets.icons import SIDE, apply_icons
from tests.helpers.hands import settle, type_in, write
from tests.qt.widgets.conftest import Show, shows


@pytest.fixture
def number(show: Show, translator: CatalogueTranslator) -> NumberEdit:
    number = NumberEdit()
    number.setObjectName("headcount")
    show(number)
    return number


@pytest.mark.parametrize("typed", ["45", "৪৫", "৪5", " 45", "x4y5"])
def test_both_scripts_are_read_and_nothing_else_gets_in(number: NumberEdit, typed: str) -> None:
    write(number, typed)
    assert number.number() == 45


def test_an_empty_field_is_no_number(number: NumberEdit) -> None:
    assert number.number() is None


def test_each_change_by_hand_is_told(number: NumberEdit, qtbot: QtBot) -> None:
    heard: list[object] = []
    number.numbered.connect(heard.append)
    write(number, "৪")
    type_in(number, "৫")
    write(number, "")
    assert heard == [4, 45, None]


def test_what_the_desk_writes_is_in_its_digits_and_silent(
    number: NumberEdit, qtbot: QtBot, qapp: QApplication, translator: CatalogueTranslator
) -> None:
    with qtbot.assertNotEmitted(number.numbered):
        number.set_number(45)
        assert number.text() == "45"
        switch(qapp, translator, "bn")
        settle()
        assert number.text() == "৪৫"
        number.set_number(None)
    assert number.text() == ""


def test_what_is_typed_is_shown_in_the_digits_of_the_desk_or_its_own(
    number: NumberEdit, qapp: QApplication, translator: CatalogueTranslator
) -> None:
    switch(qapp, translator, "bn")
    write(number, "12")
    assert number.text() == "১২"
    number.setCursorPosition(1)
    type_in(number, "3")
    assert (number.text(), number.cursorPosition(), number.number()) == ("১৩২", 2, 132)
    number.set_language("en")
    assert number.text() == "132"


def test_there_are_no_more_digits_than_a_class_has(number: NumberEdit) -> None:
    number.set_digits(3)
    write(number, "12345")
    assert number.number() == 123


def test_a_problem_shows_in_the_field_and_goes_again(show: Show) -> None:
    field = QLineEdit("99")
    field.setProperty("glyph", "search")
    window = show(field)
    apply_icons(window)
    assert not shows(field, colours.CORAL_TEXT)
    set_problem(field, True)
    assert shows(field, colours.CORAL_TEXT)
    margin = field.textMargins().left()
    set_problem(field, False)
    assert not shows(field, colours.CORAL_TEXT)
    assert field.textMargins().left() == margin > 0


def test_a_sign_keeps_its_place_before_the_text_when_that_grows(show: Show, qapp: QApplication) -> None:
    field = QLineEdit("5")
    show(field)
    set_problem(field, True)
    before = field.textMargins().left()
    theme.apply_theme(qapp, 2.0)
    try:
        assert field.textMargins().left() == before + theme.scaled_text(SIDE) - SIDE
        set_problem(field, False)
        assert field.textMargins().left() == 0
    finally:
        theme.apply_theme(qapp)
