"""What may be published of a sensitive question: the totals of the class, or only that it was asked.

Anybody who was in the room can tell whose answer is behind a small number, and everybody's if all chose the same
letter. A total that may not be published is not stored either, so that it cannot be computed from anything.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

from bsuh_desktop.domain.quiz import Form
from bsuh_desktop.domain.session.blanks import asked_of, blank_count, people_asked
from bsuh_desktop.domain.session.state import Asked, SessionState


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
