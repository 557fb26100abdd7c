"""Slides, answers and notes beside each other where there is room, else one below the other."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QBoxLayout, QWidget

from bsuh_desktop.qt.forms.teach import Ui_Teach
from bsuh_desktop.qt.theme import room

WIDE, HALF = 960, 560
"""From so many px on (before the text scale) three columns stand beside each other, or two."""

_MARGINS = 64
_SMALL, _ENDLESS = 240, 16_777_215
"""The greatest width of what comes next where it stands under the slide, and Qt's word for no limit."""


class Arrangement(QObject):
    """Looks at the width of the page whenever it or the size of the text changes."""

    def __init__(self, form: Ui_Teach) -> None:
        super().__init__(form.scroll)
        self._form = form
        self._columns = 3
        form.scroll.viewport().installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The page has another width."""
        if event.type() == QEvent.Type.Resize:
            self.look()
        return False

    @property
    def columns(self) -> int:
        """How many columns stand beside each other now."""
        return self._columns

    def look(self) -> None:
        """Arranges the parts anew, if that is due."""
        width = self._form.scroll.viewport().width() - _MARGINS
        columns = 3 if width >= room(WIDE) else 2 if width >= room(HALF) else 1
        if columns != self._columns:
            self._columns = columns
            self._arrange()

    def _arrange(self) -> None:
        form = self._form
        answers = [form.way, form.device, form.hands]
        left, middle, right = {
            3: ([form.now], [form.coming, *answers], [form.notes]),
            2: ([form.now, form.coming], [], [*answers, form.notes]),
            1: ([form.now, *answers, form.notes, form.coming], [], []),
        }[self._columns]
        for column, parts in ((form.left, left), (form.middle, middle), (form.right, right)):
            _fill(column, parts)
        form.coming_view.setMaximumWidth(_ENDLESS if self._columns == 3 else room(_SMALL))
        stretches = {3: (399, 240, 415), 2: (1, 0, 1), 1: (1, 0, 0)}[self._columns]
        for place, stretch in enumerate(stretches):
            form.columns.setStretch(place, stretch)


def _fill(column: QBoxLayout, parts: Sequence[QWidget]) -> None:
    """A widget that is added to a layout leaves the one that it was in."""
    for part in parts:
        column.addWidget(part)
