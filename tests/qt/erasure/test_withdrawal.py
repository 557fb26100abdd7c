"""Consent withdrawn: whoever sat in a class is found, a person is asked once, and name and answers go."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QComboBox

from bsuh_desktop.qt.widgets.row_delegate import PaintedRow
from bsuh_desktop.services.class_lists.class_groups import class_groups, learners_of
from tests.helpers.class_pages import read
from tests.helpers.hands import choose, named, until_focused
from tests.helpers.list_pages import RARE, alive, asked, on_page, open_row, press_verb, table, with_a_name
from tests.helpers.scenes import names
from tests.helpers.visit import Visit, visiting

pytestmark = pytest.mark.usefixtures("windows")


def row_of(visit: Visit, roll: str) -> PaintedRow:
    """The row of that roll on the page that is shown."""
    return next(row for row in table(visit).rows() if row.cells[0].text == roll)


def test_a_person_is_found_asked_once_and_gone(tmp_path: Path) -> None:
    with visiting(tmp_path, names.taught) as visit:
        names.people(visit)
        on_page(visit, "withdrawal")
        assert row_of(visit, "2").cells[3].text == "Consent withdrawn"
        assert row_of(visit, "2").cells[4].verb is None
        visit.press("page_after")
        assert [row.cells[1].second for row in table(visit).rows()[-2:]] == ["Left the class", "Visited a class"]
        visit.write("search", " ")
        assert read(visit, "page_text").startswith("1 to 50 of"), (
            "a search that finds the same begins at the first page"
        )
        visit.write("search", "7")
        (one,) = table(visit).rows()
        name = one.cells[1].text
        press_verb(visit, one.key)
        assert name in visit.dialog().windowTitle()
        assert "the name, and every answer" in read(visit, "gone_text")
        assert "A printed certificate cannot be taken back." in read(visit, "stays_text")
        assert "the next hand-over" in read(visit, "travels_text")
        until_focused(visit.see("keep_all"), "nothing goes by an Enter too many")
        visit.press("keep_all")
        assert row_of(visit, "7").cells[1].text == name
        press_verb(visit, one.key)
        visit.press("withdraw")
        assert "The name is deleted. Answers deleted:" in read(visit, "news")
        assert "Classes to send with the next hand-over: 1" in read(visit, "news")
        assert (row_of(visit, "7").cells[1].text, row_of(visit, "7").cells[3].text) == ("—", "Consent withdrawn")
        visit.write("search", name)
        assert table(visit).rows() == ()
        visit.press("hand_over_now")
        on_page(visit, "hand_over")
        assert len(table(visit).rows()) == 1


def test_before_the_class_no_name_stands_there_and_nobody_is_asked(tmp_path: Path) -> None:
    with visiting(tmp_path, names.taught) as visit:
        names.people(visit)
        open_row(visit, row_of(visit, "7").key)
        assert QApplication.activeModalWidget() is not None
        visit.bridge.projector.set_shows_this_screen(None)
        visit.quiet()
        assert QApplication.activeModalWidget() is None, "the question names somebody"
        cells = row_of(visit, "7").cells
        assert (cells[1].text, cells[3].text, cells[4].verb) == ("hidden", "hidden", None)
        open_row(visit, row_of(visit, "7").key)
        assert QApplication.activeModalWidget() is None
        visit.write("search", "a")
        assert table(visit).rows() == (), "nobody is found by a name"


def test_a_no_written_among_the_learners_goes_the_same_way(tmp_path: Path) -> None:
    with visiting(tmp_path, names.taught) as visit:
        visit.unlock()
        visit.in_private()
        visit.press("rail_classes", "open_learners")
        open_row(visit, row_of(visit, "7").key)
        choose(named(visit.window, "answer", QComboBox), "No")
        words = "Name and answers are deleted. The next hand-over tells your coordinator."
        assert read(visit, "answer_text") == words
        visit.press("save")
        assert "every class with this learner" in read(visit, "gone_text")
        visit.press("keep_all")
        visit.press("save", "withdraw")
        on_page(visit, "learners")
        learners = asked(visit, lambda desk: learners_of(desk, class_groups(desk)[0].group.id))
        assert [one.said_no for one in learners if one.roll == "৭"] == [True]
        visit.press("consent_withdrawn")
        on_page(visit, "withdrawal")
        assert row_of(visit, "7").cells[3].text == "Consent withdrawn"
        visit.press("back")
        on_page(visit, "learners")


def test_no_name_is_alive_once_the_page_is_left_and_the_question_closed(tmp_path: Path) -> None:
    with visiting(tmp_path, with_a_name) as visit:
        names.people(visit)
        visit.write("search", RARE[0])
        open_row(visit, row_of(visit, "1").key)
        assert alive(), "the question names somebody"
        visit.press("keep_all", "back")
        on_page(visit, "names")
        assert alive() == []
