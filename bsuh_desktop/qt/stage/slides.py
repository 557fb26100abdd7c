"""Draws slides to read and look at: the cover, statement, steps, picture, columns, help, a scene, a comic, a choice.

Every slide has a frame: ivory ground, the header with its double hairline, and the footer with the helpline. `Scene` is
what a slide needs beside itself: its pack, language, number and time left."""

from __future__ import annotations

import dataclasses

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from bsuh_desktop.content.reader import Pack
from bsuh_desktop.content.schema import Block, Columns, ListBlock, Panel, Paragraph, Picture, Run, Slide, Speech
from bsuh_desktop.domain.messages import Language, Message
from bsuh_desktop.domain.quiz import Item
from bsuh_desktop.language import say
from bsuh_desktop.presenters.stage import Question, RightAnswer, StageContent, Tally
from bsuh_desktop.qt.stage import palette
from bsuh_desktop.qt.stage.answer_marks import paint_heart
from bsuh_desktop.qt.stage.pictures import paint_picture, paint_sign
from bsuh_desktop.qt.stage.text_fit import TextFlow, draw_text, fitted, fitted_flow, paint_flow, text_width

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


BODY_END = FOOTER_TOP - 24
LETTERS = 36
_GAP = 40.0


def begin(page: SlidePage, scene: Scene, over: str | None = None, right: str = "", sign: str = "") -> None:
    """Paints ground, header and footer of a slide to read."""
    paint_ground(page)
    paint_header(page, over if over is not None else scene.pack.title.text_in(scene.language), right, sign)
    paint_footer(page, scene)


def paint_statement(page: SlidePage, scene: Scene) -> None:
    """A title and a short text in large type; a picture beside it if there is one."""
    _text_and_picture(page, scene, share=0.4, letters=48)


def paint_picture_slide(page: SlidePage, scene: Scene) -> None:
    """Mainly the picture; the text is at its left."""
    _text_and_picture(page, scene, share=0.52, letters=40)


def _text_and_picture(page: SlidePage, scene: Scene, share: float, letters: int) -> None:
    begin(page, scene)
    top = paint_title(page, scene.slide.title, page.inner) + 16
    picture = first_picture(scene.slide.body)
    words = words_of(scene.slide.body)
    wide = page.inner * share if words else page.inner
    if picture:
        box = QRectF(page.right - wide, top, wide, BODY_END - top)
        paint_picture(page.painter, box, scene.pack.media(picture.file))
    width = page.inner - (wide + _GAP if picture else 0)
    if words:
        box = QRectF(MARGIN, top, width, BODY_END - top)
        paint_flow(page.painter, box, words, letters, scene.language)


def paint_steps(page: SlidePage, scene: Scene) -> None:
    """Numbered steps with stitches between them; paragraphs below them are in an amber message."""
    begin(page, scene)
    top = paint_title(page, scene.slide.title, page.inner) + 16
    end = paint_callout(page, scene, BODY_END)
    picture = first_picture(scene.slide.body)
    wide = page.inner * 0.36 if picture else 0.0
    if picture:
        box = QRectF(page.right - wide, top, wide, end - top)
        paint_picture(page.painter, box, scene.pack.media(picture.file))
    box = QRectF(MARGIN, top, page.inner - (wide + _GAP if picture else 0), end - top)
    paint_flow(page.painter, box, lists_of(scene), LETTERS, scene.language)


def paint_columns(page: SlidePage, scene: Scene) -> None:
    """Two cards side by side, in the same type size."""
    begin(page, scene)
    top = paint_title(page, scene.slide.title, page.inner) + 24
    columns = next((block for block in scene.slide.body if isinstance(block, Columns)), Columns((), ()))
    width = (page.inner - 24) / 2
    sides = [words_of(columns.left), words_of(columns.right)]
    room = BODY_END - top
    pictures = [first_picture(columns.left), first_picture(columns.right)]
    share = 0.5 if any(pictures) else 1.0
    letters = min(fitted_flow(side, width - 64, room * share - 48, 42, scene.language).px for side in sides)
    flows = [TextFlow(side, width - 64, letters, scene.language) for side in sides]
    height = room if any(pictures) else min(room, max(flow.height for flow in flows) + 64)
    for place, (flow, picture) in enumerate(zip(flows, pictures, strict=True)):
        box = QRectF(MARGIN + place * (width + 24), top, width, height)
        paint_panel(page, box, palette.PAPER, palette.INK)
        inside = box.adjusted(32, 28, -32, -24)
        flow.paint(page.painter, inside.left(), inside.top(), palette.INK)
        if picture:
            inside.setTop(inside.top() + flow.height + 16)
            paint_picture(page.painter, inside, scene.pack.media(picture.file))


