"""What a facilitator can do in a class: each command turns the state into the events that it causes.

Nothing here writes: a command returns the events, in order; an empty tuple means that nothing changed. A command that
is not allowed at the moment raises KnownError("not_now") with the reason. Those of roll call are in `roll_call`.
"""

from __future__ import annotations

import datetime
from collections.abc import Collection, Iterable, Mapping
from typing import Literal

from bsuh_desktop.domain import clock
from bsuh_desktop.domain.awards import AwardRule
from bsuh_desktop.domain.dates import date_text
from bsuh_desktop.domain.errors import KnownError
from bsuh_desktop.domain.events import (
    Answered,
    CertificatesAllowed,
    Channel,
    DateStated,
    Events,
    Finished,
    HandsCounted,
    HandsEstimated,
    Level,
    NotAsked,
    Part,
    QuestionClosed,
    QuestionOpened,
    SlideShown,
    Undone,
)
from bsuh_desktop.domain.messages import Message
from bsuh_desktop.domain.quiz import Item
from bsuh_desktop.domain.session import roll_call, rules
from bsuh_desktop.domain.session.state import Attendee, SessionState

Period = tuple[datetime.date, datetime.date]
"""The first and the last day of the programme."""


def state_date(state: SessionState, day: datetime.date, now: clock.Moment, period: Period) -> Events:
    """State the day of the class. If the clock is not in doubt and the day is not today, the class is *entered later*.
    Raises KnownError("date_outside_programme") for a day outside `period`, on which nobody could have been allowed to
    sign."""
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
            Message("Check the year, and write the date again."),
        )


def show_slide(state: SessionState, number: int, slides: int) -> Events:
    """Move stage and console to slide `number` of `slides`, counted from 1."""
    rules.refuse(rules.why_not_running(state))
    if not 1 <= number <= slides:
        rules.refuse(Message("The module has slides 1 to {slides}.", slides=slides))
    return () if number == state.slide else (SlideShown(number),)


def ask(
    state: SessionState, pack: str, item: Item, by: Channel, part_of_slide: Literal["pre", "post"] | None = None
) -> Events:
    """Open an item of the pack. An item of a form belongs to the part that the current slide names; if it names none,
    it is *pre* as long as no question of the lesson was asked."""
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
    """One learner's answer to the open question; repeating the same answer changes nothing. For a sensitive question
    the caller keeps the letter in memory instead (see `check_answer`)."""
    attendee = check_answer(state, card, letter)
    question = state.open_question or ""
    if state.questions[question].answers.get(attendee.seat.learner) == letter:
        return ()
    return (Answered(question, attendee.seat.learner, letter),)


def check_answer(state: SessionState, card: int, letter: str) -> Attendee:
    """The learner with `card`. Raises KnownError if this answer may not be given now."""
    rules.refuse(rules.why_not_answer(state, by_hands=False))
    _check_letters(state.questions[state.open_question or ""].letters, [letter])
    return roll_call.learner_with(state, card)


def count_hands(state: SessionState, counts: Mapping[str, int]) -> Events:
    """The number of hands by letter, for the open question or the one asked last. A recount replaces the first;
    repeating the same count changes nothing."""
    rules.refuse(rules.why_not_answer(state, by_hands=True))
    question = rules.hands_question(state) or ""
    check_hands(state.questions[question].letters, counts)
    if state.questions[question].hands == dict(counts):
        return ()
    return (HandsCounted(question, dict(counts)),)


def estimate_hands(state: SessionState, levels: Mapping[str, Level]) -> Events:
    """How many hands by letter, by eye, under the same rules as `count_hands`; it replaces a count, and a count
    replaces it."""
    rules.refuse(rules.why_not_answer(state, by_hands=True))
    question = rules.hands_question(state) or ""
    check_levels(state.questions[question].letters, levels)
    if state.questions[question].levels == dict(levels):
        return ()
    return (HandsEstimated(question, dict(levels)),)


def check_hands(letters: Iterable[str], counts: Mapping[str, int]) -> None:
    """Raises KnownError("not_now") for hands that cannot be a count of a question with these `letters`."""
    _check_letters("".join(letters), counts)
    if any(not 0 <= number <= roll_call.MOST_PEOPLE for number in counts.values()):
        rules.refuse(Message("Check the number of hands."))


def check_levels(letters: Iterable[str], levels: Mapping[str, Level]) -> None:
    """Raises KnownError("not_now") for hands by eye that cannot be those of a question with these `letters`."""
    _check_letters("".join(letters), levels)
    if not levels:
        rules.refuse(Message("Say of one answer at least whether most, some or few raised a hand."))


def close_question(state: SessionState, tally: dict[str, int] | None = None, not_asked: Collection[str] = ()) -> Events:
    """Close the open question. `tally` is what may be published of a sensitive question's answers (`tally_to_keep`),
    which are stored nowhere else; of any other, `not_asked` are those to whom the device has not come."""
    rules.refuse(rules.why_not_close(state))
    question = state.open_question or ""
    if state.questions[question].sensitive:
        return (QuestionClosed(question, tally or {}),)
    missed = (NotAsked(question, tuple(sorted(not_asked))),) if not_asked else ()
    return (*missed, QuestionClosed(question))


def undo(state: SessionState, about: rules.About = "all", private_answers: frozenset[str] = frozenset()) -> Events:
    """Take back the last slip, of all or of roll call only."""
    rules.refuse(rules.why_not_undo(state, about, private_answers))
    slip = rules.last_slip(state, about, private_answers)
    return (Undone(slip.seq),) if slip else ()


def finish(
    state: SessionState,
    ended_ms: int,
    offered: bool = False,
    tally: dict[str, int] | None = None,
    not_asked: Collection[str] = (),
) -> Events:
    """Finish the class: close the open question (as `close_question`) and record the end. `offered`: the end was
    proposed from the last event."""
    rules.refuse(rules.why_not_running(state))
    closing = close_question(state, tally, not_asked) if state.open_question else ()
    return (*closing, Finished(ended_ms, "offered" if offered else "key"))


def allow_certificates(state: SessionState, rule: AwardRule) -> Events:
    """A person says that a finished class counts for certificates, though `rule` asks for more minutes; nothing to do
    where it is long enough, or was said before."""
    if state.finished is None:
        rules.refuse(Message("This class is not finished yet."))
    if rule.long_enough(state.minutes, state.certificates_allowed):
        return ()
    return (CertificatesAllowed(state.minutes, rule.least_minutes),)


def _check_letters(allowed: str, letters: Iterable[str]) -> None:
    wrong = sorted(set(letters) - set(allowed))
    if wrong:
        rules.refuse(Message("The answers to this question are {letters}.", letters=", ".join(allowed)))
