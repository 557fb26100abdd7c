"""What happened and what to do: told, answered, closed, and read out."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from bsuh_desktop.qt.look.i18n import CatalogueTranslator
from bsuh_desktop.qt.widgets.message import MessageBar
from bsuh_desktop.qt.widgets.text_lines import TextLines
from tests.helpers.access import name_of
from tests.helpers.clipping import clipped
from tests.helpers.hands import button, named, press, settle, until_focused
from tests.qt.widgets.conftest import Show


@pytest.fixture
def bar(show: Show, translator: CatalogueTranslator) -> MessageBar:
    bar = MessageBar()
    bar.tell("stop", "The disk is full.", "Remove some files <and> try again.", [("retry", "Try again")])
    show(bar, width=700, height=160)
    return bar


def test_a_verb_answers_with_its_key(bar: MessageBar, qtbot: QtBot) -> None:
    with qtbot.waitSignal(bar.answered) as answered:
        press(button(bar, "Try again"))
    assert answered.args == ["retry"]


def test_it_is_read_out_whole_and_as_it_is_written(bar: MessageBar) -> None:
    assert name_of(bar) == "The disk is full. Remove some files <and> try again."


def test_verbs_of_the_last_message_are_gone(bar: MessageBar) -> None:
    bar.tell("ok", "Backup done.")
    settle()
    assert bar.findChild(QPushButton, "retry") is None


def test_the_verb_that_has_the_keys_keeps_them_in_another_language(bar: MessageBar) -> None:
    button(bar, "Try again").setFocus()
    bar.tell("stop", "ডিস্ক ভরে গেছে।", "", [("other", "অন্য"), ("retry", "আবার চেষ্টা করুন")])
    settle()
    until_focused(button(bar, "আবার চেষ্টা করুন"))


def test_a_message_that_was_read_can_be_closed(bar: MessageBar, qtbot: QtBot) -> None:
    bar.set_closable(True)
    settle()
    with qtbot.waitSignal(bar.closed):
        press(named(bar, "close_message"))
    assert not bar.isVisible()


def test_a_long_file_name_puts_the_verbs_under_it_and_does_not_widen_the_page(bar: MessageBar) -> None:
    file = "certificates-2026-08-03-4DM31V.pdf"
    bar.tell("ok", "Saved.", f"In the folder papers: {file}.", [("open", "Open"), ("show", "Show in folder")])
    settle()
    least = bar.minimumSizeHint().width()
    bar.window().resize(least, 300)
    settle()
    assert bar.width() == least < bar.sizeHint().width()
    words, verb = bar.findChildren(TextLines)[0], button(bar, "Open")
    assert verb.mapTo(bar, verb.rect().topLeft()).y() >= words.geometry().bottom()
    assert clipped(bar.window()) == []


def test_in_a_narrow_place_the_verbs_stand_under_the_words(bar: MessageBar) -> None:
    wide = bar.sizeHint().height()
    bar.window().resize(360, 300)
    settle()
    assert clipped(bar.window()) == []
    assert bar.height() > wide
    verb, words = named(bar, "retry"), bar.findChild(TextLines)
    assert words is not None
    assert verb.geometry().top() > words.geometry().bottom()


def test_a_state_that_there_is_not_is_refused(bar: MessageBar) -> None:
    with pytest.raises(KeyError):
        bar.tell("red", "No.")
