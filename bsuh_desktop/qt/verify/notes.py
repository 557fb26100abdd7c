"""What is unknown, outdated or uncertain about a verdict: a message each, below the chain."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QVBoxLayout, QWidget

from bsuh_desktop.qt.widgets.message import MessageBar

Note = tuple[str, str]
"""A bold word or two, and the sentence; both translated."""


class Notes(QWidget):
    """Rebuilt for each document."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._notes: tuple[Note, ...] = ()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(8)

    def set_notes(self, notes: Sequence[Note]) -> None:
        """Sets other notes; without any, removes all."""
        if tuple(notes) == self._notes:
            return
        self._notes = tuple(notes)
        while (item := self._column.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        for fact, sentence in notes:
            bar = MessageBar()
            bar.tell("look", fact, sentence)
            self._column.addWidget(bar)
