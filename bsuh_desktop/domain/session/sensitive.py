"""What may be told of a sensitive question: the totals of the class, or nothing but that it was asked.

Whoever was in the room knows whose answer stands behind a small number, and everybody's where all chose one letter.
A total that may not be told is not written either, so that nothing is left from which it could be reckoned.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

from bsuh_desktop.domain.quiz import Form
from bsuh_desktop.domain.session.blanks import asked_of, blank_count, people_asked
from bsuh_desktop.domain.session.state import Asked, SessionState


def may_be_told(tally: Mapping[str, int], rest: int, limit: int) -> bool:
    """True if at least two letters have answers, and each of them, and the `rest` who gave none, are `limit` people or
    more. A rest of 0 is nobody: it tells of no single child. One letter alone tells what everybody chose who answered,
    however many they are."""
    given = [number for number in tally.values() if number]
    return len(given) > 1 and all(number >= limit for number in given) and (rest == 0 or rest >= limit)


def tally_to_keep(
    state: SessionState, asked: Asked, form: Form, answers: Mapping[str, str], limit: int
) -> dict[str, int]:
    """The tally (letter → number) that closing may write of `answers` (learner → letter); empty if none may be told.

    Those on the roll who gave no answer are known by it even where more people were in the room than it names; they,
    too, are nobody or `limit`. Of a question of the lesson that is asked once more only the first tally is kept: beside
    it a second one would tell of who came, left or changed in between."""
    tally = dict(sorted(Counter(answers.values()).items()))
    silent = len(asked_of(state, asked, form) - answers.keys())
    rests = (silent, max(0, people_asked(state, asked, form) - len(answers)))
    told_before = form == "lesson" and any(
        other.tally for other in state.questions.values() if other.item == asked.item
    )
    if told_before or not all(may_be_told(tally, rest, limit) for rest in rests):
        return {}
    return tally


def told_counts(state: SessionState, asked: Asked, form: Form, limit: int) -> dict[str, int] | None:
    """How many chose each letter, as far as it may be told; None if nothing may be but that it was asked. An older
    journal may hold a tally that is too small, and a corrected roll may leave one so."""
    counts = asked.counts()
    if not asked.sensitive or may_be_told(counts, blank_count(state, asked, form), limit):
        return counts
    return None
