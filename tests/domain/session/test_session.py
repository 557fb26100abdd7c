from __future__ import annotations

import datetime
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from bsuh_desktop.domain.clock import Moment
from bsuh_desktop.domain.events import Erased, Event, Seat, Undone
from bsuh_desktop.domain.messages import KnownError
from bsuh_desktop.domain.session import commands, rules, summary
from bsuh_desktop.domain.session import commands as roll_call
from bsuh_desktop.domain.session.fold import apply_event, fold, needs_refold
from bsuh_desktop.domain.session.state import SessionState
from bsuh_desktop.domain.session.view import view
from tests.helpers.classes import GROUP, NINE, Room, item, learner

PERIOD = (datetime.date(2026, 1, 1), datetime.date(2030, 12, 31))


def statuses(room: Room) -> list[str]:
    return [attendee.status for attendee in room.state.attendees.values()]


def test_roll_by_exception() -> None:
    room = Room(4)
    room.happen(roll_call.mark(room.state, 2, "absent"))
    room.happen(roll_call.call_roll(room.state))
    assert statuses(room) == ["present", "absent", "present", "present"]
    room.happen(roll_call.mark(room.state, 2, "late"))
    room.happen(roll_call.mark(room.state, 1, "left_early"))
    counts = summary.reconcile(room.state)
    assert (counts.present, counts.late, counts.left, counts.absent, counts.unnamed) == (4, 1, 1, 0, 1)


def test_headcount_that_disagrees_is_remarked_and_never_corrected() -> None:
    room = Room(4)
    assert view(room.state).listed is None
    room.happen(roll_call.type_headcount(room.state, 6))
    room.happen(roll_call.call_roll(room.state))
    counts = summary.reconcile(room.state)
    assert (counts.headcount, counts.present) == (6, 4)
    assert [remark.code for remark in counts.remarks] == ["headcount_differs"]
    assert view(room.state).listed == 4


def test_until_the_roll_is_called_the_headcount_stands_for_it() -> None:
    room = Room(4)
    room.happen(roll_call.type_headcount(room.state, 28, {"girls": 20, "boys": 8}, "told"))
    assert (summary.reconcile(room.state).present, room.state.people_in_room()) == (28, 28)
    room.happen(roll_call.call_roll(room.state))
    assert (summary.reconcile(room.state).present, room.state.people_in_room()) == (4, 4)


def test_nobody_leaves_who_was_never_there() -> None:
    room = Room(2)
    room.happen(roll_call.mark(room.state, 1, "absent"))
    with pytest.raises(KnownError, match="cannot leave"):
        roll_call.mark(room.state, 1, "left_early")


def test_a_class_without_a_list_counts_heads() -> None:
    room = Room(0)
    room.happen(roll_call.type_headcount(room.state, 28, {"girls": 20, "boys": 8}))
    assert summary.reconcile(room.state).present == 28
    with pytest.raises(KnownError, match="no list"):
        roll_call.call_roll(room.state)
    room.happen(commands.ask(room.state, "p", item(), "hands"))
    room.happen(commands.count_hands(room.state, {"A": 3, "B": 20}))
    assert room.state.questions["q1"].blank() == 5


def test_hands_by_eye_are_in_no_number_and_one_way_of_counting_replaces_the_other() -> None:
    room = Room(4)
    room.happen(roll_call.type_headcount(room.state, 4))
    room.happen(roll_call.call_roll(room.state))
    room.happen(commands.ask(room.state, "p", item(), "hands"))
    asked = room.state.questions["q1"]
    assert (asked.counted, asked.blank()) == (False, 0), "nobody has counted yet"
    room.happen(commands.estimate_hands(room.state, {"B": "most", "C": "few"}))
    assert commands.estimate_hands(room.state, {"C": "few", "B": "most"}) == ()
    asked = room.state.questions["q1"]
    assert (asked.levels, asked.hands, asked.counted) == ({"B": "most", "C": "few"}, None, False)
    assert (asked.counts(), asked.blank()) == (dict.fromkeys("ABCD", 0), 0)
    shown = view(room.state).open_question
    assert shown is not None
    assert shown.answered == 0
    room.happen(commands.count_hands(room.state, {"B": 9}))
    asked = room.state.questions["q1"]
    assert (asked.levels, asked.counts()["B"], asked.counted) == (None, 9, True)
    assert [remark.code for remark in summary.reconcile(room.state).remarks] == ["more_hands_than_heads"]
    room.happen(commands.close_question(room.state))
    room.happen(commands.estimate_hands(room.state, {"B": "some"}))
    asked = room.state.questions["q1"]
    assert (asked.levels, asked.hands, asked.closed) == ({"B": "some"}, None, True), "corrected after closing"
    assert not summary.reconcile(room.state).remarks


