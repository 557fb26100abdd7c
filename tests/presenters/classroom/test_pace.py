from __future__ import annotations

import pytest

from bsuh_desktop.content.schema import Slide
from bsuh_desktop.domain.messages import Message
from bsuh_desktop.presenters.classroom.notes import MINUTE_MS, PlanProgress, clock_words, time_in
from bsuh_desktop.services.classroom.class_picture import Section

SLIDES = tuple(Slide(f"s{number}", "statement", minutes) for number, minutes in enumerate((1, 4, 5, 10), 1))
SECTIONS = (Section(Message("Opening"), 5, 0, 1, 2), Section(Message("Lesson"), 15, 3 * MINUTE_MS, 3, 4))


@pytest.mark.parametrize(
    ("number", "minutes", "said"),
    [
        (3, 5, "5 of 20 minutes, as planned"),
        (3, 10, "10 of 20 minutes, as planned"),
        (3, 11, "11 of 20 minutes, behind the plan by 1 min"),
        (3, 2, "2 of 20 minutes, ahead of the plan by 3 min"),
        (4, 31, "31 of 20 minutes, behind the plan by 11 min"),
    ],
)
def test_a_class_is_on_its_plan_while_its_slide_is(number: int, minutes: int, said: str) -> None:
    standing = PlanProgress(number, minutes * MINUTE_MS + 59_000)
    assert str(standing.against(SLIDES, 20)) == said


def test_the_section_is_that_of_the_slide() -> None:
    assert [PlanProgress(number, 0).section(SECTIONS) for number in (1, 2, 3, 4)] == [0, 0, 1, 1]


def test_a_pause_is_no_time_of_its_section() -> None:
    assert time_in(SECTIONS[1], {}, MINUTE_MS) == 4 * MINUTE_MS
    assert time_in(SECTIONS[1], {3: MINUTE_MS, 1: 5 * MINUTE_MS}) == 2 * MINUTE_MS
    assert time_in(SECTIONS[0], {1: MINUTE_MS}) == 0


def test_the_clock_has_minutes_and_seconds() -> None:
    assert [clock_words(ms) for ms in (0, 59_999, 18 * MINUTE_MS + 54_000, 100 * MINUTE_MS, -5)] == [
        "0:00",
        "0:59",
        "18:54",
        "100:00",
        "0:00",
    ]
