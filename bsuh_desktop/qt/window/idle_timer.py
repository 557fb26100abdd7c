"""Has anybody touched one of our windows lately: a key, the mouse, a finger?"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QGuiApplication, QWindow

from bsuh_desktop.domain.ports import Clock

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


class Idle(QObject):
    """Listens at the windows themselves, not at each widget. `on_idle` is asked once nobody has touched anything for
    `minutes`; it says whether the desk is out of reach now: then the touch that came too late, after the lid was opened
    again, is not taken any more."""

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
        """Called now and then."""
        if self._passed():
            self._on_idle()

    def touched(self) -> bool:
        """Somebody is here; True if they came too late."""
        late = self._passed() and self._on_idle()
        self._since = self._now()
        return late

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Every event of a window that had the keys once."""
        return event.type() in _TOUCHES and self.touched()

    def _watch(self, window: QWindow | None) -> None:
        if window is not None:
            window.installEventFilter(self)

    def _passed(self) -> bool:
        return self._now() - self._since >= self._minutes() * 60_000

    def _now(self) -> int:
        """Runs on while the laptop sleeps."""
        return self._clock.now().mono_ms
