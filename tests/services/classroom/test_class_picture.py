from __future__ import annotations

import datetime
from pathlib import Path

import pytest

from bsuh_desktop.services.classroom.class_picture import AskedQuestion, ClassPicture, ListedName, class_picture
from bsuh_desktop.services.classroom.conduct import Conduct
from bsuh_desktop.services.classroom.new_class import ClassChoices, choose, open_class
from bsuh_desktop.services.desk.desk import Desk
from bsuh_desktop.services.rehearsal.rehearsal import RehearsalClock
from bsuh_desktop.services.safekeeping.opening import open_desk
from tests.helpers.desks import PASSPHRASE, a_class, clock_at, practice_desk, resources_with_a_private_question, rows


def undo_of(picture: ClassPicture) -> str | None:
    return None if picture.undo is None else str(picture.undo)


def test_a_class_that_was_just_called(tmp_path: Path) -> None:
    desk = practice_desk(tmp_path)
    conduct = a_class(desk, rows(4, refusing=[3]))
    picture = class_picture(desk, conduct)
    assert (picture.title.en, picture.place.en) == ("Grade 8, section Ka", "Kaliganga High School")
    assert (picture.status, picture.planned_minutes, picture.ended_ms) == ("practice", 45, None)
    assert (picture.counts.present, picture.counts.headcount, picture.headcount_parts) == (4, 4, {})
    by_card = {row.card: picture.names[row.learner] for row in picture.view.rows}
    assert by_card[1] == ListedName("1", "শ্রেয়া দাস")
    assert by_card[3] == ListedName("3"), "whoever may not be named has a roll and nothing else"
    assert undo_of(picture) == "Headcount: 4"


def test_what_undo_would_take_back_is_said(tmp_path: Path) -> None:
    desk = practice_desk(tmp_path)
    conduct = a_class(desk)
    conduct.mark(3, "absent")
    assert undo_of(class_picture(desk, conduct)) == "Roll 3: absent"
    conduct.undo()
    assert undo_of(class_picture(desk, conduct)) == "Headcount: 4"
    conduct.ask("q5", "hands")
    conduct.count_hands({"A": 1, "B": 3})
    assert undo_of(class_picture(desk, conduct)) == "The count of hands"
    conduct.close_question()
    conduct.finish()
    assert class_picture(desk, conduct).undo is None


def test_hands(tmp_path: Path) -> None:
    desk = practice_desk(tmp_path)
    conduct = a_class(desk)
    conduct.ask("q5", "hands")
    assert class_picture(desk, conduct).open_asking == AskedQuestion(
        "q5",
        "q5",
        "lesson",
        "hands",
        dict.fromkeys("ABCD", 0),
        {},
        {},
        False,
        desk.pack("taps-traps-taka").item("q5").key,
        0,
        4,
        False,
        False,
    )
    conduct.count_hands({"A": 1, "B": 2})
    conduct.close_question()
    picture = class_picture(desk, conduct)
    (asking,) = picture.askings
    assert (asking.counts, asking.blank, asking.people, asking.closed) == ({"A": 1, "B": 2, "C": 0, "D": 0}, 1, 4, True)
    assert asking.counted
    assert picture.open_asking is None


def test_hands_by_eye_are_told_beside_the_numbers_never_in_them(tmp_path: Path) -> None:
    desk = practice_desk(tmp_path)
    conduct = a_class(desk)
    conduct.ask("q5", "hands")
    conduct.estimate_hands({"B": "most", "C": "few"})
    conduct.close_question()
    (asking,) = class_picture(desk, conduct).askings
    assert (asking.levels, asking.counted) == ({"B": "most", "C": "few"}, False)
    assert (asking.counts, asking.blank) == (dict.fromkeys("ABCD", 0), 0)


def test_a_form_on_the_shared_device_is_blank_for_those_alone_whose_form_it_is(tmp_path: Path) -> None:
    desk = practice_desk(tmp_path)
    conduct = a_class(desk, rows(5))
    conduct.ask("a6", "shared")
    conduct.answer(1, "B")
    (asking,) = class_picture(desk, conduct).askings
    assert (asking.part, asking.counts["B"], asking.blank) == ("pre", 1, 2), "cards 3 and 5"


def test_a_private_question_shows_numbers_only_when_it_is_closed(tmp_path: Path) -> None:
    desk = practice_desk(tmp_path, resources=resources_with_a_private_question(tmp_path / "resources"))
    conduct = a_class(desk, rows(15))
    conduct.ask("s1", "shared")
    conduct.answer(1, "B")
    picture = class_picture(desk, conduct)
    assert picture.open_asking is not None
    assert (picture.open_asking.sensitive, picture.open_asking.key) == (True, "")
    assert (picture.open_asking.counts, picture.open_asking.blank) == ({}, 0)
    assert picture.view.open_question is not None
    assert picture.view.open_question.answered == 1
    assert undo_of(picture) == "The last private answer"
    for card in range(2, 11):
        conduct.answer(card, "B" if card < 6 else "D")
    conduct.close_question()
    (asking,) = class_picture(desk, conduct).askings
    assert (asking.counts, asking.blank) == ({"A": 0, "B": 5, "C": 0, "D": 5}, 5)


