"""What can stand on the stage: a slide, a question that is asked, what the class answered, or nothing yet."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping

from bsuh_desktop.domain.events import Channel
from bsuh_desktop.domain.messages import Language


@dataclasses.dataclass(frozen=True)
class Question:
    """A question while it is open: the item's id in its pack, how it is answered, and how many of the people in the
    room have answered. By hands nobody knows how many before they are counted: `answered` stays 0."""

    item: str
    by: Channel
    answered: int = 0
    people: int = 0


@dataclasses.dataclass(frozen=True)
class Tally:
    """What the class answered: how many chose each letter of the item `item`. A letter that is not there has none."""

    item: str
    by: Channel
    counts: Mapping[str, int] = dataclasses.field(hash=False)

    @property
    def answered(self) -> int:
        """How many answered at all."""
        return sum(self.counts.values())


@dataclasses.dataclass(frozen=True)
class StageContent:
    """One picture of the stage. `slide` counts from 1; 0 is before the first, when the stage is dark but for the
    programme's heart. A `question` or `tally` is drawn in place of the slide that it belongs to. `left_s` are the
    seconds left of the slide's activity, None before its clock was started; `black` hides it all."""

    language: Language
    slide: int = 0
    question: Question | None = None
    tally: Tally | None = None
    left_s: int | None = None
    black: bool = False

    @property
    def drawn(self) -> bool:
        """True if there is something that a renderer has to draw; else the stage is dark."""
        return not self.black and (self.slide > 0 or self.question is not None or self.tally is not None)

    def looks_like(self, other: StageContent) -> bool:
        """True if `other` differs by a count of answers or the seconds left at most: nothing new for the class."""
        return self._calm() == other._calm()

    def _calm(self) -> StageContent:
        question = self.question and Question(self.question.item, self.question.by)
        return dataclasses.replace(self, question=question, left_s=None)
