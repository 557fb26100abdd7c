"""The tour of a first class in the window: a card beside a control of the page, and a stitched ring round that control.

A page is dimmed around both until somebody goes on with it. The card lies over the page and changes nothing of it: no
layout, no order of the Tab key, no focus, no click, no turn of the wheel. Which hint is shown is said by
`presenters/window/tour.py`.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from PySide6 import QtGui, QtWidgets
from PySide6.QtCore import QElapsedTimer, QEvent, QObject, QPoint, QRect, QRectF, QSize, Qt, QTimer, Signal
from shiboken6 import isValid

from bsuh_desktop.domain.messages import Message
from bsuh_desktop.presenters.window.tour import STOPS, Hint, State, TourPresenter
from bsuh_desktop.qt.bridge.bridge import Bridge
from bsuh_desktop.qt.look import colours
from bsuh_desktop.qt.look.theme import scaled_box, stroke
from bsuh_desktop.qt.navigation.screen import Screen
from bsuh_desktop.qt.widgets.dialog import Dim
from bsuh_desktop.qt.widgets.focus import around
from bsuh_desktop.qt.widgets.keycap import KeyCap
from bsuh_desktop.qt.widgets.layouts import Flow
from bsuh_desktop.qt.widgets.message import MessageBar
from bsuh_desktop.qt.widgets.rail import Rail
from bsuh_desktop.qt.widgets.restyled import Restyled, desk_say
from bsuh_desktop.qt.widgets.scroller import show_at_once
from bsuh_desktop.qt.widgets.text_lines import TextLines

_MOVED = {QEvent.Type.Move, QEvent.Type.Resize, QEvent.Type.Show, QEvent.Type.Hide, QEvent.Type.EnabledChange}
_ARROWS = {Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Up, Qt.Key.Key_Down}
_READ = ("bar_text", "late", "notes", "reason", "stick_card")
"""What is read on a page while one works there, by its name in the form, beside messages."""
_DARK = 72
"""Of 255, a little less than under a dialog: the page is being read."""
_RING, _AWAY, _RADIUS = 4, 8, 14
_SETTLING_MS = 500
"""How long a page may take to find its places: as when it opens (`widgets/scroller.py`)."""
_WIDTH, _LOW, _NARROW = 372, 540, 190
"""Px at normal text: the card's width, that of one with its words in a line, and that of one over the rail alone."""
_GAP, _EDGE, _STEP, _BREATH = 20, 12, 16, 4
"""Px between the card and the control, between it and the window's edge, between two places that are tried, and between
it and another button."""


def place_for(
    size: QSize,
    window: QRect,
    control: QRect,
    focused: QRect,
    others: Sequence[QRect] = (),
    read: Sequence[QRect] = (),
) -> QPoint:
    """Where a card of `size` lies best in `window`: beside the control, where it covers nothing, or at least none of
    `others`: buttons, fields and messages. If there is no such place, never over what has the focus if there is any
    other, then not over the control, and over as little as it can be of `others`."""
    inside = window.adjusted(_EDGE, _EDGE, -_EDGE, -_EDGE)
    right, bottom = inside.right() + 1 - size.width(), inside.bottom() + 1 - size.height()
    ringed = control.adjusted(-_AWAY, -_AWAY, _AWAY, _AWAY)
    far = control.adjusted(-_GAP, -_GAP, _GAP, _GAP)
    middle = control.center() - QRect(QPoint(), size).center()
    near = [each.adjusted(-_BREATH, -_BREATH, _BREATH, _BREATH) for each in others if not each.isEmpty()]
    for parts in ((far, focused, *near, *read), (far, focused, *near)):
        free = QtGui.QRegion(QRect(inside.topLeft(), QPoint(right, bottom)))
        for part in parts:
            if not part.isEmpty():
                free -= QtGui.QRegion(part.adjusted(1 - size.width(), 1 - size.height(), 0, 0))
        if not free.isEmpty():
            # The stubs of Qt do not know that a region is its rectangles.
            spots: Iterable[QRect] = free  # type: ignore[assignment]
            return min((_nearest(each, middle) for each in spots), key=lambda at: (at - middle).manhattanLength())

    def over(at: QPoint, *parts: QRect) -> int:
        under = [QRect(at, size).intersected(part) for part in parts]
        return sum(each.width() * each.height() for each in under if not each.isEmpty())

    across = (middle.x(), control.left(), control.right() + 1 - size.width())
    along = (middle.y(), control.top(), control.bottom() + 1 - size.height())
    beside = [QPoint(x, y) for x in (far.right() + 1, far.left() - size.width()) for y in along]
    beside += [QPoint(x, y) for y in (far.top() - size.height(), far.bottom() + 1) for x in across]
    fitted = [QPoint(max(inside.left(), min(at.x(), right)), max(inside.top(), min(at.y(), bottom))) for at in beside]
    clear = [at for at in fitted if not over(at, focused, ringed)]
    if clear:
        return min(clear, key=lambda at: over(at, *others))
    places = [
        QPoint(x, y)
        for x in range(inside.left(), max(right, inside.left()) + 1, _STEP)
        for y in range(inside.top(), max(bottom, inside.top()) + 1, _STEP)
    ]
    return min(places, key=lambda at: (over(at, focused), over(at, ringed), (at - middle).manhattanLength()))


