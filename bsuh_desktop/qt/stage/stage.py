"""The stage as the desk uses it: control, renderer, projector, and the window that the class sees, put together.

The window shows the control's content and fades between pictures. It decides nothing."""

from __future__ import annotations

from PySide6 import QtGui
from PySide6.QtCore import QObject, QRect, QRectF, QSize, Qt, QVariantAnimation, Signal
from PySide6.QtWidgets import QWidget

from bsuh_desktop.domain.messages import Language, Message
from bsuh_desktop.language import say
from bsuh_desktop.presenters.stage import StageContent
from bsuh_desktop.qt.stage.answer_marks import paint_heart
from bsuh_desktop.qt.stage.control import StageControl
from bsuh_desktop.qt.stage.projector import Projector
from bsuh_desktop.qt.stage.renderer import PREVIEW, SlideRenderer

FADE_MS = 200
# The first frame already shows some of the new picture, so that a key press has a visible effect at once.
_FIRST_SHARE = 0.3
_KEEPS_PIXELS = ("xcb", "windows")
"""Platforms on which a window's pixels are preserved until it is painted again; others may alternate several
buffers."""


class StageWindow(QWidget):
    """The stage's window; the desk handles its keys, so that they work the same in both windows."""

    key_pressed = Signal(object)
    """A QKeyEvent, valid during the call."""
    touched = Signal()
    """The mouse or a key was used in the window; what a key does is done before."""
    closed = Signal()
    """A person closed the window to go back to the desk."""

    def __init__(self, control: StageControl, renderer: SlideRenderer, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._control = control
        self._renderer = renderer
        self._content: StageContent | None = None
        self._picture: QtGui.QPixmap | None = None
        self._leaving: QtGui.QPixmap | None = None
        self._leaving_stands = False
        self._named: Language | None = None
        self._motion = True
        self._fade = QVariantAnimation(self, duration=FADE_MS, startValue=_FIRST_SHARE, endValue=1.0)
        self._fade.valueChanged.connect(lambda _share: self.update(self._slide_alone()))
        self._fade.finished.connect(self._end_fade)
        self.setCursor(Qt.CursorShape.BlankCursor)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        renderer.ready.connect(self.refresh)
        self.refresh()

    def set_motion(self, motion: bool) -> None:
        """Sets whether pictures fade into each other."""
        self._motion = motion
        if not motion:
            self._end_fade()

    def refresh(self) -> None:
        """Shows the control's content. The previous picture stays until the new one is painted; a dark stage is
        shown at once."""
        shown = self._control.shown
        if shown.language != self._named:
            self._name(shown.language)
        picture = self._renderer.pixmap(shown) if shown.drawn else None
        if (picture or not shown.drawn) and (picture is not self._picture or shown != self._content):
            self._change(shown, picture)

    def _name(self, language: Language) -> None:
        self._named = language
        title = say(Message("Be Smart Use Heart: projector"), language)
        self.setWindowTitle(title)
        self.setAccessibleName(title)

    def _change(self, shown: StageContent, picture: QtGui.QPixmap | None) -> None:
        before, old = self._content, self._picture
        self._content, self._picture = shown, picture
        if before and shown.looks_like(before):
            self.update()
            return
        self._end_fade()
        if self._motion and self.isVisible() and old and picture:
            self._leaving = old
            self._fade.start()
        # Painted before anything else that the key causes, such as drawing the neighbouring slides.
        self._leaving_stands = QtGui.QGuiApplication.platformName() in _KEEPS_PIXELS
        self.repaint(self._slide_alone())
        self._leaving_stands = False

    def _slide_alone(self) -> QtGui.QRegion:
        """Without the bar above it, which asks for its own painting."""
        return QtGui.QRegion(self.rect()).subtracted(self.childrenRegion())

    def _end_fade(self) -> None:
        if self._leaving:
            self._fade.stop()
            self._leaving = None
            self.update()

    def paintEvent(self, event: QtGui.QPaintEvent) -> None:
        """The picture in the middle, as large as it fits; before the first slide the heart on black."""
        painter = QtGui.QPainter(self)
        picture = self._picture
        place = self._place(picture.size()) if picture else QRect()
        if place != self.rect():
            painter.fillRect(self.rect(), Qt.GlobalColor.black)
        if self._leaving:
            # The first frame is painted over the old pixels, which saves copying one picture before the key shows its
            # effect.
            if not self._leaving_stands:
                painter.drawPixmap(self._place(self._leaving.size()), self._leaving)
            painter.setOpacity(float(self._fade.currentValue()))
        if picture:
            painter.drawPixmap(place, picture)
        elif self._content and not self._content.black:
            paint_heart(painter, self._heart())
        painter.end()

    def _place(self, size: QSize) -> QRect:
        fitting = size.scaled(self.size(), Qt.AspectRatioMode.KeepAspectRatio)
        place = QRect(0, 0, fitting.width(), fitting.height())
        place.moveCenter(self.rect().center())
        return place

    def _heart(self) -> QRectF:
        side = min(self.width(), self.height()) / 5
        return QRectF((self.width() - side) / 2, (self.height() - side) / 2, side, side)

    def resizeEvent(self, event: QtGui.QResizeEvent) -> None:
        """Pictures are painted in exactly the window's size in pixels."""
        self._renderer.set_size(self.size() * self.devicePixelRatio())

    def keyPressEvent(self, event: QtGui.QKeyEvent) -> None:
        """Passes all keys on to the desk."""
        self.key_pressed.emit(event)
        event.accept()
        self.touched.emit()

    def mouseMoveEvent(self, event: QtGui.QMouseEvent) -> None:
        """Somebody looks for something to press."""
        self.touched.emit()

    def mousePressEvent(self, event: QtGui.QMouseEvent) -> None:
        """As a movement: on the slide itself there is nothing to press."""
        self.touched.emit()

    def closeEvent(self, event: QtGui.QCloseEvent) -> None:
        """The window only hides; it is shown again when the stage is wanted again."""
        event.accept()
        self.closed.emit()


class Stage(QObject):
    """One for the whole run. `control.take(pack, language, slide)` starts a class; `window.key_pressed` has the keys
    pressed on the stage; `projector` knows whether the desk is in public view; `close()` ends the renderer."""

    def __init__(self, desk_window: QWidget, *, motion: bool = True) -> None:
        super().__init__(desk_window)
        self.control = StageControl(self)
        self.renderer = SlideRenderer(self)
        self.window = StageWindow(self.control, self.renderer)
        self.projector = Projector(self.window, desk_window, self)
        self.window.set_motion(motion)
        self.window.closed.connect(self.projector.leave)
        # Black means what the class sees: with the desk in sight again nothing is.
        self.projector.uncovered.connect(lambda: self.control.set_black(False))
        self.control.changed.connect(self._follow)
        self.projector.screens_changed.connect(self._fit)
        self.projector.showing_changed.connect(self._fit)
        self._fit()

    def close(self) -> None:
        """Ends the worker and the stage's window."""
        self.control.changed.disconnect(self._follow)
        self.renderer.close()
        self.projector.set_on(False)
        self.window.blockSignals(True)
        self.window.close()
        # No parent deletes it, and it holds three pictures as large as a screen.
        self.window.deleteLater()

    def _follow(self) -> None:
        """Updates the window from the cache first, then requests what may come next."""
        control = self.control
        self.renderer.set_pack(control.pack)
        self.window.refresh()
        self.projector.set_black(control.black)
        self.renderer.wish(control.shown, control.content, control.next_content, control.previous_content)

    def _fit(self) -> None:
        """Pictures have the size of the class's screen while the stage is on it; until then only the desk shows
        them, in preview size, because three large ones would waste memory."""
        if self.projector.showing:
            self.renderer.set_size(self.window.size() * self.window.devicePixelRatio())
        else:
            screen = self.projector.audience or self.window.screen()
            self.renderer.set_size(screen.size().scaled(PREVIEW, Qt.AspectRatioMode.KeepAspectRatio))
