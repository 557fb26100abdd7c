"""One question with its buttons: the safe one has the focus, Enter presses what has it. It follows the language."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, QObject, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from bsuh_desktop.presenters.parts import Question, Text
from bsuh_desktop.qt.look.theme import scaled_box
from bsuh_desktop.qt.widgets.dialog_frame import DialogFrame
from bsuh_desktop.qt.widgets.focus import FocusRing
from bsuh_desktop.qt.widgets.restyled import desk_text
from bsuh_desktop.qt.widgets.text_lines import TextLines

DialogVerb = tuple[str, Text, str]
"""The key that is answered, the words on the button, and its kind: primary, secondary, careful or quiet."""
_READABLE = 640


class Dialog(DialogFrame, QDialog):
    """Emits `answered` once, with the key of the button, or "" if it was closed without one (Escape). Show it by
    `open()`."""

    answered = Signal(str)

    def __init__(
        self,
        question: Text,
        detail: Text = "",
        verbs: Sequence[DialogVerb] = (),
        parent: QWidget | None = None,
        *,
        safe: str = "",
    ) -> None:
        super().__init__(parent)
        self.setWindowFlag(Qt.WindowType.FramelessWindowHint)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._texts: list[tuple[Callable[[str], object], Text]] = []
        self._key = ""
        self._take: Callable[[QKeyEvent], bool] = lambda _: False
        self.question = QLabel()
        self.question.setProperty("role", "card-title")
        self.question.setWordWrap(True)
        self.detail = TextLines()
        self.say(question, self.setWindowTitle)
        self.say(question, self.question.setText)
        self.say(detail, self.detail.setText)
        self.detail.setVisible(bool(self.detail.text()))
        self.body = QVBoxLayout()
        self._verbs = QHBoxLayout()
        self._build()
        self._add_verbs(verbs, safe)
        self._ring = FocusRing(self)
        self.finished.connect(lambda _: self.answered.emit(self._key))

    def _build(self) -> None:
        self._column = column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 24)
        column.setSpacing(8)
        column.addWidget(self.question)
        column.addWidget(self.detail)
        column.addLayout(self.body, 1)
        column.addSpacing(16)
        column.addLayout(self._verbs)
        self._verbs.addStretch(1)
        self._verbs.setSpacing(16)
        self.setMinimumWidth(scaled_box(468))

    def _add_verbs(self, verbs: Sequence[DialogVerb], safe: str) -> None:
        wanted = safe or next((key for key, _, kind in verbs if kind == "primary"), verbs[-1][0] if verbs else "")
        for key, text, kind in verbs:
            button = QPushButton()
            self.say(text, button.setText)
            button.setObjectName(key)
            button.setProperty("kind", kind)
            button.setAutoDefault(False)
            button.clicked.connect(lambda _=False, key=key: self.answer(key))
            self._verbs.addWidget(button)
            if key == wanted:
                button.setDefault(True)
                button.setFocus()

    def say(self, text: Text, put: Callable[[str], object]) -> None:
        """Passes `text` to `put` now, and again whenever the language changes."""
        if not isinstance(text, str):
            self._texts.append((put, text))
        put(desk_text(text))

    def take_first(self, take: Callable[[QKeyEvent], bool]) -> None:
        """Passes keys to `take` before a button of the question gets them; True means that it has used one."""
        self._take = take
        for button in self.findChildren(QPushButton):
            button.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The keys that a button does not get."""
        return isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and self._take(event)

    def retranslate(self) -> None:
        """Sets all texts in the desk's current language."""
        for put, text in self._texts:
            put(desk_text(text))

    def changeEvent(self, event: QEvent) -> None:
        """Other texts may need another size."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange and hasattr(self, "_ring"):
            self.retranslate()
            self.settle()

    def add(self, widget: QWidget) -> None:
        """Adds a widget between the question and the buttons."""
        self.body.addWidget(widget)

    def verb(self, key: str) -> QPushButton:
        """The button of `key`. Raises LookupError if there is none."""
        found = self.findChild(QPushButton, key)
        if found is None:
            raise LookupError(key)
        return found

    def answer(self, key: str) -> None:
        """Ends the dialog with `key`."""
        self._key = key
        self.accept()

    def sizeHint(self) -> QSize:
        """As wide as its buttons but no wider than a legible line, and as high as its texts are at that width."""
        layout = self._column
        least = max(self.minimumWidth(), layout.totalMinimumSize().width())
        width = max(least, min(super().sizeHint().width(), scaled_box(_READABLE)))
        return QSize(width, max(layout.totalHeightForWidth(width), layout.totalMinimumSize().height()))


def ask(
    parent: QWidget,
    question: Text,
    detail: Text,
    verbs: Sequence[DialogVerb],
    then: Callable[[str], object],
    safe: str = "",
) -> Dialog:
    """Opens a dialog over `parent`; `then` gets the key of the verb, or "" if it was closed without one."""
    dialog = Dialog(question, detail, verbs, parent, safe=safe)
    dialog.answered.connect(then)
    dialog.open()
    return dialog


def ask_question(parent: QWidget, question: Question, then: Callable[[str], object]) -> Dialog:
    """Opens a presenter's question over `parent`; `then` as for `ask`."""
    return ask(parent, question.question, question.detail, question.verbs, then, question.safe)
