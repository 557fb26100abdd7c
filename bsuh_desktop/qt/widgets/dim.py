"""The shade over a window while a dialog of it is open: nothing of the page reads into the question."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPixmap
from PySide6.QtWidgets import QWidget
from shiboken6 import isValid

from bsuh_desktop.qt.look import colours

_DARK = 96
"""Of 255: the page can still be made out, as what the question is about."""

_LATER_MS = 30
"""The page below is painted again once it is seen that the dialog came or went, and not where one follows another."""


class Dim(QWidget):
    """A transparent child of `window` over all of it; the mouse goes through it to nothing, since a dialog is open."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._window = window
        self._dialogs: list[QWidget] = []
        window.installEventFilter(self)
        self._later = QTimer(self, singleShot=True, interval=_LATER_MS)
        self._later.timeout.connect(self._follow)
        self.hide()

    @classmethod
    def of(cls, window: QWidget) -> Dim:
        """The one of `window`, made when its first dialog opens."""
        found = window.findChild(cls, options=Qt.FindChildOption.FindDirectChildrenOnly)
        return found if isinstance(found, cls) else cls(window)

    def dialogs(self) -> tuple[QWidget, ...]:
        """The dialogs that are open over the window, the oldest first. One that was deleted was not closed before."""
        self._dialogs = [dialog for dialog in self._dialogs if isValid(dialog)]
        return tuple(self._dialogs)

    def begin(self, dialog: QWidget) -> None:
        """`dialog` is open over the window."""
        if dialog not in self._dialogs:
            self._dialogs.append(dialog)
            dialog.destroyed.connect(self._later.start)
        self._later.start()

    def end(self, dialog: QWidget) -> None:
        """It is not any more."""
        if dialog in self._dialogs:
            self._dialogs.remove(dialog)
        self._later.start()

    def darken(self, picture: QPixmap) -> None:
        """Shades a picture of the window that was taken before the shade was shown."""
        if not self.isVisible():
            QPainter(picture).fillRect(picture.rect(), _shade())

    def _follow(self) -> None:
        self.setGeometry(self._window.rect())
        self.raise_()
        self.setVisible(bool(self.dialogs()))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Keeps the size of the window."""
        if event.type() == QEvent.Type.Resize:
            self.setGeometry(self._window.rect())
        return False

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paints the shade."""
        QPainter(self).fillRect(event.rect(), _shade())


def _shade() -> QColor:
    shade = QColor(colours.INK)
    shade.setAlpha(_DARK)
    return shade
