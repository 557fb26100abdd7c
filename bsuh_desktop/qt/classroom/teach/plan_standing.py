"""How a class stands against its plan, from its sections and the minutes of its slides."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping, Sequence

from bsuh_desktop.content.schema import Slide
from bsuh_desktop.domain.messages import Message
from bsuh_desktop.services.classroom.lesson_plan import Section

MINUTE_MS = 60_000


@dataclasses.dataclass(frozen=True)
class PlanStanding:
    """Where a class is: the slide, and how many milliseconds it has worked, those of a pause left out."""

    number: int
    worked_ms: int

    @property
    def minutes(self) -> int:
        """Whole minutes that the class has worked."""
        return self.worked_ms // MINUTE_MS

    def against(self, slides: Sequence[Slide], planned: int) -> Message:
        """The minutes that went by, of how many, and how far the class is from its plan: it is on it from the planned
        beginning of the slide to its planned end."""
        begins = sum(slide.minutes for slide in slides[: self.number - 1])
        ends = begins + slides[self.number - 1].minutes
        done = self.minutes
        if done > ends:
            return Message(
                "{done} of {planned} minutes, behind the plan by {minutes} min",
                done=done,
                planned=planned,
                minutes=done - ends,
            )
        if done < begins:
            return Message(
                "{done} of {planned} minutes, ahead of the plan by {minutes} min",
                done=done,
                planned=planned,
                minutes=begins - done,
            )
        return Message("{done} of {planned} minutes, as planned", done=done, planned=planned)

    def section(self, sections: Sequence[Section]) -> int:
        """The place of the section in which the class is, counted from 0."""
        return next((place for place, one in enumerate(sections) if one.first <= self.number <= one.last), 0)


def clock_words(ms: int) -> str:
    """Minutes and seconds in ASCII digits: 18:54."""
    seconds = max(0, ms) // 1000
    return f"{seconds // 60}:{seconds % 60:02}"


def time_in(section: Section, pauses: Mapping[int, int], running: int = 0) -> int:
    """The milliseconds that a section took, with those that are `running` since; `pauses` are those of each slide that
    do not count."""
    paused = sum(ms for number, ms in pauses.items() if section.first <= number <= section.last)
    return max(0, section.spent_ms + running - paused)
