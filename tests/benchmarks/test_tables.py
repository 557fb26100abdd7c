"""Twenty thousand places in a table and in a box: a person who sorts, searches or chooses waits for no frame.

Each is held against the least that the same rows need: their texts looked through once, or put into Qt's own list.
Repeat: `xvfb-run -a python -m pytest -m benchmark -s tests/benchmarks/test_tables.py`.
"""

from __future__ import annotations

import pytest
from PySide6.QtCore import QStringListModel
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from bsuh_desktop.domain.local_text import LocalText
from bsuh_desktop.presenters.figures.figures import ShownRows
from bsuh_desktop.presenters.figures.table_rows import COLUMN_KEYS, prepare, row_name
from bsuh_desktop.qt.figures.figure_table import FigureTable
from bsuh_desktop.qt.look.theme import apply_theme
from bsuh_desktop.qt.widgets.pick_box import StillBox, fill_places
from bsuh_desktop.services.figures.published_figures import FigureCounts, FigureRow
from tests.benchmarks.ratios import Way, ratio, table
from tests.benchmarks.sizes import Size
from tests.helpers.hands import settle

pytestmark = pytest.mark.usefixtures("windows")

MANY = 20_000
SORT_BARE, SORTED, SEARCH_BARE, SEARCHED = "sorted by a key", "table sorted", "looked through once", "table searched"
BARE_LIST, BOX = "Qt's own list of names", "box of places"


def row(place: int, many: int) -> FigureRow:
    name = f"School {place * 7919 % many:05}"
    return FigureRow(
        (f"eiin:{place}",), (LocalText(name, name),), FigureCounts(place % 97 + 1, 100, 90, 80, 70, 60, 45, 0)
    )


def test_a_table_of_a_country_is_sorted_and_searched_in_a_part_of_sorting_it(
    size: Size, qapp: QApplication, qtbot: QtBot
) -> None:
    many = size.of(MANY, 20)
    prepared = prepare([row(place, many) for place in range(many)], lambda one: row_name(one, "en"), 10)
    apply_theme(qapp)
    shown = FigureTable()
    qtbot.addWidget(shown)
    shown.resize(1100, 480)
    shown.show()
    settle()

    def show(search: str) -> None:
        for by in COLUMN_KEYS:
            order = tuple(prepared.arranged(by, True, search))
            shown.show_rows(ShownRows(prepared, order, "place", "en", by, True))

    def bare(search: str) -> None:
        for _ in COLUMN_KEYS:
            if search:
                [place for place, text in enumerate(prepared.found) if search in text]
            else:
                sorted(range(many), key=lambda place: prepared.found[place])

    seconds = size.measured(
        {
            SORT_BARE: Way(lambda: bare(""), len(COLUMN_KEYS)),
            SORTED: Way(lambda: show(""), len(COLUMN_KEYS)),
            SEARCH_BARE: Way(lambda: bare("00"), len(COLUMN_KEYS)),
            SEARCHED: Way(lambda: show("00"), len(COLUMN_KEYS)),
        }
    )
    qapp.setStyleSheet("")
    print("\n" + table(seconds, SORT_BARE))
    size.at_most(ratio(seconds, SORTED, SORT_BARE), 1)
    size.at_most(ratio(seconds, SEARCHED, SEARCH_BARE), 8)


def test_a_countrys_schools_are_in_their_box_nearly_as_soon_as_in_a_list(size: Size, qtbot: QtBot) -> None:
    page = QWidget()
    box = StillBox(page)
    box.setEditable(True)
    qtbot.addWidget(page)
    page.show()
    names = [f"কালীগঙ্গা উচ্চ বিদ্যালয় {number}" for number in range(size.of(MANY, 20))]

    def fill() -> None:
        fill_places(box, names, names[7])
        box.sizeHint()

    seconds = size.measured({BARE_LIST: Way(lambda: QStringListModel(names, page)), BOX: Way(fill)})
    print("\n" + table(seconds, BARE_LIST))
    size.at_most(ratio(seconds, BOX, BARE_LIST), 4)
