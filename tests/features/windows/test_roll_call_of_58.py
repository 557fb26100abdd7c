"""A roll call of 58 by exception, from the end of Set up to the lesson: by mouse or by keyboard alone."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from tests.helpers import prepared
from tests.helpers.actions import counting
from tests.helpers.class_pages import class_of, touch
from tests.helpers.hands import front, key, press, tab_to, type_in, until
from tests.helpers.visit import Visit, visiting

ABSENT, LATE, LEFT, VISITORS = (5, 12, 17, 33, 41), (8, 22), 40, 1
HEADS = 58 - len(ABSENT) + VISITORS
TYPED = (
    "5 ১২ 17 ৩৩ 41 8l ২২দ ৪০চ +১",
    pytest.param("5 12 17 33 41 8l 22l 40e +1", marks=pytest.mark.soak),
    pytest.param("৫ ১২ ১৭ ৩৩ ৪১ ৮দ ২২দ ৪০চ +১", marks=pytest.mark.soak),
)
"""In either script, and on demand in one alone."""
MOST_CLICKS, MOST_KEYS = 30, 50


def at_the_end_of_set_up(visit: Visit) -> None:
    """Everything is chosen; one action more opens the class."""
    visit.unlock()
    visit.press("start_preparing", "projector_no")
    until(visit.see("start_roll_call").isEnabled, "the class can begin")


def page(visit: Visit, name: str) -> None:
    until(lambda: visit.window.page.name == name, f"the page {name} is shown")
    visit.quiet()


def assert_called(visit: Visit) -> None:
    """The lesson begins, and the nine stand as they should."""
    page(visit, "teach")
    picture = class_of(visit)
    marked = {row.card: row.status for row in picture.view.rows if row.status != "present"}
    assert marked == dict.fromkeys(ABSENT, "absent") | dict.fromkeys(LATE, "late") | {LEFT: "left_early"}
    assert [row.card for row in picture.view.rows if row.visitor] == [59]
    assert (picture.counts.headcount, picture.counts.present, picture.counts.remarks) == (HEADS, HEADS, ())


@pytest.mark.usefixtures("windows")
def test_with_the_mouse_alone(tmp_path: Path) -> None:
    with visiting(tmp_path, prepared.with_class) as visit:
        at_the_end_of_set_up(visit)
        with counting() as actions:
            visit.press("start_roll_call")
            page(visit, "roll_call")
            for digit in str(HEADS):
                press(visit.see(f"digit_{digit}"))
            visit.press("open_list")
            for card in ABSENT:
                touch(visit, card)
            visit.press("mark_late")
            for card in LATE:
                touch(visit, card)
            visit.press("mark_left")
            touch(visit, LEFT)
            visit.press("add_visitor", "start_teaching")
            assert_called(visit)
        assert actions.keys == 0
        assert 15 <= actions.clicks <= MOST_CLICKS


@pytest.mark.usefixtures("windows")
@pytest.mark.parametrize("typed", TYPED)
def test_with_the_keyboard_alone(tmp_path: Path, typed: str) -> None:
    with visiting(tmp_path, prepared.with_class) as visit:
        at_the_end_of_set_up(visit)
        tab_to(visit.window, "start_roll_call")
        with counting() as actions:
            key(visit.window, "Return")
            page(visit, "roll_call")
            type_in(visit.see("headcount"), str(HEADS))
            key(visit.see("headcount"), "Return")
            until(lambda: class_of(visit).view.headcount == HEADS, "the headcount is kept")
            visit.quiet()
            type_in(visit.see("roll"), typed)
            assert visit.see("hint").property("text") == "Enter marks absent: 5, late: 2, left early: 1, visitors: 1"
            key(visit.see("roll"), "Return")
            visit.quiet()
            assert Counter(row.status for row in class_of(visit).view.rows)["absent"] == len(ABSENT)
            key(visit.see("roll"), "Ctrl+Return")
            assert_called(visit)
        assert actions.clicks == 0
        assert len(typed) <= actions.keys <= MOST_KEYS
        front(visit.window)
