"""The history of a class in its window: from the card to the lessons, in either language, and back."""

from __future__ import annotations

from pathlib import Path

import pytest

from bsuh_desktop.qt.widgets.row_table import RowTable
from tests.helpers import prepared
from tests.helpers.class_pages import class_of, read
from tests.helpers.ended_classes import lessons_of_each_kind
from tests.helpers.hands import key
from tests.helpers.list_pages import choose_more, on_page
from tests.helpers.visit import visiting

pytestmark = pytest.mark.usefixtures("windows")


def test_a_class_shows_its_lessons_and_opens_one(tmp_path: Path) -> None:
    with visiting(tmp_path, lessons_of_each_kind) as visit:
        visit.unlock()
        visit.press("rail_classes")
        choose_more(visit, "History")
        on_page(visit, "history")
        table = visit.see("rows")
        assert isinstance(table, RowTable)
        assert [row.cells[3].text for row in table.rows()][-2:] == ["18%, then 55%", "50%, then 75%"]
        key(visit.window, "F9")
        visit.quiet()
        assert read(visit, "header_title") == "যা পড়ানো হয়েছে: ৮ম শ্রেণি, ক শাখা"
        assert [row.cells[3].text for row in table.rows()][-1] == "৫০%, পরে ৭৫%"
        assert read(visit, "note").startswith("পুরো ক্লাসের সংখ্যা")
        for _ in range(7):
            key(table, "Down")
        key(table, "Return")
        on_page(visit, "wrap_up")
        assert class_of(visit).date.isoformat() == "2026-08-03"
        visit.press("done", "rail_classes")
        choose_more(visit, "যা পড়ানো হয়েছে", 1)
        on_page(visit, "history")
        assert len(table.rows()) == 1, "the other class sat in one of them"
        visit.press("open_lesson")
        on_page(visit, "wrap_up")
        assert class_of(visit).date.isoformat() == "2026-09-21"


def test_a_class_that_was_not_taught_says_so(tmp_path: Path) -> None:
    with visiting(tmp_path, prepared.with_class) as visit:
        visit.unlock()
        visit.press("rail_classes")
        choose_more(visit, "History")
        on_page(visit, "history")
        assert "No lesson yet" in read(visit, "nothing")
        visit.press("back")
        on_page(visit, "classes")
