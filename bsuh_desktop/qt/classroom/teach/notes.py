"""The card with the facilitator's notes, in a text size of their own."""

from __future__ import annotations

from PySide6.QtCore import QObject

from bsuh_desktop.domain.messages import Message
from bsuh_desktop.qt.bridge.bridge import Bridge
from bsuh_desktop.qt.classroom.lesson import Lesson
from bsuh_desktop.qt.classroom.teach.note_lines import note_lines
from bsuh_desktop.qt.classroom.teach.voice import VoiceCard
from bsuh_desktop.qt.forms.teach import Ui_Teach
from bsuh_desktop.qt.look import theme

SIZES = (15, 17, 20, 24, 30)
"""Text sizes of the notes, in px before the text scale."""

_PAGE, _HANG = 0.8, 1.7
"""Share of a page scrolled by a key; indent of points in em, wide enough for "১০."."""


class NotesCard(QObject):
    """Notes of the present slide in the desk's language; by voice, below the script."""

    def __init__(self, bridge: Bridge, lesson: Lesson, form: Ui_Teach) -> None:
        super().__init__(lesson)
        self._bridge = bridge
        self._lesson = lesson
        self._form = form
        self._voice = VoiceCard(bridge, lesson, form)
        self._size = 1
        self._shown = ""
        # The card has margins already.
        form.notes_words.document().setDocumentMargin(0)
        # Always shown: a scroll bar that comes and goes makes Qt lay out the notes three times.
        bar = form.notes_words.verticalScrollBar()
        bar.rangeChanged.connect(lambda least, most: bar.setEnabled(most > least))
        form.smaller.clicked.connect(lambda: self._resize(-1))
        form.larger.clicked.connect(lambda: self._resize(+1))

    def refresh(self) -> None:
        """Shows the notes of the present slide; those of another slide start at the top."""
        slides = self._lesson.picture.pack.slides(self._bridge.language)
        slide = slides[min(self._lesson.number, len(slides)) - 1]
        size = theme.scaled_text(SIZES[self._size])
        indent = round(size * _HANG)
        by_voice = self._lesson.by_voice
        text = note_lines(slide, self._bridge.language, by_voice, indent)
        shown = f'<div style="font-size:{size}px">{text}</div>'
        self._form.notes_title.setText(self._bridge.say(Message("Say") if by_voice else Message("Notes")))
        self._voice.refresh()
        if by_voice:
            shown = self._voice.lines(self._size) + (f"<hr/>{shown}" if text else "")
        self._form.smaller.setEnabled(self._size > 0)
        self._form.larger.setEnabled(self._size < len(SIZES) - 1)
        if shown == self._shown:
            return
        self._shown = shown
        self._form.notes_words.setTabStopDistance(indent)
        self._form.notes_words.setHtml(shown)

    def scroll(self, pages: float) -> None:
        """Scrolls down by `pages` (up if negative)."""
        bar = self._form.notes_words.verticalScrollBar()
        bar.setValue(bar.value() + round(pages * _PAGE * self._form.notes_words.viewport().height()))

    def _resize(self, by: int) -> None:
        self._size = max(0, min(len(SIZES) - 1, self._size + by))
        self.refresh()
