"""One class's journal out of what is left of it: what is taken as it is, what is appended anew, what is left out."""

from __future__ import annotations

from collections.abc import Collection, Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bsuh_desktop.domain.chain import START, Entry, Header, header_bytes, link, make_entry, verify_chain
from bsuh_desktop.domain.events import (
    Answered,
    Erased,
    Event,
    Finished,
    HandsCounted,
    HandsEstimated,
    HeadcountTyped,
    LearnerAdded,
    Mended,
    QuestionClosed,
    QuestionOpened,
    RollCalled,
    RollMarked,
    Seat,
    SlideShown,
    Undone,
    kind_of,
)
from bsuh_desktop.domain.session.fold import fold
from bsuh_desktop.domain.session.state import SessionState
from bsuh_desktop.store.salvage.rebuild_chain import Rebuilt, weave
from bsuh_desktop.store.salvage.records import Row
from tests.helpers.classes import GROUP, NINE, learner, opened

S = "SESSION000000000"
Rows = dict[int, list[Row]]


def ask(question: str = "q1", sensitive: bool = False) -> QuestionOpened:
    return QuestionOpened(question, f"p/{question}", "shared", "lesson", "ABCD", "" if sensitive else "B", sensitive)


def rows_of(events: Sequence[Event], head: bytes = START, first: int = 1) -> Rows:
    rows: Rows = {}
    for seq, event in enumerate(events, start=first):
        entry = make_entry(Header(S, seq, "run1", NINE + seq * 1000, seq * 1000, kind_of(event)), event)
        head = link(head, entry)
        rows[seq] = [Row(header_bytes(entry.header), entry.salt, entry.data, entry.digest, head)]
    return rows


def without(rows: Rows, lost: Collection[int]) -> Rows:
    return {seq: row for seq, row in rows.items() if seq not in lost}


def erase(rows: Rows, seqs: Collection[int]) -> Rows:
    return {seq: [row[0]._replace(salt=None, data=None)] if seq in seqs else row for seq, row in rows.items()}


def events_in(woven: Rebuilt) -> list[Event | None]:
    return [entry.event() for entry, _ in woven.entries]


def state_of(woven: Rebuilt) -> SessionState:
    return fold(S, [(entry.header, entry.event()) for entry, _ in woven.entries])


def check(woven: Rebuilt) -> list[Entry]:
    entries = [entry for entry, _ in woven.entries]
    report = verify_chain(entries, [head for _, head in woven.entries])
    assert report.ok, report.broken_at
    return entries


CLASS: list[Event] = [
    opened(4),
    RollCalled(),
    ask(),
    Answered("q1", learner(1), "A"),
    Answered("q1", learner(2), "B"),
    QuestionClosed("q1"),
    SlideShown(5),
    Finished(NINE + 99),
]


def test_a_whole_journal_stays_as_it_is() -> None:
    rows = rows_of(CLASS)
    woven = weave(S, rows)
    assert events_in(woven) == CLASS
    assert [head for _, head in woven.entries] == [row[0].link for row in rows.values()]
    assert woven[1:] == (len(CLASS), 0, 0, 0)


def test_what_stands_behind_a_hole_keeps_its_time_under_a_new_number() -> None:
    woven = weave(S, without(rows_of(CLASS), [2]))
    entries = check(woven)
    assert events_in(woven) == [CLASS[0], Mended(1), *CLASS[2:]]
    assert [entry.header.wall_ms for entry in entries] == [NINE + seq * 1000 for seq in (1, 1, 3, 4, 5, 6, 7, 8)]
    assert {entry.header.run for entry in entries} == {"run1"}
    assert (woven.renumbered, woven.lost, woven.left_out) == (6, 1, 0)
    state = state_of(woven)
    assert state.mended == 1
    assert not state.doubts, "the time between is not held against the clock"
    assert state.slide == 5
    assert state.questions["q1"].counts() == {"A": 1, "B": 1, "C": 0, "D": 0}


def test_an_end_that_is_known_to_be_missing_is_said() -> None:
    woven = weave(S, without(rows_of(CLASS), [7, 8]), end=8)
    check(woven)
    assert events_in(woven)[-1] == Mended(2)
    assert (woven.renumbered, woven.lost) == (0, 2)
    assert weave(S, without(rows_of(CLASS), [7, 8])).lost == 0


def test_without_its_beginning_a_class_is_lost() -> None:
    assert weave(S, without(rows_of(CLASS), [1])) == Rebuilt([], lost=1, left_out=7)
    assert not weave(S, {}).entries
    assert not weave(S, rows_of(CLASS[1:])).entries, "it does not begin with its opening"


