"""Who declined to answer the open question: stored until it is closed, so that a power cut loses no wish.

It is no event: a learner who declined may still answer, and nothing of it is left once the question is closed. Of a
private question nothing may be stored that tells one learner from another: `Conduct` keeps that in memory, like the
answers.
"""

from __future__ import annotations

import msgspec

from bsuh_desktop.services.desk.desk import Desk

_DECLINED = "declined/"


def declined_in(desk: Desk, session: str, question: str) -> frozenset[int]:
    """The cards of those who declined to answer that question of the class."""
    stored = desk.store.facts.get(_fact(session, question))
    return frozenset() if stored is None else frozenset(msgspec.json.decode(stored, type=list[int]))


def decline(desk: Desk, session: str, question: str, card: int) -> None:
    """Stores that the learner with `card` declined."""
    cards = sorted(declined_in(desk, session, question) | {card})
    desk.store.facts.put(_fact(session, question), msgspec.json.encode(cards))


def forget_declined(desk: Desk, session: str) -> None:
    """Deletes what is stored for the class: its question is closed, or it is finished."""
    for question in desk.store.facts.all_of(_fact(session, "")):
        desk.store.facts.drop(_fact(session, question))


def _fact(session: str, question: str) -> str:
    return f"{_DECLINED}{session}/{question}"
