from __future__ import annotations

import datetime

import pytest

from bsuh_desktop.domain import clock
from bsuh_desktop.domain.clock import Anchors, Moment, doubt_between, doubts_at

DAY = clock.DAY_MS
BUILD, ISSUED, EXPIRES, LAST = 100 * DAY, 110 * DAY, 500 * DAY, 200 * DAY


@pytest.mark.parametrize(
    ("now", "doubts"),
    [
        (210 * DAY, ()),
        (LAST - clock.JUMP_MS, ()),
        (LAST - clock.JUMP_MS - 1, (clock.BEFORE_LAST,)),
        (LAST + 120 * DAY, ()),
        (LAST + 120 * DAY + 1, (clock.LONG_AFTER,)),
        (105 * DAY, (clock.BEFORE_LAST, clock.BEFORE_PROGRAMME)),
        (1, (clock.BEFORE_BUILD, clock.BEFORE_LAST, clock.BEFORE_PROGRAMME)),
        (501 * DAY, (clock.AFTER_PROGRAMME, clock.LONG_AFTER)),
    ],
)
def test_doubts_against_what_the_laptop_knows(now: int, doubts: tuple[str, ...]) -> None:
    assert doubts_at(now, Anchors(BUILD, ISSUED, EXPIRES, LAST)) == doubts


def test_a_first_class_has_no_last_event_to_doubt_by() -> None:
    assert doubts_at(400 * DAY, Anchors(BUILD, ISSUED, EXPIRES)) == ()


@pytest.mark.parametrize(
    ("wall", "mono", "same_run", "doubt"),
    [
        (600_000, 600_000, True, None),
        (600_000, 480_000, True, None),
        (600_001, 480_000, True, clock.JUMP),
        (-7_200_000, 1_000, True, clock.JUMP),
        (86_400_000, 5, False, None),
        (-120_001, 5, False, clock.BEFORE_LAST),
    ],
)
def test_doubt_between_two_readings(wall: int, mono: int, same_run: bool, doubt: str | None) -> None:
    assert doubt_between(Moment(0, 0), Moment(wall, mono), same_run) == doubt


def test_days_are_those_of_the_programmes_offset() -> None:
    # 2026-08-02 20:00 UTC is already the third in Dhaka.
    wall = round(datetime.datetime(2026, 8, 2, 20, tzinfo=datetime.UTC).timestamp() * 1000)
    assert clock.day_of(wall, 360) == datetime.date(2026, 8, 3)
    assert clock.start_of(datetime.date(2026, 8, 3), 360) == wall - 2 * 3_600_000


@pytest.mark.parametrize(
    ("wall", "mono", "same_run", "worked", "apart"),
    [
        (600_000, 600_000, True, 600_000, 0),
        # The date was set within a run: the monotonic clock tells the work.
        (-7_200_000, 60_000, True, 60_000, 0),
        # Another run's monotonic clock began anew.
        (600_000, 5, False, 0, 600_000),
        (-7_200_000, 5, False, 0, 0),
        (17 * 365 * DAY, 5, False, 0, 0),
    ],
)
def test_only_time_in_which_the_desk_ran_is_work(wall: int, mono: int, same_run: bool, worked: int, apart: int) -> None:
    before, after = Moment(0, 0), Moment(wall, mono)
    assert clock.worked_between(before, after, same_run) == worked
    assert clock.milliseconds_between(before, after, same_run) == apart
