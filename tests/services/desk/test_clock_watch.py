from __future__ import annotations

import datetime
from pathlib import Path

import pytest

from bsuh_desktop.domain.messages import Language, Message
from bsuh_desktop.language import say
from bsuh_desktop.services.desk.clock_watch import ClockNews, ClockWatch, amount_text, clock_doubt, news_of
from bsuh_desktop.services.desk.desk import Desk
from bsuh_desktop.services.rehearsal.rehearsal import RehearsalClock
from bsuh_desktop.services.safekeeping.opening import open_desk
from tests.helpers.desks import PASSPHRASE, a_class, clock_at, practice_desk

MINUTE, HOUR, DAY = 60_000, 3_600_000, 86_400_000
DHAKA = datetime.timezone(datetime.timedelta(hours=6))


def at(*wall: int) -> datetime.datetime:
    return datetime.datetime(*wall, tzinfo=DHAKA)  # type: ignore[arg-type,misc]


def told(desk: Desk, watch: ClockWatch) -> ClockNews | None:
    jump = watch.look()
    return None if jump is None else news_of(desk, jump)


def words(news: ClockNews | None, language: Language = "en") -> tuple[str, str]:
    """The state and the whole sentence."""
    assert news is not None
    parts = [say(part, language) for part in (news.fact, news.remedy) if part]
    return news.state, " ".join(parts)


@pytest.mark.parametrize(
    ("ms", "en", "bn"),
    [
        (3 * MINUTE, "3 minutes", "৩ মিনিট"),
        (59 * MINUTE, "59 minutes", "৫৯ মিনিট"),
        (HOUR, "an hour", "১ ঘণ্টা"),
        (64 * MINUTE, "an hour", "১ ঘণ্টা"),
        (90 * MINUTE, "90 minutes", "৯০ মিনিট"),
        (8.5 * HOUR, "8 hours", "৮ ঘণ্টা"),
        (2 * HOUR - 1, "2 hours", "২ ঘণ্টা"),
        (23 * HOUR, "23 hours", "২৩ ঘণ্টা"),
        (DAY, "a day", "১ দিন"),
        (40 * DAY, "40 days", "৪০ দিন"),
        (365 * DAY, "365 days", "৩৬৫ দিন"),
        (400 * DAY, "a year", "১ বছর"),
        (7 * 365 * DAY, "7 years", "৭ বছর"),
    ],
)
def test_so_much_time_as_people_say_it(ms: int, en: str, bn: str) -> None:
    assert (say(amount_text(ms), "en"), say(amount_text(ms), "bn")) == (en, bn)


def test_a_jump_is_told_once_with_what_to_do(tmp_path: Path) -> None:
    clock = clock_at()
    desk = practice_desk(tmp_path, clock)
    watch = ClockWatch(clock)
    clock.advance(20)
    assert told(desk, watch) is None
    clock.set(at(2026, 8, 3, 7))
    back = told(desk, watch)
    assert words(back) == ("look", "The clock went back 2 hours. Set it right.")
    assert words(back, "bn") == ("look", "ঘড়ি ২ ঘণ্টা পিছিয়েছে। সময় ঠিক করুন।")
    clock.advance(20)
    assert told(desk, watch) is None


def test_a_lid_that_was_closed_is_no_jump(tmp_path: Path) -> None:
    clock = clock_at()
    watch = ClockWatch(clock)
    clock.set(at(2026, 8, 3, 12), elapsed_s=3 * 3600)
    assert watch.look() is None


def test_whoever_sets_it_right_is_not_asked_to_do_so_again(tmp_path: Path) -> None:
    clock = clock_at()
    desk = practice_desk(tmp_path, clock)
    watch = ClockWatch(clock)
    clock.set(at(2026, 8, 4, 9))
    assert words(told(desk, watch)) == ("look", "The clock went forward a day. Set it right.")
    clock.set(at(2026, 8, 3, 9))
    assert words(told(desk, watch)) == ("ok", "The clock was set: 3 August 2026, 9:00 am.")


