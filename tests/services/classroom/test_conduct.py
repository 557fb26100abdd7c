from __future__ import annotations

import datetime
from pathlib import Path

import pytest

from bsuh_desktop.domain.messages import KnownError
from bsuh_desktop.domain.roster import RosterRow
from bsuh_desktop.services.classroom.conduct import Conduct
from bsuh_desktop.services.classroom.new_class import open_class
from bsuh_desktop.services.safekeeping.opening import new_practice_desk, open_desk
from tests.helpers.desks import PASSPHRASE, a_class, clock_at, practice_desk, rows


def test_a_reopened_class_goes_on_where_it_stood(tmp_path: Path) -> None:
    desk = practice_desk(tmp_path)
    conduct = a_class(desk)
    conduct.ask("q5", "shared")
    conduct.answer(2, "B")
    before = conduct.view()
    desk.close()
    again = open_desk(desk.folder, PASSPHRASE, clock_at(hour=10))
    assert Conduct(again, conduct.session).view() == before
    Conduct(again, conduct.session).answer(3, "A")
    assert Conduct(again, conduct.session).view().open_question.answered == 2  # type: ignore[union-attr]
    again.close()


def test_the_time_of_each_slide_outlasts_the_night(tmp_path: Path) -> None:
    clock = clock_at()
    desk = practice_desk(tmp_path, clock)
    conduct = a_class(desk)
    for number, seconds in ((1, 60), (2, 300), (1, 30)):
        conduct.show_slide(number)
        clock.advance(seconds)
    conduct.mark(2, "late")
    before = conduct.state.slide_ms
    assert [round(before[number] / 1000, -1) for number in (1, 2)] == [90, 300]
    desk.close()
    again = Conduct(open_desk(desk.folder, PASSPHRASE, clock_at(hour=10)), conduct.session)
    assert again.state.slide_ms == before
    again.finish()
    assert again.state.slide_ms[2] == before[2]


def test_the_wrong_passphrase_is_told_from_a_missing_profile(tmp_path: Path) -> None:
    practice_desk(tmp_path).close()
    for folder, code in ((tmp_path / "profile", "wrong_passphrase"), (tmp_path / "none", "no_vault")):
        with pytest.raises(KnownError) as caught:
            open_desk(folder, "something else", clock_at())
        assert caught.value.code == code
    with pytest.raises(KnownError) as caught:
        new_practice_desk(tmp_path / "profile", PASSPHRASE, clock_at())
    assert caught.value.code == "vault_exists"


def test_an_unnamed_learner_has_another_id_in_each_session(tmp_path: Path) -> None:
    desk = practice_desk(tmp_path)
    first = a_class(desk, rows(2, refusing=[2]))
    group = first.state.attendees[next(iter(first.state.attendees))].seat.group
    second = open_class(desk, [group], "taps-traps-taka")
    ids = [[state.by_card(card).seat.learner for state in (first.state, second.state)] for card in (1, 2)]  # type: ignore[union-attr]
    assert ids[0][0] == ids[0][1]
    assert ids[1][0] != ids[1][1]


def test_undoing_an_added_learner_forgets_the_name_too(tmp_path: Path) -> None:
    desk = practice_desk(tmp_path)
    conduct = a_class(desk)
    card = conduct.add_learner(RosterRow(0, "৬১", 0, "রহিমা খাতুন", None, guardian="yes"))
    assert card == 61
    assert "রহিমা খাতুন" in {line.name_bn for line in desk.store.rosters.seated(conduct.session).values()}
    conduct.undo()
    assert conduct.state.by_card(61) is None
    names = desk.store.db.conn.execute("SELECT name_bn FROM roster").fetchall()
    assert ("রহিমা খাতুন",) not in names


