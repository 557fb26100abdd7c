"""Teaching by voice: the script in large letters, the text for the board, and the activity's clock."""

from __future__ import annotations

from PySide6.QtCore import QObject, QRectF, Qt, QUrl
from PySide6.QtGui import QImage, QPainter, QTextDocument
from PySide6.QtWidgets import QTextBrowser

from bsuh_desktop.domain.quiz import LETTERS
from bsuh_desktop.qt.bridge.bridge import Bridge
from bsuh_desktop.qt.classroom.lesson import Lesson
from bsuh_desktop.qt.classroom.teach.plan_progress import clock_words
from bsuh_desktop.qt.classroom.teach.voice_lines import mark_size, mark_source, voice_text
from bsuh_desktop.qt.forms.teach import Ui_Teach
from bsuh_desktop.qt.look import theme
from bsuh_desktop.qt.stage.answer_marks import paint_mark
from bsuh_desktop.services.classroom.voice_script import VoiceScript, spoken_answers, spoken_question, spoken_slide

SIZES = (17, 22, 27, 32, 40)
"""Text sizes of the script, in px before the text scale: 22 can be read from a metre away."""


class VoiceCard(QObject):
    """In the language of the class; the notes beside it are in the desk's."""

    def __init__(self, bridge: Bridge, lesson: Lesson, form: Ui_Teach) -> None:
        super().__init__(lesson)
        self._bridge = bridge
        self._lesson = lesson
        self._form = form
        form.voice.clicked.connect(lesson.toggle_voice)

    def lines(self, size: int) -> str:
        """The script as rich text for the notes card; `size` is an index into `SIZES`."""
        px = theme.scaled_text(SIZES[size])
        _hold_marks(self._form.notes_words, px)
        return voice_text(self._spoken(), self._bridge.stage_language, px)

    def refresh(self) -> None:
        """Updates board, clock and button."""
        form, by_voice = self._form, self._lesson.by_voice
        form.board.setVisible(by_voice)
        form.voice.setChecked(by_voice)
        if by_voice:
            board = "\n".join(self._spoken().board)
            if form.board_words.text() != board:
                form.board_words.setText(board)
        self._show_clock(by_voice)

    def _spoken(self) -> VoiceScript:
        """The script: results if there are any, else the open question, else the slide."""
        content, slide, language = self._bridge.stage.content, self._lesson.slide, self._bridge.stage_language
        pack = self._lesson.picture.pack
        if content.tally:
            return spoken_answers(pack.item(content.tally.item), content.tally.counts, slide, language)
        if content.question and not slide.item:
            board = spoken_slide(slide, language).board
            spoken = spoken_question(pack.item(content.question.item), language)
            return VoiceScript(board=board, question=spoken.question, options=spoken.options)
        return spoken_slide(slide, language, pack.item(slide.item) if slide.item else None)

    def _show_clock(self, by_voice: bool) -> None:
        """Shows the activity's clock on the desk, since there is no projector to show it."""
        stage, clock = self._bridge.stage, self._form.activity_clock
        left = stage.content.left_s
        seconds = stage.activity_s if left is None else left
        clock.setVisible(by_voice and stage.activity_s > 0)
        clock.setText(self._bridge.digits(clock_words(1000 * seconds)))


def _hold_marks(browser: QTextBrowser, px: int) -> None:
    """Adds the pictures of the four letters to the document, in the size that `voice_text` uses."""
    side = mark_size(px)
    for letter in LETTERS:
        name = QUrl(mark_source(letter, side))
        if browser.document().resource(QTextDocument.ResourceType.ImageResource, name) is None:
            browser.document().addResource(QTextDocument.ResourceType.ImageResource, name, _mark(letter, side))


def _mark(letter: str, side: int) -> QImage:
    picture = QImage(2 * side, 2 * side, QImage.Format.Format_ARGB32_Premultiplied)
    picture.setDevicePixelRatio(2)
    picture.fill(Qt.GlobalColor.transparent)
    with QPainter(picture) as painter:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        paint_mark(painter, QRectF(0, 0, side, side), letter)
    return picture
