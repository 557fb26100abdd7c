from __future__ import annotations

import datetime

import pytest

from bsuh_desktop.domain import clock
from bsuh_desktop.domain.events import PaperEntered, decode_data, encode_data, kind_of
from bsuh_desktop.domain.messages import KnownError
from bsuh_desktop.domain.session import commands
from bsuh_desktop.domain.session import commands as paper
from bsuh_desktop.domain.session import commands as roll_call
from tests.helpers.classes import NINE, Room, item

MINUTE = 60_000
DAY = clock.DAY_MS
SHEET = "7K3Q0A"


def test_the_hour_of_typing_is_never_the_classs_time() -> None:
    room = Room(4, now=NINE + 3 * DAY)
    room.happen(paper.take_from_paper(room.state, SHEET, NINE + 90 * MINUTE, NINE + 135 * MINUTE))
    room.wait(7)
    room.happen(roll_call.call_roll(room.state))
    room.happen(paper.finish_paper(room.state))
    state = room.state
    assert (state.date, state.minutes, state.started.wall_ms) == (datetime.date(2026, 8, 3), 45, NINE + 90 * MINUTE)
    assert (state.entered_later, state.paper_ms, state.needs_date) == (True, NINE + 3 * DAY, False)
    assert not state.doubts
    assert state.worked_ms == 0


def test_the_rest_of_a_class_adds_to_what_was_recorded() -> None:
    room = Room(4)
    room.happen(roll_call.call_roll(room.state))
    room.wait(10)
    room.happen(commands.show_slide(room.state, 3, 16))
    before = room.state
    room.run = "run2"
    room.wait(24 * 60, mono=False)
    room.happen(paper.take_from_paper(room.state, "", NINE, NINE + 50 * MINUTE))
    room.happen(roll_call.mark(room.state, 2, "left_early"))
    room.happen(paper.finish_paper(room.state))
    after = room.state
    assert (after.minutes, after.date, after.entered_later) == (50, before.date, True)
    assert (after.worked_ms, after.apart_ms, after.slide_ms) == (before.worked_ms, before.apart_ms, before.slide_ms)
    assert not after.doubts


def test_a_clock_that_was_set_back_before_typing_says_nothing_of_the_class() -> None:
    room = Room(4, now=NINE)
    room.run = "run2"
    room.wait(-3 * 60, mono=False)
    room.happen(paper.take_from_paper(room.state, "", NINE, NINE + 45 * MINUTE))
    assert not room.state.doubts


def test_a_doubted_class_is_dated_by_its_paper() -> None:
    room = Room(4, now=NINE, doubts=("before_build",))
    assert room.state.needs_date
    room.happen(paper.take_from_paper(room.state, SHEET, NINE + DAY, NINE + DAY + 45 * MINUTE))
    assert (room.state.date, room.state.needs_date) == (datetime.date(2026, 8, 4), False)


def test_a_tally_is_the_hands_of_a_closed_question() -> None:
    room = Room(4)
    room.happen(roll_call.call_roll(room.state))
    room.happen(paper.take_from_paper(room.state, SHEET, NINE, NINE + 45 * MINUTE))
    room.happen(paper.tally(room.state, "p", item("b1", "B"), "post", {"A": 1, "B": 3}))
    asked = room.state.questions["b1"]
    assert (asked.part, asked.by, asked.closed, asked.hands) == ("post", "hands", True, {"A": 1, "B": 3})
    with pytest.raises(KnownError, match="answers to this question"):
        paper.tally(room.state, "p", item("q2"), "lesson", {"E": 1})
    with pytest.raises(KnownError, match="number of hands"):
        paper.tally(room.state, "p", item("q2"), "lesson", {"A": -1})


def test_the_question_that_stood_open_is_counted_and_closed() -> None:
    room = Room(4)
    room.happen(roll_call.call_roll(room.state))
    room.happen(commands.ask(room.state, "p", item("q1"), "hands"))
    room.happen(paper.tally(room.state, "p", item("q1"), "lesson", {"B": 4}))
    assert list(room.state.questions) == ["q1"]
    assert (room.state.open_question, room.state.questions["q1"].hands) == (None, {"B": 4})


@pytest.mark.parametrize("minutes", [0, -5, 13 * 60])
def test_times_that_no_class_has(minutes: int) -> None:
    with pytest.raises(KnownError, match="start and end"):
        paper.take_from_paper(Room(4).state, "", NINE, NINE + minutes * MINUTE)


def test_a_paper_is_entered_once() -> None:
    room = Room(4)
    room.happen(paper.take_from_paper(room.state, SHEET, NINE, NINE + MINUTE))
    with pytest.raises(KnownError, match="already entered"):
        paper.take_from_paper(room.state, SHEET, NINE, NINE + MINUTE)
    room.happen(paper.finish_paper(room.state))
    with pytest.raises(KnownError, match="finished"):
        paper.take_from_paper(room.state, SHEET, NINE, NINE + MINUTE)


def test_a_day_in_the_programme_and_not_in_the_future() -> None:
    period = (datetime.date(2026, 1, 1), datetime.date(2030, 12, 31))
    today = datetime.date(2026, 8, 3)
    paper.check_day(today, today, period, clock_in_doubt=False)
    paper.check_day(datetime.date(2026, 9, 1), today, period, clock_in_doubt=True)
    with pytest.raises(KnownError, match="future"):
        paper.check_day(datetime.date(2026, 9, 1), today, period, clock_in_doubt=False)
    with pytest.raises(KnownError, match="programme runs"):
        paper.check_day(datetime.date(2025, 12, 31), today, period, clock_in_doubt=True)


def test_the_event_comes_back_from_its_bytes() -> None:
    event = PaperEntered(SHEET, NINE, NINE + MINUTE)
    assert kind_of(event) == "paper_entered/1"
    assert decode_data("paper_entered/1", encode_data(event)) == event
    assert encode_data(event) == b'{"ended_ms":1785726060000,"sheet":"7K3Q0A","started_ms":1785726000000}'
