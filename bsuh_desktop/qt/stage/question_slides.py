"""Slides with a task: a question, its results and its right answer, and an activity with its clock.

Nobody's own answer is shown. Hands that were only seen have a dot and a word in place of bar and number; a handful of
answers has neither."""

from __future__ import annotations

import dataclasses

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPainterPath, QPen

from bsuh_desktop.content.schema import Run
from bsuh_desktop.domain.events import Channel, Level
from bsuh_desktop.domain.lesson import name_of
from bsuh_desktop.domain.messages import Message
from bsuh_desktop.domain.quiz import LETTERS, Item
from bsuh_desktop.domain.results import enough_to_show
from bsuh_desktop.domain.session.view import LEVEL_WORDS
from bsuh_desktop.domain.text import digits_in
from bsuh_desktop.presenters.stage import RightAnswer, Tally
from bsuh_desktop.qt.stage import palette
from bsuh_desktop.qt.stage.answer_marks import COLOURS, paint_heart, paint_mark
from bsuh_desktop.qt.stage.pictures import paint_picture
from bsuh_desktop.qt.stage.slides import (
    BODY_END,
    MARGIN,
    Scene,
    SlidePage,
    begin,
    first_picture,
    lists_of,
    paint_callout,
    paint_panel,
    paint_title,
    plain_runs,
)
from bsuh_desktop.qt.stage.slides import LETTERS as LIST_LETTERS
from bsuh_desktop.qt.stage.text_fit import FittedText, draw_text, fitted, paint_flow, text_width

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


_CHART_MARK, _BAR_LEFT = 64.0, MARGIN + 88
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
        paint_mark(page.painter, QRectF(area.left(), middle - _CHART_MARK / 2, _CHART_MARK, _CHART_MARK), letter)
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
    paint_mark(painter, QRectF(row.left(), row.center().y() - _CHART_MARK / 2, _CHART_MARK, _CHART_MARK), letter)
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


_TOP, _QUESTION, _ANSWER, _QUOTE = 106.0, 40, 36, 32
_QUESTION_HEIGHT, _ANSWER_GAP = 180.0, 24.0
_ANSWER_MARK, _PAD, _ANSWER_TICK, _WORD = 80.0, 24.0, 36.0, 28


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
    below = quote.height + _ANSWER_GAP if quote else 0.0
    height = min(168.0, end - top - below)
    spare = max(0.0, end - top - below - height)
    box = QRectF(MARGIN, top + spare / 2, page.inner, height)
    _paint_right(page, scene, item, box, shown.chosen)
    if quote:
        quote.paint(page.painter, MARGIN, box.bottom() + _ANSWER_GAP, palette.INK)


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
    side = min(_ANSWER_MARK, box.height() - 16)
    paint_mark(painter, QRectF(box.left() + _PAD, middle - side / 2, side, side), item.key)
    told = scene.say(Message("{count} of us", count=chosen)) if chosen is not None else ""
    word = right_words(scene)
    column = max(text_width(word, _WORD, bold=True) + _ANSWER_TICK + 12, text_width(told, _WORD) if told else 0.0)
    left, line = box.right() - _PAD - column, _WORD * 1.5
    first = middle - line / 2 if told else middle
    paint_tick(painter, QRectF(left, first - _ANSWER_TICK / 2, _ANSWER_TICK, _ANSWER_TICK))
    draw_text(painter, word, left + _ANSWER_TICK + 12, first, _WORD, palette.GREEN, bold=True)
    if told:
        draw_text(painter, told, left, middle + line / 2, _WORD, palette.INK)
    start = box.left() + 2 * _PAD + _ANSWER_MARK
    text = Run(item.options[item.key].text.text_in(scene.language), bold=True)
    words = fitted((text,), left - _PAD - start, box.height() - 16, _ANSWER)
    words.paint(painter, start, middle - words.height / 2, palette.INK)