def _nearest(spots: QRect, at: QPoint) -> QPoint:
    x, y = max(spots.left(), min(at.x(), spots.right())), max(spots.top(), min(at.y(), spots.bottom()))
    return QPoint(x, y)


class TourCard(Restyled, QtWidgets.QFrame):
    """The words of a hint, and its buttons. A click on them leaves the keyboard where it is."""

    changed = Signal()
    """Other words or letters may need another size."""

    def __init__(self, window: QtWidgets.QWidget) -> None:
        super().__init__(window)
        self.setObjectName("tour_card")
        self._hint: Hint | None = None
        self.fact, self.remedy = TextLines(), TextLines()
        cap = KeyCap()
        cap.set_key("F6")
        self.end, self.back, self.go_on = QtWidgets.QPushButton(), QtWidgets.QPushButton(), QtWidgets.QPushButton()
        verbs = Flow()
        for name, button in (("tour_back", self.back), ("tour_go_on", self.go_on), ("tour_end", self.end)):
            button.setObjectName(name)
            button.setParent(verbs)
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            button.installEventFilter(self)
        self.end.setProperty("kind", "quiet")
        head = QtWidgets.QHBoxLayout()
        self._column = QtWidgets.QVBoxLayout(self)
        self._column.setContentsMargins(20, 16, 20, 16)
        self._column.setSpacing(4)
        self._column.addLayout(head)
        head.addWidget(self.fact, 1)
        head.addWidget(cap, 0, Qt.AlignmentFlag.AlignTop)
        self._column.addWidget(self.remedy)
        self._column.addSpacing(8)
        self._column.addWidget(verbs)
        self.hide()

    def tell(self, hint: Hint) -> None:
        """Shows a hint, and has a screen reader say it."""
        self._hint = hint
        self.back.setVisible(hint.back)
        self.retranslate()

    def announce(self) -> None:
        """Has a screen reader say the hint."""
        QtGui.QAccessible.updateAccessibility(QtGui.QAccessibleEvent(self, QtGui.QAccessible.Event.Alert))

    def retranslate(self) -> None:
        """Says the hint in the desk's language."""
        if self._hint is None:
            return
        fact, remedy = desk_say(self._hint.stop.fact), desk_say(self._hint.stop.remedy)
        self.fact.set_fact(fact)
        self.remedy.setText(remedy)
        self.setAccessibleName(f"{fact}. {remedy}")
        self.setAccessibleDescription(desk_say(Message("F6 leads to this hint, and back.")))
        self.go_on.setText(desk_say(self._hint.go_on))
        self.back.setText(desk_say(Message("Back")))
        self.end.setText(desk_say(Message("Leave")))
        self.end.setAccessibleName(desk_say(Message("Leave the tour")))
        self.end.setToolTip(desk_say(Message("The key ? begins it again.")))
        self.changed.emit()

    def restyle(self) -> None:
        """Larger letters need another size."""
        self.changed.emit()

    def size_at(self, width: int) -> QSize:
        """Its size at that width."""
        self.resize(width, self.height())
        self._column.activate()
        return QSize(width, self._column.totalHeightForWidth(width))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The arrow keys do what they do on the page, and lead not from button to button."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QtGui.QKeyEvent) and event.key() in _ARROWS:
            event.ignore()
            return True
        return False

    def wheelEvent(self, event: QtGui.QWheelEvent) -> None:
        """Scrolls what lies under the card."""
        window = self.window()
        at = self.mapTo(window, event.position())
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        below = window.childAt(at.toPoint())
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents, on=False)
        while below is not None and not isinstance(below, QtWidgets.QAbstractScrollArea):
            below = below.parentWidget()
        if below is not None:
            page = below.viewport()
            turned = QtGui.QWheelEvent(
                page.mapFrom(window, at),
                event.globalPosition(),
                event.pixelDelta(),
                event.angleDelta(),
                event.buttons(),
                event.modifiers(),
                event.phase(),
                event.inverted(),
            )
            QtWidgets.QApplication.sendEvent(page, turned)

    def paintEvent(self, event: QtGui.QPaintEvent) -> None:
        """Paints the ground with an ink border, as a dialog has it."""
        painter = QtGui.QPainter(self)
        painter.setRenderHint(QtGui.QPainter.RenderHint.Antialiasing)
        painter.setPen(QtGui.QPen(colours.INK, 2))
        painter.setBrush(colours.PAPER)
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), _RADIUS, _RADIUS)


