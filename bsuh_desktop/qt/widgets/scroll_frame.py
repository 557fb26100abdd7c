"""The content of a dialog, scrolled if it is higher than the space that the window leaves."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QSize, Qt, QTimer
from PySide6.QtWidgets import QFrame, QScrollArea, QWidget

from bsuh_desktop.qt.look.theme import scaled_box

_AROUND = 300
_WIDTH = 560
_BAR = 14


class ScrollFrame(QScrollArea):
    """As high as its content, or as `window` minus the `around` px for the question above and the buttons below."""

    def __init__(self, inside: QWidget, window: QWidget, around: int = _AROUND) -> None:
        super().__init__()
        self._inside = inside
        self._changed = QTimer(self, singleShot=True, interval=0)
        self._changed.timeout.connect(self._fit)
        self._most = max(scaled_box(160), window.window().height() - scaled_box(around))
        inside.setProperty("role", "body")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setWidget(inside)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Fits the dialog again when the content's height changes: a part is shown or hidden, or parts that do not
        find room side by side stand one below the other."""
        done = super().eventFilter(watched, event)
        if watched is self._inside and event.type() == QEvent.Type.LayoutRequest and self.height() != self._wanted():
            self._changed.start()
        return done

    def sizeHint(self) -> QSize:
        """All of it if that fits."""
        return QSize(scaled_box(_WIDTH), self._wanted())

    def _wanted(self) -> int:
        inside = self._inside
        # The height beside a scroll bar: else a bar that appears briefly wraps a line, and is then really needed.
        width = scaled_box(_WIDTH) - _BAR
        height = inside.heightForWidth(width) if inside.hasHeightForWidth() else inside.sizeHint().height()
        return min(height, self._most)

    def _fit(self) -> None:
        """Resizes the dialog around it, in place."""
        for part in (*reversed(self._inside.findChildren(QWidget)), self._inside):
            if (layout := part.layout()) is not None:
                layout.activate()
        self.updateGeometry()
        window = self.window()
        if window.isVisible():
            middle = window.geometry().center()
            window.resize(window.sizeHint())
            window.move(middle - window.rect().center())

    def minimumSizeHint(self) -> QSize:
        """The same height: the dialog around it is no higher than it asks for."""
        return QSize(self._inside.minimumSizeHint().width() + _BAR, self.sizeHint().height())
