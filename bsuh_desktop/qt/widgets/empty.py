"""What is shown where there is no content yet: a small drawing, a sentence, and what to do."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QFrame, QLabel, QPushButton, QVBoxLayout, QWidget

from bsuh_desktop.qt.look.theme import scaled_box
from bsuh_desktop.qt.widgets.picture import Picture
from bsuh_desktop.qt.widgets.restyled import Restyled
from bsuh_desktop.qt.widgets.text_lines import TextLines


class EmptyState(Restyled, QFrame):
    """`chosen` when its button is pressed."""

    chosen = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "well")
        self._picture = Picture()
        self._title = QLabel()
        self._title.setProperty("role", "card-title")
        self._title.setWordWrap(True)
        self._title.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self._sentence = TextLines()
        self._sentence.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self._sentence.setProperty("role", "soft")
        self.verb = QPushButton()
        self.verb.setObjectName("empty_verb")
        self.verb.clicked.connect(self.chosen)
        column = QVBoxLayout(self)
        column.addStretch(1)
        column.addWidget(self._picture, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addWidget(self._title)
        column.addWidget(self._sentence)
        column.addWidget(self.verb, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(1)
        column.setSpacing(8)
        column.setContentsMargins(24, 24, 24, 24)
        self.restyle()

    def tell(self, picture: str, title: str, sentence: str, verb: str = "") -> None:
        """Sets the drawing's name, a title, a sentence, and the button's text ("" for no button)."""
        self._picture.set_picture(picture)
        self._title.setText(title)
        self._sentence.setText(sentence)
        self.verb.setText(verb)
        self.verb.setVisible(bool(verb))
        # A proxy that is hidden would end the round of the Tab key.
        self.setFocusProxy(self.verb if verb else None)  # type: ignore[arg-type]

    def restyle(self) -> None:
        """The drawing's size."""
        self._picture.setFixedSize(QSize(scaled_box(112), scaled_box(96)))