class TourRing(QtWidgets.QWidget):
    """The stitched ring, and the shade around it and the card as long as it is wanted. The mouse goes through."""

    def __init__(self, window: QtWidgets.QWidget) -> None:
        super().__init__(window)
        self._window = window
        self.setObjectName("tour_ring")
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.dims = False
        self.around = QRect()
        """What the ring is round, in the window."""
        self.hide()

    def show_around(self, part: QRect) -> None:
        """Lies round `part` of the window."""
        self.around = part
        side = _AWAY + _RING
        self.setGeometry(self._window.rect() if self.dims else part.adjusted(-side, -side, side, side))
        self.show()
        self.update()

    def lift(self) -> None:
        """Dims the page no more; the ring stays."""
        self.dims = False
        if self.isVisible():
            self.show_around(self.around)

    def paintEvent(self, event: QtGui.QPaintEvent) -> None:
        """Paints the shade with a hole, and the ring."""
        painter = QtGui.QPainter(self)
        painter.setRenderHint(QtGui.QPainter.RenderHint.Antialiasing)
        ring = QRectF(self.around.translated(-self.pos())).adjusted(-_AWAY, -_AWAY, _AWAY, _AWAY)
        if self.dims:
            shade = QtGui.QPainterPath()
            shade.addRect(QRectF(self.rect()))
            hole = QtGui.QPainterPath()
            hole.addRoundedRect(ring, _RADIUS, _RADIUS)
            ink = QtGui.QColor(colours.INK)
            ink.setAlpha(_DARK)
            painter.fillPath(shade.subtracted(hole), ink)
        thread = QtGui.QPen(colours.GREEN, stroke(_RING - 1))
        thread.setDashPattern([3, 2])
        thread.setCapStyle(Qt.PenCapStyle.RoundCap)
        # Light under the thread: it is seen on the rail as well.
        for pen in (QtGui.QPen(colours.PAPER, stroke(_RING + 2)), thread):
            painter.setPen(pen)
            painter.drawRoundedRect(ring, _RADIUS, _RADIUS)


