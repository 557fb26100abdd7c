"""What scrolls: a page or parts of it, never both; a dialog's content, a card, and the focus into view.

What lies below the hand must not depend on where it points. With large text a page is longer than its window."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import NamedTuple

from PySide6 import QtWidgets
from PySide6.QtCore import QElapsedTimer, QEvent, QObject, QPoint, QSize, Qt, QTimer
from shiboken6 import isValid

from bsuh_desktop.qt.look.theme import scaled_box

_WIDTHS = ("least", "most")
"""What a row of parts asks a part (`side_by_side`)."""


class CardScroller(QtWidgets.QScrollArea):
    """Takes the place of `card` in `row`, and comes and goes with it."""

    def __init__(self, card: QtWidgets.QWidget, row: QtWidgets.QBoxLayout) -> None:
        super().__init__()
        hidden = card.isHidden()
        self.setObjectName(f"{card.objectName()}_scroller")
        self.setFrameShape(QtWidgets.QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QtWidgets.QSizePolicy.Policy.Preferred, QtWidgets.QSizePolicy.Policy.Expanding)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        for width in _WIDTHS:
            self.setProperty(width, card.property(width))
        self._card = card
        row.replaceWidget(card, self)
        self.setWidget(card)
        # To be given to a scroll area shows a widget and fills its ground.
        card.setAutoFillBackground(False)
        self.viewport().setAutoFillBackground(False)
        card.setHidden(hidden)
        self.setHidden(hidden)
        card.installEventFilter(self)

    def whole(self) -> int:
        """The height in which the card does not scroll."""
        width = self.viewport().width()
        wide = self._card.hasHeightForWidth()
        return self._card.heightForWidth(width) if wide else self._card.minimumSizeHint().height()

    def sizeHint(self) -> QSize:
        """As wide as the card would like to be; any height will do."""
        return QSize(self._card.sizeHint().width(), 0)

    def minimumSizeHint(self) -> QSize:
        """As wide as the card must be beside its scroll bar."""
        card = max(self._card.minimumSizeHint().width(), self._card.minimumWidth())
        return QSize(card + self.verticalScrollBar().sizeHint().width(), 0)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The card was shown, hidden, or has other contents."""
        if watched is self._card:
            if event.type() in (QEvent.Type.ShowToParent, QEvent.Type.HideToParent):
                self.setHidden(self._card.isHidden())
            elif event.type() == QEvent.Type.LayoutRequest:
                self.updateGeometry()
        return super().eventFilter(watched, event)


Height = Callable[[], int]


class _Part(NamedTuple):
    area: QtWidgets.QAbstractScrollArea
    whole: Height
    least: Height


class OneScroller(QObject):
    """Keeps the parts that were added at least `least` px high while the page around them fits; if the page scrolls
    anyway, each becomes as high as all that it shows, which `whole` tells."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._parts: list[_Part] = []
        self._page: QtWidgets.QScrollArea | None = None
        self._body: QtWidgets.QWidget | None = None
        self._measured: tuple[int, ...] = ()
        self._due = QTimer(self, singleShot=True, interval=0)
        self._due.timeout.connect(self._fit)

    def add(self, area: QtWidgets.QAbstractScrollArea, whole: Height, least: Height) -> None:
        """Adds a part of the same page."""
        self._parts.append(_Part(area, whole, least))
        area.setMinimumHeight(least())
        area.installEventFilter(self)

    def look(self) -> None:
        """Looks again: what is shown has another height, or a part has another least."""
        self._due.start()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The page was built, or a part of it has another size."""
        if event.type() == QEvent.Type.Show and self._page is None:
            self._find_page()
        if event.type() in (QEvent.Type.Resize, QEvent.Type.LayoutRequest, QEvent.Type.Show):
            self._due.start()
        return False

    def _find_page(self) -> None:
        around = self._parts[0].area.parentWidget()
        while around is not None and not isinstance(around, QtWidgets.QScrollArea):
            around = around.parentWidget()
        if isinstance(around, QtWidgets.QScrollArea) and (body := around.widget()) is not None:
            self._page, self._body = around, body
            around.viewport().installEventFilter(self)
            body.installEventFilter(self)

    def _fit(self) -> None:
        page, body = self._page, self._body
        if page is None or body is None or self._measures(page, body) == self._measured:
            # Measuring asks the layouts to be done again, which is heard of here once more.
            return
        scrolls = self._needed(page, body) > page.viewport().height()
        for part in self._parts:
            part.area.setMinimumHeight(max(part.least(), part.whole()) if scrolls else part.least())
        self._forget_sizes(body)
        self._measured = self._measures(page, body)

    def _measures(self, page: QtWidgets.QScrollArea, body: QtWidgets.QWidget) -> tuple[int, ...]:
        """All that the heights depend on, as it is told without measuring afresh."""
        view = page.viewport().size()
        heights = (height for area, whole, least in self._parts for height in (whole(), least(), area.minimumHeight()))
        return view.width(), view.height(), body.minimumSizeHint().height(), *heights

    def _needed(self, page: QtWidgets.QScrollArea, body: QtWidgets.QWidget) -> int:
        """The height of the page with its parts as low as they may be. Nothing is laid out, so nothing is seen."""
        for part in self._parts:
            part.area.setMinimumHeight(part.least())
        self._forget_sizes(body)
        wide = body.hasHeightForWidth()
        return body.heightForWidth(page.viewport().width()) if wide else body.minimumSizeHint().height()

    def _forget_sizes(self, body: QtWidgets.QWidget) -> None:
        """Widgets and layouts hear of another least height one by one, each in its turn of the loop: until then they
        would tell the sum of before."""
        for part in self._parts:
            around: QtWidgets.QWidget | None = part.area.parentWidget()
            while around is not None:
                if (layout := around.layout()) is not None:
                    _invalidate(layout)
                around.updateGeometry()
                around = around.parentWidget() if around is not body else None


