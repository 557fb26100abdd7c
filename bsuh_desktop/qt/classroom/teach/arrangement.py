"""Slides, answers and notes beside each other where there is room, else one below the other; by voice words lead."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QBoxLayout, QWidget

from bsuh_desktop.qt.forms.teach import Ui_Teach
from bsuh_desktop.qt.look.theme import scaled_box

WIDE, HALF = 960, 560
"""From so many px on (before the text scale) three columns stand beside each other, or two."""

_MARGINS = 64
_SMALL, _ENDLESS = 240, 16_777_215
"""The greatest width of a slide that stands small, and Qt's word for no limit."""

_LEAST, _SAID = 150, 240
"""The least height of the notes, and of what is said."""

_Parts = tuple[Sequence[QWidget], Sequence[QWidget], Sequence[QWidget]]


class Arrangement(QObject):
    """Looks at the width of the page whenever it or the size of the text changes."""

    def __init__(self, form: Ui_Teach) -> None:
        super().__init__(form.scroll)
        self._form = form
        self._columns, self._voice = 3, False
        form.scroll.viewport().installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The page has another width."""
        if event.type() == QEvent.Type.Resize:
            self.look(self._voice)
        return False

    def look(self, voice: bool) -> None:
        """Arranges the parts anew, if that is due; `voice`: the class is taught by voice."""
        width = self._form.scroll.viewport().width() - _MARGINS
        columns = 3 if width >= scaled_box(WIDE) else 2 if width >= scaled_box(HALF) else 1
        if (columns, voice) != (self._columns, self._voice):
            self._columns, self._voice = columns, voice
            self._arrange()

    def _arrange(self) -> None:
        form = self._form
        parts = self._by_voice() if self._voice else self._on_the_wall()
        for column, widgets in zip((form.left, form.middle, form.right), parts, strict=True):
            _fill(column, widgets)
        form.notes_words.setMinimumHeight(scaled_box(_SAID) if self._voice and self._columns < 3 else _LEAST)
        small = scaled_box(_SMALL)
        form.now_view.setMaximumWidth(small if self._voice else _ENDLESS)
        form.coming_view.setMaximumWidth(small if self._voice or self._columns < 3 else _ENDLESS)
        stretches = {3: (399, 240, 415), 2: (1, 0, 1), 1: (1, 0, 0)}[self._columns]
        if self._voice:
            stretches = {3: (514, 300, 240), 2: (3, 0, 2), 1: (1, 0, 0)}[self._columns]
        for place, stretch in enumerate(stretches):
            form.columns.setStretch(place, stretch)

    def _on_the_wall(self) -> _Parts:
        """The slide leads."""
        form = self._form
        answers: list[QWidget] = [form.way, form.device, form.hands]
        parts: dict[int, _Parts] = {
            3: ([form.now], [form.coming, *answers], [form.notes, form.board]),
            2: ([form.now, form.coming], [], [*answers, form.notes, form.board]),
            1: ([form.now, *answers, form.notes, form.coming, form.board], [], []),
        }
        return parts[self._columns]

    def _by_voice(self) -> _Parts:
        """What is said leads, then the board; the slide is only a reminder."""
        form = self._form
        answers: list[QWidget] = [form.way, form.device, form.hands, form.now, form.coming]
        parts: dict[int, _Parts] = {
            3: ([form.notes], [form.board], answers),
            2: ([form.notes], [], [form.board, *answers]),
            1: ([form.notes, form.board, *answers], [], []),
        }
        return parts[self._columns]


def _fill(column: QBoxLayout, parts: Sequence[QWidget]) -> None:
    """A widget that is added to a layout leaves the one that it was in."""
    for part in parts:
        column.addWidget(part)
