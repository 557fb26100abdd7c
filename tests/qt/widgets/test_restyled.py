"""What all parts share: they keep the height that their words need, and follow the desk's size of text and language."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QApplication, QScrollArea, QVBoxLayout, QWidget

from bsuh_desktop.qt.look.i18n import CatalogueTranslator, desk_language, switch
from bsuh_desktop.qt.look.theme import apply_theme
from bsuh_desktop.qt.widgets.chips import Chip, ChipGrid, ChipStrip
from bsuh_desktop.qt.widgets.choice import ChoiceCard
from bsuh_desktop.qt.widgets.message import MessageBar
from bsuh_desktop.qt.widgets.progress import PaceBar, PaceSection
from bsuh_desktop.qt.widgets.restyled import desk_digits
from bsuh_desktop.qt.widgets.text_lines import TextLines
from tests.helpers.clipping import clipped
from tests.helpers.hands import settle
from tests.qt.widgets.conftest import Show

_LONG = "Touch only who is missing. Everybody else is taken to be present, and you can change that at any time. "


def _page() -> QScrollArea:
    page, body = QScrollArea(), QWidget()
    column = QVBoxLayout(body)
    words, card, bar, pace = TextLines(), ChoiceCard(), MessageBar(), PaceBar()
    grid, strip = ChipGrid(), ChipStrip()
    words.setText(_LONG * 3)
    card.tell("hand", "Hands", _LONG)
    bar.tell("look", "Look.", _LONG, [("go", "Go on")])
    pace.set_pace([PaceSection(name, 5, 5) for name in ("Opening", "First questions", "Lesson", "Help")], 1)
    for chips in (grid, strip):
        chips.set_chips([Chip(card, str(card)) for card in range(1, 59)])
        chips.setAccessibleName("Class")
    for part in (words, card, bar, pace, grid, strip):
        column.addWidget(part)
    page.setWidget(body)
    page.setWidgetResizable(True)
    return page


@pytest.mark.parametrize("width", [1000, 700, 420])
def test_a_page_that_scrolls_gives_every_part_its_height(show: Show, qapp: QApplication, width: int) -> None:
    window = show(_page(), width=width, height=300)
    assert clipped(window) == []
    apply_theme(qapp, 1.5)
    settle()
    assert clipped(window) == []


def test_a_part_is_lower_again_where_there_is_more_width(show: Show) -> None:
    page = _page()
    window = show(page, width=400, height=300)
    words = page.findChild(TextLines)
    assert words is not None
    narrow = words.height()
    window.resize(1200, 300)
    settle()
    assert words.height() < narrow
    words.setText("Short.")
    settle()
    assert words.height() < narrow / 3


def test_the_desk_s_language_is_the_translator_s(qapp: QApplication, translator: CatalogueTranslator) -> None:
    assert (desk_language(), desk_digits(45)) == ("en", "45")
    switch(qapp, translator, "bn")
    assert (desk_language(), desk_digits("10:45")) == ("bn", "১০:৪৫")
