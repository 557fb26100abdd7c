"""The progress of a long job: text, a bar, and always “32 of 51”."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QGridLayout, QLabel, QPushButton, QSizePolicy, QWidget

from bsuh_desktop.domain.messages import Message
from bsuh_desktop.qt.look import colours
from bsuh_desktop.qt.look.theme import scaled_box, stroke, within_stroke
from bsuh_desktop.qt.widgets.restyled import Restyled, desk_say


class ProgressBar(Restyled, QWidget):
    """A share of a whole as a bar of 12 px."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._done, self._total = 0, 0
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def set_share(self, done: int, total: int) -> None:
        """Shows `done` of `total`; a `total` of 0 is an empty bar."""
        self._done, self._total = done, total
        self.setAccessibleName(of_words(done, total))
        self.update()

    def sizeHint(self) -> QSize:
        """Thin and long."""
        return QSize(120, scaled_box(12))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paints the part that is done."""
        share = min(1.0, max(0.0, self._done / self._total)) if self._total else 0.0
        paint_bar(QPainter(self), QRectF(self.rect()), share)


def paint_bar(painter: QPainter, rect: QRectF, share: float) -> None:
    """A bar that fills `rect`, green from the left by `share` (0 to 1)."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    radius = rect.height() / 2
    shape = QPainterPath()
    shape.addRoundedRect(within_stroke(rect), radius, radius)
    painter.fillPath(shape, colours.WELL)
    painter.save()
    painter.setClipPath(shape)
    painter.fillRect(QRectF(rect.left(), rect.top(), rect.width() * share, rect.height()), colours.GREEN)
    painter.restore()
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.strokePath(shape, QPen(colours.LINE, stroke()))


def of_words(done: int, total: int) -> str:
    """“32 of 51” in the desk's language."""
    return desk_say(Message("{done} of {total}", done=done, total=total))


class ProgressRow(Restyled, QWidget):
    """A job's text, its progress, and an optional button to stop it (`cancelled`)."""

    cancelled = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words = QLabel()
        self._count = QLabel()
        self._bar = ProgressBar()
        self._shown = (0, 0)
        self.cancel = QPushButton()
        self.cancel.setObjectName("cancel_progress")
        self.cancel.clicked.connect(self.cancelled)
        self.cancel.hide()
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.addWidget(self._words, 0, 0)
        grid.addWidget(self._count, 0, 1, Qt.AlignmentFlag.AlignRight)
        grid.addWidget(self._bar, 1, 0, 1, 2)
        grid.addWidget(self.cancel, 0, 2, 2, 1)
        grid.setColumnStretch(0, 1)
        grid.setHorizontalSpacing(16)
        self._words.setWordWrap(True)
        self._count.setProperty("role", "soft")

    def tell(self, text: str, done: int, total: int) -> None:
        """Sets the text and the progress."""
        self._words.setText(text)
        self._shown = (done, total)
        self._bar.set_share(done, total)
        self.retranslate()

    def set_cancel(self, text: str) -> None:
        """Sets the text of the cancel button; "" for none."""
        self.cancel.setText(text)
        self.cancel.setVisible(bool(text))
        # A proxy that is hidden would end the round of the Tab key.
        self.setFocusProxy(self.cancel if text else None)  # type: ignore[arg-type]

    def retranslate(self) -> None:
        """The count in the desk's digits."""
        self._count.setText(of_words(*self._shown))
        self.setAccessibleName(f"{self._words.text()} {self._count.text()}")
