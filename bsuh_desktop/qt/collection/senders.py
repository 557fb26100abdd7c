"""The senders: a short paragraph for each, with the name in bold."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QVBoxLayout, QWidget

from bsuh_desktop.qt.widgets.text_lines import TextLines


class Senders(QWidget):
    """Paragraphs with space between them, so that the beginning of each is easy to find."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(8)
        self._lines: list[TextLines] = []

    def tell(self, lines: Sequence[tuple[str, str]]) -> None:
        """`lines`: for each sender the name with a colon, and what became of the files."""
        while len(self._lines) < len(lines):
            self._lines.append(TextLines())
            self._column.addWidget(self._lines[-1])
        for place, words in enumerate(self._lines):
            words.set_fact(*lines[place] if place < len(lines) else ("", ""))
            words.setVisible(place < len(lines))
