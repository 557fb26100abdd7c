"""What a slide needs beside itself, its pack, language, number and time left; and the frame around every slide.

The frame: ivory ground, the header with its double hairline, and the footer with the helpline."""

from __future__ import annotations

import dataclasses

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from bsuh_desktop.content.reader import Pack
from bsuh_desktop.content.schema import Block, Columns, Panel, Picture, Run, Slide
from bsuh_desktop.domain.messages import Language, Message
from bsuh_desktop.domain.quiz import Item
from bsuh_desktop.language import say
from bsuh_desktop.presenters.stage import Question, RightAnswer, StageContent, Tally
from bsuh_desktop.qt.stage import palette
from bsuh_desktop.qt.stage.answer_marks import paint_heart
from bsuh_desktop.qt.stage.pictures import paint_sign
from bsuh_desktop.qt.stage.text_fit import draw_text, fitted, text_width

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


_OVER_MIDDLE, _OVER_SIZE, _FOOT_SIZE, _SIGN = 49.0, 22, 20, 26.0
_FOOT_MIDDLE = (FOOTER_TOP + HEIGHT) / 2


def paint_ground(page: SlidePage, colour: QColor = palette.IVORY) -> None:
    """Fills the ground."""
    page.painter.fillRect(QRectF(0, 0, page.width, HEIGHT), colour)


def paint_header(page: SlidePage, left: str, right: str = "", sign: str = "") -> None:
    """The small line at the top and, at its right, optional text with the icon `sign`; below it a hairline with a
    pale second line."""
    painter = page.painter
    second = fitted(plain_runs(right), page.inner * 0.55, 48, _OVER_SIZE)
    taken = second.widest + (_SIGN + 12 if sign else 0)
    first = fitted(plain_runs(left), page.inner - taken - 32, 48, _OVER_SIZE)
    if sign:
        box = QRectF(page.right - taken, _OVER_MIDDLE - _SIGN / 2 - 1, _SIGN, _SIGN)
        paint_sign(painter, box, sign, palette.INK_SOFT)
    for over, x in ((first, MARGIN), (second, page.right - second.widest)):
        over.paint(painter, x, _OVER_MIDDLE - over.height / 2, palette.INK_SOFT)
    for y, colour, weight in ((75.0, palette.INK, 2.0), (80.5, palette.LINE, 1.0)):
        painter.setPen(QPen(colour, weight, Qt.PenStyle.SolidLine, Qt.PenCapStyle.FlatCap))
        painter.drawLine(QPointF(MARGIN, y), QPointF(page.right, y))


def paint_footer(page: SlidePage, scene: Scene, right: str | None = None) -> None:
    """Heart, child helpline and page number: a learner who looks away from the slide finds whom to call."""
    painter = page.painter
    painter.fillRect(QRectF(0, FOOTER_TOP, page.width, HEIGHT - FOOTER_TOP), palette.WELL)
    paint_heart(painter, QRectF(MARGIN + 2, _FOOT_MIDDLE - 14, 28, 28))
    x = MARGIN + 49
    number = scene.pack.fillings.fill("{helpline:child}", scene.language) if scene.pack.fillings else ""
    sentence = scene.pack.title.text_in(scene.language)
    if number:
        x = draw_text(painter, number, x, _FOOT_MIDDLE, _FOOT_SIZE, palette.INK, bold=True) + 16
        sentence = scene.say(Message("Child helpline. Free, day and night."))
    draw_text(painter, sentence, x, _FOOT_MIDDLE, _FOOT_SIZE, palette.INK)
    total = len(scene.pack.slides(scene.language))
    count = scene.say(Message("{number} / {total}", number=scene.number, total=total)) if scene.number else ""
    end = right if right is not None else count
    draw_text(painter, end, page.right - text_width(end, _FOOT_SIZE), _FOOT_MIDDLE, _FOOT_SIZE, palette.INK_SOFT)


def paint_title(page: SlidePage, text: str, width: float, largest: int = 48, height: float = 120) -> float:
    """The slide's title under the header; returns where it ends."""
    title = fitted(plain_runs(text), width, height, largest, bold=True, leading=1.34)
    top = 106.0
    title.paint(page.painter, MARGIN, top, palette.INK)
    return top + title.height


def paint_panel(page: SlidePage, box: QRectF, fill: QColor, border: QColor) -> None:
    """A card or message on the sheet."""
    page.painter.setPen(QPen(border, 2))
    page.painter.setBrush(fill)
    page.painter.drawRoundedRect(box.adjusted(1, 1, -1, -1), 16, 16)
