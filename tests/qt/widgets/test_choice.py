"""Cards to choose from: one of them, by mouse or arrow keys, with all that stands on them read out."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from bsuh_desktop.qt.widgets.choice import ChoiceCard
from tests.helpers.clipping import clipped
from tests.helpers.hands import key, press, settle
from tests.qt.widgets.conftest import Show


@pytest.fixture
def cards(show: Show) -> list[ChoiceCard]:
    cards = [ChoiceCard(), ChoiceCard()]
    cards[0].tell("hand", "Hands", "You count the hands for A, B, C and D.")
    cards[1].tell("one", "One device", "Passed round. The screen clears after each answer.")
    cards[0].setChecked(True)
    show(*cards, width=300, height=500)
    return cards


def test_a_click_chooses_one_and_only_one(cards: list[ChoiceCard]) -> None:
    press(cards[1])
    assert [card.isChecked() for card in cards] == [False, True]


def test_the_disc_of_the_icon_stays_to_be_seen_under_the_mouse(cards: list[ChoiceCard]) -> None:
    # What Qt notes when the mouse comes.
    cards[1].setAttribute(Qt.WidgetAttribute.WA_UnderMouse)
    seen = cards[1].grab().toImage()
    # In the disc at the upper left beside its icon, and on the card's own ground beside it.
    assert seen.pixelColor(42, 20) != seen.pixelColor(120, 20)


def test_arrows_choose_too(cards: list[ChoiceCard]) -> None:
    cards[0].setFocus()
    key(cards[0], "Down")
    assert [card.isChecked() for card in cards] == [False, True]


def test_all_that_stands_on_it_is_read_out(cards: list[ChoiceCard]) -> None:
    cards[1].set_foot("Takes 24 minutes", "look")
    assert cards[1].accessibleName() == "One device"
    assert cards[1].accessibleDescription() == "Passed round. The screen clears after each answer. Takes 24 minutes"


def test_a_state_that_there_is_not_is_refused(cards: list[ChoiceCard]) -> None:
    with pytest.raises(KeyError):
        cards[1].set_foot("Takes 24 minutes", "red")


@pytest.mark.parametrize("wide", [False, True])
def test_a_narrow_card_grows_with_its_words(cards: list[ChoiceCard], wide: bool) -> None:
    window: QWidget = cards[0].window()
    for card in cards:
        card.set_wide(wide)
        card.set_foot("Nobody needs a device of their own for this", "ok")
    layout = window.layout()
    assert layout is not None
    window.resize(280, layout.totalHeightForWidth(280))
    settle()
    assert clipped(window) == []
    assert cards[0].heightForWidth(200) > cards[0].heightForWidth(400)
