"""The card with notes and script as rich text: large letters, options with their marks.

Both are written a moment later, so that no key waits for them."""

from __future__ import annotations

import re
from collections.abc import Sequence

from PySide6.QtCore import QObject, QRectF, Qt, QTimer, QUrl
from PySide6.QtGui import QImage, QPainter, QTextDocument

from bsuh_desktop.domain.messages import Language
from bsuh_desktop.domain.quiz import LETTERS
from bsuh_desktop.domain.text import digits_in
from bsuh_desktop.language import say
from bsuh_desktop.presenters.classroom.notes import NoteLine, NotesText, ScriptLine
from bsuh_desktop.presenters.parts import text_of
from bsuh_desktop.qt.bridge.bridge import Bridge
from bsuh_desktop.qt.forms.teach import Ui_Teach
from bsuh_desktop.qt.look import theme
from bsuh_desktop.qt.stage.answer_marks import paint_mark

_ESCAPES = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;"})
"""Of text between tags. Python's `html` brings a table of two thousand entities: 0.6 MB."""
_BOLD = re.compile(r"\*\*(.+?)\*\*")
_PARAGRAPH = '<p style="margin:0 0 8px 0; line-height:115%">{}</p>'
# Qt's percentage refers to the font's own line height, 1.36 em: 115 % is 1.56 em.
# Qt's own lists lose the line height, and tables take three times as long: points are indented with a tab.
_POINT = (
    '<p style="margin:0 0 6px {indent}px; text-indent:-{indent}px; line-height:115%; white-space:pre-wrap">'
    "{sign}\t{words}</p>"
)
_SAID = '<p style="margin:0 0 {below}px 0; line-height:112%">{words}</p>'
_OPTION = (
    '<p style="margin:0 0 {below}px {indent}px; text-indent:-{indent}px; line-height:112%">'
    '<img src="{source}" width="{mark}" height="{mark}" style="vertical-align:middle"/> {words}</p>'
)


def notes_page(lines: Sequence[NoteLine], language: Language, indent: int = 28) -> str:
    """Notes as rich text. `indent`: hanging indent of points in px, equal to the tab width of the widget."""
    return "".join(_note(line, language, indent) for line in lines)


def _note(line: NoteLine, language: Language, indent: int) -> str:
    parts = text_of(line.words, language).split("\n")
    words = "<br>".join(_BOLD.sub(r"<b>\1</b>", _escaped(part)) for part in parts)
    if line.sign:
        return _POINT.format(indent=indent, sign=digits_in(language, line.sign), words=words)
    head = f"<b>{_escaped(say(line.head, language))}:</b>" if line.head else ""
    return _PARAGRAPH.format(" ".join(part for part in (head, words) if part))


def script_page(lines: Sequence[ScriptLine], language: Language, px: int) -> str:
    """What to say, in letters of `px`; `language` is the one that the class is taught in."""
    return f'<div style="font-size:{px}px">{"".join(_script(line, language, px) for line in lines)}</div>'


def _script(line: ScriptLine, language: Language, px: int) -> str:
    words = _escaped(text_of(line.words, language))
    if not line.letter:
        return _SAID.format(below=px // 3, words=f"<b>{words}</b>" if line.bold else words)
    mark = mark_size(px)
    named = f"<b>{line.letter}</b>&nbsp; {words}"
    return _OPTION.format(
        below=px // 3, indent=mark + px // 2, source=mark_source(line.letter, mark), mark=mark, words=named
    )


def _escaped(text: str) -> str:
    return text.translate(_ESCAPES)


def mark_size(px: int) -> int:
    """Side of a letter's mark beside text of `px`."""
    return round(px * 1.3)


def mark_source(letter: str, px: int) -> str:
    """Resource name of a letter's mark, `px` high."""
    return f"mark-{letter}-{px}"


def hold_marks(document: QTextDocument, px: int) -> None:
    """Adds the pictures of the four letters to the document, in the size that `script_page` uses."""
    side = mark_size(px)
    for letter in LETTERS:
        name = QUrl(mark_source(letter, side))
        if document.resource(QTextDocument.ResourceType.ImageResource, name) is None:
            document.addResource(QTextDocument.ResourceType.ImageResource, name, _mark(letter, side))


def _mark(letter: str, side: int) -> QImage:
    picture = QImage(2 * side, 2 * side, QImage.Format.Format_ARGB32_Premultiplied)
    picture.setDevicePixelRatio(2)
    picture.fill(Qt.GlobalColor.transparent)
    with QPainter(picture) as painter:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        paint_mark(painter, QRectF(0, 0, side, side), letter)
    return picture


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
