"""The clock of an activity: started and paused by a key, seen on desk and stage alike, never reset by accident."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QElapsedTimer, QObject, Qt, QTimer, Signal

Milliseconds = Callable[[], int]


def running_clock() -> Milliseconds:
    """A monotonic clock in milliseconds."""
    clock = QElapsedTimer()
    clock.start()
    return clock.elapsed


class ActivityTimer(QObject):
    """Counts down the seconds of one activity at a time. Each activity keeps its remaining time while others run."""

    changed = Signal()

    def __init__(self, parent: QObject | None = None, clock: Milliseconds | None = None) -> None:
        super().__init__(parent)
        self._clock = clock or running_clock()
        self._left_ms: dict[int, int] = {}
        self._slide = 0
        self._since: int | None = None
        self._tick = QTimer(self, singleShot=True, timerType=Qt.TimerType.PreciseTimer)
        self._tick.timeout.connect(self.tick)

    @property
    def slide(self) -> int:
        """The slide whose activity was started last, or 0."""
        return self._slide

    @property
    def running(self) -> bool:
        """True while the seconds run."""
        return self._since is not None

    def left_s(self, slide: int) -> int | None:
        """The whole seconds left of the activity on `slide`, None if it was never started."""
        left = self._left(slide)
        return None if left is None else -(-left // 1000)

    def start(self, slide: int, seconds: int) -> None:
        """Starts or resumes the activity on `slide`, whose full length is `seconds`; restarts it if its time is up."""
        self.pause()
        self._slide = slide
        if not self._left(slide):
            self._left_ms[slide] = seconds * 1000
        self._since = self._clock()
        self.tick()

    def pause(self) -> None:
        """Pauses the clock; `start` resumes it."""
        if self._since is None:
            return
        self._left_ms[self._slide] = self._left(self._slide) or 0
        self._since = None
        self._tick.stop()
        self.changed.emit()

    def reset(self) -> None:
        """Forgets all activities: another class begins."""
        self._left_ms, self._slide, self._since = {}, 0, None
        self._tick.stop()

    def tick(self) -> None:
        """Emits `changed` for the second that has passed, and waits for the next; at the end the clock stays at 0."""
        left = self._left(self._slide) or 0
        if not left:
            self.pause()
            return
        self._tick.start((left - 1) % 1000 + 1)
        self.changed.emit()

    def _left(self, slide: int) -> int | None:
        left = self._left_ms.get(slide)
        if left is None or slide != self._slide or self._since is None:
            return left
        return max(0, left - (self._clock() - self._since))
