"""Text that a person reads in lines: with room between them for the marks of Bangla letters."""

from __future__ import annotations

from html import escape

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

_LINES = '<p style="margin:0; line-height:160%">{}</p>'


class Words(QLabel):
    """A label that wraps its lines at 160 % of their letters' height. Its text is plain: signs stand for themselves."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._plain = ""
        self.setWordWrap(True)
        self.setTextFormat(Qt.TextFormat.RichText)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def setText(self, text: str) -> None:
        """Plain words; each line break begins a paragraph."""
        self.set_fact("", text)

    def set_fact(self, fact: str, rest: str = "") -> None:
        """`fact` bold, then the rest."""
        self._plain = " ".join(part for part in (fact, rest) if part)
        bold = f"<b>{escape(fact)}</b>" if fact else ""
        body = " ".join(part for part in (bold, escape(rest)) if part)
        super().setText("".join(_LINES.format(line) for line in body.split("\n")) if body else "")

    def text(self) -> str:
        """The plain words."""
        return self._plain
