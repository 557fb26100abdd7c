"""What a slide's picture needs beside the slide: its pack, its language, its number, and the time left."""

from __future__ import annotations

import dataclasses

from PySide6.QtGui import QPainter

from bsuh_desktop.content.reader import Pack
from bsuh_desktop.content.schema import Block, Columns, Panel, Picture, Run, Slide
from bsuh_desktop.domain.messages import Language, Message
from bsuh_desktop.domain.quiz import Item
from bsuh_desktop.language import say
from bsuh_desktop.presenters.stage import Question, RightAnswer, StageContent, Tally

HEIGHT = 768.0
MARGIN = 48.0
HEADER_END, FOOTER_TOP = 81.0, 704.0


@dataclasses.dataclass(frozen=True)
class Scene:
    """A slide to paint."""

    slide: Slide
    pack: Pack
    language: Language
    number: int
    """Counts from 1; 0 if a question is asked before the first slide."""
    left_s: int | None = None
    """Seconds left of the activity; None before its clock was started."""
    question: Question | None = None
    """How the slide's item is being asked now."""
    tally: Tally | None = None
    """What the class answered to it."""
    right: RightAnswer | None = None
    """Which right answer of the forms is shown."""

    def say(self, message: Message) -> str:
        """`message` in the slide's language."""
        return say(message, self.language)

    def of_layout(self) -> Message:
        """The number of this question or activity and the total: of the module, or of the form that is asked."""
        same = [slide.id for slide in self.pack.slides(self.language) if slide.layout == self.slide.layout]
        if self.slide.layout == "question" and self.slide.id not in same:
            same = [item.id for item in self.pack.form(self.pack.item(self.slide.item).form)]
        number = same.index(self.slide.id) + 1 if self.slide.id in same else 1
        if self.slide.layout == "question":
            return Message("Question {number} of {total}", number=number, total=len(same))
        return Message("Activity {number} of {total}", number=number, total=len(same))


def question_slide(item: Item) -> Slide:
    """A slide for `item`: the first and last questions have no slides of their own."""
    return Slide(id=item.id, layout="question", minutes=0, item=item.id)


def scene_of(content: StageContent, pack: Pack) -> Scene:
    """The scene of `content`: its slide, or a slide for its item. Raises KnownError for an item that `pack` does not
    have, IndexError for a slide number out of range."""
    asked = content.question or content.tally or content.right
    slide = pack.slides(content.language)[content.slide - 1]
    if asked and not (slide.item and pack.item(slide.item).id == asked.item):
        slide = question_slide(pack.item(asked.item))
    return Scene(
        slide, pack, content.language, content.slide, content.left_s, content.question, content.tally, content.right
    )


@dataclasses.dataclass(frozen=True)
class SlidePage:
    """The page that is painted on: 768 units high, with the aspect ratio of the screen (1024 wide at 4:3)."""

    painter: QPainter
    width: float

    @property
    def right(self) -> float:
        """The x of the right margin."""
        return self.width - MARGIN

    @property
    def inner(self) -> float:
        """The width between the margins."""
        return self.width - 2 * MARGIN


def plain_runs(text: str) -> tuple[Run, ...]:
    """`text` as a single run."""
    return (Run(text),)


def first_picture(blocks: tuple[Block, ...]) -> Picture | None:
    """The first picture among `blocks`."""
    return next((block for block in blocks if isinstance(block, Picture)), None)


def words_of(blocks: tuple[Block, ...]) -> list[Block]:
    """`blocks` without their pictures and columns."""
    return [block for block in blocks if not isinstance(block, Picture | Columns | Panel)]
