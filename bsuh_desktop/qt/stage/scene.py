"""What a slide's picture needs beside the slide: its pack, its language, its number, and the time left."""

from __future__ import annotations

import dataclasses

from PySide6.QtGui import QPainter

from bsuh_desktop.content.reader import Pack
from bsuh_desktop.content.schema import Block, Columns, Picture, Run, Slide
from bsuh_desktop.domain.messages import Language, Message
from bsuh_desktop.domain.quiz import Item
from bsuh_desktop.language import say
from bsuh_desktop.qt.stage.stage_content import Question, StageContent, Tally

HEIGHT = 768.0
MARGIN = 48.0
HEADER_END, FOOTER_TOP = 81.0, 704.0


@dataclasses.dataclass(frozen=True)
class Scene:
    """A slide of `pack` in `language`. `number` counts from 1, 0 where a question is asked before the first slide;
    `left_s` are the seconds left of an activity, or None before its clock was started. `question` says how the item
    of the slide is asked now, `tally` what the class answered to it."""

    slide: Slide
    pack: Pack
    language: Language
    number: int
    left_s: int | None = None
    question: Question | None = None
    tally: Tally | None = None

    def say(self, message: Message) -> str:
        """`message` in the slide's language."""
        return say(message, self.language)

    def of_layout(self) -> Message:
        """Which question or activity this is, among how many of the module, or of the form that is asked."""
        same = [slide.id for slide in self.pack.slides(self.language) if slide.layout == self.slide.layout]
        if self.slide.layout == "question" and self.slide.id not in same:
            same = [item.id for item in self.pack.form(self.pack.item(self.slide.item).form)]
        number = same.index(self.slide.id) + 1 if self.slide.id in same else 1
        if self.slide.layout == "question":
            return Message("Question {number} of {total}", number=number, total=len(same))
        return Message("Activity {number} of {total}", number=number, total=len(same))


def question_slide(item: Item) -> Slide:
    """A slide that asks `item`, for the first and last questions, which have none of their own."""
    return Slide(id=item.id, layout="question", minutes=0, item=item.id)


def scene_of(content: StageContent, pack: Pack) -> Scene:
    """The scene of `content`: its slide, or the one that asks its item. Raises KnownError for an item that `pack` does
    not have, IndexError for a slide."""
    asked = content.question or content.tally
    slide = pack.slides(content.language)[content.slide - 1]
    if asked and not (slide.item and pack.item(slide.item).id == asked.item):
        slide = question_slide(pack.item(asked.item))
    return Scene(
        slide, pack, content.language, content.slide, content.left_s, question=content.question, tally=content.tally
    )


@dataclasses.dataclass(frozen=True)
class SlidePage:
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
