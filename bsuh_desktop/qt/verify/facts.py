"""What the document itself says: a line each, name at the left, value at the right."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from bsuh_desktop.qt.widgets.text_lines import TextLines

FactLine = tuple[str, str]
"""A name and its value, both translated."""


class Facts(QWidget):
    """Rebuilt for each document."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._lines: tuple[FactLine, ...] = ()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(8)

    def set_lines(self, lines: Sequence[FactLine]) -> None:
        """Sets other lines; without any, removes all."""
        if tuple(lines) == self._lines:
            return
        self._lines = tuple(lines)
        while (item := self._column.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        for name, value in lines:
            self._column.addWidget(_line(name, value))


def _line(name: str, value: str) -> QWidget:
    line, left, right = QWidget(), TextLines(), TextLines()
    left.setProperty("role", "soft")
    left.setText(name)
    left.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
    right.set_fact(value)
    right.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop)
    row = QHBoxLayout(line)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(16)
    row.addWidget(left)
    row.addWidget(right, 1)
    line.setAccessibleName(f"{name}: {value}")
    return line
