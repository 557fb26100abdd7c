"""Facts in a card, one a line: what it is in bold, and how it is."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QVBoxLayout

from bsuh_desktop.qt.widgets.text_lines import TextLines

Line = tuple[str, str]


class FactLines:
    """Fills a column of a form; lines that are there already are written anew."""

    def __init__(self, column: QVBoxLayout, name: str) -> None:
        self._column = column
        self._name = name
        self._lines: list[TextLines] = []

    def show(self, facts: Sequence[Line]) -> None:
        """These and no others, already said."""
        while len(self._lines) < len(facts):
            words = TextLines()
            words.setObjectName(f"{self._name}_{len(self._lines) + 1}")
            self._lines.append(words)
            self._column.addWidget(words)
        for place, words in enumerate(self._lines):
            words.setVisible(place < len(facts))
            if place < len(facts):
                words.set_fact(*facts[place])