def paint_help(page: SlidePage, scene: Scene) -> None:
    """Whom to tell: the number in a green message first, then what to say, and a picture of being listened to."""
    begin(page, scene)
    top = paint_title(page, scene.slide.title, page.inner) + 16
    paragraphs = [block for block in scene.slide.body if isinstance(block, Paragraph)]
    if paragraphs:
        flow = fitted_flow(paragraphs, page.inner - 152, (BODY_END - top) * 0.42, 34, scene.language)
        box = QRectF(MARGIN, top, page.inner, flow.height + 44)
        _paint_message(page, box, palette.GREEN_TINT, palette.GREEN)
        flow.paint(page.painter, MARGIN + 120, top + 22, palette.INK)
        top = box.bottom() + 24
    picture = first_picture(scene.slide.body)
    lists = lists_of(scene)
    wide = page.inner * (0.4 if lists else 1.0) if picture else 0.0
    if picture:
        area = QRectF(page.right - wide, top, wide, BODY_END - top)
        paint_picture(page.painter, area, scene.pack.media(picture.file))
    if lists:
        area = QRectF(MARGIN, top, page.inner - (wide + _GAP if picture else 0), BODY_END - top)
        paint_flow(page.painter, area, lists, 34, scene.language)


def lists_of(scene: Scene) -> list[Block]:
    """The lists of a slide."""
    return [block for block in scene.slide.body if isinstance(block, ListBlock)]


def paint_callout(page: SlidePage, scene: Scene, end: float) -> float:
    """Paints the slide's paragraphs in an amber message with a heart, which ends at `end`; returns where the space
    above it ends."""
    paragraphs = [block for block in scene.slide.body if isinstance(block, Paragraph)]
    if not paragraphs:
        return end
    flow = fitted_flow(paragraphs, page.inner - 152, 120, 30, scene.language)
    height = max(88.0, flow.height + 32)
    box = QRectF(MARGIN, end - height, page.inner, height)
    _paint_message(page, box, palette.AMBER_TINT, palette.AMBER)
    flow.paint(page.painter, MARGIN + 106, box.center().y() - flow.height / 2, palette.INK)
    return box.top() - 24


def _paint_message(page: SlidePage, box: QRectF, fill: QColor, border: QColor) -> None:
    paint_panel(page, box, fill, border)
    side = min(56.0, box.height() - 40)
    paint_heart(page.painter, QRectF(box.left() + 32, box.center().y() - side / 2, side, side))


_PANEL_GAP, _LINE, _CAPTION = 16.0, 64.0, 0.24
_LETTERS = 34


def paint_scene(page: SlidePage, scene: Scene) -> None:
    """The picture as large as it can be, and one line under it."""
    begin(page, scene)
    top = paint_title(page, scene.slide.title, page.inner) + 8
    end = _paint_line_below(page, scene)
    picture = first_picture(scene.slide.body)
    if picture is not None:
        paint_picture(page.painter, QRectF(MARGIN, top, page.inner, end - top), scene.pack.media(picture.file))


