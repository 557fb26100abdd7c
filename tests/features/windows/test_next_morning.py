"""The unfinished class next morning: nobody closed it, a night went by, and the desk offers the end that it had."""

from __future__ import annotations

from pathlib import Path

import pytest

from bsuh_desktop.services.classroom.class_picture import ClassPicture
from bsuh_desktop.services.rehearsal.rehearsal import RehearsalClock
from tests.helpers import prepared
from tests.helpers.class_pages import read, shows
from tests.helpers.hands import key, named, press, until
from tests.helpers.visit import Visit, visiting

NIGHT_S = 22 * 3600


def later(visit: Visit, seconds: float) -> None:
    clock = visit.bridge.clock
    assert isinstance(clock, RehearsalClock)
    clock.advance(seconds)


def picture(visit: Visit) -> ClassPicture:
    found = visit.bridge.picture
    assert found is not None
    return found


def on_page(visit: Visit, name: str) -> None:
    until(lambda: visit.window.page.name == name, f"the page {name} is shown")
    visit.quiet()


@pytest.mark.usefixtures("windows")
def test_the_class_that_nobody_closed_ends_where_it_ended(tmp_path: Path) -> None:
    with visiting(tmp_path, prepared.at_teach) as visit:
        later(visit, NIGHT_S)
        visit.unlock()
        card = read(visit, "unfinished")
        assert "Grade 8, section Ka: is it over?" in card
        assert "The last thing happened on 3 August 2026, 9:10 am: that is when it ended." in card
        key(visit.window, "Return")
        dialog = visit.dialog()
        key(dialog, "Return")
        visit.quiet()
        assert shows(visit, "unfinished"), "pressed once too often, nothing is closed"
        visit.press("language_bn")
        assert "৩ আগস্ট ২০২৬, সকাল ৯:১০" in read(visit, "unfinished")
        visit.press("language_en")
        visit.press("finish_class")
        press(named(visit.dialog(), "finish"))
        on_page(visit, "wrap_up")
        closed = picture(visit)
        assert closed.date.isoformat() == "2026-08-03"
        assert closed.ended_ms is not None
        assert (closed.ended_ms - closed.started_ms) // 60_000 == 10
        visit.press("done", "held_classes")
        on_page(visit, "held")
        assert "3 August 2026" in read(visit, "rows")


@pytest.mark.usefixtures("windows")
def test_on_the_same_day_there_is_one_question(tmp_path: Path) -> None:
    with visiting(tmp_path, prepared.at_teach) as visit:
        later(visit, 40 * 60)
        visit.unlock()
        card = read(visit, "unfinished")
        assert "Grade 8, section Ka: go on, or close?" in card
        assert "It stopped today, 9:10 am, on slide 5. All answers are kept." in card
        key(visit.window, "Return")
        on_page(visit, "teach")


@pytest.mark.usefixtures("windows")
def test_after_ninety_idle_minutes_as_after_a_night_it_may_go_on_all_the_same(tmp_path: Path) -> None:
    with visiting(tmp_path, prepared.at_teach) as visit:
        later(visit, 91 * 60)
        visit.unlock()
        assert "The last thing happened today, 9:10 am: that is when it ended." in read(visit, "unfinished")
        key(visit.window, "Ctrl+L")
        later(visit, NIGHT_S)
        visit.unlock()
        assert "The last thing happened on 3 August 2026, 9:10 am" in read(visit, "unfinished")
        visit.press("go_on")
        on_page(visit, "teach")
        assert picture(visit).view.slide == 5, "it may go on all the same"
