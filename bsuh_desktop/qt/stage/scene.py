"""What a slide's picture needs beside the slide: its pack, its language, its number, and the time left."""

from __future__ import annotations

import dataclasses

from PySide6.QtGui import QPainter

from bsuh_desktop.content.reader import Pack
from bsuh_desktop.content.schema import Block, Columns, Picture, Run, Slide
from bsuh_desktop.domain.local_text import Language
from bsuh_desktop.domain.messages import Message
from bsuh_desktop.language import say

HEIGHT = 768.0
MARGIN = 48.0
HEADER_END, FOOTER_TOP = 81.0, 704.0


@dataclasses.dataclass(frozen=True)
class Scene:
    """A slide of `pack` in `language`. `number` counts from 1; `left_s` are the seconds left of an activity, or None
    before its clock was started."""

    slide: Slide
    pack: Pack
    language: Language
    number: int
    left_s: int | None = None

    def say(self, message: Message) -> str:
        """`message` in the slide's language."""
        return say(message, self.language)

    def of_layout(self) -> Message:
        """Which question or activity this is, among how many of the module."""
        same = [slide.id for slide in self.pack.slides(self.language) if slide.layout == self.slide.layout]
        number = same.index(self.slide.id) + 1 if self.slide.id in same else 1
        if self.slide.layout == "question":
            return Message("Question {number} of {total}", number=number, total=len(same))
        return Message("Activity {number} of {total}", number=number, total=len(same))


@dataclasses.dataclass(frozen=True)
class Page:
    """The sheet that is drawn on: 768 units high, as wide as the screen's shape asks for (1024 at 4:3)."""

    painter: QPainter
    width: float

    @property
    def right(self) -> float:
        """Where the right margin begins."""
        return self.width - MARGIN

    @property
    def inner(self) -> float:
        """The width between the margins."""
        return self.width - 2 * MARGIN


def plain_runs(text: str) -> tuple[Run, ...]:
    """`text` as one stretch."""
    return (Run(text),)


def first_picture(blocks: tuple[Block, ...]) -> Picture | None:
    """The first picture among `blocks`."""
    return next((block for block in blocks if isinstance(block, Picture)), None)


def words_of(blocks: tuple[Block, ...]) -> list[Block]:
    """`blocks` without their pictures and columns."""
    return [block for block in blocks if not isinstance(block, Picture | Columns)]
