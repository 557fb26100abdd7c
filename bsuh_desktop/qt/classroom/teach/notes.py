"""The card with notes and script: both are written a moment later, so that no key waits for them."""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer

from bsuh_desktop.presenters.classroom.notes import NotesText
from bsuh_desktop.qt.bridge.bridge import Bridge
from bsuh_desktop.qt.classroom.teach.note_pages import hold_marks, notes_page, script_page
from bsuh_desktop.qt.forms.teach import Ui_Teach
from bsuh_desktop.qt.look import theme

_PAGE, _HANG = 0.8, 1.7
"""Share of a page scrolled by a key; indent of points in em, wide enough for "১০."."""


class NotesCard(QObject):
    """Shows notes in the size of the desk's text; those of another slide start at the top."""

    def __init__(self, bridge: Bridge, form: Ui_Teach) -> None:
        super().__init__(form.notes)
        self._bridge = bridge
        self._words, self._page = form.notes_words, form.scroll
        self._text: NotesText | None = None
        self._shown = ""
        self._due = QTimer(self, singleShot=True, interval=0)
        self._due.timeout.connect(self.write)
        # The card has margins already.
        self._words.document().setDocumentMargin(0)
        # Always shown: a scroll bar that comes and goes makes Qt lay out the notes three times.
        bar = self._words.verticalScrollBar()
        bar.rangeChanged.connect(lambda least, most: bar.setEnabled(most > least))

    def set_text(self, text: NotesText) -> None:
        """Takes what is to be shown."""
        self._text = text
        self._due.start()

    def write(self) -> None:
        """Shows it now, if it differs."""
        self._due.stop()
        text = self._text
        if text is None:
            return
        size, script_size = theme.scaled_text(text.note_px), theme.scaled_text(text.script_px)
        indent = round(size * _HANG)
        notes = notes_page(text.notes, self._bridge.language, indent)
        shown = f'<div style="font-size:{size}px">{notes}</div>'
        if text.script:
            hold_marks(self._words.document(), script_size)
            shown = script_page(text.script, text.language, script_size) + (f"<hr/>{shown}" if notes else "")
        if shown != self._shown:
            self._shown = shown
            self._words.setTabStopDistance(indent)
            self._words.setHtml(shown)

    def scroll(self, pages: float) -> None:
        """Scrolls down by `pages` (up if negative): the whole page if it shows all of the notes."""
        area = self._words if self._words.verticalScrollBar().maximum() > 0 else self._page
        bar = area.verticalScrollBar()
        bar.setValue(bar.value() + round(pages * _PAGE * area.viewport().height()))
