"""The classes that were held: a list, newest first, and each opens as it was finished."""

from __future__ import annotations

from pathlib import Path

import pytest

from bsuh_desktop.qt.widgets.row_table import RowTable
from bsuh_desktop.services.desk.desk import Desk
from bsuh_desktop.services.rehearsal.rehearsal import RehearsalClock
from tests.helpers import prepared
from tests.helpers.class_pages import class_of, read, shows
from tests.helpers.hands import key, press, until
from tests.helpers.list_pages import verb_area
from tests.helpers.visit import Visit, visiting

pytestmark = pytest.mark.usefixtures("windows")


def two_days(desk: Desk) -> None:
    """The same class with the same module on two days; its papers were never written."""
    prepared.finished(desk)
    assert isinstance(desk.clock, RehearsalClock)
    desk.clock.advance(24 * 3600)
    again = prepared.again(desk)
    again.finish()


def on_page(visit: Visit, name: str) -> None:
    until(lambda: visit.window.page.name == name, f"the page {name} is shown")
    visit.quiet()


def rows(visit: Visit) -> RowTable:
    table = visit.see("rows")
    assert isinstance(table, RowTable)
    return table


def test_the_newest_stands_first_and_opens_by_enter(tmp_path: Path) -> None:
    with visiting(tmp_path, two_days) as visit:
        visit.unlock()
        visit.press("held_classes")
        on_page(visit, "held")
        assert read(visit, "header_over") == "On this laptop: 2"
        assert [row.cells[0].text for row in rows(visit).rows()] == ["4 August 2026", "3 August 2026"]
        assert [row.cells[2].text for row in rows(visit).rows()] == ["58", "55"]
        key(visit.window, "Return")
        on_page(visit, "wrap_up")
        assert class_of(visit).date.isoformat() == "2026-08-04"
        assert not shows(visit, "finish"), "what is finished can be looked at only"


def test_the_other_one_opens_by_its_button(tmp_path: Path) -> None:
    with visiting(tmp_path, two_days) as visit:
        visit.unlock()
        visit.press("rail_classes", "held_classes")
        table = rows(visit)
        older = table.rows()[1].key
        press(table.viewport(), verb_area(table, older, 4).center())
        on_page(visit, "wrap_up")
        assert class_of(visit).session == older
        visit.press("done", "held_classes", "back")
        on_page(visit, "home")
