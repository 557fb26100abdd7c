"""Facts in a card, one per line: the label in bold, then the value."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QVBoxLayout

from bsuh_desktop.qt.widgets.text_lines import TextLines

Line = tuple[str, str]


class FactLines:
    """Fills a column of a form; existing lines are reused."""

    def __init__(self, column: QVBoxLayout, name: str) -> None:
        self._column = column
        self._name = name
        self._lines: list[TextLines] = []

    def show(self, facts: Sequence[Line]) -> None:
        """Shows exactly these facts; their texts are already in the desk's language."""
        while len(self._lines) < len(facts):
            words = TextLines()
            words.setObjectName(f"{self._name}_{len(self._lines) + 1}")
            self._lines.append(words)
            self._column.addWidget(words)
        for place, words in enumerate(self._lines):
            words.setVisible(place < len(facts))
            if place < len(facts):
                words.set_fact(*facts[place])