class TourHints(QObject):
    """Places the card in the desk's window, and moves it with the page. `turn_to` is told of every page."""

    def __init__(self, bridge: Bridge, window: QtWidgets.QWidget, rail: Rail) -> None:
        super().__init__(window)
        self._window, self._rail = window, rail
        self._page: Screen | None = None
        self._hint: Hint | None = None
        self._watched: list[QtWidgets.QWidget] = []
        self._handle: QtGui.QWindow | None = None
        self._keys_were_at: QtWidgets.QWidget | None = None
        self._ring, self._card = TourRing(window), TourCard(window)
        self._settling = QElapsedTimer()
        self._soon = QTimer(self, singleShot=True, interval=0)
        self._presenter = TourPresenter(bridge, self)
        self._soon.timeout.connect(self._presenter.refresh)
        self._card.changed.connect(self._on_changed)
        self._card.go_on.clicked.connect(self._presenter.go_on)
        self._card.back.clicked.connect(self._presenter.go_back)
        self._card.end.clicked.connect(self._presenter.end)
        application = QtWidgets.QApplication.instance()
        assert isinstance(application, QtWidgets.QApplication)
        application.focusChanged.connect(self._on_focus_changed)
        bridge.tour_wanted.connect(self._begin_page)
        bridge.opened.connect(self._begin_page)
        if bridge.facts is not None:
            self._presenter.enter()

    def turn_to(self, page: Screen) -> None:
        """That page is shown now."""
        self._page, self._keys_were_at = page, None
        self._begin_page()
        self._presenter.turn_to(page.name)

    def look(self) -> None:
        """What can be seen has changed: follows at once."""
        self._presenter.refresh()

    def key(self, event: QtGui.QKeyEvent) -> bool:
        """F6 leads to the card and back; Escape leaves the tour. False while there is no card, or on the stage."""
        if self._hint is None or not self._window.isActiveWindow():
            return False
        if event.key() == Qt.Key.Key_Escape:
            self._presenter.end()
        elif event.key() == Qt.Key.Key_F6:
            if self._has_keys():
                self._give_keys_back()
            else:
                self._keys_were_at = self._window.focusWidget()
                self._card.go_on.setFocus(Qt.FocusReason.ShortcutFocusReason)
        else:
            return False
        return True

    # What the presenter asks

    def sees(self, control: str) -> bool:
        """True if the control of that name can be seen: on a covered desk none can."""
        found = self._find(control)
        return found is not None and found.isVisible()

    def state_of(self, verb: str) -> State:
        """How the button of that name stands."""
        found = self._find(verb)
        if not isinstance(found, QtWidgets.QAbstractButton) or not (found.isVisible() and found.isEnabled()):
            return "gone"
        return "down" if found.isChecked() else "ready"

    def bind(self, hint: Hint | None) -> None:
        """Shows the hint, or none."""
        before, self._hint = self._hint, hint
        if hint is None:
            self._hide()
            return
        if hint != before:
            self._card.tell(hint)
        if before is None or hint.stop != before.stop:
            self._settling.start()
        self._place()
        if hint != before:
            self._card.announce()

    def _find(self, control: str) -> QtWidgets.QWidget | None:
        if self._page is None or not self._page.framed:
            return None
        found: QtWidgets.QWidget | None = self._page.findChild(QtWidgets.QWidget, control) or self._rail.findChild(
            QtWidgets.QWidget, control
        )
        return found

    # Where it is

    def _place(self) -> None:
        """Lays ring and card at the control as it is seen now. While it is scrolled out of sight there is no ring."""
        control = None if self._hint is None else self._find(self._hint.stop.control)
        if control is not None and self._settling.isValid() and not self._settling.hasExpired(_SETTLING_MS):
            # A hint speaks of nothing that is out of sight. Other words and letters move the page for a while.
            show_at_once(control)
        part = self._seen(control)
        rings = not part.isEmpty()
        part = part if rings else self._ring.around
        appears = not self._card.isVisible()
        # Its words measure themselves once they are shown.
        self._card.show()
        focused, others, read = self._focused(), self._others(), self._read()
        tried: list[tuple[tuple[bool, bool], QRect]] = []
        for width in (_WIDTH, _LOW, _NARROW):
            size = self._card.size_at(scaled_box(width))
            place = QRect(place_for(size, self._window.rect(), part, focused, others, read), size)
            tried.append(((any(map(place.intersects, (part, focused))), any(map(place.intersects, others))), place))
            if not any(tried[-1][0]):
                break
        self._card.setGeometry(min(tried, key=lambda one: one[0])[1])
        if rings:
            self._ring.show_around(part)
        else:
            self._ring.hide()
        if appears:
            self._to_front()

    def _to_front(self) -> None:
        self._ring.raise_()
        self._card.raise_()
        dim = Dim.of(self._window)
        if dim.dialogs():
            dim.raise_()
        last = self._window.previousInFocusChain()
        if last is not None and not self._card.isAncestorOf(last):
            # Behind all pages, which may have been made later: between the parts of a page nothing changes.
            for button in (self._card.back, self._card.go_on, self._card.end):
                QtWidgets.QWidget.setTabOrder(last, button)
                last = button

    def _focused(self) -> QRect:
        """What has the keyboard, with its ring; empty if that is the card itself."""
        part = self._window.focusWidget()
        if part is None or self._has_keys():
            return QRect()
        side = around()
        seen = self._seen(part)
        return seen if seen.isEmpty() else seen.adjusted(-side, -side, side, side)

    def _others(self) -> list[QRect]:
        """What else can be pressed or typed in on the page, and messages on it and above it."""
        kinds = (QtWidgets.QAbstractButton, QtWidgets.QLineEdit, QtWidgets.QComboBox)
        found = [each for part in self._parts() for kind in kinds for each in part.findChildren(kind)]
        return self._all_seen([*found, *self._window.findChildren(MessageBar)])

    def _read(self) -> list[QRect]:
        """What is read on the page while one works there."""
        return self._all_seen(
            [each for part in self._parts() for name in _READ for each in part.findChildren(QtWidgets.QWidget, name)]
        )

    def _parts(self) -> list[QtWidgets.QWidget]:
        return [self._rail] if self._page is None else [self._rail, self._page]

    def _all_seen(self, parts: Sequence[QtWidgets.QWidget]) -> list[QRect]:
        return [self._seen(each) for each in parts if each.isVisible()]

    def _seen(self, part: QtWidgets.QWidget | None) -> QRect:
        """What can be seen of a part, in the window."""
        if part is None or not part.isVisible():
            return QRect()
        seen = self._window.rect()
        parent: QtWidgets.QWidget | None = part
        while parent is not None and parent is not self._window:
            seen = seen.intersected(QRect(parent.mapTo(self._window, QPoint()), parent.size()))
            parent = parent.parentWidget()
        return seen

    def _watch(self) -> None:
        """Follows the controls of the page's hints and what is around them: when a page scrolls, its body moves."""
        for left in filter(isValid, self._watched):
            left.removeEventFilter(self)
            if isinstance(left, QtWidgets.QAbstractButton):
                left.toggled.disconnect(self._on_toggled)
        watched: list[QtWidgets.QWidget] = []
        stops = [stop for stop in STOPS if self._page is not None and stop.page == self._page.name]
        for stop in stops if self._presenter.goes_on else ():
            for name in (stop.control, *stop.verbs):
                part: QtWidgets.QWidget | None = self._find(name)
                while part is not None and part not in watched:
                    watched.append(part)
                    part = None if part is self._window else part.parentWidget()
        for each in watched:
            each.installEventFilter(self)
            if isinstance(each, QtWidgets.QAbstractButton):
                each.toggled.connect(self._on_toggled)
        self._watched = watched

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """A control has moved, came or went; or somebody goes on with the page."""
        if watched is self._handle:
            self._look_for_hands(event)
        elif event.type() in _MOVED:
            self._soon.start()
        return False

    def _begin_page(self) -> None:
        """Dims the page round its hints until a key or the mouse is pressed on it."""
        self._ring.dims = True
        self._watch()
        self._forget_handle()
        self._handle = self._window.windowHandle() if self._presenter.goes_on else None
        if self._handle is not None:
            self._handle.installEventFilter(self)
        self._soon.start()

    def _look_for_hands(self, event: QEvent) -> None:
        """Dims the page no more once a key or the mouse is pressed on it."""
        pressed = event.type() == QEvent.Type.KeyPress and not self._has_keys()
        if isinstance(event, QtGui.QMouseEvent) and event.type() == QEvent.Type.MouseButtonPress:
            pressed = not self._card.geometry().contains(event.position().toPoint())
        if pressed and self._ring.dims:
            self._ring.lift()
            self._forget_handle()

    def _forget_handle(self) -> None:
        if self._handle is not None and isValid(self._handle):
            self._handle.removeEventFilter(self)
        self._handle = None

    # The keyboard

    def _has_keys(self) -> bool:
        focused = self._window.focusWidget()
        return focused is not None and self._card.isAncestorOf(focused)

    def _give_keys_back(self) -> None:
        before = self._keys_were_at
        if before is not None and isValid(before) and before.isVisible():
            before.setFocus()
        elif self._page is not None:
            self._page.setFocus()

    def _on_changed(self) -> None:
        self._settling.start()
        self._soon.start()

    def _on_toggled(self, _: bool) -> None:
        self._soon.start()

    def _on_focus_changed(self, old: QtWidgets.QWidget | None, _new: QtWidgets.QWidget | None) -> None:
        if old is not None and self._has_keys() and not (old.isVisible() and old.isEnabled()):
            # A button that was pressed went away: its keys fall to the page, not to what lies over it.
            self._keys_were_at = None
            self._give_keys_back()
            return
        # From here on the page scrolls to what has the keyboard; to the control if that is its card.
        if self._has_keys():
            self._settling.start()
        else:
            self._settling.invalidate()
        if self._hint is not None:
            self._soon.start()

    def _hide(self) -> None:
        if self._has_keys():
            self._give_keys_back()
        self._ring.hide()
        self._card.hide()
        if not self._presenter.goes_on:
            self._forget_handle()
            self._watch()
