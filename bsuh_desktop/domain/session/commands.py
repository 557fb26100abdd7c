"""What a facilitator can do in a class: each command turns the state into the events that it causes.

Nothing here writes: a command returns the events, in order; an empty tuple means that nothing changed. A command that
is not allowed at the moment raises KnownError("not_now") with the reason. First those of roll call, then those of the
lesson, then those for a class sheet: a class, or the rest of one, that is typed in after it was held."""

from __future__ import annotations

import datetime
from collections.abc import Collection, Iterable, Mapping
from typing import Literal

from bsuh_desktop.domain import clock, events
from bsuh_desktop.domain.certificates import AwardRule
from bsuh_desktop.domain.dates import date_text
from bsuh_desktop.domain.messages import KnownError, Message
from bsuh_desktop.domain.quiz import Item
from bsuh_desktop.domain.roster import LAST_CARD
from bsuh_desktop.domain.session import rules
from bsuh_desktop.domain.session.state import Attendee, SessionState

HEADCOUNT_PARTS = ("girls", "boys", "women", "men", "unspecified")
MOST_PEOPLE = 100_000
"""More people or hands than this in one class are a typing error."""


def type_headcount(
    state: SessionState, total: int, parts: Mapping[str, int] | None = None, how: events.HowCounted = "counted"
) -> events.Events:
    """The number of people in the room; `parts` by sex and age do not overlap and add up to `total`."""
    rules.refuse(rules.why_not_running(state))
    known = {name: number for name, number in (parts or {}).items() if number}
    if total > MOST_PEOPLE:
        rules.refuse(Message("A class cannot have {count} people.", count=total))
    if not known.keys() <= set(HEADCOUNT_PARTS):
        rules.refuse(Message("The parts of a headcount are: {parts}.", parts=", ".join(HEADCOUNT_PARTS)))
    if min(total, *known.values(), 0) < 0:
        rules.refuse(Message("A headcount cannot be below zero."))
    if known and sum(known.values()) != total:
        rules.refuse(Message("The parts of the headcount do not add up to {total}.", total=total))
    return (events.HeadcountTyped(total, known, how),)


def mark(state: SessionState, card: int, status: events.Status) -> events.Events:
    """Set one learner's status, by card number. *late* can also be set for a learner who was already marked present."""
    rules.refuse(rules.why_not_call_roll(state))
    attendee = learner_with(state, card)
    if status == "left_early" and attendee.status == "absent":
        rules.refuse(Message("A learner who is absent cannot leave early."))
    return () if attendee.status == status else (events.RollMarked(attendee.seat.learner, status),)


def call_roll(state: SessionState) -> events.Events:
    """Complete roll call: every learner who was not marked is present."""
    rules.refuse(rules.why_not_call_roll(state))
    return () if state.roll_called and not state.count("not_called") else (events.RollCalled(),)


def add_learner(state: SessionState, seat: events.Seat) -> events.Events:
    """Add somebody who is on no list, or a visitor. The card must be free and between 1 and 200."""
    rules.refuse(rules.why_not_running(state))
    if not 1 <= seat.card <= LAST_CARD or state.by_card(seat.card) or seat.learner in state.attendees:
        rules.refuse(Message("Number {card} is in use.", card=seat.card))
    return (events.LearnerAdded(seat),)


def card_for_visitor(state: SessionState) -> int:
    """The card after the highest one in use, so that a visitor's card does not look like a classmate's roll; if there
    is none, the lowest free one. Raises KnownError: no_card, if all 200 are taken."""
    return free_card(state, 1 + max((attendee.seat.card for attendee in state.attendees.values()), default=0))