@pytest.mark.parametrize("year", [2019, 2036])
def test_a_clock_that_was_wrong_from_the_start_may_be_set_right(tmp_path: Path, year: int) -> None:
    clock = clock_at(year=year)
    desk = practice_desk(tmp_path, clock)
    watch = ClockWatch(clock)
    clock.set(at(2026, 8, 3, 9))
    assert words(told(desk, watch)) == ("ok", "The clock was set: 3 August 2026, 9:00 am.")


def doubt(desk: Desk) -> str:
    message = clock_doubt(desk)
    assert isinstance(message, Message)
    return say(message, "en")


@pytest.mark.parametrize("year", [2019, 2036])
def test_a_year_that_cannot_be(tmp_path: Path, year: int) -> None:
    desk = practice_desk(tmp_path, clock_at(year=year))
    assert doubt(desk) == f"The clock shows 3 August {year}, which cannot be right."


def test_a_time_before_the_last_class_does_not_fit(tmp_path: Path) -> None:
    clock: RehearsalClock = clock_at()
    desk = practice_desk(tmp_path, clock)
    assert clock_doubt(desk) is None
    a_class(desk)
    assert clock_doubt(desk) is None
    clock.set(at(2026, 8, 1, 9))
    assert doubt(desk) == "The clock shows 1 August 2026, 9:00 am. That does not match earlier classes here."


STATED = datetime.date(2026, 8, 3)


def a_class_of_a_wrong_clock(folder: Path, *wrong: int, later_in_class: bool = False) -> tuple[Desk, RehearsalClock]:
    """A class that was asked for its day, stated and finished, while the clock said something else: from its beginning,
    or from its middle on."""
    clock = clock_at()
    desk = practice_desk(folder, clock)
    if not later_in_class:
        a_class(desk).finish()
        clock.set(at(*wrong), elapsed_s=60)
    conduct = a_class(desk)
    clock.set(at(*wrong))
    conduct.type_headcount(3)
    assert conduct.state.needs_date
    conduct.state_date(STATED)
    clock.advance(45 * 60)
    conduct.finish()
    return desk, clock


@pytest.mark.parametrize(
    ("wrong", "later_in_class", "restarted"),
    [
        ((2019, 1, 1, 9), False, True),
        ((2026, 7, 3, 9), True, False),
        ((2026, 8, 6, 9), False, False),
        ((2026, 8, 6, 9), True, True),
        ((2036, 8, 3, 9), False, True),
    ],
)
def test_a_class_after_the_clock_was_mended_is_not_asked_for_its_date(
    tmp_path: Path, wrong: tuple[int, ...], later_in_class: bool, restarted: bool
) -> None:
    desk, clock = a_class_of_a_wrong_clock(tmp_path, *wrong, later_in_class=later_in_class)
    clock.set(at(2026, 8, 4, 9))
    if restarted:
        desk.close()
        desk = open_desk(desk.folder, PASSPHRASE, clock)
    assert clock_doubt(desk) is None
    following = a_class(desk)
    assert not following.state.needs_date
    assert following.state.date == datetime.date(2026, 8, 4)


@pytest.mark.parametrize("said", [(2026, 8, 2, 9), (2027, 2, 3, 9), (2019, 1, 1, 10), (2036, 8, 3, 9)])
def test_a_clock_that_does_not_fit_the_stated_day_is_doubted_again(tmp_path: Path, said: tuple[int, ...]) -> None:
    desk, clock = a_class_of_a_wrong_clock(tmp_path, 2026, 8, 6, 9)
    clock.set(at(*said))
    assert clock_doubt(desk) is not None
    assert a_class(desk).state.needs_date


def test_without_a_stated_day_nobody_knows_what_the_clock_should_say(tmp_path: Path) -> None:
    clock = clock_at(year=2019)
    desk = practice_desk(tmp_path, clock)
    a_class(desk).finish()
    clock.set(at(2026, 8, 4, 9))
    assert a_class(desk).state.needs_date
