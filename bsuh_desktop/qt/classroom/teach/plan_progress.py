"""Compares a class with its plan, from its sections and the minutes of its slides."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping, Sequence

from bsuh_desktop.content.schema import Slide
from bsuh_desktop.domain.messages import Message
from bsuh_desktop.services.classroom.lesson_plan import Section

MINUTE_MS = 60_000


@dataclasses.dataclass(frozen=True)
class PlanProgress:
    """Progress of a class."""

    number: int
    """The present slide, counted from 1."""
    worked_ms: int
    """Milliseconds taught, without pauses."""

    @property
    def minutes(self) -> int:
        """Whole minutes taught."""
        return self.worked_ms // MINUTE_MS

    def against(self, slides: Sequence[Slide], planned: int) -> Message:
        """Minutes taught of those planned, and minutes ahead or behind. On time means between the planned beginning and
        end of the present slide."""
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
        """Index of the present section, from 0."""
        return next((place for place, one in enumerate(sections) if one.first <= self.number <= one.last), 0)


def clock_words(ms: int) -> str:
    """Minutes and seconds in ASCII digits: 18:54."""
    seconds = max(0, ms) // 1000
    return f"{seconds // 60}:{seconds % 60:02}"


def time_in(section: Section, pauses: Mapping[int, int], running: int = 0) -> int:
    """Milliseconds spent on a section, plus those `running` since. `pauses`: milliseconds by slide, subtracted."""
    paused = sum(ms for number, ms in pauses.items() if section.first <= number <= section.last)
    return max(0, section.spent_ms + running - paused)