@pytest.mark.parametrize(
    ("total", "parts", "said"),
    [
        (5, {"girls": 2, "boys": 2}, "add up"),
        (-1, {}, "below zero"),
        (2, {"girls": 3, "boys": -1}, "below zero"),
        (1, {"dogs": 1}, "girls, boys"),
        (10**9, {}, "cannot have"),
    ],
)
def test_a_headcount_that_cannot_be(total: int, parts: dict[str, int], said: str) -> None:
    with pytest.raises(KnownError, match=said):
        roll_call.type_headcount(Room().state, total, parts)


def test_one_answer_a_learner_changeable_until_the_question_closes() -> None:
    room = Room(4)
    room.happen(roll_call.call_roll(room.state))
    room.happen(commands.ask(room.state, "p", item(), "shared"))
    room.happen(commands.answer(room.state, 1, "A"))
    room.happen(commands.answer(room.state, 1, "B"))
    assert commands.answer(room.state, 1, "B") == ()
    room.happen(commands.answer(room.state, 2, "C"))
    room.happen(commands.close_question(room.state))
    asked = room.state.questions["q1"]
    assert asked.counts() == {"A": 0, "B": 1, "C": 1, "D": 0}
    assert asked.blank() == 2
    with pytest.raises(KnownError, match="No question is open"):
        commands.answer(room.state, 3, "B")


def test_late_and_early_learners_count_as_blank_only_while_they_were_there() -> None:
    room = Room(4)
    room.happen(roll_call.mark(room.state, 3, "absent"))
    room.happen(roll_call.call_roll(room.state))
    room.happen(roll_call.mark(room.state, 4, "left_early"))
    room.happen(commands.ask(room.state, "p", item("q1"), "shared"))
    room.happen(commands.close_question(room.state))
    room.happen(commands.ask(room.state, "p", item("q2"), "shared"))
    room.happen(roll_call.mark(room.state, 3, "late"))
    room.happen(roll_call.mark(room.state, 1, "left_early"))
    room.happen(commands.close_question(room.state))
    assert [room.state.questions[name].blank() for name in ("q1", "q2")] == [2, 3]


def test_an_absent_learner_who_answers_is_remarked() -> None:
    room = Room(2)
    room.happen(roll_call.type_headcount(room.state, 1))
    room.happen(roll_call.mark(room.state, 2, "absent"))
    room.happen(roll_call.call_roll(room.state))
    room.happen(commands.ask(room.state, "p", item(), "shared"))
    room.happen(commands.answer(room.state, 2, "A"))
    assert [remark.code for remark in summary.reconcile(room.state).remarks] == ["answered_but_absent"]


def test_sensitive_items_leave_one_tally_and_are_never_seen_by_others() -> None:
    room = Room(4)
    room.happen(roll_call.call_roll(room.state))
    for channel in ("hands", "cards"):
        with pytest.raises(KnownError, match="private"):
            commands.ask(room.state, "p", item("s1", sensitive=True), channel)
    room.happen(commands.ask(room.state, "p", item("s1", sensitive=True), "shared"))
    room.happen(commands.close_question(room.state, {"A": 1, "B": 2}))
    asked = room.state.questions["s1"]
    assert (asked.answers, asked.counts()["B"], asked.blank()) == ({}, 2, 1)


def test_a_tally_is_kept_for_a_sensitive_question_only() -> None:
    room = Room(4)
    room.happen(commands.ask(room.state, "p", item(), "shared"))
    (closed,) = commands.close_question(room.state, {"A": 4})
    assert closed.tally is None  # type: ignore[union-attr]


