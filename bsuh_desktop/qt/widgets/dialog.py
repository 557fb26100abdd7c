"""One question with its buttons: the safe one has the focus, Enter presses what has it. It follows the language.

Every dialog of the desk stands in the middle of its window, on paper with whole corners; the window is dimmed, so that
nothing of the page reads into the question."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6 import QtGui, QtWidgets
from PySide6.QtCore import QEvent, QObject, QRect, QRectF, QSize, Qt, QTimer, Signal
from shiboken6 import isValid

from bsuh_desktop.presenters.parts import Question, Text
from bsuh_desktop.qt.look import colours
from bsuh_desktop.qt.look.theme import scaled_box
from bsuh_desktop.qt.widgets.focus import FocusRing
from bsuh_desktop.qt.widgets.keycap import ENTER
from bsuh_desktop.qt.widgets.restyled import desk_text
from bsuh_desktop.qt.widgets.text_lines import TextLines

_DARK = 96
"""Of 255: the page can still be made out, as what the question is about."""

_LATER_MS = 30
"""The page below is painted again once it is seen that the dialog came or went, and not where one follows another."""


class Dim(QtWidgets.QWidget):
    """A transparent child of `window` over all of it; the mouse goes through it to nothing, since a dialog is open."""

    def __init__(self, window: QtWidgets.QWidget) -> None:
        super().__init__(window)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._window = window
        self._dialogs: list[QtWidgets.QWidget] = []
        window.installEventFilter(self)
        self._later = QTimer(self, singleShot=True, interval=_LATER_MS)
        self._later.timeout.connect(self._follow)
        self.hide()

    @classmethod
    def of(cls, window: QtWidgets.QWidget) -> Dim:
        """The one of `window`, made when its first dialog opens."""
        found = window.findChild(cls, options=Qt.FindChildOption.FindDirectChildrenOnly)
        return found if isinstance(found, cls) else cls(window)

    def dialogs(self) -> tuple[QtWidgets.QWidget, ...]:
        """The dialogs that are open over the window, the oldest first. One that was deleted was not closed before."""
        self._dialogs = [dialog for dialog in self._dialogs if isValid(dialog)]
        return tuple(self._dialogs)

    def begin(self, dialog: QtWidgets.QWidget) -> None:
        """`dialog` is open over the window."""
        if dialog not in self._dialogs:
            self._dialogs.append(dialog)
            dialog.destroyed.connect(self._later.start)
        self._later.start()

    def end(self, dialog: QtWidgets.QWidget) -> None:
        """It is not any more."""
        if dialog in self._dialogs:
            self._dialogs.remove(dialog)
        self._later.start()

    def darken(self, picture: QtGui.QPixmap) -> None:
        """Shades a picture of the window that was taken before the shade was shown."""
        if not self.isVisible():
            QtGui.QPainter(picture).fillRect(picture.rect(), _shade())

    def _follow(self) -> None:
        self.setGeometry(self._window.rect())
        self.raise_()
        self.setVisible(bool(self.dialogs()))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Keeps the size of the window."""
        if event.type() == QEvent.Type.Resize:
            self.setGeometry(self._window.rect())
        return False

    def paintEvent(self, event: QtGui.QPaintEvent) -> None:
        """Paints the shade."""
        QtGui.QPainter(self).fillRect(event.rect(), _shade())


def _shade() -> QtGui.QColor:
    shade = QtGui.QColor(colours.INK)
    shade.setAlpha(_DARK)
    return shade


if TYPE_CHECKING:
    _Dialog = QtWidgets.QDialog
else:
    _Dialog = object

_RADIUS = 16


