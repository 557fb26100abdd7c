from __future__ import annotations

import datetime
from pathlib import Path

from bsuh_desktop.services.certificates import certify
from bsuh_desktop.services.class_lists.class_groups import store_group
from bsuh_desktop.services.classroom.conduct import Conduct
from bsuh_desktop.services.classroom.new_class import open_class
from bsuh_desktop.services.hand_over import hand_over
from bsuh_desktop.services.home.home import held_classes, home
from bsuh_desktop.services.safekeeping.opening import open_desk
from tests.helpers.desks import LESSON_S, PASSPHRASE, a_class, a_group, clock_at, practice_desk


def test_an_empty_desk(tmp_path: Path) -> None:
    facts = home(practice_desk(tmp_path))
    assert facts.today == datetime.date(2026, 8, 3)
    assert (facts.unfinished, facts.groups, facts.not_handed_over, facts.not_printed) == ((),) * 4


def test_a_class_of_yesterday_that_nobody_finished(tmp_path: Path) -> None:
    clock = clock_at(day=2)
    desk = practice_desk(tmp_path, clock)
    conduct = a_class(desk)
    clock.advance(LESSON_S)
    conduct.show_slide(6)
    ended = conduct.state.last.wall_ms
    desk.close()
    again = open_desk(desk.folder, PASSPHRASE, clock_at(day=3))
    (left,) = home(again).unfinished
    assert (left.title.en, left.place.en, left.module.en) == (
        "Grade 8, section Ka",
        "Kaliganga High School",
        "Taps, Traps and Taka",
    )
    assert (left.step, left.slide, left.forgotten) == ("teach", 6, True)
    assert left.last_ms == left.ended_ms == ended
    Conduct(again, left.session).take_offered_end()
    facts = home(again)
    assert facts.unfinished == ()
    assert facts.not_handed_over == facts.not_printed == (left.session,)


def test_a_class_of_a_moment_ago_may_go_on(tmp_path: Path) -> None:
    clock = clock_at()
    desk = practice_desk(tmp_path, clock)
    a_class(desk)
    clock.advance(600)
    (open_one,) = home(desk).unfinished
    assert (open_one.forgotten, open_one.step) == (False, "roll_call")
    assert open_one.ended_ms - open_one.last_ms >= 600_000


def test_the_newest_unfinished_class_stands_first(tmp_path: Path) -> None:
    clock = clock_at()
    desk = practice_desk(tmp_path, clock)
    sessions = []
    for _ in range(2):
        sessions.append(a_class(desk).session)
        clock.advance(60)
    assert [one.session for one in home(desk).unfinished] == sessions[::-1]


def test_whoever_waited_longest_stands_first_and_what_was_done_waits_no_more(tmp_path: Path) -> None:
    clock = clock_at()
    desk = practice_desk(tmp_path, clock)
    group = a_group(desk)
    taught = open_class(desk, [group], "taps-traps-taka")
    taught.type_headcount(4)
    taught.call_roll()
    clock.advance(2700)
    taught.finish()
    waiting = store_group(desk, "club:0001", "", "Shapla")
    facts = home(desk)
    assert [(card.group.id, card.taught) for card in facts.groups] == [(waiting.id, 0), (group, 1)]
    (done,) = held_classes(desk)
    assert (done.session, done.present, done.minutes, done.practice) == (taught.session, 4, 45, True)
    certify.certify(desk, [taught.session])
    certify.note_printed(desk, [taught.session])
    hand_over.note_handed_over(desk, hand_over.hand_over(desk, [taught.session], tmp_path))
    assert (home(desk).not_handed_over, home(desk).not_printed) == ((), ())
