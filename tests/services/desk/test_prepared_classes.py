from __future__ import annotations

import datetime
from pathlib import Path

import msgspec
import pytest

from bsuh_desktop.domain.messages import KnownError
from bsuh_desktop.services.class_lists.class_groups import add_learner, store_group
from bsuh_desktop.services.classroom.new_class import begin, choices_of
from bsuh_desktop.services.classroom.set_up import next_class, plans
from bsuh_desktop.services.desk.desk import Desk
from bsuh_desktop.services.desk.prepared_classes import (
    ClassWish,
    move_earlier,
    move_to,
    prepare_class,
    prepared_classes,
    remove_prepared,
)
from bsuh_desktop.services.home.home import home
from bsuh_desktop.services.safekeeping.opening import open_desk
from tests.helpers.desks import PASSPHRASE, a_group, clock_at, practice_desk, rows

PACK = "taps-traps-taka"
TODAY, TOMORROW = datetime.date(2026, 8, 3), datetime.date(2026, 8, 4)


def wish(group: str = "") -> ClassWish:
    return ClassWish((group,) if group else (), PACK)


def titles(desk: Desk) -> list[str]:
    return [one.title.en for one in plans(desk).today]


def test_prepared_classes_are_no_sessions_and_outlive_the_night(tmp_path: Path) -> None:
    desk = practice_desk(tmp_path)
    group = a_group(desk)
    kept = prepare_class(
        desk, ClassWish((group,), PACK, "shared", "en", co=("ab" * 8,)), TOMORROW, datetime.time(10, 30)
    )
    assert desk.store.journal.sessions() == []
    assert (plans(desk).today, [one.id for one in plans(desk).later]) == ((), [kept.id])
    desk.close()
    again = open_desk(desk.folder, PASSPHRASE, clock_at(day=4))
    assert prepared_classes(again) == (kept,)
    (line,) = home(again).plans.today
    assert (line.title.en, line.learners, line.time, line.lacks) == (
        "Grade 8, section Ka",
        4,
        datetime.time(10, 30),
        None,
    )


def test_a_day_has_its_order_and_times_stay_with_their_places(tmp_path: Path) -> None:
    desk = practice_desk(tmp_path)
    groups = [store_group(desk, "eiin:107845", grade, "").id for grade in ("6", "7", "8", "9")]
    six, seven, eight, nine = (wish(group) for group in groups)
    prepare_class(desk, seven, TODAY, datetime.time(10))
    last = prepare_class(desk, eight, TODAY, datetime.time(12))
    prepare_class(desk, six, TODAY, datetime.time(9))
    prepare_class(desk, nine, TODAY)
    assert titles(desk) == ["Grade 6", "Grade 7", "Grade 8", "Grade 9"]
    move_earlier(desk, last.id)
    assert titles(desk) == ["Grade 6", "Grade 8", "Grade 7", "Grade 9"]
    assert [one.time.hour if one.time else None for one in plans(desk).today] == [9, 10, 12, None]
    move_earlier(desk, plans(desk).today[0].id)
    assert titles(desk)[0] == "Grade 6", "the first one stays"
    move_to(desk, last.id, TOMORROW)
    move_earlier(desk, last.id)
    assert titles(desk) == ["Grade 6", "Grade 7", "Grade 9"]
    assert [one.title.en for one in plans(desk).later] == ["Grade 8"]


def test_a_change_keeps_its_place_until_day_or_time_are_others(tmp_path: Path) -> None:
    desk = practice_desk(tmp_path)
    group = a_group(desk)
    first, _ = prepare_class(desk, wish(group)), prepare_class(desk, wish())
    changed = prepare_class(desk, msgspec.structs.replace(first.wish, by="shared"), TODAY)
    assert changed.id == first.id
    assert [one.wish.by for one in prepared_classes(desk)] == ["shared", "hands"]
    prepare_class(desk, first.wish, TODAY, datetime.time(10))
    assert prepared_classes(desk)[0].id == first.id, "a time alone moves nothing"
    late = prepare_class(desk, wish(), TODAY, datetime.time(11))
    prepare_class(desk, first.wish, TODAY, datetime.time(12))
    assert [one.id for one in prepared_classes(desk)][-2:] == [late.id, first.id]
    remove_prepared(desk, late.id)
    prepare_class(desk, first.wish, TOMORROW)
    assert [one.id for one in plans(desk).later] == [first.id]
    remove_prepared(desk, first.id)
    assert len(prepared_classes(desk)) == 1


def test_the_same_class_and_module_may_be_prepared_twice(tmp_path: Path) -> None:
    desk = practice_desk(tmp_path)
    group = a_group(desk)
    one, other = prepare_class(desk, wish(group)), prepare_class(desk, wish(group))
    begin(desk, one.wish)
    assert [line.id for line in plans(desk).today] == [other.id]


def test_a_class_that_begins_is_prepared_no_more(tmp_path: Path) -> None:
    desk = practice_desk(tmp_path)
    group = a_group(desk)
    kept = prepare_class(desk, ClassWish((group,), PACK, "shared", "en", co=("ab" * 8,)))
    found = next_class(desk)
    assert found is not None
    assert found.id == kept.id
    conduct = begin(desk, kept.wish)
    assert (conduct.state.opened and conduct.state.opened.co) == ("ab" * 8,)
    assert (choices_of(desk, conduct.session).by, choices_of(desk, conduct.session).stage_language) == ("shared", "en")
    assert (prepared_classes(desk), next_class(desk)) == ((), None)


def test_a_class_that_cannot_begin_stays_prepared(tmp_path: Path) -> None:
    desk = practice_desk(tmp_path)
    group = a_group(desk, rows(150))
    other = store_group(desk, "eiin:107845", "9", "").id
    for row in rows(60):
        add_learner(desk, other, row)
    kept = prepare_class(desk, ClassWish((group, other), PACK))
    with pytest.raises(KnownError, match="210"):
        begin(desk, kept.wish)
    assert prepared_classes(desk) == (kept,)
    assert desk.store.journal.sessions() == []


def test_what_a_prepared_class_still_lacks(tmp_path: Path) -> None:
    desk = practice_desk(tmp_path)
    empty = store_group(desk, "eiin:107845", "9", "")
    for asked in (wish(empty.id), wish(), ClassWish((), "no-such-module")):
        prepare_class(desk, asked)
    assert [str(one.lacks) for one in plans(desk).today] == [
        "Nobody is on its list yet.",
        "None",
        "Its module is not on this laptop.",
    ]
    desk.store.rosters.remove_group(empty.id)
    assert str(plans(desk).today[0].lacks) == "Its class list is gone."


def test_a_day_that_is_past_leaves_its_classes_not_held(tmp_path: Path) -> None:
    clock = clock_at()
    desk = practice_desk(tmp_path, clock)
    kept = prepare_class(desk, wish(), TODAY, datetime.time(9))
    clock.advance(24 * 3600)
    assert [one.id for one in plans(desk).not_held] == [kept.id]
    assert next_class(desk) is None
    move_to(desk, kept.id, TOMORROW)
    assert ([one.id for one in plans(desk).today], plans(desk).not_held) == ([kept.id], ())
