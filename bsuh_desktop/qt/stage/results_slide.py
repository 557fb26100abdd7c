"""The results of a question: a bar for each letter, which one is right, and why. Nobody's own answer is shown.

Hands that were only seen have a dot and a word in place of bar and number; a handful of answers has neither.
"""

from __future__ import annotations

import dataclasses

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPainterPath, QPen

from bsuh_desktop.content.schema import Run
from bsuh_desktop.domain.events import Level
from bsuh_desktop.domain.messages import Message
from bsuh_desktop.domain.quiz import LETTERS, Item
from bsuh_desktop.domain.results import enough_to_show
from bsuh_desktop.domain.session.slips import LEVEL_WORDS
from bsuh_desktop.presenters.stage import Tally
from bsuh_desktop.qt.stage import palette
from bsuh_desktop.qt.stage.answer_marks import COLOURS, paint_heart, paint_mark
from bsuh_desktop.qt.stage.frame import paint_panel, paint_title
from bsuh_desktop.qt.stage.scene import MARGIN, Scene, SlidePage, plain_runs
from bsuh_desktop.qt.stage.text_fit import FittedText, draw_text, fitted, text_width
from bsuh_desktop.qt.stage.text_slides import BODY_END, begin

_MARK, _BAR_LEFT = 64.0, MARGIN + 88
_OPTION, _COUNT, _RIGHT_WORD = 26, 36, 26
_TICK = 30.0
_DOTS: dict[Level, float] = {"most": 44.0, "some": 28.0, "few": 14.0}
_WHY_LETTERS, _WHY_HEIGHT = 30, 152.0
# Without an explanation below them, rows may be up to this high, which is more than in the look book.
_TALLEST_ROW = 104.0
_ABOVE_BAR = 6.0


@dataclasses.dataclass(frozen=True)
class _Chart:
    """What the rows share: the largest bar width, the number of answers it represents, and sizes."""

    widest: float
    most: int
    letters: int
    bar: float


def paint_results(page: SlidePage, scene: Scene) -> None:
    """The title, four rows, and the explanation in a message under them. A question without a key has no right row."""
    tally = scene.tally or Tally(scene.slide.item, "hands", {})
    item = scene.pack.item(tally.item)
    begin(page, scene, scene.say(scene.of_layout()), scene.say(_answered(tally)))
    top = paint_title(page, scene.say(Message("What we thought")), page.inner, 43, 62) + 8
    end = paint_why(page, scene, item)
    paint = _paint_rows if enough_to_show(tally.counts) and not tally.levels else _paint_plain_rows
    paint(page, scene, item, QRectF(MARGIN, top, page.inner, end - top))


def _answered(tally: Tally) -> Message:
    if tally.levels:
        return Message("Counted by eye")
    if not enough_to_show(tally.counts):
        return Message("Too few answers to show")
    if tally.by == "hands":
        return Message("Hands up: {count}", count=tally.answered)
    return Message("{count} answered", count=tally.answered)


def _shown(item: Item) -> list[str]:
    return [letter for letter in LETTERS if letter in item.options]


def _paint_plain_rows(page: SlidePage, scene: Scene, item: Item, area: QRectF) -> None:
    """The answers without bars and numbers; hands that were seen as a dot and a word at the right."""
    shown, levels = _shown(item), dict(scene.tally.levels) if scene.tally else {}
    height = min(_TALLEST_ROW, area.height() / max(1, len(shown)))
    words = {letter: scene.say(LEVEL_WORDS[level]) for letter, level in levels.items()}
    widest = max((text_width(text, _COUNT, bold=True) for text in words.values()), default=0.0)
    dot = page.right - widest - 20 - _DOTS["most"] / 2 if words else page.right + _DOTS["most"] / 2 + 36
    right = dot - _DOTS["most"] / 2 - 36 - (text_width(right_words(scene), _RIGHT_WORD, bold=True) if item.key else 0.0)
    room = right - (_TICK + 34 if item.key else 0.0) - _BAR_LEFT
    texts = {letter: _text(scene, item, letter) for letter in shown}
    size = min(round(fitted(text, room, height - 12, _OPTION, leading=1.36).px) for text in texts.values())
    for place, letter in enumerate(shown):
        middle = area.top() + (place + 0.5) * height
        paint_mark(page.painter, QRectF(area.left(), middle - _MARK / 2, _MARK, _MARK), letter)
        text = FittedText(texts[letter], room, size, leading=1.36)
        text.paint(page.painter, _BAR_LEFT, middle - text.height / 2, palette.INK)
        if letter == item.key:
            paint_tick(page.painter, QRectF(right - 16 - _TICK, middle - _TICK / 2, _TICK, _TICK))
            draw_text(page.painter, right_words(scene), right, middle, _RIGHT_WORD, palette.GREEN, bold=True)
        if letter in words:
            page.painter.setPen(QPen(palette.INK, 2))
            page.painter.setBrush(COLOURS[letter])
            page.painter.drawEllipse(QPointF(dot, middle), _DOTS[levels[letter]] / 2, _DOTS[levels[letter]] / 2)
            draw_text(page.painter, words[letter], page.right - widest, middle, _COUNT, palette.INK, bold=True)