def test_what_means_nothing_without_the_lost_is_left_out() -> None:
    """Answers without their question, marks of somebody whose joining is lost, an undo without its slip."""
    joined = Seat(learner(9), 9, GROUP.id, True)
    events: list[Event] = [
        opened(4),
        LearnerAdded(joined),
        ask(),
        Answered("q1", learner(1), "A"),
        RollMarked(learner(9), "late"),
        HeadcountTyped(30),
        Undone(6),
        HandsCounted("q1", {"A": 3}),
        HandsEstimated("q1", {"B": "some"}),
        QuestionClosed("q1"),
        HeadcountTyped(31),
    ]
    woven = weave(S, without(rows_of(events), [2, 3, 6]))
    check(woven)
    assert events_in(woven) == [events[0], Mended(3 + 6), HeadcountTyped(31)]
    assert (woven.lost, woven.left_out, woven.renumbered) == (3, 6, 1)
    assert state_of(woven).headcount == HeadcountTyped(31)


def test_an_undo_says_the_new_number_of_its_slip() -> None:
    events: list[Event] = [
        opened(4),
        RollMarked(learner(1), "absent"),
        SlideShown(2),
        RollMarked(learner(2), "late"),
        Undone(4),
        Undone(2),
    ]
    woven = weave(S, without(rows_of(events), [3]))
    check(woven)
    assert events_in(woven) == [*events[:2], Mended(1), events[3], Undone(4), Undone(2)]
    assert {one.status for one in state_of(woven).attendees.values()} == {"not_called"}
    # Where another number of events is lost the slip moves, and the undo with it.
    slides: list[Event] = [opened(4), SlideShown(2), SlideShown(3), RollMarked(learner(2), "late"), Undone(4)]
    woven = weave(S, without(rows_of(slides), [2, 3]))
    assert events_in(woven)[2:] == [events[3], Undone(3)]


def test_somebody_whose_joining_is_taken_back_while_the_undo_before_that_is_lost_stays() -> None:
    joined = LearnerAdded(Seat(learner(9), 9, GROUP.id, True))
    events: list[Event] = [opened(4), joined, RollMarked(learner(9), "late"), Undone(3), Undone(2), SlideShown(2)]
    woven = weave(S, without(rows_of(events), [4]))
    check(woven)
    assert learner(9) in state_of(woven).attendees
    assert (woven.left_out, woven.renumbered) == (1, 1)


def test_a_card_that_two_would_hold_is_held_by_the_first() -> None:
    first, second = (LearnerAdded(Seat(learner(number), 9, GROUP.id, True)) for number in (8, 9))
    woven = weave(S, without(rows_of([opened(4), first, Undone(2), second, SlideShown(3)]), [3]))
    check(woven)
    cards = [one.seat.card for one in state_of(woven).attendees.values()]
    assert len(cards) == len(set(cards))
    assert state_of(woven).slide == 3


@pytest.mark.parametrize("sensitive", [True, False])
def test_a_question_that_another_follows_was_closed(sensitive: bool) -> None:
    events: list[Event] = [
        opened(4),
        ask("q1", sensitive),
        QuestionClosed("q1"),
        ask("q2"),
        Answered("q2", learner(1), "A"),
        Finished(9),
    ]
    woven = weave(S, without(rows_of(events), [3]))
    check(woven)
    state = state_of(woven)
    assert all(asked.closed for asked in state.questions.values())
    assert state.open_question is None
    assert woven.lost == 1
    assert events_in(woven)[-1] == Finished(9)


ERASED: list[Event] = [*CLASS[:7], Erased((4, 5), {"q1": {"A": 1, "B": 1}})]


def test_what_was_forgotten_stays_so_and_its_counts_stay() -> None:
    rows = erase(rows_of(ERASED), [4, 5])
    assert events_in(weave(S, rows)) == [*ERASED[:3], None, None, *ERASED[5:]]
    woven = weave(S, without(rows, [2, 7]))
    check(woven)
    assert Erased((4, 5), {"q1": {"A": 1, "B": 1}}) in events_in(woven)
    assert state_of(woven).questions["q1"].counts() == {"A": 1, "B": 1, "C": 0, "D": 0}
    # One of both is lost: what is counted is what was counted.
    woven = weave(S, without(rows, [2, 4]))
    check(woven)
    assert events_in(woven)[-1] == Erased((4,), {"q1": {"A": 1, "B": 1}})


def test_an_older_page_does_not_bring_back_what_was_forgotten() -> None:
    """It stands on an older page with its data, and a later one without; or the event that forgot it is there alone."""
    before = rows_of(ERASED)
    after = erase(before, [4, 5])
    both = {seq: [*after[seq], *([row] if (row := before[seq][0]) not in after[seq] else [])] for seq in before}
    for rows in (both, {seq: list(reversed(found)) for seq, found in both.items()}, before):
        woven = weave(S, rows)
        check(woven)
        assert [entry.data for entry, _ in woven.entries[3:5]] == [None, None]


