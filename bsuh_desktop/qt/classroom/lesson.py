"""Controls a lesson: slides, questions, results. The stage changes first, then the event is appended to the journal."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from PySide6.QtCore import QObject, QTimer, Signal

from bsuh_desktop.content.schema import Slide
from bsuh_desktop.domain.errors import KnownError
from bsuh_desktop.domain.events import Channel
from bsuh_desktop.domain.messages import Message
from bsuh_desktop.domain.quiz import Item
from bsuh_desktop.qt.bridge.bridge import Bridge
from bsuh_desktop.qt.classroom.on_stage import OnStage
from bsuh_desktop.services.classroom.class_choices import choose
from bsuh_desktop.services.classroom.class_picture import AskedQuestion, ClassPicture
from bsuh_desktop.services.classroom.conduct import Conduct
from bsuh_desktop.services.classroom.device_turns import still_to_answer, turns
from bsuh_desktop.services.classroom.next_step import LessonSpot, Step, has_results, next_step
from bsuh_desktop.services.classroom.questions import last_asking, may_ask_again, way_of_class, way_to_ask

KEEP_MS = 400
"""Delay before a count of hands is stored: a number may have two digits."""


class Lesson(QObject):
    """`changed` when slide, question or count is another one. One command at a time: input is ignored while one is
    running."""

    changed = Signal()
    device_wanted = Signal(Step)
    """The class is to answer on the shared device: `ask` opens the step's question, if it has one."""
    device_ready = Signal()
    """A question was opened on the shared device."""

    def __init__(self, bridge: Bridge, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._bridge = bridge
        self._on_stage = OnStage(bridge)
        self._session = ""
        self._busy = False
        self.counted: dict[str, int] = {}
        self._declined: set[int] = set()
        self._recounted = ""
        self._keeping = QTimer(self, singleShot=True, interval=KEEP_MS)
        self._keeping.timeout.connect(self._keep_count)
        bridge.stage.changed.connect(self.changed)

    @property
    def picture(self) -> ClassPicture:
        """The open class. Raises LookupError if none is open."""
        if self._bridge.picture is None:
            raise LookupError("no class is open")
        return self._bridge.picture

    @property
    def number(self) -> int:
        """The present slide, counted from 1."""
        return max(1, self._bridge.stage.content.slide)

    @property
    def slide(self) -> Slide:
        """The present slide as the stage shows it."""
        return self.picture.pack.slides(self._bridge.stage_language)[self.number - 1]

    @property
    def by_voice(self) -> bool:
        """True if the class is taught by voice: because a person chose that, or because no screen shows the slides."""
        chosen = self.picture.choices.voice
        return not self._bridge.projector.has_wall if chosen is None else chosen

    def toggle_voice(self) -> None:
        """Switches between voice and projector. With a projector, the stage is hidden or shown again."""
        voice, session, projector = not self.by_voice, self.picture.session, self._bridge.projector
        if projector.arrangement == "two":
            projector.set_on(not voice)
        self._bridge.change(lambda desk: choose(desk, session, voice=voice))

    @property
    def waiting(self) -> tuple[int, ...]:
        """Cards that have not had the device for the open question."""
        return tuple(card for card in still_to_answer(self.picture) if card not in self._declined)

    @property
    def asked_of(self) -> tuple[int, ...]:
        """Cards that are to answer the open question."""
        picture, asking = self.picture, self.picture.open_asking
        return turns(picture, picture.pack.item(asking.item), asking.part) if asking else ()

    def decline(self, card: int) -> None:
        """The learner does not want to answer. Not recorded, so they may still answer later."""
        self._declined.add(card)
        self.changed.emit()

    @property
    def step(self) -> Step:
        """The next step."""
        stage = self._bridge.stage
        results = stage.content.tally is not None
        counted = sum(self.counted.values())
        recounted = self.picture.asking(self._recounted)
        spot = LessonSpot(self.slide, self.number, stage.slides, results, counted, len(self.waiting), recounted)
        return next_step(self.picture, spot)

    def enter(self) -> None:
        """The page is opened: shows the present slide on the stage, and an open question on it."""
        stage, picture = self._bridge.stage, self.picture
        self.take_class()
        if stage.content.slide == 0:
            self.show(max(1, picture.view.slide))
        asking = picture.open_asking
        if asking and stage.content.question is None:
            self.counted = _counted(asking)
            self._on_stage.ask(asking, self.counted)

    def take_class(self) -> None:
        """Loads the count of another class from its journal. Must run before anything is shown: the panel for hands
        keeps the first numbers that it gets."""
        picture = self.picture
        if picture.session != self._session:
            self._session = picture.session
            self.counted, self._declined, self._recounted = _counted(picture.open_asking), set(), ""

    def refresh(self) -> None:
        """The class has changed."""
        asking = self.picture.open_asking
        if self.hands is None:
            self.counted = {}
        if asking:
            self._on_stage.hear(asking, self.counted)
        self.changed.emit()

    def show(self, number: int) -> None:
        """Shows slide `number`: on the stage at once, then in the journal. Does nothing while a question is open."""
        stage = self._bridge.stage
        if self.picture.view.open_question or not 1 <= number <= stage.slides:
            return
        self._recounted, self.counted = "", {}
        stage.show(number)
        if self.picture.view.allows("show_slide"):
            self._bridge.conduct(lambda conduct: conduct.show_slide(number))

    def go_back(self) -> None:
        """Goes from results to their slide, else to the slide before."""
        self.show(self.number if self._bridge.stage.content.tally else self.number - 1)

    def take(self, step: Step) -> None:
        """Executes `step`."""
        if self._busy or step.why_not:
            return
        if step.does == "slide":
            self.show(self.number + 1)
        elif step.does == "ask" and step.item:
            if step.by == "shared":
                self.device_wanted.emit(step)
            else:
                self.ask(step.item, step.by)
        elif step.does == "pass_on":
            self.device_wanted.emit(step)
        elif step.does == "results":
            self._show_results()
        elif step.does == "recount":
            self._keep_recount()
        elif step.does == "close":
            self.close(step.item if step.goes_on else None, step.by)

    def ask(self, item: Item, by: Channel) -> None:
        """Opens a question."""
        self._do(lambda conduct: conduct.ask(item.id, by), self._on_asked)

    def close(self, following: Item | None = None, by: Channel = "hands") -> None:
        """Closes the open question and stores its count; then opens `following`, if there is one."""
        asking = self.picture.open_asking
        if asking is None:
            return
        counts = dict(self.counted) if asking.by == "hands" and self.counted else None

        def do(conduct: Conduct) -> str:
            _close(conduct, counts)
            return conduct.ask(following.id, by) if following else ""

        question = asking.question
        self._do(do, self._on_asked if following else lambda _: self._on_closed(question))

    def skip(self) -> None:
        """Goes to the next slide without this one's questions."""
        self.show(self.number + 1)

    @property
    def can_ask_again(self) -> bool:
        """True if this slide's question was answered and may be asked again, after the class has discussed it."""
        picture, item = self.picture, self.slide.item
        if not item or picture.view.open_question or not picture.view.allows("ask"):
            return False
        return may_ask_again(picture, item)

    def ask_again(self) -> None:
        """Asks this slide's question again."""
        item = self.picture.pack.item(self.slide.item)
        by = way_to_ask(item, way_of_class(self.picture))
        self.take(Step("ask", Message("Ask again"), item, by))

    def leave_out(self) -> None:
        """Closes the open question without a count."""
        self.counted = {}
        if self._recounted:
            self.show(self.number)
        step = self.step
        self.close(step.item if step.goes_on else None, step.by)

    def count(self, counts: Mapping[str, int]) -> None:
        """Sets the count so far. It is stored as soon as counting pauses, so that a power cut does not lose it."""
        self.counted = dict(counts)
        self._keeping.start()
        if self.picture.open_asking:
            self._on_stage.hear(self.picture.open_asking, self.counted)
        self.changed.emit()

    def keep_now(self) -> None:
        """Stores the last count at once, when the page is left or the desk closed."""
        if self._keeping.isActive():
            self._keeping.stop()
            self._keep_count()

    def _keep_count(self) -> None:
        if self._bridge.picture is None:
            return
        asking, counts = self.picture.open_asking, dict(self.counted)
        if asking is None or asking.by != "hands":
            return
        question = asking.question

        def do(conduct: Conduct) -> None:
            if conduct.state.open_question == question:
                conduct.count_hands(counts)

        self._bridge.conduct(do)

    def count_from(self, asking: AskedQuestion) -> None:
        """Takes the count of `asking` from the journal."""
        self.counted = _counted(asking)
        self.changed.emit()

    @property
    def spare_hands(self) -> int:
        """How many more hands than people in the room were counted; 0 or less if the count is possible."""
        return sum(self.counted.values()) - self.hands.people if self.hands else 0

    @property
    def hands(self) -> AskedQuestion | None:
        """The question whose hands are being counted: the open one, or a closed one that is recounted."""
        asking = self.picture.open_asking or self.picture.asking(self._recounted)
        return asking if asking and asking.by == "hands" else None

    @property
    def recountable(self) -> AskedQuestion | None:
        """The last counted question of this slide, if its count can still be corrected."""
        picture, slide = self.picture, self.slide
        asking = picture.askings[-1] if picture.askings else None
        if asking is None or asking.by != "hands" or not asking.closed or not picture.view.allows("count_hands"):
            return None
        return asking if asking.item == slide.item or (slide.part and asking.part == slide.part) else None

    def recount(self, counts: Mapping[str, int]) -> None:
        """Recounts the hands of the last question, starting from `counts`."""
        asking = self.recountable
        if asking:
            self._recounted, self.counted = asking.question, dict(counts)
            self.changed.emit()

    def _keep_recount(self) -> None:
        counts, question = dict(self.counted), self._recounted

        def do(conduct: Conduct) -> str:
            conduct.count_hands(counts)
            return question

        self._do(do, self._on_closed)

    def answer_by(self, by: Channel) -> None:
        """Sets how the next question is answered: by hands or on one device."""
        session = self.picture.session
        self._bridge.change(lambda desk: choose(desk, session, by=by))

    def _show_results(self) -> None:
        asking = last_asking(self.picture, self.slide.item)
        if asking:
            self._on_stage.results(asking)

    def _do(self, do: Callable[[Conduct], str], then: Callable[[str], object]) -> None:
        if self._busy:
            return
        self._busy = True

        def done(question: str) -> None:
            self._busy = False
            then(question)

        self._bridge.conduct(do, done, self._on_failed)

    def _on_failed(self, error: KnownError) -> None:
        self._busy = False
        self._bridge.error_reported.emit(error)

    def _on_asked(self, question: str) -> None:
        self.counted, self._declined, self._recounted = {}, set(), ""
        asking = self.picture.asking(question)
        if asking:
            self._on_stage.ask(asking, self.counted)
            if asking.by == "shared":
                self.device_ready.emit()
        self.changed.emit()

    def _on_closed(self, question: str) -> None:
        self.counted, self._recounted = {}, ""
        asking = self.picture.asking(question)
        if asking and has_results(asking):
            self._on_stage.results(asking)
        else:
            self._bridge.stage.show(self.number)
        self.changed.emit()


def _close(conduct: Conduct, counts: Mapping[str, int] | None) -> None:
    if counts is not None:
        conduct.count_hands(counts)
    conduct.close_question()


def _counted(asking: AskedQuestion | None) -> dict[str, int]:
    """The count of hands in the journal, by letter, without zeros."""
    hands = asking.counts if asking and asking.by == "hands" else {}
    return {letter: count for letter, count in hands.items() if count}
