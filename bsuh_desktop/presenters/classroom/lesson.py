"""A lesson as the page of teaching and the shared device have it: slides, questions, results.

The stage changes first, then the event is appended to the journal.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TypeVar

from bsuh_desktop.app.desk_session import DeskSession
from bsuh_desktop.app.face import Signal
from bsuh_desktop.content.schema import Slide
from bsuh_desktop.domain.events import Channel, Level
from bsuh_desktop.domain.messages import KnownError, Message
from bsuh_desktop.domain.quiz import Item
from bsuh_desktop.domain.results import enough_to_show
from bsuh_desktop.presenters.stage import Projector, RightAnswer, Stage, Tally
from bsuh_desktop.services.classroom import commands, lesson
from bsuh_desktop.services.classroom.class_picture import AskedQuestion, ClassPicture
from bsuh_desktop.services.classroom.device_turns import next_to_answer
from bsuh_desktop.services.classroom.new_class import choose

Answer = TypeVar("Answer")

KEEP_MS = 400
"""Delay before a count of hands is stored: a number may have two digits."""


class Lesson:
    """`changed` when slide, question or count is another one; whoever has the stage's signals emits it for them too.
    One command at a time: input is ignored while one is running."""

    def __init__(self, session: DeskSession, stage: Stage, projector: Projector) -> None:
        alive = session.face.is_alive
        self.changed: Signal[[]] = Signal(alive)
        self.device_wanted: Signal[[lesson.Step]] = Signal(alive)
        """The class is to answer on the shared device: `ask` opens the step's question, if it has one."""
        self.device_ready: Signal[[]] = Signal(alive)
        """A question was opened on the shared device."""
        self.stage = stage
        self.projector = projector
        self.session = session
        self._class = ""
        self._busy = False
        self.counted: dict[str, int] = {}
        self.levels: dict[str, Level] = {}
        """What was noted by eye instead of a count."""
        self.cable_is_out = False
        """The projector that shows this screen was unplugged while the device goes round."""
        self._recounted = ""
        self._keeping = session.face.timer(self._keep_count)

    @property
    def picture(self) -> ClassPicture:
        """The open class. Raises LookupError if none is open."""
        if self.session.picture is None:
            raise LookupError("no class is open")
        return self.session.picture

    @property
    def number(self) -> int:
        """The present slide, counted from 1."""
        return max(1, self.stage.content.slide)

    @property
    def slide(self) -> Slide:
        """The present slide as the stage shows it."""
        return self.picture.pack.slides(self.session.stage_language)[self.number - 1]

    @property
    def by_voice(self) -> bool:
        """True if the class is taught by voice: because a person chose that, or because no screen shows the slides."""
        chosen = self.picture.choices.voice
        return not self.projector.has_wall if chosen is None else chosen

    def toggle_voice(self) -> None:
        """Switches between voice and projector. With a projector, the stage is hidden or shown again."""
        voice, session = not self.by_voice, self.picture.session
        if self.projector.arrangement == "two":
            self.projector.set_on(not voice)
        self.session.change(lambda desk: choose(desk, session, voice=voice))

    @property
    def step(self) -> lesson.Step:
        """The next step."""
        picture = self.picture
        spot = lesson.LessonSpot(
            self.slide,
            self.number,
            self.stage.slides,
            results=self.stage.content.tally is not None,
            counted=self._is_counted,
            waiting=len(next_to_answer(picture)),
            recounted=picture.asking(self._recounted),
            answer=self._right_number,
        )
        return lesson.next_step(picture, spot)

    def enter(self) -> None:
        """The page is opened: shows the present slide on the stage, and an open question on it."""
        picture = self.picture
        self.take_class()
        if self.stage.content.slide == 0:
            self.show(max(1, picture.view.slide))
        asking = picture.open_asking
        if asking and self.stage.content.question is None:
            self._take_count(asking)
            self._ask_on_stage(asking)

    def take_class(self) -> None:
        """Loads the count of another class from its journal. Must run before anything is shown: the panel for hands
        keeps the first numbers that it gets."""
        picture = self.picture
        if picture.session != self._class:
            self._class = picture.session
            self._recounted = ""
            self._take_count(picture.open_asking)

    def refresh(self) -> None:
        """The class has changed."""
        asking = self.picture.open_asking
        if self.hands is None:
            self._take_count(None)
        if asking:
            self._tell_stage(asking)
        self.changed.emit()

    # Slides and steps

    def show(self, number: int) -> None:
        """Shows slide `number`: on the stage at once, then in the journal. Does nothing while a question is open."""
        if self.picture.view.open_question or not 1 <= number <= self.stage.slides:
            return
        self._recounted = ""
        self._take_count(None)
        self.stage.show(number)
        if self.picture.view.allows("show_slide"):
            self.session.conduct(commands.ShowSlide(number))

    def go_back(self) -> None:
        """Goes to the right answer before, from the first of them or from results to their slide, else to the slide
        before."""
        if self._right_number > 1:
            self._show_right_answer(self._right_number - 1)
        else:
            self.show(self.number if self.stage.content.over_slide else self.number - 1)

    def take(self, step: lesson.Step) -> None:
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
        elif step.does == "answers":
            self._show_right_answer(self._right_number + 1)
        elif step.does == "recount":
            self._keep_recount()
        elif step.does == "close":
            self.close(step.item if step.goes_on else None, step.by)

    def skip(self) -> None:
        """Goes to the next slide without this one's questions or answers."""
        self.show(self.number + 1)

    # Questions

    def ask(self, item: Item, by: Channel) -> None:
        """Opens a question."""
        self._do(commands.Ask(item.id, by), self._on_asked)

    def close(self, following: Item | None = None, by: Channel = "hands") -> None:
        """Closes the open question and stores its count; then opens `following`, if there is one."""
        asking = self.picture.open_asking
        if asking is None:
            return
        by_hands = asking.by == "hands"
        levels = dict(self.levels) if by_hands and self.levels else None
        counts = dict(self.counted) if by_hands and self.counted and not levels else None
        if following is not None:
            self._do(commands.CloseAndAsk(counts, following.id, by, levels), self._on_asked)
        else:
            question = asking.question
            self._do(commands.CloseQuestion(counts, levels), lambda _: self._on_closed(question))

    @property
    def can_ask_again(self) -> bool:
        """True if this slide's question was answered and may be asked again, after the class has discussed it."""
        picture, item = self.picture, self.slide.item
        if not item or picture.view.open_question or not picture.view.allows("ask"):
            return False
        return lesson.may_ask_again(picture, item)

    def ask_again(self) -> None:
        """Asks this slide's question again."""
        item = self.picture.pack.item(self.slide.item)
        by = lesson.way_to_ask(item, lesson.way_of_class(self.picture, self.slide, self.number))
        self.take(lesson.Step("ask", Message("Ask again"), item, by))

    def leave_out(self) -> None:
        """Closes the open question without a count."""
        self._take_count(None)
        if self._recounted:
            self.show(self.number)
        step = self.step
        self.close(step.item if step.goes_on else None, step.by)

    def answer_by(self, by: Channel) -> None:
        """Sets how the questions of this slide are answered: by hands or on one device."""
        session, number = self.picture.session, self.number
        self.session.change(lambda desk: choose(desk, session, here=(number, by)))

    def decline(self, card: int, then: Callable[[None], object], failed: Callable[[KnownError], object]) -> None:
        """The learner does not want to answer; `then` or `failed` is called when that is stored, or could not be."""
        self.session.conduct(commands.Decline(card), then, failed)

    @property
    def busy(self) -> bool:
        """True while a command is running: what comes next is not known yet."""
        return self._busy

    # The count of hands

    def count(self, counts: Mapping[str, int], levels: Mapping[str, Level]) -> None:
        """Sets the count so far, or what was noted by eye. It is stored as soon as counting pauses, so that a power cut
        does not lose it."""
        self.counted, self.levels = dict(counts), dict(levels)
        self._keeping.start(KEEP_MS)
        if self.picture.open_asking:
            self._tell_stage(self.picture.open_asking)
        self.changed.emit()

    def keep_now(self) -> None:
        """Stores the last count at once, when the page is left or the desk closed."""
        if self._keeping.active:
            self._keeping.stop()
            self._keep_count()

    def _keep_count(self) -> None:
        asking = self.hands if self.session.picture is not None else None
        if asking is None:
            return
        if not asking.closed:
            self.session.conduct(self._count_command(asking.question))
        elif self.hands_in_doubt is None and (self.levels or self.counted.keys() == asking.counts.keys()):
            # A correction that is whole; until then the former count stands.
            self.session.conduct(self._count_command())

    def _count_command(self, question: str | None = None) -> commands.ClassCommand[None]:
        if self.levels:
            return commands.EstimateHands(dict(self.levels), question)
        return commands.CountHands(dict(self.counted), question)

    @property
    def _is_counted(self) -> bool:
        """True once anything was counted, also that nobody raised a hand for any answer."""
        hands = self.hands
        every = hands is not None and len(self.counted) == len(hands.counts)
        return every or bool(self.levels) or sum(self.counted.values()) > 0

    def _take_count(self, asking: AskedQuestion | None) -> None:
        """Takes the count of `asking` from the journal."""
        self.counted = dict(asking.hands) if asking else {}
        self.levels = dict(asking.levels) if asking else {}

    def count_from(self, asking: AskedQuestion) -> None:
        """Takes the count of `asking` from the journal."""
        self._take_count(asking)
        self.changed.emit()

    @property
    def hands_in_doubt(self) -> Message | None:
        """What is odd about the count: more hands than people, or hands of only some answers; None if nothing is, or
        nothing was counted."""
        hands, total = self.hands, sum(self.counted.values())
        if hands is None or self.levels or total in (0, hands.people):
            return None
        if total > hands.people:
            return Message("More hands than people: {spare}.", spare=total - hands.people)
        if len(self.counted) < len(hands.counts):
            return Message("Not every answer was counted: {none} raised no hand.", none=hands.people - total)
        return None

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

    def recount(self, before: AskedQuestion) -> None:
        """Recounts the hands of the last question, starting from the count that it had `before`."""
        asking = self.recountable
        if asking:
            self._recounted = asking.question
            self.counted, self.levels = dict(before.hands), dict(before.levels)
            self.changed.emit()

    def _keep_recount(self) -> None:
        question = self._recounted
        self._do(self._count_command(), lambda _: self._on_closed(question))

    # Commands, and what the stage shows of them

    def _do(self, command: commands.ClassCommand[Answer], then: Callable[[Answer], object]) -> None:
        if self._busy:
            return
        self._busy, session = True, self.picture.session

        def done(answer: Answer) -> None:
            self._busy = False
            if self.session.picture is not None and self.picture.session == session:
                then(answer)

        self.session.conduct(command, done, self._on_failed)

    def _on_failed(self, error: KnownError) -> None:
        self._busy = False
        self.session.error_reported.emit(error)

    def _on_asked(self, question: str) -> None:
        self._recounted = ""
        self._take_count(None)
        asking = self.picture.asking(question)
        if asking:
            self._ask_on_stage(asking)
            if asking.by == "shared":
                self.device_ready.emit()
        self.changed.emit()

    def _on_closed(self, question: str) -> None:
        self._recounted = ""
        self._take_count(None)
        asking = self.picture.asking(question)
        if asking and lesson.has_results(asking):
            self.stage.results(_tally(asking))
        else:
            self.stage.show(self.number)
        self.changed.emit()

    def _show_results(self) -> None:
        asking = lesson.last_asking(self.picture, self.slide.item)
        if asking:
            self.stage.results(_tally(asking))

    @property
    def right_answer(self) -> lesson.FormAnswer | None:
        """The right answer of the forms that is shown; None if none is."""
        number = self._right_number
        answers = lesson.form_answers(self.picture) if number else ()
        return answers[number - 1] if number and number <= len(answers) else None

    @property
    def _right_number(self) -> int:
        """Which right answer of the forms is shown, from 1; 0 if none is."""
        right = self.stage.content.right
        return right.number if right else 0

    def _show_right_answer(self, number: int) -> None:
        answers = lesson.form_answers(self.picture)
        shown = [RightAnswer(one.item.id, place, len(answers), one.chosen) for place, one in enumerate(answers, 1)]
        self.stage.right_answer(shown[number - 1], shown[number] if number < len(shown) else None)

    def _ask_on_stage(self, asking: AskedQuestion) -> None:
        """Shows a question, unless each learner has their own form: that would show the other form's questions too
        early."""
        if asking.by == "hands" or asking.part == "lesson":
            self.stage.ask(asking.item, asking.by, 0 if asking.sensitive else asking.people)
            self._tell_stage(asking)

    def _tell_stage(self, asking: AskedQuestion) -> None:
        """Updates how many have answered, by hands the sum of the count; not for a private question. Answers so far are
        shown on the desk only, and only if the class cannot see it."""
        view = self.picture.view.open_question
        if view is None or self.stage.content.question is None or asking.sensitive:
            return
        counts = self.counted if asking.by == "hands" else asking.counts
        so_far = Tally(asking.item, asking.by, dict(counts), dict(self.levels))
        few = not enough_to_show(counts, self.levels)
        private = asking.part != "lesson" or self.session.public or few
        self.stage.update_answered(
            0 if asking.by == "hands" else view.answered, view.people, None if private else so_far
        )


def _tally(asking: AskedQuestion) -> Tally:
    return Tally(asking.item, asking.by, asking.counts, asking.levels)
