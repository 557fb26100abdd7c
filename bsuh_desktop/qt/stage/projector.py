"""The position of the stage: full screen on the projector, hidden while that is unplugged, shown again with it.

It also knows whether the class may see the desk (public view), as far as that can be detected.
"""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QRect, Qt, QTimer, Signal
from PySide6.QtGui import QGuiApplication, QScreen
from PySide6.QtWidgets import QWidget

from bsuh_desktop.presenters.stage import Screens

# Plugging in a cable causes several changes; the stage is placed after the last of them.
SETTLE_MS = 300


class Projector(QObject):
    """Positions the stage's window. `set_on` says whether the facilitator wants the stage, `showing` whether it is
    on a screen. It is hidden at once when its screen is removed, and never covers the desk unasked."""

    public_changed = Signal(bool)
    screens_changed = Signal()
    showing_changed = Signal(bool)
    uncovered = Signal()
    """A stage that covered the desk is gone: the class sees the desk again."""

    def __init__(self, stage: QWidget, desk_window: QWidget, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._stage, self._desk = stage, desk_window
        self._on = self._over_desk = self._black = False
        self._shows: bool | None = None
        self._was_public, self._was_showing = True, False
        self._settle = QTimer(self, singleShot=True, interval=SETTLE_MS)
        self._settle.timeout.connect(self._settled)
        self._known = self._geometries()
        self._watch()
        desk_window.installEventFilter(self)
        self._tell()

    def _watch(self) -> None:
        app = QGuiApplication.instance()
        assert isinstance(app, QGuiApplication)
        app.screenAdded.connect(self._added)
        app.screenRemoved.connect(self._removed)
        app.primaryScreenChanged.connect(self._changed)
        for screen in app.screens():
            screen.geometryChanged.connect(self._changed)

    @property
    def arrangement(self) -> Screens:
        """One screen, several that mirror each other, or one beside the desk's."""
        if self.audience is not None:
            return "two"
        return "mirrored" if len(QGuiApplication.screens()) > 1 else "one"

    @property
    def audience(self) -> QScreen | None:
        """The screen of the class: the first one that does not overlap the desk's, None if there is none."""
        home = self._desk.screen().geometry()
        others = [screen for screen in QGuiApplication.screens() if not screen.geometry().intersects(home)]
        return others[0] if others else None

    @property
    def showing(self) -> bool:
        """True while the stage is on a screen."""
        return self._stage.isVisible()

    @property
    def over_desk(self) -> bool:
        """True while the stage covers the desk, on its only screen."""
        return self._over_desk and self.showing

    def set_on(self, on: bool, *, over_desk: bool = False) -> None:
        """Shows the stage full screen on the projector, now or as soon as there is one; or hides it. If there is
        only the desk's screen, the stage covers the desk if `over_desk`, until `leave`."""
        covered = self.over_desk
        self._on, self._over_desk = on, on and over_desk and self.audience is None
        self._tell()
        self._place()
        self._tell()
        if covered and not self.over_desk:
            self.uncovered.emit()

    def toggle(self) -> None:
        """Stage on or off, over the desk if there is no other screen."""
        self.set_on(not self.showing, over_desk=True)

    def leave(self) -> None:
        """Shows the desk again if the stage covers it; elsewhere turns the stage off."""
        self.set_on(self._over_desk)
        self._desk.raise_()
        self._desk.activateWindow()

    def swap(self) -> None:
        """Swaps the screens of stage and desk. Does nothing if there is only one."""
        screen = self.audience
        if screen is None:
            return
        self._stage.hide()
        state = self._desk.windowState()
        self._desk.showNormal()
        self._desk.setScreen(screen)
        self._desk.setGeometry(_inside(screen.availableGeometry(), self._desk.geometry()))
        self._desk.setWindowState(state)
        self._place()
        self._desk.activateWindow()
        self._tell()

    @property
    def public(self) -> bool:
        """True while the class may see the desk: then it shows roll numbers only."""
        return self.public_over_stage and not (self._black and self._over_desk)

    @property
    def public_over_stage(self) -> bool:
        """As `public`, for windows that open over the desk and over a stage that covers it, whether the stage is
        black or not."""
        screens = self.arrangement
        if screens == "two":
            return self.showing and self._stage.screen() == self._desk.screen()
        return screens == "mirrored" or self._shows is not False

    @property
    def shows_this_screen(self) -> bool | None:
        """What the facilitator answered; None until then, and again after any change of the screens."""
        return self._shows

    @property
    def has_wall(self) -> bool:
        """False if no screen can show the class a slide: there is one screen, and no projector shows it."""
        return self.arrangement != "one" or self._shows is not False

    def set_shows_this_screen(self, shows: bool | None) -> None:
        """Sets the answer to “Does a projector show this screen?”."""
        self._shows = shows
        self._tell()

    def set_black(self, black: bool) -> None:
        """The stage is black: if it covers the desk, the class sees nothing of the desk."""
        self._black = black
        self._tell()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Follows the desk when it is dragged to another screen: the stage moves away."""
        if event.type() == QEvent.Type.ScreenChangeInternal:
            self._changed()
        return super().eventFilter(watched, event)

    def _added(self, screen: QScreen) -> None:
        screen.geometryChanged.connect(self._changed)
        self._changed()

    def _removed(self, screen: QScreen) -> None:
        """Hides the stage before Qt can move it over the desk."""
        if self._stage.screen() == screen:
            self._stage.hide()
        self._changed()

    def _changed(self) -> None:
        """Hides names on the desk at once; they come back, and the stage is placed, when the changes are over."""
        self._look()
        if self.public:
            self._tell()
        self._settle.start()

    def _look(self) -> None:
        """Drops what is only valid for the previous screens."""
        now = self._geometries()
        if now != self._known:
            self._known, self._shows, self._over_desk = now, None, False

    def _settled(self) -> None:
        self._look()
        self._tell()
        self._place()
        self._tell()
        self.screens_changed.emit()

    def _geometries(self) -> list[QRect]:
        return [screen.geometry() for screen in QGuiApplication.screens()]

    def _place(self) -> None:
        screen = self.audience or (self._desk.screen() if self._over_desk else None)
        if not self._on or screen is None:
            self._stage.hide()
        elif not (self.showing and self._stage.geometry() == screen.geometry()):
            self._put_on(screen)

    def _put_on(self, screen: QScreen) -> None:
        """On the projector the stage leaves the keyboard focus to the desk, or to the dialog that is open there."""
        stage = self._stage
        stage.hide()
        stage.setWindowFlag(Qt.WindowType.WindowDoesNotAcceptFocus, not self._over_desk)
        stage.setAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating, not self._over_desk)
        stage.setScreen(screen)
        stage.setGeometry(screen.geometry())
        # showFullScreen() would take the keyboard focus.
        stage.setWindowState(Qt.WindowState.WindowFullScreen)
        stage.show()
        if self._over_desk:
            stage.activateWindow()

    def _tell(self) -> None:
        if self.showing != self._was_showing:
            self._was_showing = self.showing
            self.showing_changed.emit(self.showing)
        if self.public != self._was_public:
            self._was_public = self.public
            self.public_changed.emit(self.public)


def _inside(room: QRect, window: QRect) -> QRect:
    """`window`, reduced to the size of `room` if necessary, in the middle of `room`."""
    place = QRect(room.topLeft(), window.size().boundedTo(room.size()))
    place.moveCenter(room.center())
    return place