def test_forms_swap_before_and_after() -> None:
    room = Room(4)
    for part in ("pre", "lesson", "post"):
        name = "q1" if part == "lesson" else "a1"
        room.happen(commands.ask(room.state, "p", item(name, "lesson" if part == "lesson" else "A"), "shared"))
        room.happen(commands.close_question(room.state))
    assert {name: asked.part for name, asked in room.state.questions.items()} == {
        "a1": "pre",
        "q1": "lesson",
        "a1-again": "post",
    }
    with pytest.raises(KnownError, match="twice"):
        commands.ask(room.state, "p", item("a1", "A"), "shared")


def test_undo_takes_back_the_newest_slip_and_passes_over_none() -> None:
    room = Room(4)
    room.happen(roll_call.type_headcount(room.state, 4))
    room.happen(roll_call.mark(room.state, 1, "absent"))
    room.happen(roll_call.call_roll(room.state))
    room.happen(commands.show_slide(room.state, 3, 12))
    room.happen(commands.ask(room.state, "p", item(), "shared"))
    room.happen(commands.answer(room.state, 2, "A"))
    room.happen(commands.answer(room.state, 2, "B"))
    room.happen(commands.undo(room.state))
    assert room.state.questions["q1"].answers == {learner(2): "A"}
    room.happen(commands.close_question(room.state))
    # Closing, showing and opening are no slips; the answer that was given before them is, minutes later, too.
    room.happen(commands.undo(room.state))
    assert room.state.questions["q1"].answers == {}
    assert (room.state.questions["q1"].closed, room.state.slide, statuses(room)[0]) == (True, 3, "absent")
    room.happen(commands.undo(room.state))
    assert statuses(room)[0] == "present"
    room.happen(commands.undo(room.state))
    assert room.state.headcount is None
    with pytest.raises(KnownError, match="nothing to undo"):
        commands.undo(room.state)


def test_an_added_learner_goes_back_after_their_answer_and_not_before() -> None:
    room = Room(1)
    seat = Seat(learner(9), roll_call.free_card(room.state, 1), GROUP.id, named=True)
    assert seat.card == 2
    room.happen(roll_call.add_learner(room.state, seat))
    with pytest.raises(KnownError, match="in use"):
        roll_call.add_learner(room.state, seat)
    room.happen(commands.ask(room.state, "p", item(), "shared"))
    room.happen(commands.answer(room.state, 2, "A"))
    room.happen(commands.close_question(room.state))
    room.happen(commands.undo(room.state))
    assert room.state.by_card(2) is not None
    room.happen(commands.undo(room.state))
    assert room.state.by_card(2) is None


def test_finish_closes_what_is_open() -> None:
    room = Room(4)
    room.happen(commands.ask(room.state, "p", item("s1", sensitive=True), "shared"))
    room.wait(45)
    room.happen(commands.finish(room.state, room.now.wall_ms, tally={"C": 4}))
    assert room.state.open_question is None
    assert room.state.questions["s1"].counts()["C"] == 4
    assert room.state.minutes == 45
    for command in (roll_call.call_roll, commands.undo, commands.close_question):
        with pytest.raises(KnownError, match="finished"):
            command(room.state)
    assert view(room.state).step == "wrap_up"


@pytest.mark.parametrize(("minutes", "forgotten"), [(5, False), (90, False), (91, True), (16 * 60, True), (-5, True)])
def test_reopening_offers_the_end_that_was_forgotten(minutes: float, forgotten: bool) -> None:
    room = Room(4)
    room.wait(40)
    room.happen(commands.show_slide(room.state, 2, 12))
    last = room.now.wall_ms
    room.wait(minutes)
    offered = rules.offer(room.state, room.now)
    assert offered == rules.Offer(forgotten, last if forgotten else room.now.wall_ms)


def test_going_on_over_midnight_is_another_day() -> None:
    room = Room(4, now=NINE + 14 * 3_600_000 + 50 * 60_000)
    room.wait(11)
    assert rules.offer(room.state, room.now).never_finished


