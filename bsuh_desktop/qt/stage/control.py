"""The state of the stage: slide, question, results, black or frozen, the clock of an activity, and what is next.

No window and no rules: the desk and its stage show this state, and the caller writes the journal at its own pace. The
clock is started and paused by a key, and never reset by accident."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable

from PySide6.QtCore import QElapsedTimer, QObject, Qt, QTimer, Signal

from bsuh_desktop.content.reader import Pack
from bsuh_desktop.domain.events import Channel
from bsuh_desktop.domain.messages import Language
from bsuh_desktop.presenters.stage import Question, RightAnswer, StageContent, Tally

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


class StageControl(QObject):
    """The only place that knows what the class sees. Every change emits `changed`."""

    changed = Signal()

    def __init__(self, parent: QObject | None = None, clock: Milliseconds | None = None) -> None:
        super().__init__(parent)
        self.pack: Pack | None = None
        self.timer = ActivityTimer(self, clock)
        self.timer.changed.connect(self.changed)
        self._content = StageContent("bn")
        self._frozen_content: StageContent | None = None
        self._so_far: Tally | None = None
        self._following: RightAnswer | None = None
        self._black = False

    def take(self, pack: Pack, language: Language, slide: int = 0) -> None:
        """Starts or resumes a class with `pack` at `slide`; 0 is before the first one."""
        self._begin(pack, StageContent(language, slide))

    def leave(self) -> None:
        """No class: the stage is dark except for the heart."""
        self._begin(None, StageContent(self.language))

    def _begin(self, pack: Pack | None, content: StageContent) -> None:
        self.pack = pack
        self.timer.reset()
        self._frozen_content, self._black = None, False
        self._set(content)

    @property
    def language(self) -> Language:
        """The language of the stage."""
        return self._content.language

    @property
    def slides(self) -> int:
        """How many slides the module has."""
        return len(self.pack.slides(self.language)) if self.pack else 0

    @property
    def content(self) -> StageContent:
        """What the desk shows; the stage too, unless it is black or frozen."""
        return self._timed(self._content)

    @property
    def shown(self) -> StageContent:
        """What the class sees."""
        return dataclasses.replace(self._timed(self._frozen_content or self._content), black=self._black)

    @property
    def next_content(self) -> StageContent | None:
        """What comes next: the answers so far if a question is open, else the right answer or slide after this one."""
        if self._content.question and self._so_far:
            return dataclasses.replace(self._content, question=None, tally=self._so_far)
        if self._content.right and self._following:
            return dataclasses.replace(self._content, right=self._following)
        return self._slide(self._content.slide + 1)

    @property
    def previous_content(self) -> StageContent | None:
        """What going back shows: the slide under a question, its results or a right answer, else the one before."""
        return self._slide(self._content.slide - (0 if self._content.over_slide else 1))

    def show(self, number: int) -> None:
        """Shows slide `number`, counted from 1, on the desk and, unless frozen, on the stage. Does nothing beyond
        the last or before the first."""
        if 1 <= number <= self.slides:
            self._set(StageContent(self.language, number))

    def ask(self, item: str, by: Channel, people: int = 0) -> None:
        """Opens the question `item` in place of the slide; `by` is how it is answered, `people` how many are in the
        room."""
        self._set(dataclasses.replace(self._content, question=Question(item, by, 0, people), tally=None, right=None))

    def update_answered(self, answered: int, people: int, so_far: Tally | None = None) -> None:
        """Updates how many have answered the open question; `so_far` is only for the desk's preview of the results."""
        asked = self._content.question
        if asked:
            question = dataclasses.replace(asked, answered=answered, people=people)
            self._set(dataclasses.replace(self._content, question=question), so_far)

    def results(self, tally: Tally) -> None:
        """Shows what the class answered, in place of the slide."""
        self._set(dataclasses.replace(self._content, question=None, tally=tally, right=None))

    def right_answer(self, shown: RightAnswer, following: RightAnswer | None = None) -> None:
        """Shows a right answer of the forms in place of the slide; `following` is the one that comes next."""
        self._set(dataclasses.replace(self._content, question=None, tally=None, right=shown), following=following)

    def set_language(self, language: Language) -> None:
        """Sets the language of the stage."""
        self._frozen_content = (
            dataclasses.replace(self._frozen_content, language=language) if self._frozen_content else None
        )
        self._set(dataclasses.replace(self._content, language=language), self._so_far, self._following)

    @property
    def black(self) -> bool:
        """True while the stage is black."""
        return self._black

    def set_black(self, black: bool) -> None:
        """Makes the stage black, or shows the content again."""
        if black != self._black:
            self._black = black
            self.changed.emit()

    @property
    def frozen(self) -> bool:
        """True while the stage keeps its content and only the desk moves on."""
        return self._frozen_content is not None

    def set_frozen(self, frozen: bool) -> None:
        """Freezes the stage while the desk moves on, or lets it follow the desk again."""
        if frozen != self.frozen:
            self._frozen_content = self._content if frozen else None
            self.changed.emit()

    @property
    def activity_s(self) -> int:
        """The length of the activity on the slide where the desk is, in seconds; 0 if there is none."""
        number = self._content.slide
        if not self.pack or not 1 <= number <= self.slides or self._content.over_slide:
            return 0
        slide = self.pack.slides(self.language)[number - 1]
        return slide.minutes * 60 if slide.layout == "activity" else 0

    def toggle_timer(self) -> None:
        """Starts or pauses the clock of the activity where the desk is."""
        here = self._content.slide
        if self.timer.running and self.timer.slide == here:
            self.timer.pause()
        elif self.activity_s:
            self.timer.start(here, self.activity_s)

    def _slide(self, number: int) -> StageContent | None:
        if not 1 <= number <= self.slides:
            return None
        return self._timed(StageContent(self.language, number))

    def _timed(self, content: StageContent) -> StageContent:
        if content.over_slide:
            return content
        return dataclasses.replace(content, left_s=self.timer.left_s(content.slide))

    def _set(self, content: StageContent, so_far: Tally | None = None, following: RightAnswer | None = None) -> None:
        self._content, self._so_far, self._following = content, so_far, following
        self.changed.emit()