def free_card(state: SessionState, wish: int | None) -> int:
    """`wish` if that card is free, else the lowest free one. Raises KnownError: no_card, if all 200 are taken."""
    taken = {attendee.seat.card for attendee in state.attendees.values()}
    if wish is not None and 1 <= wish <= LAST_CARD and wish not in taken:
        return wish
    free = next((card for card in range(1, LAST_CARD + 1) if card not in taken), None)
    if free is None:
        raise KnownError(
            "no_card", Message("All {cards} numbers are in use.", cards=LAST_CARD), Message("Start a second class.")
        )
    return free


def put_back(state: SessionState, taken_back: events.Event | None) -> events.Events:
    """Redo what undo took back, as one more correction. Only for roll marks and headcounts: a learner who was added and
    removed again is forgotten, and an answer is its learner's to give."""
    match taken_back:
        case events.RollMarked(learner, status) if learner in state.attendees:
            return mark(state, state.attendees[learner].seat.card, status)
        case events.HeadcountTyped(total, parts, how):
            return type_headcount(state, total, parts, how)
    rules.refuse(Message("There is nothing to redo."))
    return ()


def learner_with(state: SessionState, card: int) -> Attendee:
    """The learner who holds `card`. Raises KnownError: no_such_card."""
    attendee = state.by_card(card)
    if attendee is None:
        raise KnownError(
            "no_such_card",
            Message("Nobody in this class has number {card}.", card=card),
            Message("Check the number on the list, or add the learner."),
        )
    return attendee


Period = tuple[datetime.date, datetime.date]
"""The first and the last day of the programme."""


def state_date(state: SessionState, day: datetime.date, now: clock.Moment, period: Period) -> events.Events:
    """State the day of the class. If the clock is not in doubt and the day is not today, the class is *entered later*.
    Raises KnownError("date_outside_programme") for a day outside `period`, on which nobody could have been allowed to
    sign."""
    rules.refuse(rules.why_not_state_date(state))
    require_in_programme(day, period)
    today = clock.day_of(now.wall_ms, state.offset_minutes)
    if not state.doubts and day > today:
        rules.refuse(Message("This date is in the future."))
    return (events.DateStated(day.isoformat(), entered_later=not state.doubts and day != today),)


def require_in_programme(day: datetime.date, period: Period) -> None:
    """Raises KnownError("date_outside_programme") for a day on which nobody could have been allowed to sign."""
    if not period[0] <= day <= period[1]:
        raise KnownError(
            "date_outside_programme",
            Message(
                "The programme runs from {first} to {last}.", first=date_text(period[0]), last=date_text(period[1])
            ),
            Message("Check the year, and write the date again."),
        )


def show_slide(state: SessionState, number: int, slides: int) -> events.Events:
    """Move stage and console to slide `number` of `slides`, counted from 1."""
    rules.refuse(rules.why_not_running(state))
    if not 1 <= number <= slides:
        rules.refuse(Message("The module has slides 1 to {slides}.", slides=slides))
    return () if number == state.slide else (events.SlideShown(number),)


def ask(
    state: SessionState, pack: str, item: Item, by: events.Channel, part_of_slide: Literal["pre", "post"] | None = None
) -> events.Events:
    """Open an item of the pack. An item of a form belongs to the part that the current slide names; if it names none,
    it is *pre* as long as no question of the lesson was asked."""
    rules.refuse(rules.why_not_ask_item(state, item, by))
    again = item.id in state.questions
    question = f"{item.id}-again" if again else item.id
    letters = "".join(sorted(item.options))
    return (
        events.QuestionOpened(
            question,
            f"{pack}/{item.id}",
            by,
            _part(state, item, again, part_of_slide),
            letters,
            item.key,
            item.sensitive,
        ),
    )


def _part(state: SessionState, item: Item, again: bool, part_of_slide: Literal["pre", "post"] | None) -> events.Part:
    if item.form == "lesson":
        return "lesson"
    if part_of_slide and not again:
        return part_of_slide
    taught = any(asked.part == "lesson" for asked in state.questions.values())
    return "post" if again or taught else "pre"