def _paint_rows(page: SlidePage, scene: Scene, item: Item, area: QRectF) -> None:
    counts = dict(scene.tally.counts) if scene.tally else {}
    shown = _shown(item)
    height = min(_TALLEST_ROW, area.height() / max(1, len(shown)))
    people = {letter: scene.say(Message("{count} of us", count=counts.get(letter, 0))) for letter in shown}
    column = max(text_width(words, _COUNT, bold=True) for words in people.values()) + 24
    chart = _chart(page, scene, item, max(counts.values(), default=0), column, height)
    for place, letter in enumerate(shown):
        row = QRectF(area.left(), area.top() + place * height, area.width(), height)
        _paint_row(page, scene, item, row, letter, counts.get(letter, 0), chart)
        end = page.right - text_width(people[letter], _COUNT, bold=True)
        draw_text(page.painter, people[letter], end, row.center().y(), _COUNT, palette.INK, bold=True)


def _chart(page: SlidePage, scene: Scene, item: Item, most: int, column: float, height: float) -> _Chart:
    """In a row of 84 units a bar is 36 units high; the texts above the bars have the same size."""
    bar = height * 36 / 84
    room = page.right - column - _BAR_LEFT
    texts = [(letter, option.text.text_in(scene.language)) for letter, option in item.options.items()]
    words = [
        fitted((Run(text, bold=letter == item.key),), room, height - bar - _ABOVE_BAR - 2, _OPTION, leading=1.36)
        for letter, text in texts
    ]
    right = text_width(right_words(scene), _RIGHT_WORD, bold=True) + _TICK + 42 if item.key else 0.0
    return _Chart(room - right, most, min(round(word.px) for word in words), bar)


def right_words(scene: Scene) -> str:
    """The word beside a tick."""
    return scene.say(Message("Correct"))


def _text(scene: Scene, item: Item, letter: str) -> tuple[Run, ...]:
    return (Run(item.options[letter].text.text_in(scene.language), bold=letter == item.key),)


def _paint_row(page: SlidePage, scene: Scene, item: Item, row: QRectF, letter: str, count: int, chart: _Chart) -> None:
    painter = page.painter
    paint_mark(painter, QRectF(row.left(), row.center().y() - _MARK / 2, _MARK, _MARK), letter)
    words = FittedText(_text(scene, item, letter), page.right - _BAR_LEFT, chart.letters, leading=1.36)
    top = row.center().y() - (words.height + _ABOVE_BAR + chart.bar) / 2
    words.paint(painter, _BAR_LEFT, top, palette.INK)
    bar = QRectF(_BAR_LEFT, top + words.height + _ABOVE_BAR, _bar_width(count, chart), chart.bar)
    _paint_bar(painter, bar, letter)
    if letter == item.key:
        tick = QRectF(bar.right() + 18, bar.center().y() - _TICK / 2, _TICK, _TICK)
        paint_tick(painter, tick)
        draw_text(
            painter, right_words(scene), tick.right() + 16, bar.center().y(), _RIGHT_WORD, palette.GREEN, bold=True
        )


def _bar_width(count: int, chart: _Chart) -> float:
    return max(16.0, chart.widest * count / chart.most) if count else 0.0


def _paint_bar(painter: QPainter, bar: QRectF, letter: str) -> None:
    """For no answers nothing: a line would be read as a 1."""
    if bar.width():
        painter.setPen(QPen(palette.INK, 2))
        painter.setBrush(COLOURS[letter])
        painter.drawRoundedRect(bar.adjusted(1, 1, -1, -1), 6, 6)


def paint_tick(painter: QPainter, box: QRectF) -> None:
    """A white tick in a green disc, in the middle of `box`."""
    side = min(box.width(), box.height())
    disc = QRectF(box.center().x() - side / 2, box.center().y() - side / 2, side, side)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(palette.GREEN)
    painter.drawEllipse(disc)
    tick = QPainterPath(disc.topLeft() + QPointF(0.28, 0.53) * side)
    tick.lineTo(disc.topLeft() + QPointF(0.44, 0.69) * side)
    tick.lineTo(disc.topLeft() + QPointF(0.74, 0.36) * side)
    pen = QPen(palette.WHITE, side * 0.1, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin)
    painter.strokePath(tick, pen)


def paint_why(page: SlidePage, scene: Scene, item: Item) -> float:
    """Paints the explanation at the bottom; returns where the space above it ends."""
    explanation = item.explanation.text_in(scene.language)
    if not explanation:
        return BODY_END
    runs = plain_runs(explanation)
    if item.key:
        runs = (Run(scene.say(Message("Why {letter}?", letter=item.key)), bold=True), Run(f" {explanation}"))
    words = fitted(runs, page.inner - 122 - 40, _WHY_HEIGHT - 36, _WHY_LETTERS)
    height = max(96.0, words.height + 44)
    box = QRectF(MARGIN, BODY_END - height, page.inner, height)
    tint, border = (palette.GREEN_TINT, palette.GREEN) if item.key else (palette.AMBER_TINT, palette.AMBER)
    paint_panel(page, box, tint, border)
    side = min(56.0, height - 40)
    sign = QRectF(box.left() + 36, box.center().y() - side / 2, side, side)
    (paint_tick if item.key else paint_heart)(page.painter, sign)
    words.paint(page.painter, box.left() + 122, box.center().y() - words.height / 2, palette.INK)
    return box.top() - 20
