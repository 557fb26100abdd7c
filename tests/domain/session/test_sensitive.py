"""What of a sensitive question may be told, and therefore kept: totals that tell of no single child, or nothing."""

from __future__ import annotations

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bsuh_desktop.domain.events import Erased, LearnerAdded, QuestionClosed, Seat
from bsuh_desktop.domain.quiz import form_for
from bsuh_desktop.domain.session import commands
from bsuh_desktop.domain.session import commands as roll_call
from bsuh_desktop.domain.session.answers import blank_count, may_be_published, published_counts, tally_to_keep
from bsuh_desktop.domain.session.fold import apply_event, fold
from bsuh_desktop.domain.session.state import SessionState
from tests.helpers.classes import Room, item, learner

LIMIT = 10

tallies = st.dictionaries(st.sampled_from("ABCD"), st.integers(0, 60))
limits = st.integers(1, 20)


def asked(room: Room, form: str = "lesson") -> None:
    """The sensitive question is open in a class whose roll was called."""
    room.happen(roll_call.call_roll(room.state))
    room.happen(commands.ask(room.state, "p", item("s1", form, sensitive=True), "shared"))  # type: ignore[arg-type]


def answers(**letters: int) -> dict[str, str]:
    """So many learners, from card 1 on, give each letter."""
    given = [letter for letter, number in letters.items() for _ in range(number)]
    return {learner(card): letter for card, letter in enumerate(given, start=1)}


def kept(room: Room, given: dict[str, str], limit: int = LIMIT) -> dict[str, int]:
    """The tally with which the question is closed."""
    tally = tally_to_keep(room.state, room.state.questions["s1"], "lesson", given, limit)
    room.happen(commands.close_question(room.state, tally))
    return tally


@pytest.mark.parametrize(
    ("learners", "given", "told"),
    [
        (40, {"C": 1}, False),
        (40, {"A": 40}, False),
        (40, {"A": 20}, False),
        (40, {"A": 19, "B": 19}, False),
        (40, {"A": 9, "B": 31}, False),
        (40, {}, False),
        (19, {"A": 10, "B": 9}, False),
        (40, {"A": 10, "B": 10, "C": 20}, True),
        (40, {"A": 10, "B": 10}, True),
        (40, {"A": 15, "B": 15}, True),
        (20, {"A": 10, "B": 10}, True),
        (40, {"A": 10, "B": 10, "C": 11}, False),
    ],
)
def test_what_a_class_may_be_told_of(learners: int, given: dict[str, int], told: bool) -> None:
    room = Room(learners)
    asked(room)
    assert kept(room, answers(**given)) == (given if told else {})
    question = room.state.questions["s1"]
    counts = published_counts(room.state, question, "lesson", LIMIT)
    assert counts == ({**dict.fromkeys("ABCD", 0), **given} if told else None)


@given(tallies, st.integers(0, 60), limits)
def test_whatever_is_told_stands_for_as_many_as_the_limit_says(tally: dict[str, int], rest: int, limit: int) -> None:
    groups = [number for number in (*tally.values(), rest) if number]
    if may_be_published(tally, rest, limit):
        assert min(groups) >= limit
        assert max(tally.values()) < sum(tally.values()), "nobody's letter is everybody's"
    elif sum(number > 0 for number in tally.values()) > 1:
        assert min(groups) < limit, "nothing is held back without a reason"


@given(tallies, st.integers(0, 60), limits, st.integers(0, 20))
def test_a_higher_limit_never_tells_more(tally: dict[str, int], rest: int, limit: int, more: int) -> None:
    assert may_be_published(tally, rest, limit) or not may_be_published(tally, rest, limit + more)


@given(st.lists(st.sampled_from(["A", "B", ""]), min_size=1, max_size=30), st.integers(1, 8))
def test_a_closed_class_tells_what_was_decided_at_its_closing(letters: list[str], limit: int) -> None:
    """Whoever reads the journal comes to the same as who wrote it, and to no group below the limit."""
    room = Room(len(letters))
    asked(room)
    given = {learner(card): letter for card, letter in enumerate(letters, start=1) if letter}
    tally = kept(room, given, limit)
    question = room.state.questions["s1"]
    counts = published_counts(room.state, question, "lesson", limit)
    if not tally:
        assert (question.tally, counts) == ({}, None)
        return
    assert tally == Counter(given.values())
    assert counts == {letter: tally.get(letter, 0) for letter in "ABCD"}
    rest = blank_count(room.state, question, "lesson")
    assert rest == letters.count("")
    assert all(number == 0 or number >= limit for number in (*tally.values(), rest))