def answer(state: SessionState, card: int, letter: str) -> events.Events:
    """One learner's answer to the open question; repeating the same answer changes nothing. For a sensitive question
    the caller keeps the letter in memory instead (see `check_answer`)."""
    attendee = check_answer(state, card, letter)
    question = state.open_question or ""
    if state.questions[question].answers.get(attendee.seat.learner) == letter:
        return ()
    return (events.Answered(question, attendee.seat.learner, letter),)


def check_answer(state: SessionState, card: int, letter: str) -> Attendee:
    """The learner with `card`. Raises KnownError if this answer may not be given now."""
    rules.refuse(rules.why_not_answer(state, by_hands=False))
    _check_letters(state.questions[state.open_question or ""].letters, [letter])
    return learner_with(state, card)


def count_hands(state: SessionState, counts: Mapping[str, int]) -> events.Events:
    """The number of hands by letter, for the open question or the one asked last. A recount replaces the first;
    repeating the same count changes nothing."""
    rules.refuse(rules.why_not_answer(state, by_hands=True))
    question = rules.hands_question(state) or ""
    check_hands(state.questions[question].letters, counts)
    if state.questions[question].hands == dict(counts):
        return ()
    return (events.HandsCounted(question, dict(counts)),)


def estimate_hands(state: SessionState, levels: Mapping[str, events.Level]) -> events.Events:
    """How many hands by letter, by eye, under the same rules as `count_hands`; it replaces a count, and a count
    replaces it."""
    rules.refuse(rules.why_not_answer(state, by_hands=True))
    question = rules.hands_question(state) or ""
    check_levels(state.questions[question].letters, levels)
    if state.questions[question].levels == dict(levels):
        return ()
    return (events.HandsEstimated(question, dict(levels)),)


def check_hands(letters: Iterable[str], counts: Mapping[str, int]) -> None:
    """Raises KnownError("not_now") for hands that cannot be a count of a question with these `letters`."""
    _check_letters("".join(letters), counts)
    if any(not 0 <= number <= MOST_PEOPLE for number in counts.values()):
        rules.refuse(Message("Check the number of hands."))


def check_levels(letters: Iterable[str], levels: Mapping[str, events.Level]) -> None:
    """Raises KnownError("not_now") for hands by eye that cannot be those of a question with these `letters`."""
    _check_letters("".join(letters), levels)
    if not levels:
        rules.refuse(Message("Say of one answer at least whether most, some or few raised a hand."))


def close_question(
    state: SessionState, tally: dict[str, int] | None = None, not_asked: Collection[str] = ()
) -> events.Events:
    """Close the open question. `tally` is what may be published of a sensitive question's answers (`tally_to_keep`),
    which are stored nowhere else; of any other, `not_asked` are those to whom the device has not come."""
    rules.refuse(rules.why_not_close(state))
    question = state.open_question or ""
    if state.questions[question].sensitive:
        return (events.QuestionClosed(question, tally or {}),)
    missed = (events.NotAsked(question, tuple(sorted(not_asked))),) if not_asked else ()
    return (*missed, events.QuestionClosed(question))


def undo(
    state: SessionState, about: rules.About = "all", private_answers: frozenset[str] = frozenset()
) -> events.Events:
    """Take back the last slip, of all or of roll call only."""
    rules.refuse(rules.why_not_undo(state, about, private_answers))
    slip = rules.last_slip(state, about, private_answers)
    return (events.Undone(slip.seq),) if slip else ()


def finish(
    state: SessionState,
    ended_ms: int,
    offered: bool = False,
    tally: dict[str, int] | None = None,
    not_asked: Collection[str] = (),
) -> events.Events:
    """Finish the class: close the open question (as `close_question`) and record the end. `offered`: the end was
    proposed from the last event."""
    rules.refuse(rules.why_not_running(state))
    closing = close_question(state, tally, not_asked) if state.open_question else ()
    return (*closing, events.Finished(ended_ms, "offered" if offered else "key"))


