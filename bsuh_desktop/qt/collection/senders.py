"""Who sent what: a short paragraph for each sender, who it is in bold."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QVBoxLayout, QWidget

from bsuh_desktop.qt.widgets.text_lines import TextLines


class Senders(QWidget):
    """Paragraphs with room between them, so that an eye finds where the next one begins."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(8)
        self._said: list[TextLines] = []

    def tell(self, said: Sequence[tuple[str, str]]) -> None:
        """Of each its name with a colon, and what became of its files."""
        while len(self._said) < len(said):
            self._said.append(TextLines())
            self._column.addWidget(self._said[-1])
        for place, words in enumerate(self._said):
            words.set_fact(*said[place] if place < len(said) else ("", ""))
            words.setVisible(place < len(said))
