"""The card with plan and clock of the class; a pause stops the clock, and does not count as teaching time."""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer

from bsuh_desktop.domain.messages import Message
from bsuh_desktop.qt.bridge.bridge import Bridge
from bsuh_desktop.qt.classroom.lesson import Lesson
from bsuh_desktop.qt.classroom.teach.plan_progress import MINUTE_MS, PlanProgress, clock_words, time_in
from bsuh_desktop.qt.forms.teach import Ui_Teach
from bsuh_desktop.qt.stage.timer import running_clock
from bsuh_desktop.qt.widgets.label_icons import show_icon
from bsuh_desktop.qt.widgets.pace_bar import PaceSection

_EVERY_MS = 1000


class PaceCard(QObject):
    """Advances from the class's picture by the monotonic clock, once a second while the page is shown."""

    def __init__(self, bridge: Bridge, lesson: Lesson, form: Ui_Teach) -> None:
        super().__init__(lesson)
        self._bridge = bridge
        self._lesson = lesson
        self._form = form
        self._clock = running_clock()
        self._session = ""
        self._seen = self._clock()
        self._paused_since: int | None = None
        self._pauses: dict[int, int] = {}
        self._tick = QTimer(self, interval=_EVERY_MS)
        self._tick.timeout.connect(self.refresh)
        form.pause.clicked.connect(self.toggle)

    def start(self) -> None:
        """The page is shown."""
        self._tick.start()

    def stop(self) -> None:
        """The page is left."""
        self._tick.stop()

    def take(self) -> None:
        """The picture of the class is new: counts time from its moment."""
        if self._lesson.picture.session != self._session:
            self._session, self._pauses, self._paused_since = self._lesson.picture.session, {}, None
        self._settle()
        self._seen = self._clock() - self._bridge.picture_age_ms
        self.refresh()

    @property
    def paused(self) -> bool:
        """True while the clock is stopped."""
        return self._paused_since is not None

    def toggle(self) -> None:
        """Stops the clock and the activity's timer, or resumes the clock."""
        if self.paused:
            self._settle()
            self._paused_since = None
        else:
            self._paused_since = self._clock()
            self._bridge.stage.timer.pause()
        self.refresh()

    def _settle(self) -> None:
        """Adds the pause so far to the present slide."""
        if self._paused_since is not None:
            number, now = self._lesson.number, self._clock()
            self._pauses[number] = self._pauses.get(number, 0) + now - self._paused_since
            self._paused_since = now

    def refresh(self) -> None:
        """Updates clock, sentence and bars."""
        picture, form, say = self._lesson.picture, self._form, self._bridge.say
        running = self._running()
        standing = PlanProgress(self._lesson.number, picture.worked_ms + running - sum(self._pauses.values()))
        form.clock.setText(self._bridge.digits(clock_words(standing.worked_ms)))
        slides = picture.pack.slides(self._bridge.stage_language)
        told = Message("Paused") if self.paused else standing.against(slides, picture.planned_minutes)
        form.plan_words.setText(say(told))
        form.pause.setText(say(Message("Go on") if self.paused else Message("Pause")))
        form.pause.set_glyph("play" if self.paused else "pause")
        form.pause.setEnabled(picture.ended_ms is None)
        here = standing.section(picture.pace)
        bars = [self._section(place, running if place == here else 0) for place in range(len(picture.pace))]
        form.pace.set_pace(bars, here)

    def restyle(self) -> None:
        """Scales the icon with the text."""
        show_icon(self._form.clock_icon, "clock")

    def _running(self) -> int:
        """Milliseconds since the picture, without pauses; 0 after the class has ended."""
        if self._lesson.picture.ended_ms is not None:
            return 0
        now = self._clock()
        return now - self._seen - (now - self._paused_since if self._paused_since is not None else 0)

    def _section(self, place: int, running: int) -> PaceSection:
        section = self._lesson.picture.pace[place]
        spent = time_in(section, self._pauses, running)
        return PaceSection(self._bridge.say(section.name), section.planned, spent // MINUTE_MS)
