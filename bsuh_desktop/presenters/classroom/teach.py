"""Teach: what is on the stage and what comes next, the large button, the bar beside it, and undo."""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal, Protocol

import msgspec
from msgspec.structs import replace

from bsuh_desktop.app.desk_session import DeskSession
from bsuh_desktop.domain.local_text import digits_text
from bsuh_desktop.domain.messages import Message
from bsuh_desktop.presenters.classroom.answers import (
    Answers,
    AnswersModel,
    PeopleModel,
    StageBarModel,
    needs_desk,
    stage_bar,
)
from bsuh_desktop.presenters.classroom.device_round import DeviceRound, DeviceRoundView
from bsuh_desktop.presenters.classroom.hand_count import HandKey
from bsuh_desktop.presenters.classroom.lesson import Lesson
from bsuh_desktop.presenters.classroom.notes import Notes, NotesModel, Pace, PaceModel, clock_words
from bsuh_desktop.presenters.parts import NO_TEXT, Joined, Part, Question, Text
from bsuh_desktop.presenters.presenter import PagePresenter, PageView
from bsuh_desktop.presenters.stage import Projector, Stage, StageContent
from bsuh_desktop.services.classroom.class_picture import AskedQuestion
from bsuh_desktop.services.classroom.commands import Undo
from bsuh_desktop.services.classroom.lesson import Step

BarButton = Literal["back", "wall", "black", "freeze", "timer", "slides", "voice"]


class SlidePicture(msgspec.Struct, frozen=True):
    """A small picture of the stage; None leaves the one before."""

    content: StageContent | None
    spoken: Text = NO_TEXT


class ViewsModel(msgspec.Struct, frozen=True, kw_only=True):
    """What is on the stage, and what comes next."""

    now_title: Part
    now_place: Part
    now_view: SlidePicture
    coming_title: Part
    coming_place: Part
    coming_view: SlidePicture


class Label(msgspec.Struct, frozen=True):
    """The label of a button with icon and key: a short one, never empty, for a bar that is narrow even so."""

    short: Text
    long: Text
    spoken: Text


class BarModel(msgspec.Struct, frozen=True, kw_only=True):
    """The buttons below the page."""

    back: Part
    wall: Part
    black: Part
    freeze: Part
    timer: Part
    slides: Part
    voice: Part
    aside: Part
    reason: Part
    next_step: Part
    labels: dict[BarButton, Label]


class TeachModel(msgspec.Struct, frozen=True, kw_only=True):
    """The screen, by its cards."""

    by_voice: bool
    views: ViewsModel
    answers: AnswersModel
    bar: BarModel
    notes: NotesModel
    people: PeopleModel
    pace: PaceModel
    stage_bar: StageBarModel


class TeachView(PageView[TeachModel], DeviceRoundView, Protocol):
    """The screen."""

    def choose_slide(self) -> None:
        """Opens the overview of all slides."""