def paint_panels(page: SlidePage, scene: Scene) -> None:
    """The two to four panels of a comic, in which the app writes what is said, so that it stands there in the slide's
    language; or the two pictures of a choice, each with its words."""
    begin(page, scene)
    top = paint_title(page, scene.slide.title, page.inner) + 8
    end = _paint_line_below(page, scene)
    panels = [block for block in scene.slide.body if isinstance(block, Panel)]
    columns = 2 if len(panels) in (2, 4) else max(1, len(panels))
    rows = max(1, -(-len(panels) // columns))
    width = (page.inner - _PANEL_GAP * (columns - 1)) / columns
    height = (end - top - _PANEL_GAP * (rows - 1)) / rows
    for place, panel in enumerate(panels):
        x, y = MARGIN + place % columns * (width + _PANEL_GAP), top + place // columns * (height + _PANEL_GAP)
        _paint_panel(page, scene, panel, QRectF(x, y, width, height))


def _paint_line_below(page: SlidePage, scene: Scene) -> float:
    """Paints the slide's text under its pictures; returns where they end."""
    words = words_of(scene.slide.body)
    if not words:
        return BODY_END
    paint_flow(page.painter, QRectF(MARGIN, BODY_END - _LINE, page.inner, _LINE), words, _LETTERS, scene.language)
    return BODY_END - _LINE - _PANEL_GAP


def _paint_panel(page: SlidePage, scene: Scene, panel: Panel, box: QRectF) -> None:
    paint_panel(page, box, palette.PAPER, palette.INK)
    inside = box.adjusted(12, 12, -12, -12)
    if panel.caption:
        line = QRectF(inside)
        line.setTop(inside.bottom() - inside.height() * _CAPTION)
        inside.setBottom(line.top() - 8)
        paint_flow(page.painter, line, [Paragraph(panel.caption)], _LETTERS, scene.language)
    paint_picture(page.painter, inside, scene.pack.media(panel.picture.file))
    for speech in panel.speech:
        _paint_speech(page, scene, speech, inside)


def _paint_speech(page: SlidePage, scene: Scene, speech: Speech, box: QRectF) -> None:
    """What is said, on paper of its own so that it can be read over any picture."""
    wide = box.width() * (0.5 if "-" in speech.place else 0.9)
    flow = fitted_flow([Paragraph(speech.runs)], wide - 32, box.height() * 0.4 - 20, 30, scene.language)
    height = flow.height + 20
    x = box.center().x() - wide / 2
    if speech.place.endswith("left"):
        x = box.left()
    elif speech.place.endswith("right"):
        x = box.right() - wide
    y = box.top() if speech.place.startswith("top") else box.bottom() - height
    paint_panel(page, QRectF(x, y, wide, height), palette.PAPER, palette.INK)
    flow.paint(page.painter, x + 16, y + 10, palette.INK)


PROGRAMME = "Be Smart Use Heart"
_LEFT = 72.0


def paint_cover(page: SlidePage, scene: Scene) -> None:
    """Title, amber rule and subtitle at the left; at the right the picture, which may extend beyond its box."""
    painter = page.painter
    paint_ground(page, palette.NIGHT)
    _paint_stitched_edge(page)
    picture = first_picture(scene.slide.body)
    width = (page.width * 0.54 if picture else page.width - 48) - _LEFT
    if picture:
        box = QRectF(page.width * 0.545, 112, page.width * 0.375, 480)
        paint_picture(painter, box, scene.pack.media(picture.file), spill=True)
    paint_heart(painter, QRectF(_LEFT, 80, 44, 44))
    draw_text(painter, PROGRAMME, _LEFT + 60, 102, 24, palette.MINT)
    title = fitted(plain_runs(scene.slide.title), width, 250, 76, bold=True, leading=1.3)
    under = fitted_flow(words_of(scene.slide.body), width, 150, 34, scene.language)
    top = 388 - (title.height + 56 + under.height) / 2
    title.paint(painter, _LEFT, top, palette.IVORY)
    painter.fillRect(QRectF(_LEFT, top + title.height + 18, 120, 8), palette.AMBER)
    under.paint(painter, _LEFT, top + title.height + 50, palette.IVORY)
    paint_footer(page, scene, _grades_and_minutes(scene))


def _paint_stitched_edge(page: SlidePage) -> None:
    pen = QPen(palette.MINT, 2.5, Qt.PenStyle.CustomDashLine, Qt.PenCapStyle.RoundCap)
    pen.setDashPattern([2.2, 2.2])
    page.painter.setPen(pen)
    page.painter.setBrush(Qt.BrushStyle.NoBrush)
    page.painter.drawRoundedRect(QRectF(25, 25, page.width - 50, FOOTER_TOP - 50), 16, 16)


def _grades_and_minutes(scene: Scene) -> str:
    minutes = scene.say(Message("{minutes} minutes", minutes=scene.pack.minutes))
    grades = scene.pack.grades
    if not grades:
        return minutes
    first, last = min(grades), max(grades)
    span = (
        Message("Grades {first} to {last}", first=first, last=last)
        if last > first
        else Message("Grade {grade}", grade=first)
    )
    return f"{scene.say(span)} · {minutes}"