def test_clock_doubt_asks_for_the_date_and_keeps_both() -> None:
    room = Room(2, doubts=("before_build",))
    assert view(room.state).needs_date
    room.happen(commands.state_date(room.state, datetime.date(2026, 8, 4), room.now, PERIOD))
    assert not room.state.needs_date
    assert (room.state.date, room.state.entered_later) == (datetime.date(2026, 8, 4), False)
    assert room.state.doubts == {"before_build"}
    with pytest.raises(KnownError, match="already has a date"):
        commands.state_date(room.state, datetime.date(2026, 8, 5), room.now, PERIOD)


def test_a_jump_within_a_run_is_a_doubt_and_the_monotonic_clock_keeps_the_minutes() -> None:
    room = Room(2)
    room.wait(20)
    room.happen(commands.show_slide(room.state, 2, 12))
    room.wait(-120, mono=False)
    room.wait(25)
    room.happen(commands.show_slide(room.state, 3, 12))
    room.happen(commands.finish(room.state, room.now.wall_ms))
    assert room.state.doubts == {"jump"}
    assert room.state.minutes == 45


def test_a_date_stated_without_a_doubt_is_entered_later_and_never_in_the_future() -> None:
    room = Room(2)
    with pytest.raises(KnownError, match="future"):
        commands.state_date(room.state, datetime.date(2026, 8, 4), room.now, PERIOD)
    room.happen(commands.state_date(room.state, datetime.date(2026, 8, 1), room.now, PERIOD))
    assert room.state.entered_later


def test_forgotten_answers_keep_their_counts() -> None:
    room = Room(3)
    room.happen(roll_call.call_roll(room.state))
    room.happen(commands.ask(room.state, "p", item(), "shared"))
    room.happen(commands.answer(room.state, 1, "A"))
    room.happen(commands.answer(room.state, 2, "B"))
    room.happen(commands.close_question(room.state))
    before = room.state.questions["q1"]
    seq = next(header.seq for header, event in room.records if getattr(event, "learner", "") == learner(1))
    room.records[seq - 1] = (room.records[seq - 1][0], None)
    room.happen((Erased((seq,), {"q1": {"A": 1}}),))
    after = room.state.questions["q1"]
    assert (after.counts(), after.blank()) == (before.counts(), before.blank())
    assert after.answers == {learner(2): "B"}


def test_undo_never_goes_past_a_withdrawal_to_somebody_elses_answer() -> None:
    room = Room(3)
    room.happen(roll_call.call_roll(room.state))
    room.happen(commands.ask(room.state, "p", item(), "shared"))
    room.happen(commands.answer(room.state, 1, "A"))
    room.happen(commands.answer(room.state, 2, "B"))
    room.records[-1] = (room.records[-1][0], None)
    room.happen((Erased((len(room.records),), {"q1": {"B": 1}}),))
    assert not view(room.state).allows("undo")
    assert not view(room.state).allows("undo_roll")
    room.happen(commands.answer(room.state, 3, "C"))
    room.happen(commands.undo(room.state))
    assert room.state.questions["q1"].answers == {learner(1): "A"}
    assert room.state.questions["q1"].counts()["B"] == 1


def test_nothing_of_a_class_changes_by_waiting_after_its_finish() -> None:
    room = Room(2)
    room.wait(-120, mono=False)
    room.wait(45)
    room.happen(commands.finish(room.state, room.now.wall_ms))
    assert room.state.minutes == 45
    assert room.state.doubts == {"jump"}
    room.wait(180)
    room.happen(commands.state_date(room.state, datetime.date(2026, 8, 3), room.now, PERIOD))
    assert room.state.minutes == 45


def test_the_end_that_a_class_had_raises_no_doubt_by_the_clock_of_the_day_after() -> None:
    room = Room(2)
    room.wait(40)
    room.happen(commands.show_slide(room.state, 2, 12))
    ended = room.now.wall_ms
    room.wait(24 * 60, mono=False)
    room.happen(commands.finish(room.state, ended, offered=True))
    assert (room.state.minutes, room.state.doubts) == (40, frozenset())


def test_somebody_who_joins_a_class_without_a_list_is_one_of_its_headcount() -> None:
    room = Room(0)
    room.happen(roll_call.type_headcount(room.state, 28))
    room.happen(roll_call.add_learner(room.state, Seat(learner(1), 1, GROUP.id, named=True)))
    assert summary.reconcile(room.state).present == 28
    assert room.state.people_in_room() == 28


