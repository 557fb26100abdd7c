"""Plan and clock of a class; a pause stops the clock, and does not count as teaching time."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Literal

import msgspec

from bsuh_desktop.content.schema import Slide
from bsuh_desktop.domain.local_text import digits_text
from bsuh_desktop.domain.messages import Message
from bsuh_desktop.presenters.classroom.lesson import Lesson
from bsuh_desktop.presenters.parts import Part, Text
from bsuh_desktop.services.classroom.lesson_plan import Section

MINUTE_MS = 60_000
_EVERY_MS = 1000


class PlanProgress(msgspec.Struct, frozen=True):
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


class SectionTime(msgspec.Struct, frozen=True):
    """A section of the plan, with its minutes by plan and so far."""

    name: Message
    planned: int
    spent: int


class PaceBars(msgspec.Struct, frozen=True):
    """All sections; the lesson is in the one with index `here`."""

    sections: tuple[SectionTime, ...]
    here: int


class PaceModel(msgspec.Struct, frozen=True, kw_only=True):
    """The card."""

    clock: Part
    plan_words: Part
    pause: Part
    pause_glyph: Literal["play", "pause"]
    pace: PaceBars


class Pace:
    """The clock of a lesson: goes on from the class's picture, once a second while the page is shown."""

    def __init__(self, lesson: Lesson, ticked: Callable[[], object]) -> None:
        """`ticked` is called after each second of work."""
        self._lesson = lesson
        self._session = lesson.session
        self._ticked = ticked
        self._tick = lesson.session.face.timer(self._on_tick)
        self._class = ""
        self._paused_since: int | None = None
        self._pauses: dict[int, int] = {}

    def start(self) -> None:
        """The page is shown."""
        picture = self._lesson.picture
        if not self.paused and picture.ended_ms is None:
            # At the next whole second, so that none is left out.
            self._tick.start(_EVERY_MS - self._progress().worked_ms % _EVERY_MS)

    def stop(self) -> None:
        """The page is left."""
        self._tick.stop()

    def _on_tick(self) -> None:
        if self._session.picture is not None:
            self.start()
            self._ticked()

    def take(self) -> None:
        """The picture of the class is new: time is counted from its moment."""
        if self._lesson.picture.session != self._class:
            self._class, self._pauses, self._paused_since = self._lesson.picture.session, {}, None
        self._settle()

    @property
    def paused(self) -> bool:
        """True while the clock is stopped."""
        return self._paused_since is not None

    def toggle(self) -> None:
        """Stops the clock and the activity's timer, or resumes the clock."""
        if self.paused:
            self._settle()
            self._paused_since = None
            self.start()
        else:
            self._paused_since = self._now()
            self._lesson.stage.timer.pause()
            self.stop()

    def _settle(self) -> None:
        """Adds the pause so far to the present slide."""
        if self._paused_since is not None:
            number, now = self._lesson.number, self._now()
            self._pauses[number] = self._pauses.get(number, 0) + now - self._paused_since
            self._paused_since = now

    @property
    def clock(self) -> Text:
        """The time taught, in minutes and seconds."""
        return digits_text(clock_words(self._progress().worked_ms))

    def model(self) -> PaceModel:
        """The card as it should look now."""
        picture, progress, running = self._lesson.picture, self._progress(), self._running()
        slides = picture.pack.slides(self._session.stage_language)
        here = progress.section(picture.pace)
        sections = tuple(
            SectionTime(
                section.name,
                section.planned,
                time_in(section, self._pauses, running if place == here else 0) // MINUTE_MS,
            )
            for place, section in enumerate(picture.pace)
        )
        return PaceModel(
            clock=Part(text=self.clock),
            plan_words=Part(
                text=Message("Paused") if self.paused else progress.against(slides, picture.planned_minutes)
            ),
            pause=Part(text=Message("Go on") if self.paused else Message("Pause"), enabled=picture.ended_ms is None),
            pause_glyph="play" if self.paused else "pause",
            pace=PaceBars(sections, here),
        )

    def _progress(self) -> PlanProgress:
        worked = self._lesson.picture.worked_ms + self._running() - sum(self._pauses.values())
        return PlanProgress(self._lesson.number, worked)

    def _now(self) -> int:
        return self._session.clock.now().mono_ms

    def _running(self) -> int:
        """Milliseconds since the picture, without the present pause; 0 after the class has ended."""
        if self._lesson.picture.ended_ms is not None:
            return 0
        paused = 0 if self._paused_since is None else self._now() - self._paused_since
        return self._session.picture_age_ms - paused
