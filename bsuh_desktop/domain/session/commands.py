"""What a facilitator can do in a class: each command turns the state into the events that it causes.

Nothing here writes: the events are the answer, in order; an empty tuple means that nothing changed. A command
that the class does not allow raises KnownError("not_now") with the reason.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping
from typing import Literal

from bsuh_desktop.domain import clock
from bsuh_desktop.domain.dates import date_text
from bsuh_desktop.domain.errors import KnownError
from bsuh_desktop.domain.events import (
    Answered,
    Channel,
    DateStated,
    Event,
    Finished,
    HandsCounted,
    HeadcountTyped,
    HowCounted,
    LearnerAdded,
    Part,
    QuestionClosed,
    QuestionOpened,
    RollCalled,
    RollMarked,
    Seat,
    SlideShown,
    Status,
    Undone,
)
from bsuh_desktop.domain.messages import Message
from bsuh_desktop.domain.quiz import Item
from bsuh_desktop.domain.roster import LAST_CARD
from bsuh_desktop.domain.session import rules
from bsuh_desktop.domain.session.state import Attendee, SessionState

Events = tuple[Event, ...]
Period = tuple[datetime.date, datetime.date]
"""The first and the last day of the programme."""

HEADCOUNT_PARTS = ("girls", "boys", "women", "men", "unspecified")
MOST_PEOPLE = 100_000
"""More than this many people or hands in one class is a slip of the hand."""


def state_date(state: SessionState, day: datetime.date, now: clock.Moment, period: Period) -> Events:
    """A person says which day the class is. Without a doubt about the clock and for another day than the clock's,
    the class is *entered later*. Raises KnownError("date_outside_programme") for a day outside `period`, on which
    nobody could have been allowed to sign for it."""
    rules.refuse(rules.why_not_state_date(state))
    require_in_programme(day, period)
    today = clock.day_of(now.wall_ms, state.offset_minutes)
    if not state.doubts and day > today:
        rules.refuse(Message("This date is in the future."))
    return (DateStated(day.isoformat(), entered_later=not state.doubts and day != today),)


def require_in_programme(day: datetime.date, period: Period) -> None:
    """Raises KnownError("date_outside_programme") for a day on which nobody could have been allowed to sign."""
    if not period[0] <= day <= period[1]:
        raise KnownError(
            "date_outside_programme",
            Message(
                "The programme runs from {first} to {last}.", first=date_text(period[0]), last=date_text(period[1])
            ),
            Message("Look at the year, and state the date again."),
        )


def type_headcount(
    state: SessionState, total: int, parts: Mapping[str, int] | None = None, how: HowCounted = "counted"
) -> Events:
    """The people in the room; `parts` by sex and age are exclusive and add up to `total`."""
    rules.refuse(rules.why_not_running(state))
    known = {name: number for name, number in (parts or {}).items() if number}
    if total > MOST_PEOPLE:
        rules.refuse(Message("A class of {count} people cannot be.", count=total))
    if not known.keys() <= set(HEADCOUNT_PARTS):
        rules.refuse(Message("The parts of a headcount are: {parts}.", parts=", ".join(HEADCOUNT_PARTS)))
    if min(total, *known.values(), 0) < 0:
        rules.refuse(Message("A headcount cannot be below zero."))
    if known and sum(known.values()) != total:
        rules.refuse(Message("The parts of the headcount do not add up to {total}.", total=total))
    return (HeadcountTyped(total, known, how),)


def mark(state: SessionState, card: int, status: Status) -> Events:
    """One learner's status, by card number. A learner who is there already and comes *late* was late."""
    rules.refuse(rules.why_not_call_roll(state))
    attendee = learner_with(state, card)
    if status == "left_early" and attendee.status == "absent":
        rules.refuse(Message("Whoever is absent cannot leave early."))
    return () if attendee.status == status else (RollMarked(attendee.seat.learner, status),)


def call_roll(state: SessionState) -> Events:
    """The roll was gone through: everybody who was not marked is present."""
    rules.refuse(rules.why_not_call_roll(state))
    return () if state.roll_called and not state.count("not_called") else (RollCalled(),)


def add_learner(state: SessionState, seat: Seat) -> Events:
    """Somebody on no list joins, or visits; the card must be free and between 1 and 200."""
    rules.refuse(rules.why_not_running(state))
    if not 1 <= seat.card <= LAST_CARD or state.by_card(seat.card) or seat.learner in state.attendees:
        rules.refuse(Message("Card {card} is taken.", card=seat.card))
    return (LearnerAdded(seat),)


def card_for_visitor(state: SessionState) -> int:
    """A card behind all others, so that no visitor has what looks like a classmate's roll; else the lowest free one.
    Raises KnownError when all 200 are taken."""
    return free_card(state, 1 + max((attendee.seat.card for attendee in state.attendees.values()), default=0))


def free_card(state: SessionState, wish: int | None) -> int:
    """`wish` if that card is free, else the lowest free one. Raises KnownError when all 200 are taken."""
    taken = {attendee.seat.card for attendee in state.attendees.values()}
    if wish is not None and 1 <= wish <= LAST_CARD and wish not in taken:
        return wish
    free = next((card for card in range(1, LAST_CARD + 1) if card not in taken), None)
    if free is None:
        raise KnownError(
            "no_card", Message("All {cards} cards are taken.", cards=LAST_CARD), Message("Open a second class.")
        )
    return free