def test_where_the_event_that_forgot_is_lost_another_says_it_and_keeps_the_counts() -> None:
    before = rows_of(ERASED)
    after = without(erase(before, [4, 5]), [8])
    # The backup still has the answers: they are counted, and forgotten all the same.
    woven = weave(S, {seq: [*row, *([before[seq][0]] if seq in (4, 5) else [])] for seq, row in after.items()})
    check(woven)
    assert events_in(woven)[3:] == [None, None, *ERASED[5:7], Mended(1), Erased((4, 5), {"q1": {"A": 1, "B": 1}})]
    assert state_of(woven).questions["q1"].counts() == {"A": 1, "B": 1, "C": 0, "D": 0}
    # Nobody has them any more: they stay forgotten, and the chain holds.
    woven = weave(S, after)
    check(woven)
    assert events_in(woven)[-1] == Erased((4, 5), {})


def test_a_transaction_that_was_taken_back_does_not_count() -> None:
    """Its pages stand behind the log's end; the same numbers were given anew."""
    rows = rows_of(CLASS[:6])
    taken_back = rows_of([SlideShown(8), SlideShown(9)], rows[5][0].link, 6)
    both = {seq: [*rows.get(seq, []), *taken_back.get(seq, [])] for seq in rows | taken_back}
    woven = weave(S, both)
    assert events_in(woven) == CLASS[:6]
    assert (woven.lost, woven.left_out, woven.renumbered) == (0, 0, 0)


def test_of_two_branches_the_one_that_is_there_stays() -> None:
    """A copy of the desk went its own way, and is longer."""
    rows = rows_of(CLASS[:6])
    other = rows_of([SlideShown(7), SlideShown(8), SlideShown(9)], rows[3][0].link, 5)
    both = {seq: [*rows.get(seq, []), *other.get(seq, [])] for seq in rows | other}
    assert events_in(weave(S, both)) == CLASS[:6]


def test_rows_that_prove_nothing_are_passed_over() -> None:
    rows = rows_of(CLASS)
    bad = rows[4][0]
    for row in (bad._replace(header=bad.header + b" "), bad._replace(header=bad.header.replace(b",4,", b",5,"))):
        woven = weave(S, {**rows, 4: [row]})
        check(woven)
        assert woven.lost == 1
        assert len(woven.entries) == len(CLASS), "the event that is missing, and the one that says so"
    assert not weave("SESSION000000001", rows).entries


def anything() -> st.SearchStrategy[Event]:
    question, card = st.sampled_from(["q1", "q2"]), st.integers(1, 7).map(learner)
    joining = st.integers(5, 7).map(lambda card: LearnerAdded(Seat(learner(card), card, GROUP.id, True)))
    return st.one_of(
        st.builds(Answered, question, card, st.sampled_from("ABCD")),
        st.builds(RollMarked, card, st.sampled_from(["present", "late", "absent"])),
        joining,
        st.builds(SlideShown, st.integers(1, 9)),
        st.builds(HandsCounted, question, st.just({"A": 2})),
        st.builds(HandsEstimated, question, st.just({"B": "few"})),
        st.builds(QuestionClosed, question),
        st.builds(ask, question),
        st.builds(Undone, st.integers(2, 20)),
        st.just(RollCalled()),
        st.builds(Finished, st.just(NINE + 9)),
    )


@given(events=st.lists(anything(), max_size=20), data=st.data())
def test_whatever_is_lost_what_is_left_is_a_class(events: list[Event], data: st.DataObject) -> None:
    """Also of events that no desk would write one after the other: what means nothing is left out, the chain holds."""
    everything = rows_of([opened(4), *events])
    lost = data.draw(st.sets(st.integers(2, max(2, len(everything)))))
    forgotten = [seq for seq, event in enumerate(events, start=2) if isinstance(event, Answered)]
    gone = data.draw(st.sets(st.sampled_from(forgotten)) if forgotten else st.just(set[int]()))
    rows = erase(without(everything, lost), gone)
    woven = weave(S, rows, end=len(everything))
    check(woven)
    state_of(woven)
    assert woven.events + woven.left_out == len(rows)
    assert woven.lost >= len(everything) - len(rows)
    assert (
        weave(
            S,
            {
                entry.header.seq: [Row(header_bytes(entry.header), entry.salt, entry.data, entry.digest, head)]
                for entry, head in woven.entries
            },
        ).entries
        == woven.entries
    ), "a second repair changes nothing"
