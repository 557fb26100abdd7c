"""The card beside the files: the senders, each with the name in bold, and the two files of a conflict in numbers."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QFrame, QGridLayout, QLabel, QVBoxLayout, QWidget

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


class TwoSides(QWidget):
    """A head above an ink rule, and a row for each number with a hairline below."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(12)
        self._grid.setVerticalSpacing(6)
        self._grid.setColumnStretch(0, 1)

    def tell(self, head: tuple[str, str], rows: Sequence[tuple[str, str, str]]) -> None:
        """`head`: titles of the two columns; `rows`: name, value before, value now."""
        while (item := self._grid.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        for column, words in enumerate(head, 1):
            self._put(words, "table-head", 0, column)
        self._rule(1, "ink-rule")
        for place, (name, before, now) in enumerate(rows):
            line = 2 + 2 * place
            self._put(name, "soft", line, 0)
            self._put(before, "", line, 1)
            self._put(now, "strong", line, 2)
            self._rule(line + 1)
        self.setAccessibleName("; ".join(f"{name}: {head[0]} {old}, {head[1]} {new}" for name, old, new in rows))

    def _put(self, words: str, role: str, row: int, column: int) -> None:
        label = TextLines() if column == 0 else QLabel()
        label.setProperty("role", role)
        label.setText(words)
        self._grid.addWidget(label, row, column)

    def _rule(self, row: int, role: str = "hairline") -> None:
        line = QFrame()
        line.setProperty("role", role)
        self._grid.addWidget(line, row, 0, 1, 3)
