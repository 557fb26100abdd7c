"""Where the stage stands: full screen on the projector when there is one, hidden when it is gone, back when it is back.

It also knows whether the class may see the desk (public view), as far as that can be known.
"""

from __future__ import annotations

from typing import Literal

from PySide6.QtCore import QEvent, QObject, QRect, Qt, QTimer, Signal
from PySide6.QtGui import QGuiApplication, QScreen
from PySide6.QtWidgets import QWidget

Screens = Literal["one", "mirrored", "two"]

# A cable that is put in makes several changes; the stage is placed when they are over.
SETTLE_MS = 300


class Projector(QObject):
    """Owns the place of the stage's window. `on` is what the facilitator wants, `showing` whether the stage stands
    anywhere. It hides at once when its screen goes, and the desk is never covered without being asked."""

    public_changed = Signal(bool)
    screens_changed = Signal()
    showing_changed = Signal(bool)

    def __init__(self, stage: QWidget, desk: QWidget, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._stage, self._desk = stage, desk
        self._on = self._over_desk = self._black = False
        self._shows: bool | None = None
        self._was_public, self._was_showing = True, False
        self._settle = QTimer(self, singleShot=True, interval=SETTLE_MS)
        self._settle.timeout.connect(self._settled)
        self._known = self._geometries()
        self._watch()
        desk.installEventFilter(self)
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
    def screens(self) -> Screens:
        """One screen, several that all show the same, or one beside the desk's."""
        if self.audience is not None:
            return "two"
        return "mirrored" if len(QGuiApplication.screens()) > 1 else "one"

    @property
    def audience(self) -> QScreen | None:
        """The screen of the class: the first one that shows another place than the desk's, None if there is none."""
        home = self._desk.screen().geometry()
        others = [screen for screen in QGuiApplication.screens() if not screen.geometry().intersects(home)]
        return others[0] if others else None

    @property
    def showing(self) -> bool:
        """True while the stage stands on a screen."""
        return self._stage.isVisible()

    @property
    def over_desk(self) -> bool:
        """True while the stage covers the desk, on its only screen."""
        return self._over_desk and self.showing

    def set_on(self, on: bool, *, over_desk: bool = False) -> None:
        """The stage stands full screen on the projector as soon as there is one, or nowhere. Where there is only the
        desk's screen, it covers the desk if `over_desk`, until it is left."""
        self._on, self._over_desk = on, on and over_desk and self.audience is None
        self._tell()
        self._place()
        self._tell()

    def toggle(self) -> None:
        """Stage on or off, over the desk if there is no other screen."""
        self.set_on(not self.showing, over_desk=True)

    def leave(self) -> None:
        """Brings the desk back where the stage covers it, and puts the stage off elsewhere."""
        self.set_on(self._over_desk)
        self._desk.raise_()
        self._desk.activateWindow()

    def swap(self) -> None:
        """Stage and desk change screens. Nothing happens where there is only one."""
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
        """The same of what opens over the desk and over a stage that covers it, black or not."""
        screens = self.screens
        if screens == "two":
            return self.showing and self._stage.screen() == self._desk.screen()
        return screens == "mirrored" or self._shows is not False

    @property
    def shows_this_screen(self) -> bool | None:
        """What the facilitator answered; None until then, and again after any change of the screens."""
        return self._shows

    @property
    def has_wall(self) -> bool:
        """False where nothing can show the class a slide: one screen, and no projector shows it."""
        return self.screens != "one" or self._shows is not False

    def set_shows_this_screen(self, shows: bool | None) -> None:
        """The answer to “Does a projector show this screen?”."""
        self._shows = shows
        self._tell()

    def set_black(self, black: bool) -> None:
        """The stage is black: where it covers the desk, the class sees nothing of it."""
        self._black = black
        self._tell()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Hears when the desk is dragged to another screen: the stage makes room."""
        if event.type() == QEvent.Type.ScreenChangeInternal:
            self._changed()
        return super().eventFilter(watched, event)

    def _added(self, screen: QScreen) -> None:
        screen.geometryChanged.connect(self._changed)
        self._changed()

    def _removed(self, screen: QScreen) -> None:
        """Hidden before Qt can move it over the desk."""
        if self._stage.screen() == screen:
            self._stage.hide()
        self._changed()

    def _changed(self) -> None:
        """Names go from the desk at once; they come back, and the stage is placed, when all is settled."""
        self._look()
        if self.public:
            self._tell()
        self._settle.start()

    def _look(self) -> None:
        """What was said of the screens holds for these screens only."""
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
        """On the projector the stage leaves the keyboard to the desk, or to whatever dialog is open there."""
        stage = self._stage
        stage.hide()
        stage.setWindowFlag(Qt.WindowType.WindowDoesNotAcceptFocus, not self._over_desk)
        stage.setAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating, not self._over_desk)
        stage.setScreen(screen)
        stage.setGeometry(screen.geometry())
        # showFullScreen() would ask for the keyboard.
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
    """`window` in its size, as far as there is room, in the middle of `room`."""
    place = QRect(room.topLeft(), window.size().boundedTo(room.size()))
    place.moveCenter(room.center())
    return place