def test_the_clock_runs_between_two_events_and_stands_after_the_finish(tmp_path: Path) -> None:
    clock = clock_at()
    desk = practice_desk(tmp_path, clock)
    conduct = a_class(desk)
    conduct.show_slide(1)
    clock.advance(60)
    picture = class_picture(desk, conduct)
    assert picture.pace[0].spent_ms == pytest.approx(60_000, abs=30_000)
    assert picture.worked_ms >= picture.pace[0].spent_ms >= 60_000
    clock.advance(60)
    conduct.show_slide(3)
    clock.advance(30)
    conduct.finish()
    clock.advance(600)
    spent = [section.spent_ms // 30_000 for section in class_picture(desk, conduct).pace]
    assert spent == [4, 1, 0, 0, 0]
    assert class_picture(desk, conduct).ended_ms is not None


def test_a_reopened_class_stands_until_something_happens(tmp_path: Path) -> None:
    clock = clock_at()
    desk = practice_desk(tmp_path, clock)
    conduct = a_class(desk)
    conduct.show_slide(2)
    desk.close()
    clock.advance(1800)
    again = open_desk(desk.folder, PASSPHRASE, clock)
    picture = class_picture(again, Conduct(again, conduct.session))
    assert picture.worked_ms < 60_000
    assert picture.view.slide == 2


def test_a_power_cut_is_no_lesson_however_long_but_part_of_the_class(tmp_path: Path) -> None:
    """The pace counts the time in which the desk ran, before and after the first event of the next run alike."""
    clock = clock_at()
    desk = practice_desk(tmp_path, clock)
    conduct = a_class(desk)
    conduct.show_slide(2)
    clock.advance(600)
    conduct.show_slide(3)
    desk.close()
    clock.advance(1800)
    again = open_desk(desk.folder, PASSPHRASE, clock)
    conduct = Conduct(again, conduct.session)
    before = class_picture(again, conduct)
    conduct.show_slide(4)
    after = class_picture(again, conduct)
    assert (before.worked_ms // 30_000, after.worked_ms // 30_000) == (20, 20)
    assert sum(section.spent_ms for section in after.pace) == pytest.approx(600_000, abs=30_000)
    clock.advance(300)
    conduct.finish()
    assert conduct.state.minutes == 45, "from wall to wall"


def test_the_time_since_going_on_counts_and_the_clock_never_runs_backwards(tmp_path: Path) -> None:
    """A facilitator goes on after a power cut, talks for ten minutes, turns pages of the desk, and then goes to the
    next slide: every look at the clock is later than the one before, and the ten minutes are the slide's."""
    clock = clock_at()
    desk = practice_desk(tmp_path, clock)
    conduct = a_class(desk)
    conduct.show_slide(2)
    clock.advance(60)
    desk.close()
    clock.advance(1800)
    again = open_desk(desk.folder, PASSPHRASE, clock)
    conduct = Conduct(again, conduct.session)
    events, worked = conduct.state.events, [class_picture(again, conduct).worked_ms]
    for _ in range(2):
        clock.advance(300)
        worked.append(class_picture(again, conduct).worked_ms)
    assert conduct.state.events == events, "going on stores nothing"
    conduct.show_slide(3)
    worked.append(class_picture(again, conduct).worked_ms)
    clock.advance(60)
    worked.append(class_picture(again, conduct).worked_ms)
    assert worked == sorted(worked)
    assert worked[-1] - worked[0] == pytest.approx(660_000, abs=5_000)
    assert conduct.state.slide_ms[2] == pytest.approx(600_000, abs=65_000)


def test_hours_elsewhere_between_two_times_of_going_on_are_no_teaching(tmp_path: Path) -> None:
    clock = clock_at()
    desk = practice_desk(tmp_path, clock)
    conduct = a_class(desk)
    conduct.show_slide(2)
    desk.close()
    clock.advance(1800)
    conduct = Conduct(open_desk(desk.folder, PASSPHRASE, clock), conduct.session)
    clock.advance(3 * 3600)
    conduct.go_on()
    clock.advance(60)
    conduct.show_slide(3)
    assert conduct.state.slide_ms[2] == pytest.approx(60_000, abs=5_000)


def gone_on_with(desk: Desk, session: str, clock: RehearsalClock) -> int:
    """The milliseconds that another run of the app shows of the class."""
    desk.close()
    again = open_desk(desk.folder, PASSPHRASE, clock)
    worked = class_picture(again, Conduct(again, session)).worked_ms
    again.close()
    return worked


def test_what_was_stored_of_the_time_since_the_last_event_counts_once_the_class_is_gone_on_with(tmp_path: Path) -> None:
    """Twice the app ends before anything is stored in the class: each run adds what it had, the hours between none; the
    journal then has it all on the slide that was shown, without a doubt about the clock."""
    clock = clock_at()
    desk = practice_desk(tmp_path, clock)
    conduct = a_class(desk)
    conduct.show_slide(2)
    worked = [class_picture(desk, conduct).worked_ms]
    for _ in range(2):
        clock.advance(144)
        conduct.keep_worked()
        worked.append(class_picture(desk, conduct).worked_ms)
        desk.close()
        clock.advance(3600)
        desk = open_desk(desk.folder, PASSPHRASE, clock)
        conduct = Conduct(desk, conduct.session)
        worked.append(class_picture(desk, conduct).worked_ms)
    clock.advance(60)
    before, events = conduct.state, conduct.state.events
    conduct.show_slide(3)
    worked.append(conduct.state.worked_ms)
    assert [ms - worked[0] for ms in worked] == [0, 144_000, 144_000, 288_000, 288_000, 348_000]
    assert conduct.state.slide_ms[2] - before.slide_ms.get(2, 0) == 348_000
    assert (conduct.state.events - events, conduct.state.doubts) == (3, frozenset())
    desk.store.journal.check(conduct.session)
    conduct.finish()
    assert (conduct.state.minutes, conduct.state.apart_ms) == (126, 7_200_000)
    assert desk.store.facts.all_of("worked/") == {}
    desk.close()


def test_what_was_stored_before_the_last_event_is_in_the_class_already(tmp_path: Path) -> None:
    clock = clock_at()
    desk = practice_desk(tmp_path, clock)
    conduct = a_class(desk)
    clock.advance(60)
    conduct.keep_worked()
    conduct.show_slide(2)
    worked = conduct.state.worked_ms
    assert gone_on_with(desk, conduct.session, clock) == worked


def test_while_the_laptop_slept_no_time_is_stored(tmp_path: Path) -> None:
    """The desk looks every half minute; then the lid is closed for two hours, and the battery dies a minute later."""
    clock = clock_at()
    desk = practice_desk(tmp_path, clock)
    conduct = a_class(desk)
    conduct.show_slide(2)
    worked = conduct.state.worked_ms
    for seconds in (30, 30, 7200, 30, 30):
        clock.advance(seconds)
        conduct.keep_worked()
    assert gone_on_with(desk, conduct.session, clock) - worked == 120_000


def test_a_wrong_clock_changes_nothing_in_what_was_stored(tmp_path: Path) -> None:
    """The clock falls back to 2019 with the battery: the class keeps its time, and the date is asked for as ever."""
    clock = clock_at()
    desk = practice_desk(tmp_path, clock)
    conduct = a_class(desk)
    conduct.show_slide(2)
    worked = conduct.state.worked_ms
    clock.advance(51)
    conduct.keep_worked()
    desk.close()
    clock = clock_at(year=2019)
    again = open_desk(desk.folder, PASSPHRASE, clock)
    conduct = Conduct(again, conduct.session)
    clock.advance(9)
    conduct.show_slide(3)
    assert conduct.state.worked_ms - worked == 60_000
    assert conduct.state.doubts == {"before_last_event"}
    again.close()


def test_a_class_that_was_over_gets_no_time_from_looking_at_it(tmp_path: Path) -> None:
    clock = clock_at()
    desk = practice_desk(tmp_path, clock)
    conduct = a_class(desk)
    conduct.show_slide(2)
    worked = class_picture(desk, conduct).worked_ms
    desk.close()
    clock.advance(7200)
    again = open_desk(desk.folder, PASSPHRASE, clock)
    conduct, last = Conduct(again, conduct.session), conduct.state.last.wall_ms
    clock.advance(600)
    conduct.take_offered_end()
    assert (conduct.state.finished.ended_ms if conduct.state.finished else 0) == last
    assert conduct.state.worked_ms == pytest.approx(worked, abs=5_000)


def test_where_the_clock_was_set_the_minutes_are_the_sum_of_their_parts(tmp_path: Path) -> None:
    clock = clock_at(year=2019)
    desk = practice_desk(tmp_path, clock)
    conduct = a_class(desk)
    clock.advance(600)
    conduct.show_slide(2)
    desk.close()
    clock.advance(300)
    again = open_desk(desk.folder, PASSPHRASE, clock)
    conduct = Conduct(again, conduct.session)
    conduct.show_slide(3)
    clock.set(datetime.datetime(2026, 8, 3, 9, 15, tzinfo=datetime.UTC))
    clock.advance(1800)
    conduct.finish()
    assert (conduct.state.minutes, conduct.state.doubts >= {"jump"}) == (45, True)


def test_choices_and_a_class_without_a_list(tmp_path: Path) -> None:
    desk = practice_desk(tmp_path)
    conduct = open_class(desk, [], "taps-traps-taka")
    choose(desk, conduct.session, "shared", "en")
    conduct.type_headcount(7, {"girls": 4, "boys": 3}, "told")
    picture = class_picture(desk, conduct)
    assert picture.choices == ClassChoices("shared", "en")
    assert (picture.title.en, picture.names, picture.counts.present) == ("Class without a list", {}, 7)
    assert (picture.headcount_parts, picture.how_counted) == ({"girls": 4, "boys": 3}, "told")
