"""What the stage can show, and the ports to stage and projector, which `qt.stage` implements."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from typing import Literal, Protocol

from bsuh_desktop.domain.events import Channel, Level
from bsuh_desktop.domain.messages import Language

Screens = Literal["one", "mirrored", "two"]
"""One screen, several that show the same, or one for the class beside the desk's."""


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
    """What the class answered to the item `item`: answers by letter. A missing letter was not chosen by anybody. Of
    hands that were only seen, not counted, `levels` says how many, and there are no numbers."""

    item: str
    by: Channel
    counts: Mapping[str, int] = dataclasses.field(hash=False)
    levels: Mapping[str, Level] = dataclasses.field(default_factory=dict, hash=False)

    @property
    def answered(self) -> int:
        """How many answered at all."""
        return sum(self.counts.values())


@dataclasses.dataclass(frozen=True)
class RightAnswer:
    """The right answer to the item `item` of a form, shown once all forms are closed."""

    item: str
    number: int
    """Its place among all that are shown, from 1."""
    total: int
    chosen: int | None = None
    """How many chose it; None if that is not told."""


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
    right: RightAnswer | None = None
    """Painted in place of the slide on which the forms were asked."""
    left_s: int | None = None
    """Seconds left of the slide's activity; None before its clock was started."""
    black: bool = False
    """Hides everything."""

    @property
    def drawn(self) -> bool:
        """True if there is something that a renderer has to draw; else the stage is dark."""
        return not self.black and (self.slide > 0 or self.over_slide)

    @property
    def over_slide(self) -> bool:
        """True if something is painted in place of the slide."""
        return self.question is not None or self.tally is not None or self.right is not None

    def looks_like(self, other: StageContent) -> bool:
        """True if `other` differs at most by the number of answers or the seconds left, so that no fade is needed."""
        return self._calm() == other._calm()

    def _calm(self) -> StageContent:
        question = self.question and Question(self.question.item, self.question.by)
        return dataclasses.replace(self, question=question, left_s=None)


class StageTimer(Protocol):
    """The clock of an activity."""

    @property
    def slide(self) -> int:
        """The slide whose activity was started last, or 0."""

    @property
    def running(self) -> bool:
        """True while the seconds run."""

    def pause(self) -> None:
        """Pauses the clock."""


class Stage(Protocol):
    """What the class sees, and what comes next."""

    @property
    def timer(self) -> StageTimer:
        """The clock of the activity."""

    @property
    def slides(self) -> int:
        """How many slides the module has."""

    @property
    def content(self) -> StageContent:
        """What the desk shows; the stage too, unless it is black or frozen."""

    @property
    def next_content(self) -> StageContent | None:
        """What comes next: the answers so far if a question is open, else the right answer or slide after this one."""

    @property
    def black(self) -> bool:
        """True while the stage is black."""

    @property
    def frozen(self) -> bool:
        """True while the stage keeps its content and only the desk moves on."""

    @property
    def activity_s(self) -> int:
        """The length of the present slide's activity in seconds; 0 if there is none."""

    def show(self, number: int) -> None:
        """Shows slide `number`, counted from 1."""

    def ask(self, item: str, by: Channel, people: int = 0) -> None:
        """Opens the question `item` in place of the slide."""

    def update_answered(self, answered: int, people: int, so_far: Tally | None = None) -> None:
        """Updates how many have answered; `so_far` is only for the desk's preview of the results."""

    def results(self, tally: Tally) -> None:
        """Shows what the class answered, in place of the slide."""

    def right_answer(self, shown: RightAnswer, following: RightAnswer | None = None) -> None:
        """Shows a right answer of the forms; `following` is the one that comes next."""

    def set_black(self, black: bool) -> None:
        """Makes the stage black, or shows the content again."""

    def set_frozen(self, frozen: bool) -> None:
        """Freezes the stage, or lets it follow the desk again."""

    def toggle_timer(self) -> None:
        """Starts or pauses the clock of the activity."""


class Projector(Protocol):
    """Where the stage is, and whether the class can see the desk."""

    @property
    def arrangement(self) -> Screens:
        """How the screens are arranged."""

    @property
    def showing(self) -> bool:
        """True while the stage is on a screen."""

    @property
    def has_wall(self) -> bool:
        """False if no screen can show the class a slide."""

    @property
    def shows_this_screen(self) -> bool | None:
        """What the facilitator answered; None until then."""

    @property
    def over_desk(self) -> bool:
        """True while the stage covers the desk, on its only screen."""

    def set_on(self, on: bool, *, over_desk: bool = False) -> None:
        """Shows the stage on the projector, or hides it; if there is only the desk's screen, the stage covers the desk
        if `over_desk`."""

    def toggle(self) -> None:
        """Stage on or off, over the desk if there is no other screen."""

    def set_shows_this_screen(self, shows: bool | None) -> None:
        """Sets the answer to “Does a projector show this screen?”."""

    def swap(self) -> None:
        """Swaps the screens of stage and desk."""

    def leave(self) -> None:
        """Shows the desk again if the stage covers it; elsewhere turns the stage off."""