class DialogFrame(_Dialog):
    """List it before the Qt class: `class Dialog(DialogFrame, QDialog)`. Its window has no frame of the system's."""

    _finds_size = False
    _corners: tuple[QtGui.QPixmap, ...] = ()

    def changeEvent(self, event: QEvent) -> None:
        """Behind the corners the page changes, too."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.LanguageChange, QEvent.Type.StyleChange) and self.isVisible():
            QTimer.singleShot(0, self._round)

    def keyPressEvent(self, event: QtGui.QKeyEvent) -> None:
        """Handles the keys that are the same as on the desk's pages: F9 for the language, Enter for the button that has
        the ring. In a field, and on a choice that is made already, Enter presses the default button, as Qt does it."""
        parent, focused = self.parentWidget(), self.focusWidget()
        if event.key() == Qt.Key.Key_F9 and parent is not None:
            QtWidgets.QApplication.sendEvent(parent.window(), event)
        elif event.key() in ENTER and event.isAutoRepeat():
            # The Enter that opened the dialog, held down, must not answer it too.
            event.accept()
        elif event.key() in ENTER and isinstance(focused, QtWidgets.QAbstractButton) and not _is_made(focused):
            focused.click()
        else:
            super().keyPressEvent(event)

    def showEvent(self, event: QtGui.QShowEvent) -> None:
        """Centres the dialog in its window at full size, since Qt itself limits it to two thirds of the screen, and
        dims that window."""
        super().showEvent(event)
        self._finds_size = self._finds_size or not self.testAttribute(Qt.WidgetAttribute.WA_Resized)
        if (window := self.under()) is not None:
            Dim.of(window).begin(self)
        self.settle()

    def hideEvent(self, event: QtGui.QHideEvent) -> None:
        """The window is as it was."""
        super().hideEvent(event)
        if (window := self.under()) is not None:
            Dim.of(window).end(self)

    def under(self) -> QtWidgets.QWidget | None:
        """The window that the dialog is over, and all dialogs that it was opened from."""
        parent = self.parentWidget()
        while parent is not None and isinstance(window := parent.window(), QtWidgets.QDialog):
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

    def resizeEvent(self, event: QtGui.QResizeEvent) -> None:
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

    def _behind(self, corner: QRect) -> QtGui.QPixmap | None:
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
        painter = QtGui.QPainter(picture)
        for dialog in dialogs[: dialogs.index(self)]:
            if dialog.geometry().intersects(place):
                painter.drawPixmap(dialog.pos() - place.topLeft(), dialog.grab())
        painter.end()
        return picture

    def paintEvent(self, event: QtGui.QPaintEvent) -> None:
        """Paints the ground with an ink border."""
        painter = QtGui.QPainter(self)
        painter.setRenderHint(QtGui.QPainter.RenderHint.Antialiasing)
        if not self._corners:
            painter.fillRect(self.rect(), colours.INK)
        for corner, picture in zip(_corners(self.rect()), self._corners, strict=False):
            painter.drawPixmap(corner, picture)
        painter.setPen(QtGui.QPen(colours.INK, 2))
        painter.setBrush(colours.PAPER)
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), _RADIUS, _RADIUS)


def _is_made(button: QtWidgets.QAbstractButton) -> bool:
    """True for the one of several choices that is chosen: another press would change nothing."""
    return button.autoExclusive() and button.isChecked()


def _windows() -> list[QtWidgets.QWidget]:
    """The visible windows of the app, without lists and hints that hang from them."""
    kinds = (Qt.WindowType.Window, Qt.WindowType.Dialog)
    return [
        each for each in QtWidgets.QApplication.topLevelWidgets() if each.isVisible() and each.windowType() in kinds
    ]


def _corners(rect: QRect) -> list[QRect]:
    side = QSize(_RADIUS, _RADIUS)
    found = [QRect(rect.topLeft(), side) for _ in range(4)]
    found[1].moveRight(rect.right())
    found[2].moveBottom(rect.bottom())
    found[3].moveBottomRight(rect.bottomRight())
    return found


def _rounded(size: QSize) -> QtGui.QRegion:
    width, height, across = size.width(), size.height(), 2 * _RADIUS
    region = QtGui.QRegion(_RADIUS, 0, width - across, height).united(QtGui.QRegion(0, _RADIUS, width, height - across))
    for x in (0, width - across):
        for y in (0, height - across):
            region = region.united(QtGui.QRegion(x, y, across, across, QtGui.QRegion.RegionType.Ellipse))
    return region


DialogVerb = tuple[str, Text, str]
"""The key that is answered, the words on the button, and its kind: primary, secondary, careful or quiet."""
_READABLE = 640


class Dialog(DialogFrame, QtWidgets.QDialog):
    """Emits `answered` once, with the key of the button, or "" if it was closed without one (Escape). Show it by
    `open()`."""

    answered = Signal(str)

    def __init__(
        self,
        question: Text,
        detail: Text = "",
        verbs: Sequence[DialogVerb] = (),
        parent: QtWidgets.QWidget | None = None,
        *,
        safe: str = "",
    ) -> None:
        super().__init__(parent)
        self.setWindowFlag(Qt.WindowType.FramelessWindowHint)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._texts: list[tuple[Callable[[str], object], Text]] = []
        self._key = ""
        self._take: Callable[[QtGui.QKeyEvent], bool] = lambda _: False
        self.question = QtWidgets.QLabel()
        self.question.setProperty("role", "card-title")
        self.question.setWordWrap(True)
        self.detail = TextLines()
        self.say(question, self.setWindowTitle)
        self.say(question, self.question.setText)
        self.say(detail, self.detail.setText)
        self.detail.setVisible(bool(self.detail.text()))
        self.body = QtWidgets.QVBoxLayout()
        self._verbs = QtWidgets.QHBoxLayout()
        self._build()
        self._add_verbs(verbs, safe)
        self._ring = FocusRing(self)
        self.finished.connect(lambda _: self.answered.emit(self._key))

    def _build(self) -> None:
        self._column = column = QtWidgets.QVBoxLayout(self)
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
            button = QtWidgets.QPushButton()
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

    def take_first(self, take: Callable[[QtGui.QKeyEvent], bool]) -> None:
        """Passes keys to `take` before a button of the question gets them; True means that it has used one."""
        self._take = take
        for button in self.findChildren(QtWidgets.QPushButton):
            button.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The keys that a button does not get."""
        return isinstance(event, QtGui.QKeyEvent) and event.type() == QEvent.Type.KeyPress and self._take(event)

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

    def add(self, widget: QtWidgets.QWidget) -> None:
        """Adds a widget between the question and the buttons."""
        self.body.addWidget(widget)

    def verb(self, key: str) -> QtWidgets.QPushButton:
        """The button of `key`. Raises LookupError if there is none."""
        found = self.findChild(QtWidgets.QPushButton, key)
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
    parent: QtWidgets.QWidget,
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


def ask_question(parent: QtWidgets.QWidget, question: Question, then: Callable[[str], object]) -> Dialog:
    """Opens a presenter's question over `parent`; `then` as for `ask`."""
    return ask(parent, question.question, question.detail, question.verbs, then, question.safe)