def test_a_joiner_takes_no_classmates_card_in_the_next_class(tmp_path: Path) -> None:
    desk = practice_desk(tmp_path)
    first = a_class(desk)
    assert first.add_learner(RosterRow(0, "1", 0, "রহিমা খাতুন", None, guardian="yes")) == 5
    group = next(iter(first.state.attendees.values())).seat.group
    second = open_class(desk, [group, group], "taps-traps-taka")
    held = [
        desk.store.rosters.seated(second.session)[one.seat.learner].name_bn for one in second.state.attendees.values()
    ]
    assert held[-1] == "রহিমা খাতুন"
    assert [one.seat.card for one in second.state.attendees.values()] == [1, 2, 3, 4, 5]


def test_a_jump_between_two_classes_of_a_run_is_a_doubt_at_set_up(tmp_path: Path) -> None:
    clock = clock_at()
    desk = practice_desk(tmp_path, clock)
    first = a_class(desk)
    first.finish()
    clock.advance(3600)
    assert not a_class(desk).state.doubts
    clock.set(clock_time(2026, 9, 20))
    assert a_class(desk).state.doubts == {"jump"}


def test_joining_a_class_without_any_group(tmp_path: Path) -> None:
    desk = practice_desk(tmp_path)
    conduct = open_class(desk, [], "taps-traps-taka")
    assert [conduct.add_learner(RosterRow(0, None, 0, "মং চাই", None, guardian="yes")) for _ in range(2)] == [1, 2]
    assert len({one.seat.group for one in conduct.state.attendees.values()}) == 1


def clock_time(year: int, month: int, day: int) -> datetime.datetime:
    return datetime.datetime(year, month, day, 9, tzinfo=datetime.timezone(datetime.timedelta(hours=6)))


def test_a_module_that_is_not_on_the_shelf(tmp_path: Path) -> None:
    desk = practice_desk(tmp_path)
    with pytest.raises(KnownError) as caught:
        open_class(desk, [], "no-such-module")
    assert caught.value.code == "pack_not_found"
    assert desk.store.journal.sessions() == []


def test_more_learners_than_cards(tmp_path: Path) -> None:
    desk = practice_desk(tmp_path)
    groups = []
    for _ in range(2):
        conduct = a_class(desk, rows(101))
        groups.append(next(iter(conduct.state.attendees.values())).seat.group)
    with pytest.raises(KnownError) as caught:
        open_class(desk, groups, "taps-traps-taka")
    assert caught.value.code == "too_many_learners"
    full = a_class(desk, rows(200))
    with pytest.raises(KnownError) as caught:
        full.add_learner(RosterRow(0, None, 0, None, None))
    assert caught.value.code == "no_card"


def test_a_form_belongs_to_the_part_of_the_slide_where_the_class_is(tmp_path: Path) -> None:
    """Short of time, a class skips every question of the lesson: the last form is still the last."""
    desk = practice_desk(tmp_path)
    conduct = a_class(desk)
    parts = [slide.part for slide in conduct.pack.slides("bn")]
    conduct.show_slide(parts.index("pre") + 1)
    first = conduct.ask("form-a/1", "hands")
    conduct.close_question()
    conduct.show_slide(parts.index("post") + 1)
    last = conduct.ask("form-b/1", "hands")
    conduct.close_question()
    assert [conduct.state.questions[name].part for name in (first, last)] == ["pre", "post"]
    desk.close()


def test_a_miscount_of_hands_is_put_right_after_the_question_was_closed(tmp_path: Path) -> None:
    desk = practice_desk(tmp_path)
    conduct = a_class(desk)
    name = conduct.ask("lesson/1", "hands")
    conduct.count_hands({"A": 1, "B": 2})
    conduct.close_question()
    conduct.count_hands({"A": 1, "B": 3})
    assert conduct.state.questions[name].counts() == {"A": 1, "B": 3, "C": 0, "D": 0}
    assert conduct.state.questions[name].closed
    conduct.undo()
    assert conduct.state.questions[name].counts()["B"] == 2
    conduct.ask("lesson/2", "shared")
    with pytest.raises(KnownError, match="one by one"):
        conduct.count_hands({"A": 1})
    desk.close()
