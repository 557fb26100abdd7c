"""The plan of a class against its clock: a module's sections, how long each should take and how long it took."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import msgspec

from bsuh_desktop.content.reader import Pack
from bsuh_desktop.content.schema import Slide
from bsuh_desktop.domain.messages import Message


class Section(msgspec.Struct, frozen=True):
    """Consecutive slides that belong together."""

    name: Message
    planned: int
    """In minutes."""
    spent_ms: int
    """In milliseconds."""
    first: int
    """The number of the first slide, from 1."""
    last: int
    """The number of the last slide."""


def sections_of(pack: Pack, slide_ms: Mapping[int, int] | None = None) -> tuple[Section, ...]:
    """The sections of a module, with the milliseconds spent on each slide from `slide_ms`. Together they contain every
    slide; a section that the module does not have is left out."""
    slides = pack.slides("bn")
    sections = []
    for name, first, last in _spans(slides):
        if first <= last:
            planned = sum(slide.minutes for slide in slides[first - 1 : last])
            spent = sum((slide_ms or {}).get(number, 0) for number in range(first, last + 1))
            sections.append(Section(name, planned, spent, first, last))
    return tuple(sections)


def _spans(slides: Sequence[Slide]) -> list[tuple[Message, int, int]]:
    """Name, first and last slide of each section; the last is before the first if the module has no such section."""
    before = [number for number, slide in enumerate(slides, 1) if slide.part == "pre"]
    after = [number for number, slide in enumerate(slides, 1) if slide.part == "post"]
    opening = before[0] - 1 if before else _leading(slides, "cover")
    help_from = after[-1] + 1 if after else len(slides) - _leading(slides[::-1], "help") + 1
    lesson_from = before[-1] + 1 if before else opening + 1
    lesson_to = after[0] - 1 if after else help_from - 1
    return [
        (Message("Opening"), 1, opening),
        (Message("First questions"), opening + 1, lesson_from - 1),
        (Message("Lesson"), lesson_from, lesson_to),
        (Message("Last questions"), lesson_to + 1, help_from - 1),
        (Message("Help"), help_from, len(slides)),
    ]


def _leading(slides: Sequence[Slide], layout: str) -> int:
    """How many slides at the beginning have `layout`."""
    return next((place for place, slide in enumerate(slides) if slide.layout != layout), len(slides))