def test_of_a_form_the_other_half_of_the_class_is_not_the_rest() -> None:
    """Odd cards are asked form A first: of 42 learners 21, and one of them gave no answer."""
    room = Room(42)
    asked(room, "A")
    half = [card for card in range(1, 43) if form_for(card, "pre") == "A"]
    given = {learner(card): "AB"[place % 2] for place, card in enumerate(half)}
    question = room.state.questions["s1"]
    assert tally_to_keep(room.state, question, "A", given, LIMIT) == {"A": 11, "B": 10}
    given.pop(learner(half[0]))
    assert question.people - len(given) >= LIMIT
    assert tally_to_keep(room.state, question, "A", given, LIMIT) == {}


def test_who_is_on_the_roll_and_silent_is_not_hidden_by_others_in_the_room() -> None:
    """A class without a list, 60 heads, of whom 21 joined by name: 20 of them answered."""
    room = Room(0)
    room.happen(roll_call.type_headcount(room.state, 60))
    room.happen(tuple(LearnerAdded(Seat(learner(card), card, "", named=True)) for card in range(1, 22)))
    room.happen(commands.ask(room.state, "p", item("s1", sensitive=True), "shared"))
    question = room.state.questions["s1"]
    assert question.people == 60
    assert tally_to_keep(room.state, question, "lesson", answers(A=10, B=10), LIMIT) == {}
    assert tally_to_keep(room.state, question, "lesson", answers(A=10, B=11), LIMIT) == {"A": 10, "B": 11}


def test_once_more_in_the_same_lesson_nothing_is_kept_beside_what_was_told() -> None:
    """Forty answered; one is sent out and the others are asked again: the difference would be that one's answer."""
    room = Room(40)
    asked(room)
    assert kept(room, answers(A=20, B=20))
    room.happen(roll_call.mark(room.state, 40, "left_early"))
    room.happen(commands.ask(room.state, "p", item("s1", sensitive=True), "shared"))
    again = room.state.questions["s1-again"]
    assert tally_to_keep(room.state, again, "lesson", answers(A=20, B=19), LIMIT) == {}


def test_after_an_asking_that_told_nothing_the_next_one_may() -> None:
    room = Room(40)
    asked(room)
    assert kept(room, answers(A=1)) == {}
    room.happen(commands.ask(room.state, "p", item("s1", sensitive=True), "shared"))
    again = room.state.questions["s1-again"]
    assert tally_to_keep(room.state, again, "lesson", answers(A=20, B=20), LIMIT) == {"A": 20, "B": 20}


def test_a_roll_that_is_corrected_afterwards_takes_back_what_was_told() -> None:
    """One was marked as gone when the forty others answered, and was there after all: a rest of one child."""
    room = Room(41)
    room.happen(roll_call.call_roll(room.state))
    room.happen(roll_call.mark(room.state, 41, "left_early"))
    room.happen(commands.ask(room.state, "p", item("s1", sensitive=True), "shared"))
    assert kept(room, answers(A=20, B=20))
    question = room.state.questions["s1"]
    assert published_counts(room.state, question, "lesson", LIMIT) is not None
    room.happen(commands.undo(room.state, "roll"))
    question = room.state.questions["s1"]
    assert blank_count(room.state, question, "lesson") == 1
    assert published_counts(room.state, question, "lesson", LIMIT) is None


def test_a_question_whose_closing_was_erased_is_closed_and_tells_nothing() -> None:
    room = Room(40)
    asked(room)
    room.happen((QuestionClosed("s1", {"C": 1}),))
    assert published_counts(room.state, room.state.questions["s1"], "lesson", LIMIT) is None
    place = len(room.records)
    room.records[-1] = (room.records[-1][0], None)
    room.happen((Erased((place,)),))
    question = room.state.questions["s1"]
    assert (room.state.open_question, question.closed, question.tally) == (None, True, {})
    assert published_counts(room.state, question, "lesson", LIMIT) is None
    room.happen(commands.ask(room.state, "p", item("q1"), "shared"))
    stepped = SessionState(room.state.session)
    for header, event in room.records:
        stepped = apply_event(stepped, header, event)
    assert stepped == fold(room.state.session, room.records)


def test_an_ordinary_question_is_told_as_ever() -> None:
    room = Room(4)
    room.happen(commands.ask(room.state, "p", item(), "shared"))
    room.happen(commands.answer(room.state, 1, "B"))
    room.happen(commands.close_question(room.state))
    assert published_counts(room.state, room.state.questions["q1"], "lesson", LIMIT) == {"A": 0, "B": 1, "C": 0, "D": 0}
