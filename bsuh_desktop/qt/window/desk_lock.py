"""Covers or locks the desk: when nobody has touched it for some minutes, and on the facilitator's request.

While a class runs the desk is only covered: stage, class and clicker go on, and the class PIN opens it. Without a class
the store is locked at once, and the process ends (`window/restart.py`). A class that is still being opened counts
as running; if it cannot be opened, the cover turns into the lock. Learners who have the laptop are not disturbed: their
window has its own PIN.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtGui import QGuiApplication, QKeyEvent, QWindow
from PySide6.QtWidgets import QApplication, QDialog
from shiboken6 import isValid

from bsuh_desktop.domain.messages import KnownError, Message
from bsuh_desktop.domain.ports import Clock
from bsuh_desktop.qt.bridge.bridge import Bridge
from bsuh_desktop.qt.dialogs.help_key import DIALOG
from bsuh_desktop.qt.navigation.screen import Destination
from bsuh_desktop.qt.window.window_interface import WindowInterface
from bsuh_desktop.system.log import log

if TYPE_CHECKING:
    from bsuh_desktop.qt.window.desk_cover import DeskCover


_TOUCHES = frozenset(
    (
        QEvent.Type.KeyPress,
        QEvent.Type.MouseButtonPress,
        QEvent.Type.MouseMove,
        QEvent.Type.Wheel,
        QEvent.Type.TouchBegin,
        QEvent.Type.TouchUpdate,
        QEvent.Type.TabletPress,
    )
)


class IdleTimer(QObject):
    """Measures how long nobody has touched any window. It filters events of the windows themselves, not of each widget.

    `on_idle` is called after `minutes` without a touch. It returns True if the desk is out of reach now; then a touch
    that came too late, such as after the lid was opened again, is discarded.
    """

    def __init__(
        self, clock: Clock, minutes: Callable[[], int], on_idle: Callable[[], bool], parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._clock, self._minutes, self._on_idle = clock, minutes, on_idle
        self._since = self._now()
        application = QGuiApplication.instance()
        assert isinstance(application, QGuiApplication)
        application.focusWindowChanged.connect(self._watch)

    def look(self) -> None:
        """Called regularly: calls `on_idle` if the time has passed."""
        if self._passed():
            self._on_idle()

    def touched(self) -> bool:
        """Records a touch and returns True if it came too late."""
        late = self._passed() and self._on_idle()
        self._since = self._now()
        return late

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Receives all events of every window that has had the focus."""
        return event.type() in _TOUCHES and self.touched()

    def _watch(self, window: QWindow | None) -> None:
        if window is not None:
            window.installEventFilter(self)

    def _passed(self) -> bool:
        return self._now() - self._since >= self._minutes() * 60_000

    def _now(self) -> int:
        """Milliseconds of a clock that also runs while the laptop sleeps."""
        return self._clock.now().mono_ms


_LOOK_EVERY_MS = 5_000
_FROM_FAR = ("next", "back", "black")
"""The commands that a clicker may give while the desk is covered."""


def pin_spent() -> KnownError:
    """Why the passphrase is required in the middle of a class."""
    from bsuh_desktop.presenters.window.desk_cover import MOST_TRIES

    return KnownError(
        "pin_spent",
        Message("The class PIN was wrong {count} times.", count=MOST_TRIES),
        Message("Now the passphrase opens the desk. The class is kept."),
    )


