"""Answers after a question was asked: who gave none, what may be published, and what is erased on withdrawal.

Of a sensitive question the totals of the class are published, or only that it was asked: anybody who was in the room
can tell whose answer is behind a small number, and everybody's if all chose the same letter. A total that may not be
published is not stored either, so that it cannot be computed from anything."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from typing import Literal

from bsuh_desktop.domain.chain import Entry
from bsuh_desktop.domain.events import Answered, Erased, QuestionClosed, QuestionOpened
from bsuh_desktop.domain.quiz import Form, form_for
from bsuh_desktop.domain.session.rules import SECRET_CHANNELS
from bsuh_desktop.domain.session.state import Asked, SessionState


def asked_of(state: SessionState, asked: Asked, form: Form) -> frozenset[str]:
    """The learners on the roll who were in the room and were asked this item. On channels on which each learner has
    their own questions, only the half of the class with that form is asked an item of a form; and whoever the device
    did not come to is not asked."""
    room = asked.room - asked.not_asked
    if form == "lesson" or asked.by not in SECRET_CHANNELS:
        return room
    part: Literal["pre", "post"] = "pre" if asked.part == "pre" else "post"
    return frozenset(learner for learner in room if form_for(state.attendees[learner].seat.card, part) == form)


def people_asked(state: SessionState, asked: Asked, form: Form) -> int:
    """How many people were asked: those on the roll, and any others in the room."""
    return len(asked_of(state, asked, form)) + asked.people - len(asked.room)


def not_answered(state: SessionState, asked: Asked, form: Form) -> frozenset[str]:
    """The learners who were in the room, were asked this item and gave no answer."""
    return asked_of(state, asked, form) - asked.answers.keys()


def blank_count(state: SessionState, asked: Asked, form: Form) -> int:
    """How many of those who were asked gave no answer. By hands, and for a sensitive question, only numbers are known.
    An answer that was erased later still counts as given."""
    if asked.by == "hands":
        return asked.blank()
    if asked.sensitive:
        return max(0, people_asked(state, asked, form) - sum(asked.counts().values()))
    return max(0, len(not_answered(state, asked, form)) - sum(asked.forgotten.values()))


def may_be_published(tally: Mapping[str, int], rest: int, limit: int) -> bool:
    """True if at least two letters have answers, and each of them, and the `rest` who gave none, are at least `limit`
    people. A rest of 0 is allowed, since it reveals no single child. With only one letter it would be known what
    everybody who answered chose, however many they are."""
    given = [number for number in tally.values() if number]
    return len(given) > 1 and all(number >= limit for number in given) and (rest == 0 or rest >= limit)


def tally_to_keep(
    state: SessionState, asked: Asked, form: Form, answers: Mapping[str, str], limit: int
) -> dict[str, int]:
    """The tally (letter → number) that may be stored of `answers` (learner → letter) when the question closes; empty if
    none may be published.

    The learners on the roll who gave no answer can be identified by it even if more people were in the room than the
    tally has; so their number, too, must be 0 or at least `limit`. If a question of the lesson is asked again, only the
    first tally is kept: compared with it, a second one would reveal who came, left or changed their answer in between.
    """
    tally = dict(sorted(Counter(answers.values()).items()))
    silent = len(asked_of(state, asked, form) - answers.keys())
    rests = (silent, max(0, people_asked(state, asked, form) - len(answers)))
    told_before = form == "lesson" and any(
        other.tally for other in state.questions.values() if other.item == asked.item
    )
    if told_before or not all(may_be_published(tally, rest, limit) for rest in rests):
        return {}
    return tally


def published_counts(state: SessionState, asked: Asked, form: Form, limit: int) -> dict[str, int] | None:
    """Letter → number, as far as it may be published; None if only that it was asked may be. Checked again here because
    an older journal may contain a tally that is too small, and a corrected roll may make one so."""
    counts = asked.counts()
    if not asked.sensitive or may_be_published(counts, blank_count(state, asked, form), limit):
        return counts
    return None


_KINDS_READ = ("question_opened/", "question_closed/", "erased/")


def erasure(state: SessionState, entries: Sequence[Entry], learners: Collection[str]) -> Erased:
    """The event that erases every answer of `learners`, whether it counted or was undone or replaced. It is written
    even if none of them answered, since the withdrawal itself changes the class. A learner who withdrew while a
    question was open, and then answered it again, stays counted once."""
    seqs = tuple(entry.header.seq for entry in entries if _is_theirs(entry, learners))
    before, tallies = _counted_while_open(entries), dict[str, dict[str, int]]()
    for question, asked in state.questions.items():
        letters = sorted(asked.answers[learner] for learner in learners if learner in asked.answers)
        letters = letters[before[question] :]
        if letters:
            tallies[question] = {letter: letters.count(letter) for letter in letters}
    return Erased(seqs, tallies)


def _counted_while_open(entries: Sequence[Entry]) -> Counter[str]:
    """Question → how many answers were erased while it was still open."""
    counted, is_open = Counter[str](), ""
    for entry in entries:
        if not str(entry.header.kind).startswith(_KINDS_READ):
            continue
        event = entry.event()
        if isinstance(event, QuestionOpened):
            is_open = event.question
        elif isinstance(event, QuestionClosed):
            is_open = ""
        elif isinstance(event, Erased):
            counted[is_open] += sum(event.tallies.get(is_open, {}).values())
    return counted


def _is_theirs(entry: Entry, learners: Collection[str]) -> bool:
    if not str(entry.header.kind).startswith("answered/"):
        return False
    event = entry.event()
    return isinstance(event, Answered) and event.learner in learners