def show_slide(state: SessionState, number: int, slides: int) -> Events:
    """Stage and console move to slide `number` of `slides`, counted from 1."""
    rules.refuse(rules.why_not_running(state))
    if not 1 <= number <= slides:
        rules.refuse(Message("The module has slides 1 to {slides}.", slides=slides))
    return () if number == state.slide else (SlideShown(number),)


def ask(
    state: SessionState, pack: str, item: Item, by: Channel, part_of_slide: Literal["pre", "post"] | None = None
) -> Events:
    """Opens an item of the pack. A form's item belongs to the part that the class's slide says; where the slide says
    nothing, a form asked before any question of the lesson is the *pre* part."""
    rules.refuse(rules.why_not_ask_item(state, item, by))
    again = item.id in state.questions
    question = f"{item.id}-again" if again else item.id
    letters = "".join(sorted(item.options))
    return (
        QuestionOpened(
            question,
            f"{pack}/{item.id}",
            by,
            _part(state, item, again, part_of_slide),
            letters,
            item.key,
            item.sensitive,
        ),
    )


def _part(state: SessionState, item: Item, again: bool, part_of_slide: Literal["pre", "post"] | None) -> Part:
    if item.form == "lesson":
        return "lesson"
    if part_of_slide and not again:
        return part_of_slide
    taught = any(asked.part == "lesson" for asked in state.questions.values())
    return "post" if again or taught else "pre"


def answer(state: SessionState, card: int, letter: str) -> Events:
    """One learner's answer to the open question; the same answer once more changes nothing. For a sensitive
    question the caller keeps the letter in memory instead (see `check_answer`)."""
    attendee = check_answer(state, card, letter)
    question = state.open_question or ""
    if state.questions[question].answers.get(attendee.seat.learner) == letter:
        return ()
    return (Answered(question, attendee.seat.learner, letter),)


def check_answer(state: SessionState, card: int, letter: str) -> Attendee:
    """The learner whose answer this is, if it may be given now."""
    rules.refuse(rules.why_not_answer(state, by_hands=False))
    _check_letters(state.questions[state.open_question or ""].letters, [letter])
    return learner_with(state, card)


def count_hands(state: SessionState, counts: Mapping[str, int]) -> Events:
    """The hands for the open question, or for the one asked last, by letter; a recount replaces the first, and the same
    count once more changes nothing."""
    rules.refuse(rules.why_not_answer(state, by_hands=True))
    question = rules.hands_question(state) or ""
    check_hands(state.questions[question].letters, counts)
    if state.questions[question].hands == dict(counts):
        return ()
    return (HandsCounted(question, dict(counts)),)


def check_hands(letters: Iterable[str], counts: Mapping[str, int]) -> None:
    """Raises KnownError("not_now") for hands that cannot be a count of a question with these `letters`."""
    _check_letters("".join(letters), counts)
    if any(not 0 <= number <= MOST_PEOPLE for number in counts.values()):
        rules.refuse(Message("Such a count of hands cannot be."))


def close_question(state: SessionState, tally: dict[str, int] | None = None) -> Events:
    """Closes the open question; `tally` are a sensitive question's answers, which stay nowhere else."""
    rules.refuse(rules.why_not_close(state))
    question = state.open_question or ""
    sensitive = state.questions[question].sensitive
    return (QuestionClosed(question, (tally or {}) if sensitive else None),)


def undo(state: SessionState, about: rules.About = "all", private_answers: frozenset[str] = frozenset()) -> Events:
    """Takes back the last slip, of all or of roll call."""
    rules.refuse(rules.why_not_undo(state, about, private_answers))
    slip = rules.last_slip(state, about, private_answers)
    return (Undone(slip.seq),) if slip else ()


def put_back(state: SessionState, taken_back: Event | None) -> Events:
    """Does again what undo took back: one more correction. Roll marks and headcounts alone; whoever was added and
    taken out again is forgotten, and an answer is its learner's to give."""
    match taken_back:
        case RollMarked(learner, status) if learner in state.attendees:
            return mark(state, state.attendees[learner].seat.card, status)
        case HeadcountTyped(total, parts, how):
            return type_headcount(state, total, parts, how)
    rules.refuse(Message("There is nothing to put back."))
    return ()


def finish(state: SessionState, ended_ms: int, offered: bool = False, tally: dict[str, int] | None = None) -> Events:
    """The one key: closes what is open and settles the end."""
    rules.refuse(rules.why_not_running(state))
    closing = close_question(state, tally) if state.open_question else ()
    return (*closing, Finished(ended_ms, "offered" if offered else "key"))


def learner_with(state: SessionState, card: int) -> Attendee:
    """The learner who holds `card`; KnownError("no_such_card") if nobody does."""
    attendee = state.by_card(card)
    if attendee is None:
        raise KnownError(
            "no_such_card",
            Message("Nobody in this class has card {card}.", card=card),
            Message("Look at the number on the list, or add the learner."),
        )
    return attendee


def _check_letters(allowed: str, letters: Iterable[str]) -> None:
    wrong = sorted(set(letters) - set(allowed))
    if wrong:
        rules.refuse(Message("The answers of this question are {letters}.", letters=", ".join(allowed)))
