"""Words for the learners and questions of a class in a sentence: by roll and position, never by name or id."""

from __future__ import annotations

from collections.abc import Mapping

import msgspec

from bsuh_desktop.domain.events import Seat
from bsuh_desktop.domain.messages import Message


class LearnerLabels(msgspec.Struct, frozen=True):
    """Learner id → "Roll 12"; question id → "Question 3 of the lesson: …". The journal contains neither rolls nor the
    text of questions; without these a learner is named by card, and a question is just "One question"."""

    learners: Mapping[str, Message] = {}
    questions: Mapping[str, Message] = {}

    def learner(self, seat: Seat) -> Message:
        """The words for the learner of `seat`."""
        return self.learners.get(seat.learner, Message("Number {card}", card=seat.card))

    def question(self, name: str) -> Message:
        """The words for one asking of a question."""
        return self.questions.get(name, Message("One question"))


BY_CARD = LearnerLabels()
"""Without any words: learners are named by card."""
