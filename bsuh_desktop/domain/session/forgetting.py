"""Which answers are erased when learners withdraw their consent, and which tally is kept."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence

from bsuh_desktop.domain.chain import Entry
from bsuh_desktop.domain.events import Answered, Erased, QuestionClosed, QuestionOpened
from bsuh_desktop.domain.session.state import SessionState

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
