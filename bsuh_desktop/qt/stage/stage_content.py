"""What the stage can show: a slide, a question, what the class answered, or nothing yet."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping

from bsuh_desktop.domain.events import Channel
from bsuh_desktop.domain.messages import Language


@dataclasses.dataclass(frozen=True)
class Question:
    """A question while it is open."""

    item: str
    """The item's id in its pack."""
    by: Channel
    """How it is answered."""
    answered: int = 0
    """How many have answered; 0 while hands are raised, because these are counted afterwards."""
    people: int = 0
    """How many people are in the room."""


@dataclasses.dataclass(frozen=True)
class Tally:
    """What the class answered to the item `item`: answers by letter. A missing letter was not chosen by anybody."""

    item: str
    by: Channel
    counts: Mapping[str, int] = dataclasses.field(hash=False)

    @property
    def answered(self) -> int:
        """How many answered at all."""
        return sum(self.counts.values())


@dataclasses.dataclass(frozen=True)
class StageContent:
    """One picture of the stage."""

    language: Language
    slide: int = 0
    """Counts from 1; 0 is before the first, when the stage is dark except for the programme's heart."""
    question: Question | None = None
    """Painted in place of the slide that it belongs to."""
    tally: Tally | None = None
    """Painted in place of the slide that it belongs to."""
    left_s: int | None = None
    """Seconds left of the slide's activity; None before its clock was started."""
    black: bool = False
    """Hides everything."""

    @property
    def drawn(self) -> bool:
        """True if there is something that a renderer has to draw; else the stage is dark."""
        return not self.black and (self.slide > 0 or self.question is not None or self.tally is not None)

    def looks_like(self, other: StageContent) -> bool:
        """True if `other` differs at most by the number of answers or the seconds left, so that no fade is needed."""
        return self._calm() == other._calm()

    def _calm(self) -> StageContent:
        question = self.question and Question(self.question.item, self.question.by)
        return dataclasses.replace(self, question=question, left_s=None)