class DeskLock(QObject):
    """One for the desk's window. Its own timer calls `look` every few seconds."""

    def __init__(self, bridge: Bridge, window: WindowInterface, clock: Clock) -> None:
        super().__init__(window)
        self._bridge, self._window = bridge, window
        self._cover: DeskCover | None = None
        self._put_away: list[QDialog] = []
        self._why: KnownError | None = None
        self._idle = IdleTimer(clock, lambda: bridge.settings.idle_minutes, self._on_idle, self)
        self._timer = QTimer(self, interval=_LOOK_EVERY_MS)
        self._timer.timeout.connect(self.look)
        self._timer.start()
        bridge.class_changed.connect(self._on_class_changed)
        bridge.class_refused.connect(self._on_class_changed)

    def _on_class_changed(self) -> None:
        # Later: other listeners may first open a page, end the class, or find the data file damaged.
        self._bridge.face.post(self._lock_without_class)

    @property
    def covered(self) -> bool:
        """True while the desk is covered."""
        return self._bridge.covered

    def look(self) -> None:
        """Checks whether anybody has touched a window, and updates the time on the cover."""
        self._idle.look()
        if self.covered and self._cover is not None:
            self._cover.presenter.pin.refresh()

    def _on_idle(self) -> bool:
        """True if the desk is out of reach now. A page that shows what cannot be shown again is left open."""
        bridge, page = self._bridge, self._window.page
        shown_once = not page.framed and page.unsaved_warning() is not None
        if self.covered or bridge.facts is None or bridge.in_class_hands or shown_once:
            return False
        self.lock_or_cover()
        return True

    def lock_or_cover(self) -> None:
        """Covers the desk if a class runs or is being opened; locks it otherwise, or if it is covered already."""
        if (self._bridge.class_runs or self._bridge.class_opening) and not self.covered:
            self.cover()
        else:
            self.lock()

    def _lock_without_class(self) -> None:
        """Locks a desk that was covered for a class which could not be opened or has ended since."""
        bridge = self._bridge
        if self.covered and bridge.facts is not None and not (bridge.class_runs or bridge.class_opening):
            self.lock()

    def cover(self) -> None:
        """Hides everything of the class on the desk, also from screen readers."""
        self._take_down()
        projector = self._bridge.projector
        if projector.over_desk:
            # Only the desk's own window accepts the PIN, and nothing may be over it.
            projector.leave()
        if self._cover is None:
            self._cover = self._make_cover()
        self._bridge.set_covered(True)
        self._window.show_cover(self._cover)
        self._cover.enter(Destination("cover"))
        log("covered")

    def _make_cover(self) -> DeskCover:
        from bsuh_desktop.qt.window.desk_cover import DeskCover

        cover = DeskCover(self._bridge, self._window)
        cover.presenter.pin.matched.connect(self._open)
        cover.presenter.pin.spent.connect(self._lock_spent)
        cover.presenter.lock_wanted.connect(self.lock)
        cover.lesson_key.connect(self.key)
        return cover

    def lock(self) -> None:
        """Locks the store; the passphrase opens it. The page first saves what it has not submitted yet, since
        nothing can be saved on a locked desk."""
        self._window.before_lock()
        self._bridge.lock()

    def _lock_spent(self) -> None:
        self._why = pin_spent()
        self.lock()

    def tell_why(self) -> None:
        """At the door: shows why the passphrase is required, if nobody asked for the lock."""
        why, self._why = self._why, None
        if why is not None:
            self._bridge.error_reported.emit(why)

    def end(self, page_waits: bool) -> None:
        """The store is locked: replaces the cover by the door and closes the dialogs that were open. If the page
        waits behind the door (`page_waits`), its dialogs wait with it."""
        self._take_down()
        for dialog in [] if page_waits else self._bring_back():
            dialog.reject()
        self._uncover()
        if self._cover is not None:
            self._cover.presenter.pin.forgive()

    def stop(self) -> None:
        """Stops the timer."""
        self._timer.stop()

    def key(self, event: QKeyEvent) -> bool:
        """Handles a key on a covered desk; True if the class used it. A dialog that the key opens is kept under the
        cover."""
        from bsuh_desktop.qt.stage.shortcuts import command_of

        if self._window.page.name != "teach" or command_of(event) not in _FROM_FAR:
            return False
        there = set(self._dialogs())
        used = self._window.page.key(event)
        self._put_down(*(set(self._dialogs()) - there))
        return used

    def _open(self) -> None:
        log("uncovered")
        self._uncover()
        self.give_back()

    def give_back(self) -> None:
        """Reopens the page's dialogs as they were."""
        for dialog in self._bring_back():
            dialog.open()

    def _uncover(self) -> None:
        if self.covered and self._cover is not None:
            self._cover.leave()
            self._bridge.set_covered(False)
            self._window.hide_cover(self._cover)

    def _bring_back(self) -> list[QDialog]:
        there, self._put_away = [dialog for dialog in self._put_away if isValid(dialog)], []
        return there

    def _take_down(self) -> None:
        """Hides the open dialogs, unchanged, until the desk is opened again; closes an open popup."""
        popup = QApplication.activePopupWidget()
        if popup is not None:
            popup.close()
        self._put_down(*self._dialogs())

    def _dialogs(self) -> list[QDialog]:
        dialogs: list[QDialog] = self._window.findChildren(QDialog)
        return [dialog for dialog in dialogs if dialog.isVisible() and dialog.objectName() != DIALOG]

    def _put_down(self, *dialogs: QDialog) -> None:
        for dialog in dialogs:
            dialog.hide()
            self._put_away.append(dialog)