def allow_certificates(state: SessionState, rule: AwardRule) -> events.Events:
    """A person says that a finished class counts for certificates, though `rule` asks for more minutes; nothing to do
    where it is long enough, or was said before."""
    if state.finished is None:
        rules.refuse(Message("This class is not finished yet."))
    if rule.long_enough(state.minutes, state.certificates_allowed):
        return ()
    return (events.CertificatesAllowed(state.minutes, rule.least_minutes),)


def _check_letters(allowed: str, letters: Iterable[str]) -> None:
    wrong = sorted(set(letters) - set(allowed))
    if wrong:
        rules.refuse(Message("The answers to this question are {letters}.", letters=", ".join(allowed)))


LONGEST_MS = 12 * 3_600_000
"""A class longer than half a day is a typing error."""


def check_day(day: datetime.date, today: datetime.date, period: Period, clock_in_doubt: bool) -> None:
    """Check that the day of a past class is within the programme and, if the clock is trusted, not in the future.

    Raises KnownError: date_outside_programme, not_now.
    """
    require_in_programme(day, period)
    if day > today and not clock_in_doubt:
        rules.refuse(Message("This date is in the future."))


def check_over(ended_ms: int, now_ms: int, clock_in_doubt: bool) -> None:
    """Check that a past class has ended (Unix milliseconds), if the clock is trusted, so that nobody gets a certificate
    for an hour that is still to come. A laptop may be minutes behind the school's bell.

    Raises KnownError: bad_times.
    """
    if ended_ms > now_ms + clock.JUMP_MS and not clock_in_doubt:
        raise KnownError(
            "bad_times",
            Message("This class is not over yet."),
            Message("Check the end time on the sheet, and the clock."),
        )


def take_from_paper(state: SessionState, sheet: str, started_ms: int, ended_ms: int) -> events.Events:
    """Mark that the events from here on come from paper. Raises KnownError: bad_times, not_now."""
    rules.refuse(rules.why_not_running(state))
    if state.paper is not None:
        rules.refuse(Message("This class was already entered from paper."))
    if not 0 < ended_ms - started_ms <= LONGEST_MS:
        raise KnownError(
            "bad_times",
            Message("A class cannot start and end at these times."),
            Message("Check both times on the sheet."),
        )
    return (events.PaperEntered(sheet, started_ms, ended_ms),)


def tally(
    state: SessionState,
    pack: str,
    item: Item,
    part: events.Part,
    counts: Mapping[str, int],
    levels: Mapping[str, events.Level] | None = None,
) -> events.Events:
    """The hands for one question, counted or, with `levels`, by eye: ask, record and close it; if it is already open,
    record and close it."""
    asked = state.questions.get(state.open_question or "")
    if asked is not None and asked.item_id == item.id and asked.by == "hands":
        hands = estimate_hands(state, levels) if levels else count_hands(state, counts)
        return (*hands, *close_question(state))
    (opened,) = ask(state, pack, item, "hands", None if part == "lesson" else part)
    question = _asking(opened)
    if levels:
        check_levels(item.options, levels)
        return (opened, events.HandsEstimated(question, dict(levels)), events.QuestionClosed(question))
    check_hands(item.options, counts)
    return (opened, events.HandsCounted(question, dict(counts)), events.QuestionClosed(question))


def _asking(opened: events.Event) -> str:
    return str(getattr(opened, "question", ""))


def finish_paper(
    state: SessionState, tally: dict[str, int] | None = None, not_asked: Collection[str] = ()
) -> events.Events:
    """Finish the class at the end that the paper gives. Closes an open question (`commands.close_question`)."""
    rules.refuse(rules.why_not_running(state))
    closing = close_question(state, tally, not_asked) if state.open_question else ()
    return (*closing, events.Finished(state.paper.ended_ms if state.paper else state.last.wall_ms))