class TeachPresenter(PagePresenter[TeachModel]):
    """Slide and notes are the centre of the page; everything else is secondary."""

    view: TeachView

    def __init__(self, session: DeskSession, view: TeachView, stage: Stage, projector: Projector) -> None:
        super().__init__(session, view)
        self.lesson = Lesson(session, stage, projector)
        self.answers = Answers(self.lesson)
        self._notes = Notes(self.lesson)
        self._pace = Pace(self.lesson, self._show_pace)
        self._round = DeviceRound(self.lesson, view)
        self._stage, self._projector = stage, projector
        self._shown: TeachModel | None = None
        self._due = self._stepped_aside = False
        self._doubted = False
        """Whoever counts on the stage was told that the count is odd, and has not left the stage."""
        self._place: tuple[int, str] | None = None
        """The slide, and the last question that was asked."""
        self._arrangement = projector.arrangement
        self._asked_about_wall = ""
        """The class that was asked whether to show the slides on a projector that was plugged in."""
        self.lesson.changed.connect(self._refresh_soon)

    def breadcrumb(self) -> Text:
        """The step and the class."""
        step = Message("Step {step} of {steps}", step=3, steps=4)
        return Joined((step, self.session.picture.title)) if self.session.picture else step

    def title(self) -> Text:
        """The module."""
        return self.session.picture.pack.title if self.session.picture else NO_TEXT

    def enter(self) -> None:
        """The stage shows the present slide; the clock runs."""
        super().enter()
        if self.session.picture is None:
            return
        self._arrangement = self._projector.arrangement
        self.lesson.enter()
        self.class_changed()
        self.refresh()
        self._pace.start()
        if self.lesson.hands is None:
            self.view.focus("next_step")

    def leave(self) -> None:
        """Stops updating the clock, and stores the count."""
        super().leave()
        self._pace.stop()
        self.before_lock()

    def before_lock(self) -> None:
        """Stores the count."""
        self.lesson.keep_now()

    def class_changed(self) -> None:
        """The class's picture is new."""
        if self.session.picture is not None:
            self._pace.take()
            self.lesson.refresh()

    def refresh(self) -> None:
        """Shows the open class; nothing if none is open."""
        if self.session.picture is None:
            return
        self.lesson.take_class()
        before, self._place = self._place, self._new_place()
        if before != self._place:
            self.session.moved_on.emit()
        begins = self.answers.take_question()
        if begins or self.lesson.hands_in_doubt is None or not self._projector.over_desk:
            self._doubted = False
        super().refresh()
        if begins:
            self.view.focus("hands")
        elif self._stepped_aside and not self.lesson.busy and self.lesson.step.why_not is None:
            self.view.focus("next_step")
        else:
            return
        self._stepped_aside = False

    def _new_place(self) -> tuple[int, str]:
        askings = self.lesson.picture.askings
        return self.lesson.number, askings[-1].question if askings else ""

    def _refresh_soon(self) -> None:
        """Combines several changes into one update; the stage does not wait for the desk."""
        if not self._due:
            self._due = True
            self.session.face.post(self._refresh_if_shown)

    def _refresh_if_shown(self) -> None:
        self._due = False
        if self._entered and self.session.face.is_alive(self.view):
            self.refresh()

    def _show_pace(self) -> None:
        """A second has passed."""
        if self._shown is not None and self._entered and self.session.face.is_alive(self.view):
            pace = self._pace.model()
            bar = replace(self._shown.stage_bar, clock=pace.clock)
            self._shown = replace(self._shown, pace=pace, stage_bar=bar)
            self.view.bind(self._shown)

    # Commands

    def go_on(self) -> None:
        """Executes the next step."""
        step = self.lesson.step
        if self._projector.over_desk and needs_desk(step):
            self._projector.leave()
        if step.does == "wrap_up":
            self.view.open("wrap_up")
        elif step.does in ("close", "recount") and (doubt := self._doubt()):
            self._ask_about_hands(step, doubt)
        else:
            self.lesson.take(step)

    def _doubt(self) -> Message | None:
        """What is to be asked about the count; on a covered desk nobody could answer."""
        return None if self._doubted or self.session.covered else self.lesson.hands_in_doubt

    def _ask_about_hands(self, step: Step, doubt: Message) -> None:
        """Asks about an odd count: most likely an error, but the facilitator has seen the room. On a stage that covers
        the desk the bar asks: a dialog would open behind it."""
        if self._projector.over_desk:
            self._doubted = True
            self.refresh()
            return
        question = Question(
            doubt,
            Message("Count again, or keep the count as it is."),
            (("keep", Message("Keep the count"), "secondary"), ("count", Message("Count again"), "primary")),
            at_next="count",
            at_back="count",
        )
        self.view.ask(question, lambda key: self.lesson.take(step) if key == "keep" else self._count_again())

    def _count_again(self) -> None:
        """From the first letter, or from the first that was not counted."""
        count = self.answers.count
        if count.complete:
            self.answers.go_to(count.letters[0])
            self.refresh()
        self.view.focus("hands")

    def step_aside(self) -> None:
        """Executes what is offered beside the next step. Then Enter goes on: the button may offer something else
        now, such as to ask again."""
        aside = self._aside()
        if aside:
            self._stepped_aside = True
            aside[1]()

    def _aside(self) -> tuple[Message, Callable[[], None]] | None:
        """The secondary action that skips the next step."""
        lesson, step = self.lesson, self.lesson.step
        if step.does == "ask":
            words = Message("Skip the questions") if lesson.slide.part else Message("Skip the question")
            return words, lesson.skip
        if step.does == "answers":
            return Message("Skip the answers"), lesson.skip
        if step.does == "pass_on":
            return Message("Close without the rest"), lesson.leave_out
        if step.why_not:
            return Message("Close without a count"), lesson.leave_out
        return (Message("Ask again"), lesson.ask_again) if lesson.can_ask_again else None

    def choose_slide(self) -> None:
        """Opens the overview of all slides, unless a question is open."""
        if self.lesson.picture.open_asking is None:
            self.view.choose_slide()

    def undo(self) -> None:
        """Reverts the last change of the current count, else the last change in the class."""
        if self.answers.undo_hands():
            return
        picture = self.lesson.picture
        what, why_not = picture.undo, picture.view.reasons["undo"]
        if what is None or why_not is not None:
            self.session.inform("look", why_not or Message("There is nothing to undo."))
            return
        counted = self.lesson.recountable
        self.run(Undo(), lambda _: self._on_undone(what, counted))

    def _on_undone(self, what: Message, counted: AskedQuestion | None) -> None:
        """If the count of a closed question was undone, recounts it from its former values."""
        self.session.inform("info", Message("Undone: {what}", what=what))
        asking, now = self.lesson.picture.open_asking, self.lesson.recountable
        if asking and asking.by == "hands":
            self.answers.end_count()
            self.lesson.count_from(asking)
        if counted is None or now is None or now.question != counted.question:
            return
        if (now.counts, now.levels) != (counted.counts, counted.levels):
            self.lesson.recount(counted)

    def do(self, command: str | None) -> bool:
        """Executes a command of a class by its name, from a key or a clicker; False if there is none of that name."""
        commands: dict[str, Callable[[], object]] = {
            "next": self._next_by_key,
            "back": self.lesson.go_back,
            "black": self.toggle_black,
            "freeze": self.toggle_frozen,
            "timer": self._stage.toggle_timer,
            "voice": self.lesson.toggle_voice,
            "swap": self._projector.swap,
            "undo": self.undo,
            "slides": self.choose_slide,
        }
        if self.session.picture is None or command not in commands:
            return False
        commands[command]()
        return True

    def press(self, key: int | HandKey) -> bool:
        """A key that counts hands: a digit, or one of the others; False if it does not count anything now."""
        if self.session.picture is None or not self.answers.counting:
            return False
        count = self.answers.count
        self._doubted = self._doubted and key == "enter" and self._projector.over_desk
        if self._doubted:
            # Enter keeps the count that was asked about.
            return False
        if isinstance(key, int):
            self.answers.type_digit(key)
            return True
        clicked = key in ("hand", "letter")
        if clicked and not (count.by_clicker and count.at):
            return False
        if key == "enter" and count.complete and not count.at:
            return False
        self.answers.press_key(key)
        return True

    def enter_on_stage(self) -> None:
        """Enter, pressed on the stage: counts, else goes on. No clicker has it: it may leave the stage for wrap-up."""
        counted = self.answers.counting and self.answers.count.complete
        if not counted and self.press("enter"):
            return
        if self.lesson.step.does == "wrap_up":
            self.go_on()
        else:
            self._next_by_key()

    def _next_by_key(self) -> None:
        """A clicker pressed by accident must neither hand out the device nor end the class."""
        step = self.lesson.step
        hidden = self._projector.over_desk and needs_desk(step)
        if step.does in ("slide", "ask", "results", "close", "recount", "answers") and not hidden:
            self.go_on()

    def toggle_black(self) -> None:
        """Makes black what the class sees, or shows the slide again. A stage that is not shown is shown first: else the
        class would go on seeing the desk."""
        if self._on_wall:
            self._stage.set_black(not self._stage.black)
            if self._stage.black and not self._projector.showing:
                self._projector.set_on(True, over_desk=True)

    def toggle_wall(self) -> None:
        """Shows the slides on what the class sees, or takes them away."""
        self._projector.toggle()

    def screens_changed(self) -> None:
        """A projector was plugged in or out. One that comes during a class is asked about once."""
        before, self._arrangement = self._arrangement, self._projector.arrangement
        picture = self.session.picture
        came = before == "one" and self._arrangement != "one" and not self._projector.showing
        running = picture.session if picture is not None and picture.ended_ms is None and self._entered else ""
        if came and running not in ("", self._asked_about_wall):
            self._asked_about_wall = running
            self._ask_about_wall()
        self.lesson.changed.emit()

    def _ask_about_wall(self) -> None:
        question = Question(
            Message("A projector is plugged in"),
            Message("Show the slides on it? F5 does the same at any time."),
            (("later", Message("Not now"), "secondary"), ("show", Message("Show the slides"), "primary")),
        )
        self.view.ask(question, self._on_wall_answered)

    def _on_wall_answered(self, key: str) -> None:
        if key != "show":
            return
        if self.lesson.by_voice:
            self.lesson.toggle_voice()
        if not self._projector.showing:
            self._projector.set_on(True, over_desk=True)

    def toggle_frozen(self) -> None:
        """Freezes the stage, or lets it follow again."""
        if self._on_wall:
            self._stage.set_frozen(not self._stage.frozen)

    def toggle_pause(self) -> None:
        """Stops the clock of the class, or resumes it."""
        self._pace.toggle()
        self.refresh()

    def resize_notes(self, by: int) -> None:
        """Chooses another text size for the notes."""
        self._notes.resize(by)
        self.refresh()

    @property
    def _on_wall(self) -> bool:
        """False when teaching by voice without a projector: there is no stage to blank or freeze."""
        return not self.lesson.by_voice or self._projector.showing

    # The view model

    def model(self) -> TeachModel:
        """The open class. Raises LookupError if none is open."""
        self._shown = TeachModel(
            by_voice=self.lesson.by_voice,
            views=self._views(),
            answers=self.answers.model(),
            bar=self._bar(),
            notes=self._notes.model(),
            people=self.answers.class_at_a_glance(),
            pace=self._pace.model(),
            stage_bar=self._stage_bar(),
        )
        return self._shown

    def _stage_bar(self) -> StageBarModel:
        timer = Part(shown=self._stage.activity_s > 0, text=self._timer_label().long)
        return stage_bar(self.lesson, self.answers, self._pace.clock, timer, self._aside_part(), self._doubted)

    def _views(self) -> ViewsModel:
        stage, title, coming = self._stage, self._stage_title(), self._stage.next_content
        return ViewsModel(
            now_title=Part(text=title, light="look" if stage.black or stage.frozen else "unused"),
            now_place=Part(text=Message("Slide {number} of {slides}", number=self.lesson.number, slides=stage.slides)),
            now_view=SlidePicture(stage.content, title),
            coming_title=Part(text=Message("This is the last slide") if coming is None else Message("Coming next")),
            coming_place=Part(text=Message("Answers") if coming and (coming.tally or coming.right) else NO_TEXT),
            coming_view=SlidePicture(coming),
        )

    def _stage_title(self) -> Message:
        if self._stage.black:
            return Message("The projector is black")
        if self._stage.frozen:
            return Message("Slides frozen; only you see this")
        if self._projector.showing:
            return Message("On the projector now")
        return Message("This slide") if self.lesson.by_voice else Message("This slide, not on the projector")

    def _bar(self) -> BarModel:
        stage, lesson = self._stage, self.lesson
        step, asking = lesson.step, lesson.picture.open_asking is not None
        back = not asking and (lesson.number > 1 or stage.content.over_slide)
        return BarModel(
            back=Part(enabled=back),
            wall=Part(shown=self._projector.has_wall or self._projector.showing, checked=self._projector.showing),
            black=Part(shown=self._on_wall, checked=stage.black),
            freeze=Part(shown=self._on_wall, checked=stage.frozen),
            timer=Part(shown=stage.activity_s > 0),
            slides=Part(shown=not asking),
            voice=Part(checked=lesson.by_voice),
            aside=self._aside_part(),
            reason=Part(shown=step.why_not is not None, text=step.why_not or NO_TEXT),
            next_step=Part(text=step.words, enabled=step.why_not is None),
            labels=self._labels(),
        )

    def _aside_part(self) -> Part:
        aside = self._aside()
        return Part(shown=aside is not None, text=aside[0] if aside else NO_TEXT)

    def _labels(self) -> dict[BarButton, Label]:
        names: dict[BarButton, Message] = {
            "back": Message("Back"),
            "wall": Message("Show on the wall"),
            "black": Message("Black"),
            "freeze": Message("Freeze"),
            "slides": Message("Slides"),
        }
        labels = {button: Label(name, name, name) for button, name in names.items()}
        voice = Message("By voice")
        labels["voice"] = Label(voice, voice, voice)
        labels["timer"] = self._timer_label()
        return labels

    def _timer_label(self) -> Label:
        """Time left for the activity, and what the button does with it."""
        stage = self._stage
        left = stage.content.left_s
        time = digits_text(clock_words(1000 * (stage.activity_s if left is None else left)))
        running = stage.timer.running and stage.timer.slide == stage.content.slide
        words = Message("Pause {time}", time=time) if running else Message("Start {time}", time=time)
        return Label(time, words, words)
