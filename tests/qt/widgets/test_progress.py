"""How far a work or a class has come: in words, in figures, and as a bar."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from bsuh_desktop.qt.look import colours
from bsuh_desktop.qt.look.i18n import CatalogueTranslator, switch
from bsuh_desktop.qt.widgets.progress import PaceBar, PaceSection, ProgressBar, ProgressRow
from tests.helpers.clipping import clipped
from tests.helpers.hands import button, press, settle
from tests.helpers.painted_words import painted_words
from tests.qt.widgets.conftest import Show, shows

_SECTIONS = [
    PaceSection("Opening", 5, 5),
    PaceSection("First questions", 5, 6),
    PaceSection("Lesson", 25, 8),
    PaceSection("Last questions", 5, 0),
    PaceSection("Help for a child", 1, 0),
]


def test_it_says_how_many_of_how_many_in_the_desk_s_digits(
    show: Show, qapp: QApplication, translator: CatalogueTranslator
) -> None:
    row = ProgressRow()
    row.tell("Writing certificates", 32, 51)
    show(row)
    assert row.accessibleName() == "Writing certificates 32 of 51"
    switch(qapp, translator, "bn")
    settle()
    assert "৩২ / ৫১" in row.accessibleName()


def test_there_is_a_way_out_only_where_one_is_offered(show: Show, qtbot: QtBot) -> None:
    row = ProgressRow()
    row.tell("Writing certificates", 0, 51)
    show(row)
    assert not row.cancel.isVisible()
    row.set_cancel("Stop")
    with qtbot.waitSignal(row.cancelled):
        press(button(row, "Stop"))


@pytest.mark.parametrize(("done", "total", "green"), [(0, 51, False), (1, 51, True), (3, 0, False), (60, 51, True)])
def test_the_bar_shows_the_share(show: Show, done: int, total: int, green: bool) -> None:
    bar = ProgressBar()
    bar.set_share(done, total)
    show(bar)
    assert shows(bar, colours.GREEN) is green
    assert shows(bar, colours.WELL) is (done < total or not total)


def test_the_pace_is_told_section_by_section(translator: CatalogueTranslator, qtbot: QtBot) -> None:
    pace = PaceBar()
    qtbot.addWidget(pace)
    pace.set_pace(_SECTIONS, 2)
    told = "Opening 5/5, First questions 6/5, Lesson 8/25, Last questions 5, Help for a child 1"
    assert pace.accessibleDescription() == told


@pytest.mark.parametrize("width", [1000, 640, 420])
def test_sections_share_the_width_and_none_is_narrower_than_its_words(show: Show, width: int) -> None:
    pace = PaceBar()
    pace.set_pace(_SECTIONS, 2)
    window = show(pace, width=width, height=120)
    assert clipped(window) == []
    widths = pace.widths()
    assert sum(widths) <= pace.width() + 1
    assert width < 640 or max(widths) == widths[2]


def test_a_class_that_has_not_begun_is_all_dashes(show: Show) -> None:
    pace = PaceBar()
    pace.set_pace(_SECTIONS, -1)
    show(pace, width=1000)
    assert not shows(pace, colours.GREEN)
    assert not shows(pace, colours.AMBER)


def test_a_bar_too_narrow_for_all_names_says_where_the_class_is(show: Show) -> None:
    pace = PaceBar()
    pace.set_pace(_SECTIONS, 2)
    window = show(pace, width=300, height=120)
    assert [words.text for words in painted_words(pace)] == ["Lesson", "8/25"]
    assert clipped(window) == []
    window.resize(900, 120)
    settle()
    assert [words.text for words in painted_words(pace)][::2] == [section.name for section in _SECTIONS]
