"""How the learners and questions of a class are called in a sentence: by roll and place, never by name or id."""

from __future__ import annotations

from collections.abc import Mapping

import msgspec

from bsuh_desktop.domain.events import Seat
from bsuh_desktop.domain.messages import Message


class Called(msgspec.Struct, frozen=True):
    """Learner id → "Roll 12"; name of an asking → "Question 3 of the lesson: …". The journal knows neither rolls nor a
    question's words: without them a learner is called by card, and a question just so."""

    learners: Mapping[str, Message] = {}
    questions: Mapping[str, Message] = {}

    def learner(self, seat: Seat) -> Message:
        """Whoever sits on `seat`."""
        return self.learners.get(seat.learner, Message("Card {card}", card=seat.card))

    def question(self, name: str) -> Message:
        """The asking of that name."""
        return self.questions.get(name, Message("One question"))


BY_CARD = Called()
"""Nothing is known but the cards."""