def _invalidate(layout: QtWidgets.QLayout) -> None:
    """A layout passes it on to none of those within it."""
    layout.invalidate()
    for inner in layout.children():
        if isinstance(inner, QtWidgets.QLayout):
            _invalidate(inner)


def table_height(table: QtWidgets.QTableView) -> int:
    """The height in which a table shows all of its rows."""
    return table.verticalHeader().length() + table.horizontalHeader().sizeHint().height() + 2 * table.frameWidth()


_AROUND = 300
_WIDTH = 560
_BAR = 14


class ScrollFrame(QtWidgets.QScrollArea):
    """As high as its content, or as `window` minus the `around` px for the question above and the buttons below."""

    def __init__(self, inside: QtWidgets.QWidget, window: QtWidgets.QWidget, around: int = _AROUND) -> None:
        super().__init__()
        self._inside = inside
        self._changed = QTimer(self, singleShot=True, interval=0)
        self._changed.timeout.connect(self._fit)
        self._most = max(scaled_box(160), window.window().height() - scaled_box(around))
        inside.setProperty("role", "body")
        self.setFrameShape(QtWidgets.QFrame.Shape.NoFrame)
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
        for part in (*reversed(self._inside.findChildren(QtWidgets.QWidget)), self._inside):
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


AROUND = 16
"""Px that stay between a control and the edge of its page, for the ring around it."""
_OPENING_MS = 500
"""How long a page may take to settle: with large text a row that turns into a column moves what is below it, which
may make another row turn."""


class FocusScroller(QObject):
    """One for all windows of the app. Qt itself scrolls only if the focus moves between controls of the same page,
    not if it comes from the rail, the bar or another window."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        application = QtWidgets.QApplication.instance()
        assert isinstance(application, QtWidgets.QApplication)
        application.focusChanged.connect(self._on_focus_changed)
        # A page that opens gets the focus before its parts are laid out, and a page that is left passes the focus
        # through several controls: to scroll at once would open a page somewhere in its middle.
        self._settled = QTimer(self, singleShot=True, interval=0)
        self._settled.timeout.connect(lambda: _show_focused(QtWidgets.QApplication.focusWidget()))
        self._opening = QElapsedTimer()
        self._watched: list[QtWidgets.QScrollBar] = []

    def _on_focus_changed(self, _old: QtWidgets.QWidget | None, new: QtWidgets.QWidget | None) -> None:
        # Nothing may move under a mouse button that was just pressed.
        still = QtWidgets.QApplication.mouseButtons() == Qt.MouseButton.NoButton
        self._watch(new if still else None)
        if still:
            self._opening.start()
            self._settled.start()

    def _watch(self, part: QtWidgets.QWidget | None) -> None:
        """Watches the scroll bars of the pages around `part`, and no others."""
        for bar in filter(isValid, self._watched):
            bar.rangeChanged.disconnect(self._on_grown)
        self._watched = [area.verticalScrollBar() for area, _ in _pages_around(part)]
        for bar in self._watched:
            bar.rangeChanged.connect(self._on_grown)

    def _on_grown(self) -> None:
        if not self._opening.hasExpired(_OPENING_MS):
            self._settled.start()


def to_top(page: QtWidgets.QWidget) -> None:
    """Scrolls `page` to its top: when the previous page is hidden, Qt moves the focus to some control of this one
    and scrolls there."""
    for area in page.findChildren(QtWidgets.QScrollArea):
        area.verticalScrollBar().setValue(0)


def scroll_into_view(part: QtWidgets.QWidget) -> None:
    """Scrolls to `part` once it has been laid out; the control with the focus stays visible."""

    def scroll() -> None:
        if part.isVisible():
            show_at_once(part)
            _show_focused(part.window().focusWidget())

    QTimer.singleShot(0, part, scroll)


def _show_focused(part: QtWidgets.QWidget | None) -> None:
    if part is not None:
        show_at_once(part)


def show_at_once(part: QtWidgets.QWidget) -> None:
    """Scrolls all scroll areas around `part`, from the innermost out."""
    for area, page in _pages_around(part):
        _scroll(area, page, part)


def _pages_around(part: QtWidgets.QWidget | None) -> Iterator[tuple[QtWidgets.QScrollArea, QtWidgets.QWidget]]:
    around = part.parentWidget() if part is not None else None
    while part is not None and around is not None:
        page = around.widget() if isinstance(around, QtWidgets.QScrollArea) else None
        if isinstance(around, QtWidgets.QScrollArea) and page is not None and page.isAncestorOf(part):
            yield around, page
        around = around.parentWidget()


def _scroll(area: QtWidgets.QScrollArea, page: QtWidgets.QWidget, part: QtWidgets.QWidget) -> None:
    half = area.viewport().height() // 2
    if isinstance(part, QtWidgets.QAbstractItemView) and part.visibleRegion().boundingRect().height() >= half:
        # Enough of a long list is seen: what stands above it, such as its filters, stays in sight as well.
        return
    if part.height() <= area.viewport().height():
        area.ensureWidgetVisible(part, 0, AROUND)
    elif part.visibleRegion().isEmpty():
        # It is higher than the window and scrolls by itself to its relevant part.
        top = part.mapTo(page, QPoint(0, 0))
        area.ensureVisible(top.x(), top.y(), 0, AROUND)