def test_forgetting_an_absent_learners_answer_leaves_no_negative_blank() -> None:
    room = Room(2)
    room.happen(roll_call.mark(room.state, 2, "absent"))
    room.happen(roll_call.call_roll(room.state))
    room.happen(commands.ask(room.state, "p", item(), "shared"))
    room.happen(commands.answer(room.state, 1, "A"))
    room.happen(commands.answer(room.state, 2, "A"))
    room.records[-1] = (room.records[-1][0], None)
    room.happen((Erased((len(room.records),), {"q1": {"A": 1}}),))
    assert room.state.questions["q1"].blank() == 0


def test_an_added_learner_who_may_have_answered_privately_stays() -> None:
    room = Room(1)
    room.happen(roll_call.add_learner(room.state, Seat(learner(9), 2, GROUP.id, named=True)))
    room.happen(commands.ask(room.state, "p", item("s1", sensitive=True), "shared"))
    room.happen(commands.close_question(room.state, {"A": 1}))
    assert not view(room.state).allows("undo")


def test_commands_that_the_class_does_not_know() -> None:
    room = Room(2)
    before: list[Callable[[], object]] = [
        lambda: roll_call.mark(room.state, 7, "absent"),
        lambda: commands.show_slide(room.state, 13, 12),
        lambda: commands.answer(room.state, 1, "A"),
    ]
    for wrong in before:
        with pytest.raises(KnownError):
            wrong()
    room.happen(commands.ask(room.state, "p", item(), "hands"))
    during: list[Callable[[], object]] = [
        lambda: commands.count_hands(room.state, {"E": 1}),
        lambda: commands.count_hands(room.state, {"A": -1}),
        lambda: commands.estimate_hands(room.state, {"E": "most"}),
        lambda: commands.estimate_hands(room.state, {}),
        lambda: commands.answer(room.state, 1, "A"),
        lambda: commands.ask(room.state, "p", item("q2"), "hands"),
    ]
    for wrong in during:
        with pytest.raises(KnownError):
            wrong()


def play(room: Room, data: st.DataObject) -> tuple[Event, ...]:
    draw = data.draw
    card, letter = draw(st.integers(1, 4)), draw(st.sampled_from("ABCD"))
    state = room.state
    moves: dict[str, Callable[[], tuple[Event, ...]]] = {
        "mark": lambda: roll_call.mark(state, card, draw(st.sampled_from(["present", "late", "left_early", "absent"]))),
        "roll": lambda: roll_call.call_roll(state),
        "count": lambda: roll_call.type_headcount(state, card),
        "ask": lambda: commands.ask(state, "p", item(f"q{card}"), "shared"),
        "answer": lambda: commands.answer(state, card, letter),
        "close": lambda: commands.close_question(state),
        "undo": lambda: commands.undo(state),
        "slide": lambda: commands.show_slide(state, card, 12),
    }
    try:
        return moves[draw(st.sampled_from(sorted(moves)))]()
    except KnownError:
        return ()


def without_events(state: SessionState) -> SessionState:
    """The state but for what only counts and times the events."""
    return replace(state, events=0, last=Moment(0, 0), last_run="")


@given(st.data())
def test_stepping_and_folding_agree_and_undo_is_as_if_it_never_was(data: st.DataObject) -> None:
    room, state = Room(4), SessionState("SESSION000000000")
    state = fold(state.session, room.records)
    for _ in range(data.draw(st.integers(1, 25))):
        for event in play(room, data):
            before = room.state
            room.happen((event,))
            if isinstance(event, Undone):
                # As if the slip had never been: the fold without both of them, but for the count of events.
                kept = [one for one in room.records[:-1] if one[0].seq != event.seq]
                assert without_events(room.state) == without_events(fold(state.session, kept))
            state = room.state if needs_refold(event) else apply_event(state, *room.records[-1])
            assert state == room.state
            assert state.events == before.events + 1
            assert sum(state.slide_ms.values()) == state.worked_ms
    assert all(asked.blank() >= 0 for asked in state.questions.values())
