"""Slides with a task: a question with its four answers, and an activity with its clock."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPen

from bsuh_desktop.domain.events import Channel
from bsuh_desktop.domain.messages import Message
from bsuh_desktop.domain.quiz import LETTERS, Item
from bsuh_desktop.domain.text import digits_in
from bsuh_desktop.qt.stage import palette
from bsuh_desktop.qt.stage.answer_marks import paint_mark
from bsuh_desktop.qt.stage.flow import paint_flow
from bsuh_desktop.qt.stage.frame import paint_panel, paint_title
from bsuh_desktop.qt.stage.pictures import paint_picture
from bsuh_desktop.qt.stage.scene import MARGIN, Scene, SlidePage, first_picture, plain_runs
from bsuh_desktop.qt.stage.text_fit import FittedText, fitted
from bsuh_desktop.qt.stage.text_slides import BODY_END, begin, lists_of, paint_callout
from bsuh_desktop.qt.stage.text_slides import LETTERS as LIST_LETTERS

HOW_TO_ANSWER: dict[Channel, tuple[str, Message]] = {
    "shared": ("one", Message("Answer on the device, one by one")),
    "hands": ("hand", Message("Raise your hand for one answer")),
}
"""Icon and words that tell the class how to answer."""

_GAP = 24.0
# In a smaller clock the line below the time would be illegible from the last bench.
_CAPTIONED = 240.0
_MARK, _MARK_LEFT, _TEXT_LEFT = 92.0, 30.0, 148.0


def paint_question(page: SlidePage, scene: Scene) -> None:
    """The question, and under it four cards with mark and answer; while it is open, how it is answered."""
    item = scene.pack.item(scene.slide.item)
    count = scene.say(scene.of_layout())
    if scene.question:
        sign, how = HOW_TO_ANSWER[scene.question.by]
        begin(page, scene, _with_answered(scene, scene.slide.title or count), scene.say(how), sign)
    else:
        begin(page, scene, scene.slide.title or count, count if scene.slide.title else "")
    asked = fitted(plain_runs(item.question.text_in(scene.language)), page.inner, 196, 43, bold=True, leading=1.44)
    top = 100.0
    asked.paint(page.painter, MARGIN, top + max(0.0, (150 - asked.height) / 2), palette.INK)
    cards = max(top + asked.height + 16, 290.0)
    _paint_options(page, scene, item, QRectF(MARGIN, cards, page.inner, BODY_END - 8 - cards))


def _with_answered(scene: Scene, over: str) -> str:
    asked = scene.question
    if asked is None or asked.by == "hands" or not asked.people:
        return over
    heard = Message("{answered} of {people} answered", answered=asked.answered, people=asked.people)
    return f"{over} · {scene.say(heard)}"


def _paint_options(page: SlidePage, scene: Scene, item: Item, area: QRectF) -> None:
    width, height = (area.width() - _GAP) / 2, (area.height() - _GAP) / 2
    texts = {letter: item.options[letter].text.text_in(scene.language) for letter in LETTERS if letter in item.options}
    room = width - _TEXT_LEFT - 20
    letters = min(round(fitted(plain_runs(text), room, height - 16, 34).px) for text in texts.values())
    for place, (letter, text) in enumerate(texts.items()):
        box = QRectF(area.left() + place % 2 * (width + _GAP), area.top() + place // 2 * (height + _GAP), width, height)
        paint_panel(page, box, palette.PAPER, palette.INK)
        side = min(_MARK, height - 24)
        paint_mark(page.painter, QRectF(box.left() + _MARK_LEFT, box.center().y() - side / 2, _MARK, side), letter)
        answer = FittedText(plain_runs(text), room, letters)
        answer.paint(page.painter, box.left() + _TEXT_LEFT, box.center().y() - answer.height / 2, palette.INK)


def paint_activity(page: SlidePage, scene: Scene) -> None:
    """The steps of an activity, the clock beside them, and what to keep in mind under them."""
    begin(page, scene, scene.say(scene.of_layout()), scene.pack.title.text_in(scene.language))
    picture = first_picture(scene.slide.body)
    column = min(312.0, page.inner * 0.34)
    side = 176.0 if picture else 296.0
    title_end = paint_title(page, scene.slide.title, page.inner - (side + _GAP if picture else 0), height=134)
    end = paint_callout(page, scene, BODY_END)
    if picture:
        _paint_clock(page, scene, QRectF(page.right - side, 96, side, side))
        area = QRectF(page.right - column, 96 + side + 16, column, end - 96 - side - 16)
        paint_picture(page.painter, area, scene.pack.media(picture.file))
    else:
        room = end - title_end - 16
        side = min(side, room)
        _paint_clock(page, scene, QRectF(page.right - side, title_end + 16 + (room - side) / 2, side, side))
    area = QRectF(MARGIN, title_end + 16, page.inner - column - 40, end - title_end - 16)
    paint_flow(page.painter, area, lists_of(scene), LIST_LETTERS, scene.language)


def _paint_clock(page: SlidePage, scene: Scene, box: QRectF) -> None:
    """A ring that shows the time left: a green line over a pale one. No alarm, no red."""
    whole = max(1, scene.slide.minutes * 60)
    left = whole if scene.left_s is None else max(0, min(whole, scene.left_s))
    weight = box.width() * 0.08
    ring = box.adjusted(weight / 2, weight / 2, -weight / 2, -weight / 2)
    painter = page.painter
    painter.setBrush(palette.PAPER)
    painter.setPen(QPen(palette.WELL, weight))
    painter.drawEllipse(ring)
    thread = QPen(palette.EDGE, 2, Qt.PenStyle.CustomDashLine)
    thread.setDashPattern([3, 3])
    painter.setPen(thread)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawEllipse(ring)
    painter.setPen(QPen(palette.GREEN, weight, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
    if left:
        painter.drawArc(ring, 90 * 16, round(-360 * 16 * left / whole))
    _paint_time(page, scene, box, left)


def _paint_time(page: SlidePage, scene: Scene, box: QRectF, left: int) -> None:
    time = f"{left // 60}:{left % 60:02}"
    digits = digits_in(scene.language, time)
    size = round(box.width() * 0.24)
    figure = fitted(plain_runs(digits), box.width() * 0.74, box.height(), size, bold=True, leading=1.2)
    if box.width() < _CAPTIONED:
        middle = box.center().y() - figure.height / 2
        figure.paint(page.painter, box.center().x() - figure.width / 2, middle, palette.INK, centred=True)
        return
    of = scene.say(Message("of {minutes} minutes", minutes=scene.slide.minutes))
    caption = fitted(plain_runs(of), box.width() * 0.66, box.height() * 0.2, max(15, round(box.width() * 0.074)))
    corner = QPointF(box.center().x() - figure.width / 2, box.center().y() - (figure.height + caption.height) / 2)
    figure.paint(page.painter, corner.x(), corner.y(), palette.INK, centred=True)
    x = box.center().x() - caption.width / 2
    caption.paint(page.painter, x, corner.y() + figure.height, palette.INK_SOFT, centred=True)
