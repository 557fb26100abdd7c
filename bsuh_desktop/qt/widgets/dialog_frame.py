"""What every dialog of the desk is over its window: dimmed around, in its middle, on paper with whole corners."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QRect, QRectF, QSize, Qt, QTimer
from PySide6.QtGui import QHideEvent, QKeyEvent, QPainter, QPaintEvent, QPen, QPixmap, QRegion, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QAbstractButton, QApplication, QDialog, QWidget

from bsuh_desktop.qt.look import colours
from bsuh_desktop.qt.widgets.class_keys import ENTER
from bsuh_desktop.qt.widgets.dim import Dim

if TYPE_CHECKING:
    _Dialog = QDialog
else:
    _Dialog = object

_RADIUS = 16


class DialogFrame(_Dialog):
    """List it before the Qt class: `class Dialog(DialogFrame, QDialog)`. Its window has no frame of the system's."""

    _finds_size = False
    _corners: tuple[QPixmap, ...] = ()

    def changeEvent(self, event: QEvent) -> None:
        """Behind the corners the page changes, too."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.LanguageChange, QEvent.Type.StyleChange) and self.isVisible():
            QTimer.singleShot(0, self._round)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Handles the keys that are the same as on the desk's pages: F9 for the language, Enter for the button that has
        the ring. In a field, and on a choice that is made already, Enter presses the default button, as Qt does it."""
        parent, focused = self.parentWidget(), self.focusWidget()
        if event.key() == Qt.Key.Key_F9 and parent is not None:
            QApplication.sendEvent(parent.window(), event)
        elif event.key() in ENTER and event.isAutoRepeat():
            # The Enter that opened the dialog, held down, must not answer it too.
            event.accept()
        elif event.key() in ENTER and isinstance(focused, QAbstractButton) and not _is_made(focused):
            focused.click()
        else:
            super().keyPressEvent(event)

    def showEvent(self, event: QShowEvent) -> None:
        """Centres the dialog in its window at full size, since Qt itself limits it to two thirds of the screen, and
        dims that window."""
        super().showEvent(event)
        self._finds_size = self._finds_size or not self.testAttribute(Qt.WidgetAttribute.WA_Resized)
        if (window := self.under()) is not None:
            Dim.of(window).begin(self)
        self.settle()

    def hideEvent(self, event: QHideEvent) -> None:
        """The window is as it was."""
        super().hideEvent(event)
        if (window := self.under()) is not None:
            Dim.of(window).end(self)

    def under(self) -> QWidget | None:
        """The window that the dialog is over, and all dialogs that it was opened from."""
        parent = self.parentWidget()
        while parent is not None and isinstance(window := parent.window(), QDialog):
            parent = window.parentWidget()
        return parent.window() if parent is not None else None

    def settle(self) -> None:
        """Gives the dialog its size, where nobody else did, and its place."""
        if self._finds_size:
            self.resize(self.sizeHint())
        parent = self.parentWidget()
        if parent is not None:
            frame = parent.window().geometry()
            self.move(frame.center() - self.rect().center())
        self._round()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The corners are others."""
        super().resizeEvent(event)
        self._round()

    def _round(self) -> None:
        """Fills the corners with what is behind them: without a compositor a window cannot be transparent, and a mask
        alone leaves steps. It is used where something else is behind them, such as the stage."""
        if not self.isVisible():
            return
        behind = [self._behind(corner) for corner in _corners(self.rect())]
        self._corners = tuple(picture for picture in behind if picture is not None)
        if len(self._corners) == len(behind):
            self.clearMask()
        else:
            self._corners = ()
            self.setMask(_rounded(self.size()))
        self.update()

    def _behind(self, corner: QRect) -> QPixmap | None:
        """The dimmed window and the dialogs below this one at `corner`; None if it is not over that window alone."""
        under, place = self.under(), corner.translated(self.pos())
        if under is None or not under.geometry().contains(place):
            return None
        dialogs = Dim.of(under).dialogs()
        known, window = [under, *dialogs], under
        while (parent := window.parentWidget()) is not None:
            # Such as the desk below the device that goes round.
            known.append(window := parent.window())
        if any(other.geometry().intersects(place) for other in _windows() if other not in known):
            return None
        # Not its `pos`, which is that of the title bar.
        picture = under.grab(place.translated(-under.geometry().topLeft()))
        Dim.of(under).darken(picture)
        painter = QPainter(picture)
        for dialog in dialogs[: dialogs.index(self)]:
            if dialog.geometry().intersects(place):
                painter.drawPixmap(dialog.pos() - place.topLeft(), dialog.grab())
        painter.end()
        return picture

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paints the ground with an ink border."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if not self._corners:
            painter.fillRect(self.rect(), colours.INK)
        for corner, picture in zip(_corners(self.rect()), self._corners, strict=False):
            painter.drawPixmap(corner, picture)
        painter.setPen(QPen(colours.INK, 2))
        painter.setBrush(colours.PAPER)
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), _RADIUS, _RADIUS)


def _is_made(button: QAbstractButton) -> bool:
    """True for the one of several choices that is chosen: another press would change nothing."""
    return button.autoExclusive() and button.isChecked()


def _windows() -> list[QWidget]:
    """The visible windows of the app, without lists and hints that hang from them."""
    kinds = (Qt.WindowType.Window, Qt.WindowType.Dialog)
    return [each for each in QApplication.topLevelWidgets() if each.isVisible() and each.windowType() in kinds]


def _corners(rect: QRect) -> list[QRect]:
    side = QSize(_RADIUS, _RADIUS)
    found = [QRect(rect.topLeft(), side) for _ in range(4)]
    found[1].moveRight(rect.right())
    found[2].moveBottom(rect.bottom())
    found[3].moveBottomRight(rect.bottomRight())
    return found


def _rounded(size: QSize) -> QRegion:
    width, height, across = size.width(), size.height(), 2 * _RADIUS
    region = QRegion(_RADIUS, 0, width - across, height).united(QRegion(0, _RADIUS, width, height - across))
    for x in (0, width - across):
        for y in (0, height - across):
            region = region.united(QRegion(x, y, across, across, QRegion.RegionType.Ellipse))
    return region
