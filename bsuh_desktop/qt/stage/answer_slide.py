"""A right answer of the forms, once they are closed: the question, the answer, who says what about it, and why."""

from __future__ import annotations

from PySide6.QtCore import QRectF

from bsuh_desktop.content.schema import Run
from bsuh_desktop.domain.cast import name_of
from bsuh_desktop.domain.messages import Message
from bsuh_desktop.domain.quiz import Item
from bsuh_desktop.presenters.stage import RightAnswer
from bsuh_desktop.qt.stage import palette
from bsuh_desktop.qt.stage.answer_marks import paint_mark
from bsuh_desktop.qt.stage.frame import paint_panel
from bsuh_desktop.qt.stage.results_slide import paint_tick, paint_why, right_words
from bsuh_desktop.qt.stage.scene import MARGIN, Scene, SlidePage, plain_runs
from bsuh_desktop.qt.stage.text_fit import FittedText, draw_text, fitted, text_width
from bsuh_desktop.qt.stage.text_slides import begin

_TOP, _QUESTION, _ANSWER, _QUOTE = 106.0, 40, 36, 32
_QUESTION_HEIGHT, _GAP = 180.0, 24.0
_MARK, _PAD, _TICK, _WORD = 80.0, 24.0, 36.0, 28


def paint_answer(page: SlidePage, scene: Scene) -> None:
    """The question above, why it is right below, between them the right answer and what one of the cast says."""
    shown = scene.right or RightAnswer(scene.slide.item, 1, 1)
    item = scene.pack.item(shown.item)
    place = Message("Answer {number} of {total}", number=shown.number, total=shown.total)
    begin(page, scene, scene.say(Message("What we thought")), scene.say(place))
    text = plain_runs(item.question.text_in(scene.language))
    question = fitted(text, page.inner, _QUESTION_HEIGHT, _QUESTION, bold=True, leading=1.44)
    question.paint(page.painter, MARGIN, _TOP, palette.INK)
    top, end = _TOP + question.height + 16, paint_why(page, scene, item)
    quote = _quote(scene, item, page.inner, (end - top) * 0.4)
    below = quote.height + _GAP if quote else 0.0
    height = min(168.0, end - top - below)
    spare = max(0.0, end - top - below - height)
    box = QRectF(MARGIN, top + spare / 2, page.inner, height)
    _paint_right(page, scene, item, box, shown.chosen)
    if quote:
        quote.paint(page.painter, MARGIN, box.bottom() + _GAP, palette.INK)


def _quote(scene: Scene, item: Item, width: float, height: float) -> FittedText | None:
    """The feedback to the right answer, after the name of whoever says it; None if there is none."""
    option = item.options[item.key]
    if option.feedback is None:
        return None
    name, words = name_of(option.by).text_in(scene.language), option.feedback.text_in(scene.language)
    runs = (Run(f"{name}: ", bold=True), Run(f"“{words}”")) if name else plain_runs(words)
    return fitted(runs, width, height, _QUOTE)


def _paint_right(page: SlidePage, scene: Scene, item: Item, box: QRectF, chosen: int | None) -> None:
    """The right answer on a card, with its mark, a tick and a word, and how many chose it."""
    painter, middle = page.painter, box.center().y()
    paint_panel(page, box, palette.PAPER, palette.GREEN)
    side = min(_MARK, box.height() - 16)
    paint_mark(painter, QRectF(box.left() + _PAD, middle - side / 2, side, side), item.key)
    told = scene.say(Message("{count} of us", count=chosen)) if chosen is not None else ""
    word = right_words(scene)
    column = max(text_width(word, _WORD, bold=True) + _TICK + 12, text_width(told, _WORD) if told else 0.0)
    left, line = box.right() - _PAD - column, _WORD * 1.5
    first = middle - line / 2 if told else middle
    paint_tick(painter, QRectF(left, first - _TICK / 2, _TICK, _TICK))
    draw_text(painter, word, left + _TICK + 12, first, _WORD, palette.GREEN, bold=True)
    if told:
        draw_text(painter, told, left, middle + line / 2, _WORD, palette.INK)
    start = box.left() + 2 * _PAD + _MARK
    text = Run(item.options[item.key].text.text_in(scene.language), bold=True)
    words = fitted((text,), left - _PAD - start, box.height() - 16, _ANSWER)
    words.paint(painter, start, middle - words.height / 2, palette.INK)
