"""Which answers of a class go when learners withdraw their consent, and what is kept of them: a tally."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from bsuh_desktop.domain.chain import Entry
from bsuh_desktop.domain.events import Answered, Erased
from bsuh_desktop.domain.session.state import SessionState


def erasure(state: SessionState, entries: Iterable[Entry], learners: Collection[str]) -> Erased:
    """The event that forgets every answer of `learners`: those that counted, and as well what was undone or replaced.
    It stands for the withdrawal also where nobody of them answered anything: the class has changed. A question that is
    still open has no counts yet: whoever answers it once more is counted then."""
    seqs = tuple(entry.header.seq for entry in entries if _is_theirs(entry, learners))
    tallies: dict[str, dict[str, int]] = {}
    for question, asked in state.questions.items():
        letters = sorted(asked.answers[learner] for learner in learners if learner in asked.answers)
        if letters and question != state.open_question:
            tallies[question] = {letter: letters.count(letter) for letter in letters}
    return Erased(seqs, tallies)


def _is_theirs(entry: Entry, learners: Collection[str]) -> bool:
    if not str(entry.header.kind).startswith("answered/"):
        return False
    event = entry.event()
    return isinstance(event, Answered) and event.learner in learners
